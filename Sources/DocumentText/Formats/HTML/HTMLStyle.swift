/// How an element is set, with all that it inherits. Lengths in points.
struct HTMLStyle {
  enum Display {
    case none, inline, block, inlineBlock, listItem, table, tableCell, row, column, contents
    /// So many columns side by side.
    case grid(columns: Int)
  }

  enum Side {
    case left, right
  }

  enum WhiteSpace {
    case collapsed, preserved
    /// Line ends are kept, runs of spaces are not.
    case lines
  }

  /// What lies behind the text.
  enum Backdrop: Equatable {
    case color(UInt32)
    /// A picture, a gradient, or what a sheet says that did not come along.
    case unknown
  }

  // Inherited.
  var size = 12.0
  var isBold = false
  var isItalic = false
  var isUppercase = false
  var color: UInt32 = 0
  var font = ""
  var whiteSpace = WhiteSpace.collapsed
  var backdrop = Backdrop.color(0xFFFFFF)
  /// Not to be seen, whatever is within.
  var isHidden = false
  /// Not to be seen, unless what is within says so of itself.
  var isInvisible = false
  /// Without a colour of its own.
  var isTransparent = false
  var textIndent = 0.0
  /// Left edge, of all margins and paddings together.
  var indent = 0.0
  var hasMarkers = true
  var headingLevel: Int?
  var link: String?
  var part: LinePart = .body

  // An element's own.
  /// What a sheet draws before its content.
  var drawnBefore: String?
  var display = Display.inline
  var float: Side?
  var clearsFloats = false
  var marginTop = 0.0
  var marginBottom = 0.0

  /// What an element within this one starts from.
  var inherited: HTMLStyle {
    var style = self
    style.display = .inline
    style.float = nil
    style.clearsFloats = false
    style.drawnBefore = nil
    style.marginTop = 0
    style.marginBottom = 0
    return style
  }

  var span: Style {
    Style(font: font, size: size, isBold: isBold, isItalic: isItalic, color: color)
  }

  /// Whether no reader sees its text: hidden outright, too small, or of the colour that lies behind it.
  var isUnseen: Bool {
    if isHidden || isInvisible || isTransparent || size < 2 || textIndent < -500 { return true }
    guard case .color(let behind) = backdrop else { return false }
    return [16, 8, 0].allSatisfy { abs(Int(color >> $0 & 0xFF) - Int(behind >> $0 & 0xFF)) <= 8 }
  }
}

/// What an element says of its box that is judged as a whole: whether it can be seen at all.
struct HTMLBox {
  var isPositioned = false
  var left: Double?
  var right: Double?
  var top: Double?
  var width: Double?
  var height: Double?
  var isClipping = false
  /// Drawn with no opacity, which an animation may change at once.
  var isClear = false
  var isAnimated = false
  /// Its letters show what lies behind them.
  var isClippedToText = false
  var isClippedAway = false

  /// Beyond any edge of a page, in points.
  private static let faraway = -500.0

  var isUnseen: Bool {
    if isClear, !isAnimated { return true }
    if isPositioned {
      if isClippedAway { return true }
      for edge in [left, right, top] { if let edge, edge < Self.faraway { return true } }
    }
    guard isClipping else { return false }
    return (width ?? 100) <= 1 || (height ?? 100) <= 1
  }
}
