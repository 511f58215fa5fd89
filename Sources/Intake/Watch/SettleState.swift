/// Which files of a watched folder rest, so that they may be taken: a value that is told what is seen and what time it is, and
/// touches no file itself.
///
/// A file is taken once its size and time have been seen unchanged over the settle time; whatever happens to it meanwhile
/// starts that anew. What was moved in by a rename is whole, and taken at once. What is in hand is left alone until it is
/// ``finished(_:_:now:)``.
///
/// Times are durations since any one moment, by a clock that never goes back.
public struct SettleState: Sendable {
  /// It rests: it is in hand from now on.
  public struct Take: Hashable, Sendable {
    public var path: FilePath
    public var identity: FileIdentity

    public init(_ path: FilePath, _ identity: FileIdentity) {
      self.path = path
      self.identity = identity
    }
  }

  /// What became of a file that was in hand.
  public enum End: Hashable, Sendable {
    /// It stays where it is, and is taken again only when it changes.
    case kept(FileIdentity)
    /// It was moved or deleted, or another file stands there now: whatever stands there is taken anew.
    case anew
  }

  private enum Phase: Hashable {
    case resting(FileIdentity)
    case inHand
    case done(FileIdentity)
    /// Nobody has looked since it was in hand.
    case unknown
  }

  private struct Entry {
    var phase: Phase
    /// When it is to be looked at; nil for what waits for no time, and while it is looked at.
    var due: Duration?
  }

  private let settle: Duration
  private var entries: [FilePath: Entry] = [:]
  /// By time: each is always asked for at now, or at now and the settle time.
  private var soon = Agenda()
  private var later = Agenda()

  /// - Parameter settle: how long size and time must have rested.
  public init(settle: Duration) {
    self.settle = settle
  }

  /// When ``due(now:)`` has something to say: not before, and nothing is to be waited for where it is nil.
  public var nextDue: Duration? {
    switch (soon.first, later.first) {
    case (let a?, let b?): min(a, b)
    case (let a, let b): a ?? b
    }
  }

  /// Whether some file is on its way to be taken.
  public var isSettling: Bool {
    entries.values.contains { entry in
      switch entry.phase {
      case .resting, .unknown: true
      case .inHand, .done: false
      }
    }
  }

  // MARK: What is seen

  /// Something happened to a file: it was made, written to, closed. It stands there so now.
  public mutating func touched(_ path: FilePath, _ identity: FileIdentity, now: Duration) {
    switch entries[path]?.phase {
    case .inHand: return
    case .done(let known) where known == identity: return
    case .resting, .done, .unknown, nil: set(path, .resting(identity), due: now + settle)
    }
  }

  /// A file came under this name by a rename: no one writes it bit by bit.
  public mutating func movedIn(_ path: FilePath, _ identity: FileIdentity) -> Take? {
    switch entries[path]?.phase {
    case .inHand: return nil
    case .done(let known) where known == identity: return nil
    case .resting, .done, .unknown, nil:
      set(path, .inHand, due: nil)
      return Take(path, identity)
    }
  }

  /// It is there no more, or under another name.
  public mutating func vanished(_ path: FilePath) {
    if entries[path]?.phase != .inHand { entries[path] = nil }
  }

  /// All files at or below a folder, as a listing found them: the events of some may have been lost.
  public mutating func listed(_ files: [FilePath: FileIdentity], within folder: FilePath, now: Duration) {
    for (path, identity) in files {
      switch entries[path]?.phase {
      case nil: set(path, .resting(identity), due: now + settle)
      case .done(let known), .resting(let known):
        if known != identity { set(path, .resting(identity), due: now + settle) }
      case .unknown, .inHand: break
      }
    }
    for (path, entry) in entries where files[path] == nil && entry.phase != .inHand && path.isWithin(folder) {
      entries[path] = nil
    }
  }

  // MARK: What time it is

  /// The files to look at now, each to be answered by ``looked(at:_:now:)``.
  public mutating func due(now: Duration) -> [FilePath] {
    (soon.removeAll(until: now) + later.removeAll(until: now)).compactMap { due, path in
      guard entries[path]?.due == due else { return nil }
      entries[path]?.due = nil
      return path
    }
  }

  /// What stands at a path that was due; nil where no file does.
  public mutating func looked(at path: FilePath, _ identity: FileIdentity?, now: Duration) -> Take? {
    guard let identity else {
      vanished(path)
      return nil
    }
    switch entries[path]?.phase {
    case .resting(let known) where known == identity:
      set(path, .inHand, due: nil)
      return Take(path, identity)
    case .done(let known) where known == identity: return nil
    case .inHand: return nil
    case .resting, .done, .unknown, nil:
      set(path, .resting(identity), due: now + settle)
      return nil
    }
  }

  /// What was in hand has come to its end.
  public mutating func finished(_ path: FilePath, _ end: End, now: Duration) {
    // What happened to it while it was in hand was not heeded: look again.
    switch end {
    case .kept(let identity): set(path, .done(identity), due: now)
    case .anew: set(path, .unknown, due: now)
    }
  }

  private mutating func set(_ path: FilePath, _ phase: Phase, due: Duration?) {
    entries[path] = Entry(phase: phase, due: due)
    guard let due else { return }
    if let last = later.last, due < last { soon.add(path, at: due) } else { later.add(path, at: due) }
  }
}

/// Paths by the time at which something is to be done with them, which never goes back. An entry that holds no more is
/// told from the others by its time.
private struct Agenda {
  private var items: [(due: Duration, path: FilePath)] = []
  private var head = 0

  var first: Duration? { head < items.count ? items[head].due : nil }
  var last: Duration? { head < items.count ? items[items.count - 1].due : nil }

  mutating func add(_ path: FilePath, at due: Duration) {
    items.append((due, path))
  }

  mutating func removeAll(until now: Duration) -> [(Duration, FilePath)] {
    let end = items[head...].firstIndex { $0.due > now } ?? items.count
    let removed = items[head..<end].map { ($0.due, $0.path) }
    head = end
    if head > items.count / 2 {
      items.removeFirst(head)
      head = 0
    }
    return removed
  }
}
