import ResumeModel

/// Reads Markdown line by line: headings, lists, tables, links and emphasis; lines are not joined into paragraphs.
enum MarkdownReader: DocumentReader {
  static let format = DocumentFormat.markdown
  static let mediaType = "text/markdown"

  static func recognizes(_ bytes: DocumentBytes) -> Int {
    guard PlainTextReader.recognizes(bytes) > 0 else { return 0 }
    // A line cut off at the sample's end does no harm.
    return MarkdownSigns.score(TextDecoding.text(of: Array(bytes.bytes.prefix(65_536)))) >= 2 ? 20 : 0
  }

  static func read(_ bytes: DocumentBytes, options: ReadingOptions) throws(ExtractionError) -> Document {
    guard bytes.bytes.count / 4 <= options.maximumCharacters * 2 else { throw .tooManyCharacters(options) }
    let lines = TextLines(TextDecoding.text(of: bytes.bytes)).pages.flatMap { $0 }
    var reading = MarkdownReading(lines.map { Array($0.utf8)[...] })
    let document = reading.document()
    var characters = 0
    for line in document.pages[0].lines { characters += line.text.unicodeScalars.count }
    guard characters <= options.maximumCharacters else { throw .tooManyCharacters(options) }
    return document
  }
}

/// One pass over the lines of a Markdown text.
private struct MarkdownReading {
  private var source: [MarkdownBlock.Bytes]
  private var definitions: [String: String] = [:]
  private var metadata = DocumentMetadata()
  private var page = Page(number: 1)
  private var gap = 0.0
  /// Indent in columns of each list level that is open.
  private var listIndents: [Int] = []
  private var table = -1
  private var row = 0
  private var isInTable = false
  private var isInCode = false
  private var isInComment = false

  /// Points by which a list level is set in.
  private static let levelIndent = 18.0

  init(_ source: [MarkdownBlock.Bytes]) {
    self.source = source
  }

  mutating func document() -> Document {
    takeFrontMatter()
    source = source.filter { line in
      guard let (label, target) = MarkdownBlock.definition(line) else { return true }
      definitions[label] = target
      return false
    }
    for at in source.indices { read(source[at], next: at + 1 < source.count ? source[at + 1] : nil) }
    return Document(format: .markdown, metadata: metadata, pages: [page])
  }

  /// `---` … `---` at the beginning: its title, author and date are the document's, the rest is for a converter.
  private mutating func takeFrontMatter() {
    func isMark(_ line: MarkdownBlock.Bytes, _ mark: String) -> Bool {
      MarkdownBlock.trimmed(line).elementsEqual(mark.utf8)
    }
    guard let first = source.first, isMark(first, "---") else { return }
    guard let end = source.dropFirst().prefix(200).firstIndex(where: { isMark($0, "---") || isMark($0, "...") }) else {
      return
    }
    let block = source[1..<end]
    // Between two rules there may be text as well.
    let entries = block.filter {
      !$0.isEmpty && $0.first != 0x20 && $0.first != UInt8(ascii: "-") && $0.first != UInt8(ascii: "#")
    }
    guard entries.allSatisfy({ $0.contains(UInt8(ascii: ":")) }) else { return }
    for line in entries {
      let key = String(decoding: line.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self).lowercased()
      let raw = MarkdownBlock.trimmed(line.drop { $0 != UInt8(ascii: ":") }.dropFirst())
      var value = String(decoding: raw, as: UTF8.self)
      if value.count >= 2, let quote = value.first, quote == "\"" || quote == "'", value.last == quote {
        value = String(value.dropFirst().dropLast())
      }
      guard !value.isEmpty else { continue }
      switch key {
      case "title": metadata.title = value
      case "author": metadata.author = value
      case "date": metadata.created = value
      default: break
      }
    }
    source.removeSubrange(0...end)
  }

  private mutating func read(_ line: MarkdownBlock.Bytes, next: MarkdownBlock.Bytes?) {
    let trimmed = MarkdownBlock.trimmed(line)
    if trimmed.starts(with: Array("```".utf8)) || trimmed.starts(with: Array("~~~".utf8)) {
      isInCode.toggle()
      return
    }
    if isInCode {
      emit(String(decoding: line, as: UTF8.self), isLiteral: true)
      return
    }
    guard let text = withoutComments(trimmed), !text.isEmpty else {
      gap += PlainTextReader.blankLineGap
      isInTable = false
      return
    }
    if isInTable || next.map(MarkdownBlock.isTableDelimiter) == true, text.contains(UInt8(ascii: "|")) {
      readTableRow(text)
      return
    }
    isInTable = false
    if gap == 0, !page.lines.isEmpty, let level = MarkdownBlock.underline(line), page.lines.last?.bullet == nil,
      page.lines.last?.headingLevel == nil
    {
      page.lines[page.lines.count - 1].headingLevel = level
      return
    }
    if MarkdownBlock.isRule(text) || text.starts(with: Array(":::".utf8)) {
      gap += PlainTextReader.blankLineGap
      return
    }
    if let (level, heading) = MarkdownBlock.heading(line) {
      listIndents = []
      emit(String(decoding: heading, as: UTF8.self), headingLevel: level)
      return
    }
    if let (marker, indent, item) = MarkdownBlock.listItem(line) {
      while let last = listIndents.last, indent < last { listIndents.removeLast() }
      if listIndents.last.map({ indent >= $0 + 2 }) ?? true { listIndents.append(indent) }
      emit(String(decoding: item, as: UTF8.self), bullet: marker, indent: Double(listIndents.count) * Self.levelIndent)
      return
    }
    var rest = text
    while rest.first == UInt8(ascii: ">") { rest = MarkdownBlock.trimmed(rest.dropFirst()) }
    let (columns, _) = MarkdownBlock.indentation(line)
    if columns < 2 { listIndents = [] }
    emit(String(decoding: rest, as: UTF8.self), indent: Double(listIndents.count) * Self.levelIndent)
  }

  private mutating func readTableRow(_ text: MarkdownBlock.Bytes) {
    if !isInTable {
      isInTable = true
      table += 1
      row = 0
    }
    if MarkdownBlock.isTableDelimiter(text) { return }
    let cells = MarkdownBlock.cells(text).filter { !$0.isEmpty }
    let joined = cells.map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\t")
    emit(joined, cell: TableCell(table: table, row: row, column: 0))
    row += 1
  }

  /// The line without HTML comments, which may span lines; nil where nothing else is on it.
  private mutating func withoutComments(_ line: MarkdownBlock.Bytes) -> MarkdownBlock.Bytes? {
    let opening = Array("<!--".utf8)
    let closing = Array("-->".utf8)
    var kept: [UInt8] = []
    var index = line.startIndex
    guard isInComment || line.contains(UInt8(ascii: "<")) else { return line }
    while index < line.endIndex {
      if isInComment, line[index...].starts(with: closing) {
        isInComment = false
        index += closing.count
      } else if !isInComment, line[index...].starts(with: opening) {
        isInComment = true
        index += opening.count
      } else {
        if !isInComment { kept.append(line[index]) }
        index += 1
      }
    }
    return kept.isEmpty ? nil : kept[...]
  }

  private mutating func emit(
    _ text: String, headingLevel: Int? = nil, bullet: String? = nil, indent: Double = 0, cell: TableCell? = nil,
    isLiteral: Bool = false
  ) {
    var text = text
    var headingLevel = headingLevel
    // `<h2>Skills</h2>`
    let start = Array(text.utf8.prefix(3))
    if start.count == 3, start[0] == UInt8(ascii: "<"), start[1] | 0x20 == UInt8(ascii: "h"),
      (0x31...0x36).contains(start[2])
    {
      headingLevel = Int(start[2]) - 0x30
    }
    // A hard line break's backslash.
    if !isLiteral, text.hasSuffix("\\") { text.removeLast() }
    let pieces =
      isLiteral
      ? [.text(text, bold: false, italic: false, link: nil)] : MarkdownInline.pieces(of: text, definitions: definitions)
    var assembly = LineAssembly()
    var isFirst = true
    func finished(_ assembly: consuming LineAssembly) -> Line? {
      guard var (line, _) = assembly.finish(takesBullet: isFirst && bullet == nil && headingLevel == nil) else {
        return nil
      }
      if isFirst, let bullet { line.bullet = bullet }
      line.headingLevel = headingLevel
      line.indent = indent
      line.cell = cell
      return line
    }
    for piece in pieces {
      switch piece {
      case .text(let text, let bold, let italic, let link):
        assembly.append(text, style: Style(isBold: bold, isItalic: italic), link: link)
      case .bareLink(let target):
        page.links.append(PageLink(target: target, box: nil))
      case .lineBreak:
        if let line = finished(assembly) {
          append(line)
          isFirst = false
        }
        assembly = LineAssembly()
      }
    }
    if let line = finished(assembly) { append(line) }
  }

  private mutating func append(_ line: Line) {
    var line = line
    line.gapAbove = page.lines.isEmpty ? nil : gap
    gap = 0
    page.lines.append(line)
  }
}
