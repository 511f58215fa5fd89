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
  var traits: Traits
  /// Gaps inside it that could be more than a word space.
  var seams: [Seam]
  var fragment: Fragment

  /// What tells pieces of one kind from those of another.
  struct Traits: OptionSet {
    let rawValue: UInt8
    static let hasYear = Self(rawValue: 1)
    static let hasAddress = Self(rawValue: 2)
    static let isCapitals = Self(rawValue: 4)
    static let isBold = Self(rawValue: 8)
    /// Of any script.
    static let hasLetters = Self(rawValue: 16)
  }

  struct Seam {
    /// Where the gap begins and where the next word does, points.
    var start, end: Double
    /// How many words stand before it.
    var words: Int
  }

  /// Narrowest seam, in ems: more than the word space of most fonts, also where a line is justified.
  static let seam = 0.55
  /// The same where bold type ends there, as from a heading in the margin to the text beside it.
  private static let styledSeam = 0.3

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
    traits = Traits(fragment, ink)
    if ink.styles[style].isBold { traits.insert(.isBold) }
    seams = []
    for place in fragment.words.indices.dropFirst(isBullet ? 2 : 1) {
      let (before, word) = (ink.words[fragment.words[place - 1]], ink.words[fragment.words[place]])
      let gap = word.box.x0 - before.box.x1
      let isHeadings = ink.styles[before.style].isBold && !ink.styles[word.style].isBold
      let least = isHeadings ? Self.styledSeam : Self.seam
      if gap >= least * size { seams.append(Seam(start: before.box.x1, end: word.box.x0, words: place)) }
    }
  }

  /// Whether both stand on one base line.
  func isOnLine(of other: LayoutPiece) -> Bool {
    abs(baseline - other.baseline) < 0.25 * min(size, other.size) || Fragment.overlap(box, other.box) > 0.75
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

extension LayoutPiece.Traits {
  /// From what a fragment says.
  fileprivate init(_ fragment: Fragment, _ ink: PageInk) {
    self = []
    var capitals = 0
    var smalls = 0
    for word in fragment.words.lazy.map({ ink.words[$0] }) {
      var digits = 0
      var century: UInt32 = 0
      for byte in ink.text[word.start..<word.end] {
        if (0x30...0x39).contains(byte) {
          digits += 1
          if digits <= 2 { century = century << 8 | UInt32(byte) }
          continue
        }
        if digits == 4, century == 0x3139 || century == 0x3230 { insert(.hasYear) }
        (digits, century) = (0, 0)
        switch byte {
        case 0x40: insert(.hasAddress)
        case 0x41...0x5A: capitals += 1
        case 0x61...0x7A: smalls += 1
        // Letters of Latin and further scripts; signs begin with E2.
        case 0xC3...0xE1, 0xE3...0xEE: insert(.hasLetters)
        default: break
        }
      }
      if digits == 4, century == 0x3139 || century == 0x3230 { insert(.hasYear) }
    }
    if capitals + smalls > 0 { insert(.hasLetters) }
    if capitals > 1, smalls == 0 { insert(.isCapitals) }
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
