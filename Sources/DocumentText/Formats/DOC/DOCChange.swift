/// One change to a property ("sprm"): which property, and its new value.
///
/// Source: [MS-DOC] §2.2.5, §2.6.
struct DOCChange {
  let code: Int
  let operand: ArraySlice<UInt8>

  /// Of one, two or four bytes, unsigned.
  var value: Int {
    var value = 0
    for byte in operand.prefix(4).reversed() { value = value << 8 | Int(byte) }
    return value
  }

  /// Of two bytes, signed.
  var signed: Int { Int(Int16(truncatingIfNeeded: value)) }

  /// The changes that these bytes hold, in their order.
  static func all(in bytes: ArraySlice<UInt8>) -> [DOCChange] {
    var changes: [DOCChange] = []
    var at = bytes.startIndex
    while at + 2 <= bytes.endIndex {
      let code = Int(bytes[at]) | Int(bytes[at + 1]) << 8
      at += 2
      guard let length = operandLength(of: code, bytes[at...]) else { break }
      let end = at + length
      guard end <= bytes.endIndex else { break }
      changes.append(DOCChange(code: code, operand: bytes[at..<end]))
      at = end
    }
    return changes
  }

  /// With the bytes that give the length, where it varies.
  private static func operandLength(of code: Int, _ rest: ArraySlice<UInt8>) -> Int? {
    switch code >> 13 {
    case 0, 1: return 1
    case 2, 4, 5: return 2
    case 3: return 4
    case 7: return 3
    default:
      guard let first = rest.first else { return nil }
      // A table's cells are counted by two bytes, one too many.
      if code == Code.tableCells.rawValue {
        guard rest.count >= 2 else { return nil }
        return 2 + max(0, (Int(first) | Int(rest[rest.startIndex + 1]) << 8) - 1)
      }
      return 1 + Int(first)
    }
  }

  /// Those that matter for the text.
  enum Code: Int {
    // Characters
    case isDeleted = 0x0800
    case characterStyle = 0x4A30
    case isBold = 0x0835
    case isItalic = 0x0836
    case isCaps = 0x083B
    case isHidden = 0x083C
    case colorIndex = 0x2A42
    case color = 0x6870
    case size = 0x4A43
    case font = 0x4A4F
    case highlight = 0x2A0C
    case characterShading80 = 0x4866
    case characterShading = 0xCA71
    case isSpecial = 0x0855
    case symbol = 0x6A09
    // Paragraphs
    case paragraphStyle = 0x4600
    case isInTable = 0x2416
    case endsRow = 0x2417
    case tableDepth = 0x6649
    case endsInnerCell = 0x244B
    case endsInnerRow = 0x244C
    case left80 = 0x840F
    case left = 0x845E
    case firstLine80 = 0x8411
    case firstLine = 0x8460
    case before = 0xA413
    case after = 0xA414
    case isContextual = 0x246D
    case outlineLevel = 0x2640
    case listLevel = 0x260A
    case listOverride = 0x460B
    case paragraphShading80 = 0x442D
    case paragraphShading = 0xC64D
    case huge = 0x6646
    case hugeOld = 0x6645
    // Tables
    case tableCells = 0xD608
    case cellShading = 0xD612
    case cellShading80 = 0xD609
    // Sections
    case showsFirstPageMargins = 0x300A
  }
}
