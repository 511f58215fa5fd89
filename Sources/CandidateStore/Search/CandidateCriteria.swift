import ResumeModel

/// Whom a search is for. All that is given must hold; letters match whatever their case and accents.
public struct CandidateCriteria: Hashable, Sendable, Codable {
  /// Which date ``since`` and ``until`` are about.
  public enum DateKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// When anything of the candidate last changed.
    case updated
    /// When the candidate was made.
    case added
    /// Of any of the candidate's documents.
    case document
  }

  /// Words anywhere in what is known, the documents' text too: all of them; "a phrase", or, -without, begin*.
  public var query: String?
  /// Whole skills, all of them.
  public var skills: [String] = []
  /// Whole skills, one of them at least.
  public var anySkills: [String] = []
  /// Words of the titles that they have or had.
  public var title: String?
  /// Words of the names of employers.
  public var company: String?
  /// Words of where they live.
  public var location: String?
  /// Full years of experience.
  public var minYears: Int?
  public var maxYears: Int?
  public var source: DocumentSource?
  /// All of them.
  public var tags: [String] = []
  /// Only those whose reading a person should check.
  public var needsReview = false
  public var since: PartialDate?
  /// That day, month or year included.
  public var until: PartialDate?
  public var dateKind = DateKind.updated
  /// Whose; for an admin, who sees all.
  public var recruiterID: Int?

  public init(query: String? = nil) {
    self.query = query
  }

  /// Whether nothing is asked for: all candidates.
  public var isEmpty: Bool { self == CandidateCriteria() }

  /// As `hotgigs_find_candidates` takes it.
  var json: JSONText {
    var members: [(String, JSONText)] = []
    func add(_ name: String, _ text: String?) {
      if let text { members.append((name, JSONText(string: text))) }
    }
    func add(_ name: String, _ number: Int?) {
      if let number { members.append((name, JSONText(number: number))) }
    }
    func add(_ name: String, _ texts: [String]) {
      if !texts.isEmpty { members.append((name, JSONText(array: texts.map { JSONText(string: $0) }))) }
    }
    add("query", query)
    add("skills", skills)
    add("any_skills", anySkills)
    add("title", title)
    add("company", company)
    add("location", location)
    add("min_years", minYears)
    add("max_years", maxYears)
    add("source", source?.rawValue)
    add("tags", tags)
    if needsReview { members.append(("needs_review", JSONText(verbatim: "true"))) }
    add("since", since?.firstDay)
    add("until", until?.dayAfter)
    add("date", dateKind.rawValue)
    add("recruiter", recruiterID)
    return JSONText(object: members)
  }
}

extension PartialDate {
  /// The first day that it can mean, ISO 8601.
  fileprivate var firstDay: String { Self.day(year, month ?? 1, day ?? 1) }

  /// The day after the last one that it can mean.
  fileprivate var dayAfter: String {
    if let month, let day, PartialDate(year: year, month: month, day: day + 1) != nil {
      return Self.day(year, month, day + 1)
    }
    if let month, month < 12 { return Self.day(year, month + 1, 1) }
    return Self.day(year + 1, 1, 1)
  }

  private static func day(_ year: Int, _ month: Int, _ day: Int) -> String {
    "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
  }
}
