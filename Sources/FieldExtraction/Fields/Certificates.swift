import ResumeModel

/// Reads certificates and licences with issuer and date.
struct CertificateReader {
  private let layout: ResumeLayout

  init(_ layout: ResumeLayout) {
    self.layout = layout
  }

  func read() -> [CertificateEntry] {
    var result: [CertificateEntry] = []
    let reader = ListReader(layout)
    let lists = layout.sections(.certificates).map { section in
      reader.rows(section).filter { row in
        !isNumber(row) && row.parts.first.map { !layout.lines[$0.line].isColumnHead } ?? false
      }.flatMap(parted)
    }
    let habits = Habits(lists.flatMap { $0 }, layout, self)
    for rows in lists {
      for group in groups(of: rows) {
        let names = group.filter { !isDateOnly(rows[$0]) }
        guard let first = names.first else {
          if let last = result.indices.last, let date = dateOnly(rows[group[0]]), result[last].date == nil {
            result[last].date = date
          }
          continue
        }
        let issuer = names.dropFirst().first.flatMap { self.issuer(rows[$0]) }
        guard var entry = entry(rows[first], habits, hasIssuer: issuer != nil) else { continue }
        entry.issuer = issuer ?? entry.issuer
        for other in group where entry.date == nil && other != first { entry.date = dateOnly(rows[other]) }
        result.append(entry)
        if result.count >= 60 { return result }
      }
    }
    return result
  }

  // MARK: Rows

  /// "Credential ID ABC-123", "Licence no. 42".
  private static let numbers = Lexicon(
    [
      "credential id", "credential", "license no", "licence no", "license number", "licence number", "license",
      "certificate no", "certificate number", "certificate id", "certification number", "certification id", "lic",
      "lic no", "reg no", "registration number", "registration no", "no", "id", "nr", "see credential",
      "show credential",
      "zertifikatsnummer", "zertifikat nr", "numéro", "n", "número", "numero", "numer", "nummer", "valid until",
      "valid",
      "expires", "expiration", "expiry", "gültig bis", "expire", "válido hasta", "ważny do",
    ].map { ($0, 1) })

  private func isNumber(_ line: TextLine, _ range: Range<Int>) -> Bool {
    let indices = line.tokenIndices(in: range)
    guard let first = indices.first(where: { line.tokens[$0].isWordLike }),
      let match = Self.numbers.match(line, at: first, before: indices.upperBound)
    else { return false }
    return indices.dropFirst(match.end - indices.lowerBound).contains {
      line.tokens[$0].kind == .number || line.tokens[$0].kind == .mixed
    } || line.tokens[first..<match.end].count > 1 && match.end == indices.upperBound
  }

  private func isNumber(_ row: ListReader.Row) -> Bool {
    guard row.parts.count == 1, let part = row.parts.first else { return false }
    return isNumber(layout.lines[part.line], part.range) && layout.lines[part.line].dates.isEmpty
  }

  /// "Issued Jan 2021 · Expires Jan 2024": dates and words about them.
  private func isDateOnly(_ row: ListReader.Row) -> Bool {
    guard row.parts.count == 1, let part = row.parts.first else { return false }
    let line = layout.lines[part.line]
    guard let first = line.dates.first, first.range.overlaps(part.range) else { return false }
    return line.tokens[line.tokenIndices(in: part.range)].allSatisfy { token in
      !token.isWordLike || line.dates.contains { $0.range.contains(token.start) }
        || DateWords.standard.expected.match(line.folded, [token], at: 0, before: 1) != nil
    }
  }

  private func groups(of rows: [ListReader.Row]) -> [[Int]] {
    let kinds = rows.map { row -> CertificateGroups.Kind in
      isDateOnly(row) ? .date : row.parts.contains { !layout.lines[$0.line].dates.isEmpty } ? .dated : .bare
    }
    let groups = CertificateGroups(rows.map { layout.lines[$0.parts[0].line] }, kinds: kinds) { index in
      issuerAtom(rows[index]).map { isOrganization(layout.lines[$0.line], $0.range) } ?? false
    }
    if let groups = groups.groups { return groups }
    guard kinds.first == .date else { return rows.indices.map { [$0] } }
    // Dates lead: each belongs to what follows it.
    var result: [[Int]] = []
    for index in rows.indices {
      if index > 0, kinds[index] != .date, kinds[index - 1] == .date {
        result[result.count - 1].append(index)
      } else {
        result.append([index])
      }
    }
    return result
  }

  /// The items of running text: "CCNA (Cisco, 2019); ITIL Foundation (Axelos, 2020)."
  private func parted(_ row: ListReader.Row) -> [ListReader.Row] {
    let count = row.parts.reduce(0) { $0 + layout.lines[$1.line].folded[$1.range].filter { $0 == 0x3B }.count }
    guard count > 0 else { return [row] }
    var items: [[SectionLine]] = [[]]
    var depth = 0
    for part in row.parts {
      let line = layout.lines[part.line]
      var start = part.range.lowerBound
      for offset in part.range {
        switch line.folded[offset] {
        case 0x28: depth += 1
        case 0x29: depth = max(0, depth - 1)
        case 0x3B where depth == 0:
          items[items.count - 1].append(SectionLine(line: part.line, range: line.trimmed(start..<offset)))
          items.append([])
          start = offset + 1
        default: break
        }
      }
      let rest = line.trimmed(start..<part.range.upperBound)
      if !rest.isEmpty { items[items.count - 1].append(SectionLine(line: part.line, range: rest)) }
    }
    items = items.map { $0.filter { !$0.range.isEmpty } }.filter { !$0.isEmpty }
    // "First Aid; Red Cross; 2018" is one.
    let isList = items.allSatisfy { item in
      let ends = item.last.map { layout.lines[$0.line].folded[$0.range] }
      return ends?.last == 0x29 || ends?.dropLast().last == 0x29
        || item.contains { part in
          layout.lines[part.line].dates.contains {
            $0.range.overlaps(part.range) && part.range.count - $0.range.count > 3
          }
        }
    }
    return isList && items.count > 1 ? items.map { ListReader.Row(parts: $0, hasBullet: row.hasBullet) } : [row]
  }

  // MARK: Issuers

  private func isOrganization(_ line: TextLine, _ range: Range<Int>) -> Bool {
    let gazetteer = Gazetteer.standard
    return gazetteer.organizationWords(line, range) > 0 || gazetteer.hasTail(line, range)
      || gazetteer.isEmployer(line, range) || isAcronym(line, range)
  }

  /// What a row names beside its date, without a label: "Issued by: Cisco, 2019".
  private func issuerAtom(_ row: ListReader.Row) -> Atom? {
    guard let part = row.parts.first else { return nil }
    let line = layout.lines[part.line]
    var range = part.range
    if let colon = line.folded[range].firstIndex(of: 0x3A), colon + 1 < range.upperBound,
      EntryLabels.standard.role(of: line, range.lowerBound..<colon, among: [.issuer]) != nil
    {
      range = line.trimmed((colon + 1)..<range.upperBound)
    }
    let atoms = AtomCutter().atoms(of: line, index: part.line, in: range, without: line.dates.map(\.range))
    guard let first = atoms.first, !isNumber(line, first.range) else { return nil }
    return first
  }

  private func issuer(_ row: ListReader.Row) -> Extracted<String>? {
    issuerAtom(row).map { atom in
      let line = layout.lines[atom.line]
      return Extracted(line.text(atom.range), confidence: 0.75, evidence: [line.evidence(atom.range)])
    }
  }

  /// How the rows of a list name their issuers, told by all of them together.
  private struct Habits {
    /// "Name, Issuer" throughout.
    var hasCommas = false
    /// "Name (Issuer)" throughout.
    var hasBrackets = false

    init(_ rows: [ListReader.Row], _ layout: ResumeLayout, _ reader: CertificateReader) {
      var (commas, brackets, all) = (0, 0, 0)
      for row in rows where row.parts.count == 1 {
        let line = layout.lines[row.parts[0].line]
        guard let name = reader.nameAtom(row.parts[0]) else { continue }
        all += 1
        let items = reader.commaItems(line, name.range)
        if items.count == 2, !reader.isLevel(line, items[1]) { commas += 1 }
        if reader.issuerBracket(line, name.range) != nil { brackets += 1 }
      }
      hasCommas = all > 1 && commas * 4 >= all * 3
      hasBrackets = all > 1 && brackets * 4 >= all * 3
    }
  }

  /// A row's first stretch between marks, its date apart.
  private func nameAtom(_ part: SectionLine) -> Atom? {
    let line = layout.lines[part.line]
    return AtomCutter(cutsFinely: false).atoms(
      of: line, index: part.line, in: part.range, without: line.dates.map(\.range)
    ).first
  }

  /// "First Aid at Work, Red Cross": what commas, full stops and changes of style part outside of brackets.
  private func commaItems(_ line: TextLine, _ range: Range<Int>) -> [Range<Int>] {
    var items: [Range<Int>] = []
    var start = range.lowerBound
    var depth = 0
    for offset in range {
      if depth == 0, offset > start, isRestyled(line, at: offset) {
        items.append(line.trimmed(start..<offset))
        start = offset
      }
      switch line.folded[offset] {
      case 0x28: depth += 1
      case 0x29: depth = max(0, depth - 1)
      case 0x2C where depth == 0, 0x3B where depth == 0, 0x2E where depth == 0 && isStop(line, offset, range):
        items.append(line.trimmed(start..<offset))
        start = offset + 1
      default: break
      }
    }
    items.append(line.trimmed(start..<range.upperBound))
    return items.filter { !$0.isEmpty }
  }

  /// Bold to regular, or italic to upright, between two words.
  private func isRestyled(_ line: TextLine, at offset: Int) -> Bool {
    guard line.runs.count > 1, let index = line.runs.firstIndex(where: { $0.range.lowerBound == offset }), index > 0,
      offset > 0, Folding.isSpace(line.folded[offset]) || Folding.isSpace(line.folded[offset - 1])
    else { return false }
    let (before, after) = (line.runs[index - 1].style, line.runs[index].style)
    return before.isBold != after.isBold || before.isItalic != after.isItalic
  }

  /// "Forklift Licence. DEKRA": a full stop behind a long word, before a capital.
  private func isStop(_ line: TextLine, _ offset: Int, _ range: Range<Int>) -> Bool {
    guard offset + 2 < range.upperBound, line.folded[offset + 1] == 0x20, line.scalars[offset + 2].isUpper,
      let token = line.tokens.last(where: { $0.end == offset })
    else { return false }
    return token.count >= 4
  }

  /// A bracket at the end that is no short form of what stands before it: "Forklift Licence (DEKRA)", but not "Basic Life
  /// Support (BLS)".
  private func issuerBracket(_ line: TextLine, _ range: Range<Int>) -> Range<Int>? {
    let isRound = line.folded[range].last == 0x29
    guard isRound || line.folded[range].last == 0x5D,
      let open = line.folded[range].lastIndex(of: isRound ? 0x28 : 0x5B), open > range.lowerBound
    else { return nil }
    let inside = line.trimmed((open + 1)..<range.upperBound - 1)
    let indices = line.tokenIndices(in: inside)
    guard !inside.isEmpty, line.scalars[inside.lowerBound].isUpper, !isLevel(line, inside), !isNumber(line, inside),
      indices.contains(where: { line.tokens[$0].kind == .word })
    else { return nil }
    if inside.count <= 6 {
      var letters = line.folded[inside].filter { Folding.isLetter($0) }[...]
      for index in line.tokenIndices(in: range.lowerBound..<open) where line.tokens[index].isWordLike {
        if letters.first == line.folded[line.tokens[index].start] { letters = letters.dropFirst() }
      }
      if letters.count <= 1 { return nil }
    }
    return inside
  }

  private func dateOnly(_ row: ListReader.Row) -> Extracted<PartialDate>? {
    guard let part = row.parts.first else { return nil }
    let line = layout.lines[part.line]
    return line.dates.first.flatMap { span in
      span.latest.map { Extracted($0, confidence: 0.8, evidence: [line.evidence(span.range)]) }
    }
  }

  /// "(Amazon, 2023)": a bracket that holds a date, and what else stands in it.
  private func datedBracket(_ line: TextLine, _ range: Range<Int>) -> (whole: Range<Int>, issuer: Range<Int>?)? {
    guard let open = line.folded[range].lastIndex(of: 0x28),
      let close = line.folded[open..<range.upperBound].firstIndex(of: 0x29),
      let date = line.dates.first(where: { $0.range.overlaps(open..<(close + 1)) }), date.range.lowerBound > open
    else { return nil }
    let rest = AtomCutter(cutsFinely: false).atoms(of: line, index: 0, in: (open + 1)..<close, without: [date.range])
    return (open..<(close + 1), rest.first?.range)
  }

  private static let levels = Lexicon(
    [
      "associate", "professional", "foundation", "practitioner", "expert", "specialty", "advanced", "intermediate",
      "basic", "fundamentals",
      "level 1", "level 2", "level 3", "level i", "level ii", "level iii", "core", "administrator", "developer",
    ].map { ($0, 1) })

  private func isLevel(_ line: TextLine, _ range: Range<Int>) -> Bool { Self.levels.value(of: line, in: range) != nil }

  /// "PMI", "AICPA".
  private func isAcronym(_ line: TextLine, _ range: Range<Int>) -> Bool {
    (2...6).contains(range.count) && line.scalars[range].allSatisfy(\.isUpper)
  }

  /// Without a number in brackets or behind a comma: "CCNA (Credential ID 42)", "PMP, License No. 7".
  private func withoutNumber(_ line: TextLine, _ range: Range<Int>) -> Range<Int> {
    for offset in range where line.folded[offset] == 0x28 || line.folded[offset] == 0x2C {
      if isNumber(line, (offset + 1)..<range.upperBound) {
        let rest = line.trimmed(range.lowerBound..<offset)
        return rest.isEmpty ? range : rest
      }
    }
    return range
  }

  private func entry(_ row: ListReader.Row, _ habits: Habits, hasIssuer: Bool) -> CertificateEntry? {
    guard let first = row.parts.first else { return nil }
    let line = layout.lines[first.line]
    // A page's foot with the address.
    guard !line.folded[first.range].contains(0x40) else { return nil }
    var date: Extracted<PartialDate>?
    for part in row.parts {
      let other = layout.lines[part.line]
      if date == nil, let span = other.dates.first(where: { part.range.overlaps($0.range) }),
        let value = span.latest ?? span.start
      {
        date = Extracted(value, confidence: 0.92, evidence: [other.evidence(span.range)])
      }
    }
    let bracket = datedBracket(line, first.range)
    var atoms = AtomCutter(cutsFinely: false).atoms(
      of: line, index: first.line, in: first.range,
      without: line.dates.map(\.range).filter { bracket?.whole.overlaps($0) != true }
        + (bracket.map { [$0.whole] } ?? []))
    guard !atoms.isEmpty else { return nil }
    var name = atoms.removeFirst()
    var issuer: Atom?
    // "AWS Certified Developer – Associate" is one name, "…, Amazon" behind it is not of it.
    while let next = atoms.first, next.separator == .mark, next.line == name.line {
      let comma = line.folded[next.range].firstIndex(of: 0x2C) ?? next.range.upperBound
      guard isLevel(line, next.range.lowerBound..<comma) else { break }
      name.range = name.range.lowerBound..<comma
      let rest = line.trimmed(min(comma + 1, next.range.upperBound)..<next.range.upperBound)
      if rest.isEmpty { atoms.removeFirst() } else { atoms[0].range = rest }
      if !rest.isEmpty { break }
    }
    atoms.removeAll { isNumber(line, $0.range) }
    name.range = withoutNumber(line, name.range)
    if let next = atoms.first {
      issuer = next
    } else if let inside = bracket?.issuer {
      issuer = Atom(line: first.line, range: inside, separator: .mark)
    }
    // "Name, Issuer": only what follows the last comma, where no other separator names one.
    if issuer == nil, row.parts.count == 1, !hasIssuer {
      let items = commaItems(line, name.range)
      let isDated = line.dates.contains { span in
        span.range.lowerBound >= name.range.upperBound
          && line.folded[name.range.upperBound..<span.range.lowerBound].contains { $0 == 0x2C || $0 == 0x3B }
      }
      if items.count >= 2, let last = items.last, !isLevel(line, last),
        isOrganization(line, last) || habits.hasCommas || isDated && items.count == 2
      {
        issuer = Atom(line: first.line, range: last, separator: .comma)
        name.range = name.range.lowerBound..<items[items.count - 2].upperBound
      } else if let inside = issuerBracket(line, name.range), habits.hasBrackets || isOrganization(line, inside),
        let open = line.folded[..<inside.lowerBound].lastIndex(where: { $0 == 0x28 || $0 == 0x5B })
      {
        issuer = Atom(line: first.line, range: inside, separator: .mark)
        name.range = line.trimmed(name.range.lowerBound..<open)
      }
    }
    var text = line.text(name.range)
    if row.parts.count > 1, issuer == nil {
      var parts = row.parts
      parts[0].range = name.range
      for index in parts.indices.dropFirst() {
        let other = layout.lines[parts[index].line]
        if let span = other.dates.first(where: { $0.range.overlaps(parts[index].range) }) {
          parts[index].range = parts[index].range.lowerBound..<max(parts[index].range.lowerBound, span.range.lowerBound)
        }
      }
      text = Paragraphs(layout).joined(parts)
    }
    while let last = text.unicodeScalars.last, ",;:-–(".unicodeScalars.contains(last) || last == " " {
      text.unicodeScalars.removeLast()
    }
    guard Folding.fold(text).contains(where: { Folding.isLetter($0) }), text.unicodeScalars.count <= 200 else {
      return nil
    }
    return CertificateEntry(
      name: Extracted(text, confidence: 0.88, evidence: [line.evidence(name.range)]),
      issuer: issuer.map { Extracted(line.text($0.range), confidence: 0.7, evidence: [line.evidence($0.range)]) },
      date: date)
  }
}
