/// Cuts a form into entries: rows of a label and a value, which begin anew where a label comes again.
///
/// Where the date stands among the rows, and whether the employer comes after the duties, does not matter.
struct FormEntries {
  private let layout: ResumeLayout
  private let labels: [EntryLabels.Role]

  init(_ layout: ResumeLayout, labels: [EntryLabels.Role]) {
    self.layout = layout
    self.labels = labels
  }

  private struct Row {
    var role: EntryLabels.Role
    /// Behind the label, its separator too.
    var value: Range<Int>
  }

  /// Nil where the lines are no form.
  func entries(of parts: [SectionLine], anchor: (SectionLine) -> DateSpan?) -> [RawEntry]? {
    let rows = parts.map(row)
    let fields = rows.compactMap { $0?.role }.filter(Self.isField)
    guard fields.count >= 2, Set(fields).count >= 2, isForm(parts, rows, anchor) else { return nil }
    var entries: [RawEntry] = []
    var seen: Set<EntryLabels.Role> = []
    /// The last row was a label alone: what follows is its value.
    var isOpen = false
    for (part, row) in zip(parts, rows) {
      if let row, row.role != .duties, row.role != .ignored {
        if entries.isEmpty || seen.contains(row.role) {
          entries.append(RawEntry(header: [], date: nil, body: []))
          seen = []
        }
        seen.insert(row.role)
        isOpen = row.value.isEmpty
        take(part, into: &entries[entries.count - 1], anchor)
        continue
      }
      if entries.isEmpty { entries.append(RawEntry(header: [], date: nil, body: [])) }
      if row == nil, isOpen {
        take(part, into: &entries[entries.count - 1], anchor)
        isOpen = false
        continue
      }
      isOpen = false
      if row?.role == .ignored { continue }
      let text = SectionLine(line: part.line, range: row?.value ?? part.range)
      guard !text.range.isEmpty else { continue }
      add(text, to: &entries[entries.count - 1])
    }
    return entries.filter { !$0.header.isEmpty }
  }

  private func take(_ part: SectionLine, into entry: inout RawEntry, _ anchor: (SectionLine) -> DateSpan?) {
    entry.header.append(part)
    if entry.date == nil, let span = anchor(part) { entry.date = (span, part.line) }
  }

  private func add(_ part: SectionLine, to entry: inout RawEntry) {
    let line = layout.lines[part.line]
    if let last = entry.body.last?.parts.last, !line.hasBullet, goesOn(last, part) {
      entry.body[entry.body.count - 1].parts.append(part)
    } else {
      entry.body.append(RawEntry.Item(parts: [part], hasBullet: line.hasBullet))
    }
  }

  private func goesOn(_ before: SectionLine, _ part: SectionLine) -> Bool {
    layout.lines[before.line].flow == layout.lines[part.line].flow
      && layout.isFull(before.line, nextWord: layout.firstWordLength(part.line))
  }

  private static func isField(_ role: EntryLabels.Role) -> Bool {
    switch role {
    case .company, .position, .institution, .study, .area, .date: true
    case .location, .duties, .ignored, .issuer: false
    }
  }

  /// Every range of dates stands in a row with a label, or is one's label.
  private func isForm(
    _ parts: [SectionLine], _ rows: [Row?], _ anchor: (SectionLine) -> DateSpan?
  ) -> Bool {
    for (offset, part) in parts.enumerated() where rows[offset] == nil {
      guard anchor(part)?.isRange == true else { continue }
      guard offset > 0, rows[offset - 1]?.value.isEmpty == true else { return false }
    }
    return true
  }

  private func row(_ part: SectionLine) -> Row? {
    let line = layout.lines[part.line]
    guard !line.hasBullet,
      let end = line.folded[part.range].prefix(60).firstIndex(where: { $0 == 0x3A || $0 == 0x09 }),
      end > part.range.lowerBound,
      let role = EntryLabels.standard.role(of: line, part.range.lowerBound..<end, among: labels)
    else { return nil }
    var start = end + 1
    while start < part.range.upperBound, Folding.isSpace(line.folded[start]) || line.folded[start] == 0x3A {
      start += 1
    }
    return Row(role: role, value: start..<part.range.upperBound)
  }
}
