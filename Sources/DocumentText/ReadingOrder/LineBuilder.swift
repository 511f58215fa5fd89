import ResumeModel

/// Sets the fragments of one region in lines, from top to bottom.
struct LineBuilder {
  let ink: PageInk

  /// - Parameter region: Its number on the page.
  func lines(of fragments: [Fragment], region: Int) -> [Line] {
    var lines: [Line] = []
    var rows = Row.rows(of: fragments)
    CellWraps(ink: ink).join(&rows)
    for row in itemsApart(rows) {
      guard var line = line(row) else { continue }
      line.region = region
      if let above = lines.last?.box, let box = line.box { line.gapAbove = box.y0 - above.y1 }
      lines.append(line)
    }
    return lines
  }

  /// Rows parted before each list item that stands beside something else: items in a grid, a list beside its date. A sign
  /// without others beneath it parts no list, but the details of one line.
  private func itemsApart(_ rows: [Row]) -> [Row] {
    // Items by their left edge, in steps of 2 points.
    var edges: [Int: Int] = [:]
    for row in rows {
      for fragment in row.fragments where Bullet.beginsItem(fragment, ink) {
        edges[Int(fragment.box.x0 / 2), default: 0] += 1
      }
    }
    guard !edges.isEmpty else { return rows }
    return rows.flatMap { row in
      let starts = row.fragments.indices.dropFirst().filter { index in
        guard Bullet.beginsItem(row.fragments[index], ink) else { return false }
        let edge = Int(row.fragments[index].box.x0 / 2)
        return (edge - 1...edge + 1).reduce(0) { $0 + edges[$1, default: 0] } > 1
      }
      guard !starts.isEmpty else { return [row] }
      return zip([0] + starts, starts + [row.fragments.count]).map { Row(fragments: Array(row.fragments[$0..<$1])) }
    }
  }

  /// - Returns: Nil for a row without text.
  func line(_ row: Row) -> Line? {
    var text = SpanText(ink)
    var line = Line(spans: [])
    for (position, fragment) in row.fragments.enumerated() {
      var words = fragment.words[...]
      if position == 0, let (bullet, rest) = bullet(of: row) {
        line.bullet = bullet
        switch rest {
        case .bytes(let count): text.skip = count
        case .word:
          words = words.dropFirst()
        // Set off by white only, the bullet is a fragment of its own.
        }
      }
      var wraps = fragment.wraps[...]
      for place in words.indices {
        if let wrap = wraps.first, wrap.place == place {
          wraps.removeFirst()
          text.add(words[place], after: wrap.isSetOff ? .cell : .wrap)
        } else {
          text.add(words[place], after: place == 0 && position > 0 ? .cell : .word)
        }
      }
    }
    line.spans = text.finish()
    guard !line.spans.isEmpty else { return nil }
    line.box = row.box
    line.indent = row.box.x0
    return line
  }
}

extension LineBuilder {
  private enum BulletExtent {
    /// So many bytes of the first word.
    case bytes(Int)
    /// The whole first word.
    case word
  }

  /// The bullet that a row begins with, where something follows it.
  private func bullet(of row: Row) -> (text: String, extent: BulletExtent)? {
    let first = ink.words[row.fragments[0].words[0]]
    let bytes = ink.text[first.start..<first.end]
    let isAlone = row.fragments[0].words.count == 1 && row.fragments.count == 1
    if first.length == 1 {
      guard !isAlone else { return nil }
      if first.kind == .symbol { return ("•", .word) }
      if Bullet.isSign(bytes) { return (String(decoding: bytes, as: UTF8.self), .word) }
      let next = ink.words[row.fragments[0].words.count > 1 ? row.fragments[0].words[1] : row.fragments[1].words[0]]
      let gap = (next.box.x0 - first.box.x1) / max(ink.styles[first.style].size, 1)
      if Bullet.isDash(bytes), next.isSpaced || gap > 0.2 { return (String(decoding: bytes, as: UTF8.self), .word) }
      if bytes.first == UInt8(ascii: "o"), gap > 0.4 { return ("o", .word) }
      return nil
    }
    guard let count = Bullet.leadingSign(bytes) else { return nil }
    return (String(decoding: bytes.prefix(count), as: UTF8.self), .bytes(count))
  }
}

/// The signs that list items begin with.
enum Bullet {
  /// Whether a fragment begins with a bullet and goes on with text.
  static func beginsItem(_ fragment: Fragment, _ ink: PageInk) -> Bool {
    let first = ink.words[fragment.words[0]]
    let bytes = ink.text[first.start..<first.end]
    // A raised point is a separator as well.
    guard first.kind == .symbol || leadingSign(bytes) != nil && bytes.first != 0xC2 else { return false }
    let text = first.length > 1 ? first : fragment.words.count > 1 ? ink.words[fragment.words[1]] : first
    // Letters of any script; signs begin with E2.
    return ink.text[text.start..<text.end].contains {
      (0x61...0x7A).contains($0 | 0x20) || $0 >= 0xC3 && $0 != 0xE2
    }
  }

  /// Whether it is one sign that is always a bullet at a line's beginning.
  static func isSign(_ bytes: ArraySlice<UInt8>) -> Bool { leadingSign(bytes) == bytes.count }

  /// Signs that are a bullet only where white space sets them off.
  static func isDash(_ bytes: ArraySlice<UInt8>) -> Bool {
    switch bytes.count {
    case 1: bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "*") || bytes.first == UInt8(ascii: "+")
    case 3: [[0xE2, 0x80, 0x93], [0xE2, 0x80, 0x94], [0xE2, 0x88, 0x92], [0xE2, 0x88, 0x97]].contains(Array(bytes))
    default: false
    }
  }

  /// Bytes of the bullet sign a word begins with, or nil.
  static func leadingSign(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = bytes.first, first >= 0xC2 else { return nil }
    if first == 0xC2 { return bytes.dropFirst().first == 0xB7 ? 2 : nil }
    guard first == 0xE2 || first == 0xEF, bytes.count >= 3 else { return nil }
    let at = bytes.startIndex
    let scalar = UInt32(first & 0x0F) << 12 | UInt32(bytes[at + 1] & 0x3F) << 6 | UInt32(bytes[at + 2] & 0x3F)
    switch scalar {
    case 0x2022, 0x2023, 0x2043, 0x204C, 0x204D, 0x2219, 0x22C5, 0x25A0...0x25FF, 0x2605, 0x2606, 0x2610...0x2612,
      0x2713...0x2718, 0x271A, 0x2726, 0x2727, 0x2731, 0x2733...0x2736, 0x2756, 0x2794, 0x2798...0x27BE, 0x29BF,
      0x2B1B, 0x2B1C, 0x2B25, 0x2B26, 0x2B29, 0x2B9A, 0xFFED, 0xFF65:
      return 3
    default: return nil
    }
  }
}

/// Fragments on one base line, from the left.
struct Row {
  var fragments: [Fragment]
  var box: Box

  init(fragments: [Fragment]) {
    self.fragments = fragments
    box = fragments.dropFirst().reduce(fragments[0].box) { $0.union($1.box) }
  }

  /// From the top.
  static func rows(of fragments: [Fragment]) -> [Row] {
    // By the middle: two font sizes on one base line differ at the top, and by less at the bottom.
    let order = fragments.indices.sorted {
      let (a, b) = (fragments[$0].box, fragments[$1].box)
      return a.y1 + a.midY != b.y1 + b.midY ? a.y1 + a.midY < b.y1 + b.midY : $0 < $1
    }
    var rows: [Row] = []
    for index in order {
      let fragment = fragments[index]
      // Only the rows just before can reach so far down.
      var match: Int?
      for row in rows.indices.suffix(4).reversed() where rows[row].takes(fragment) {
        match = row
        break
      }
      if let match {
        rows[match].fragments.append(fragment)
        rows[match].box = rows[match].box.union(fragment.box)
      } else {
        rows.append(Row(fragments: [fragment]))
      }
    }
    for row in rows.indices where rows[row].fragments.count > 1 {
      rows[row].fragments.sort { $0.box.x0 < $1.box.x0 }
    }
    return rows
  }

  private func takes(_ fragment: Fragment) -> Bool {
    fragments.allSatisfy {
      min($0.box.x1, fragment.box.x1) - max($0.box.x0, fragment.box.x0) < 0.5 * min($0.size, fragment.size)
    } && fragments.contains { Fragment.overlap($0.box, fragment.box) >= 0.5 }
  }
}

/// Builds a line's spans from its words.
struct SpanText {
  private let ink: PageInk
  private var spans: [Span] = []
  private var bytes: [UInt8] = []
  private var box = Box.zero
  private var style = -1
  private var link = -1
  private var last: Int?
  /// Bytes of the next word that belong to the bullet before it.
  var skip = 0

  init(_ ink: PageInk) {
    self.ink = ink
    bytes.reserveCapacity(120)
  }

  /// What stands before a word.
  enum Parting {
    /// The word before it on the line.
    case word
    /// White enough for another cell: a tab.
    case cell
    /// The line above it, in a cell that wraps.
    case wrap
  }

  mutating func add(_ index: Int, after parting: Parting) {
    let word = ink.words[index]
    let start = word.start + skip
    skip = 0
    // A sign of unknown meaning that is no bullet is a picture.
    guard start < word.end, word.kind == .text else { return }
    var separator: UInt8?
    if last != nil {
      switch parting {
      case .cell: separator = 0x09
      case .word: separator = self.separator(before: index)
      case .wrap:
        let isHyphenated = LineJoiner.isHyphenated(bytes[...], before: ink.text[start..<word.end])
        if isHyphenated { bytes.removeLast() } else { separator = 0x20 }
      }
    }
    if word.style != style || word.link != link {
      close()
      (style, link, box) = (word.style, word.link, word.box)
    } else {
      box = box.union(word.box)
    }
    if let separator { bytes.append(separator) }
    bytes.append(contentsOf: ink.text[start..<word.end])
    last = index
  }

  mutating func finish() -> [Span] {
    close()
    return spans
  }

  private func separator(before index: Int) -> UInt8? {
    guard let last else { return nil }
    let (before, word) = (ink.words[last], ink.words[index])
    if index == last + 1, before.streamLine == word.streamLine { return word.isSpaced ? 0x20 : nil }
    if index == last - 1, before.streamLine == word.streamLine { return before.isSpaced ? 0x20 : nil }
    let spacing = 2 * max(before.tracking, word.tracking)
    let gap = (word.box.x0 - before.box.x1 - spacing) / max(ink.styles[word.style].size, 1)
    // Latin text in a line that runs to the left was turned about.
    if ink.isMirrored, word.streamLine == before.streamLine { return 0x20 }
    // A picture may have stood between the two.
    return gap > FragmentFinder.gap ? 0x09 : gap > 0.12 ? 0x20 : nil
  }

  private mutating func close() {
    guard !bytes.isEmpty else { return }
    spans.append(
      Span(
        text: String(decoding: bytes, as: UTF8.self), style: ink.styles[style], link: link < 0 ? nil : ink.links[link],
        box: box))
    bytes.removeAll(keepingCapacity: true)
  }
}
