import ResumeModel

/// Takes cells that go on over several drawn lines back to the row they belong to: a range broken in a narrow margin
/// ("2024 –" over "present"), a label of two lines, a place with its dates beneath at the right of a heading.
struct CellWraps {
  let ink: PageInk

  /// Changes rows that are in order from the top.
  func join(_ rows: inout [Row]) {
    let margin = rows.reduce(0) { max($0, $1.box.x1) }
    for index in rows.indices.dropFirst() {
      part(&rows[index - 1], above: rows[index])
      joinTable(&rows, index)
      guard !rows[index].fragments.isEmpty else { continue }
      joinLeft(&rows, index, margin: margin)
      joinRight(&rows, index, margin: margin)
    }
    rows.removeAll { $0.fragments.isEmpty }
  }

  /// All cells of a row, where each stands right beneath one of a table's row and the first column is empty.
  private func joinTable(_ rows: inout [Row], _ index: Int) {
    guard let above = rows[..<index].lastIndex(where: { !$0.fragments.isEmpty }), index - above <= 4 else { return }
    let cells = rows[above].fragments
    let rest = rows[index].fragments
    guard cells.count >= 3, rest.count < cells.count, rest[0].box.x0 > cells[0].box.x1 else { return }
    var places: [Int] = []
    for fragment in rest {
      let place = cells.firstIndex { cell in
        let lowest = cell.wraps.isEmpty ? cell.box.y1 : cell.wraps.map { ink.words[cell.words[$0.place]].box.y1 }.max()!
        let gap = fragment.box.y0 - lowest
        return abs(cell.box.x0 - fragment.box.x0) < 2 && gap < 0.5 * fragment.size && gap > -0.5 * fragment.size
          && ink.words[cell.words[0]].style == ink.words[fragment.words[0]].style
      }
      guard let place else { return }
      places.append(place)
    }
    // Another row has the same columns.
    let isTable = rows.indices.clamped(to: above - 40..<index + 40).contains { other in
      other != above && other != index
        && rows[other].fragments.lazy.filter { cell in cells.contains { abs($0.box.x0 - cell.box.x0) < 2 } }.count >= 3
    }
    guard isTable else { return }
    for (place, fragment) in zip(places, rest) { rows[above].fragments[place].append(fragment, isSetOff: false) }
    rows[index].fragments.removeAll()
  }

  /// The first cell of a row, where it is the rest of the cell above.
  private func joinLeft(_ rows: inout [Row], _ index: Int, margin: Double) {
    guard let rest = rows[index].fragments.first, rest.length <= 40 else { return }
    // Of the rows just above, the nearest that has a cell right over it.
    for above in (max(0, index - 3)..<index).reversed() {
      guard rows[above].fragments.count > 1, let cell = rows[above].fragments.first else { continue }
      let value = rows[above].fragments[1]
      let lowest = cell.wraps.isEmpty ? cell.box.y1 : cell.wraps.map { ink.words[cell.words[$0.place]].box.y1 }.max()!
      let gap = rest.box.y0 - lowest
      guard gap < 0.6 * rest.size, gap > -0.6 * rest.size, cell.length <= 32, rest.box.x1 < value.box.x0,
        abs(rest.box.x0 - cell.box.x0) < 2 || abs(rest.box.x1 - cell.box.x1) < 2
      else { continue }
      let isLast = rows[index].fragments.count == 1
      let isLoose = isLast && stands(rest, beside: rows, index, from: value.box.x0)
      let goesOn =
        isLast
        ? !cell.wraps.isEmpty && gap < 0.3 * rest.size : isHeading(cell, beside: value, rows[index], margin: margin)
      let isStacked =
        rows[index].fragments.count > 1 && !Bullet.beginsItem(cell, ink) && !Bullet.beginsItem(rest, ink)
        && isList(rows[index].fragments[1], beneath: value)
        // Of two labels each is of its own row.
        && (holdsDigit(cell) || holdsDigit(rest))
      let style = ink.words[rest.words[0]].style
      let isAlike =
        style == ink.words[cell.words[0]].style && style == ink.words[cell.words[cell.words.count - 1]].style
      let isRest =
        isAlike && rest.length <= 24
        && (isBroken(cell, rest) || isLoose || goesOn || isRailHeading(cell, rest, rows, index))
      guard isRest || isStacked else { return }
      // A date over a place is no date that goes on.
      rows[above].fragments[0].append(rest, isSetOff: !isRest && !(isAlike && holdsDigit(cell) == holdsDigit(rest)))
      rows[index].fragments.removeFirst()
      rows[index].shrink()
      return
    }
  }

  private func holdsDigit(_ cell: Fragment) -> Bool { cell.words.contains { hasDigit(bytes($0)) } }

  /// Whether a cell is one of few in its margin, all headings: two of them right beneath each other are one. The labels of
  /// a form stand at most rows, and many in a row.
  private func isRailHeading(_ cell: Fragment, _ rest: Fragment, _ rows: [Row], _ index: Int) -> Bool {
    let style = ink.words[cell.words[0]].style
    let body = rows[index].fragments[rows[index].fragments.count - 1]
    guard ink.styles[style].isBold || ink.styles[style].size > 1.12 * body.size,
      rest.box.y0 - cell.box.y1 < 0.4 * rest.size, !holdsDigit(cell), !holdsDigit(rest)
    else { return false }
    func isInMargin(_ row: Int) -> Bool {
      guard let first = rows[row].fragments.first else { return false }
      return ink.words[first.words[0]].style == style
        && (abs(first.box.x0 - cell.box.x0) < 2 || abs(first.box.x1 - cell.box.x1) < 2)
    }
    let near = rows.indices.clamped(to: index - 60..<index + 60).filter { !rows[$0].fragments.isEmpty }
    let headings = near.filter { isInMargin($0) && rows[$0].fragments.count > 1 }
    let goesOn = rows.indices.clamped(to: index + 1..<index + 3).contains { next in
      isInMargin(next) && rows[next].fragments[0].box.y0 - rest.box.y1 < 0.4 * rest.size
    }
    // All other text keeps out of the margin.
    let others = near.lazy.filter { rows[$0].fragments[0].box.x0 < body.box.x0 - 2 && !isInMargin($0) }.count
    return headings.count >= 2 && headings.count * 5 <= near.count * 2 && !goesOn && others * 5 <= near.count
  }

  /// Whether a fragment is an item of the list beneath a heading: what stands beside it belongs to the heading.
  private func isList(_ fragment: Fragment, beneath heading: Fragment) -> Bool {
    let indent = (fragment.box.x0 - heading.box.x0) / fragment.size
    return Bullet.beginsItem(fragment, ink) || indent > 0.6 && indent < 3 && fragment.length > 24
  }

  /// Whether a cell is a heading in the margin: in a style of its own, and the text beside it fills its line and goes on
  /// in the next row.
  private func isHeading(_ cell: Fragment, beside value: Fragment, _ next: Row, margin: Double) -> Bool {
    let style = ink.words[value.words[0]].style
    guard next.fragments.count == 2, ink.words[cell.words[0]].style != style, next.fragments[1].words.count > 1,
      ink.words[next.fragments[1].words[0]].style == style, let start = bytes(next.fragments[1].words[0]).first
    else { return false }
    return (0x61...0x7A).contains(start) && abs(next.fragments[1].box.x0 - value.box.x0) < 2
      && margin - value.box.x1 < 0.15 * value.box.width
  }

  /// Whether a row's only cell overlaps text of a neighbouring row at its right: it is no row of its own.
  private func stands(_ cell: Fragment, beside rows: [Row], _ index: Int, from x: Double) -> Bool {
    for other in max(0, index - 1)..<min(rows.count, index + 2) where other != index {
      for fragment in rows[other].fragments where fragment.box.x0 >= x - 2 {
        if Fragment.overlap(fragment.box, cell.box) > 0.25 { return true }
      }
    }
    return false
  }

  /// The last cell of a list item's row, where it stands beneath the last cell of the item's heading.
  private func joinRight(_ rows: inout [Row], _ index: Int, margin: Double) {
    let above = index - 1
    guard rows[index].fragments.count > 1, let note = rows[index].fragments.last, note.length <= 40,
      Bullet.opens(ink.words[rows[index].fragments[0].words[0]], ink)
        || isSetIn(rows[index], beneath: rows[above], margin: margin)
    else { return }
    guard rows[above].fragments.count > 1, let cell = rows[above].fragments.last,
      !Bullet.opens(ink.words[rows[above].fragments[0].words[0]], ink)
    else { return }
    let text = rows[index].fragments[rows[index].fragments.count - 2]
    let gap = note.box.y0 - cell.box.y1
    guard gap < 0.6 * note.size, note.box.x0 - text.box.x1 > FragmentFinder.gap * note.size,
      abs(note.box.x1 - cell.box.x1) < 2 || abs(note.box.x0 - cell.box.x0) < 2
    else {
      return
    }
    rows[above].fragments[rows[above].fragments.count - 1].append(note, isSetOff: true)
    rows[index].fragments.removeLast()
    rows[index].shrink()
  }

  /// Whether a row of text and a note flush right is set in from the row above, as a list whose bullets are drawn and no
  /// letters.
  private func isSetIn(_ row: Row, beneath above: Row, margin: Double) -> Bool {
    guard row.fragments.count == 2, let cell = above.fragments.last else { return false }
    let note = row.fragments[1]
    return row.box.x0 - above.box.x0 > 0.6 * note.size && note.box.x1 > margin - 2 && abs(note.box.x1 - cell.box.x1) < 2
      && row.fragments[0].length > note.length
  }

  /// A word hyphenated in a margin too narrow for it, so near the text beside it that both look like one stretch: parts
  /// the two where the rest of the word stands right beneath.
  private func part(_ row: inout Row, above below: Row) {
    guard let first = row.fragments.first, first.wraps.isEmpty, let rest = below.fragments.first,
      abs(rest.box.x0 - first.box.x0) < 2, rest.box.y0 - first.box.y1 < 0.3 * rest.size,
      let start = ink.text[ink.words[rest.words[0]].start..<ink.words[rest.words[0]].end].first
    else { return }
    for place in first.words.indices.dropLast().prefix(4) {
      let (word, next) = (ink.words[first.words[place]], ink.words[first.words[place + 1]])
      let gap = next.box.x0 - word.box.x1
      guard gap >= LayoutPiece.seam * first.size, rest.box.x1 < next.box.x0 - 0.3 * first.size,
        LineJoiner.isHyphenated(ink.text[word.start..<word.end], before: [start])
      else { continue }
      row.fragments.replaceSubrange(
        0..<1,
        with: [
          Fragment(words: Array(first.words[...place]), ink: ink),
          Fragment(words: Array(first.words[(place + 1)...]), ink: ink),
        ])
      return
    }
  }

  /// Whether a cell and what stands beneath it are one: a word or a range broken in two.
  private func isBroken(_ cell: Fragment, _ rest: Fragment) -> Bool {
    guard let last = cell.words.last else { return false }
    let end = bytes(last)
    if end.last == UInt8(ascii: "-") || Bullet.isDash(end.suffix(3)) { return true }
    let start = bytes(rest.words[0])
    if Bullet.isDash(start), rest.words.count > 1, rest.length <= 16,
      cell.words.contains(where: { hasDigit(bytes($0)) })
    {
      return true
    }
    // "October, 2022 until" over "November, 2023": a small word that is no end of a range.
    let isWord = (1...5).contains(end.count) && end.allSatisfy { (0x61...0x7A).contains($0) }
    if isWord || end.last == UInt8(ascii: ","), rest.length <= 24, holdsYear(rest),
      !cell.words.contains(where: { holdsDash(bytes($0)) })
    {
      return true
    }
    // "sep" over "2023–Actual", "jul 2019–ago" over "2023".
    if rest.length <= 16, start.count >= 4, start.prefix(4).allSatisfy({ (0x30...0x39).contains($0) }), end.count <= 12,
      !hasDigit(end.suffix(3)), cell.length <= 5 || end.count < cell.length, rest.box.y0 - cell.box.y1 < 0.4 * rest.size
    {
      return true
    }
    // "March 2020 – November" over "2022".
    return rest.words.count == 1 && start.count == 4 && start.allSatisfy { (0x30...0x39).contains($0) }
      && !hasDigit(end) && cell.words.contains { Bullet.isDash(bytes($0)) }
  }

  private func bytes(_ word: Int) -> ArraySlice<UInt8> { ink.text[ink.words[word].start..<ink.words[word].end] }

  private func holdsYear(_ cell: Fragment) -> Bool {
    cell.words.contains { bytes($0).split(whereSeparator: { !(0x30...0x39).contains($0) }).contains { $0.count == 4 } }
  }

  private func holdsDash(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.contains(0x2D) || Bullet.isDash(bytes)
      || bytes.indices.dropLast(2).contains { Bullet.isDash(bytes[$0..<$0 + 3]) }
  }

  private func hasDigit(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.contains { (0x30...0x39).contains($0) } }
}

extension Fragment {
  /// Takes over what is drawn beneath it; its box stays that of its first line, by which it has its row.
  mutating func append(_ rest: Fragment, isSetOff: Bool) {
    wraps.append(Wrap(place: words.count, isSetOff: isSetOff))
    words.append(contentsOf: rest.words)
    length += rest.length
  }
}

extension Row {
  /// Its box, anew, after a fragment was taken out.
  fileprivate mutating func shrink() {
    guard let first = fragments.first else { return }
    box = fragments.dropFirst().reduce(first.box) { $0.union($1.box) }
  }
}
