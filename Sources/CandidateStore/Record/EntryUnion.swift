import ResumeModel

/// An entry of which several documents may each have a reading.
protocol UnitedEntry: Hashable {
  /// Only entries with the same key can be one.
  var unionKey: String { get }
  /// Whether an entry of an older document, with the same key, is this one.
  func isSame(as older: Self) -> Bool
  /// Whether of several that are the same this one is the nearest.
  func isNearest(to older: Self) -> Bool
  /// Takes over what this one lacks.
  mutating func fill(from older: Self)
}

/// Unites lists of several documents, given newest first, each in the document's order: the newest document's entries,
/// then what only older ones have.
enum EntryUnion {
  static func united<Entry: UnitedEntry>(_ documents: [[Entry]]) -> [Entry] {
    var united: [Entry] = []
    var places: [String: [Int]] = [:]
    for document in distinct(documents) {
      var added: [String: [Int]] = [:]
      for entry in document {
        let key = entry.unionKey
        // Entries of one document are compared with those of newer ones only: two jobs at one employer are two.
        let same = (places[key] ?? []).filter { united[$0].isSame(as: entry) }
        if let place = same.first(where: { united[$0].isNearest(to: entry) }) ?? same.first {
          united[place].fill(from: entry)
        } else if !(added[key] ?? []).contains(where: { united[$0] == entry }) {
          added[key, default: []].append(united.count)
          united.append(entry)
        }
      }
      places.merge(added) { $0 + $1 }
    }
    return united
  }

  /// One per folded text, as the newest document writes it.
  static func skills(_ documents: [[String]]) -> [String] {
    var seen: Set<String> = []
    return distinct(documents).joined().filter { seen.insert(TextFolding.fold($0)).inserted }
  }

  /// Without the lists that a newer document has word for word: a resume that was sent often adds nothing each time.
  private static func distinct<Element: Equatable>(_ documents: [[Element]]) -> [[Element]] {
    var distinct: [[Element]] = []
    for document in documents where !distinct.contains(document) { distinct.append(document) }
    return distinct
  }
}

extension LanguageRecord: UnitedEntry {
  var unionKey: String { TextFolding.fold(language) }
  func isSame(as older: Self) -> Bool { true }
  func isNearest(to older: Self) -> Bool { true }
  mutating func fill(from older: Self) { fluency = fluency ?? older.fluency }
}

extension CertificationRecord: UnitedEntry {
  var unionKey: String { TextFolding.fold(name) }
  /// Of two dates it was renewed: two entries.
  func isSame(as older: Self) -> Bool { date == nil || older.date == nil || date == older.date }
  func isNearest(to older: Self) -> Bool { date == older.date }

  mutating func fill(from older: Self) {
    issuer = issuer ?? older.issuer
    date = date ?? older.date
  }
}

/// Entries of one employer with overlapping dates are one; where dates or employer are unknown, of the same position.
extension ExperienceEntry: UnitedEntry {
  var unionKey: String { TextFolding.fold(name ?? "") }

  func isSame(as older: Self) -> Bool {
    guard name != nil, let overlap = Period.overlap(period, older.period) else { return isNearest(to: older) }
    return overlap
  }

  func isNearest(to older: Self) -> Bool { TextFolding.fold(position ?? "") == TextFolding.fold(older.position ?? "") }

  mutating func fill(from older: Self) {
    // What the newer document says of the time there is its own; only another reading of the same job fills gaps.
    guard position == nil || isNearest(to: older) else { return }
    position = position ?? older.position
    location = location ?? older.location
    startDate = startDate ?? older.startDate
    if current != true { endDate = endDate ?? older.endDate }
    summary = summary ?? older.summary
    highlights = highlights ?? older.highlights
  }

  private var period: Period? { Period(startDate, endDate, isCurrent: current) }
}

/// Entries of one school are one where neither the dates nor the degree tell them apart.
extension EducationRecord: UnitedEntry {
  var unionKey: String { TextFolding.fold(institution ?? "") }

  func isSame(as older: Self) -> Bool {
    if institution == nil { return isNearest(to: older) }
    return Period.overlap(period, older.period) != false && Self.agree(studyType, older.studyType)
      && Self.agree(area, older.area)
  }

  func isNearest(to older: Self) -> Bool { studyType == older.studyType && area == older.area }

  mutating func fill(from older: Self) {
    studyType = studyType ?? older.studyType
    area = area ?? older.area
    location = location ?? older.location
    startDate = startDate ?? older.startDate
    if current != true { endDate = endDate ?? older.endDate }
    score = score ?? older.score
    highlights = highlights ?? older.highlights
  }

  private var period: Period? { Period(startDate, endDate, isCurrent: current) }

  private static func agree(_ a: String?, _ b: String?) -> Bool {
    guard let a, let b else { return true }
    return TextFolding.fold(a) == TextFolding.fold(b)
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
  static func overlap(_ a: Period?, _ b: Period?) -> Bool? {
    guard let a, let b else { return nil }
    return a.start < b.end && b.start < a.end
  }
}
