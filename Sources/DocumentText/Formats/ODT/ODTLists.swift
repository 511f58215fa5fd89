/// How the levels of a list are marked.
///
/// Source: OASIS OpenDocument 1.3, part 3, §16.31.
struct ODTListStyle {
  fileprivate struct Level {
    var bullet: String?
    var format = ""
    var prefix = ""
    var suffix = ""
    var displayLevels = 1
    var start = 1
    var left: Double?
    var firstLine: Double?
  }

  fileprivate var levels: [Int: Level] = [:]

  init(_ tree: ODFTree, _ element: Int) {
    for child in tree.children(element) {
      guard let index = tree.integer(child, .level), (1...10).contains(index) else { continue }
      var level = Level()
      switch tree.tag(child) {
      case .listBullet:
        let text = tree.attribute(child, .bulletCharacter) ?? "•"
        let drawn = TextNormalizer.normalized(text).filter { $0 != " " }
        level.bullet = drawn.isEmpty ? "•" : drawn
      case .listImage: level.bullet = "•"
      case .listNumber:
        level.format = tree.attribute(child, .format) ?? ""
        level.prefix = tree.attribute(child, .prefix) ?? ""
        level.suffix = tree.attribute(child, .suffix) ?? ""
        level.displayLevels = max(1, min(tree.integer(child, .displayLevels) ?? 1, 10))
        level.start = tree.integer(child, .startValue) ?? 1
      default: continue
      }
      if let properties = tree.child(child, .listProperties) {
        level.left = tree.attribute(properties, .spaceBefore).flatMap { CSSValue.points($0, em: 12) }
        if let alignment = tree.child(properties, .listAlignment) {
          level.left = tree.attribute(alignment, .marginLeft).flatMap { CSSValue.points($0, em: 12) } ?? level.left
          level.firstLine = tree.attribute(alignment, .textIndent).flatMap { CSSValue.points($0, em: 12) }
        }
      }
      levels[index] = level
    }
  }

  /// Left edge of a level's text, in points.
  func left(level: Int) -> Double? { levels[level]?.left }

  /// What stands before an item.
  ///
  /// - Parameter counts: of this level and those above it, the outermost first.
  fileprivate func mark(_ counts: [Int]) -> String? {
    guard let level = levels[counts.count] else { return nil }
    if let bullet = level.bullet { return bullet }
    guard !level.format.isEmpty else { return nil }
    let first = max(0, counts.count - level.displayLevels)
    let numbers = (first..<counts.count).map { at in
      ListNumber.text(counts[at], format: Self.format(levels[at + 1]?.format ?? "1"))
    }
    let text = TextNormalizer.normalized(level.prefix + numbers.joined(separator: ".") + level.suffix)
      .split(separator: " ").joined(separator: " ")
    return text.isEmpty ? nil : text
  }

  private static func format(_ format: String) -> String {
    switch format {
    case "a": "lowerLetter"
    case "A": "upperLetter"
    case "i": "lowerRoman"
    case "I": "upperRoman"
    default: "decimal"
    }
  }

  fileprivate func start(level: Int) -> Int { levels[level]?.start ?? 1 }
}

/// The lists that are open, and how far each level has counted.
struct ODTLists {
  private var open: [(style: String?, count: Int?)] = []
  /// How far a style's outermost level had counted when its list ended.
  private var ended: [String: Int] = [:]

  var depth: Int { open.count }
  /// The style that marks the innermost list's items.
  var style: String? { open.last { $0.style != nil }?.style }

  mutating func begin(style: String?, continues: Bool) {
    let count = open.isEmpty && continues ? style.flatMap { ended[$0] } : nil
    open.append((style, count))
  }

  mutating func end() {
    guard let last = open.popLast(), open.isEmpty, let style = last.style, let count = last.count else { return }
    ended[style] = count
  }

  /// Counts one more item.
  ///
  /// - Parameter start: what the item itself asks to be counted as.
  mutating func next(_ style: ODTListStyle?, start: Int?) -> String? {
    guard !open.isEmpty, let style else { return open.isEmpty ? nil : "•" }
    let level = open.count
    let count = start ?? open[level - 1].count.map { min($0 + 1, 1_000_000) } ?? style.start(level: level)
    open[level - 1].count = count
    return style.mark(open.map { $0.count ?? 1 })
  }
}
