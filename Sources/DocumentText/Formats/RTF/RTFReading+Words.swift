import ResumeModel

// What each control word does. Lengths in twips, 20 a point.
extension RTFReading {
  private var top: Int { stories.count - 1 }

  private static func points(_ twips: Int?) -> Double { Double(twips ?? 0) / 20 }

  /// A switch's words: without a number on, with 0 off.
  private static func isOn(_ number: Int?) -> Bool { number != 0 }

  /// Encodings, fonts, colours, styles, metadata.
  mutating func readHead(_ word: RTFWord, _ number: Int?) -> Bool {
    let number = number ?? 0
    switch (word, state.destination) {
    case (.ansi, _): break
    case (.mac, _): tables.codePage = 10000
    case (.pc, _): tables.codePage = 437
    case (.pca, _): tables.codePage = 850
    case (.ansicpg, _): if number > 0 { tables.codePage = number }
    case (.uc, _): state.fallbackLength = number
    case (.deff, _):
      defaultFont = number
      state.font = number
    case (.f, .fontTable): tables.beginFont(number)
    case (.fcharset, .fontTable): tables.setFont(charset: number)
    case (.cpg, .fontTable): tables.setFont(codePage: number)
    case (.red, _), (.green, _), (.blue, _): tables.setColor(word, number)
    case (.s, .styleSheet):
      tables.beginStyle(number)
      state.ending = .style
    case (.cs, .styleSheet), (.ds, .styleSheet), (.ts, .styleSheet): tables.beginStyle(nil)
    case (.outlinelevel, .styleSheet): tables.setStyle(outlineLevel: number)
    case (.yr, _), (.mo, _), (.dy, _), (.hr, _), (.min, _), (.sec, _): info.set(word, number)
    case (.shptop, _): shapes.indices.last.map { shapes[$0].top = Self.points(number) }
    case (.titlepg, _): showsFirstPageMargins = true
    case (.facingp, _): showsLeftPageMargins = true
    default: return false
    }
    return true
  }

  mutating func readCharacterFormat(_ word: RTFWord, _ number: Int?) -> Bool {
    switch word {
    case .plain:
      state.character = CharacterFormat(size: RTFState.defaultSize)
      setFont(defaultFont)
    case .f: setFont(number)
    case .fs: state.character.size = Double(min(max(1, number ?? 24), 3276)) / 2
    case .b: state.character.isBold = Self.isOn(number)
    case .i: state.character.isItalic = Self.isOn(number)
    case .caps: state.character.isCaps = Self.isOn(number)
    case .v: state.character.isHidden = Self.isOn(number)
    case .deleted: state.character.isDeleted = Self.isOn(number)
    case .cf: state.character.color = tables.color(number ?? 0) ?? 0
    case .cb, .chcbpat, .highlight: state.character.background = shading(number)
    default: return false
    }
    return true
  }

  private mutating func setFont(_ number: Int?) {
    state.font = number
    state.character.font = number.flatMap { tables.fonts[$0]?.name } ?? ""
  }

  private func shading(_ color: Int?) -> Shading {
    tables.color(color ?? 0).map(Shading.fill) ?? .clear
  }

  mutating func readParagraphFormat(_ word: RTFWord, _ number: Int?) -> Bool {
    switch word {
    case .pard:
      state.paragraph = ParagraphFormat()
      state.isInTable = false
      state.tableDepth = 1
    case .s: state.paragraph.headingLevel = tables.headings[number ?? 0]
    case .outlinelevel: state.paragraph.headingLevel = HeadingStyle.level(outline: number ?? 9)
    case .li, .lin: state.paragraph.left = Self.points(number)
    case .fi: state.paragraph.firstLine = Self.points(number)
    case .sb: state.paragraph.spacing.before = Self.points(number)
    case .sa: state.paragraph.spacing.after = Self.points(number)
    case .contextualspace: state.paragraph.spacing.isContextual = true
    case .cbpat: state.paragraph.background = shading(number)
    case .intbl: state.isInTable = true
    case .itap:
      state.tableDepth = number ?? 1
      if state.tableDepth > 0 { state.isInTable = true }
    default: return false
    }
    return true
  }

  mutating func readRowFormat(_ word: RTFWord, _ number: Int?) -> Bool {
    let isNested = state.destination == .nestedRow
    switch word {
    case .trowd:
      pendingCell = CellFormat(right: 0)
      if isNested { nestedRow = [] } else { stories[top].row = [] }
    case .clmrg, .clvmrg: pendingCell.isContinuation = true
    case .clcbpat: pendingCell.background = shading(number)
    case .cellx:
      pendingCell.right = Self.points(number)
      if isNested { nestedRow.append(pendingCell) } else { stories[top].row.append(pendingCell) }
      pendingCell = CellFormat(right: 0)
    default: return false
    }
    return true
  }

  /// Words that say where a group's text goes.
  mutating func readDestination(_ word: RTFWord) throws(ExtractionError) -> Bool {
    switch word {
    case .fonttbl: state.destination = .fontTable
    case .colortbl: state.destination = .colorTable
    case .stylesheet: state.destination = .styleSheet
    case .info: state.destination = .nowhere
    case .title: beginInfo(.title)
    case .author: beginInfo(.author)
    case .generator: beginInfo(.generator)
    case .creatim: beginInfo(.created)
    case .revtim: beginInfo(.modified)
    case .upr: state.destination = .alternative(to: state.destination)
    case .ud: if case .alternative(let destination) = state.destination { state.destination = destination }
    case .field:
      stories[top].mark(.begin)
      state.ending = .field
    case .fldinst: state.destination = .instruction
    case .fldrslt:
      stories[top].mark(.separate)
      state.destination = .text
    case .listtext, .pntext:
      state.destination = .listText
      state.ending = .listText
    case .nesttableprops: state.destination = .nestedRow
    case .header, .headerr: begin(.header(.any))
    case .headerl: begin(.header(.left))
    case .headerf: begin(.header(.first))
    case .footer, .footerr: begin(.footer(.any))
    case .footerl: begin(.footer(.left))
    case .footerf: begin(.footer(.first))
    case .footnote: begin(.note)
    case .shp, .shpgrp, .do:
      shapes.append(RTFShape())
      state.ending = .shape
      state.destination = .nowhere
    case .shptxt, .dptxbxtext: begin(.textBox)
    case .shpinst: break
    case .sp: state.ending = .shapeProperty
    case .sn: state.destination = .shapePropertyName
    case .sv: state.destination = .shapePropertyValue
    case .result: state.destination = .text
    default: return false
    }
    return true
  }

  private mutating func beginInfo(_ kind: RTFState.Info) {
    info = RTFInfo()
    state.destination = .info(kind)
    state.ending = .info(kind)
  }

  /// Ends of lines, paragraphs, cells and rows.
  mutating func readMark(_ word: RTFWord) throws(ExtractionError) {
    guard state.destination == .text || state.destination == .nestedRow else { return }
    switch word {
    case .line: stories[top].breakLine()
    case .column: stories[top].breakColumn()
    case .par, .sect: try endParagraph()
    case .cell, .nestcell:
      stories[top].paragraph = state.effectiveParagraph
      try stories[top].endCell()
    case .row: try stories[top].endRow(depth: 1, stories[top].row)
    case .nestrow: try stories[top].endRow(depth: max(2, state.tableDepth), nestedRow)
    case .chpgn:
      // A page's number is no text of anybody's.
      stories[top].mark(.begin)
      stories[top].fields.append(instruction: "PAGE")
      stories[top].mark(.separate)
      stories[top].append("1", state.character)
      stories[top].mark(.end)
    default: break
    }
  }

  private mutating func endParagraph() throws(ExtractionError) {
    guard !state.character.isDeleted else { return }
    stories[top].paragraph = state.effectiveParagraph
    try stories[top].endParagraph()
  }
}
