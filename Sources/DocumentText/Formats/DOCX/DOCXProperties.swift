/// What lies behind text.
enum Shading: Hashable {
  /// Nothing of its own: what is further behind shows.
  case clear
  /// 0xRRGGBB.
  case fill(UInt32)
}

/// Properties of a run; nil where a layer says nothing.
struct RunProperties {
  var styleID: String?
  var isBold: Bool?
  var isItalic: Bool?
  var isCaps: Bool?
  var isHidden: Bool?
  /// Points.
  var size: Double?
  var color: UInt32?
  var font: String?
  var shading: Shading?

  init() {}

  /// - Parameter element: a `w:rPr`.
  init(_ tree: XMLTree, _ element: Int) {
    for child in tree.children(element) {
      switch tree.tag(child) {
      case .rStyle: styleID = tree.attribute(child, .val)
      case .b: isBold = tree.isOn(child)
      case .i: isItalic = tree.isOn(child)
      case .caps: isCaps = tree.isOn(child)
      case .vanish: isHidden = tree.isOn(child)
      case .sz: size = tree.points(child, .val, unit: 0.5)
      case .color: color = Self.color(tree.attribute(child, .val))
      case .rFonts: font = tree.attribute(child, .ascii) ?? tree.attribute(child, .hAnsi)
      case .shd: shading = Self.shading(tree, child)
      case .highlight:
        switch tree.attribute(child, .val) {
        case "none", nil: shading = .clear
        case "white": shading = .fill(0xFFFFFF)
        default: shading = .fill(0x808080)
        }
      default: break
      }
    }
  }

  /// Lays the other's properties over these.
  mutating func apply(_ over: RunProperties) {
    isBold = over.isBold ?? isBold
    isItalic = over.isItalic ?? isItalic
    isCaps = over.isCaps ?? isCaps
    isHidden = over.isHidden ?? isHidden
    size = over.size ?? size
    color = over.color ?? color
    font = over.font ?? font
    shading = over.shading ?? shading
  }

  /// As a line's span has it; sizes that nothing names are Word's 10 points.
  var style: Style {
    Style(
      font: font ?? "", size: size ?? 10, isBold: isBold ?? false, isItalic: isItalic ?? false, color: color ?? 0)
  }

  /// A colour in six hexadecimal digits; "auto" is black.
  static func color(_ text: String?) -> UInt32? {
    guard let text else { return nil }
    if text == "auto" { return 0 }
    return text.utf8.count == 6 ? UInt32(text, radix: 16) : nil
  }

  /// - Parameter element: a `w:shd`.
  static func shading(_ tree: XMLTree, _ element: Int) -> Shading {
    let solid = tree.attribute(element, .val) == "solid"
    let color = tree.attribute(element, solid ? .color : .fill)
    if color == nil || color == "auto" { return solid ? .fill(0) : .clear }
    return Self.color(color).map(Shading.fill) ?? .clear
  }
}

/// Properties of a paragraph; nil where a layer says nothing. Lengths in points.
struct ParagraphProperties {
  var styleID: String?
  /// From 0; 9 is body text.
  var outlineLevel: Int?
  var numberingID: Int?
  var numberingLevel: Int?
  var left: Double?
  /// Of the first line against `left`; negative where it hangs.
  var firstLine: Double?
  var before: Double?
  var after: Double?
  /// No space between paragraphs of the same style.
  var isContextual: Bool?
  var shading: Shading?

  init() {}

  /// - Parameter element: a `w:pPr`.
  init(_ tree: XMLTree, _ element: Int) {
    for child in tree.children(element) {
      switch tree.tag(child) {
      case .pStyle: styleID = tree.attribute(child, .val)
      case .outlineLvl: outlineLevel = tree.integer(child, .val)
      case .numPr:
        if let id = tree.child(child, .numId) { numberingID = tree.integer(id, .val) }
        if let level = tree.child(child, .ilvl) { numberingLevel = tree.integer(level, .val) }
      case .ind:
        left = tree.points(child, .left) ?? tree.points(child, .start)
        firstLine = tree.points(child, .hanging).map { -$0 } ?? tree.points(child, .firstLine)
      case .spacing:
        before = tree.points(child, .before)
        after = tree.points(child, .after)
      case .contextualSpacing: isContextual = tree.isOn(child)
      case .shd: shading = RunProperties.shading(tree, child)
      default: break
      }
    }
  }

  mutating func apply(_ over: ParagraphProperties) {
    outlineLevel = over.outlineLevel ?? outlineLevel
    numberingID = over.numberingID ?? numberingID
    numberingLevel = over.numberingLevel ?? numberingLevel
    left = over.left ?? left
    firstLine = over.firstLine ?? firstLine
    before = over.before ?? before
    after = over.after ?? after
    isContextual = over.isContextual ?? isContextual
    shading = over.shading ?? shading
  }
}
