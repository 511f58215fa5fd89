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
  var fields = FieldCodes()

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
