/// A document's styles and fonts.
///
/// Source: [MS-DOC] §2.9.271 (STSH), §2.9.260 (STD), §2.9.283 (fonts).
struct DOCStyles {
  private struct Definition {
    var base: Int
    var headingLevel: Int?
    var paragraphChanges: ArraySlice<UInt8> = []
    var characterChanges: ArraySlice<UInt8> = []
  }

  /// A style with all that it inherits.
  struct Resolved {
    var paragraph = DOCParagraph()
    var character = DOCCharacter()
  }

  private var definitions: [Definition?] = []
  private(set) var styles: [Resolved] = []
  private(set) var fonts: [String] = []

  /// Styles that inherit from one another, at most; a circle ends here too.
  private static let maximumChain = 32
  /// The number that stands for no style.
  private static let none = 0xFFF

  init(_ table: BinaryData, _ header: DOCHeader) {
    if let location = header.location(of: .fonts) { readFonts(table, location) }
    if let location = header.location(of: .styles) { readStyles(table, location) }
    styles = definitions.indices.map(resolve)
  }

  func style(_ number: Int) -> Resolved {
    styles.indices.contains(number) ? styles[number] : Resolved()
  }

  /// What a character style, or nothing, says of characters.
  func characterChanges(of number: Int) -> ArraySlice<UInt8> {
    definitions.indices.contains(number) ? definitions[number]?.characterChanges ?? [] : []
  }

  // MARK: Reading

  private mutating func readStyles(_ table: BinaryData, _ location: Range<Int>) {
    guard let length = table.uint16(location.lowerBound), let count = table.uint16(location.lowerBound + 2),
      let baseSize = table.uint16(location.lowerBound + 4)
    else { return }
    var at = location.lowerBound + 2 + length
    for _ in 0..<min(count, 4095) {
      guard let size = table.uint16(at), at + 2 + size <= location.upperBound else { break }
      definitions.append(Self.definition(table, at + 2..<at + 2 + size, baseSize: baseSize))
      at += 2 + size + size % 2
    }
  }

  private static func definition(_ table: BinaryData, _ range: Range<Int>, baseSize: Int) -> Definition? {
    guard range.count > baseSize, let first = table.uint16(range.lowerBound),
      let second = table.uint16(range.lowerBound + 2), let third = table.uint16(range.lowerBound + 4),
      let nameLength = table.uint16(range.lowerBound + baseSize)
    else { return nil }
    var definition = Definition(base: second >> 4)
    // Built-in styles are known by number in any language: headings are 1 to 9, the title 62.
    let identifier = first & 0xFFF
    definition.headingLevel = (1...9).contains(identifier) ? identifier : identifier == 62 ? 1 : nil
    var at = range.lowerBound + baseSize + 2 + (nameLength + 1) * 2
    let isParagraph = second & 0xF == 1
    for index in 0..<third & 0xF {
      // Each begins at an even distance from the style's beginning.
      at += (at - range.lowerBound) % 2
      guard let size = table.uint16(at), at + 2 + size <= range.upperBound,
        let changes = table.slice(at + 2, count: size)
      else { break }
      switch (isParagraph, index) {
      // A paragraph's begin with the style's own number.
      case (true, 0): definition.paragraphChanges = changes.dropFirst(2)
      case (true, 1): definition.characterChanges = changes
      case (false, 0) where second & 0xF == 2: definition.characterChanges = changes
      default: break
      }
      at += 2 + size
    }
    return definition
  }

  private mutating func readFonts(_ table: BinaryData, _ location: Range<Int>) {
    guard let count = table.uint16(location.lowerBound) else { return }
    var at = location.lowerBound + 4
    for _ in 0..<min(count, 4095) {
      guard at < location.upperBound, let size = table.uint8(at) else { break }
      // The name follows 39 bytes of description and ends with a zero.
      let name = table.utf16(at + 40, count: max(0, (size - 39) / 2)) ?? ""
      fonts.append(String(name.prefix { $0 != "\0" }))
      at += 1 + size
    }
  }

  // MARK: Inheritance

  private func resolve(_ number: Int) -> Resolved {
    var chain: [Definition] = []
    var next = number
    while next != Self.none, chain.count < Self.maximumChain, definitions.indices.contains(next),
      let definition = definitions[next]
    {
      chain.append(definition)
      next = definition.base
    }
    var style = Resolved()
    style.paragraph.style = number
    for definition in chain.reversed() {
      let inherited = style.character.format
      for change in DOCChange.all(in: definition.paragraphChanges) { style.paragraph.apply(change) }
      for change in DOCChange.all(in: definition.characterChanges) { style.character.apply(change, over: inherited) }
      if let level = definition.headingLevel { style.paragraph.format.headingLevel = level }
    }
    style.paragraph.format.spacing.style = "\(number)"
    return style
  }
}
