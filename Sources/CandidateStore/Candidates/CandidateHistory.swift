import PostgreSQL
import ResumeModel

/// One thing that happened to a candidate.
public struct CandidateActivity: Hashable, Sendable, Encodable {
  public var id: Int
  public var action: String
  public var description: String?
  public var userID: Int?
  /// The address of who did it; nil for what nobody did, and for who is gone.
  public var actor: String?
  /// ISO 8601, UTC.
  public var at: String?
  public var runID: Int?
  public var changes: [FieldChange]
}

/// What somebody noted of a candidate.
public struct CandidateNote: Hashable, Sendable, Encodable {
  public var id: Int
  public var note: String
  public var author: String?
  /// ISO 8601, UTC.
  public var at: String?
}

/// Whom else a candidate is shown to.
public struct CandidateShare: Hashable, Sendable, Encodable {
  public var recruiterID: Int
  /// Of the recruiter; an admin sees it, and they themselves.
  public var email: String?
  public var permission: SharePermission
  /// ISO 8601, UTC.
  public var since: String
}

/// A document that a candidate is made of.
public struct CandidateDocument: Hashable, Sendable, Encodable {
  public var id: Int
  public var filename: String
  public var status: ResumeStatus
  public var documentDate: String?
  /// Whether a person should look at what was read of it, and why.
  public var needsReview: Bool
  public var warnings: [ParseWarning]
}

/// Another candidate who may be the same person.
public struct SuspectedDuplicate: Hashable, Sendable, Encodable {
  public var candidateID: Int
  /// phone, linkedin or name_employer.
  public var reason: String
}

extension CandidateActivity {
  static let query = """
    SELECT a.id, a.action, a.description, a.user_id, u.email AS actor, \(isoTime("a.created_at")) AS at, a.run_id,
      \(FieldChange.list(of: "a.activity_metadata -> 'changes'")) AS changes
    FROM candidate_activity a LEFT JOIN hotgigs_actors($1) u ON u.user_id = a.user_id
    WHERE a.candidate_id = $1 ORDER BY a.created_at DESC, a.id DESC LIMIT $2
    """

  init(_ row: Row) throws {
    self.init(
      id: try row.int("id"), action: try row.string("action"), description: try row.string(ifPresent: "description"),
      userID: try row.int(ifPresent: "user_id"), actor: try row.string(ifPresent: "actor"),
      at: try row.string(ifPresent: "at"), runID: try row.int(ifPresent: "run_id"),
      changes: try FieldChange.all(row, "changes"))
  }
}

extension CandidateNote {
  static let query = """
    SELECT n.id, n.note, u.email AS author, \(isoTime("n.created_at")) AS at
    FROM candidate_notes n LEFT JOIN hotgigs_actors($1) u ON u.user_id = n.created_by
    WHERE n.candidate_id = $1 ORDER BY n.created_at DESC, n.id DESC
    """

  init(_ row: Row) throws {
    self.init(
      id: try row.int("id"), note: try row.string("note"), author: try row.string(ifPresent: "author"),
      at: try row.string(ifPresent: "at"))
  }
}

extension CandidateShare {
  static let query = """
    SELECT s.recruiter_id, u.email, s.permission, \(isoTime("s.created_at")) AS since
    FROM candidate_shares s LEFT JOIN users u ON u.id = s.recruiter_id
    WHERE s.candidate_id = $1 ORDER BY s.recruiter_id
    """

  init(_ row: Row) throws {
    self.init(
      recruiterID: try row.int("recruiter_id"), email: try row.string(ifPresent: "email"),
      permission: SharePermission(rawValue: try row.string("permission")) ?? .readOnly,
      since: try row.string("since"))
  }
}

extension CandidateDocument {
  static let query = """
    SELECT id, filename, status, document_date, needs_review, warnings FROM resumes
    WHERE candidate_id = $1 ORDER BY id
    """

  init(_ row: Row) throws {
    self.init(
      id: try row.int("id"), filename: try row.string("filename"),
      status: ResumeStatus(rawValue: try row.string("status")) ?? .failed,
      documentDate: try row.string(ifPresent: "document_date"), needsReview: try row.bool("needs_review"),
      warnings: try row.string(ifPresent: "warnings").map {
        try JSONText(verbatim: $0).decode([ParseWarning].self)
      } ?? [])
  }
}

extension SuspectedDuplicate {
  static let query = """
    SELECT CASE WHEN d.candidate_id = $1 THEN d.other_id ELSE d.candidate_id END AS candidate_id, d.reason
    FROM possible_duplicates d WHERE (d.candidate_id = $1 OR d.other_id = $1) AND \(PossibleDuplicate.isOpen)
    ORDER BY 1, 2
    """

  init(_ row: Row) throws {
    self.init(candidateID: try row.int("candidate_id"), reason: try row.string("reason"))
  }
}
