/// Fields that are being read: their instructions are not shown, their results are.
///
/// Source: ECMA-376 Part 1, §17.16; RTF and DOC have the same codes.
struct FieldCodes {
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

  /// Where one of a field's parts ends and the next begins.
  enum Mark: String {
    case begin, separate, end
  }

  mutating func mark(_ mark: Mark) {
    switch mark {
    case .begin:
      if open.count < Self.maximumDepth { open.append(Field()) }
    case .separate:
      guard !open.isEmpty else { return }
      open[open.count - 1].isInResult = true
      open[open.count - 1].link = Self.hyperlink(open[open.count - 1].instruction)
    case .end: _ = open.popLast()
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
