import ResumeModel

/// Reads PDF by poppler: its characters and their places; the order they are read in is ours (``ReadingOrder``).
public enum PDFReader: DocumentReader {
  public static let format = DocumentFormat.pdf
  public static let mediaType = "application/pdf"

  /// Bytes before the header that viewers put up with.
  private static let headerWindow = 1024

  public static func recognizes(_ bytes: DocumentBytes) -> Int {
    let window = bytes.bytes.prefix(headerWindow)
    let mark: [UInt8] = [0x25, 0x50, 0x44, 0x46, 0x2D]  // %PDF-
    guard window.count >= mark.count else { return 0 }
    if window.starts(with: mark) { return 100 }
    for start in 1...window.count - mark.count where window[start] == mark[0] && window[start...].starts(with: mark) {
      return 90
    }
    return 0
  }

  public static func read(_ bytes: DocumentBytes, options: ReadingOptions) throws(ExtractionError) -> Document {
    let file = try PopplerFile(bytes.bytes, password: options.password)
    let count = file.pageCount
    guard count > 0 else { throw ExtractionError(.corrupt, "the PDF has no pages") }
    guard count <= options.maximumPages else {
      throw ExtractionError(.limitExceeded, "the PDF has \(count) pages, more than \(options.maximumPages)")
    }
    var document = Document(format: format, metadata: file.metadata)
    document.attachments = file.attachments(limit: options.maximumInflatedBytes)
    var characters = 0
    for index in 0..<count {
      guard let handle = file.page(index) else { continue }
      let glyphs = handle.glyphs()
      characters += glyphs.glyphs.count
      guard characters <= options.maximumCharacters else {
        throw ExtractionError(
          .limitExceeded, "the PDF has more than \(options.maximumCharacters) characters of text")
      }
      var ink = GlyphWords.words(of: glyphs)
      var page = Page(number: index + 1, width: ink.width, height: ink.height)
      page.links = ink.attach(handle.links())
      page.lines = ReadingOrder.lines(of: ink)
      document.pages.append(page)
    }
    return document
  }
}
