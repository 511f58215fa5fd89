/// A document's styles, resolved along their inheritance.
///
/// Source: OASIS OpenDocument 1.3, part 3, §16.
struct ODTStyles {
  /// A style with all that it inherits.
  struct Resolved {
    var run = RunProperties()
    var paragraph = ParagraphProperties()
    /// What lies behind a cell, a frame or a section.
    var shading: Shading?
    var listStyle: String?
    var masterPage: String?
    /// 1… where it is one of the headings or the title.
    var headingLevel: Int?
    /// Stands at the top of a column.
    var startsColumn = false
  }

  private struct Definition {
    var parent: String?
    var own = Resolved()
    /// Of its parent's font.
    var sizeFactor: Double?
  }

  private struct Key: Hashable {
    let family: String
    let name: String
  }

  private var definitions: [Key: Definition] = [:]
  private var defaults: [String: Definition] = [:]
  private var fonts: [String: String] = [:]
  private var resolved: [Key: Resolved] = [:]
  private(set) var lists: [String: ODTListStyle] = [:]
  /// Whether shapes with a fill may lie behind text, so that white text may be meant to be seen.
  private(set) var hasFills = false

  private static let maximumChain = 32

  /// - Parameter root: of the content or of the styles; what is added later wins.
  mutating func add(_ tree: ODFTree, _ root: Int) {
    for child in tree.children(root) {
      switch tree.tag(child) {
      case .fontFace:
        if let name = tree.attribute(child, .name), let family = tree.attribute(child, .fontFamily) {
          fonts[name] = family.filter { $0 != "'" }
        }
      case .style: define(tree, child)
      case .defaultStyle:
        if let family = tree.attribute(child, .family) { defaults[family] = definition(tree, child) }
      case .listStyle:
        if let name = tree.attribute(child, .name) { lists[name] = ODTListStyle(tree, child) }
      case .automaticStyles, .commonStyles, .other: add(tree, child)
      default: break
      }
    }
  }

  private mutating func define(_ tree: ODFTree, _ element: Int) {
    guard let name = tree.attribute(element, .name), let family = tree.attribute(element, .family) else { return }
    definitions[Key(family: family, name: name)] = definition(tree, element)
  }

  private mutating func definition(_ tree: ODFTree, _ element: Int) -> Definition {
    var definition = Definition()
    definition.parent = tree.attribute(element, .parentStyleName)
    // An empty name takes an inherited list away.
    definition.own.listStyle = tree.attribute(element, .listStyleName)
    definition.own.masterPage = tree.attribute(element, .masterPageName).flatMap { $0.isEmpty ? nil : $0 }
    let name = (tree.attribute(element, .displayName) ?? tree.attribute(element, .name) ?? "").lowercased()
    if let level = tree.integer(element, .defaultOutlineLevel), (1...9).contains(level) {
      definition.own.headingLevel = level
    } else if name == "title" {
      definition.own.headingLevel = 1
    } else if name.hasPrefix("heading "), let level = Int(name.dropFirst(8)), (1...9).contains(level) {
      definition.own.headingLevel = level
    }
    for child in tree.children(element) {
      switch tree.tag(child) {
      case .textProperties: readText(tree, child, &definition)
      case .paragraphProperties:
        definition.own.paragraph = ParagraphProperties(tree, child)
        definition.own.shading = definition.own.paragraph.shading
        definition.own.startsColumn = tree.attribute(child, .breakBefore) == "column"
      case .cellProperties, .tableProperties, .sectionProperties:
        definition.own.shading = Self.shading(tree, child) ?? definition.own.shading
      case .graphicProperties:
        switch tree.attribute(child, .fill) {
        case "none": definition.own.shading = .clear
        case "solid":
          let color = tree.attribute(child, .fillColor).flatMap { CSSValue.color($0) }
          definition.own.shading = .fill(color ?? 0x808080)
          if color != 0xFFFFFF { hasFills = true }
        case nil: definition.own.shading = Self.shading(tree, child)
        default:
          definition.own.shading = .fill(0x808080)
          hasFills = true
        }
      default: break
      }
    }
    return definition
  }

  private func readText(_ tree: ODFTree, _ element: Int, _ definition: inout Definition) {
    var run = RunProperties()
    run.isBold = tree.attribute(element, .fontWeight).map { $0 == "bold" || (Int($0) ?? 0) >= 600 }
    run.isItalic = tree.attribute(element, .fontStyle).map { $0 != "normal" }
    run.isCaps = tree.attribute(element, .textTransform).map { $0 == "uppercase" }
    run.isHidden = tree.attribute(element, .display).map { $0 == "none" }
    run.color = tree.attribute(element, .color).flatMap { CSSValue.color($0) }
    run.shading = Self.shading(tree, element)
    run.font =
      tree.attribute(element, .fontName).map { fonts[$0] ?? $0 }
      ?? tree.attribute(element, .fontFamily)?.filter { $0 != "'" }
    if let size = tree.attribute(element, .fontSize) {
      if size.hasSuffix("%") {
        definition.sizeFactor = Double(size.dropLast()).map { max(0, min($0 / 100, 10)) }
      } else {
        run.size = CSSValue.points(size, em: 12)
      }
    }
    definition.own.run = run
  }

  private static func shading(_ tree: ODFTree, _ element: Int) -> Shading? {
    guard let color = tree.attribute(element, .backgroundColor) else { return nil }
    return color == "transparent" ? .clear : CSSValue.color(color).map(Shading.fill)
  }

  /// A style with all that it inherits; an unknown one is the family's default.
  mutating func style(_ name: String?, family: String) -> Resolved {
    let key = Key(family: family, name: name ?? "")
    if let known = resolved[key] { return known }
    var chain: [Definition] = []
    var next = name
    while let current = next, let definition = definitions[Key(family: family, name: current)],
      chain.count < Self.maximumChain
    {
      chain.append(definition)
      next = definition.parent
    }
    var style = Resolved()
    for definition in [defaults[family]].compactMap({ $0 }) + chain.reversed() {
      style.run.apply(definition.own.run)
      if let factor = definition.sizeFactor { style.run.size = (style.run.size ?? 12) * factor }
      style.paragraph.apply(definition.own.paragraph)
      style.shading = definition.own.shading ?? style.shading
      style.listStyle = definition.own.listStyle ?? style.listStyle
      style.masterPage = definition.own.masterPage ?? style.masterPage
      style.headingLevel = definition.own.headingLevel ?? style.headingLevel
      style.startsColumn = definition.own.startsColumn
    }
    resolved[key] = style
    return style
  }

  /// What a stretch's own style says, over what surrounds it.
  func apply(textStyle name: String?, to run: inout RunProperties) {
    var chain: [Definition] = []
    var next = name
    while let current = next, let definition = definitions[Key(family: "text", name: current)],
      chain.count < Self.maximumChain
    {
      chain.append(definition)
      next = definition.parent
    }
    for definition in chain.reversed() {
      if let factor = definition.sizeFactor { run.size = (run.size ?? 12) * factor }
      run.apply(definition.own.run)
    }
  }
}

extension ParagraphProperties {
  /// - Parameter element: a `style:paragraph-properties`.
  fileprivate init(_ tree: ODFTree, _ element: Int) {
    self.init()
    func points(_ name: ODFAttribute) -> Double? {
      tree.attribute(element, name).flatMap { CSSValue.points($0, em: 12) }
    }
    let all = points(.margin)
    left = points(.marginLeft) ?? all
    before = points(.marginTop) ?? all
    after = points(.marginBottom) ?? all
    firstLine = points(.textIndent)
    isContextual = tree.attribute(element, .contextualSpacing).map { $0 == "true" }
    if let color = tree.attribute(element, .backgroundColor) {
      shading = color == "transparent" ? .clear : CSSValue.color(color).map(Shading.fill)
    }
  }
}
