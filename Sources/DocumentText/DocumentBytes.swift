import Glibc
import ResumeModel

/// A document's bytes, mapped or in memory, owned by the caller for as long as the reading lasts.
public struct DocumentBytes: Sendable {
  public let bytes: [UInt8]

  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// All bytes of an open file.
  ///
  /// - Throws: `unreadable` for what is no regular file or fails to read, `too_large` over the limit.
  public init(descriptor: CInt, maximumBytes: Int) throws(ExtractionError) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw Self.unreadable(errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw ExtractionError(.unreadable, "not a regular file: a document can't be read from it")
    }
    let size = Int(status.st_size)
    guard size <= maximumBytes else {
      throw ExtractionError(.tooLarge, "\(size) bytes, over the limit of \(maximumBytes)")
    }
    var failure: CInt = 0
    bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      while filled < size {
        let count = pread(descriptor, buffer.baseAddress! + filled, size - filled, filled)
        if count < 0 && errno == EINTR { continue }
        if count < 0 { failure = errno }
        if count <= 0 { break }
        filled += count
      }
    }
    guard failure == 0 else { throw Self.unreadable(failure) }
  }

  private static func unreadable(_ code: CInt) -> ExtractionError {
    ExtractionError(.unreadable, "can't be read: \(String(cString: strerror(code)))")
  }
}
