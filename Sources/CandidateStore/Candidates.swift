import PostgreSQL
import ResumeModel

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
  /// ISO 8601, UTC.
  public var createdAt: String?
  public var updatedAt: String?
}

/// A candidate with all that is stored of them.
public struct CandidateDetail: Hashable, Sendable, Codable {
  public struct Activity: Hashable, Sendable, Codable {
    public var action: String
    public var description: String?
    public var userID: Int?
    /// ISO 8601, UTC.
    public var at: String?
  }

  public struct SourceResume: Hashable, Sendable, Codable {
    public var id: Int
    public var filename: String
    public var status: ResumeStatus
    public var documentDate: String?
    /// Whether a person should look at what was read of it, and why.
    public var needsReview: Bool
    public var warnings: [ParseWarning]
  }

  public struct PossibleDuplicate: Hashable, Sendable, Codable {
    public var candidateID: Int
    public var reason: String
  }

  public var summary: CandidateSummary
  public var about: String?
  public var linkedInURL: String?
  public var gitHubURL: String?
  public var portfolioURL: String?
  public var resumeURL: String?
  public var skills: [String]
  public var experience: [ExperienceEntry]
  public var education: [EducationRecord]
  public var certifications: [CertificationRecord]
  public var languages: [LanguageRecord]
  /// The fields that people edited.
  public var editedFields: [String]
  /// By column, the date of the document that its value is from.
  public var fieldDates: [String: String]
  public var tags: [String]
  /// The newest first.
  public var activity: [Activity]
  public var resumes: [SourceResume]
  public var possibleDuplicates: [PossibleDuplicate]
}

/// Which candidates a list holds.
public struct CandidateFilter: Hashable, Sendable {
  public var recruiterID: Int?
  public var source: DocumentSource?
  /// All of them.
  public var skills: [String]
  public var needsReview: Bool?

  public init(
    recruiterID: Int? = nil, source: DocumentSource? = nil, skills: [String] = [], needsReview: Bool? = nil
  ) {
    self.recruiterID = recruiterID
    self.source = source
    self.skills = skills
    self.needsReview = needsReview
  }
}

extension CandidateStore {
  /// The candidates that the acting user may see, by id.
  ///
  /// - Parameter after: the id of the last one of the page before; 0 for the first page.
  public func candidates(
    actingUser: Int, filter: CandidateFilter = CandidateFilter(), limit: Int = 100, after: Int = 0
  ) async throws -> [CandidateSummary] {
    let skills = try filter.skills.isEmpty ? nil : JSONText(filter.skills).text
    return try await asUser(actingUser) { transaction in
      try await transaction.query(
        """
        SELECT \(Self.summaryColumns) FROM candidates c
        WHERE c.id > $1 AND ($3::integer IS NULL OR c.recruiter_id = $3) AND ($4::text IS NULL OR c.source = $4)
          AND ($5::jsonb IS NULL OR c.skills @> $5) AND ($6::boolean IS NULL OR c.needs_review = $6)
        ORDER BY c.id LIMIT $2
        """,
        [
          .int(after), .int(limit), .int(ifPresent: filter.recruiterID), .text(ifPresent: filter.source?.rawValue),
          .json(ifPresent: skills), filter.needsReview.map(SQLValue.bool) ?? .null,
        ]
      ).map(CandidateSummary.init)
    }
  }

  /// Full-text search over name, title, skills, companies and summary, the best first; accents do not matter.
  ///
  /// - Parameter query: words that all must be there; "a phrase", or, -not.
  public func searchCandidates(
    _ query: String, actingUser: Int, limit: Int = 50, offset: Int = 0
  ) async throws -> [CandidateSummary] {
    try await asUser(actingUser) { transaction in
      try await transaction.query(
        """
        SELECT \(Self.summaryColumns) FROM hotgigs_search_candidates($1, $2, $3) f JOIN candidates c ON c.id = f.id
        ORDER BY f.rank DESC, c.id DESC
        """, [.text(ColumnText.cleaned(query) ?? ""), .int(limit), .int(offset)]
      ).map(CandidateSummary.init)
    }
  }

  /// Nil where there is none that the acting user may see.
  public func candidate(_ id: Int, actingUser: Int) async throws -> CandidateDetail? {
    try await asUser(actingUser) { transaction in
      let results = try await transaction.pipeline([
        Statement(
          """
          SELECT \(Self.summaryColumns), c.summary, c.linkedin_url, c.github_url, c.portfolio_url, c.resume_url, c.skills,
            c.experience, c.education, c.certifications, c.languages, c.edited_fields, c.field_dates
          FROM candidates c WHERE c.id = $1
          """, [.int(id)]),
        Statement("SELECT tag FROM candidate_tags WHERE candidate_id = $1 ORDER BY tag", [.int(id)]),
        Statement(
          """
          SELECT action, description, user_id, \(isoTime("created_at")) AS at FROM candidate_activity
          WHERE candidate_id = $1 ORDER BY created_at DESC, id DESC LIMIT 100
          """, [.int(id)]),
        Statement(
          """
          SELECT id, filename, status, document_date, needs_review, warnings FROM resumes
          WHERE candidate_id = $1 ORDER BY id
          """, [.int(id)]),
        Statement(
          """
          SELECT CASE WHEN candidate_id = $1 THEN other_id ELSE candidate_id END AS candidate_id, reason
          FROM possible_duplicates WHERE (candidate_id = $1 OR other_id = $1) AND status = 'open' ORDER BY 1, 2
          """, [.int(id)]),
      ])
      return try results[0].first.map { row in
        try CandidateDetail(
          row, tags: try results[1].map { try $0.string(0) },
          activity: try results[2].map {
            CandidateDetail.Activity(
              action: try $0.string("action"), description: try $0.string(ifPresent: "description"),
              userID: try $0.int(ifPresent: "user_id"), at: try $0.string(ifPresent: "at"))
          },
          resumes: try results[3].map {
            CandidateDetail.SourceResume(
              id: try $0.int("id"), filename: try $0.string("filename"),
              status: ResumeStatus(rawValue: try $0.string("status")) ?? .failed,
              documentDate: try $0.string(ifPresent: "document_date"), needsReview: try $0.bool("needs_review"),
              warnings: try $0.string(ifPresent: "warnings").map {
                try JSONText(verbatim: $0).decode([ParseWarning].self)
              }
                ?? [])
          },
          possibleDuplicates: try results[4].map {
            CandidateDetail.PossibleDuplicate(candidateID: try $0.int("candidate_id"), reason: try $0.string("reason"))
          })
      }
    }
  }

  private static let summaryColumns = """
    c.id, c.full_name, c.email, c.phone, c.location, c.title, c.recruiter_id, c.source, c.needs_review,
    \(isoTime("c.created_at")) AS created_at, \(isoTime("c.updated_at")) AS updated_at
    """
}

extension CandidateSummary {
  init(_ row: Row) throws {
    self.init(
      id: try row.int("id"), fullName: try row.string("full_name"), email: try row.string("email"),
      phone: try row.string(ifPresent: "phone"), location: try row.string(ifPresent: "location"),
      title: try row.string(ifPresent: "title"), recruiterID: try row.int(ifPresent: "recruiter_id"),
      source: try row.string(ifPresent: "source"), needsReview: try row.bool("needs_review"),
      createdAt: try row.string(ifPresent: "created_at"), updatedAt: try row.string(ifPresent: "updated_at"))
  }
}

extension CandidateDetail {
  init(
    _ row: Row, tags: [String], activity: [Activity], resumes: [SourceResume], possibleDuplicates: [PossibleDuplicate]
  ) throws {
    /// Lists that another program wrote in a shape of its own are left out.
    func list<Element: Decodable>(_ column: String) throws -> [Element] {
      guard let json = try row.string(ifPresent: column) else { return [] }
      return (try? JSONText(verbatim: json).decode([Element].self)) ?? []
    }
    self.init(
      summary: try CandidateSummary(row), about: try row.string(ifPresent: "summary"),
      linkedInURL: try row.string(ifPresent: "linkedin_url"), gitHubURL: try row.string(ifPresent: "github_url"),
      portfolioURL: try row.string(ifPresent: "portfolio_url"), resumeURL: try row.string(ifPresent: "resume_url"),
      skills: try list("skills"), experience: try list("experience"), education: try list("education"),
      certifications: try list("certifications"), languages: try list("languages"),
      editedFields: try JSONText(verbatim: row.string("edited_fields")).decode([String: String].self).keys.sorted(),
      fieldDates: try JSONText(verbatim: row.string("field_dates")).decode([String: String].self), tags: tags,
      activity: activity, resumes: resumes, possibleDuplicates: possibleDuplicates)
  }
}
