import ResumeModel

/// Reads PDF by poppler: its characters and their places; the order they are read in is ours (``ReadingOrder``).
public enum PDFReader: DocumentReader {
  public static let format = DocumentFormat.pdf
  public static let mediaType = "application/pdf"

  /// Bytes before the header that viewers put up with.
  private static let headerWindow = 1024
  /// Points; a page with larger type is not drawn to see what is visible on it.
  private static let largestDrawn = 2000.0

  public static func recognizes(_ bytes: DocumentBytes) -> Int {
    let window = bytes.bytes.prefix(headerWindow)
    let mark: [UInt8] = [0x25, 0x50, 0x44, 0x46, 0x2D]  // %PDF-
    guard window.count >= mark.count else { return 0 }
    if window.starts(with: mark) { return 100 }
    for start in 0...window.count - mark.count where window[start] == mark[0] && window[start...].starts(with: mark) {
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
    let isSuspect = ContentSigns.mayHideText(bytes.bytes)
    var characters = 0
    for index in 0..<count {
      guard let handle = file.page(index) else { continue }
      var glyphs = handle.glyphs()
      SpacingAccents.attach(&glyphs)
      if let recognized = options.recognized.first(where: { $0.number == index + 1 }) {
        document.pages.append(page(handle, glyphs, recognized))
        continue
      }
      characters += glyphs.glyphs.count
      guard characters <= options.maximumCharacters else {
        throw ExtractionError(
          .limitExceeded, "the PDF has more than \(options.maximumCharacters) characters of text")
      }
      let content = Content(glyphs: glyphs, links: handle.links(), values: handle.formValues())
      document.pages.append(
        page(content, number: index + 1, isSuspect: isSuspect, warnings: &document.warnings) {
          handle.rendering(of: $0)
        })
      if isPicture(handle, document.pages[document.pages.count - 1], glyphs) {
        document.unrecognizedPages.append(index + 1)
      }
    }
    PageFurniture.remove(from: &document.pages)
    RegionNumbers.join(&document.pages)
    return document
  }

  /// Fewer characters than this beside a picture are its caption or a scanner's mark, not the page's text.
  private static let leastCharacters = 120
  /// Share of a page that a picture takes which could hold the page's text.
  private static let leastCoverage = 0.2

  /// Whether what the page says stands in a picture: a scan, or letters drawn as shapes.
  private static func isPicture(
    _ handle: borrowing PopplerPageHandle, _ page: Page, _ glyphs: PageGlyphs
  ) -> Bool {
    let characters = page.lines.reduce(0) { $0 + $1.text.utf8.count }
    guard characters < leastCharacters else { return false }
    if handle.pictureCoverage >= leastCoverage { return true }
    return characters == 0 && page.hidden.isEmpty && handle.rendering()?.isBlank == false
  }

  /// A page of recognised words, and the few that it has as text.
  private static func page(
    _ handle: borrowing PopplerPageHandle, _ glyphs: PageGlyphs, _ recognized: RecognizedPage
  ) -> Page {
    var own = GlyphWords.words(of: glyphs)
    _ = HiddenText.take(from: &own, isSuspect: false) { handle.rendering(of: $0) }
    return recognized.page(links: handle.links(), own: own)
  }

  /// What poppler tells of a page.
  struct Content {
    var glyphs: PageGlyphs
    var links: [PageLink]
    /// Of its form's fields, which its characters lack.
    var values: [(text: String, box: Box)]
  }

  /// - Parameter rendering: The page as it is seen, of which the part that is given must be drawn; nil is all of it.
  static func page(
    _ content: Content, number: Int, isSuspect: Bool, warnings: inout [ParseWarning],
    rendering: (Box?) -> PageRendering?
  ) -> Page {
    let (glyphs, values) = (content.glyphs, content.values)
    var page = Page(number: number, width: glyphs.width, height: glyphs.height)
    page.links = content.links
    var parts = glyphs.byDirection()
    if parts.isEmpty, !values.isEmpty { parts = [(.across, glyphs)] }
    // What runs another way than the page's text, or stands letter beneath letter.
    var aside: [Line] = []
    for (index, (direction, glyphs)) in parts.enumerated() {
      var ink = GlyphWords.words(of: glyphs)
      if index == 0, direction == .across { for value in values { ink.add(value: value.text, in: value.box) } }
      let turned = { direction.turned($0, width: page.width, height: page.height) }
      let back = { direction.turnedBack($0, width: page.width, height: page.height) }
      // Cairo draws no letter any more, in this document and in all later ones, once it met a size beyond its numbers.
      let mayDraw = direction == .across && glyphs.styles.allSatisfy { $0.size < Self.largestDrawn }
      let hidden = HiddenText.take(from: &ink, isSuspect: isSuspect) { mayDraw ? rendering($0) : nil }
      let targets = page.links.map { PageLink(target: $0.target, box: $0.box.map(turned)) }
      page.links = ink.attach(targets).map { PageLink(target: $0.target, box: $0.box.map(back)) }
      if index == 0 { aside += StackedLetters.take(from: &ink).map { $0.turned(back) } }
      if index == 0 {
        page.lines = ReadingOrder.lines(of: ink).map { direction == .across ? $0 : $0.turned(back) }
      } else {
        aside += ReadingOrder.pieces(of: ink).map { $0.turned(back) }
      }
      if let hidden {
        let lines = ReadingOrder.lines(of: hidden)
        page.hidden.append(contentsOf: lines)
        warnings.append(
          ParseWarning(
            .hiddenText, "page \(number) holds \(lines.count) lines of text that is not seen; they were left out"))
      }
    }
    // Of no section, it stands in margins: a flow of its own, after the rest.
    let region = (page.lines.last?.region ?? -1) + 1
    for var line in MarginHeadings.insert(aside, into: &page.lines) {
      line.region = region
      page.lines.append(line)
    }
    return page
  }
}

extension Line {
  fileprivate func turned(_ back: (Box) -> Box) -> Line {
    var line = self
    line.box = box.map(back)
    for index in line.spans.indices { line.spans[index].box = line.spans[index].box.map(back) }
    return line
  }
}
