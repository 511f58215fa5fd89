import ResumeModel

/// What the search for columns sees of a fragment.
struct LayoutPiece {
  var box: Box
  /// Where its letters stand, in points from the page's top; estimated from the box.
  var baseline: Double
  /// Font size in points.
  var size: Double
  /// Glyphs.
  var length: Int
  var style: Int
  var isBullet: Bool
  /// Gaps inside it that could be more than a word space.
  var seams: [Seam]
  var fragment: Fragment

  struct Seam {
    /// Where the gap begins and where the next word does, points.
    var start, end: Double
    /// How many words stand before it.
    var words: Int
  }

  /// Narrowest seam, in ems: more than the word space of most fonts, also where a line is justified.
  static let seam = 0.55

  init(_ fragment: Fragment, ink: PageInk) {
    box = fragment.box
    size = fragment.size
    length = fragment.length
    self.fragment = fragment
    let first = ink.words[fragment.words[0]]
    baseline = first.box.y0 + 0.78 * first.box.height
    // A bullet's font is not the text's.
    isBullet = Bullet.opens(first, ink)
    style = isBullet && fragment.words.count > 1 ? ink.words[fragment.words[1]].style : first.style
    seams = []
    for place in fragment.words.indices.dropFirst() {
      let (start, end) = (ink.words[fragment.words[place - 1]].box.x1, ink.words[fragment.words[place]].box.x0)
      if end - start >= Self.seam * size { seams.append(Seam(start: start, end: end, words: place)) }
    }
  }

  /// The seam at `x`, where its next word begins.
  func seam(at x: Double) -> Seam? { seams.first { abs($0.end - x) <= 1.5 } }

  /// Itself, or both its sides where it has a seam at `x`.
  func parted(at x: Double, ink: PageInk) -> [LayoutPiece] {
    guard box.x0 < x - 2, box.x1 > x + 2, let seam = seam(at: x) else { return [self] }
    return [fragment.words[..<seam.words], fragment.words[seam.words...]].map {
      LayoutPiece(Fragment(words: Array($0), ink: ink), ink: ink)
    }
  }
}

extension Bullet {
  /// Whether the word is, or begins with, a list's bullet.
  static func opens(_ word: InkWord, _ ink: PageInk) -> Bool {
    if word.kind == .symbol { return word.length == 1 }
    let bytes = ink.text[word.start..<word.end]
    return leadingSign(bytes) != nil || word.length == 1 && isDash(bytes)
  }
}
