import ResumeModel

/// Reads JSON Resume, the open standard for resumes as data: what it says is taken as it stands.
enum JSONResumeReader: DocumentReader {
  static let format = DocumentFormat.jsonResume
  static let mediaType = "application/json"

  static func recognizes(_ bytes: DocumentBytes) -> Int {
    let text = bytes.bytes
    guard let first = text.prefix(1024).first(where: { $0 > 0x20 && $0 < 0x80 }), first == UInt8(ascii: "{") else {
      return 0
    }
    return resume(text) == nil ? 0 : 100
  }

  static func read(_ bytes: DocumentBytes, options: ReadingOptions) throws(ExtractionError) -> Document {
    guard let resume = resume(bytes.bytes) else {
      throw ExtractionError(.corrupt, "JSON that is damaged, or no resume")
    }
    return try StructuredText.document(resume, format: format, options: options)
  }

  private static func resume(_ bytes: [UInt8]) -> JSONResume? {
    let (encoding, _) = TextDecoding.encoding(of: bytes[...])
    let utf8 = encoding == .utf8 ? bytes : Array(TextDecoding.text(of: bytes).utf8)
    return JSONValue(utf8).flatMap { JSONResume($0) }
  }
}
