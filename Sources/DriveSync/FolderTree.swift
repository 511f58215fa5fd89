/// Which folders hang below a sync's folder, and by which links: so that a change is known to concern the folder without a
/// question to Drive.
///
/// Files are not in it, but for those that a shortcut leads to. What is cut off from the root is forgotten at once; a circle
/// of folders or shortcuts hangs as long as one of its links comes from the root.
struct FolderTree: Hashable, Sendable, Codable {
  let root: String
  private var links: [String: [Link]] = [:]

  /// How something hangs in the tree.
  private struct Link: Hashable, Sendable, Codable {
    /// The folder it lies in, or that its shortcut lies in.
    var parent: String
    /// Of what hangs by a shortcut: the shortcut's id.
    var shortcut: String?
  }

  init(root: String) {
    self.root = root
  }

  /// Folders besides the root, and targets of shortcuts.
  var count: Int { links.count }

  func contains(_ id: String) -> Bool { id == root || links[id] != nil }

  /// Whether a file is in one of the folders, or a shortcut there leads to it.
  func holds(_ id: String, in parents: [String]) -> Bool { parents.contains(where: contains) || links[id] != nil }

  /// Says in which folders a folder lies now.
  ///
  /// - Returns: whether it is new in the tree: nothing below it was ever seen.
  mutating func hang(_ folder: String, in parents: [String]) -> Bool {
    guard folder != root else { return false }
    let wasThere = links[folder] != nil
    let byShortcut = (links[folder] ?? []).filter { $0.shortcut != nil }
    set(byShortcut + parents.filter { $0 != folder && contains($0) }.map { Link(parent: $0) }, of: folder)
    return !wasThere && links[folder] != nil
  }

  /// Says in which folders a shortcut lies now, and where it leads to.
  ///
  /// - Returns: whether its target is new in the tree.
  mutating func hang(_ target: String, by shortcut: String, in parents: [String]) -> Bool {
    cut(shortcut: shortcut, butTo: target)
    guard target != root else { return false }
    let wasThere = links[target] != nil
    let others = (links[target] ?? []).filter { $0.shortcut != shortcut }
    let own = parents.filter { $0 != target && contains($0) }.map { Link(parent: $0, shortcut: shortcut) }
    set(others + own, of: target)
    return !wasThere && links[target] != nil
  }

  /// A folder, a file or a shortcut is there no more.
  mutating func drop(_ id: String) {
    cut(shortcut: id)
    set([], of: id)
  }

  private mutating func cut(shortcut: String, butTo kept: String? = nil) {
    let targets = links.filter { $0.key != kept && $0.value.contains { $0.shortcut == shortcut } }
    for (target, all) in targets { set(all.filter { $0.shortcut != shortcut }, of: target) }
  }

  private mutating func set(_ new: [Link], of id: String) {
    let former = links[id] ?? []
    guard Set(former) != Set(new) else { return }
    links[id] = new.isEmpty ? nil : new
    if !Set(former).isSubset(of: new) { forgetUnreachable() }
  }

  private mutating func forgetUnreachable() {
    var children: [String: [String]] = [:]
    for (id, all) in links { for link in all { children[link.parent, default: []].append(id) } }
    var reached: Set<String> = [root]
    var next = [root]
    while let folder = next.popLast() {
      for child in children[folder] ?? [] where reached.insert(child).inserted { next.append(child) }
    }
    links = links.compactMapValues { all in
      let kept = all.filter { reached.contains($0.parent) }
      return kept.isEmpty ? nil : kept
    }.filter { reached.contains($0.key) }
  }
}
