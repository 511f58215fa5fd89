import DocumentText
import Glibc
import ResumeModel

/// The first stage in a reader: bytes become lines in reading order.
struct TextExtraction {
  var options: ReadingOptions
  var maximumBytes: Int

  /// The reader for the content, told before it is read, so that a document that fails still has a media type.
  func reader(of bytes: DocumentBytes) -> (any DocumentReader.Type)? {
    DocumentReaders.reader(of: bytes)
  }

  func process(_ bytes: DocumentBytes, by reader: (any DocumentReader.Type)?) throws(ExtractionError) -> Document {
    try DocumentReaders.read(bytes, by: reader, options: options)
  }

  /// All bytes of an open file.
  ///
  /// - Throws: `unreadable` for what is no regular file or fails to read, `too_large` over the limit.
  func bytes(of descriptor: CInt) throws(ExtractionError) -> DocumentBytes {
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
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
      while filled < size {
        let count = pread(descriptor, buffer.baseAddress! + filled, size - filled, filled)
        if count < 0 && errno == EINTR { continue }
        if count < 0 { failure = errno }
        if count <= 0 { break }
        filled += count
      }
    }
    guard failure == 0 else { throw Self.unreadable(failure) }
    return DocumentBytes(bytes)
  }

  private static func unreadable(_ code: CInt) -> ExtractionError {
    ExtractionError(.unreadable, "can't be read: \(String(cString: strerror(code)))")
  }
}
