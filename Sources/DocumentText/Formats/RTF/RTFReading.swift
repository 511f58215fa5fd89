import ResumeModel

/// One pass over an RTF document.
struct RTFReading {
  var scanner: RTFScanner
  var tables = RTFTables()
  var state = RTFState()
  var stack: [RTFState] = []
  /// The body, and on it the stories that stand apart and are open.
  var stories: [StoryBuilder]
  var shapes: [RTFShape] = []
  var listText = ""
  var pendingCell = CellFormat(right: 0)
  var nestedRow: [CellFormat] = []
  var defaultFont: Int?
  var metadata = DocumentMetadata()
  var info = RTFInfo()
  var showsFirstPageMargins = false
  var showsLeftPageMargins = false

  private let context: FlowContext
  private let backdrop: Shading
  private var margins: [(story: RTFState.Story, lines: [Line])] = []
  private var notes: [Line] = []
  /// Bytes in the current font's encoding, and units of UTF-16, that were read but not decoded; one of the two is empty.
  private var bytes: [UInt8] = []
  private var units: [UInt16] = []
  /// Whether any of `bytes` stood in the document as it is, though beyond ASCII.
  private var holdsRawBytes = false
  /// How many of the next characters only stand in for one of Unicode.
  private var fallback = 0
  /// Whether the last token was `\*`.
  private var isOptional = false

  /// Groups in one another, at most. Word goes no deeper than some hundred.
  private static let maximumDepth = 2000

  init(_ bytes: [UInt8], options: ReadingOptions) {
    scanner = RTFScanner(bytes)
    context = FlowContext(options)
    // A shape behind the text: white text may be meant to be seen.
    backdrop = scanner.contains(anyOf: [#"\shpfblwtxt1"#, #"\*\background"#]) ? .fill(0x808080) : .clear
    stories = [StoryBuilder(.body, context: context, backdrop: backdrop)]
  }

  mutating func document() throws(ExtractionError) -> Document {
    var isComplete = false
    while !isComplete, let token = scanner.next() {
      isComplete = try read(token)
    }
    isComplete = isComplete || stack.isEmpty && stories[0].isEmpty
    flush()
    while !stack.isEmpty { try close() }
    var lines = marginLines { if case .header = $0 { true } else { false } }
    lines += try stories[0].finish() + notes
    lines += marginLines { if case .footer = $0 { true } else { false } }
    var warnings: [ParseWarning] = []
    if !isComplete || scanner.isCutOff {
      warnings.append(ParseWarning(.partlyRead, "the RTF ends in its middle: what there is was read"))
    }
    warnings += [context.hiddenTextWarning].compactMap { $0 }
    return Document(format: .rtf, metadata: metadata, pages: [context.page(lines)], warnings: warnings)
  }

  /// Headers or footers that are shown, each once: of the first page before those of the others.
  private func marginLines(_ isWanted: (RTFState.Story) -> Bool) -> [Line] {
    var lines: [Line] = []
    var seen: Set<String> = []
    for page in RTFState.Page.allCases {
      if page == .first && !showsFirstPageMargins || page == .left && !showsLeftPageMargins { continue }
      for margin in margins where isWanted(margin.story) {
        guard margin.story == .header(page) || margin.story == .footer(page), !margin.lines.isEmpty,
          seen.insert(margin.lines.map(\.text).joined(separator: "\n")).inserted
        else { continue }
        lines += margin.lines
      }
    }
    return lines
  }

  // MARK: Tokens

  /// - Returns: whether the document's own group has ended.
  private mutating func read(_ token: RTFScanner.Token) throws(ExtractionError) -> Bool {
    let wasOptional = isOptional
    isOptional = false
    switch token {
    case .open:
      flush()
      fallback = 0
      guard stack.count < Self.maximumDepth else {
        throw ExtractionError(.limitExceeded, "more than \(Self.maximumDepth) groups in one another")
      }
      stack.append(state)
      state.ending = .nothing
    case .close:
      flush()
      fallback = 0
      if !stack.isEmpty { try close() }
      // A brace too many in the head doesn't end a document of which nothing has been read.
      return stack.isEmpty && !stories[0].isEmpty
    case .text(let range):
      var range = range
      if fallback > 0 {
        let skipped = min(fallback, range.count)
        fallback -= skipped
        range = range.lowerBound + skipped..<range.upperBound
      }
      for byte in scanner.bytes[range] { append(byte, isRaw: true) }
    case .code(let byte): appendCharacter(byte)
    case .symbol(UInt8(ascii: "*")): isOptional = true
    case .symbol(let symbol): try read(symbol: symbol)
    case .unknownWord:
      flush()
      fallback = 0
      if wasOptional { scanner.skipGroup() }
    case .word(.u, let code):
      appendUnit(UInt16(truncatingIfNeeded: code ?? 0xFFFD))
      fallback = min(max(0, state.fallbackLength), 16)
    case .word(.bin, let count):
      scanner.skip(bytes: count ?? 0)
    case .word(let word, let number):
      flush()
      if fallback > 0, character(word) != nil {
        fallback -= 1
      } else {
        fallback = 0
        try read(word, number)
      }
    }
    return false
  }

  private mutating func read(symbol: UInt8) throws(ExtractionError) {
    switch symbol {
    case UInt8(ascii: "\\"), UInt8(ascii: "{"), UInt8(ascii: "}"): appendCharacter(symbol)
    case UInt8(ascii: "~"): appendCharacter(0x20)
    case UInt8(ascii: "_"): appendCharacter(UInt8(ascii: "-"))
    case 0x09: appendCharacter(0x09)
    case 0x0A, 0x0D:
      flush()
      try read(.par, nil)
    default: break
    }
  }

  private mutating func read(_ word: RTFWord, _ number: Int?) throws(ExtractionError) {
    if word.isPassedOver {
      state.destination = .nowhere
      scanner.skipGroup()
    } else if let character = character(word) {
      deliver(character)
    } else if !readHead(word, number), !readCharacterFormat(word, number), !readParagraphFormat(word, number),
      !readRowFormat(word, number), try !readDestination(word)
    {
      try readMark(word)
    }
  }

  /// A character that goes by a name.
  private func character(_ word: RTFWord) -> String? {
    switch word {
    case .tab: "\t"
    case .emdash: "—"
    case .endash: "–"
    case .emspace, .enspace, .qmspace: " "
    case .bullet: "•"
    case .lquote: "‘"
    case .rquote: "’"
    case .ldblquote: "“"
    case .rdblquote: "”"
    case .zwj: "\u{200D}"
    case .zwnj: "\u{200C}"
    default: nil
    }
  }

  // MARK: Text

  private mutating func appendCharacter(_ byte: UInt8) {
    if fallback > 0 {
      fallback -= 1
    } else {
      append(byte, isRaw: false)
    }
  }

  private mutating func append(_ byte: UInt8, isRaw: Bool) {
    if !units.isEmpty { flush() }
    if isRaw, byte >= 0x80 { holdsRawBytes = true }
    bytes.append(byte)
  }

  private mutating func appendUnit(_ unit: UInt16) {
    if !bytes.isEmpty { flush() }
    units.append(unit)
  }

  /// Decodes what has gathered: before anything changes that it depends on.
  private mutating func flush() {
    if !bytes.isEmpty {
      let text = decoded(bytes)
      bytes.removeAll(keepingCapacity: true)
      holdsRawBytes = false
      deliver(text)
    } else if !units.isEmpty {
      let text = String(decoding: units, as: UTF16.self)
      units.removeAll(keepingCapacity: true)
      deliver(text)
    }
  }

  private func decoded(_ bytes: [UInt8]) -> String {
    if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
    // RTF is ASCII; programs that write other bytes mostly mean UTF-8 by them.
    if holdsRawBytes, let text = String(validating: bytes, as: UTF8.self) { return text }
    if let font = state.font, tables.fonts[font]?.charset == 2 {
      return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
    }
    return tables.encoding(of: state.font).text(of: bytes)
  }

  /// Takes text to where it belongs.
  private mutating func deliver(_ text: String) {
    switch state.destination {
    case .text:
      stories[stories.count - 1].paragraph = state.effectiveParagraph
      stories[stories.count - 1].append(seen(text), state.character)
    case .instruction: stories[stories.count - 1].fields.append(instruction: text)
    case .listText: listText += seen(text)
    case .fontTable: tables.appendFontName(text)
    case .colorTable: tables.appendColors(text)
    case .styleSheet: tables.appendStyleName(text)
    case .shapePropertyName: shapes.indices.last.map { shapes[$0].propertyName += text }
    case .shapePropertyValue: shapes.indices.last.map { shapes[$0].propertyValue += text }
    case .info(let kind): info.append(text, to: kind)
    case .alternative, .nestedRow, .nowhere: break
    }
  }

  /// The text as a person sees it in its font.
  private func seen(_ text: String) -> String {
    guard let font = state.font.flatMap({ tables.fonts[$0] }), font.isSymbolic else { return text }
    return SymbolFont.text(text, font: SymbolFont.isSymbolic(font.name) ? font.name : "Wingdings")
  }

  // MARK: Groups

  private mutating func close() throws(ExtractionError) {
    let ending = state.ending
    if let outer = stack.popLast() { state = outer }
    switch ending {
    case .nothing: break
    case .field: stories[stories.count - 1].mark(.end)
    case .listText: endListText()
    case .style: tables.endStyle()
    case .shape: _ = shapes.popLast()
    case .shapeProperty: shapes.indices.last.map { shapes[$0].endProperty() }
    case .info(let kind): info.end(kind, in: &metadata)
    case .story(let story): try end(story)
    }
  }

  private mutating func endListText() {
    let text = TextNormalizer.normalized(listText).split { $0 == " " || $0 == "\t" }.joined(separator: " ")
    // A picture for a bullet is a bullet.
    stories[stories.count - 1].bullet = text.isEmpty ? (listText.contains { $0 != "\t" } ? "•" : nil) : text
    listText = ""
  }

  mutating func begin(_ story: RTFState.Story) {
    state = RTFState(font: defaultFont, fallbackLength: state.fallbackLength, ending: .story(story))
    let part: LinePart =
      switch story {
      case .header: .header
      case .footer: .footer
      case .note: .body
      case .textBox: .textBox
      }
    let behind = story == .textBox ? shapes.last?.shading ?? .clear : .clear
    stories.append(StoryBuilder(part, context: context, backdrop: behind == .clear ? backdrop : behind))
  }

  private mutating func end(_ story: RTFState.Story) throws(ExtractionError) {
    guard stories.count > 1, var builder = stories.popLast() else { return }
    let lines = try builder.finish()
    switch story {
    case .header, .footer: margins.append((story, lines))
    case .note: notes += lines
    case .textBox: stories[stories.count - 1].anchor(lines, top: shapes.last?.top)
    }
  }
}
