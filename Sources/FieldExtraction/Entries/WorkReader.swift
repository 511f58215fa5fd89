import DocumentText
import ResumeModel

/// Reads the positions of the work sections.
///
/// Whether the title or the employer stands first is one decision for the whole document, taken by all its entries
/// together: each order's best readings are summed up, and the greater sum wins.
struct WorkReader {
  private let layout: ResumeLayout

  private enum Field: Int, CaseIterable {
    case position, company, location
  }

  private enum Order {
    case titleFirst, companyFirst
  }

  init(_ layout: ResumeLayout) {
    self.layout = layout
  }

  func read() -> [WorkEntry] {
    let splitter = EntrySplitter(layout, takesLoneDates: false)
    return read(heads(layout.sections(.work).flatMap { splitter.entries(of: $0) }))
  }

  /// Reads sections that have no heading of work but look like it.
  func read(unheaded sections: [Section]) -> [WorkEntry] {
    let splitter = EntrySplitter(layout, takesLoneDates: false)
    let raw = sections.flatMap { splitter.entries(of: $0) }.filter { $0.date?.span.isRange == true }
    return read(heads(raw.filter { !EducationReader.isStudy($0, layout) }))
  }

  private func read(_ heads: [EntryHead]) -> [WorkEntry] {
    var sums: [Double] = []
    for order in [Order.titleFirst, .companyFirst] {
      sums.append(heads.reduce(0) { $0 + assignment($1, order).score })
    }
    let order: Order = sums[1] > sums[0] + 0.01 ? .companyFirst : .titleFirst
    let margin = heads.isEmpty ? 0 : abs(sums[1] - sums[0]) / Double(heads.count)
    var entries: [WorkEntry] = []
    /// The last employer, and whether a head of its own named it.
    var employer: (company: Extracted<String>, location: Extracted<String>?, isGroup: Bool)?
    var pending: EntryHead?
    var group: EmployerGroup?
    for (offset, head) in heads.enumerated() {
      let assignment = assignment(head, order)
      var entry = entry(head, assignment, margin: margin)
      if let group, group.takes(head) {
        entries.append(group.position(entry, head))
        continue
      }
      group = EmployerGroup(head, entry, layout, isLength: isLength)
      // A head that names only an employer, with roles under it.
      if entry.position == nil, entry.company != nil, head.raw.body.isEmpty, offset + 1 < heads.count,
        follows(heads[offset + 1], order)
      {
        employer = entry.company.map { ($0, entry.location, true) }
        pending = head
        continue
      }
      if entry.company == nil, entry.position != nil, let shared = employer, pending != nil || sharesEmployer(head) {
        entry.company = Extracted(
          shared.company.value, confidence: shared.company.confidence * 0.9, evidence: shared.company.evidence)
        if entry.location == nil, shared.isGroup { entry.location = shared.location }
      } else if let company = entry.company {
        employer = (company, entry.location, false)
        pending = nil
      }
      guard entry.company != nil || entry.position != nil else { continue }
      entries.append(entry)
    }
    return entries
  }

  /// Whether the next head is a role without an employer of its own.
  private func follows(_ head: EntryHead, _ order: Order) -> Bool {
    let next = assignment(head, order)
    return next.stretches[Field.position.rawValue] != nil && next.stretches[Field.company.rawValue] == nil
      && head.features.contains { $0.titleHeads > 0 }
  }

  private func sharesEmployer(_ head: EntryHead) -> Bool {
    head.features.contains { $0.titleHeads > 0 }
  }

  // MARK: Heads

  private func heads(_ entries: [RawEntry]) -> [EntryHead] {
    // "Contable en Acme", "Cook with Acme": one decision for the whole document.
    let weak = entries.filter(hasWeakWord).count
    let trusts = weak >= 2 && weak * 2 >= entries.count
    return entries.map { head($0, trustsWeakWords: trusts) }
  }

  private func hasWeakWord(_ raw: RawEntry) -> Bool {
    raw.header.contains { part in
      let line = layout.lines[part.line]
      return line.tokenIndices(in: part.range).dropFirst().contains {
        AtomCutter.weakEmployer(line, at: $0, in: part.range, isTrusted: true) != nil
      }
    }
  }

  private func head(_ raw: RawEntry, trustsWeakWords: Bool) -> EntryHead {
    EntryHead(
      raw, layout, labels: EntryLabels.work, limit: 7, trustsWeakWords: trustsWeakWords,
      holes: { line, index in
        line.dates.filter { span in
          guard !span.isRange, let date = raw.date, date.line == index else { return span.isRange }
          return date.span == span || date.span.isRange && !span.isYearOnly
        }
      }, isIgnored: isIgnored)
  }

  private static let ignored = Lexicon(
    [
      "full time", "full-time", "part time", "part-time", "permanent", "contract", "temporary", "freelance contract",
      "internship", "vollzeit", "teilzeit", "unbefristet", "befristet", "cdi", "cdd", "temps plein", "temps partiel",
      "tiempo completo", "jornada completa", "media jornada", "tempo pieno", "tempo indeterminato",
      "tempo determinato", "part time", "tempo integral", "fulltime", "parttime", "voltijd", "deeltijd", "pełny etat",
      "umowa o pracę", "heltid", "deltid", "and also",
    ].map { ($0, 1) })

  private func isIgnored(_ line: TextLine, _ range: Range<Int>) -> Bool {
    Self.ignored.value(of: line, in: range) != nil || isBareLength(line, range)
  }

  /// "2 years 10 months", and what is left of such where a date was cut out.
  private func isBareLength(_ line: TextLine, _ range: Range<Int>) -> Bool {
    let tokens = line.tokens[line.tokenIndices(in: range)]
    guard tokens.first?.kind == .number else { return false }
    return tokens.filter(\.isWordLike).allSatisfy { $0.kind == .number || isUnit($0, of: line) }
  }

  /// A line that is a length of time and no date.
  private func isLength(_ line: TextLine, _ range: Range<Int>) -> Bool {
    line.dates.isEmpty && isBareLength(line, range)
      && line.tokens[line.tokenIndices(in: range)].contains { isUnit($0, of: line) }
  }

  /// "years", "Monate".
  private func isUnit(_ token: Token, of line: TextLine) -> Bool {
    DateWords.standard.durationUnits.match(line.folded, [token], at: 0, before: 1) != nil
  }

  // MARK: Scoring

  private func assignment(_ head: EntryHead, _ order: Order) -> Assignment {
    let (atoms, features) = (head.atoms, head.features)
    let fields = Field.allCases
    return Assignment(
      count: atoms.count, fields: fields.count,
      joins: head.joins,
      value: { field, stretch in value(of: fields[field], head.features(of: stretch), stretch, head) },
      price: { features[$0].isScore ? 0.2 : 0.8 },
      whole: { stretches in
        let position = stretches[Field.position.rawValue]
        let company = stretches[Field.company.rawValue]
        let location = stretches[Field.location.rawValue]
        var score = 0.0
        if position == nil { score -= 1.5 }
        if company == nil { score -= 1.5 }
        if let position, let company {
          let titleIsFirst = position.lowerBound < company.lowerBound
          if titleIsFirst, atoms[company.lowerBound].separator == .at {
            score += 2.5
          } else if titleIsFirst != (order == .titleFirst) {
            score -= 2.5
          }
        }
        if let location {
          if location.lowerBound == 0, atoms.count > 1 { score -= 1.2 }
          if let company, location.lowerBound == company.upperBound { score += 0.4 }
        }
        return score
      })
  }

  private func value(of field: Field, _ features: AtomFeatures, _ stretch: Range<Int>, _ head: EntryHead) -> Double {
    var score = 0.0
    if let label = features.label {
      switch (label, field) {
      case (.company, .company), (.position, .position), (.location, .location): return 6
      case (.company, _), (.position, _), (.location, _), (.ignored, _): return -4
      default: break
      }
    }
    let extra = head.extra(stretch)
    // What a line's end broke off begins no field of its own.
    if head.atoms[stretch.lowerBound].isContinued { score -= 1.5 }
    switch field {
    case .position:
      score += features.titleHeads > 0 ? 3 : -0.3
      if features.hasTail { score -= 3 }
      if features.isEmployer { score -= 2 }
      if features.titleHeads == 0 { score -= min(Double(features.organizationWords), 2) * 0.7 }
      if features.isPlace { score -= 2 }
      if features.words > 9 { score -= 1 }
      if head.atoms[stretch.lowerBound].segment > 0 { score -= 0.3 }
      score -= extra * 0.5
    case .company:
      if features.hasTail { score += 3 }
      // Some employers have a town's name: behind another name it is the town.
      let isEmployer = stretch.contains {
        head.features[$0].isEmployer && (stretch.count == 1 || !head.features[$0].isPlace)
      }
      if isEmployer { score += 2.5 }
      if features.organizationWords > 0 { score += 1.2 }
      if features.titleHeads > 0, !features.hasTail, !features.isEmployer {
        score -= features.organizationWords > 0 ? 1 : 2
      }
      if features.isPlace, !features.isEmployer { score -= 1.2 }
      if features.isOnlyTail { score -= 4 }
      if features.words > 9 { score -= 1 }
      if features.isRemote { score -= 3 }
      // "Acme, Inc." is one.
      let endsInTail = stretch.count > 1 && head.features[stretch.upperBound - 1].isOnlyTail
      score -= endsInTail ? (extra - 1) * 0.6 : extra * 0.6
      if stretch.count > 1, head.features[stretch.upperBound - 1].isPlace { score -= 0.8 }
      // A name ends with its legal form.
      if stretch.dropLast().contains(where: { head.features[$0].hasTail && !head.features[$0 + 1].isOnlyTail }) {
        score -= 1.5
      }
    case .location:
      if features.isPlace { score += 2.5 } else if features.hasPlaceCode { score += 1.5 } else { score += 0.1 }
      if features.titleHeads > 0 { score -= 3 }
      if features.hasTail { score -= 3 } else if features.isEmployer { score -= features.isPlace ? 1.5 : 3 }
      if !features.isPlace { score -= Double(min(features.organizationWords, 2)) }
      if features.words > 5 { score -= 1.5 } else if features.words > 2, !features.hasPlace { score -= 0.4 }
      if features.hasDigits { score -= 0.7 }
      if features.startsSmall, !features.isPlace { score -= 0.4 }
      let separator = head.atoms[stretch.lowerBound].separator
      if separator == .tab || separator == .line { score += 0.2 }
      score -= extra * (features.isPlace || features.hasPlaceCode ? 0.05 : 0.5)
    }
    return score
  }

  // MARK: Entries

  private func entry(_ head: EntryHead, _ assignment: Assignment, margin: Double) -> WorkEntry {
    func extracted(_ field: Field) -> Extracted<String>? {
      guard let stretch = assignment.stretches[field.rawValue] else { return nil }
      let known = stretch.contains { index in
        let features = head.features[index]
        switch field {
        case .position: return features.titleHeads > 0
        case .company: return features.hasTail || features.isEmployer || features.organizationWords > 0
        case .location: return features.isPlace
        }
      }
      let sure = 0.6 + (known ? 0.25 : 0) + min(margin, 2) * 0.05
      return head.extracted(stretch, confidence: min(sure, 0.97))
    }
    var entry = WorkEntry(company: extracted(.company), position: extracted(.position), location: extracted(.location))
    takePlaceInBrackets(&entry)
    let dates = EntryDates(head.raw, layout)
    (entry.start, entry.end, entry.isCurrent) = (dates.start, dates.end, dates.isCurrent)
    let text = EntryText(layout)
    (entry.summary, entry.highlights) = text.body(head.raw.body)
    return entry
  }

  /// "Kolibri Labs (Remote)": a place in brackets behind the employer or the title is the place.
  private func takePlaceInBrackets(_ entry: inout WorkEntry) {
    for path in [\WorkEntry.company, \WorkEntry.position] {
      guard entry.location == nil, let field = entry[keyPath: path], field.value.hasSuffix(")"),
        let open = field.value.lastIndex(of: "(")
      else { continue }
      let inside = String(field.value[field.value.index(after: open)...].dropLast())
      let line = LineBuilder.textLine(Line(spans: [Span(text: inside)]), page: 1, index: 0, flow: 0)
      guard Gazetteer.standard.place(line, line.range).covered > 0.99 else { continue }
      entry.location = Extracted(inside, confidence: 0.85, evidence: field.evidence)
      var rest = field.value[..<open]
      while rest.last == " " { rest.removeLast() }
      entry[keyPath: path] = Extracted(String(rest), confidence: field.confidence, evidence: field.evidence)
    }
  }
}
