/// Lists of skills that stand beside each other in the cells of a row: "Main ⇥ a, b, ⇥ Further ⇥ c,", and below "d ⇥ e".
struct SkillCells {
  private let layout: ResumeLayout
  private let words = SkillWords.standard

  init(_ layout: ResumeLayout) {
    self.layout = layout
  }

  /// The columns of lists that begin at a line, each with its wrapped parts, and how many lines they take; nil where the
  /// line holds one list.
  func columns(at position: Int, of lines: [SectionLine]) -> (lists: [[SectionLine]], count: Int)? {
    let part = lines[position]
    let line = layout.lines[part.line]
    guard line.folded[part.range].contains(0x09) else { return nil }
    let cells = cells(line, part.range)
    guard cells.count > 1 else { return nil }
    var lists = cells.map { [SectionLine(line: part.line, range: $0)] }
    var count = 1
    while position + count < lines.count {
      let next = lines[position + count]
      let below = layout.lines[next.line]
      guard next.line == lines[position + count - 1].line + 1, below.flow == line.flow, !below.hasBullet,
        below.box == nil || below.indent > line.indent + 15, abs(below.size - line.size) < 1
      else { break }
      let segments = below.segments.filter { next.range.overlaps($0) }
      if segments.count == lists.count {
        for (index, segment) in segments.enumerated() {
          lists[index].append(SectionLine(line: next.line, range: segment))
        }
      } else if segments.count == 1, !isRestOfLabel(line, part.range, below, segments[0]) {
        // Under which list a single rest stands, its place tells.
        lists[column(of: below, above: line, cells)].append(SectionLine(line: next.line, range: segments[0]))
      } else if segments.count != 1 {
        break
      }
      count += 1
    }
    return (lists, count)
  }

  /// The lists of a line between its labels, which are words of level.
  private func cells(_ line: TextLine, _ range: Range<Int>) -> [Range<Int>] {
    var cells: [Range<Int>] = []
    var labels = 0
    var isOpen = false
    for segment in line.segments where range.overlaps(segment) {
      let content = afterLabel(line, segment.clamped(to: range))
      if content != segment.clamped(to: range) { (labels, isOpen) = (labels + 1, false) }
      guard !content.isEmpty else { continue }
      if isOpen {
        cells[cells.count - 1] = cells[cells.count - 1].lowerBound..<content.upperBound
      } else {
        cells.append(content)
        isOpen = true
      }
    }
    return labels > 1 ? cells : []
  }

  /// A segment without the word of level in front of it, where more than one word or a list follows.
  private func afterLabel(_ line: TextLine, _ segment: Range<Int>) -> Range<Int> {
    let indices = line.tokenIndices(in: segment)
    guard let first = indices.first,
      let match = words.levels.match(line, at: first, before: indices.upperBound),
      SkillTaxonomy.standard.skill(line.folded, in: segment) == nil
    else { return segment }
    return line.trimmed(line.tokens[match.end - 1].end..<segment.upperBound)
  }

  /// "En cours" over "d'acquisition": the label's own second line.
  private func isRestOfLabel(_ line: TextLine, _ range: Range<Int>, _ below: TextLine, _ rest: Range<Int>) -> Bool {
    guard below.scalars[rest.lowerBound].isLower else { return false }
    for segment in line.segments where range.overlaps(segment) {
      let head = line.tokenIndices(in: segment)
      guard let first = head.first, let match = words.levels.match(line, at: first, before: head.upperBound) else {
        continue
      }
      let label =
        Array(line.folded[line.tokens[first].start..<line.tokens[match.end - 1].end]) + [0x20]
        + Array(below.folded[rest])
      let labelTokens = Tokenizer.tokens(of: label)
      if words.levels.match(label, labelTokens, at: 0, before: labelTokens.count)?.end == labelTokens.count {
        return true
      }
    }
    return false
  }

  /// By where the rest begins, the cells' places estimated from their share of the line.
  private func column(of below: TextLine, above line: TextLine, _ cells: [Range<Int>]) -> Int {
    guard let box = line.box, !line.scalars.isEmpty else { return cells.count - 1 }
    var best = 0
    var nearest = Double.infinity
    for (index, cell) in cells.enumerated() {
      let x = box.x0 + box.width * Double(cell.lowerBound) / Double(line.scalars.count)
      if abs(x - below.indent) < nearest { (best, nearest) = (index, abs(x - below.indent)) }
    }
    return best
  }
}
