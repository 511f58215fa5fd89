/// How a run of characters is set, and what its special characters stand for.
struct DOCCharacter {
  var format = CharacterFormat(size: DOCCharacter.defaultSize)
  /// Whether characters below a space are marks rather than text.
  var isSpecial = false
  /// What stands for a character that the font names by number.
  var symbol: (font: Int, unit: UInt16)?
  /// In the document's list of fonts.
  var font = 0

  /// Points, where nothing names a size.
  static let defaultSize = 10.0

  /// - Parameter style: as the paragraph's style has it, which a switch may keep or turn round.
  mutating func apply(_ change: DOCChange, over style: CharacterFormat) {
    func toggled(_ before: Bool) -> Bool {
      switch change.value {
      case 0: false
      case 0x80: before
      case 0x81: !before
      default: true
      }
    }
    guard let code = DOCChange.Code(rawValue: change.code) else { return }
    switch code {
    case .isBold: format.isBold = toggled(style.isBold)
    case .isItalic: format.isItalic = toggled(style.isItalic)
    case .isCaps: format.isCaps = toggled(style.isCaps)
    case .isHidden: format.isHidden = toggled(style.isHidden)
    case .isDeleted: format.isDeleted = change.value != 0
    case .size: format.size = Double(change.value) / 2
    case .font: font = change.value
    case .colorIndex: format.color = Self.color(index: change.value) ?? 0
    case .color: format.color = Self.color(change.operand) ?? 0
    case .highlight: format.background = Self.color(index: change.value).map(Shading.fill) ?? .clear
    case .characterShading80: format.background = Self.shading80(change.value)
    case .characterShading: format.background = Self.shading(change.operand.dropFirst())
    case .isSpecial: isSpecial = change.value != 0
    case .symbol: symbol = (change.value & 0xFFFF, UInt16(change.value >> 16 & 0xFFFF))
    default: break
    }
  }

  /// Red, green, blue, and whether it is the automatic colour.
  static func color(_ bytes: ArraySlice<UInt8>) -> UInt32? {
    let bytes = Array(bytes.prefix(4))
    guard bytes.count == 4, bytes[3] == 0 else { return nil }
    return UInt32(bytes[0]) << 16 | UInt32(bytes[1]) << 8 | UInt32(bytes[2])
  }

  /// Source: [MS-DOC] §2.9.119.
  static func color(index: Int) -> UInt32? {
    let colors: [UInt32?] = [
      nil, 0x000000, 0x0000FF, 0x00FFFF, 0x00FF00, 0xFF00FF, 0xFF0000, 0xFFFF00, 0xFFFFFF, 0x00008B, 0x008B8B, 0x006400,
      0x8B008B, 0x8B0000, 0x808000, 0x808080, 0xC0C0C0,
    ]
    return colors.indices.contains(index) ? colors[index] : nil
  }

  /// - Parameter bytes: foreground, background, pattern.
  static func shading(_ bytes: ArraySlice<UInt8>) -> Shading {
    let bytes = Array(bytes.prefix(10))
    guard bytes.count == 10 else { return .clear }
    let pattern = Int(bytes[8]) | Int(bytes[9]) << 8
    switch pattern {
    // Wholly the background; wholly the foreground, which is black where it is automatic; neither.
    case 0: return color(bytes[4..<8]).map(Shading.fill) ?? .clear
    case 1: return .fill(color(bytes[0..<4]) ?? 0)
    case 0xFFFF: return .clear
    default: return .fill(0x808080)
    }
  }

  /// Foreground, background and pattern in one number, colours by index.
  static func shading80(_ value: Int) -> Shading {
    switch value >> 10 & 0x3F {
    case 0: color(index: value >> 5 & 0x1F).map(Shading.fill) ?? .clear
    case 1: .fill(color(index: value & 0x1F) ?? 0)
    case 0x3F: .clear
    default: .fill(0x808080)
    }
  }
}

/// How a paragraph is set, and what its mark ends.
struct DOCParagraph {
  var format = ParagraphFormat()
  var style = 0
  /// Number of its list, from 1; 0 for none.
  var list = 0
  var listLevel = 0
  var endsRow = false
  var endsInnerCell = false
  var endsInnerRow = false
  /// Of the row that it ends.
  var cells: [CellFormat] = []
  private var isInTable = false
  private var depth = 1

  mutating func apply(_ change: DOCChange) {
    guard let code = DOCChange.Code(rawValue: change.code) else { return }
    switch code {
    case .isInTable: isInTable = change.value != 0
    case .tableDepth: depth = Int(Int32(truncatingIfNeeded: change.value))
    case .endsRow: endsRow = change.value != 0
    case .endsInnerCell: endsInnerCell = change.value != 0
    case .endsInnerRow: endsInnerRow = change.value != 0
    case .left, .left80: format.left = Double(change.signed) / 20
    case .firstLine, .firstLine80: format.firstLine = Double(change.signed) / 20
    case .before: format.spacing.before = Double(change.value) / 20
    case .after: format.spacing.after = Double(change.value) / 20
    case .isContextual: format.spacing.isContextual = change.value != 0
    case .outlineLevel: format.headingLevel = HeadingStyle.level(outline: change.value)
    case .listLevel: listLevel = change.value
    // Negative numbers are of lists that no longer count.
    case .listOverride: list = max(0, change.signed)
    case .paragraphShading80: format.background = DOCCharacter.shading80(change.value)
    case .paragraphShading: format.background = DOCCharacter.shading(change.operand.dropFirst())
    case .tableCells: readCells(change.operand)
    case .cellShading: readShadings(change.operand)
    case .cellShading80: readShadings80(change.operand)
    default: break
    }
    format.tableDepth = isInTable ? max(1, depth) : 0
  }

  /// Where each cell ends, and which are merged into others.
  ///
  /// Source: [MS-DOC] §2.9.311.
  private mutating func readCells(_ operand: ArraySlice<UInt8>) {
    let data = BinaryData(Array(operand))
    guard let count = data.uint8(2), count <= 64, let origin = data.int16(3) else { return }
    let descriptions = 3 + (count + 1) * 2
    cells = (0..<count).compactMap { index in
      guard let right = data.int16(5 + index * 2) else { return nil }
      let bits = data.uint16(descriptions + index * 20) ?? 0
      // Merged into the cell at the left; or above, where it isn't the first of those.
      let isContinuation = bits & 0b10 != 0 || bits >> 5 & 0b11 == 1
      return CellFormat(right: Double(right - origin) / 20, isContinuation: isContinuation)
    }
  }

  private mutating func readShadings(_ operand: ArraySlice<UInt8>) {
    let bytes = operand.dropFirst()
    for index in cells.indices where bytes.count >= (index + 1) * 10 {
      cells[index].background = DOCCharacter.shading(bytes.dropFirst(index * 10))
    }
  }

  private mutating func readShadings80(_ operand: ArraySlice<UInt8>) {
    let data = BinaryData(Array(operand.dropFirst()))
    for index in cells.indices where cells[index].background == .clear {
      if let value = data.uint16(index * 2) { cells[index].background = DOCCharacter.shading80(value) }
    }
  }
}
