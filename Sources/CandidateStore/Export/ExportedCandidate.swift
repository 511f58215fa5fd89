import PostgreSQL
import ResumeModel

/// A candidate as an export holds it. Encoded, its keys are the columns of `candidates`, and what has no value is left out.
public struct ExportedCandidate: Hashable, Sendable {
  public var summary: CandidateSummary
  public var about: String?
  public var linkedInURL: String?
  public var gitHubURL: String?
  public var portfolioURL: String?
  /// Lists as the columns hold them, whatever their shape: another program's elements may be none of ours.
  public var skills: JSONValue?
  public var experience: JSONValue?
  public var education: JSONValue?
  public var certifications: JSONValue?
  public var languages: JSONValue?
  /// Of those who were merged into this one.
  public var furtherAddresses: [String]
  public var tags: [String]
}

extension ExportedCandidate {
  /// What ``init(_:)`` reads, of `candidates c`.
  static let columns = """
    \(CandidateStore.summaryColumns), c.summary, c.linkedin_url, c.github_url, c.portfolio_url, c.skills, c.experience,
    c.education, c.certifications, c.languages, \(FurtherAddresses.list) AS further,
    (SELECT array_agg(t.tag::text ORDER BY t.tag COLLATE "C") FROM candidate_tags t WHERE t.candidate_id = c.id) AS tags
    """

  init(_ row: Row) throws {
    func list(_ column: String) throws -> JSONValue? {
      guard let value = try row.string(ifPresent: column).flatMap({ JSONValue(Array($0.utf8)) }), value != .null else {
        return nil
      }
      return value
    }
    self.init(
      summary: try CandidateSummary(row), about: try row.string(ifPresent: "summary"),
      linkedInURL: try row.string(ifPresent: "linkedin_url"), gitHubURL: try row.string(ifPresent: "github_url"),
      portfolioURL: try row.string(ifPresent: "portfolio_url"), skills: try list("skills"),
      experience: try list("experience"), education: try list("education"),
      certifications: try list("certifications"), languages: try list("languages"),
      furtherAddresses: try row.textArray(ifPresent: "further")?.compactMap { $0 } ?? [],
      tags: try row.textArray(ifPresent: "tags")?.compactMap { $0 } ?? [])
  }
}

extension ExportedCandidate: Encodable {
  private enum Key: String, CodingKey {
    case id, email, phone, location, title, summary, skills, experience, education, certifications, languages, tags
    case source
    case fullName = "full_name"
    case furtherEmails = "further_emails"
    case linkedInURL = "linkedin_url"
    case gitHubURL = "github_url"
    case portfolioURL = "portfolio_url"
    case recruiterID = "recruiter_id"
    case experienceMonths = "experience_months"
    case needsReview = "needs_review"
    case createdAt = "created_at"
    case updatedAt = "updated_at"
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(summary.id, forKey: .id)
    try container.encode(summary.fullName, forKey: .fullName)
    try container.encode(summary.email, forKey: .email)
    for (key, text) in [
      (Key.phone, summary.phone), (.location, summary.location), (.title, summary.title), (.summary, about),
      (.linkedInURL, linkedInURL), (.gitHubURL, gitHubURL), (.portfolioURL, portfolioURL), (.source, summary.source),
      (.createdAt, summary.createdAt), (.updatedAt, summary.updatedAt),
    ] {
      try container.encodeIfPresent(text, forKey: key)
    }
    for (key, list) in [
      (Key.skills, skills), (.experience, experience), (.education, education), (.certifications, certifications),
      (.languages, languages),
    ] {
      try container.encodeIfPresent(list, forKey: key)
    }
    if !furtherAddresses.isEmpty { try container.encode(furtherAddresses, forKey: .furtherEmails) }
    if !tags.isEmpty { try container.encode(tags, forKey: .tags) }
    try container.encodeIfPresent(summary.recruiterID, forKey: .recruiterID)
    try container.encodeIfPresent(summary.experienceMonths, forKey: .experienceMonths)
    try container.encode(summary.needsReview, forKey: .needsReview)
  }
}
