/// A document's lists, and how far each has counted.
///
/// Source: ECMA-376 Part 1, §17.9.
struct DOCXNumbering {
  private struct Level {
    var format = "decimal"
    var text = ""
    var start = 1
    var paragraphStyle: String?
    var paragraph = ParagraphProperties()
  }

  private struct Instance {
    var abstractID: String
    var overrides: [Int: Level] = [:]
    var starts: [Int: Int] = [:]
  }

  private var abstracts: [String: [Int: Level]] = [:]
  /// Lists that are defined by a numbering style, and the lists that such styles name.
  private var styleLinks: [String: String] = [:]
  private var linkedStyles: [String: String] = [:]
  private var instances: [Int: Instance] = [:]
  private var counters: [String: [Int: Int]] = [:]
  private var started: Set<Int> = []

  init() {}

  init(_ tree: OOXMLTree) {
    guard let root = tree.root else { return }
    for child in tree.children(root) {
      switch tree.tag(child) {
      case .abstractNum: defineAbstract(tree, child)
      case .num: defineInstance(tree, child)
      default: break
      }
    }
  }

  private mutating func defineAbstract(_ tree: OOXMLTree, _ element: Int) {
    guard let id = tree.attribute(element, .abstractNumId) else { return }
    var levels: [Int: Level] = [:]
    for child in tree.children(element) {
      switch tree.tag(child) {
      case .lvl:
        if let (index, level) = Self.level(tree, child) { levels[index] = level }
      case .styleLink:
        if let style = tree.attribute(child, .val) { linkedStyles[style] = id }
      case .numStyleLink:
        styleLinks[id] = tree.attribute(child, .val)
      default: break
      }
    }
    abstracts[id] = levels
  }

  private mutating func defineInstance(_ tree: OOXMLTree, _ element: Int) {
    guard let id = tree.integer(element, .numId), let abstract = tree.child(element, .abstractNumId),
      let abstractID = tree.attribute(abstract, .val)
    else { return }
    var instance = Instance(abstractID: abstractID)
    for child in tree.children(element) where tree.tag(child) == .lvlOverride {
      guard let index = tree.integer(child, .ilvl) else { continue }
      if let start = tree.child(child, .startOverride) { instance.starts[index] = tree.integer(start, .val) }
      if let level = tree.child(child, .lvl), let (_, override) = Self.level(tree, level) {
        instance.overrides[index] = override
      }
    }
    instances[id] = instance
  }

  private static func level(_ tree: OOXMLTree, _ element: Int) -> (Int, Level)? {
    guard let index = tree.integer(element, .ilvl) else { return nil }
    var level = Level()
    for child in tree.children(element) {
      switch tree.tag(child) {
      case .numFmt: level.format = tree.attribute(child, .val) ?? level.format
      case .lvlText: level.text = tree.attribute(child, .val) ?? ""
      case .start: level.start = tree.integer(child, .val) ?? 1
      case .pStyle: level.paragraphStyle = tree.attribute(child, .val)
      case .pPr: level.paragraph = ParagraphProperties(tree, child)
      default: break
      }
    }
    return (index, level)
  }

  private func levels(of instance: Instance) -> (id: String, levels: [Int: Level]) {
    if let style = styleLinks[instance.abstractID], let linked = linkedStyles[style], let levels = abstracts[linked] {
      return (linked, levels)
    }
    return (instance.abstractID, abstracts[instance.abstractID] ?? [:])
  }

  /// The level that a list ties to a paragraph style, or 0.
  func level(of style: String?, in numberingID: Int) -> Int {
    guard let style, let instance = instances[numberingID] else { return 0 }
    // The first, should several claim it: a dictionary has no order that two runs share.
    return levels(of: instance).levels.filter { $0.value.paragraphStyle == style }.keys.min() ?? 0
  }

  /// Indents that a level gives to its paragraphs.
  func paragraph(_ numberingID: Int, level: Int) -> ParagraphProperties {
    guard let instance = instances[numberingID] else { return ParagraphProperties() }
    return (instance.overrides[level] ?? levels(of: instance).levels[level])?.paragraph ?? ParagraphProperties()
  }

  /// Counts one more paragraph and tells what stands before it; nil where nothing is drawn.
  mutating func next(_ numberingID: Int, level: Int) -> String? {
    guard let instance = instances[numberingID] else { return nil }
    let (id, levels) = levels(of: instance)
    func definition(_ level: Int) -> Level? { instance.overrides[level] ?? levels[level] }
    guard let current = definition(level) else { return nil }
    if started.insert(numberingID).inserted {
      for (level, start) in instance.starts { counters[id, default: [:]][level] = start - 1 }
    }
    var counts = counters[id] ?? [:]
    counts[level] = min((counts[level] ?? current.start - 1) + 1, 1_000_000)
    for deeper in counts.keys where deeper > level { counts[deeper] = nil }
    counters[id] = counts
    if current.format == "bullet" {
      let text = TextNormalizer.normalized(current.text).filter { $0 != " " }
      return text.isEmpty && !current.text.isEmpty ? "•" : text.isEmpty ? nil : text
    }
    // "%1.%2" names the counts of other levels.
    var text = ""
    var isReference = false
    for scalar in current.text.unicodeScalars {
      if isReference, let digit = Int(String(scalar)), digit > 0 {
        let referred = definition(digit - 1)
        text += ListNumber.text(counts[digit - 1] ?? referred?.start ?? 1, format: referred?.format ?? "decimal")
        isReference = false
      } else if scalar == "%" {
        isReference = true
      } else {
        text.unicodeScalars.append(scalar)
        isReference = false
      }
    }
    text = TextNormalizer.normalized(text).split(separator: " ").joined(separator: " ")
    return text.isEmpty ? nil : text
  }
}
