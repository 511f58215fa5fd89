import ResumeModel

/// Which way text runs on the page as it is shown.
enum TextDirection: UInt8 {
  case across
  /// Bottom to top, as on a book's back.
  case up
  /// Top to bottom, every letter lying.
  case down
  /// Upside down.
  case over

  /// A box as it would stand on the page turned so that the text runs across.
  func turned(_ box: Box, width: Double, height: Double) -> Box {
    switch self {
    case .across: box
    case .up: Box(x0: height - box.y1, y0: box.x0, x1: height - box.y0, y1: box.x1)
    case .down: Box(x0: box.y0, y0: width - box.x1, x1: box.y1, y1: width - box.x0)
    case .over: Box(x0: width - box.x1, y0: height - box.y1, x1: width - box.x0, y1: height - box.y0)
    }
  }

  /// The opposite of ``turned(_:width:height:)``; width and height are the page's own.
  func turnedBack(_ box: Box, width: Double, height: Double) -> Box {
    switch self {
    case .across: box
    case .up: Box(x0: box.y0, y0: height - box.x1, x1: box.y1, y1: height - box.x0)
    case .down: Box(x0: width - box.y1, y0: box.x0, x1: width - box.y0, y1: box.x1)
    case .over: turned(box, width: width, height: height)
    }
  }
}

extension PageGlyphs {
  /// The page's text by direction, most text first, each part turned so that it runs across.
  func byDirection() -> [(direction: TextDirection, glyphs: PageGlyphs)] {
    var page = self
    page.joinUpright()
    let directions = page.directions()
    guard directions.contains(where: { $0 != .across }) else { return [(.across, page)] }
    return [TextDirection.across, .up, .down, .over].map { direction in
      var part = PageGlyphs(width: width, height: height, styles: styles, purposes: purposes)
      if direction == .up || direction == .down { (part.width, part.height) = (height, width) }
      for (glyph, own) in zip(page.glyphs, directions) where own == direction {
        var glyph = glyph
        let box = direction.turned(
          Box(x0: glyph.x0, y0: glyph.y0, x1: glyph.x1, y1: glyph.y1), width: width, height: height)
        (glyph.x0, glyph.y0, glyph.x1, glyph.y1) = (box.x0, box.y0, box.x1, box.y1)
        part.glyphs.append(glyph)
      }
      return (direction, part)
    }.filter { !$0.glyphs.glyphs.isEmpty }.sorted { $0.glyphs.glyphs.count > $1.glyphs.glyphs.count }
  }

  /// Joins what runs upwards or downwards where poppler takes each of its letters for a word: lying letters have the font's
  /// height for their width, and so all the same, and follow each other without a gap.
  private mutating func joinUpright() {
    var start = 0
    while start < glyphs.count {
      var end = start + 1
      while end < glyphs.count, glyphs[end].parting != .none, liesOver(glyphs[end - 1], glyphs[end]),
        end + 1 == glyphs.count || glyphs[end + 1].parting != .none
      {
        end += 1
      }
      if end - start >= 3 { for index in start + 1..<end { glyphs[index].parting = .none } }
      start = end
    }
  }

  /// Whether a glyph may go on with the word of the last one; poppler does not always part words that run different ways.
  private func touches(_ last: Glyph, _ glyph: Glyph) -> Bool {
    last.style == glyph.style
      || max(glyph.x0 - last.x1, last.x0 - glyph.x1, glyph.y0 - last.y1, last.y0 - glyph.y1) < 0.3 * (last.y1 - last.y0)
  }

  private func liesOver(_ last: Glyph, _ glyph: Glyph) -> Bool {
    guard last.style == glyph.style, abs(last.x0 - glyph.x0) < 0.1, abs(last.x1 - glyph.x1) < 0.1 else { return false }
    let em = styles.isEmpty ? 10 : styles[Int(glyph.style)].size
    let gap = glyph.y0 > last.y0 ? glyph.y0 - last.y1 : last.y0 - glyph.y1
    return abs(gap) < 0.15 * em
  }

  /// Each glyph's direction: that in which its word goes on.
  private func directions() -> [TextDirection] {
    var directions = Array(repeating: TextDirection.across, count: glyphs.count)
    var start = 0
    var before = TextDirection.across
    while start < glyphs.count {
      var end = start + 1
      while end < glyphs.count, glyphs[end].parting == .none, touches(glyphs[end - 1], glyphs[end]) { end += 1 }
      var direction = TextDirection.across
      if end - start > 1 {
        let (first, last) = (glyphs[start], glyphs[end - 1])
        let dx = (last.x0 + last.x1 - first.x0 - first.x1) / 2
        let dy = (last.y0 + last.y1 - first.y0 - first.y1) / 2
        if abs(dx) < 0.3 * abs(dy) {
          direction = dy < 0 ? .up : .down
        } else if dx < 0, abs(dy) < 0.3 * abs(dx), !RightToLeft.contains(first.scalar),
          (start + 1..<end).allSatisfy({ glyphs[$0].x0 < glyphs[$0 - 1].x0 })
        {
          direction = .over
        }
      } else if glyphs[start].parting == .space {
        direction = before
      }
      before = direction
      if direction != .across { for index in start..<end { directions[index] = direction } }
      start = end
    }
    return directions
  }
}
