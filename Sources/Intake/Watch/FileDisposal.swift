import Glibc

/// Puts a watched folder's files away once their outcome is known.
///
/// A file is touched only if it is still the one whose bytes are stored; nothing is ever overwritten; no link is followed.
/// Every call blocks: none of them is for Swift's own threads.
public struct FileDisposal: Sendable {
  public enum Target: Hashable, Sendable {
    /// Below `processed/`, in the folder it has below the watched one.
    case processed
    /// Below `failed/`, with `NAME.error.txt` beside it.
    case failed(note: String)
    case deleted
  }

  public enum End: Hashable, Sendable {
    case moved(FilePath)
    case deleted
    /// Another file stands there, or it was written to: it is left where it is.
    case changed
    /// There is none: somebody else was faster.
    case gone
  }

  /// The folder is at fault: it can't be written to, or a link stands where a folder should be.
  public struct Failure: Error, Hashable, Sendable {
    public var folder: FilePath
    /// In the system's words.
    public var reason: String
  }

  private let root: FilePath
  private static let noteSuffix: FilePath = ".error.txt"

  /// - Parameter folder: the watched folder.
  public init(in folder: FilePath) {
    root = folder
  }

  /// Puts a file away.
  ///
  /// - Parameters:
  ///   - path: in the watched folder or below it.
  ///   - identity: the file as it was when its bytes were stored.
  /// - Throws: ``Failure``; the file is where it was.
  public func dispose(of path: FilePath, _ identity: FileIdentity, to target: Target) throws(Failure) -> End {
    guard let relative = path.relative(to: root) else { return .gone }
    let name = relative.lastComponent
    let below = relative.parent?.components ?? []
    let place = target == .processed ? WatchedNames.processed : WatchedNames.failed
    var isMoving = false
    do throws(SystemError) {
      let from = try Self.folder(at: root, below, isMade: false)
      guard let standing = try from.identity(of: name) else { return .gone }
      guard standing == identity else { return .changed }
      if target == .deleted {
        try from.remove(name)
        return .deleted
      }
      isMoving = true
      let to = try Self.folder(at: root, [place] + below, isMade: true)
      guard let newName = try Self.move(name, identity, from: from, to: to, target) else { return .changed }
      return .moved(below.reduce(root.appending(place)) { $0.appending($1) }.appending(newName))
    } catch {
      let isLink = error.code == ELOOP || error.code == ENOTDIR
      if error.code == ENOENT || (isLink && !isMoving) { return .gone }
      throw Failure(
        folder: isMoving ? root.appending(place) : path.parent ?? root,
        reason: isLink ? "a link or a file stands in the place of a folder" : error.description)
    }
  }

  private static func folder(
    at root: FilePath, _ below: [FilePath], isMade: Bool
  ) throws(SystemError) -> FolderHandle {
    var folder = try FolderHandle(root)
    for name in below { folder = try folder.folder(name, isMade: isMade) }
    return folder
  }

  /// - Returns: the name it has there; nil where it was replaced in the last moment.
  private static func move(
    _ name: FilePath, _ identity: FileIdentity, from: borrowing FolderHandle, to: borrowing FolderHandle,
    _ target: Target
  ) throws(SystemError) -> FilePath? {
    let note: String? = if case .failed(let text) = target { text } else { nil }
    for number in 1...Int.max {
      let newName = name.numbered(number, leaving: note == nil ? 0 : noteSuffix.bytes.count)
      let noteName = FilePath(bytes: newName.bytes + noteSuffix.bytes)
      if try to.identity(of: newName) != nil { continue }
      // Before the file, so that no file ever lies there without its reason.
      if let note, try !to.write(note, to: noteName) { continue }
      var refusal: SystemError?
      do throws(SystemError) {
        if try from.carry(name, identity, into: to, as: newName) { return newName }
      } catch {
        refusal = error
      }
      if note != nil { try to.removeNote(noteName, unlessThereIs: newName) }
      guard let refusal else { return nil }
      if refusal.code != EEXIST { throw refusal }
    }
    return nil
  }
}

extension FolderHandle {
  /// Another watcher may have put the file there under the very same note.
  fileprivate func removeNote(_ note: FilePath, unlessThereIs name: FilePath) throws(SystemError) {
    if try identity(of: name) == nil { try? remove(note) }
  }

  /// - Returns: false where another note has the name. The very same is one of ours: its writer died before the move.
  fileprivate func write(_ text: String, to name: FilePath) throws(SystemError) -> Bool {
    let bytes = Array(text.utf8)
    let file: CInt
    do throws(SystemError) {
      file = try open(name, O_WRONLY | O_CREAT | O_EXCL)
    } catch {
      guard error.code == EEXIST else { throw error }
      return try contents(of: name, atMost: bytes.count + 1) == bytes
    }
    defer { close(file) }
    try bytes[...].write(to: file)
    return true
  }

  private func contents(of name: FilePath, atMost count: Int) throws(SystemError) -> [UInt8] {
    let file = try open(name, O_RDONLY)
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: count)
    let length = bytes.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
    return Array(bytes.prefix(max(0, length)))
  }
}
