import ResumeModel

/// Unites lists of several documents, given newest first, each in the document's order.
enum EntryUnion {
  /// One per folded text, as the newest document writes it.
  static func skills(_ documents: [[String]]) -> [String] {
    united(documents, areSame: { TextFolding.fold($0) == TextFolding.fold($1) }, key: TextFolding.fold) { _, _ in }
  }

  static func languages(_ documents: [[LanguageRecord]]) -> [LanguageRecord] {
    united(documents, areSame: { _, _ in true }, key: { TextFolding.fold($0.language) }) { newer, older in
      newer.fluency = newer.fluency ?? older.fluency
    }
  }

  static func certifications(_ documents: [[CertificationRecord]]) -> [CertificationRecord] {
    // The same certificate of two dates was renewed: two entries.
    united(
      documents, areSame: { a, b in a.date == nil || b.date == nil || a.date == b.date },
      key: { TextFolding.fold($0.name) }
    ) { newer, older in
      newer.issuer = newer.issuer ?? older.issuer
      newer.date = newer.date ?? older.date
    }
  }

  /// Entries of one employer with overlapping dates are one; undated ones, where the position is the same.
  static func experience(_ documents: [[ExperienceEntry]]) -> [ExperienceEntry] {
    united(
      documents,
      areSame: { a, b in
        Period.areSame(
          Period(a.startDate, a.endDate, isCurrent: a.current), Period(b.startDate, b.endDate, isCurrent: b.current)
        ) ?? samePosition(a, b)
      },
      isBetter: { a, b in samePosition(a, b) },
      key: { TextFolding.fold($0.name ?? "") }
    ) { newer, older in
      // What the newer document says of the place is its own; only another reading of the same job fills gaps.
      guard newer.position == nil || samePosition(newer, older) else { return }
      newer.position = newer.position ?? older.position
      newer.location = newer.location ?? older.location
      newer.startDate = newer.startDate ?? older.startDate
      if newer.current != true { newer.endDate = newer.endDate ?? older.endDate }
      newer.summary = newer.summary ?? older.summary
      newer.highlights = newer.highlights ?? older.highlights
    }
  }

  /// Entries of one school are one where neither the dates nor the degree tell them apart.
  static func education(_ documents: [[EducationRecord]]) -> [EducationRecord] {
    united(
      documents,
      areSame: { a, b in
        let periods = Period.areSame(
          Period(a.startDate, a.endDate, isCurrent: a.current), Period(b.startDate, b.endDate, isCurrent: b.current))
        return periods != false && agree(a.studyType, b.studyType) && agree(a.area, b.area)
      },
      key: { TextFolding.fold($0.institution ?? "") }
    ) { newer, older in
      newer.studyType = newer.studyType ?? older.studyType
      newer.area = newer.area ?? older.area
      newer.location = newer.location ?? older.location
      newer.startDate = newer.startDate ?? older.startDate
      if newer.current != true { newer.endDate = newer.endDate ?? older.endDate }
      newer.score = newer.score ?? older.score
      newer.highlights = newer.highlights ?? older.highlights
    }
  }

  private static func samePosition(_ a: ExperienceEntry, _ b: ExperienceEntry) -> Bool {
    TextFolding.fold(a.position ?? "") == TextFolding.fold(b.position ?? "")
  }

  private static func agree(_ a: String?, _ b: String?) -> Bool {
    guard let a, let b else { return true }
    return TextFolding.fold(a) == TextFolding.fold(b)
  }

  /// - Parameters:
  ///   - areSame: of two entries with the same key.
  ///   - isBetter: which of several the same an older entry joins; the first otherwise.
  ///   - fill: gives the newer entry what it lacks and the older one has.
  private static func united<Element: Hashable>(
    _ documents: [[Element]], areSame: (Element, Element) -> Bool,
    isBetter: (Element, Element) -> Bool = { _, _ in false }, key: (Element) -> String,
    fill: (inout Element, Element) -> Void
  ) -> [Element] {
    var united: [Element] = []
    var places: [String: [Int]] = [:]
    for document in documents {
      var joined: [String: [Int]] = [:]
      for entry in document {
        let key = key(entry)
        // Entries of one document are compared with those of newer ones only: two jobs at one employer are two.
        let same = (places[key] ?? []).filter { areSame(united[$0], entry) }
        if let place = same.first(where: { isBetter(united[$0], entry) }) ?? same.first {
          fill(&united[place], entry)
        } else if !(joined[key] ?? []).contains(where: { united[$0] == entry }) {
          joined[key, default: []].append(united.count)
          united.append(entry)
        }
      }
      places.merge(joined) { $0 + $1 }
    }
    return united
  }
}

/// The time of an entry in months, its end exclusive: jobs that follow each other do not overlap.
struct Period: Hashable {
  let start: Int
  let end: Int

  /// Nil without any date.
  init?(_ start: PartialDate?, _ end: PartialDate?, isCurrent: Bool?) {
    func month(_ date: PartialDate) -> Int { date.year * 12 + (date.month ?? 1) - 1 }
    guard let first = start ?? end else { return nil }
    self.start = month(first)
    let last = end.map(month) ?? (isCurrent == true ? Int.max : self.start)
    self.end = max(last, self.start + 1)
  }

  /// Nil where one of them is unknown.
  static func areSame(_ a: Period?, _ b: Period?) -> Bool? {
    guard let a, let b else { return nil }
    return a.start < b.end && b.start < a.end
  }
}
