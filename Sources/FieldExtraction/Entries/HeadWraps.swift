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
    guard line.flow == next.flow, part.line == before.line + 1, let last = line.tokens.last(where: { $0.isWordLike }),
      last.end <= before.range.upperBound, abs(line.size - next.size) < 0.5, next.segments.count == 1,
      next.dates.isEmpty, !next.hasBullet
    else { return false }
    if line.folded[last.end..<line.trimmed(before.range).upperBound].contains(0x2C) { return false }
    if gazetteer.organizations.value(of: next, in: part.range) == Gazetteer.Organization.tail.rawValue { return true }
    if Self.conjunctions.match(line.folded, [last], at: 0, before: 1) != nil { return true }
    guard layout.isFull(before.line, nextWord: layout.firstWordLength(part.line)) else { return false }
    if next.scalars[part.range].first?.isLower == true { return true }
    let isAlike = next.isBold == line.isBold && next.isItalic == line.isItalic
    guard isAlike, next.wordCount <= (isSetOff(line, next) ? 6 : 2) else { return false }
    return gazetteer.place(next, part.range).covered < 0.99 && gazetteer.titleHeads(next, part.range) == 0
      && (next.wordCount <= 2 || !namesOther(next, part.range))
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
