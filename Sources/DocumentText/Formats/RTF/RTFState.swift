/// What a group of RTF holds for itself: it inherits all of it, and its changes end with it.
struct RTFState {
  var character = CharacterFormat(size: RTFState.defaultSize)
  var paragraph = ParagraphFormat()
  /// Number in the font table; nil before any is named.
  var font: Int?
  /// How many characters stand in for one of Unicode, for readers that don't know it (`\uc`).
  var fallbackLength = 1
  var isInTable = false
  /// Tables in one another, where a table says so (`\itap`).
  var tableDepth = 1
  var destination = Destination.text
  /// What is to be done when the group ends; a group within it has an end of its own.
  var ending = Ending.nothing

  /// Points, where nothing names a size.
  static let defaultSize = 12.0

  /// Where text goes.
  enum Destination: Hashable {
    case text
    /// A field's code.
    case instruction
    /// The bullet or number before a list's paragraph.
    case listText
    case fontTable, colorTable, styleSheet
    case shapePropertyName, shapePropertyValue
    case info(Info)
    /// What describes a row within another table's cell.
    case nestedRow
    /// The half of an `\upr` for readers without Unicode; what the other half goes to.
    indirect case alternative(to: Destination)
    case nowhere
  }

  enum Info: Hashable {
    case title, author, generator, created, modified
  }

  enum Ending {
    case nothing, field, listText, shape, shapeProperty
    case style
    case info(Info)
    case story(Story)
  }

  /// Text that stands apart from the text around its group.
  enum Story: Hashable {
    case header(Page)
    case footer(Page)
    case note, textBox
  }

  /// Which pages a header or footer is for.
  enum Page: Hashable, CaseIterable {
    case first, any, left
  }

  /// As a paragraph that ends here is set.
  var effectiveParagraph: ParagraphFormat {
    var paragraph = paragraph
    paragraph.tableDepth = isInTable ? max(1, tableDepth) : 0
    return paragraph
  }
}
