import ResumeModel

/// An employer over several positions, with the whole time spent there in a line of its own, as profiles list them:
///
///     Acme
///     8 years 1 month
///     Director
///     May 2021 – Present
///     Cape Town Area
///     Head of Distribution
///     February 2018 – April 2021
///     Cape Town Area
///
/// The positions after the first have one line over their dates, which is their title, and at most a place under them, which
/// is no employer however unknown it is.
struct EmployerGroup {
  private let company: Extracted<String>
  private let layout: ResumeLayout

  /// - Parameters:
  ///   - head: An entry's, `entry` being what was read of it.
  ///   - isLength: Whether a line is nothing but a length of time; nil is returned unless one of the head's is.
  init?(_ head: EntryHead, _ entry: WorkEntry, _ layout: ResumeLayout, isLength: (TextLine, Range<Int>) -> Bool) {
    guard let company = entry.company,
      head.raw.header.contains(where: { isLength(layout.lines[$0.line], layout.lines[$0.line].trimmed($0.range)) })
    else { return nil }
    self.company = company
    self.layout = layout
  }

  /// Whether a head is one more position of this employer: a title, its dates, perhaps a place.
  func takes(_ head: EntryHead) -> Bool {
    guard let lines = Self.lines(of: head) else { return false }
    return lines.above.count == 1 && lines.below.count <= 1
  }

  /// The entry with what its lines say by their order.
  func position(_ entry: WorkEntry, _ head: EntryHead) -> WorkEntry {
    guard let lines = Self.lines(of: head) else { return entry }
    var entry = entry
    entry.position = extracted(lines.above[0], confidence: entry.position?.confidence ?? 0.75)
    entry.company = Extracted(company.value, confidence: company.confidence * 0.9, evidence: company.evidence)
    entry.location = lines.below.first.map { extracted($0, confidence: entry.location?.confidence ?? 0.7) }
    return entry
  }

  /// What stands over and under the line with the dates; nil where that line holds more than them.
  private static func lines(of head: EntryHead) -> (above: ArraySlice<SectionLine>, below: ArraySlice<SectionLine>)? {
    let header = head.raw.header
    guard let date = head.raw.date, date.span.isRange, let at = header.firstIndex(where: { $0.line == date.line }),
      !head.atoms.contains(where: { $0.line == date.line })
    else { return nil }
    return (header[..<at], header[(at + 1)...])
  }

  private func extracted(_ part: SectionLine, confidence: Double) -> Extracted<String> {
    let line = layout.lines[part.line]
    return Extracted(line.text(part.range), confidence: confidence, evidence: [line.evidence(part.range)])
  }
}
