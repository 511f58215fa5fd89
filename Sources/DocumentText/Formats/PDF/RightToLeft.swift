/// Characters of scripts that are written from right to left.
enum RightToLeft {
  /// Hebrew, Arabic and their neighbours.
  static func contains(_ scalar: UInt32) -> Bool {
    guard scalar >= 0x590 else { return false }
    return scalar <= 0x8FF || (0xFB1D...0xFDFF).contains(scalar) || (0xFE70...0xFEFC).contains(scalar)
  }

  /// Latin letters and digits, as they stand within such text.
  static func isLeftToRight(_ scalar: UInt32) -> Bool {
    (0x30...0x39).contains(scalar) || (0x41...0x5A).contains(scalar & ~0x20) || (0xC0...0x24F).contains(scalar)
      || (0x660...0x669).contains(scalar) || (0x6F0...0x6F9).contains(scalar)
  }

  /// Gives each letter its own box: poppler tells a word's letters in the order they are read in, and their boxes from the
  /// left.
  static func orderBoxes(_ page: inout PageGlyphs) {
    var start = 0
    while start < page.glyphs.count {
      var end = start + 1
      var holds = contains(page.glyphs[start].scalar)
      while end < page.glyphs.count, page.glyphs[end].parting == .none, page.glyphs[end].x0 > page.glyphs[end - 1].x0 {
        holds = holds || contains(page.glyphs[end].scalar)
        end += 1
      }
      if holds {
        let own = page.glyphs[start..<end]
        for (glyph, other) in zip(own.indices, own.reversed()) {
          (page.glyphs[glyph].x0, page.glyphs[glyph].x1) = (other.x0, other.x1)
        }
      }
      start = end
    }
    orderLigatures(&page.glyphs)
  }

  /// Puts the letters of a lam-alef ligature back in their order: poppler turns a word about after it took the ligature
  /// apart. Its halves have one width, and not that of an alef of their font.
  private static func orderLigatures(_ glyphs: inout [Glyph]) {
    func width(_ index: Int) -> Double { glyphs[index].x1 - glyphs[index].x0 }
    func isPair(_ index: Int) -> Bool {
      index + 1 < glyphs.count && glyphs[index + 1].scalar == lam && glyphs[index + 1].parting == .none
    }
    var known: [(style: Int32, width: Double)] = []
    for index in glyphs.indices where alefs.contains(glyphs[index].scalar) && !isPair(index) {
      let (style, width) = (glyphs[index].style, width(index))
      let isKnown = known.contains { $0.style == style && abs($0.width - width) < 0.01 }
      if !isKnown, known.count < 64 { known.append((style, width)) }
    }
    for index in glyphs.indices where alefs.contains(glyphs[index].scalar) && isPair(index) {
      let (style, width, other) = (glyphs[index].style, width(index), width(index + 1))
      guard abs(width - other) < 0.001, !known.contains(where: { $0.style == style && abs($0.width - width) < 0.01 })
      else { continue }
      (glyphs[index].scalar, glyphs[index + 1].scalar) = (lam, glyphs[index].scalar)
    }
  }

  private static let lam: UInt32 = 0x644
  private static let alefs: [UInt32] = [0x622, 0x623, 0x625, 0x627]
}
