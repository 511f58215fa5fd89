/// How characters are set, in formats that spell every property out (RTF, DOC).
struct CharacterFormat: Hashable {
  var font = ""
  /// Points.
  var size: Double
  var isBold = false
  var isItalic = false
  var isCaps = false
  var isHidden = false
  /// Of a revision that took the text out.
  var isDeleted = false
  /// 0xRRGGBB.
  var color: UInt32 = 0
  /// What lies directly behind them.
  var background = Shading.clear

  /// As a line's span has it.
  var style: Style { Style(font: font, size: size, isBold: isBold, isItalic: isItalic, color: color) }
}

/// How a paragraph is set. Lengths in points.
struct ParagraphFormat {
  var left = 0.0
  /// Of the first line against `left`; negative where it hangs.
  var firstLine = 0.0
  var spacing = ParagraphSpacing()
  /// 1… for a heading.
  var headingLevel: Int?
  /// How many tables in one another it stands in.
  var tableDepth = 0
  var background = Shading.clear
}

/// One cell of a row, as the row describes it.
struct CellFormat: Hashable {
  /// Where it ends, in points from the page's margin.
  var right: Double
  /// Whether it is merged into the one at its left or above it.
  var isContinuation = false
  var background = Shading.clear
}
