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
    for number in 1...Int.max {
      let newName = name.numbered(number, leaving: target == .processed ? 0 : Self.noteSuffix.bytes.count)
      guard try to.identity(of: newName) == nil else { continue }
      let note = FilePath(bytes: newName.bytes + Self.noteSuffix.bytes)
      if case .failed(let text) = target {
        // Before the file, so that no file ever lies there without its reason.
        guard try write(text, to: note, in: to) else { continue }
      }
      do throws(SystemError) {
        return try carry(name, identity, from: from, to: to, as: newName) ? newName : nil
      } catch {
        if case .failed = target { try? to.remove(note) }
        if error.code != EEXIST { throw error }
      }
    }
    return nil
  }

  /// - Returns: false where another note has the name. The very same is one of ours: its writer died before the move.
  private static func write(_ text: String, to name: FilePath, in folder: borrowing FolderHandle) throws(SystemError)
    -> Bool
  {
    let file: CInt
    do throws(SystemError) {
      file = try folder.open(name, O_WRONLY | O_CREAT | O_EXCL)
    } catch {
      guard error.code == EEXIST else { throw error }
      return try contents(of: name, in: folder, atMost: text.utf8.count + 1) == Array(text.utf8)
    }
    defer { close(file) }
    try writeAll(Array(text.utf8)[...], to: file)
    return true
  }

  private static func contents(
    of name: FilePath, in folder: borrowing FolderHandle, atMost count: Int
  ) throws(SystemError) -> [UInt8] {
    let file = try folder.open(name, O_RDONLY)
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: count)
    let length = bytes.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
    return Array(bytes.prefix(max(0, length)))
  }

  /// By a rename, or across devices by a copy that is on disk before the file goes.
  ///
  /// - Returns: false where the file was replaced meanwhile.
  private static func carry(
    _ name: FilePath, _ identity: FileIdentity, from: borrowing FolderHandle, to: borrowing FolderHandle,
    as newName: FilePath
  ) throws(SystemError) -> Bool {
    do throws(SystemError) {
      try from.rename(name, into: to, as: newName)
      return true
    } catch {
      // EPERM and EOPNOTSUPP: no second names on this file system either.
      guard [EXDEV, EPERM, EOPNOTSUPP].contains(error.code) else { throw error }
    }
    let source = try from.open(name, O_RDONLY)
    defer { close(source) }
    var status = stat()
    guard fstat(source, &status) == 0, FileIdentity(status) == identity else { return false }
    let temporary = FilePath(".\(getpid())-\(UInt32.random(in: 0 ... .max)).partial")
    let copy = try to.open(temporary, O_WRONLY | O_CREAT | O_EXCL)
    do throws(SystemError) {
      defer { close(copy) }
      try copyAll(from: source, to: copy)
      var times = [status.st_atim, status.st_mtim]
      guard fchmod(copy, status.st_mode & 0o777) == 0, futimens(copy, &times) == 0, fsync(copy) == 0 else {
        throw SystemError(errno)
      }
      try publish(temporary, as: newName, in: to)
      try to.sync()
    } catch {
      try? to.remove(temporary)
      throw error
    }
    guard try from.identity(of: name) == identity else { return false }
    try from.remove(name)
    return true
  }

  /// Where a file system can neither rename without overwriting nor give a second name, a plain rename after a look is what is
  /// left; two watchers choose different numbers in all but that moment.
  private static func publish(
    _ temporary: FilePath, as name: FilePath, in folder: borrowing FolderHandle
  ) throws(SystemError) {
    let descriptor = folder.descriptor
    do throws(SystemError) {
      try folder.rename(temporary, into: folder, as: name)
    } catch {
      guard error.code == EPERM || error.code == EOPNOTSUPP else { throw error }
      guard try folder.identity(of: name) == nil else { throw SystemError(EEXIST) }
      let result = temporary.withCString { temporary in
        name.withCString { renameat(descriptor, temporary, descriptor, $0) }
      }
      guard result == 0 else { throw SystemError(errno) }
    }
  }

  private static func copyAll(from source: CInt, to copy: CInt) throws(SystemError) {
    var buffer = [UInt8](repeating: 0, count: 256 * 1024)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(source, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw SystemError(errno) }
      if count == 0 { return }
      try writeAll(buffer[..<count], to: copy)
    }
  }

  private static func writeAll(_ bytes: ArraySlice<UInt8>, to file: CInt) throws(SystemError) {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw SystemError(errno) }
      rest = rest.dropFirst(count)
    }
  }
}

extension FilePath {
  var components: [FilePath] {
    bytes.split(separator: UInt8(ascii: "/")).map { FilePath(bytes: $0) }
  }

  /// `cv.pdf` as `cv (2).pdf`, or as it is with number 1. The stem is cut where the name would be longer than one may be.
  ///
  /// - Parameter spare: bytes of something more that is to fit behind it.
  func numbered(_ number: Int, leaving spare: Int) -> FilePath {
    let dot = bytes.lastIndex(of: UInt8(ascii: ".")).flatMap { $0 > 0 ? $0 : nil } ?? bytes.count
    let hasEnding = bytes.count - dot <= Self.longestEnding
    var stem = hasEnding ? bytes[..<dot] : bytes[...]
    let rest = Array((number == 1 ? "" : " (\(number))").utf8) + (hasEnding ? bytes[dot...] : [])
    while !stem.isEmpty, stem.count + rest.count + spare > Self.longestName {
      // Whole characters.
      while let last = stem.popLast(), last & 0xc0 == 0x80 {}
    }
    return FilePath(bytes: stem + rest)
  }

  /// Bytes of a name on any usual file system.
  private static let longestName = 255
  /// Bytes from its last dot on.
  private static let longestEnding = 20
}
