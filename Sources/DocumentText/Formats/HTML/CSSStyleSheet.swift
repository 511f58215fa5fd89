/// A page's style sheets as rules, found by what their last step names.
struct CSSStyleSheet {
  struct Rule {
    let selector: CSSSelector
    let declarations: CSSDeclarations
    /// Where it stands among all rules.
    let order: Int
  }

  private var rules: [Rule] = []
  private var byKey: [CSSSelector.Key: [Int]] = [:]
  /// Whether any rule is of text drawn before an element.
  private(set) var hasDrawnText = false

  /// Rules and bytes that a page needs at most.
  private static let maximumRules = 20_000
  private static let maximumBytes = 4_000_000

  init() {}

  mutating func append(_ text: String) {
    guard text.utf8.count < Self.maximumBytes else { return }
    let text = CSSText.withoutComments(text)
    read(text[...], depth: 0)
  }

  /// The rules that hold for an element, with the greatest claim last.
  ///
  /// - Parameter isBefore: those for what is drawn before it instead.
  func rules(for path: [CSSElement], isBefore: Bool = false) -> [Rule] {
    guard let element = path.last, !rules.isEmpty else { return [] }
    var keys: [CSSSelector.Key] = [.any, .tag(element.tag)]
    keys += element.classes.map { .class($0) }
    if let id = element.id { keys.append(.id(id)) }
    var found: [Rule] = []
    for key in keys {
      for index in byKey[key] ?? []
      where rules[index].selector.isBefore == isBefore && rules[index].selector.matches(path) {
        found.append(rules[index])
      }
    }
    return found.sorted { ($0.selector.specificity, $0.order) < ($1.selector.specificity, $1.order) }
  }

  private mutating func read(_ text: Substring, depth: Int) {
    var rest = CSSText.trimmed(text)
    while let end = rest.firstIndex(where: { $0 == "{" || $0 == ";" || $0 == "}" }), rules.count < Self.maximumRules {
      guard rest[end] == "{" else {
        // `@import …;`, or a brace too many.
        rest = rest[rest.index(after: end)...]
        continue
      }
      let head = CSSText.trimmed(rest[..<end])
      let (block, after) = Self.block(rest[rest.index(after: end)...])
      rest = after
      if head.hasPrefix("@") {
        if depth < 8, Self.isShown(head.lowercased()) { read(block, depth: depth + 1) }
        continue
      }
      let declarations = CSSDeclarations(block)
      guard !declarations.list.isEmpty else { continue }
      for part in CSSText.split(head, at: ",").prefix(200) {
        guard let selector = CSSSelector(CSSText.trimmed(part)) else { continue }
        if selector.isBefore { hasDrawnText = true }
        byKey[selector.key, default: []].append(rules.count)
        rules.append(Rule(selector: selector, declarations: declarations, order: rules.count))
      }
    }
  }

  /// What stands between braces, and what follows.
  private static func block(_ text: Substring) -> (block: Substring, after: Substring) {
    var depth = 1
    var index = text.utf8.startIndex
    while index < text.utf8.endIndex {
      let byte = text.utf8[index]
      if byte == UInt8(ascii: "{") { depth += 1 }
      if byte == UInt8(ascii: "}") { depth -= 1 }
      if depth == 0 { return (text[..<index], text[text.utf8.index(after: index)...]) }
      index = text.utf8.index(after: index)
    }
    return (text, text[text.endIndex...])
  }

  /// Whether a block's rules hold on a wide screen.
  private static func isShown(_ head: String) -> Bool {
    if head.hasPrefix("@supports") || head.hasPrefix("@layer") { return true }
    guard head.hasPrefix("@media") else { return false }
    return head.dropFirst(6).split(separator: ",").contains { query in
      if query.contains("print") || query.contains("dark") || query.contains("speech") { return query.contains("not ") }
      for (key, holds) in [("max-width", { 960.0 <= $0 }), ("min-width", { 960.0 >= $0 })]
        as [(String, (Double) -> Bool)]
      {
        guard let range = query.firstRange(of: key) else { continue }
        let value = query[range.upperBound...].drop { $0 == ":" || $0 == " " }.prefix { $0 != ")" && $0 != " " }
        if let points = CSSValue.points(value, em: 12), !holds(points) { return false }
      }
      return true
    }
  }
}

/// An element as selectors see it.
struct CSSElement {
  let tag: HTMLTag
  let id: String?
  let classes: [String]
}

/// A selector of tags, classes and identifiers, within one another or directly so. Others hold for no element here.
struct CSSSelector {
  enum Key: Hashable {
    case any
    case tag(HTMLTag)
    case `class`(String)
    case id(String)
  }

  private struct Step {
    var tag: HTMLTag?
    var id: String?
    var classes: [String] = []
    /// Whether the step before it must be the parent.
    var isChild = false
    var isBefore = false
  }

  /// From the element itself outwards.
  private var steps: [Step] = []
  /// Identifiers, classes and tags, the first weighing most.
  private(set) var specificity = 0
  /// Of what is drawn before the element.
  var isBefore: Bool { steps[0].isBefore }

  init?(_ text: Substring) {
    var isChild = false
    for token in Self.tokens(text) {
      if token == ">" {
        isChild = true
        continue
      }
      guard var step = Self.step(token), steps.count < 16 else { return nil }
      step.isChild = isChild
      isChild = false
      steps.insert(step, at: 0)
      specificity += (step.id == nil ? 0 : 10_000) + step.classes.count * 100 + (step.tag == nil ? 0 : 1)
    }
    guard !steps.isEmpty, !isChild else { return nil }
  }

  var key: Key {
    let step = steps[0]
    if let id = step.id { return .id(id) }
    if let name = step.classes.first { return .class(name) }
    return step.tag.map { .tag($0) } ?? .any
  }

  private static func tokens(_ text: Substring) -> [Substring] {
    var tokens: [Substring] = []
    for word in text.split(whereSeparator: { $0.utf8.allSatisfy(CSSText.isSpace) }) {
      let parts = word.split(separator: ">", omittingEmptySubsequences: false)
      for (index, part) in parts.enumerated() {
        if index > 0 { tokens.append(">") }
        if !part.isEmpty { tokens.append(part) }
      }
    }
    return tokens
  }

  private static func step(_ text: Substring) -> Step? {
    var step = Step()
    var rest = text
    let name = rest.prefix(while: isName)
    if !name.isEmpty {
      guard let tag = HTMLTag.byName[name.lowercased()], tag != .other else { return nil }
      step.tag = tag
    }
    rest = rest[name.endIndex...]
    if name.isEmpty, rest.first == "*" { rest = rest.dropFirst() }
    while let sign = rest.first {
      rest = rest.dropFirst()
      if sign == ":" {
        step.isBefore = rest == "before" || rest == ":before"
        guard step.isBefore || ["link", "visited", "any-link"].contains(rest) else { return nil }
        return step
      }
      let name = rest.prefix(while: isName)
      guard !name.isEmpty, sign == "." || sign == "#" else { return nil }
      if sign == "." { step.classes.append(String(name)) } else { step.id = String(name) }
      rest = rest[name.endIndex...]
    }
    return step
  }

  private static func isName(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "-" || character == "_"
  }

  /// - Parameter path: from the root to the element.
  func matches(_ path: [CSSElement]) -> Bool {
    guard let element = path.last, holds(steps[0], for: element) else { return false }
    var at = path.count - 2
    // Each step takes the nearest ancestor that fits: enough for all but selectors that would need to go back.
    for index in steps.indices.dropFirst() {
      let isDirect = steps[index - 1].isChild
      while at >= 0, !holds(steps[index], for: path[at]) {
        if isDirect { return false }
        at -= 1
      }
      if at < 0 { return false }
      at -= 1
    }
    return true
  }

  private func holds(_ step: Step, for element: CSSElement) -> Bool {
    if let tag = step.tag, tag != element.tag { return false }
    if let id = step.id, id != element.id { return false }
    return step.classes.allSatisfy(element.classes.contains)
  }
}
