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
    for section in layout.sections(.certificates) {
      let rows = reader.rows(section).filter { !isNumber($0) }
      let issuers = issuerRows(rows)
      for (offset, row) in rows.enumerated() {
        if issuers.contains(offset), let last = result.indices.last, let part = row.parts.first {
          let line = layout.lines[part.line]
          result[last].issuer = Extracted(
            line.text(part.range), confidence: 0.75, evidence: [line.evidence(part.range)])
        } else if !isDateOnly(row), let entry = entry(row, reader) {
          result.append(entry)
        } else if let last = result.indices.last, let date = dateOnly(row), result[last].date == nil {
          result[last].date = date
        }
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

  /// Rows between a name and its date, where the section is name, issuer and date by turns.
  private func issuerRows(_ rows: [ListReader.Row]) -> Set<Int> {
    var result: Set<Int> = []
    var start = 0
    for (offset, row) in rows.enumerated() where isDateOnly(row) {
      guard offset - start == 2, !rows[start].hasBullet, !rows[start + 1].hasBullet,
        rows[start..<offset].allSatisfy({ $0.parts.allSatisfy { layout.lines[$0.line].dates.isEmpty } })
      else { return [] }
      result.insert(start + 1)
      start = offset + 1
    }
    return start == rows.count ? result : []
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

  private func entry(_ row: ListReader.Row, _ reader: ListReader) -> CertificateEntry? {
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
    if issuer == nil, row.parts.count == 1 {
      let fine = AtomCutter().atoms(of: line, index: first.line, in: name.range)
      if fine.count >= 2, let last = fine.last, fine.allSatisfy({ $0.separator <= .comma }),
        Gazetteer.standard.organizationWords(line, last.range) > 0 || Gazetteer.standard.hasTail(line, last.range)
          || Gazetteer.standard.isEmployer(line, last.range) || isAcronym(line, last.range)
      {
        issuer = last
        name.range = name.range.lowerBound..<fine[fine.count - 2].range.upperBound
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
