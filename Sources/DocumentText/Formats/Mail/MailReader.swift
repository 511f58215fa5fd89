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
    let parts = MailPart(bytes.bytes[...]).leaves()
    var refusal: ExtractionError?
    // An attached document, then the text in its richest form.
    for part in parts.filter(\.isAttachment) + parts.filter(\.isWebPage) + parts.filter(\.isPlainText) {
      let content = DocumentBytes(part.content())
      guard let reader = DocumentReaders.reader(of: content), reader != Self.self else { continue }
      do {
        var document = try DocumentReaders.read(content, by: reader, options: options)
        document.format = format
        return document
      } catch {
        if refusal == nil { refusal = error }
      }
    }
    throw refusal ?? ExtractionError(.empty, "a mail without text and without a document that is read")
  }
}
