import ResumeModel

/// Reads human languages with their fluency: "English (Native)", "English – C1", "Englisch: fließend", table rows.
struct LanguageReader {
  private let layout: ResumeLayout
  private let names = LanguageNames.standard

  init(_ layout: ResumeLayout) {
    self.layout = layout
  }

  func read() -> [LanguageEntry] {
    var result: [LanguageEntry] = []
    var seen: Set<[UInt32]> = []
    func add(_ entry: LanguageEntry) {
      if seen.insert(Folding.fold(entry.language.value)).inserted { result.append(entry) }
    }
    for section in layout.sections(.languages) {
      for part in section.lines {
        for entry in entries(in: part, isSection: true) { add(entry) }
      }
    }
    // Human languages in rows of the skills: "Languages: English, German".
    for section in layout.sections where section.kind == .skills || section.kind == .other {
      let reader = ListReader(layout)
      let table = LanguageTable(layout)
      for part in section.lines {
        let line = layout.lines[part.line]
        if names.count(in: line, part.range) > 0, table.isRow(line, part.range) {
          for entry in entries(in: part, isSection: false) { add(entry) }
          continue
        }
        guard let (label, rest) = reader.labelEnd(line, part.range) else { continue }
        let isRow =
          HeadingLexicon.standard.meaning(of: line, in: label)?.kind == .languages
          || names.labels.value(of: line, in: label) != nil
        if isRow, names.count(in: line, rest) > 0 {
          for entry in entries(in: SectionLine(line: part.line, range: rest), isSection: false) { add(entry) }
        } else if names.names.value(of: line, in: label) != nil, names.fluency.matches(in: line, rest).count > 0 {
          for entry in entries(in: part, isSection: false) { add(entry) }
        }
      }
    }
    return result
  }

  private func entries(in part: SectionLine, isSection: Bool) -> [LanguageEntry] {
    let line = layout.lines[part.line]
    let found = names.names.matches(in: line, part.range)
    guard !found.isEmpty else { return isSection ? unknown(part) : [] }
    var result: [LanguageEntry] = []
    for (offset, match) in found.enumerated() {
      let low = line.tokens[match.tokens.lowerBound].start
      let high = line.tokens[match.tokens.upperBound - 1].end
      let end =
        offset + 1 < found.count ? line.tokens[found[offset + 1].tokens.lowerBound].start : part.range.upperBound
      let language = Extracted(line.text(low..<high), confidence: 0.95, evidence: [line.evidence(low..<high)])
      var fluency = fluency(line, high..<end)
      if fluency == nil, offset == 0, low > part.range.lowerBound {
        fluency = before(line, part.range.lowerBound..<low)
      }
      result.append(LanguageEntry(language: language, fluency: fluency))
    }
    return isSection ? result + unlisted(part, besides: found.map(\.tokens)) : result
  }

  /// Items of a list whose other items are languages: "English (fluent), Twi (native)".
  private func unlisted(_ part: SectionLine, besides known: [Range<Int>]) -> [LanguageEntry] {
    let line = layout.lines[part.line]
    var result: [LanguageEntry] = []
    var start = part.range.lowerBound
    var depth = 0
    for offset in part.range.lowerBound...part.range.upperBound {
      let isEnd = offset == part.range.upperBound
      if !isEnd, line.folded[offset] == 0x28 { depth += 1 }
      if !isEnd, line.folded[offset] == 0x29 { depth -= 1 }
      guard
        isEnd
          || depth <= 0 && (line.folded[offset] == 0x2C || line.folded[offset] == 0x3B || line.folded[offset] == 0x7C)
      else { continue }
      let item = line.trimmed(start..<offset)
      start = offset + 1
      let tokens = line.tokenIndices(in: item)
      if !item.isEmpty, !known.contains(where: { $0.overlaps(tokens) }) {
        result += unknown(SectionLine(line: part.line, range: item))
      }
    }
    return result
  }

  /// What stands behind a name up to the next.
  private func fluency(_ line: TextLine, _ range: Range<Int>) -> Extracted<String>? {
    var (low, high) = (range.lowerBound, range.upperBound)
    func isEdge(_ scalar: UInt32) -> Bool {
      Folding.isSpace(scalar)
        || [0x28, 0x29, 0x2D, 0x3A, 0x2C, 0x3B, 0x7C, 0x2022, 0xB7, 0x5B, 0x5D, 0x2F].contains(scalar)
    }
    while low < high, isEdge(line.folded[low]) { low += 1 }
    while high > low, isEdge(line.folded[high - 1]) {
      if line.folded[high - 1] == 0x29, line.folded[low..<(high - 1)].contains(0x28) { break }
      high -= 1
    }
    // The first cell of a row of levels.
    if let tab = line.folded[low..<high].firstIndex(of: 0x09) { high = line.trimmed(low..<tab).upperBound }
    if let bar = bar(line, low..<high) { return bar }
    guard low < high, high - low <= 80, line.folded[low..<high].contains(where: { Folding.isLetter($0) }) else {
      return nil
    }
    return Extracted(line.text(low..<high), confidence: 0.9, evidence: [line.evidence(low..<high)])
  }

  /// "●●●●○": four of five.
  private func bar(_ line: TextLine, _ range: Range<Int>) -> Extracted<String>? {
    let full: Set<UInt32> = [0x25CF, 0x2605, 0x25A0, 0x2B24, 0x26AB, 0x25AE, 0x25C6]
    let hollow: Set<UInt32> = [0x25CB, 0x2606, 0x25A1, 0x25EF, 0x26AA, 0x25AF, 0x25C7]
    let signs = line.folded[range].filter { !Folding.isSpace($0) }
    let filled = signs.filter(full.contains).count
    guard signs.count >= 3, signs.count <= 10, filled < signs.count,
      filled + signs.filter(hollow.contains).count == signs.count
    else { return nil }
    return Extracted("\(filled)/\(signs.count)", confidence: 0.8, evidence: [line.evidence(range)])
  }

  /// "Native English", "Fluent in German".
  private func before(_ line: TextLine, _ range: Range<Int>) -> Extracted<String>? {
    guard let match = names.fluency.matches(in: line, range).first else { return nil }
    let words = line.tokens[match.tokens.lowerBound].start..<line.tokens[match.tokens.upperBound - 1].end
    return Extracted(line.text(words), confidence: 0.8, evidence: [line.evidence(words)])
  }

  /// A language that the lexicon does not know, told by the level behind it.
  private func unknown(_ part: SectionLine) -> [LanguageEntry] {
    let line = layout.lines[part.line]
    guard let first = line.tokenIndices(in: part.range).first, line.tokens[first].kind == .word,
      line.tokens[first].count > 2,
      names.fluency.match(line, at: first, before: first + 1) == nil,
      HeadingLexicon.standard.meaning(of: line, in: line.tokens[first].start..<line.tokens[first].end) == nil,
      names.labels.match(line, at: first, before: line.tokens.count) == nil
    else { return [] }
    let rest = line.tokens[first].end..<part.range.upperBound
    guard let match = names.fluency.matches(in: line, rest).first, match.tokens.lowerBound - first <= 2,
      line.scalars[line.tokens[first].start].isUpper
    else { return [] }
    let word = line.tokens[first].start..<line.tokens[first].end
    return [
      LanguageEntry(
        language: Extracted(line.text(word), confidence: 0.6, evidence: [line.evidence(word)]),
        fluency: fluency(line, rest))
    ]
  }
}
