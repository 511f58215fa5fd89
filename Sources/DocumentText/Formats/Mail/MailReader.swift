import ResumeModel

/// Reads mail, and web pages saved as one: a document that is attached, or else what the mail itself says.
enum MailReader: DocumentReader {
  static let format = DocumentFormat.mail
  static let mediaType = "message/rfc822"

  static func recognizes(_ bytes: DocumentBytes) -> Int {
    // A saved web page has the same header: its own reader goes before.
    MailPart.isMessage(bytes.bytes) ? 80 : 0
  }

  static func read(_ bytes: DocumentBytes, options: ReadingOptions) throws(ExtractionError) -> Document {
    var document = try content(of: bytes, options: options).document
    document.format = format
    return document
  }

  static func pictured(_ bytes: DocumentBytes, options: ReadingOptions) -> DocumentBytes {
    (try? content(of: bytes, options: options).bytes) ?? bytes
  }

  /// The part that is read, as it is there and as it was read.
  private static func content(
    of bytes: DocumentBytes, options: ReadingOptions
  ) throws(ExtractionError) -> (bytes: DocumentBytes, document: Document) {
    let parts = MailPart(bytes.bytes[...]).leaves()
    var refusal: ExtractionError?
    var scan: (bytes: DocumentBytes, document: Document)?
    func read(_ part: MailPart) -> (bytes: DocumentBytes, document: Document)? {
      let content = DocumentBytes(part.content())
      guard let reader = DocumentReaders.reader(of: content), reader != Self.self else { return nil }
      do {
        return (content, try DocumentReaders.read(content, by: reader, options: options))
      } catch {
        if refusal == nil { refusal = error }
        return nil
      }
    }
    // An attached document; one whose text is a picture only if there is none with text, and it is no letterhead's mark.
    for part in parts.filter(\.isAttachment) {
      guard let found = read(part) else { continue }
      if found.document.hasText { return found }
      if scan == nil, isLarge(found.bytes, options: options) { scan = found }
    }
    if let scan { return scan }
    // Then the text in its richest form.
    for part in parts.filter(\.isWebPage) + parts.filter(\.isPlainText) {
      if let found = read(part) { return found }
    }
    throw refusal ?? ExtractionError(.empty, "a mail without text and without a document that is read")
  }

  /// Pixels along the shorter side of a picture that can be a page.
  private static let leastSide = 700

  private static func isLarge(_ bytes: DocumentBytes, options: ReadingOptions) -> Bool {
    guard let picture = try? PictureFile(bytes, options: options) else { return true }
    return picture.pages.contains { min($0.width, $0.height) >= leastSide }
  }
}
