import ResumeModel

/// Takes cells that go on over several drawn lines back to the row they belong to: a range broken in a narrow margin
/// ("2024 –" over "present"), a label of two lines, a place with its dates beneath at the right of a heading.
struct CellWraps {
  let ink: PageInk

  /// Changes rows that are in order from the top.
  func join(_ rows: inout [Row]) {
    for index in rows.indices.dropFirst() {
      joinLeft(&rows, index)
      joinRight(&rows, index)
    }
    rows.removeAll { $0.fragments.isEmpty }
  }

  /// The first cell of a row, where it is the rest of the cell above.
  private func joinLeft(_ rows: inout [Row], _ index: Int) {
    guard let rest = rows[index].fragments.first, rest.length <= 24 else { return }
    // Of the rows just above, the nearest that has a cell right over it.
    for above in (max(0, index - 3)..<index).reversed() {
      guard rows[above].fragments.count > 1, let cell = rows[above].fragments.first else { continue }
      let value = rows[above].fragments[1]
      let lowest = cell.wraps.isEmpty ? cell.box.y1 : cell.wraps.map { ink.words[cell.words[$0.place]].box.y1 }.max()!
      let gap = rest.box.y0 - lowest
      guard gap < 0.6 * rest.size, gap > -0.6 * rest.size, cell.length <= 32, rest.box.x1 < value.box.x0,
        abs(rest.box.x0 - cell.box.x0) < 2 || abs(rest.box.x1 - cell.box.x1) < 2
      else { continue }
      let isBroken = endsOpen(cell) || beginsOpen(rest)
      let isLoose = rows[index].fragments.count == 1 && stands(rest, beside: rows, index, from: value.box.x0)
      guard isBroken || isLoose, ink.words[rest.words[0]].style == ink.words[cell.words[0]].style else { return }
      rows[above].fragments[0].append(rest, isSetOff: false)
      rows[index].fragments.removeFirst()
      rows[index].shrink()
      return
    }
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
  private func joinRight(_ rows: inout [Row], _ index: Int) {
    guard rows[index].fragments.count > 1, let note = rows[index].fragments.last, note.length <= 40,
      Bullet.opens(ink.words[rows[index].fragments[0].words[0]], ink)
    else { return }
    let above = index - 1
    guard rows[above].fragments.count > 1, let cell = rows[above].fragments.last,
      !Bullet.opens(ink.words[rows[above].fragments[0].words[0]], ink)
    else { return }
    let gap = note.box.y0 - cell.box.y1
    guard gap < 0.6 * note.size, abs(note.box.x1 - cell.box.x1) < 2 || abs(note.box.x0 - cell.box.x0) < 2 else {
      return
    }
    rows[above].fragments[rows[above].fragments.count - 1].append(note, isSetOff: true)
    rows[index].fragments.removeLast()
    rows[index].shrink()
  }

  private func endsOpen(_ cell: Fragment) -> Bool {
    guard let last = cell.words.last else { return false }
    let word = ink.words[last]
    let bytes = ink.text[word.start..<word.end]
    return bytes.last == UInt8(ascii: "-") || bytes.suffix(3).elementsEqual([0xE2, 0x80, 0x93])
      || bytes.suffix(3).elementsEqual([0xE2, 0x80, 0x94])
  }

  private func beginsOpen(_ cell: Fragment) -> Bool {
    let word = ink.words[cell.words[0]]
    return word.length == 1 && Bullet.isDash(ink.text[word.start..<word.end]) && cell.words.count > 1
      && ink.text[ink.words[cell.words[1]].start] < 0x80
      && (0x30...0x39).contains(ink.text[ink.words[cell.words[1]].start])
  }
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
