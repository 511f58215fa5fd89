/// What lies behind text.
enum Shading: Hashable {
  /// Nothing of its own: what is further behind shows.
  case clear
  /// 0xRRGGBB.
  case fill(UInt32)

  static func isWhite(_ color: UInt32) -> Bool {
    color >> 16 & 0xFF >= 0xF8 && color >> 8 & 0xFF >= 0xF8 && color & 0xFF >= 0xF8
  }
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

  /// Whether no reader sees text of these properties: hidden outright, under 2 points, or white on white.
  ///
  /// - Parameters:
  ///   - shadings: what lies behind it, the nearest first.
  ///   - hasBackdrop: whether something else is drawn that may lie behind it.
  func isUnseen(on shadings: [Shading?], hasBackdrop: Bool) -> Bool {
    if isHidden == true { return true }
    if let size, size < 2 { return true }
    guard let color, Shading.isWhite(color) else { return false }
    for shading in [shading] + shadings {
      if case .fill(let fill) = shading { return Shading.isWhite(fill) }
    }
    return !hasBackdrop
  }

  /// As a line's span has it; sizes that nothing names are Word's 10 points.
  var style: Style {
    Style(
      font: font ?? "", size: size ?? 10, isBold: isBold ?? false, isItalic: isItalic ?? false, color: color ?? 0)
  }
}

/// Properties of a paragraph; nil where a layer says nothing. Lengths in points.
struct ParagraphProperties {
  var styleID: String?
  /// From 0; 9 is body text.
  var outlineLevel: Int?
  var numberingID: Int?
  var numberingLevel: Int?
  /// The list item's mark itself, where the format gives it.
  var listMark: String?
  var left: Double?
  /// Of the first line against `left`; negative where it hangs.
  var firstLine: Double?
  var before: Double?
  var after: Double?
  /// No space between paragraphs of the same style.
  var isContextual: Bool?
  var shading: Shading?

  init() {}

  mutating func apply(_ over: ParagraphProperties) {
    outlineLevel = over.outlineLevel ?? outlineLevel
    numberingID = over.numberingID ?? numberingID
    numberingLevel = over.numberingLevel ?? numberingLevel
    listMark = over.listMark ?? listMark
    left = over.left ?? left
    firstLine = over.firstLine ?? firstLine
    before = over.before ?? before
    after = over.after ?? after
    isContextual = over.isContextual ?? isContextual
    shading = over.shading ?? shading
  }

  var spacing: ParagraphSpacing {
    ParagraphSpacing(before: before ?? 0, after: after ?? 0, style: styleID, isContextual: isContextual ?? false)
  }
}
