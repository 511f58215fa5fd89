import PostgreSQL
import ResumeModel

/// A candidate with all that is stored of them.
public struct CandidateDetail: Hashable, Sendable, Encodable {
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
  /// By which imports find them, too: of those who were merged into this one.
  public var furtherAddresses: [String]
  public var tags: [String]
  /// The newest first.
  public var notes: [CandidateNote]
  /// Whom an admin showed it to; of others a recruiter sees their own share alone.
  public var shares: [CandidateShare]
  /// The newest first.
  public var activity: [CandidateActivity]
  public var resumes: [CandidateDocument]
  public var possibleDuplicates: [SuspectedDuplicate]
}

extension CandidateStore {
  /// Nil where there is none that the acting user may see.
  ///
  /// - Parameter history: how many activities at most, the newest.
  public func candidate(_ id: Int, actingUser: Int, history: Int = 100) async throws -> CandidateDetail? {
    guard Int32(exactly: id) != nil else { return nil }
    return try await asUser(actingUser) { transaction in
      let results = try await transaction.pipeline([
        Statement(
          """
          SELECT \(Self.summaryColumns), c.summary, c.linkedin_url, c.github_url, c.portfolio_url, c.resume_url, c.skills,
            c.experience, c.education, c.certifications, c.languages, c.edited_fields, c.field_dates,
            \(FurtherAddresses.list) AS further
          FROM candidates c WHERE c.id = $1
          """, [.int(id)]),
        Statement("SELECT tag FROM candidate_tags WHERE candidate_id = $1 ORDER BY tag", [.int(id)]),
        Statement(CandidateNote.query, [.int(id)]), Statement(CandidateShare.query, [.int(id)]),
        Statement(CandidateActivity.query, [.int(id), .int(history)]), Statement(CandidateDocument.query, [.int(id)]),
        Statement(SuspectedDuplicate.query, [.int(id)]),
      ])
      return try results[0].first.map { row in
        try CandidateDetail(
          row, tags: try results[1].map { try $0.string(0) }, notes: try results[2].map(CandidateNote.init),
          shares: try results[3].map(CandidateShare.init), activity: try results[4].map(CandidateActivity.init),
          resumes: try results[5].map(CandidateDocument.init),
          possibleDuplicates: try results[6].map(SuspectedDuplicate.init))
      }
    }
  }

  /// Leaves word that somebody looked at a candidate; once an hour, so that looking again and again buries nothing. A
  /// candidate's own look is none of a recruiter's business.
  public func recordView(of id: Int, actingUser: Int) async throws {
    guard Int32(exactly: id) != nil else { return }
    try await asUser(actingUser) { transaction in
      _ = try await transaction.query(
        """
        INSERT INTO candidate_activity (candidate_id, user_id, action, description)
        SELECT c.id, $2, 'viewed', 'Looked at it' FROM candidates c
        WHERE c.id = $1 AND (SELECT hotgigs_user_id()) = $2 AND NOT EXISTS (
          SELECT FROM candidate_activity a WHERE a.candidate_id = $1 AND a.user_id = $2 AND a.action = 'viewed'
            AND a.created_at > LOCALTIMESTAMP - interval '1 hour')
        """, [.int(id), .int(actingUser)])
    }
  }
}

extension CandidateDetail {
  init(
    _ row: Row, tags: [String], notes: [CandidateNote], shares: [CandidateShare], activity: [CandidateActivity],
    resumes: [CandidateDocument], possibleDuplicates: [SuspectedDuplicate]
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
      fieldDates: try JSONText(verbatim: row.string("field_dates")).decode([String: String].self),
      furtherAddresses: try row.textArray(ifPresent: "further")?.compactMap { $0 } ?? [], tags: tags,
      notes: notes, shares: shares, activity: activity, resumes: resumes, possibleDuplicates: possibleDuplicates)
  }
}
