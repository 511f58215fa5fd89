import ResumeModel

/// Reads RTF (Rich Text Format, any version) in one pass without recursion: what a person sees, in the order they see it.
enum RTFReader: DocumentReader {
  static let format = DocumentFormat.rtf
  static let mediaType = "application/rtf"

  static func recognizes(_ bytes: DocumentBytes) -> Int {
    RTFScanner.beginning(of: bytes.bytes) == nil ? 0 : DocumentReaders.certain
  }

  static func read(_ bytes: DocumentBytes, options: ReadingOptions) throws(ExtractionError) -> Document {
    var reading = RTFReading(bytes.bytes, options: options)
    return try reading.document()
  }
}
