import DocumentText
import ResumeModel

/// Reads schools, degrees and subjects.
struct EducationReader {
  private let layout: ResumeLayout
  private let gazetteer = Gazetteer.standard

  private enum Field: Int, CaseIterable {
    case institution, degree, area, location, score
  }

  init(_ layout: ResumeLayout) {
    self.layout = layout
  }

  func read() -> [EducationEntry] {
    let splitter = EntrySplitter(layout, takesLoneDates: true)
    var heads: [EntryHead] = []
    for section in layout.sections(.education) { heads += splitter.entries(of: section).map(head) }
    return read(heads)
  }

  /// Reads sections that have no heading of education but hold schools and degrees.
  func read(unheaded sections: [Section]) -> [EducationEntry] {
    let splitter = EntrySplitter(layout, takesLoneDates: false)
    return read(sections.flatMap { splitter.entries(of: $0) }.filter { Self.isStudy($0, layout) }.map(head))
  }

  /// Whether a school or a degree heads an entry.
  static func isStudy(_ raw: RawEntry, _ layout: ResumeLayout) -> Bool {
    var school = false
    var degree = false
    var title = false
    for part in raw.header {
      let line = layout.lines[part.line]
      school = school || Gazetteer.standard.hasSchool(line, part.range)
      degree = degree || Gazetteer.standard.degree(line, part.range) != nil
      title = title || Gazetteer.standard.titleHeads(line, part.range) > 0
    }
    return school ? degree || !title : degree && !title
  }

  private func read(_ all: [EntryHead]) -> [EducationEntry] {
    // More than a long life holds is no history.
    let heads = all.prefix(500)
    // One decision for all entries: whether the school stands before the degree, and before the subject.
    var best = Layout(schoolBeforeDegree: true, schoolBeforeArea: true)
    var most = -Double.infinity
    for layout in Layout.all {
      let sum = heads.reduce(0) { $0 + assignment($1, layout).score }
      if sum > most + 0.01 { (best, most) = (layout, sum) }
    }
    return heads.compactMap { entry($0, assignment($0, best)) }
  }

  /// How the fields of a document's entries follow each other.
  private struct Layout {
    var schoolBeforeDegree, schoolBeforeArea: Bool

    static let all = [(true, true), (false, false), (false, true), (true, false)].map {
      Layout(schoolBeforeDegree: $0, schoolBeforeArea: $1)
    }
  }

  private func head(_ raw: RawEntry) -> EntryHead {
    EntryHead(raw, layout, labels: EntryLabels.education, limit: 6, holes: { line, _ in line.dates })
  }

  private func assignment(_ head: EntryHead, _ order: Layout) -> Assignment {
    let (atoms, features) = (head.atoms, head.features)
    let fields = Field.allCases
    return Assignment(
      count: atoms.count, fields: fields.count,
      joins: head.joins,
      value: { field, stretch in value(of: fields[field], head.features(of: stretch), stretch, head) },
      price: { features[$0].isScore ? 0.2 : 0.9 },
      whole: { stretches in
        let school = stretches[Field.institution.rawValue]
        let degree = stretches[Field.degree.rawValue]
        let area = stretches[Field.area.rawValue]
        var score = 0.0
        if school == nil { score -= 1.5 }
        if degree == nil { score -= area == nil ? 1.5 : 1 }
        if let school, let degree, (school.lowerBound < degree.lowerBound) != order.schoolBeforeDegree { score -= 0.8 }
        if let school, let area, (school.lowerBound < area.lowerBound) != order.schoolBeforeArea { score -= 0.6 }
        if let degree, let area {
          score += area.lowerBound == degree.upperBound ? 0.6 : 0
          if area.lowerBound < degree.lowerBound { score -= 0.6 }
        }
        if let location = stretches[Field.location.rawValue] {
          if location.lowerBound == 0, atoms.count > 1 { score -= 1 }
          if let school, location.lowerBound == school.upperBound { score += 0.4 }
          // What stands beside a bare degree is its subject rather than a place that no list knows.
          let isKnown = location.contains { features[$0].isPlace || features[$0].hasPlaceCode }
          if !isKnown, area == nil, let degree, features[degree.lowerBound].words <= 2 { score -= 0.8 }
        }
        return score
      })
  }

  private func value(of field: Field, _ features: AtomFeatures, _ stretch: Range<Int>, _ head: EntryHead) -> Double {
    if let label = features.label {
      switch (label, field) {
      case (.institution, .institution), (.study, .degree), (.area, .area), (.location, .location): return 6
      case (.institution, _), (.study, _), (.area, _), (.location, _): return -4
      default: break
      }
    }
    var score = 0.0
    let extra = head.extra(stretch)
    // What a line's end broke off begins no field of its own.
    if head.atoms[stretch.lowerBound].isContinued { score -= 1.5 }
    switch field {
    case .institution:
      if features.hasSchool { score += 3 } else if features.organizationWords > 0 { score += 1 }
      if features.hasTail || features.isEmployer { score += 0.5 }
      if features.startsWithDegree { score -= 2.5 } else if features.hasDegree { score -= 1 }
      if features.isScore { score -= 3 }
      if features.isPlace { score -= features.hasSchool ? 0 : 1 }
      if features.words > 10 { score -= 1 }
      if features.words == 1, !features.hasSchool { score -= 0.3 }
      score -= extra * 0.5
    case .degree:
      score += features.hasDegree ? (features.startsWithDegree ? 3 : 2) : -0.6
      if features.hasSchool, !features.startsWithDegree { score -= 2 }
      if features.isPlace { score -= 1.5 }
      if features.isScore { score -= 3 }
      score -= extra * 0.4
    case .area:
      score += 0.4
      if features.hasSchool { score -= 2.5 }
      if features.hasDegree { score -= features.startsWithDegree ? 2 : 0.8 }
      if features.isPlace { score -= 2 }
      if features.isScore { score -= 3 }
      if features.hasDigits { score -= 0.5 }
      if features.words > 8 { score -= 1.5 }
      score -= extra * 0.3
    case .location:
      score += features.isPlace ? 2.2 : features.hasPlaceCode ? 1.2 : -0.3
      if features.hasSchool || features.hasDegree { score -= 3 }
      if features.isScore || features.hasDigits { score -= 1.5 }
      if features.words > 4 { score -= 1 }
      score -= extra * 0.1
    case .score:
      score += features.isScore ? 2 : -3
    }
    return score
  }

  private func entry(_ head: EntryHead, _ assignment: Assignment) -> EducationEntry? {
    func extracted(_ field: Field, sure: (AtomFeatures) -> Bool) -> Extracted<String>? {
      assignment.stretches[field.rawValue].map { stretch in
        head.extracted(stretch, confidence: stretch.contains { sure(head.features[$0]) } ? 0.93 : 0.65)
      }
    }
    var entry = EducationEntry(
      institution: extracted(.institution) { $0.hasSchool }, area: extracted(.area) { _ in false },
      location: extracted(.location) { $0.isPlace }, score: extracted(.score) { _ in true })
    if let stretch = assignment.stretches[Field.degree.rawValue] {
      split(DegreeText(head, stretch, layout), into: &entry)
    }
    if let area = entry.area, let stretch = assignment.stretches[Field.area.rawValue] {
      entry.area = withoutLinker(area, DegreeText(head, stretch, layout))
    }
    let dates = EntryDates(head.raw, layout)
    (entry.start, entry.end, entry.isCurrent) = (dates.start, dates.end, dates.isCurrent)
    let body = EntryText(layout).body(head.raw.body)
    entry.highlights = (body.summary.map { [$0] } ?? []) + body.highlights
    guard entry.institution != nil || entry.studyType != nil || entry.area != nil else { return nil }
    return entry
  }

  /// "Bachelor of Science in Computer Science", "Licence Droit", "M.A., Geschichte", "Informatik (B.Sc.)".
  private func split(_ text: DegreeText, into entry: inout EducationEntry) {
    let (line, range) = (text.line, text.range)
    guard let degree = gazetteer.degree(line, range), entry.area == nil else {
      entry.studyType = text.value(range, 0.75)
      return
    }
    guard degree.lowerBound <= range.lowerBound + 2 else {
      let before = line.trimmed(range.lowerBound..<degree.lowerBound)
      if stands(degree, behind: before, in: text) {
        entry.area = text.value(before, 0.85)
        let hasStop = degree.upperBound < range.upperBound && line.folded[degree.upperBound] == 0x2E
        entry.studyType = text.value(degree.lowerBound..<degree.upperBound + (hasStop ? 1 : 0), 0.9)
      } else {
        entry.studyType = text.value(range, 0.75)
      }
      return
    }
    let indices = line.tokenIndices(in: range)
    guard var next = indices.first(where: { line.tokens[$0].start >= degree.upperBound }) else {
      entry.studyType = text.value(range, 0.93)
      return
    }
    var degreeEnd = degree.upperBound
    // A bracket belongs to the degree: "Diplom-Ingenieur (FH)", "BSc (Hons)".
    while next < indices.upperBound, line.tokens[next].kind == .sign {
      if line.folded[line.tokens[next].start] == 0x28,
        let close = line.folded[line.tokens[next].start..<range.upperBound].firstIndex(of: 0x29)
      {
        degreeEnd = close + 1
        while next < indices.upperBound, line.tokens[next].start <= close { next += 1 }
        continue
      }
      if line.folded[line.tokens[next].start] == 0x2E, !line.tokens[next].spaceBefore {
        degreeEnd = line.tokens[next].end
      }
      next += 1
    }
    if let after = gazetteer.linker(line, at: next, before: indices.upperBound), after < indices.upperBound {
      next = after
    }
    while next < indices.upperBound, line.tokens[next].kind == .sign { next += 1 }
    guard next < indices.upperBound else {
      entry.studyType = text.value(range.lowerBound..<degreeEnd, 0.93)
      return
    }
    entry.studyType = text.value(range.lowerBound..<degreeEnd, 0.93)
    entry.area = text.value(line.tokens[next].start..<range.upperBound, 0.88)
  }

  /// Whether the degree ends the text and the subject stands before it, set off: in brackets, in short, in East Asia.
  private func stands(_ degree: Range<Int>, behind subject: Range<Int>, in text: DegreeText) -> Bool {
    let line = text.line
    let rest = degree.upperBound..<text.range.upperBound
    guard !subject.isEmpty, !rest.contains(where: { Folding.isLetter(line.folded[$0]) }) else { return false }
    let isBracketed =
      line.folded[subject.upperBound..<degree.lowerBound].contains { $0 == 0x28 || $0 == 0x2D }
      || line.folded[subject.upperBound - 1] == 0x28
    let isShort =
      degree.count <= 5 && line.scalars[degree].contains(where: \.isUpper)
      && !line.scalars[degree.lowerBound...].dropFirst().prefix(2).allSatisfy(\.isLower)
    return isBracketed || isShort || Folding.isWide(line.folded[degree.lowerBound])
  }

  private func withoutLinker(_ area: Extracted<String>, _ text: DegreeText) -> Extracted<String> {
    let line = text.line
    let indices = line.tokenIndices(in: text.range)
    guard let first = indices.first, line.scalars[line.tokens[first].start].isLower,
      let next = gazetteer.linker(line, at: first, before: indices.upperBound), next < indices.upperBound
    else { return area }
    return text.value(line.tokens[next].start..<text.range.upperBound, area.confidence)
  }
}

/// A degree or subject as one line, also where it was set over two.
private struct DegreeText {
  let line: TextLine
  let range: Range<Int>
  /// Of all of it; nil where the line itself can tell a part's.
  private let evidence: [Evidence]?

  init(_ head: EntryHead, _ stretch: Range<Int>, _ layout: ResumeLayout) {
    let first = head.atoms[stretch.lowerBound]
    let last = head.atoms[stretch.upperBound - 1]
    if first.line == last.line {
      line = layout.lines[first.line]
      range = first.range.lowerBound..<last.range.upperBound
      evidence = nil
    } else {
      let whole = head.extracted(stretch, confidence: 1)
      line = LineBuilder.textLine(Line(spans: [Span(text: whole.value)]), page: 1, index: 0, flow: 0)
      range = line.range
      evidence = whole.evidence
    }
  }

  func value(_ range: Range<Int>, _ sure: Double) -> Extracted<String> {
    Extracted(EntryText.cleaned(trimmed(range)), confidence: sure, evidence: evidence ?? [line.evidence(range)])
  }

  /// Without a bracket or dash that lost its other half.
  private func trimmed(_ range: Range<Int>) -> String {
    var range = line.trimmed(range)
    while let last = range.last, line.folded[last] == 0x28 || line.folded[last] == 0x2D || line.folded[last] == 0x2C {
      range = line.trimmed(range.lowerBound..<last)
    }
    if let last = range.last, line.folded[last] == 0x29, !line.folded[range].contains(0x28) {
      range = line.trimmed(range.lowerBound..<last)
    }
    return line.text(range)
  }
}
