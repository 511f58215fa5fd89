import Glibc

/// Which file stands at a path, and in which state: two that are equal are the same bytes, as far as the system tells.
public struct FileIdentity: Hashable, Sendable {
  public var device: UInt
  public var inode: UInt
  /// Bytes.
  public var size: Int
  /// Nanoseconds since 1970.
  public var modified: Int

  public init(device: UInt, inode: UInt, size: Int, modified: Int) {
    self.device = device
    self.inode = inode
    self.size = size
    self.modified = modified
  }

  init(_ status: stat) {
    self.init(
      device: UInt(status.st_dev), inode: UInt(status.st_ino), size: Int(status.st_size),
      modified: status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec)
  }
}

/// What stands at a path, links not followed.
public enum FileKind: Hashable, Sendable {
  case file(FileIdentity)
  case folder
  case link
  /// A FIFO, a socket, a device.
  case other(FileIdentity)
  case missing
  /// In the system's words.
  case unreadable(String)

  /// Asks the system.
  public init(at path: FilePath) {
    var status = stat()
    guard path.withCString({ lstat($0, &status) }) == 0 else {
      self =
        switch OpenFailure(errno) {
        case .missing: .missing
        case .unreadable(let why): .unreadable(why)
        }
      return
    }
    self =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file(FileIdentity(status))
      case S_IFDIR: .folder
      case S_IFLNK: .link
      default: .other(FileIdentity(status))
      }
  }
}
