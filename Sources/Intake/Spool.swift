import Glibc

/// A document on its way into a content store, whose bytes come piece by piece: it lies in a file without a name, which goes
/// with it however this process ends, and takes no memory whatever its size.
///
/// Calls come one after another.
public actor Spool {
  /// Bytes so far.
  public private(set) var size = 0
  private let file: CInt
  private let files: FileQueue
  private var checksum = StreamingDigest()

  /// - Parameter folder: on the disk that is to hold it.
  /// - Throws: ``ContentStoreError`` where it can't.
  public init(in folder: String, on files: FileQueue = FileQueue()) throws(ContentStoreError) {
    let name = "\(folder)/.spool-\(getpid())-\(UInt64.random(in: 0 ... .max))"
    file = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw ContentStoreError("can't create \(name): \(SystemError(errno))") }
    unlink(name)
    self.files = files
  }

  deinit { close(file) }

  /// The bytes start anew: what came before is void.
  public func restart() async throws(ContentStoreError) {
    let file = file
    try await files.run { () throws(ContentStoreError) in
      guard ftruncate(file, 0) == 0, lseek(file, 0, SEEK_SET) == 0 else { throw Self.failure(SystemError(errno)) }
    }
    (size, checksum) = (0, StreamingDigest())
  }

  /// The next bytes.
  ///
  /// - Throws: ``ContentStoreError``: the disk is full or out of order.
  public func append(_ bytes: [UInt8]) async throws(ContentStoreError) {
    let file = file
    try await files.run { () throws(ContentStoreError) in
      do throws(SystemError) {
        try bytes[...].write(to: file)
      } catch {
        throw Self.failure(error)
      }
    }
    checksum.update(bytes[...])
    size += bytes.count
  }

  /// Of all the bytes so far.
  public var digest: ContentDigest { checksum.value }

  /// All of the bytes in memory.
  public func bytes() throws(ContentStoreError) -> [UInt8] {
    var all: [UInt8] = []
    all.reserveCapacity(size)
    do throws(SystemError) {
      for piece in pieces { all += try piece.get() }
    } catch {
      throw Self.failure(error)
    }
    return all
  }

  /// The bytes, to be gone through while the spool is held.
  var pieces: Pieces { Pieces(of: file) }

  /// A file's bytes from its start, a mebibyte at most at a time.
  struct Pieces: Sequence, IteratorProtocol, Sendable {
    private let file: CInt
    private var position = 0

    init(of file: CInt) {
      self.file = file
    }

    mutating func next() -> Result<[UInt8], SystemError>? {
      var code: CInt = 0
      let piece = [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, count in
        repeat { count = pread(file, buffer.baseAddress, buffer.count, position) } while count < 0 && errno == EINTR
        code = count < 0 ? errno : 0
        count = Swift.max(count, 0)
      }
      guard code == 0 else { return .failure(SystemError(code)) }
      position += piece.count
      return piece.isEmpty ? nil : .success(piece)
    }
  }

  private static func failure(_ error: SystemError) -> ContentStoreError {
    ContentStoreError("a document on its way into the content store: \(error)")
  }
}
