import ResumeModel

/// Reads skills from their sections: whole terms, whatever lists them; levels, dots and categories are no skills.
struct SkillReader {
  private let layout: ResumeLayout
  private let names = LanguageNames.standard

  init(_ layout: ResumeLayout) {
    self.layout = layout
  }

  private static let levels = Lexicon(
    [
      "expert", "advanced", "intermediate", "beginner", "basic", "proficient", "familiar", "experienced", "novice",
      "professional", "fluent", "good", "very good", "excellent", "skilled", "competent", "master", "main", "further",
      "general", "other", "others",
      "experte", "fortgeschritten", "grundkenntnisse", "sehr gut", "gut", "basis", "anfänger", "expertenkenntnisse",
      "avancé", "intermédiaire", "débutant", "confirmé", "maîtrise", "notions", "avanzado", "intermedio", "básico",
      "experto", "avançado", "intermediário",
      "especialista", "avanzato", "base", "esperto", "buono", "ottimo", "gevorderd", "gemiddeld", "zaawansowany",
      "średniozaawansowany", "podstawowy", "ekspert", "avancerad", "grundläggande", "avanceret", "grundlæggende",
      "avansert", "grunnleggende", "years", "year", "jahre", "ans", "años", "anos", "anni", "jaar", "lata",
    ]
    .map { ($0, 1) })

  func read() -> [Extracted<String>] {
    var result: [Extracted<String>] = []
    var seen: Set<[UInt32]> = []
    for section in layout.sections(.skills) {
      for (item, confidence) in items(of: section) {
        let key = Folding.fold(item.text)
        guard seen.insert(key).inserted else { continue }
        result.append(
          Extracted(item.text, confidence: confidence, evidence: [layout.lines[item.line].evidence(item.range)]))
        if result.count >= 200 { return result }
      }
    }
    return result
  }

  private func items(of section: Section) -> [(ListItem, Double)] {
    let reader = ListReader(layout)
    var result: [(ListItem, Double)] = []
    for row in reader.rows(section) {
      for part in cells(of: row, reader) {
        var parts = part
        if let first = parts.first {
          let line = layout.lines[first.line]
          if let (label, rest) = reader.labelEnd(line, first.range) {
            if isLanguageRow(line, label, rest) { continue }
            if !rest.isEmpty || parts.count > 1 {
              if isLevel(line, rest), parts.count == 1 {
                parts[0].range = label
              } else {
                parts[0].range = rest
              }
            } else {
              continue  // A subheading: "Technical:".
            }
          }
        }
        let words = parts.reduce(0) { total, part in
          total
            + layout.lines[part.line].tokens[layout.lines[part.line].tokenIndices(in: part.range)].filter(\.isWordLike)
            .count
        }
        let items = reader.items(
          parts, separators: [0x2C, 0x3B, 0x7C, 0x2022, 0xB7, 0x09, 0x25CF, 0x25AA, 0x25A0, 0x2666, 0x25C6, 0x2605])
        // Running prose is no list.
        if items.count > 0, words / items.count > 7 { continue }
        for item in items { result += expanded(item).map { ($0, items.count > 1 || row.hasBullet ? 0.93 : 0.85) } }
      }
    }
    return result
  }

  /// "Main ⇥ A, B ⇥ Further ⇥ C": two labelled lists beside each other.
  private func cells(of row: ListReader.Row, _ reader: ListReader) -> [[SectionLine]] {
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

  private func isLevel(_ line: TextLine, _ range: Range<Int>) -> Bool {
    guard !range.isEmpty else { return false }
    if Self.levels.value(of: line, in: range) != nil { return true }
    return !line.folded[range].contains { Folding.isLetter($0) }
  }

  /// Without a level behind it; a bracket that lists more is opened: "Python (Django, Flask)".
  private func expanded(_ item: ListItem) -> [ListItem] {
    let folded = Folding.fold(item.text)
    let tokens = Tokenizer.tokens(of: folded)
    guard tokens.contains(where: \.isWordLike) else { return [] }
    if tokens.allSatisfy({ $0.kind == .sign || $0.kind == .number }) { return [] }
    if let match = Self.levels.match(folded, tokens, at: 0, before: tokens.count), match.end == tokens.count {
      return []
    }
    let scalars = Array(item.text.unicodeScalars)
    func text(_ range: Range<Int>) -> String {
      var (low, high) = (range.lowerBound, range.upperBound)
      while low < high, Folding.isSpace(folded[low]) || folded[low] == 0x2D { low += 1 }
      while high > low, Folding.isSpace(folded[high - 1]) || folded[high - 1] == 0x2D || folded[high - 1] == 0x3A {
        high -= 1
      }
      return Emails.string(scalars[low..<high])
    }
    if let open = folded.firstIndex(of: 0x28), let close = folded[open...].firstIndex(of: 0x29), open > 0 {
      let inside = Array(folded[(open + 1)..<close])
      let insideTokens = Tokenizer.tokens(of: inside)
      let isLevel =
        Self.levels.match(inside, insideTokens, at: 0, before: insideTokens.count)?.end == insideTokens.count
        || insideTokens.count <= 3 && insideTokens.first?.kind == .number && insideTokens.count > 1
      let outer = text(0..<open)
      if isLevel, close == folded.count - 1 { return [ListItem(text: outer, line: item.line, range: item.range)] }
      if inside.contains(0x2C), close == folded.count - 1, !outer.isEmpty {
        var result = [ListItem(text: outer, line: item.line, range: item.range)]
        var start = open + 1
        for offset in (open + 1)...close where offset == close || folded[offset] == 0x2C {
          let piece = text(start..<offset)
          if !piece.isEmpty { result.append(ListItem(text: piece, line: item.line, range: item.range)) }
          start = offset + 1
        }
        return result
      }
    }
    // "Python – expert", "Excel: advanced".
    for index in tokens.indices.dropFirst()
    where tokens[index].kind == .sign && (folded[tokens[index].start] == 0x2D || folded[tokens[index].start] == 0x3A) {
      guard tokens[index].spaceBefore || folded[tokens[index].start] == 0x3A, index + 1 < tokens.count else { continue }
      if let match = Self.levels.match(folded, tokens, at: index + 1, before: tokens.count), match.end == tokens.count {
        return [ListItem(text: text(0..<tokens[index].start), line: item.line, range: item.range)]
      }
    }
    // "SQL Basic: Excel": the label of the next list ran into an item.
    for index in tokens.indices.dropFirst() where folded[tokens[index].start] == 0x3A && index + 1 < tokens.count {
      for start in 1..<index {
        if let match = Self.levels.match(folded, tokens, at: start, before: index), match.end == index {
          return [text(0..<tokens[start].start), text(tokens[index].end..<folded.count)].filter { !$0.isEmpty }
            .map { ListItem(text: $0, line: item.line, range: item.range) }
        }
      }
    }
    let whole = text(0..<folded.count)
    return whole.isEmpty || folded.count > 80 ? [] : [ListItem(text: whole, line: item.line, range: item.range)]
  }
}
