import PostgreSQL

/// A candidate as a list shows it.
public struct CandidateSummary: Hashable, Sendable, Codable {
  public var id: Int
  public var fullName: String
  public var email: String
  public var phone: String?
  public var location: String?
  public var title: String?
  public var recruiterID: Int?
  public var source: String?
  public var needsReview: Bool
  /// Months of work, overlaps counted once; nil where no times are known.
  public var experienceMonths: Int?
  /// ISO 8601, UTC.
  public var createdAt: String?
  public var updatedAt: String?
}

extension CandidateSummary {
  init(_ row: Row) throws {
    self.init(
      id: try row.int("id"), fullName: try row.string("full_name"), email: try row.string("email"),
      phone: try row.string(ifPresent: "phone"), location: try row.string(ifPresent: "location"),
      title: try row.string(ifPresent: "title"), recruiterID: try row.int(ifPresent: "recruiter_id"),
      source: try row.string(ifPresent: "source"), needsReview: try row.bool("needs_review"),
      experienceMonths: try row.int(ifPresent: "experience_months"),
      createdAt: try row.string(ifPresent: "created_at"), updatedAt: try row.string(ifPresent: "updated_at"))
  }
}

extension CandidateStore {
  /// What a summary is read from, of `candidates c`.
  static let summaryColumns = """
    c.id, c.full_name, c.email, c.phone, c.location, c.title, c.recruiter_id, c.source, c.needs_review, c.experience_months,
    \(isoTime("c.created_at")) AS created_at, \(isoTime("c.updated_at")) AS updated_at
    """
}
