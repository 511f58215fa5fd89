import ResumeModel

/// One character as poppler hands it out.
struct Glyph {
  var scalar: UInt32
  /// Index into the page's styles.
  var style: Int32
  /// What its stream has before it.
  var parting: Parting
  /// Points, from the page's top left corner.
  var x0, y0, x1, y1: Double

  enum Parting: UInt8, Comparable {
    case none, space, line

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// Em-boxes overlap on less than half of the lesser one: another line.
  func isBeside(_ other: Glyph) -> Bool {
    min(y1, other.y1) - max(y0, other.y0) >= 0.5 * min(y1 - y0, other.y1 - other.y0)
  }
}

/// The characters of one page, in the order of the page's stream, with the styles they refer to.
struct PageGlyphs {
  var width, height: Double
  var glyphs: [Glyph] = []
  var styles: [Style] = []
  /// What each style's font is for.
  var purposes: [FontName.Purpose] = []
}
