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
      for row in reader.rows(section) {
        if let entry = entry(row, reader) {
          result.append(entry)
        } else if let last = result.indices.last, let date = dateOnly(row), result[last].date == nil {
          result[last].date = date
        }
        if result.count >= 60 { return result }
      }
    }
    return result
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
    // "AWS Certified Developer – Associate" is one name.
    while let next = atoms.first, next.separator == .mark, next.line == name.line, isLevel(line, next.range) {
      name.range = name.range.lowerBound..<next.range.upperBound
      atoms.removeFirst()
    }
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
          || Gazetteer.standard.isEmployer(line, last.range)
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
