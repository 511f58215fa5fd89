import ResumeModel

/// Joins a page's characters to words.
///
/// The stream's own spaces part words, since a tight font leaves no gap that could be seen; so do leaps. What is set with
/// space between all letters (W O R K) is joined again, and parted where its gaps are wider.
struct GlyphWords {
  private var ink: PageInk
  private let purposes: [FontName.Purpose]
  /// Of the word under way.
  private var last: Glyph?
  private var kind = InkWord.Kind.text
  private var form = GlyphNormalisation.Form.asIs
  private var lineStart = 0
  private var streamLine = 0

  /// The page's words.
  static func words(of page: PageGlyphs) -> PageInk {
    var builder = GlyphWords(page)
    for glyph in page.glyphs { builder.add(glyph) }
    builder.endLine()
    return builder.ink
  }

  private init(_ page: PageGlyphs) {
    ink = PageInk(width: page.width, height: page.height)
    ink.styles = page.styles.isEmpty ? [Style()] : page.styles
    ink.text.reserveCapacity(page.glyphs.count + page.glyphs.count / 8)
    ink.words.reserveCapacity(page.glyphs.count / 4)
    purposes = Self.purposes(of: page)
  }

  /// A font of signs has a handful of them on a page; one that sets words (Segoe UI Symbol) is a text font, whatever its name.
  private static func purposes(of page: PageGlyphs) -> [FontName.Purpose] {
    guard page.purposes.contains(.symbols) else { return page.purposes }
    var letters = page.purposes.map { _ in Set<UInt32>() }
    for glyph in page.glyphs where page.purposes[Int(glyph.style)] == .symbols {
      if (0x41...0x5A).contains(glyph.scalar) || (0x61...0x7A).contains(glyph.scalar) {
        letters[Int(glyph.style)].insert(glyph.scalar)
      }
    }
    return zip(page.purposes, letters).map { $0 == .symbols && $1.count >= mostSigns ? .text : $0 }
  }

  /// So many different letters are words.
  private static let mostSigns = 10

  private mutating func add(_ glyph: Glyph) {
    let em = max(ink.styles[Int(glyph.style)].size, 1)
    if let last {
      // Bold by drawing twice: the same sign on the same spot.
      if glyph.scalar == last.scalar, abs(glyph.x0 - last.x0) < 0.1 * em, abs(glyph.y0 - last.y0) < 0.1 * em { return }
      if glyph.parting == .line { endLine() }
    }
    let purpose = purposes.isEmpty ? .text : purposes[Int(glyph.style)]
    var meaning = GlyphNormalisation.meaning(of: glyph.scalar, width: (glyph.x1 - glyph.x0) / em)
    if case .nothing = meaning { return }
    var newKind = InkWord.Kind.text
    if case .picture = meaning {
      let isPrivate = glyph.scalar >= 0xE000 && glyph.scalar <= 0xF8FF
      newKind = isPrivate && (Self.isSymbolBullet(glyph.scalar) || purpose == .symbols) ? .symbol : .icon
      meaning = .scalar(0x2022)
    } else if purpose == .icons {
      newKind = .icon
    } else if purpose == .symbols, Self.isLetterLike(glyph.scalar) {
      newKind = .symbol
    }
    if needsNewWord(glyph, kind: newKind, em: em) {
      endWord()
      let isSpaced =
        glyph.parting != .none || last.map { Self.gap($0, glyph) > 0.2 * em || !glyph.isBeside($0) } ?? true
      ink.words.append(
        InkWord(
          start: ink.text.count, end: ink.text.count, box: Box(x0: glyph.x0, y0: glyph.y0, x1: glyph.x1, y1: glyph.y1),
          style: Int(glyph.style), length: 0, isSpaced: isSpaced, kind: newKind, streamLine: streamLine))
      kind = newKind
    }
    let index = ink.words.count - 1
    switch meaning {
    case .scalar(let scalar):
      form = max(form, GlyphNormalisation.form(scalar))
      if (0x300...0x36F).contains(scalar), ink.text.count > ink.words[index].start { giveDotBack() }
      ink.text.append(scalar: scalar)
    case .letters(let letters):
      ink.text.append(contentsOf: UnsafeBufferPointer(start: letters.utf8Start, count: letters.utf8CodeUnitCount))
    case .nothing, .picture: break
    }
    ink.words[index].length += 1
    ink.words[index].box.x0 = min(ink.words[index].box.x0, glyph.x0)
    ink.words[index].box.x1 = max(ink.words[index].box.x1, glyph.x1)
    ink.words[index].box.y0 = min(ink.words[index].box.y0, glyph.y0)
    ink.words[index].box.y1 = max(ink.words[index].box.y1, glyph.y1)
    last = glyph
  }

  private func needsNewWord(_ glyph: Glyph, kind: InkWord.Kind, em: Double) -> Bool {
    guard let last, ink.words.count > lineStart else { return true }
    if glyph.parting != .none || glyph.style != last.style || kind != self.kind || !glyph.isBeside(last) { return true }
    // Poppler forgets the first space of a line that runs to the left.
    if RightToLeft.contains(last.scalar), !RightToLeft.isLeftToRight(glyph.scalar) {
      return last.x0 - glyph.x1 > 0.15 * em || glyph.x1 > last.x1 + 0.5 * em
    }
    return glyph.x0 - last.x1 > 0.5 * em || glyph.x0 < last.x0 - 0.5 * em
  }

  /// White between a glyph and the next, whichever way they run.
  private static func gap(_ last: Glyph, _ glyph: Glyph) -> Double { max(glyph.x0 - last.x1, last.x0 - glyph.x1) }

  /// TeX sets an accented i as a dotless one and an accent; composition knows only the common i.
  private mutating func giveDotBack() {
    let base: UInt8? = ink.text.suffix(2) == [0xC4, 0xB1] ? 0x69 : ink.text.suffix(2) == [0xC8, 0xB7] ? 0x6A : nil
    guard let base else { return }
    ink.text.removeLast(2)
    ink.text.append(base)
  }

  private mutating func endWord() {
    guard ink.words.count > lineStart else { return }
    if form != .asIs { GlyphNormalisation.normalize(&ink.text, from: ink.words[ink.words.count - 1].start, form) }
    form = .asIs
    ink.words[ink.words.count - 1].end = ink.text.count
  }

  private mutating func endLine() {
    endWord()
    LetterSpacing.join(&ink, from: lineStart)
    lineStart = ink.words.count
    streamLine += 1
  }

  /// Letters and brackets: what a symbol font's signs come out as where it has no map to Unicode.
  private static func isLetterLike(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7B, 0x7D, 0xA7, 0xC0...0x24F: true
    default: false
    }
  }

  /// Private code points at which symbol fonts keep what serves as a bullet.
  private static func isSymbolBullet(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0xF0A7, 0xF0A8, 0xF0B7, 0xF0D8, 0xF076, 0xF0FC, 0xF06C, 0xF06E, 0xF071, 0xF0E8, 0xF0E0, 0xF09F: true
    default: false
    }
  }
}

extension [UInt8] {
  /// Adds a scalar in UTF-8; one that is none adds nothing.
  mutating func append(scalar: UInt32) {
    if scalar < 0x80 {
      append(UInt8(scalar))
    } else if let scalar = Unicode.Scalar(scalar) {
      append(contentsOf: Unicode.UTF8.encode(scalar)!)
    }
  }
}
