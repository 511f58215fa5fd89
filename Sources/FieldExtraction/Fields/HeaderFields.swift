import ResumeModel

/// What stands about the person near the name: headline, place, and prose that has no heading.
struct HeaderFields {
  private let layout: ResumeLayout
  private let name: NameFinder.Hit?
  private let emails: [ContactHit]
  private let phones: [PhoneHit]
  private let links: [Links.Hit]
  private let location: Location?
  private let gazetteer = Gazetteer.standard

  init(
    _ layout: ResumeLayout, name: NameFinder.Hit?, emails: [ContactHit], phones: [PhoneHit], links: [Links.Hit],
    location: Location?
  ) {
    self.layout = layout
    self.name = name
    self.emails = emails
    self.phones = phones
    self.links = links
    self.location = location
  }

  // MARK: Label

  func label() -> Extracted<String>? {
    if let labelled = labelled() { return labelled }
    guard let name else { return nil }
    let line = layout.lines[name.line]
    // "Jane Doe — Accountant", "Jane Doe ⇥ Accountant", "Jane Doe, Accountant".
    let rest = line.trimmed(name.range.upperBound..<line.scalars.count)
    if !rest.isEmpty {
      let atoms = AtomCutter(cutsFinely: false).atoms(of: line, index: name.line, in: rest)
      if let atom = atoms.first, isLabel(line, atom.range), gazetteer.titleHeads(line, atom.range) > 0 {
        var text = line.text(atom.range)
        var evidence = [line.evidence(atom.range)]
        let next = name.line + 1
        if atoms.count == 1, next < layout.lines.count, continues(name.line, next) {
          text = Paragraphs(layout).joined([
            SectionLine(line: name.line, range: atom.range), SectionLine(line: next, range: layout.lines[next].range),
          ])
          evidence.append(layout.lines[next].evidence())
        }
        return Extracted(text, confidence: 0.9, evidence: evidence)
      }
    }
    var position = name.line
    var steps = 0
    while position + 1 < layout.lines.count, steps < 4, position < name.line + 8 {
      position += 1
      // Contact details may stand between the name and the headline.
      if !isContactNeighbour(position) || steps > 0 || layout.lines[position].flow != line.flow { steps += 1 }
      let next = layout.lines[position]
      guard next.page == line.page else { break }
      if layout.isHeading[position] { break }
      guard next.flow == line.flow || steps <= 2,
        layout.kinds[position] == .contact || layout.kinds[position] == nil || next.flow != line.flow
      else { break }
      // "Accountant | Lisbon | jane@example.com": the headline leads the contact line.
      let atoms = AtomCutter(cutsFinely: false).atoms(of: next, index: position, in: next.range)
      if atoms.count > 1, let range = headline(next, atoms) {
        return Extracted(next.text(range), confidence: 0.8, evidence: [next.evidence(range)])
      }
      if next.segments.count > 2 { continue }
      let range = next.segments.first ?? next.range
      let heads = gazetteer.titleHeads(next, range)
      guard isLabel(next, range) else {
        if next.wordCount > 12, !isContactNeighbour(position) { break }
        continue
      }
      let isPlace = gazetteer.place(next, range).covered > 0.6
      if heads > 0
        || steps == 1 && !isPlace && next.segments.count == 1 && next.wordCount >= 1 && next.wordCount <= 7
          && !isContactNeighbour(position) && hasHeaderStyle(next) && !mayBePlace(next, range)
      {
        return Extracted(next.text(range), confidence: heads > 0 ? 0.9 : 0.6, evidence: [next.evidence(range)])
      }
    }
    // Above the name.
    if name.firstLine > 0 {
      let above = layout.lines[name.firstLine - 1]
      if above.flow == line.flow, !layout.isHeading[name.firstLine - 1], isLabel(above, above.range),
        gazetteer.titleHeads(above, above.range) > 0
      {
        return Extracted(above.text, confidence: 0.7, evidence: [above.evidence()])
      }
    }
    return nil
  }

  /// "Accountant | Auditor | Lisbon": what leads a line that its separators part, without place and contact details.
  private func headline(_ line: TextLine, _ atoms: [Atom]) -> Range<Int>? {
    let taken = atoms.prefix { atom in
      isLabel(line, atom.range) && gazetteer.place(line, atom.range).covered < 0.6 && atom.separator < .tab
    }
    guard let first = taken.first, let last = taken.last,
      taken.contains(where: { gazetteer.titleHeads(line, $0.range) > 0 }),
      gazetteer.titleHeads(line, first.range) > 0 || taken.count == atoms.count
    else { return nil }
    return first.range.lowerBound..<last.range.upperBound
  }

  private func labelled() -> Extracted<String>? {
    for (position, line) in layout.lines.enumerated().prefix(60) {
      guard let end = line.folded.firstIndex(where: { $0 == 0x09 || $0 == 0x3A }), end < 40,
        NameWords.standard.headlines.value(of: line, in: 0..<end) != nil
      else { continue }
      let kind = layout.kinds[position]
      guard kind == .contact || kind == .summary || kind == .other || kind == nil else { continue }
      let rest = line.trimmed((end + 1)..<line.scalars.count)
      if !rest.isEmpty, isLabel(line, rest) {
        return Extracted(line.text(rest), confidence: 0.85, evidence: [line.evidence(rest)])
      }
    }
    return nil
  }

  private func continues(_ position: Int, _ next: Int) -> Bool {
    let (line, other) = (layout.lines[position], layout.lines[next])
    return line.flow == other.flow && abs(line.size - other.size) < 0.3
      && other.size > layout.typography.bodySize * 1.15 && other.wordCount <= 4
      && other.segments.count == 1 && isLabel(other, other.range)
  }

  private func hasHeaderStyle(_ line: TextLine) -> Bool {
    line.size > layout.typography.bodySize * 1.05 || line.isBold || line.isItalic || line.isAllCaps
      || line.color != layout.typography.bodyColor
      || line.headingLevel != nil || line.box == nil
  }

  private func isLabel(_ line: TextLine, _ range: Range<Int>) -> Bool {
    guard range.count >= 2, range.count <= 140, !line.hasBullet else { return false }
    let tokens = line.tokens[line.tokenIndices(in: range)]
    let words = tokens.filter(\.isWordLike).count
    // A long one lists several, or names more than one title.
    let isListed = line.folded[range].contains { $0 == 0x7C || $0 == 0xB7 || $0 == 0x2022 || $0 == 0x2F || $0 == 0x2C }
    guard words > 0, words <= 10 || words <= 18 && isListed && line.folded[range].last != 0x2E else { return false }
    let position = layout.lines.firstIndex { $0.index == line.index } ?? 0
    if hits(on: position).contains(where: { $0.overlaps(range) }) { return false }
    // "Engineer @ Acme" is none of an address.
    if let at = line.folded[range].firstIndex(of: 0x40), at == range.lowerBound || !Folding.isSpace(line.folded[at - 1])
    {
      return false
    }
    if ContactLabels.standard.isLabel(line, range) { return false }
    if let end = line.folded[range].firstIndex(where: { $0 == 0x09 || $0 == 0x3A }),
      ContactLabels.standard.isLabel(line, range.lowerBound..<end)
    {
      return false
    }
    if line.dates.contains(where: { $0.range.overlaps(range) }) { return false }
    if tokens.contains(where: { $0.kind == .number && $0.count > 2 }) { return false }
    if line.folded[range.upperBound - 1] == 0x2E, words > 5 { return false }
    return true
  }

  /// Words in capitals where the person's place is not known: more likely that than a title that no list knows.
  private func mayBePlace(_ line: TextLine, _ range: Range<Int>) -> Bool {
    let words = line.tokens[line.tokenIndices(in: range)].filter(\.isWordLike)
    guard words.count <= 3, words.allSatisfy({ line.scalars[$0.start].isUpper || $0.count <= 2 }) else { return false }
    return location == nil
  }

  private func isContactNeighbour(_ position: Int) -> Bool {
    !hits(on: position).isEmpty
  }

  private func hits(on position: Int) -> [Range<Int>] {
    emails.filter { $0.line == position }.map(\.range) + phones.filter { $0.line == position }.map(\.range)
      + links.filter { $0.line == position }.map(\.range)
  }

  // MARK: Summary

  func summary() -> Extracted<String>? {
    for section in layout.sections(.summary) {
      let lines = section.lines.filter { part in
        let line = layout.lines[part.line]
        return !(line.dates.contains { $0.isRange } && line.wordCount < 8) && hits(on: part.line).isEmpty
      }
      let text = Paragraphs(layout).joined(lines)
      let folded = Folding.fold(text)
      if folded.filter(Folding.isSpace).count >= 3 || folded.filter(Folding.isWide).count >= 10 {
        return Extracted(text, confidence: 0.95, evidence: evidence(lines))
      }
    }
    if let prose = proseUnderUnknownHeading() { return prose }
    // Prose under the header.
    let header = layout.sections.filter { $0.kind == .contact }.flatMap(\.lines)
    var run: [SectionLine] = []
    var best: [SectionLine] = []
    for part in header {
      let line = layout.lines[part.line]
      let isProse =
        line.wordCount >= 7 && hits(on: part.line).isEmpty && line.segments.count == 1
        && line.size < layout.typography.bodySize * 1.4
        && !line.folded.contains(0x7C) && line.part == .body
      let ends =
        !run.isEmpty && line.flow == layout.lines[run[run.count - 1].line].flow
        && layout.isFull(run[run.count - 1].line, nextWord: layout.firstWordLength(part.line))
        && hits(on: part.line).isEmpty
      if isProse || ends {
        run.append(part)
      } else {
        if run.count > best.count { best = run }
        run = []
      }
    }
    if run.count > best.count { best = run }
    let words = best.reduce(0) { $0 + layout.lines[$1.line].wordCount }
    guard words >= 10 else { return nil }
    return Extracted(Paragraphs(layout).joined(best), confidence: 0.75, evidence: evidence(best))
  }

  /// Prose under an arbitrary title ("Why me"), before the history begins.
  private func proseUnderUnknownHeading() -> Extracted<String>? {
    for section in layout.sections {
      if section.kind == .work || section.kind == .education { return nil }
      guard section.kind == .other, let heading = section.heading,
        HeadingLexicon.standard.meaning(of: layout.lines[heading], in: layout.lines[heading].range) == nil
      else { continue }
      let words = section.lines.reduce(0) { $0 + layout.lines[$1.line].wordCount }
      let isProse = section.lines.allSatisfy { part in
        let line = layout.lines[part.line]
        return line.dates.isEmpty && !line.hasBullet && hits(on: part.line).isEmpty && line.segments.count == 1
      }
      guard isProse, words >= 12, words >= section.lines.count * 4 else { continue }
      return Extracted(Paragraphs(layout).joined(section.lines), confidence: 0.7, evidence: evidence(section.lines))
    }
    return nil
  }

  private func evidence(_ lines: [SectionLine]) -> [Evidence] { lines.map { layout.lines[$0.line].evidence() } }
}
