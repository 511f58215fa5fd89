import GoogleDrive

/// A look into a folder of Drive: all of it the first time, and what changed since after that, a page at a time.
///
/// The token from which the next look goes on is taken before the first listing begins, so that nothing that changes meanwhile
/// is missed. Each folder is listed once, however many ways lead to it.
actor FolderWalk {
  /// What was found.
  enum Find: Sendable {
    case file(DriveFile)
    /// A shortcut to what is not there, or not for this account.
    case brokenShortcut(DriveFile)
  }

  /// A folder, and the shared drive it is on: not the root's where a shortcut leads there.
  private struct Folder {
    var id: String
    var driveID: String?
  }

  private let client: DriveClient
  private let root: String
  private let driveID: String?
  private let isRecursive: Bool

  private(set) var tree: FolderTree
  /// From where the next look goes on, once this one is through.
  private(set) var nextToken: String?
  /// Whether all of the folder is listed, and not only what changed.
  private(set) var isListing = false

  /// Files that could not be had the last time.
  private var openFiles: [String]
  private var changesToken: String?
  /// Those still to be listed.
  private var folders: [Folder] = []
  private var listedFolders: Set<String> = []
  /// Folders whose listing was begun anew.
  private var listedAgain: Set<String> = []
  private var current: (folder: Folder, token: String?)?
  private var hasBegun = false

  /// - Parameters:
  ///   - position: how far the look before came; nil for all of the folder.
  ///   - openFiles: what is asked for again.
  init(
    _ root: String, driveID: String?, isRecursive: Bool, position: (token: String, tree: FolderTree)?,
    openFiles: [String],
    client: DriveClient
  ) {
    self.client = client
    self.root = root
    self.driveID = driveID
    self.isRecursive = isRecursive
    self.openFiles = openFiles
    changesToken = position?.token
    tree = position?.tree ?? FolderTree(root: root)
  }

  /// The files of the next page, perhaps none; nil at the end.
  ///
  /// - Throws: `DriveError`; ``FolderGone``.
  func nextPage() async throws -> [Find]? {
    if !hasBegun {
      hasBegun = true
      if changesToken == nil { try await beginListing() }
    }
    if let id = openFiles.popLast() { return try await again(id) }
    if let token = changesToken { return try await changes(since: token) }
    if current == nil, let folder = folders.popLast() { current = (folder, nil) }
    guard let (folder, token) = current else { return nil }
    return try await children(of: folder, token)
  }

  private func beginListing() async throws {
    isListing = true
    changesToken = nil
    openFiles = []
    let file: DriveFile
    do {
      file = try await client.file(root)
    } catch let error as DriveError where error.code == .notFound {
      throw FolderGone(account: client.account)
    }
    guard !file.isTrashed else { throw FolderGone(account: client.account) }
    nextToken = try await client.startPageToken(driveID: driveID)
    tree = FolderTree(root: root)
    (folders, listedFolders, current) = ([], [], nil)
    list(file)
  }

  private func list(_ folder: DriveFile) {
    if listedFolders.insert(folder.id).inserted { folders.append(Folder(id: folder.id, driveID: folder.driveID)) }
  }

  // MARK: Pages

  private func children(of folder: Folder, _ token: String?) async throws -> [Find] {
    let page: DriveFilePage
    do {
      page = try await client.children(of: folder.id, driveID: folder.driveID, pageToken: token)
    } catch let error as DriveError where error.code == .notFound {
      // It went while its siblings were listed.
      current = nil
      return []
    } catch let error as DriveError where error.code == .pageTokenExpired && token != nil {
      guard listedAgain.insert(folder.id).inserted else { throw error }
      // What was seen of it is known by then.
      current = (folder, nil)
      return []
    }
    current = page.nextPageToken.map { (folder, $0) }
    return try await finds(page.files.filter { !$0.isTrashed }, in: folder.id)
  }

  private func changes(since token: String) async throws -> [Find] {
    let page: DriveChangePage
    do {
      page = try await client.changes(since: token, driveID: driveID)
    } catch let error as DriveError where error.code == .pageTokenExpired {
      try await beginListing()
      return []
    }
    changesToken = page.nextPageToken
    if let next = page.newStartPageToken { nextToken = next }
    var files: [DriveFile] = []
    for change in page.changes {
      if let file = change.file, !change.isRemoved, !file.isTrashed {
        if change.fileID != root { files.append(file) }
      } else if change.fileID == root {
        throw FolderGone(account: client.account)
      } else {
        tree.drop(change.fileID)
      }
    }
    return try await finds(files, in: nil)
  }

  /// A file that could not be had before.
  private func again(_ id: String) async throws -> [Find] {
    do {
      let file = try await client.file(id)
      return file.isTrashed || !tree.holds(id, in: file.parents) ? [] : [.file(file)]
    } catch let error as DriveError where error.code == .notFound {
      return []
    }
  }

  // MARK: What is on a page

  /// - Parameter folder: where the files lie, as far as it is known by the way they were asked for.
  private func finds(_ files: [DriveFile], in folder: String?) async throws -> [Find] {
    func parents(_ file: DriveFile) -> [String] { file.parents + (folder.map { [$0] } ?? []) }
    // Folders first: a file may come before the folder it lies in.
    for file in files where file.isFolder && isRecursive {
      if tree.hang(file.id, in: parents(file)) { list(file) }
    }
    var finds: [Find] = []
    for file in files where !file.isFolder {
      if file.isShortcut {
        if let find = try await target(of: file, in: parents(file)) { finds.append(find) }
      } else if tree.holds(file.id, in: parents(file)) {
        finds.append(.file(file))
      }
    }
    return finds
  }

  private func target(of shortcut: DriveFile, in parents: [String]) async throws -> Find? {
    guard let target = shortcut.shortcut, parents.contains(where: tree.contains) else {
      tree.drop(shortcut.id)
      return nil
    }
    let isFolder = target.targetMimeType == DriveFile.folderType
    if isFolder {
      guard isRecursive, tree.hang(target.targetID, by: shortcut.id, in: parents) else { return nil }
    }
    do {
      let file = try await client.file(target.targetID)
      if !file.isTrashed, !file.isShortcut, file.isFolder == isFolder {
        if isFolder {
          list(file)
          return nil
        }
        _ = tree.hang(file.id, by: shortcut.id, in: parents)
        return .file(file)
      }
    } catch let error as DriveError where !error.concernsEverything && !error.isTransient {}
    tree.drop(shortcut.id)
    return .brokenShortcut(shortcut)
  }
}

/// The folder of a sync is deleted, in the trash, or no longer shared: Drive tells all alike.
public struct FolderGone: Error, Hashable, Sendable, CustomStringConvertible {
  /// Whom to share it with, where that is known.
  public var account: String?

  public var description: String {
    "the folder is gone or no longer shared\(account.map { " with \($0)" } ?? ""): share it again, then hotgigs drive "
      + "resume; or hotgigs drive remove"
  }
}
