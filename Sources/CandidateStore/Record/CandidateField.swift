/// A column of `candidates` that documents fill and people edit; the raw value is its name.
public enum CandidateField: String, Hashable, Sendable, Codable, CaseIterable {
  case fullName = "full_name"
  case email
  case phone
  case location
  case title
  case summary
  case skills
  case experience
  case education
  case certifications
  case languages
  case linkedInURL = "linkedin_url"
  case gitHubURL = "github_url"
  case portfolioURL = "portfolio_url"
  case resumeURL = "resume_url"

  /// Whether the column holds a JSON array.
  public var isList: Bool {
    switch self {
    case .skills, .experience, .education, .certifications, .languages: true
    default: false
    }
  }

  /// The most characters it holds, as PostgreSQL counts them (code points); `summary` has a limit of ours, since the
  /// search index over it holds 1 MB. Nil for lists.
  var capacity: Int? {
    switch self {
    case .fullName, .email, .location, .title: 255
    case .phone: 50
    case .linkedInURL, .gitHubURL, .portfolioURL, .resumeURL: 500
    case .summary: 100_000
    case .skills, .experience, .education, .certifications, .languages: nil
    }
  }
}

extension CandidateField: Comparable {
  /// In the order of the columns.
  public static func < (a: Self, b: Self) -> Bool { a.position < b.position }

  private var position: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
