import ResumeModel

/// Walks the blocks of one part: paragraphs, tables, content controls.
final class DOCXWalk {
  /// What surrounds a block.
  struct Environment {
    /// What lies behind it: a cell's, a shape's or the page's fill.
    var shading = Shading.clear
    /// What the table's style says of text.
    var tableRun = RunProperties()
    var part: LinePart?
    /// Alternatives and shapes in one another.
    var depth = 0
  }

  let tree: OOXMLTree
  let relationships: [String: DOCXPackage.Relationship]
  let part: LinePart
  let reading: DOCXReading
  /// Fields that are open; they may span paragraphs.
  var fields = DOCXFields()

  init(
    _ tree: OOXMLTree, relationships: [String: DOCXPackage.Relationship], part: LinePart, reading: DOCXReading
  ) {
    self.tree = tree
    self.relationships = relationships
    self.part = part
    self.reading = reading
  }

  /// The lines of a container, in a region of their own.
  func lines(in element: Int, _ environment: Environment) throws(ExtractionError) -> [Line] {
    var flow = TextFlow(region: reading.context.nextRegion())
    try walk(element, environment, &flow)
    return flow.lines
  }

  func walk(_ element: Int, _ environment: Environment, _ flow: inout TextFlow) throws(ExtractionError) {
    for child in tree.children(element) {
      switch tree.tag(child) {
      case .p: try DOCXParagraph.read(child, environment, walk: self, into: &flow)
      case .tbl: try DOCXTable.read(child, environment, walk: self, into: &flow)
      case .alternateContent:
        if let choice = alternative(child) { try walk(choice, environment, &flow) }
      case .altChunk:
        reading.package.warn(.partlyRead, "a part in another format, embedded whole, is not read")
      case .del, .moveFrom, .sectPr, .pPr, .rPr, .tblPr, .tcPr, .trPr: continue
      default: try walk(child, environment, &flow)
      }
    }
  }

  /// The one branch of an alternative that is shown: the newer where there is one.
  func alternative(_ element: Int) -> Int? {
    tree.child(element, .choice) ?? tree.child(element, .fallback)
  }

  /// A hyperlink's target; anchors within the document lead nowhere.
  func target(of relationship: String?) -> String? {
    guard let relationship, let found = relationships[relationship], found.isExternal else { return nil }
    let target = TextNormalizer.normalized(found.target)
    return target.isEmpty || target.hasPrefix("#") ? nil : target
  }
}

/// Fields that are being read: their instructions are not shown, their results are.
///
/// Source: ECMA-376 Part 1, §17.16.
struct DOCXFields {
  private struct Field {
    var instruction = ""
    var isInResult = false
    var link: String?
  }

  private var open: [Field] = []

  /// Fields in one another, at most.
  private static let maximumDepth = 32

  var isInInstruction: Bool { open.contains { !$0.isInResult } }

  var link: String? { open.last { $0.link != nil }?.link }

  /// Whether what is shown is a page number.
  var isPageNumber: Bool { open.contains { Self.isPageNumber($0.instruction) } }

  mutating func mark(_ kind: String?) {
    switch kind {
    case "begin":
      if open.count < Self.maximumDepth { open.append(Field()) }
    case "separate":
      guard !open.isEmpty else { return }
      open[open.count - 1].isInResult = true
      open[open.count - 1].link = Self.hyperlink(open[open.count - 1].instruction)
    case "end": _ = open.popLast()
    default: break
    }
  }

  mutating func append(instruction: String) {
    guard !open.isEmpty, !open[open.count - 1].isInResult else { return }
    open[open.count - 1].instruction += instruction
  }

  static func isPageNumber(_ instruction: String) -> Bool {
    let name = instruction.split(separator: " ").first?.uppercased()
    return name == "PAGE" || name == "NUMPAGES" || name == "SECTIONPAGES"
  }

  /// `HYPERLINK "https://…" \o "tip"` → its target; `\l` names a place in the document.
  static func hyperlink(_ instruction: String) -> String? {
    var rest = instruction.drop { $0 == " " }
    guard rest.prefix(9).uppercased() == "HYPERLINK" else { return nil }
    rest = rest.dropFirst(9).drop { $0 == " " }
    guard let first = rest.first, first != "\\" else { return nil }
    let isQuoted = first == "\"" || first == "“"
    let target = isQuoted ? rest.dropFirst().prefix { $0 != "\"" && $0 != "”" } : rest.prefix { $0 != " " }
    return target.isEmpty || target.hasPrefix("#") ? nil : TextNormalizer.normalized(String(target))
  }
}
