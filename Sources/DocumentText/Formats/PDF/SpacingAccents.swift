/// Puts accents that are drawn as signs of their own back on their letters, as TeX draws "ę": an e, and an ogonek beneath
/// it somewhere else in the stream.
enum SpacingAccents {
  static func attach(_ page: inout PageGlyphs) {
    guard page.glyphs.contains(where: { combining($0.scalar) != nil }) else { return }
    var marks: [(base: Int, scalar: UInt32)] = []
    var isTaken = Array(repeating: false, count: page.glyphs.count)
    for (index, accent) in page.glyphs.enumerated() {
      guard let mark = combining(accent.scalar) else { continue }
      let x = (accent.x0 + accent.x1) / 2
      let base = page.glyphs.indices.first { place in
        let glyph = page.glyphs[place]
        return place != index && isLetter(glyph.scalar) && glyph.x0 <= x && x <= glyph.x1 && glyph.isBeside(accent)
      }
      guard let base else { continue }
      marks.append((base, mark))
      isTaken[index] = true
    }
    guard !marks.isEmpty else { return }
    marks.sort { $0.base < $1.base }
    var glyphs: [Glyph] = []
    glyphs.reserveCapacity(page.glyphs.count)
    var next = marks[...]
    var carried = Glyph.Parting.none
    for (index, glyph) in page.glyphs.enumerated() {
      if isTaken[index] {
        carried = max(carried, glyph.parting)
        continue
      }
      var glyph = glyph
      if carried > glyph.parting, let last = glyphs.last {
        // The sign stood between two letters: their own distance tells whether they are one word.
        let isApart = carried == .line || glyph.x0 - last.x1 > 0.15 * (glyph.y1 - glyph.y0)
        if isApart { glyph.parting = carried }
      }
      carried = .none
      glyphs.append(glyph)
      while let mark = next.first, mark.base == index {
        next.removeFirst()
        glyph.scalar = mark.scalar
        glyph.parting = .none
        glyphs.append(glyph)
      }
    }
    page.glyphs = glyphs
  }

  private static func isLetter(_ scalar: UInt32) -> Bool {
    (0x41...0x5A).contains(scalar & ~0x20) || scalar == 0x131 || (0xC0...0x24F).contains(scalar)
  }

  /// The combining mark of a spacing one.
  private static func combining(_ scalar: UInt32) -> UInt32? {
    switch scalar {
    case 0xA8: 0x308
    case 0xB4: 0x301
    case 0xB8: 0x327
    case 0x2C6: 0x302
    case 0x2C7: 0x30C
    case 0x2D8: 0x306
    case 0x2D9: 0x307
    case 0x2DA: 0x30A
    case 0x2DB: 0x328
    case 0x2DC: 0x303
    case 0x2DD: 0x30B
    default: nil
    }
  }
}
