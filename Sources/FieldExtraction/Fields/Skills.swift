import ResumeModel

/// Reads skills from their sections: whole terms, whatever lists them; levels, dots and categories are no skills.
struct SkillReader {
  private let layout: ResumeLayout
  private let names = LanguageNames.standard
  private let taxonomy = SkillTaxonomy.standard

  init(_ layout: ResumeLayout) {
    self.layout = layout
  }

  private static let separators: Set<UInt32> = [
    0x2C, 0x3B, 0x7C, 0x2022, 0xB7, 0x09, 0x25CF, 0x25AA, 0x25A0, 0x2666, 0x25C6, 0x2605, 0x3001, 0xFF0C, 0xFF1B,
  ]

  func read() -> [Extracted<String>] {
    var result: [Extracted<String>] = []
    var seen: Set<[UInt32]> = []
    func add(_ item: ListItem, _ confidence: Double) {
      guard result.count < 200, seen.insert(Folding.fold(item.text)).inserted else { return }
      result.append(
        Extracted(item.text, confidence: confidence, evidence: [layout.lines[item.line].evidence(item.range)]))
    }
    for section in layout.sections(.skills) {
      for (item, confidence) in items(of: section) { add(item, confidence) }
    }
    if result.isEmpty {
      for (item, confidence) in unheaded() { add(item, confidence) }
    }
    return result
  }

  /// A list under a heading that is not known, most of whose items are skills of a trade.
  private func unheaded() -> [(ListItem, Double)] {
    for section in layout.sections(.other) {
      let found = items(of: section)
      let known = found.compactMap { taxonomy.skill($0.0.text) }
      let trades = Set(known.filter { isTrade($0.category) }.map(\.canonical))
      if known.count >= 3, known.count * 2 >= found.count, trades.count >= 2 { return found.map { ($0.0, 0.6) } }
    }
    return []
  }

  /// Not a skill that is as well a pastime.
  private func isTrade(_ category: Int) -> Bool {
    !["personal", "teaching and languages", "hospitality and kitchen", "trade and craft"].contains(
      taxonomy.categories[category])
  }

  private func items(of section: Section) -> [(ListItem, Double)] {
    let reader = ListReader(layout)
    let excluded = LanguageTable(layout).lines(of: section)
    let lines = section.lines.filter { !excluded.contains($0.line) }
    var result: [(ListItem, Double)] = []
    var plain = Section(kind: section.kind, heading: section.heading, lines: [])
    func flush() {
      for row in reader.rows(plain) { result += items(of: row, reader) }
      plain.lines.removeAll()
    }
    var position = 0
    while position < lines.count {
      if let columns = SkillCells(layout).columns(at: position, of: lines) {
        flush()
        for list in columns.lists {
          result += expanded(reader.items(list, separators: Self.separators.subtracting([0x09])), isList: true)
        }
        position += columns.count
      } else {
        plain.lines.append(lines[position])
        position += 1
      }
    }
    flush()
    return result
  }

  private func items(of row: ListReader.Row, _ reader: ListReader) -> [(ListItem, Double)] {
    var result: [(ListItem, Double)] = []
    for part in cells(of: row) {
      var parts = part
      if let first = parts.first {
        let line = layout.lines[first.line]
        if let (label, rest) = reader.labelEnd(line, first.range) {
          if isLanguageRow(line, label, rest) { continue }
          guard !rest.isEmpty || parts.count > 1 else { continue }  // A subheading: "Technical:".
          if isLevel(line, rest), parts.count == 1 {
            parts[0].range = label
          } else if isTwoSkills(line, label, rest) {
            parts[0].range = first.range
          } else {
            parts[0].range = rest
          }
        }
      }
      let words = parts.reduce(0) { total, part in
        let line = layout.lines[part.line]
        return total + line.tokens[line.tokenIndices(in: part.range)].filter(\.isWordLike).count
      }
      let items = reader.items(parts, separators: Self.separators)
      // Running prose is no list; what it names is taken where it is surely meant.
      if items.count > 0, words / items.count > 7 {
        result += parts.flatMap { named(in: $0) }.map { ($0, 0.7) }
      } else {
        result += expanded(items, isList: items.count > 1 || row.hasBullet)
      }
    }
    return result
  }

  private func expanded(_ items: [ListItem], isList: Bool) -> [(ListItem, Double)] {
    items.enumerated().flatMap { offset, item in
      SkillItem(item).skills(isLast: items.count > 1 && offset == items.count - 1).map { ($0, isList ? 0.93 : 0.85) }
    }
  }

  /// Skills in a sentence: written with a capital, a digit or a sign, and not as its first word.
  private func named(in part: SectionLine) -> [ListItem] {
    let line = layout.lines[part.line]
    return taxonomy.matches(line.folded, in: part.range).compactMap { match in
      let isWritten = line.scalars[match.range].contains { $0.isUpper || Folding.isDigit($0.value) }
      let isFirst = match.range.lowerBound == line.trimmed(part.range).lowerBound
      let isPhrase = line.folded[match.range].contains(0x20)
      guard isWritten, match.range.count > 2, isPhrase || !isFirst else { return nil }
      return ListItem(text: line.text(match.range), line: part.line, range: match.range)
    }
  }

  /// "Main ⇥ A, B ⇥ Further ⇥ C": two labelled lists beside each other.
  private func cells(of row: ListReader.Row) -> [[SectionLine]] {
    guard row.parts.count == 1, let part = row.parts.first else { return [row.parts] }
    let line = layout.lines[part.line]
    let segments = line.segments.map { $0.clamped(to: part.range) }.filter { !$0.isEmpty }
    guard segments.count > 2 else { return [row.parts] }
    // Every other segment a label: read in pairs.
    if segments.count == 4, !line.folded[segments[0]].contains(0x2C), !line.folded[segments[2]].contains(0x2C),
      line.folded[segments[1]].contains(0x2C), line.folded[segments[3]].contains(0x2C)
    {
      return [[SectionLine(line: part.line, range: segments[1])], [SectionLine(line: part.line, range: segments[3])]]
    }
    return segments.map { [SectionLine(line: part.line, range: $0)] }
  }

  private func isLanguageRow(_ line: TextLine, _ label: Range<Int>, _ rest: Range<Int>) -> Bool {
    if HeadingLexicon.standard.meaning(of: line, in: label)?.kind == .languages, names.count(in: line, rest) > 0 {
      return true
    }
    return names.names.value(of: line, in: label) != nil && names.fluency.matches(in: line, rest).count > 0
  }

  /// "Python ⇥ SQL": cells of a grid, the first no label of the second.
  private func isTwoSkills(_ line: TextLine, _ label: Range<Int>, _ rest: Range<Int>) -> Bool {
    line.folded[label.upperBound..<rest.lowerBound].contains(0x09)
      && taxonomy.skill(line.folded, in: label) != nil && !line.folded[rest].contains(0x2C)
  }

  private func isLevel(_ line: TextLine, _ range: Range<Int>) -> Bool {
    guard !range.isEmpty else { return false }
    return SkillItem(ListItem(text: line.text(range), line: 0, range: range)).isLevel(
      0..<line.text(range).unicodeScalars.count)
  }
}
