import ResumeModel

/// What is drawn on one page, before any order is found in it: the input of reading order for every format that has
/// positions (PDF; the words of an OCR).
struct PageInk {
  /// Points.
  var width, height: Double
  /// UTF-8 of all words, one after another; each word holds its range.
  var text: [UInt8] = []
  var words: [InkWord] = []
  var styles: [Style] = []
  /// Targets that words refer to by index.
  var links: [String] = []
  /// Whether its boxes are counted from the right edge.
  var isMirrored = false
}

/// Glyphs drawn close together in one style.
struct InkWord {
  /// Range of its UTF-8 in ``PageInk/text``.
  var start, end: Int
  var box: Box
  /// Index of its style.
  var style: Int
  /// Index of its link, or -1.
  var link = -1
  /// Glyphs, after normalising.
  var length: Int
  /// Whether white space stands before it in the page's own stream; false for one that is glued to the word before
  /// (a change of colour inside a word).
  var isSpaced: Bool
  var kind = Kind.text
  /// Which line of the page's own stream it comes from: a hint only, never the order.
  var streamLine = 0
  /// Points of space set between its letters; 0 where they are set as usual.
  var tracking = 0.0

  enum Kind: UInt8 {
    case text
    /// A picture from an icon font: never text.
    case icon
    /// A sign that can be a list's bullet, from a symbol font whose code points say nothing.
    case symbol
  }
}
