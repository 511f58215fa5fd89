import DocumentText

/// Cuts a table into entries, each row one, by what the heads of its columns say: "Company ⇥ Position ⇥ From ⇥ To".
struct TableEntries {
  private let layout: ResumeLayout
  private let labels: [EntryLabels.Role]

  init(_ layout: ResumeLayout, labels: [EntryLabels.Role]) {
    self.layout = layout
    self.labels = labels
  }

  /// Nil where no line heads columns.
  func entries(of parts: [SectionLine], anchor: (SectionLine) -> DateSpan?) -> [RawEntry]? {
    guard let head = parts.firstIndex(where: { layout.lines[$0.line].isColumnHead }) else { return nil }
    let line = layout.lines[parts[head].line]
    let heads = line.segments.map { EntryLabels.standard.role(of: line, $0, among: labels) }
    var entries: [RawEntry] = []
    for part in parts[(head + 1)...] {
      let line = layout.lines[part.line]
      guard !line.isColumnHead else { continue }
      let cells = line.hasBullet ? [] : line.segments.filter { $0.overlaps(part.range) }
      if let roles = roles(of: cells, line, heads) {
        entries.append(entry(part.line, cells, roles, anchor))
      } else if !entries.isEmpty {
        add(part, to: &entries[entries.count - 1])
      }
    }
    return entries.isEmpty ? nil : entries
  }

  /// What each cell of a row is; nil where it is no row of the table.
  private func roles(
    of cells: [Range<Int>], _ line: TextLine, _ heads: [EntryLabels.Role?]
  ) -> [EntryLabels.Role?]? {
    func isDated(_ cell: Range<Int>) -> Bool { line.dates.contains { $0.range.overlaps(cell) } }
    guard cells.count > 1, cells.contains(where: isDated) else { return nil }
    if cells.count == heads.count { return heads }
    // "From ⇥ To" over one range.
    var merged = heads
    for index in heads.indices.dropLast().reversed() where heads[index] == .date && heads[index + 1] == .date {
      merged.remove(at: index)
    }
    if cells.count == merged.count { return merged }
    // A list stands beneath its row.
    let without = merged.filter { $0 != .duties }
    if cells.count == without.count { return without }
    let named = heads.filter { $0 != .duties }
    if cells.count == named.count { return named }
    // Some cell is empty: only the dates tell themselves.
    return cells.map { isDated($0) ? .date : nil }
  }

  private func entry(
    _ line: Int, _ cells: [Range<Int>], _ roles: [EntryLabels.Role?], _ anchor: (SectionLine) -> DateSpan?
  ) -> RawEntry {
    var entry = RawEntry(header: [], date: nil, body: [])
    for (cell, role) in zip(cells, roles) {
      let part = SectionLine(line: line, range: cell)
      if role == .duties {
        entry.body.append(RawEntry.Item(parts: [part], hasBullet: false))
        continue
      }
      entry.header.append(part)
      entry.roles.append(role)
      guard let span = anchor(part), role == .date || role == nil else { continue }
      if let first = entry.date?.span, !first.isRange, !span.isRange, role == .date {
        entry.date = (Self.joined(first, span), line)
      } else if entry.date == nil {
        entry.date = (span, line)
      }
    }
    return entry
  }

  /// "From ⇥ To", a date in each.
  private static func joined(_ from: DateSpan, _ to: DateSpan) -> DateSpan {
    DateSpan(
      start: from.start ?? from.end, end: to.end ?? to.start, isCurrent: false, isRange: true, isOpen: false,
      range: from.range.lowerBound..<to.range.upperBound, isYearOnly: from.isYearOnly && to.isYearOnly)
  }

  private func add(_ part: SectionLine, to entry: inout RawEntry) {
    let line = layout.lines[part.line]
    if let last = entry.body.last?.parts.last, !line.hasBullet, layout.lines[last.line].flow == line.flow,
      layout.isFull(last.line, nextWord: layout.firstWordLength(part.line))
        || line.indent > layout.lines[last.line].indent + 2
    {
      entry.body[entry.body.count - 1].parts.append(part)
    } else {
      entry.body.append(RawEntry.Item(parts: [part], hasBullet: line.hasBullet))
    }
  }
}

extension LineBuilder {
  /// Whether a line names the columns of those beneath it: labels of an entry's fields side by side.
  static func isColumnHead(_ line: TextLine, before next: TextLine) -> Bool {
    guard line.dates.isEmpty, !line.hasBullet, next.folded.contains(0x09), !line.folded.contains(0x3A) else {
      return false
    }
    let cells = line.segments
    guard cells.count >= 3, cells.count <= 8, !line.tokens.contains(where: { $0.kind == .number }) else { return false }
    let roles = cells.compactMap { EntryLabels.standard.role(of: line, $0, among: EntryLabels.work + [.issuer]) }
    return roles.count * 2 > cells.count && Set(roles).count >= 2
      && (next.dates.isEmpty == false || next.segments.count == cells.count)
  }
}
