/// An item of a list with where it stands.
struct ListItem {
  var text: String
  var line: Int
  var range: Range<Int>
}

/// Reads the rows of a section that lists things: bullets, commas, pipes, one a line, or "Category: a, b, c".
struct ListReader {
  /// One row: wrapped lines joined.
  struct Row {
    var parts: [SectionLine]
    var hasBullet: Bool
  }

  private let layout: ResumeLayout

  init(_ layout: ResumeLayout) {
    self.layout = layout
  }

  /// Lines that belong together: a bullet with its wrapped rest, a comma list that runs on.
  func rows(_ section: Section) -> [Row] {
    var rows: [Row] = []
    for part in section.lines {
      let line = layout.lines[part.line]
      if let last = rows.last, let before = last.parts.last,
        continues(before, part, hasBullet: last.hasBullet, first: last.parts[0])
      {
        rows[rows.count - 1].parts.append(part)
      } else {
        rows.append(Row(parts: [part], hasBullet: line.hasBullet))
      }
    }
    return rows
  }

  private func continues(_ before: SectionLine, _ part: SectionLine, hasBullet: Bool, first: SectionLine) -> Bool {
    let (line, other) = (layout.lines[part.line], layout.lines[before.line])
    guard !line.hasBullet, line.flow == other.flow, part.line == before.line + 1, abs(line.size - other.size) < 1 else {
      return false
    }
    guard let lastScalar = other.folded[before.range].last else { return false }
    if lastScalar == 0x2C || lastScalar == 0x26 { return true }
    // What ends in its date is complete.
    if other.dates.contains(where: { $0.range.upperBound + 1 >= other.trimmed(before.range).upperBound }) {
      return false
    }
    if line.folded.first == 0x2C { return true }
    if line.box == nil { return hasBullet && line.indent > layout.lines[first.line].indent }
    if lastScalar == 0x2D, layout.isFull(before.line, nextWord: layout.firstWordLength(part.line)) { return true }
    let isLabelled = labelEnd(line, part.range) != nil
    if isLabelled { return false }
    if hasBullet {
      return line.indent > layout.lines[first.line].indent + 2
        && layout.isFull(before.line, nextWord: layout.firstWordLength(part.line))
    }
    let isList = other.folded[before.range].contains {
      $0 == 0x2C || $0 == 0x7C || $0 == 0x2022 || $0 == 0xB7 || $0 == 0x3B
    }
    if isList, layout.isFull(before.line, nextWord: layout.firstWordLength(part.line)) { return true }
    // A label's row wraps under its values, not under the label.
    return layout.lines[first.line].segments.count > 1 && line.indent > layout.lines[first.line].indent + 20
      && layout.isFull(before.line, nextWord: layout.firstWordLength(part.line))
  }

  /// Where a row's label ends: "Category: …" or "Category ⇥ …".
  func labelEnd(_ line: TextLine, _ range: Range<Int>) -> (label: Range<Int>, rest: Range<Int>)? {
    for offset in range {
      let scalar = line.folded[offset]
      if scalar == 0x09 || scalar == 0x3A {
        if scalar == 0x3A, offset + 1 < range.upperBound, !Folding.isSpace(line.folded[offset + 1]) { continue }
        let label = line.trimmed(range.lowerBound..<offset)
        let rest = line.trimmed((offset + 1)..<range.upperBound)
        guard !label.isEmpty, label.count <= 50, !line.folded[label].contains(0x2C) else { return nil }
        return (label, rest)
      }
      if scalar == 0x2C || scalar == 0x2022 || scalar == 0x7C { return nil }
    }
    return nil
  }

  /// The items of a row's text, from separators that stand outside brackets.
  func items(_ parts: [SectionLine], separators: Set<UInt32>) -> [ListItem] {
    // One text of all parts, with each scalar's origin.
    var scalars: [Unicode.Scalar] = []
    var folded: [UInt32] = []
    var origins: [(line: Int, offset: Int)] = []
    for part in parts {
      let line = layout.lines[part.line]
      let range = line.trimmed(part.range)
      if let last = folded.last, !range.isEmpty {
        let startsSmall = line.scalars[range.lowerBound].isLower
        if last == 0x2D, startsSmall || scalars.last?.value == 0xAD, folded.count > 1,
          Folding.isLetter(folded[folded.count - 2])
        {
          scalars.removeLast()
          folded.removeLast()
          origins.removeLast()
        } else if last != 0x2F || folded.dropLast().last == 0x2F || folded.dropLast().last == 0x20 {
          scalars.append(" ")
          folded.append(0x20)
          origins.append((part.line, range.lowerBound))
        }
      }
      for offset in range {
        scalars.append(line.scalars[offset])
        folded.append(line.folded[offset])
        origins.append((part.line, offset))
      }
    }
    var result: [ListItem] = []
    var start = 0
    var depth = 0
    for offset in 0...folded.count {
      let isEnd = offset == folded.count
      if !isEnd {
        if folded[offset] == 0x28 { depth += 1 }
        if folded[offset] == 0x29 { depth = max(0, depth - 1) }
      }
      let isSeparator =
        !isEnd && depth == 0
        && (separators.contains(folded[offset]) && !isDecimal(folded, offset)
          || isSpacedDash(folded, offset, separators))
      guard isEnd || isSeparator else { continue }
      var (low, high) = (start, offset)
      while low < high, isTrimmed(folded[low]) { low += 1 }
      while high > low, isTrimmed(folded[high - 1]) || folded[high - 1] == 0x2E && !isAbbreviation(folded, low, high) {
        high -= 1
      }
      if low < high {
        var view = String.UnicodeScalarView()
        for scalar in scalars[low..<high] { view.append(scalar == "\t" ? " " : scalar) }
        let origin = origins[low]
        let last = origins[high - 1]
        let range =
          origin.offset..<(last.line == origin.line ? last.offset + 1 : layout.lines[origin.line].scalars.count)
        result.append(ListItem(text: String(view), line: origin.line, range: range))
      }
      start = offset + 1
    }
    return result
  }

  private func isTrimmed(_ scalar: UInt32) -> Bool {
    Folding.isSpace(scalar)
      || [
        0x2C, 0x3B, 0x7C, 0x2022, 0xB7, 0x2D, 0x3A, 0x25CF, 0x25AA, 0x25A0, 0x25CB, 0x2605, 0x2606, 0x25E6, 0x2023,
        0x2713, 0x2714,
      ].contains(scalar)
  }

  private func isAbbreviation(_ folded: [UInt32], _ low: Int, _ high: Int) -> Bool {
    folded[low..<(high - 1)].contains(0x2E)
  }

  /// "1,000" holds no two items.
  private func isDecimal(_ folded: [UInt32], _ offset: Int) -> Bool {
    folded[offset] == 0x2C && offset > 0 && offset + 1 < folded.count && Folding.isDigit(folded[offset - 1])
      && Folding.isDigit(folded[offset + 1])
  }

  private func isSpacedDash(_ folded: [UInt32], _ offset: Int, _ separators: Set<UInt32>) -> Bool {
    guard folded[offset] == 0x2F, !separators.contains(0x2F) else { return false }
    var (low, high) = (offset, offset + 1)
    while low > 0, folded[low - 1] == 0x2F { low -= 1 }
    while high < folded.count, folded[high] == 0x2F { high += 1 }
    return high - low <= 2 && low > 0 && high < folded.count && folded[low - 1] == 0x20 && folded[high] == 0x20
  }
}
