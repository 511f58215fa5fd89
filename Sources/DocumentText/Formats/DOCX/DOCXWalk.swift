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
  let relationships: DOCXRelationships
  let part: LinePart
  let reading: DOCXReading
  /// Fields that are open; they may span paragraphs.
  var fields = FieldCodes()

  init(
    _ tree: OOXMLTree, relationships: DOCXRelationships, part: LinePart, reading: DOCXReading
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
    // The large first letter of the paragraph that follows.
    var dropCap: Int?
    var framed = 0
    for child in tree.children(element) {
      if framed > 0 {
        framed -= 1
        if framed == 0 { flow.beginRegion(reading.context.nextRegion()) }
      }
      switch tree.tag(child) {
      case .p:
        if let kind = frame(of: child).flatMap({ tree.attribute($0, .dropCap) }), kind != "none" {
          dropCap = child
          continue
        }
        if framed == 0, let count = framedParagraphs(from: child) {
          flow.beginRegion(reading.context.nextRegion())
          framed = count
        }
        try DOCXParagraph.read(child, environment, dropCap: dropCap, walk: self, into: &flow)
        dropCap = nil
      case .tbl: try DOCXTable.read(child, environment, walk: self, into: &flow)
      case .alternateContent:
        if let choice = alternative(child) { try walk(choice, environment, &flow) }
      case .altChunk: try readEmbedded(child, &flow)
      case .del, .moveFrom, .sectPr, .pPr, .rPr, .tblPr, .tcPr, .trPr: continue
      case .sdt where showsPlaceholder(child): continue
      case .annotation where isRemoved(child): continue
      default: try walk(child, environment, &flow)
      }
    }
  }

  private func frame(of paragraph: Int) -> Int? {
    tree.child(paragraph, .pPr).flatMap { tree.child($0, .frame) }
  }

  /// How many paragraphs from here on stand in a frame beside the text; nil where they are too few for a column.
  private func framedParagraphs(from paragraph: Int) -> Int? {
    var count = 0
    var next: Int? = paragraph
    while let current = next, tree.tag(current) == .p, frame(of: current) != nil {
      count += 1
      next = tree.next(current)
    }
    return count >= 3 ? count : nil
  }

  /// Whether a content control shows what should be filled in rather than what was.
  func showsPlaceholder(_ control: Int) -> Bool {
    guard let properties = tree.child(control, .sdtProperties) else { return false }
    return tree.child(properties, .showingPlaceholder).map(tree.isOn) ?? false
  }

  /// A deletion or a remark, as Word's XML of 2003 has them.
  func isRemoved(_ annotation: Int) -> Bool {
    ["Word.Deletion", "Word.Comment"].contains(tree.attribute(annotation, .type))
  }

  /// A part in another format that Word would take in when it opens the document.
  private func readEmbedded(_ element: Int, _ flow: inout TextFlow) throws(ExtractionError) {
    let target = tree.attribute(element, .id).flatMap { relationships[$0] }.flatMap { $0.isExternal ? nil : $0.target }
    let part = target.flatMap { reading.package.bytes(of: $0) }.map { DocumentBytes($0) }
    // An archive within an archive could hold itself.
    guard let part, !part.bytes.starts(with: "PK".utf8), let reader = DocumentReaders.reader(of: part),
      let document = try? reader.read(part, options: reading.options)
    else {
      reading.package.warn(.partlyRead, "a part in another format, embedded whole, could not be read")
      return
    }
    for page in document.pages {
      var regions: [Int: Int] = [:]
      for var line in page.lines {
        let region = regions[line.region] ?? reading.context.nextRegion()
        regions[line.region] = region
        line.region = region
        line.cell = nil
        try reading.context.count(line)
        flow.append(contentsOf: [line])
      }
      reading.context.hidden += page.hidden
    }
    flow.beginRegion(reading.context.nextRegion())
  }

  /// The one branch of an alternative that is shown: the newer where there is one.
  func alternative(_ element: Int) -> Int? {
    tree.child(element, .choice) ?? tree.child(element, .fallback)
  }

  /// The texts of a SmartArt drawing, from the part that holds its data.
  func diagram(_ relationship: String?, _ environment: Environment) throws(ExtractionError) -> [Line] {
    guard let found = relationship.flatMap({ relationships[$0] }), !found.isExternal,
      let data = reading.package.sidePart(found.target)
    else { return [] }
    var flow = TextFlow(region: reading.context.nextRegion())
    for paragraph in data.elements.indices where data.tag(paragraph) == .drawingParagraph {
      var assembly = LineAssembly()
      for run in data.children(paragraph) {
        for text in data.children(run) where data.tag(text) == .drawingText {
          assembly.append(data.text(text), style: Style())
        }
      }
      guard var (line, _) = assembly.finish() else { continue }
      line.part = .textBox
      try reading.context.count(line)
      flow.append(line)
    }
    return flow.lines
  }

  /// A hyperlink's target; anchors within the document lead nowhere.
  func target(of relationship: String?) -> String? {
    guard let relationship, let found = relationships[relationship], found.isExternal else { return nil }
    let target = TextNormalizer.normalized(found.target)
    return target.isEmpty || target.hasPrefix("#") ? nil : target
  }
}
