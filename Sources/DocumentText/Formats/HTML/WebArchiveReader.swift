import ResumeModel

/// Reads web pages saved with what belongs to them as one file (MHTML), as browsers and Word make them: a message of the
/// page and its style sheets, which was never sent.
///
/// Source: RFC 2557.
enum WebArchiveReader: DocumentReader {
  static let format = DocumentFormat.webArchive
  static let mediaType = "multipart/related"

  static func recognizes(_ bytes: DocumentBytes) -> Int {
    let start = String(decoding: bytes.bytes.prefix(64), as: UTF8.self).lowercased()
    let fields = ["mime-version:", "from:", "content-type:", "subject:", "date:", "snapshot-content-location:"]
    guard fields.contains(where: start.hasPrefix) else { return 0 }
    let message = MailPart(bytes.bytes.prefix(16_384))
    return message.mediaType == "multipart/related" && !message.wasSent ? DocumentReaders.certain : 0
  }

  static func read(_ bytes: DocumentBytes, options: ReadingOptions) throws(ExtractionError) -> Document {
    let parts = MailPart(bytes.bytes[...]).leaves()
    guard let page = parts.first(where: { $0.mediaType == "text/html" || $0.mediaType == "application/xhtml+xml" })
    else { throw ExtractionError(.corrupt, "a web archive without a page in it; save the page anew") }
    let sheets = parts.filter { $0.mediaType == "text/css" }.map { HTMLSource.text(of: $0.content()) }
    var document = try HTMLReader.document(HTMLSource.text(of: page.content()), sheets: sheets, options: options)
    document.format = format
    return document
  }
}
