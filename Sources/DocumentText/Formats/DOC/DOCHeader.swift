import ResumeModel

/// The file information block: which version it is and where everything lies.
///
/// Source: [MS-DOC] §2.5.
struct DOCHeader {
  /// A structure of the table stream.
  enum Part: Int {
    case styles = 1
    case sections = 6
    case headers = 11
    case characterPages = 12
    case paragraphPages = 13
    case fonts = 15
    case documentProperties = 31
    case pieces = 33
    case shapes = 40
    case headerShapes = 41
    case textBoxes = 56
    case headerTextBoxes = 58
    case lists = 73
    case listOverrides = 74
  }

  /// Text that stands apart; they lie behind one another, in this order.
  enum Story: Int, CaseIterable {
    case body, footnotes, headers, macros, annotations, endnotes, textBoxes, headerTextBoxes
  }

  let isEncrypted: Bool
  /// Word 6 or 95: eight-bit text, and all structures in the main stream.
  let isOld: Bool
  let tableName: String
  /// The language, by Windows' number.
  let language: Int
  /// Where text begins and ends that is in one piece, in bytes of the main stream.
  let textStart, textEnd: Int
  /// Characters of each story.
  private let lengths: [Int]
  private let main: BinaryData

  /// Word 97's number of its format; it and what came later agree.
  private static let firstUnicodeVersion = 0xC0

  init(_ main: BinaryData) throws(ExtractionError) {
    guard let identifier = main.uint16(0), [0xA5EC, 0xA5DC, 0xA5DB].contains(identifier), let version = main.uint16(2),
      let flags = main.uint16(10), let textStart = main.uint32(24), let textEnd = main.uint32(28)
    else {
      throw ExtractionError(.corrupt, "a DOC whose header is damaged; get the file again or save it anew")
    }
    self.main = main
    isOld = version < Self.firstUnicodeVersion
    isEncrypted = flags & 0x0100 != 0
    tableName = flags & 0x0200 != 0 ? "1Table" : "0Table"
    language = main.uint16(6) ?? 0
    self.textStart = textStart
    self.textEnd = textEnd
    let first = isOld ? 52 : 76
    lengths = Story.allCases.map { max(0, main.int32(first + $0.rawValue * 4) ?? 0) }
  }

  /// Characters of a story, counted from the document's beginning.
  func range(of story: Story) -> Range<Int> {
    let start = lengths[..<story.rawValue].reduce(0, +)
    return start..<start + lengths[story.rawValue]
  }

  /// Where a structure lies in the table stream; nil where there is none.
  func location(of part: Part) -> Range<Int>? {
    // Word 6 has the pieces elsewhere, and the rest is not read.
    let at = isOld ? (part == .pieces ? 0x160 : -8) : 154 + part.rawValue * 8
    guard let start = main.uint32(at), let length = main.uint32(at + 4), length > 0 else { return nil }
    return start..<start + length
  }
}
