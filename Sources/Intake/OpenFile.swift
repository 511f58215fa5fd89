import Glibc

/// An open descriptor of a regular file, closed at the end.
public struct OpenFile: ~Copyable, Sendable {
  public let descriptor: CInt
  /// Bytes, when it was opened.
  public let size: Int
  /// Seconds since 1970, when it was last written to before it was opened.
  public let modified: Int
  /// As it was when it was opened.
  let identity: FileIdentity

  /// Opens a file for reading.
  ///
  /// - Parameter followsLinks: false for a file that its source saw: a link put in its place meanwhile is another.
  /// - Throws: ``OpenFailure``: what is no regular file (a FIFO, a folder, a device) is never waited on or read.
  public init(_ path: FilePath, followsLinks: Bool = true) throws(OpenFailure) {
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (followsLinks ? 0 : O_NOFOLLOW)
    let descriptor = path.withCString { open($0, flags) }
    guard descriptor >= 0 else {
      // A socket has a name and can't be opened by it.
      throw errno == ENXIO ? .unreadable("is no regular file") : OpenFailure(errno)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw .unreadable(status.st_mode & S_IFMT == S_IFDIR ? "is a folder" : "is no regular file")
    }
    self.descriptor = descriptor
    size = Int(status.st_size)
    modified = status.st_mtim.tv_sec
    identity = FileIdentity(status)
  }

  /// As it is now; nil where the system does not say.
  var identityNow: FileIdentity? {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? FileIdentity(status) : nil
  }

  /// A file without a name that holds these bytes: what comes from elsewhere than a disk is handed to a reader alike.
  ///
  /// - Throws: ``ContentStoreError`` where the folder for temporary files can't hold it.
  public init(holding bytes: [UInt8]) throws(ContentStoreError) {
    let name = "/tmp/hotgigs-document-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    let descriptor = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw ContentStoreError("no temporary file: \(String(cString: strerror(errno)))") }
    unlink(name)
    do {
      try bytes[...].write(to: descriptor)
    } catch {
      close(descriptor)
      throw ContentStoreError("no room for a temporary file: \(error)")
    }
    self.descriptor = descriptor
    size = bytes.count
    modified = 0
    identity = FileIdentity(device: 0, inode: 0, size: bytes.count, modified: 0)
  }

  deinit {
    close(descriptor)
  }
}

/// Which file it is, whatever its name.
public struct FileID: Hashable, Sendable {
  private let device, inode: UInt

  init(_ status: stat) {
    (device, inode) = (UInt(status.st_dev), UInt(status.st_ino))
  }

  /// Of an open file; nil where the descriptor is of none.
  public init?(descriptor: CInt) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }
}

/// Why a file could not be opened.
public enum OpenFailure: Error, Hashable, Sendable, CustomStringConvertible {
  case missing
  /// In the system's words: "Permission denied".
  case unreadable(String)

  public var description: String {
    switch self {
    case .missing: "no such file"
    case .unreadable(let why): why
    }
  }

  /// From `errno`.
  init(_ code: CInt) {
    self = code == ENOENT || code == ENOTDIR ? .missing : .unreadable(String(cString: strerror(code)))
  }
}
