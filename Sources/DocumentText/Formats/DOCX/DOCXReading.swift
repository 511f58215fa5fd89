import ResumeModel

/// What the parts of one document share while it is read: styles, lists, limits, and what was found beside lines.
final class DOCXReading {
  var package: DOCXPackage
  var styles = DOCXStyles()
  var numbering = DOCXNumbering()
  let context: FlowContext
  let options: ReadingOptions
  /// Notes in the order of their references.
  var footnotes: [String] = []
  var endnotes: [String] = []
  /// Whether shapes or pictures lie behind the text, so that white text may be meant to be seen.
  var hasBackdrop = false

  init(_ parts: consuming DOCXParts, options: ReadingOptions) {
    package = DOCXPackage(parts)
    self.options = options
    context = FlowContext(options)
  }

  func document() throws(ExtractionError) -> Document {
    let (name, tree) = try package.mainPart()
    guard let root = tree.root, let body = tree.child(root, .body) else {
      throw ExtractionError(.corrupt, "\(name) has no body; save the document anew")
    }
    let relationships = package.relationships(of: name)
    let sections = DOCXSections(tree, relationships: relationships)
    let headers = sections.parts(.header, reading: self)
    let footers = sections.parts(.footer, reading: self)
    readDefinitions(relationships, for: [tree] + (headers + footers).map(\.tree))
    hasBackdrop = ([tree] + headers.map(\.tree)).contains(where: DOCXBackdrop.isDrawn)

    var lines: [Line] = []
    try appendMargins(headers, .header, to: &lines)
    let walk = DOCXWalk(tree, relationships: relationships, part: .body, reading: self)
    var environment = DOCXWalk.Environment()
    if let background = tree.child(root, .background),
      let color = RunProperties.color(tree.attribute(background, .color))
    {
      environment.shading = .fill(color)
    }
    lines += try walk.lines(in: body, environment)
    try appendNotes("footnotes", footnotes, relationships, to: &lines)
    try appendNotes("endnotes", endnotes, relationships, to: &lines)
    try appendMargins(footers, .footer, to: &lines)

    let metadata = package.metadata()
    let warnings = package.warnings + [context.hiddenTextWarning].compactMap { $0 }
    return Document(format: .docx, metadata: metadata, pages: [context.page(lines)], warnings: warnings)
  }

  /// Styles and lists, as far as these parts can make use of them.
  private func readDefinitions(_ relationships: DOCXRelationships, for trees: [OOXMLTree]) {
    if let name = relationships.part("styles") {
      let used = trees.flatMap { tree in
        tree.elements.indices.compactMap { tree.tag($0) == .tblStyle ? tree.attribute($0, .val) : nil }
      }
      let trimming = StyleSheetTrimming(keepingTableStyles: Set(used))
      if let tree = package.sidePart(name, trimmedBy: trimming.trimmed) { styles = DOCXStyles(tree) }
    }
    if let name = relationships.part("numbering"), let tree = package.sidePart(name) { numbering = DOCXNumbering(tree) }
  }

  /// Headers or footers, each once: sections often repeat the same.
  private func appendMargins(_ parts: [DOCXSections.Part], _ kind: LinePart, to lines: inout [Line])
    throws(ExtractionError)
  {
    var seen: Set<String> = []
    for part in parts {
      guard let root = part.tree.root else { continue }
      let walk = DOCXWalk(
        part.tree, relationships: package.relationships(of: part.name), part: kind, reading: self)
      let found = try walk.lines(in: root, DOCXWalk.Environment())
      guard !found.isEmpty, seen.insert(found.map(\.text).joined(separator: "\n")).inserted else { continue }
      lines += found
    }
  }

  private func appendNotes(
    _ kind: String, _ ids: [String], _ relationships: DOCXRelationships, to lines: inout [Line]
  ) throws(ExtractionError) {
    guard !ids.isEmpty, let target = relationships.part(kind),
      let tree = package.sidePart(target), let root = tree.root
    else { return }
    let walk = DOCXWalk(tree, relationships: package.relationships(of: target), part: .body, reading: self)
    var notes: [String: Int] = [:]
    for child in tree.children(root) { if let id = tree.attribute(child, .id) { notes[id] = child } }
    for id in ids {
      guard let note = notes.removeValue(forKey: id) else { continue }
      lines += try walk.lines(in: note, DOCXWalk.Environment())
    }
  }
}

/// Whether something drawn lies behind the text of a part.
enum DOCXBackdrop {
  static func isDrawn(_ tree: OOXMLTree) -> Bool {
    tree.elements.indices.contains { element in
      switch tree.tag(element) {
      case .shapeProperties: fill(ofShape: element, tree) != nil
      case .vmlShape, .vmlRectangle, .vmlRoundedRectangle: vmlFill(element, tree) != nil
      case .anchor: ["1", "true"].contains(tree.attribute(element, .behindDoc))
      default: false
      }
    }
  }

  /// The fill of a DrawingML shape; nil where it has none.
  ///
  /// - Parameter element: a `wps:spPr`.
  static func fill(ofShape element: Int, _ tree: OOXMLTree) -> Shading? {
    if tree.child(element, .gradientFill) != nil || tree.child(element, .pictureFill) != nil { return .fill(0x808080) }
    guard let solid = tree.child(element, .solidFill) else { return nil }
    if let color = tree.child(solid, .rgbColor) {
      return RunProperties.color(tree.attribute(color, .val)).map(Shading.fill)
    }
    if let color = tree.child(solid, .schemeColor) {
      return .fill(["bg1", "lt1"].contains(tree.attribute(color, .val)) ? 0xFFFFFF : 0x808080)
    }
    return .fill(0x808080)
  }

  static func vmlFill(_ element: Int, _ tree: OOXMLTree) -> Shading? {
    if ["f", "false"].contains(tree.attribute(element, .filled)) { return nil }
    guard let color = tree.attribute(element, .fillcolor) else { return nil }
    return color.hasPrefix("white") || color.lowercased().hasPrefix("#fff") ? .fill(0xFFFFFF) : .fill(0x808080)
  }
}
