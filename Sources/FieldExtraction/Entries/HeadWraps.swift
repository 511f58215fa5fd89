/// Tells where a field of an entry's head goes on in the next line.
struct HeadWraps {
  private let layout: ResumeLayout
  private let gazetteer = Gazetteer.standard

  init(_ layout: ResumeLayout) {
    self.layout = layout
  }

  /// Whether a line breaks off in mid-phrase: at a conjunction or comma, at its full length before a small letter, or
  /// before more in a style of its own.
  func goOn(_ before: SectionLine, in part: SectionLine) -> Bool {
    let (line, next) = (layout.lines[before.line], layout.lines[part.line])
    let text = withoutDate(line, before.range)
    let piece = firstPiece(next, part.range)
    guard line.flow == next.flow, part.line == before.line + 1, !piece.isEmpty,
      let last = line.tokens[line.tokenIndices(in: text)].last(where: { $0.isWordLike }),
      abs(line.size - next.size) < 0.5, next.segments.count == 1, !next.hasBullet
    else { return false }
    if line.folded[last.end..<text.upperBound].contains(0x2C) { return false }
    if gazetteer.organizations.value(of: next, in: part.range) == Gazetteer.Organization.tail.rawValue { return true }
    if Self.conjunctions.match(line.folded, [last], at: 0, before: 1) != nil { return true }
    let startsSmall = next.scalars[piece].first?.isLower == true
    // Where a date stands at the right, the width of the cell before it is not known.
    guard text == line.trimmed(before.range) else {
      return startsSmall && next.box.map { $0.x1 < line.box?.x1 ?? 0 } == true
    }
    guard layout.isFull(before.line, nextWord: layout.firstWordLength(part.line)) else { return false }
    if startsSmall { return true }
    let isAlike = next.isBold == line.isBold && next.isItalic == line.isItalic
    let words = next.tokens[next.tokenIndices(in: piece)].filter(\.isWordLike).count
    guard isAlike, words <= (isSetOff(line, next) ? 6 : 2), words <= 2 || next.dates.isEmpty || isSetOff(line, next)
    else {
      return false
    }
    return gazetteer.place(next, piece).covered < 0.99 && gazetteer.titleHeads(next, piece) == 0
      && (words <= 2 || !namesOther(next, piece))
  }

  /// A line's text before a date in a cell of its own at its end.
  private func withoutDate(_ line: TextLine, _ range: Range<Int>) -> Range<Int> {
    let whole = line.trimmed(range)
    guard let cell = line.segments.last, line.segments.count > 1,
      let date = line.dates.first(where: { $0.range.overlaps(cell) }), cell.count - date.range.count <= 2,
      cell.lowerBound > whole.lowerBound
    else { return whole }
    return line.trimmed(whole.lowerBound..<cell.lowerBound)
  }

  /// What stands before the first comma, bracket, mark or date; nothing where that begins the line.
  private func firstPiece(_ line: TextLine, _ range: Range<Int>) -> Range<Int> {
    let whole = line.trimmed(range)
    let sign = line.folded[whole].firstIndex { [0x2C, 0x28, 0x5B, 0x7C, 0x09, 0xB7, 0x2022].contains($0) }
    let date = line.dates.map(\.range.lowerBound).first { $0 >= whole.lowerBound }
    return line.trimmed(
      whole.lowerBound..<max(whole.lowerBound, min(sign ?? whole.upperBound, date ?? whole.upperBound)))
  }

  /// Both in one style that is not the body's.
  private func isSetOff(_ line: TextLine, _ next: TextLine) -> Bool {
    let typography = layout.typography
    return line.color == next.color && line.font == next.font
      && (line.isBold && !typography.bodyIsBold || line.size > typography.bodySize * 1.08
        || line.color != typography.bodyColor)
  }

  /// An employer, a school or a degree stands by itself.
  private func namesOther(_ line: TextLine, _ range: Range<Int>) -> Bool {
    gazetteer.hasTail(line, range) || gazetteer.isEmployer(line, range) || gazetteer.organizationWords(line, range) > 0
      || gazetteer.hasSchool(line, range) || gazetteer.degree(line, range) != nil
  }

  private static let conjunctions = Lexicon(
    [
      "and", "of", "in", "for", "the", "und", "der", "für", "et", "de", "des", "du", "en", "y", "e", "em", "di",
      "della",
      "per", "van", "voor", "i", "w", "och", "för", "og", "for", "и", "в", "по", "та", "&",
    ].map { ($0, 1) })
}
