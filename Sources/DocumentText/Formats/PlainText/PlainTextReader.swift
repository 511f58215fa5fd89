import ResumeModel

/// Reads plain text in any usual encoding: its lines as they stand.
enum PlainTextReader: DocumentReader {
  static let format = DocumentFormat.plainText
  static let mediaType = "text/plain"

  /// White that an empty line takes, in points.
  static let blankLineGap = 12.0
  /// Width of a character, in points, by which indents are measured.
  private static let characterWidth = 6.0
  private static let tabWidth = 4.0

  static func recognizes(_ bytes: DocumentBytes) -> Int {
    guard ForeignContent.description(of: bytes.bytes) == nil else { return 0 }
    return TextDecoding.isText(bytes.bytes.prefix(65_536)) ? 10 : 0
  }

  static func read(_ bytes: DocumentBytes, options: ReadingOptions) throws(ExtractionError) -> Document {
    // Four bytes a character at most, and some allowance for white space.
    guard bytes.bytes.count / 4 <= options.maximumCharacters * 2 else { throw .tooManyCharacters(options) }
    let lines = TextLines(TextDecoding.text(of: bytes.bytes))
    guard lines.pages.count <= options.maximumPages else {
      throw ExtractionError(.limitExceeded, "more than \(options.maximumPages) pages")
    }
    var characters = 0
    var pages: [Page] = []
    for rawLines in lines.pages {
      let page = Page(number: pages.count + 1, lines: Self.lines(ofPage: rawLines.map(BoxDrawing.plain)))
      for line in page.lines { characters += line.text.unicodeScalars.count }
      guard characters <= options.maximumCharacters else { throw .tooManyCharacters(options) }
      if !page.lines.isEmpty || pages.isEmpty { pages.append(page) }
    }
    return Document(format: format, pages: pages)
  }

  /// Column by column where the page has columns, each a region of its own.
  private static func lines(ofPage rawLines: [Substring]) -> [Line] {
    guard let parts = SpacedColumns.parts(of: rawLines) else { return lines(of: rawLines) }
    var lines: [Line] = []
    var region = 0
    for part in parts {
      let flows =
        switch part {
        case .wide(let rows): [rows]
        case .columns(let first, let second): [first, second]
        }
      for flow in flows {
        let found = Self.lines(of: flow.map { $0[...] })
        lines += found.map { line in
          var line = line
          line.region = region
          return line
        }
        if !found.isEmpty { region += 1 }
      }
    }
    return lines
  }

  private static func lines(of rawLines: [Substring]) -> [Line] {
    var lines: [Line] = []
    var gap = 0.0
    // Whether the last line stands alone: nothing but white or a rule before it.
    var standsAlone = false
    for raw in rawLines {
      if let rule = Rule(raw) {
        if gap == 0, let last = lines.last, rule.underlines(last, standingAlone: standsAlone) {
          lines[lines.count - 1].headingLevel = rule.level
        } else {
          gap += blankLineGap
        }
        continue
      }
      var assembly = LineAssembly()
      assembly.append(String(raw), style: Style())
      guard let (finished, leading) = assembly.finish() else {
        gap += blankLineGap
        continue
      }
      var line = finished
      line.indent = (Double(leading.spaces) + Double(leading.tabs) * tabWidth) * characterWidth
      if lines.isEmpty {
        standsAlone = true
      } else {
        line.gapAbove = gap
        standsAlone = gap > 0
      }
      gap = 0
      lines.append(line)
    }
    return lines
  }

  /// A row of one sign only, drawn under a heading or between parts.
  private struct Rule {
    let length: Int
    let level: Int

    init?(_ raw: Substring) {
      var sign: Unicode.Scalar?
      var count = 0
      for scalar in raw.unicodeScalars where scalar != " " && scalar != "\t" {
        guard sign == nil || sign == scalar else { return nil }
        sign = scalar
        count += 1
      }
      guard count >= 3, let sign, "-=_*~#+─━═—–·".unicodeScalars.contains(sign) else { return nil }
      length = raw.unicodeScalars.count
      level = "=#═━".unicodeScalars.contains(sign) ? 1 : 2
    }

    /// Whether the row belongs to the line above it, which is a heading then, rather than parting it from the next.
    func underlines(_ line: Line, standingAlone: Bool) -> Bool {
      guard line.headingLevel == nil, line.bullet == nil else { return false }
      let width = line.text.unicodeScalars.count
      if abs(width - length) <= 2 { return true }
      return standingAlone && width <= 60 && !line.text.utf8.contains(0x09)
    }
  }
}

extension ExtractionError {
  static func tooManyCharacters(_ options: ReadingOptions) -> ExtractionError {
    ExtractionError(.limitExceeded, "more than \(options.maximumCharacters) characters: no resume needs as many")
  }
}
