import ResumeModel

/// Reads the stories of one document.
final class DOCReading {
  private let header: DOCHeader
  private let pieces: DOCPieces
  private let units: [UInt16]
  private let characterRuns: DOCFormatRuns
  private let paragraphRuns: DOCFormatRuns
  private let styles: DOCStyles
  private var lists: DOCLists
  private let main: BinaryData
  private let table: BinaryData
  private let file: CompoundFile
  private let context: FlowContext
  private let options: ReadingOptions

  init(_ file: CompoundFile, _ main: BinaryData, _ header: DOCHeader, options: ReadingOptions) throws(ExtractionError) {
    self.file = file
    self.main = main
    self.header = header
    self.options = options
    context = FlowContext(options)
    table = header.isOld ? main : file.stream(header.tableName) ?? BinaryData([])
    pieces = try DOCPieces(main, table, header)
    units = pieces.characters()
    characterRuns = DOCFormatRuns(.characters, main, table, header.location(of: .characterPages))
    paragraphRuns = DOCFormatRuns(.paragraphs, main, table, header.location(of: .paragraphPages))
    styles = DOCStyles(table, header)
    lists = DOCLists(table, header)
  }

  func document() throws(ExtractionError) -> Document {
    let margins = try margins()
    var lines = margins.headers
    let boxes = try textBoxes(.textBoxes, texts: .textBoxes, shapes: .shapes)
    let body = header.range(of: .body)
    lines += try self.lines(of: body, .body, boxes: boxes.anchored, backdrop: boxes.backdrop)
    for box in boxes.loose { lines += box }
    for story in [DOCHeader.Story.footnotes, .endnotes] { lines += try self.lines(of: header.range(of: story), .body) }
    lines += margins.footers
    var warnings = [context.hiddenTextWarning].compactMap { $0 }
    if units.count < body.upperBound {
      warnings.append(ParseWarning(.partlyRead, "the DOC ends in its middle: what there is was read"))
    }
    return Document(
      format: .doc, metadata: SummaryInformation.metadata(of: file), pages: [context.page(lines)], warnings: warnings)
  }

  // MARK: Stories

  private typealias Boxes = [Int: [(lines: [Line], top: Double)]]

  /// - Parameters:
  ///   - range: characters.
  ///   - boxes: text boxes by the character that they hang on.
  private func lines(of range: Range<Int>, _ part: LinePart, boxes: Boxes = [:], backdrop: Shading = .clear)
    throws(ExtractionError) -> [Line]
  {
    var story = StoryBuilder(part, context: context, backdrop: backdrop)
    let range = range.clamped(to: 0..<units.count)
    var isInRow = false
    var endedCell = false
    var start = range.lowerBound
    while start < range.upperBound {
      let end = endOfParagraph(from: start, limit: range.upperBound)
      let paragraph = paragraph(endingAt: end)
      story.paragraph = paragraph.format
      if paragraph.format.tableDepth > 0, !isInRow {
        story.row = cells(ofRowAt: start, limit: range.upperBound)
        isInRow = true
      }
      if paragraph.list > 0, end > start { story.bullet = lists.next(paragraph.list, level: paragraph.listLevel) }
      readCharacters(start..<min(end, range.upperBound), paragraph, boxes: boxes, into: &story)
      if end < range.upperBound {
        // Old documents' formatting is not read: a second mark without text between ends the row.
        let endsOldRow = header.isOld && endedCell && end == start && units[end] == Mark.cell
        endedCell = units[end] == Mark.cell && !endsOldRow
        if paragraph.endsRow || paragraph.endsInnerRow || endsOldRow {
          try story.endRow(depth: paragraph.format.tableDepth, paragraph.cells)
          if paragraph.format.tableDepth <= 1 { isInRow = false }
        } else if units[end] == Mark.cell || paragraph.endsInnerCell {
          try story.endCell()
        } else if !character(at: end, paragraph).format.isDeleted {
          try story.endParagraph()
        }
      }
      start = end + 1
    }
    return try story.finish()
  }

  private enum Mark {
    static let cell: UInt16 = 0x07
    static let page: UInt16 = 0x0C
    static let paragraph: UInt16 = 0x0D
  }

  /// Where the mark stands that ends a paragraph; the limit where there is none.
  private func endOfParagraph(from start: Int, limit: Int) -> Int {
    var end = start
    while end < limit, units[end] != Mark.paragraph, units[end] != Mark.cell, units[end] != Mark.page { end += 1 }
    return end
  }

  /// What the row describes that a paragraph begins.
  private func cells(ofRowAt start: Int, limit: Int) -> [CellFormat] {
    var start = start
    while start < limit {
      let end = endOfParagraph(from: start, limit: limit)
      let paragraph = paragraph(endingAt: end)
      if paragraph.format.tableDepth == 0 { break }
      if paragraph.endsRow { return paragraph.cells }
      start = end + 1
    }
    return []
  }

  // MARK: Formatting

  private func paragraph(endingAt end: Int) -> DOCParagraph {
    guard let piece = pieces.piece(of: end) else { return DOCParagraph() }
    let changes = paragraphRuns.run(at: piece.offset(of: end))?.changes ?? []
    var paragraph = DOCParagraph()
    if changes.count >= 2 {
      let first = changes.startIndex
      paragraph = styles.style(Int(changes[first]) | Int(changes[first + 1]) << 8).paragraph
    } else {
      paragraph = styles.style(0).paragraph
    }
    for change in DOCChange.all(in: changes.dropFirst(2)) + DOCChange.all(in: piece.changes) {
      switch DOCChange.Code(rawValue: change.code) {
      case .huge, .hugeOld:
        for change in DOCChange.all(in: hugeChanges(at: change.value)) { paragraph.apply(change) }
      case .paragraphStyle: paragraph = styles.style(change.value).paragraph
      default: paragraph.apply(change)
      }
    }
    return paragraph
  }

  /// Changes too many for their page lie in a stream of their own.
  private func hugeChanges(at offset: Int) -> ArraySlice<UInt8> {
    guard let data = file.stream("Data"), let length = data.uint16(offset) else { return [] }
    return data.slice(offset + 2, count: length) ?? []
  }

  private func character(at index: Int, _ paragraph: DOCParagraph) -> DOCCharacter {
    guard let piece = pieces.piece(of: index) else { return DOCCharacter() }
    return character(characterRuns.run(at: piece.offset(of: index))?.changes ?? [], piece.changes, paragraph)
  }

  private func character(
    _ changes: ArraySlice<UInt8>, _ more: ArraySlice<UInt8>, _ paragraph: DOCParagraph
  ) -> DOCCharacter {
    var character = styles.style(paragraph.style).character
    let style = character.format
    for change in DOCChange.all(in: changes) + DOCChange.all(in: more) {
      if change.code == DOCChange.Code.characterStyle.rawValue {
        for change in DOCChange.all(in: styles.characterChanges(of: change.value)) {
          character.apply(change, over: style)
        }
      } else {
        character.apply(change, over: style)
      }
    }
    character.format.font = font(character.font)
    return character
  }

  private func font(_ number: Int) -> String { styles.fonts.indices.contains(number) ? styles.fonts[number] : "" }

  // MARK: Text

  private func readCharacters(
    _ range: Range<Int>, _ paragraph: DOCParagraph, boxes: Boxes, into story: inout StoryBuilder
  ) {
    var start = range.lowerBound
    while start < range.upperBound {
      guard let piece = pieces.piece(of: start) else {
        start += 1
        continue
      }
      let width = piece.isCompressed ? 1 : 2
      let offset = piece.offset(of: start)
      var end = min(range.upperBound, piece.range.upperBound)
      let run = characterRuns.run(at: offset)
      if let run { end = min(end, start + max(1, (run.range.upperBound - offset) / width)) }
      let character = character(run?.changes ?? [], piece.changes, paragraph)
      read(start..<end, character, boxes: boxes, into: &story)
      start = end
    }
  }

  /// Reads a run of one format.
  private func read(_ range: Range<Int>, _ character: DOCCharacter, boxes: Boxes, into story: inout StoryBuilder) {
    var plain: [UInt16] = []
    func flush(_ story: inout StoryBuilder) {
      guard !plain.isEmpty else { return }
      append(String(decoding: plain, as: UTF16.self), character.format, to: &story)
      plain.removeAll(keepingCapacity: true)
    }
    for index in range {
      let unit = units[index]
      // The sign for a symbol is a parenthesis.
      guard unit < 0x20 || character.isSpecial && unit == 0x28 else {
        plain.append(unit)
        continue
      }
      if unit == 0x09 {
        plain.append(unit)
        continue
      }
      if unit == 0x1E {
        plain.append(0x2D)
        continue
      }
      flush(&story)
      switch unit {
      case 0x08:
        for box in boxes[index] ?? [] { story.anchor(box.lines, top: box.top) }
      case 0x0B: story.breakLine()
      case 0x0E: story.breakColumn()
      case 0x13: story.mark(.begin)
      case 0x14: story.mark(.separate)
      case 0x15: story.mark(.end)
      case 0x28:
        if let symbol = character.symbol {
          var format = character.format
          format.font = font(symbol.font)
          append(String(decoding: [symbol.unit], as: UTF16.self), format, to: &story)
        }
      default: break
      }
    }
    flush(&story)
  }

  private func append(_ text: String, _ format: CharacterFormat, to story: inout StoryBuilder) {
    story.fields.append(instruction: text)
    story.append(SymbolFont.isSymbolic(format.font) ? SymbolFont.text(text, font: format.font) : text, format)
  }

  // MARK: Headers and footers

  /// Of all sections, each once: of the first page before those of the others.
  private func margins() throws(ExtractionError) -> (headers: [Line], footers: [Line]) {
    let story = header.range(of: .headers)
    guard !story.isEmpty else { return ([], []) }
    let ranges = DOCPlex(table, header.location(of: .headers), size: 0).entries.map(\.range)
    let boxes = try textBoxes(.headerTextBoxes, texts: .headerTextBoxes, shapes: .headerShapes, base: story.lowerBound)
    let sections = sectionsShowFirst()
    let showsLeft = header.location(of: .documentProperties).flatMap { table.uint8($0.lowerBound) }.map { $0 & 1 == 1 }
    var headers: [Line] = []
    var footers: [Line] = []
    var seen: Set<String> = []
    // Six lines that part notes from text come first; then for each section: left, right and first page's.
    for (kinds, isHeader) in [([4, 1, 0], true), ([5, 3, 2], false)] {
      for kind in kinds {
        for index in stride(from: 6 + kind, to: ranges.count, by: 6) {
          let section = (index - 6) / 6
          if kind >= 4, section < sections.count, !sections[section] { continue }
          if kind == 0 || kind == 2, showsLeft == false { continue }
          let range = ranges[index].lowerBound + story.lowerBound..<ranges[index].upperBound + story.lowerBound
          guard !range.isEmpty, range.upperBound <= story.upperBound else { continue }
          let lines = try lines(
            of: range, isHeader ? .header : .footer, boxes: boxes.anchored, backdrop: boxes.backdrop)
          guard !lines.isEmpty, seen.insert(lines.map(\.text).joined(separator: "\n")).inserted else { continue }
          if isHeader { headers += lines } else { footers += lines }
        }
      }
    }
    for box in boxes.loose { headers += box }
    return (headers, footers)
  }

  /// Whether each section's first page has a header of its own.
  private func sectionsShowFirst() -> [Bool] {
    DOCPlex(table, header.location(of: .sections), size: 12).entries.map { entry in
      guard let offset = table.uint32(entry.entry + 2), let length = main.uint16(offset),
        let changes = main.slice(offset + 2, count: length)
      else { return false }
      return DOCChange.all(in: changes).last { $0.code == DOCChange.Code.showsFirstPageMargins.rawValue }?.value == 1
    }
  }

  // MARK: Text boxes

  /// - Parameter base: where the story begins that the boxes hang on.
  private func textBoxes(
    _ story: DOCHeader.Story, texts: DOCHeader.Part, shapes: DOCHeader.Part, base: Int = 0
  ) throws(ExtractionError) -> (anchored: Boxes, loose: [[Line]], backdrop: Shading) {
    let range = header.range(of: story)
    var anchors: [Int: (character: Int, top: Double)] = [:]
    var liesBehind = false
    for (place, entry) in DOCPlex(table, header.location(of: shapes), size: 26).entries {
      guard let shape = table.uint32(entry), let top = table.int32(entry + 8), let flags = table.uint16(entry + 20)
      else {
        break
      }
      anchors[shape] = (place.lowerBound + base, Double(top) / 20)
      if flags & 0x4000 != 0 { liesBehind = true }
    }
    var anchored: Boxes = [:]
    var loose: [[Line]] = []
    for (place, entry) in DOCPlex(table, header.location(of: texts), size: 22).entries {
      // One that is said to begin behind its story is empty.
      let place = (place.lowerBound + range.lowerBound..<place.upperBound + range.lowerBound).clamped(to: range)
      guard !place.isEmpty, let shape = table.uint32(entry + 14) else { continue }
      // A box's fill is not read: its text may be white on dark.
      let lines = try lines(of: place, .textBox, backdrop: .fill(0x808080))
      guard !lines.isEmpty else { continue }
      if let anchor = anchors[shape] {
        anchored[anchor.character, default: []].append((lines, anchor.top))
      } else {
        loose.append(lines)
      }
    }
    return (anchored, loose, liesBehind ? .fill(0x808080) : .clear)
  }
}
