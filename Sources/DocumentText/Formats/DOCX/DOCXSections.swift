/// Which headers and footers a document's sections show.
struct DOCXSections {
  enum Margin {
    case header
    case footer
  }

  struct Part {
    let name: String
    let tree: OOXMLTree
  }

  private struct Reference {
    let margin: Margin
    let kind: String
    let target: String
  }

  private var references: [Reference] = []
  private let settings: String?

  init(_ tree: OOXMLTree, relationships: DOCXRelationships) {
    settings = relationships.part("settings")
    for element in tree.elements.indices where tree.tag(element) == .sectPr {
      let showsFirst = tree.child(element, .titlePg).map(tree.isOn) ?? false
      for child in tree.children(element) {
        guard tree.tag(child) == .headerReference || tree.tag(child) == .footerReference,
          let id = tree.attribute(child, .id), let target = relationships[id]?.target
        else { continue }
        let kind = tree.attribute(child, .type) ?? "default"
        if kind == "first" && !showsFirst { continue }
        references.append(
          Reference(margin: tree.tag(child) == .headerReference ? .header : .footer, kind: kind, target: target))
      }
    }
  }

  /// The parts, each once: of the first page before those of the others.
  func parts(_ margin: Margin, reading: DOCXReading) -> [Part] {
    var parts: [Part] = []
    var seen: Set<String> = []
    for kind in ["first", "default", "even"] {
      let wanted = references.filter { $0.margin == margin && $0.kind == kind }
      if wanted.isEmpty || kind == "even" && !hasEvenPages(reading) { continue }
      for reference in wanted where seen.insert(reference.target).inserted {
        if let tree = reading.package.sidePart(reference.target) {
          parts.append(Part(name: reference.target, tree: tree))
        }
      }
    }
    return parts
  }

  private func hasEvenPages(_ reading: DOCXReading) -> Bool {
    guard let settings, let tree = reading.package.sidePart(settings), let root = tree.root else { return false }
    return tree.child(root, .evenAndOddHeaders).map(tree.isOn) ?? false
  }
}
