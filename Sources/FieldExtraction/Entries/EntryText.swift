import ResumeModel

/// Dates of an entry as they are handed on.
struct EntryDates {
  private(set) var start: Extracted<PartialDate>?
  private(set) var end: Extracted<PartialDate>?
  private(set) var isCurrent = false

  init(_ raw: RawEntry, _ layout: ResumeLayout) {
    guard let (span, index) = raw.date else { return }
    let line = layout.lines[index]
    let evidence = [line.evidence(span.range)]
    let sure = span.isRange ? 0.96 : 0.85
    start = span.start.map { Extracted($0, confidence: sure, evidence: evidence) }
    end = span.end.map { Extracted($0, confidence: sure, evidence: evidence) }
    isCurrent = span.isCurrent
  }
}

/// The text under an entry: bullets and prose.
struct EntryText {
  private let layout: ResumeLayout

  init(_ layout: ResumeLayout) {
    self.layout = layout
  }

  func body(_ items: [RawEntry.Item]) -> (summary: Extracted<String>?, highlights: [Extracted<String>]) {
    let paragraphs = Paragraphs(layout)
    var prose: [SectionLine] = []
    var highlights: [Extracted<String>] = []
    for item in items {
      if item.hasBullet {
        let text = paragraphs.joined(item.parts)
        if !text.isEmpty { highlights.append(Extracted(text, confidence: 0.93, evidence: evidence(item.parts))) }
      } else if !isSubheading(item) {
        var parts = item.parts
        parts[0].range = withoutLabel(parts[0])
        prose += parts
      }
    }
    let text = paragraphs.joined(prose)
    return (text.isEmpty ? nil : Extracted(text, confidence: 0.85, evidence: evidence(prose)), highlights)
  }

  /// "Responsibilities:" says nothing by itself.
  private func isSubheading(_ item: RawEntry.Item) -> Bool {
    guard item.parts.count == 1 else { return false }
    let (line, range) = (layout.lines[item.parts[0].line], item.parts[0].range)
    let isLabel = EntryLabels.standard.role(of: line, range, among: [.duties]) != nil
    return isLabel || line.folded[range].last == 0x3A && line.wordCount <= 3
  }

  /// "Responsibilities: Ran the …"
  private func withoutLabel(_ part: SectionLine) -> Range<Int> {
    let line = layout.lines[part.line]
    guard let colon = line.folded[part.range].prefix(50).firstIndex(of: 0x3A),
      EntryLabels.standard.role(of: line, part.range.lowerBound..<colon, among: [.duties]) != nil
    else { return part.range }
    return line.trimmed((colon + 1)..<part.range.upperBound)
  }

  private func evidence(_ parts: [SectionLine]) -> [Evidence] { parts.map { layout.lines[$0.line].evidence() } }

  /// Without a full stop that ends no abbreviation, and without signs left at the ends.
  static func cleaned(_ text: String) -> String {
    var scalars = Array(text.unicodeScalars)
    while let last = scalars.last,
      last == "," || last == ";" || last == ":" || last == " " || last == "-" || last == "–"
    { scalars.removeLast() }
    if scalars.last == ".", scalars.count > 1 {
      let inside = scalars.dropLast()
      let word = inside.reversed().prefix { $0 != " " }
      // "Inc.", "S.A.", "Co." keep theirs; "Boston College." does not.
      if !inside.contains("."), word.count > 4 { scalars.removeLast() }
    }
    return Emails.string(scalars[...])
  }
}
