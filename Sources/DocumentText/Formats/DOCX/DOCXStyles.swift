/// A document's styles, resolved along their inheritance.
///
/// Source: ECMA-376 Part 1, §17.7. Toggle properties override rather than alternate.
struct DOCXStyles {
  /// A style with all that it inherits, document defaults excluded.
  struct Resolved {
    var run = RunProperties()
    var paragraph = ParagraphProperties()
    /// 1… where it is one of Word's headings or titles by name.
    var namedHeading: Int?
    /// Whether any part of a table in this style is shaded.
    var isShaded = false
  }

  private struct Definition {
    var basedOn: String?
    var own = Resolved()
  }

  private(set) var defaultRun = RunProperties()
  private(set) var defaultParagraph = ParagraphProperties()
  private(set) var defaultParagraphStyle: String?
  private var definitions: [String: Definition] = [:]
  private var resolved: [String: Resolved] = [:]

  /// Styles that inherit from one another, at most; a circle ends here too.
  private static let maximumChain = 32

  init() {}

  init(_ tree: OOXMLTree) {
    self.init()
    if let root = tree.root { self.init(tree, root) }
  }

  /// - Parameter list: the element that holds the styles.
  init(_ tree: OOXMLTree, _ list: Int) {
    for child in tree.children(list) {
      switch tree.tag(child) {
      case .docDefaults:
        if let run = tree.child(child, .rPrDefault).flatMap({ tree.child($0, .rPr) }) {
          defaultRun = RunProperties(tree, run)
        }
        if let paragraph = tree.child(child, .pPrDefault).flatMap({ tree.child($0, .pPr) }) {
          defaultParagraph = ParagraphProperties(tree, paragraph)
        }
      case .style: define(tree, child)
      default: break
      }
    }
  }

  private mutating func define(_ tree: OOXMLTree, _ element: Int) {
    guard let id = tree.attribute(element, .styleId) else { return }
    var definition = Definition()
    for child in tree.children(element) {
      switch tree.tag(child) {
      case .name: definition.own.namedHeading = tree.attribute(child, .val).flatMap(HeadingStyle.level(named:))
      case .basedOn: definition.basedOn = tree.attribute(child, .val)
      case .rPr: definition.own.run = RunProperties(tree, child)
      case .pPr: definition.own.paragraph = ParagraphProperties(tree, child)
      case .tblPr, .tcPr, .tblStylePr:
        if holdsShading(tree, child) { definition.own.isShaded = true }
      default: break
      }
    }
    definitions[id] = definition
    if tree.attribute(element, .type) == "paragraph",
      ["1", "true", "on"].contains(tree.attribute(element, .defaultStyle))
    {
      defaultParagraphStyle = id
    }
  }

  private func holdsShading(_ tree: OOXMLTree, _ element: Int) -> Bool {
    tree.children(element).contains { child in
      if tree.tag(child) == .shd { return RunProperties.shading(tree, child) != .clear }
      return [.tcPr, .tblPr].contains(tree.tag(child)) && holdsShading(tree, child)
    }
  }

  /// A style with all that it inherits; an unknown one is plain.
  mutating func style(_ id: String?) -> Resolved {
    guard let id else { return Resolved() }
    if let known = resolved[id] { return known }
    var chain: [Definition] = []
    var next: String? = id
    while let current = next, let definition = definitions[current], chain.count < Self.maximumChain {
      chain.append(definition)
      next = definition.basedOn
    }
    var style = Resolved()
    for definition in chain.reversed() {
      style.run.apply(definition.own.run)
      style.paragraph.apply(definition.own.paragraph)
      style.namedHeading = definition.own.namedHeading ?? style.namedHeading
      style.isShaded = style.isShaded || definition.own.isShaded
    }
    resolved[id] = style
    return style
  }
}
