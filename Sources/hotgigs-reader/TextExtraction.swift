import DocumentText
import ResumeModel

/// The first stage in a reader: bytes become lines in reading order.
struct TextExtraction {
  var options: ReadingOptions

  /// The reader for the content, told before it is read, so that a document that fails still has a media type.
  func reader(of bytes: DocumentBytes) -> (any DocumentReader.Type)? {
    DocumentReaders.reader(of: bytes)
  }

  func process(_ bytes: DocumentBytes, by reader: (any DocumentReader.Type)?) throws(ExtractionError) -> Document {
    try DocumentReaders.read(bytes, by: reader, options: options)
  }
}
