import Glibc
import Intake

/// A file being written under a temporary name: the final one shows all of it, or nothing.
///
/// What a killed predecessor left is removed by whoever writes there next: its lock is free.
public struct UnfinishedFile: ~Copyable {
  let descriptor: CInt
  let path: String
  private let isReplacing: Bool
  private let temporary: String
  private static let suffix = ".hotgigs-unfinished"

  /// Readable for its owner alone.
  ///
  /// - Parameter isReplacing: whether it takes the place of a file of that name, which stays as it is until the end.
  public init(for path: String, isReplacing: Bool = false) throws(BackupError) {
    self.path = path
    self.isReplacing = isReplacing
    let folder = Self.folder(of: path)
    Self.removeLeftovers(in: folder)
    temporary = "\(path).\(getpid())-\(UInt32.random(in: 0 ... .max))\(Self.suffix)"
    descriptor = open(temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw Self.failure("create", temporary) }
    flock(descriptor, LOCK_EX)
  }

  /// Writes all of the bytes where the file stands.
  public func append(_ bytes: ArraySlice<UInt8>) throws(BackupError) {
    try Self.append(bytes, to: descriptor, path: path)
  }

  /// The same for a closure, which can't hold the file itself.
  static func append(_ bytes: ArraySlice<UInt8>, to descriptor: CInt, path: String) throws(BackupError) {
    do {
      try bytes.write(to: descriptor)
    } catch {
      throw failure("write", path, error)
    }
  }

  /// Writes over what stands at a place.
  func overwrite(_ bytes: [UInt8], at offset: Int) throws(BackupError) {
    guard pwrite(descriptor, bytes, bytes.count, off_t(offset)) == bytes.count else {
      throw Self.failure("write", path)
    }
  }

  /// SHA-256 and size of all that was written.
  func digest() throws(BackupError) -> (sha256: ContentDigest, size: Int) {
    let digest = StreamingDigest()
    var offset = 0
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = pread(descriptor, &buffer, buffer.count, off_t(offset))
      guard count >= 0 else { throw Self.failure("read", path) }
      if count == 0 { return (digest.value, offset) }
      digest.update(buffer[..<count])
      offset += count
    }
  }

  /// Gives it its final name, once its bytes survive a crash. Unless it was to replace one, nothing is overwritten.
  public func finish() throws(BackupError) {
    guard fsync(descriptor) == 0 else { throw Self.failure("sync", path) }
    if isReplacing {
      guard rename(temporary, path) == 0 else { throw Self.failure("create", path) }
    } else if link(temporary, path) != 0 {
      if errno == EEXIST { throw BackupError(.cannotCreate, "\(path) is there already: name another file") }
      // A file system without links.
      guard access(path, F_OK) != 0, rename(temporary, path) == 0 else { throw Self.failure("create", path) }
    }
    let folder = open(Self.folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
  }

  deinit {
    unlink(temporary)
    close(descriptor)
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func removeLeftovers(in folder: String) {
    guard let entries = opendir(folder) else { return }
    defer { closedir(entries) }
    while let entry = readdir(entries) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      guard name.hasSuffix(suffix) else { continue }
      let leftover = open("\(folder)/\(name)", O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
      guard leftover >= 0 else { continue }
      if flock(leftover, LOCK_EX | LOCK_NB) == 0 { unlink("\(folder)/\(name)") }
      close(leftover)
    }
  }

  private static func failure(
    _ action: String, _ path: String, _ reason: SystemError = SystemError(errno)
  ) -> BackupError {
    let advice =
      switch reason.code {
      case ENOSPC, EDQUOT: "make room, or name a file on another disk"
      case EACCES, EPERM, EROFS: "name a folder that you may write to"
      case ENOENT, ENOTDIR: "name a folder that is there"
      default: "name another file"
      }
    return BackupError(.cannotCreate, "can't \(action) \(path): \(reason); \(advice). Nothing was kept of it")
  }
}
