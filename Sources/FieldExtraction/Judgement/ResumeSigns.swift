import ResumeModel

/// What speaks for a resume: structure first (entries with dates, contact at the top), headings second.
///
/// Points are log-odds, set by hand so that each of these is a resume by itself: a history of two dated jobs, a student's
/// page without work, a page in a language that no list here knows.
struct ResumeSigns {
  enum Group: CaseIterable {
    /// What the document calls itself: "Lebenslauf".
    case title
    case headings
    /// Jobs and degrees with their dates, under a heading of theirs.
    case entries
    /// Such as no heading announces: a list of dates and names may be anything.
    case unheaded
    /// Whose it is and how to reach them.
    case person

    /// The most points that a group gives.
    var cap: Double {
      switch self {
      case .title: 2.5
      case .headings: 4.5
      case .entries: 4.5
      case .unheaded: 1.8
      case .person: 4
      }
    }
  }

  struct Sign {
    var group: Group
    var points: Double
    /// In the document's reading order; nil for what stands in no one place.
    var line: Int?
  }

  private(set) var signs: [Sign] = []
  /// Jobs and degrees with a date.
  private(set) var datedEntries = 0

  init(_ layout: ResumeLayout, _ resume: ParsedResume, titles: [KindMarkers.Finding]) {
    addTitle(layout, titles)
    addHeadings(layout)
    addEntries(layout, resume)
    addPerson(layout, resume)
  }

  /// The sum of the groups, each up to its cap.
  ///
  /// - Parameter excluded: lines whose signs do not count.
  func points(of groups: [Group] = Group.allCases, outside excluded: ClosedRange<Int>? = nil) -> Double {
    groups.reduce(0) { total, group in
      let sum = signs.reduce(0) { sum, sign in
        guard sign.group == group else { return sum }
        if let excluded, let line = sign.line, excluded.contains(line) { return sum }
        return sum + sign.points
      }
      return total + min(sum, group.cap)
    }
  }

  private mutating func add(_ group: Group, _ points: Double, _ line: Int? = nil) {
    signs.append(Sign(group: group, points: points, line: line))
  }

  private mutating func addTitle(_ layout: ResumeLayout, _ titles: [KindMarkers.Finding]) {
    for title in titles {
      let line = layout.lines[title.line]
      // In a list of enclosures it is no title.
      let isSetApart =
        line.size > layout.typography.bodySize * 1.1 || line.isBold || line.isAllCaps || line.headingLevel != nil
      guard title.line < 6 || isSetApart else { continue }
      add(.title, title.line < 6 ? 2.5 : 2, line.index)
    }
  }

  private mutating func addHeadings(_ layout: ResumeLayout) {
    var seen: Set<SectionKind> = []
    var unknown = 0
    for section in layout.sections {
      guard let heading = section.heading else { continue }
      let isDated = section.lines.contains { !layout.lines[$0.line].dates.isEmpty }
      let points: Double
      switch section.kind {
      // An advert has these too, but nothing in them ever happened.
      case .work: points = isDated ? 2 : 0.7
      case .education: points = isDated ? 1.5 : 0.5
      case .skills: points = 0.9
      case .languages: points = 0.8
      case .interests, .projects, .volunteering: points = 0.6
      case .summary, .certificates: points = 0.5
      case .references, .awards, .publications: points = 0.3
      case .contact: points = 0.2
      case .other:
        unknown += 1
        continue
      }
      if seen.insert(section.kind).inserted { add(.headings, points, layout.lines[heading].index) }
    }
    if unknown >= 3 { add(.headings, 0.5) }
  }

  private mutating func addEntries(_ layout: ResumeLayout, _ resume: ParsedResume) {
    let (hasWork, hasEducation) = (!layout.sections(.work).isEmpty, !layout.sections(.education).isEmpty)
    for entry in resume.work {
      let line = (entry.position ?? entry.company)?.evidence.first?.line
      if entry.start != nil || entry.end != nil {
        datedEntries += 1
        add(hasWork ? .entries : .unheaded, hasWork ? 1 : 0.5, line)
      } else if entry.company != nil, entry.position != nil {
        add(.entries, 0.3, line)
      }
    }
    for entry in resume.education {
      let line = (entry.institution ?? entry.studyType ?? entry.area)?.evidence.first?.line
      if entry.start != nil || entry.end != nil {
        datedEntries += 1
        add(hasEducation ? .entries : .unheaded, hasEducation ? 0.8 : 0.4, line)
      } else if entry.institution != nil {
        add(.entries, 0.3, line)
      }
    }
    // In a language whose headings are unknown: ranges of dates that stand by themselves, years at the lines' ends.
    if datedEntries < 2 {
      var isRange = 0
      var isYear = 0
      for line in layout.lines.prefix(ResumeJudge.lineLimit) where line.wordCount <= 14 {
        if line.dates.contains(where: { $0.isRange }) { isRange += 1 }
        if Self.hasYearAtItsEnd(line) { isYear += 1 }
      }
      add(.unheaded, isRange >= 4 ? 1.6 : isRange >= 2 ? 0.8 : isYear >= 4 ? 0.8 : 0)
    }
  }

  private static func hasYearAtItsEnd(_ line: TextLine) -> Bool {
    [line.tokens.first, line.tokens.last].contains { token in
      guard let token, token.kind == .number, token.count == 4 else { return false }
      let century = line.folded[token.start..<(token.start + 2)]
      return century.elementsEqual([0x31, 0x39]) || century.elementsEqual([0x32, 0x30])
    }
  }

  private mutating func addPerson(_ layout: ResumeLayout, _ resume: ParsedResume) {
    if let name = resume.name, let line = name.evidence.first?.line, name.confidence >= 0.5 {
      add(.person, line < 8 ? 0.8 : 0.4, line)
    }
    if let email = resume.emails.first {
      let line = email.evidence.first?.line
      add(.person, 0.7, line)
      let local = Folding.fold(email.value).prefix { $0 != 0x40 }
      if let name = resume.name, Self.isOf(name.value, local) { add(.person, 1, line) }
      if Self.isRole(local) { add(.person, -0.7, line) }
    }
    // The addresses of many: a list of people or of authors.
    if resume.emails.count >= 6 { add(.person, -1.5) }
    if let phone = resume.phones.first { add(.person, 0.5, phone.evidence.first?.line) }
    if let link = resume.links.first(where: { $0.value.kind != .portfolio }) {
      add(.person, 0.7, link.evidence.first?.line)
    }
    if resume.location != nil { add(.person, 0.2) }
    if resume.skills.count >= 3 { add(.person, 0.4) }
    if resume.languages.contains(where: { $0.fluency != nil }) { add(.person, 0.4) }
  }

  /// Whether an address's local part holds a word of the name: "j.rousselot".
  private static func isOf(_ name: String, _ local: ArraySlice<UInt32>) -> Bool {
    let folded = Folding.fold(name)
    return Tokenizer.tokens(of: folded).contains { token in
      guard token.kind == .word, token.count >= 3, token.count <= local.count else { return false }
      let word = folded[token.start..<token.end]
      return (local.startIndex...(local.endIndex - token.count)).contains { start in
        local[start..<(start + token.count)].elementsEqual(word)
      }
    }
  }

  /// A mailbox that is an office's, not a person's.
  private static func isRole(_ local: ArraySlice<UInt32>) -> Bool {
    let folded = Array(local)
    return Tokenizer.tokens(of: folded).contains { roles.contains($0.hash) }
  }

  private static let roles = Lexicon(
    [
      "accounting", "accounts", "admin", "administration", "application", "applications", "billing", "booking",
      "bookings",
      "buchhaltung", "bewerbung", "bewerbungen", "candidatures", "career", "careers", "contact", "empleo", "emploi",
      "facturacion",
      "facturation", "fatturazione", "hello", "help", "hr", "info", "invoice", "invoices", "job", "jobb", "jobs",
      "karriere",
      "kontakt", "kundenservice", "kundeservice", "lavoro", "newsletter", "noreply", "office", "orders", "personal",
      "praca",
      "recruiting", "recruitment", "recrutement", "rechnung", "rekrutacja", "rekrytering", "rekruttering", "reply",
      "rh", "rrhh",
      "sales", "selezione", "service", "sollicitatie", "support", "talent", "team", "vacatures",
    ].map { ($0, 1) })
}
