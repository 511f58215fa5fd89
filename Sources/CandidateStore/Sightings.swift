import PostgreSQL

/// One file that was seen once, and what became of it: the answer to "what became of bob.pdf?".
public struct Sighting: Hashable, Sendable {
  /// The document that a duplicate is a duplicate of.
  public struct Original: Hashable, Sendable {
    public var resumeID: Int
    /// As it was named when it was seen first.
    public var filename: String
    /// The run that took it in.
    public var runID: Int?
    public var status: ResumeStatus
  }

  public var id: Int
  /// Where its source has it: a path, an address.
  public var sourceRef: String?
  public var filename: String
  /// pending, created, updated, unchanged, failed, duplicate or undone.
  public var outcome: String
  /// Of a duplicate: what it is a duplicate of; of an undone one: what it was before.
  public var detail: String?
  /// Nil once the resume was cleaned up, or undone.
  public var resumeID: Int?
  public var original: Original?
  public var candidateID: Int?
  public var candidateName: String?
  /// Of a failure, or of a duplicate of one.
  public var errorCode: String?
  public var errorMessage: String?
  public var needsReview: Bool
  /// Bytes of it are kept, so that it can be reprocessed.
  public var hasBytes: Bool
  /// What it changed in its candidate.
  public var changes: [FieldChange]
  /// What log lines about this file carry.
  public var traceID: TraceID?
  /// ISO 8601, UTC.
  public var seenAt: String
}

/// Which files of a run are shown.
public struct SightingFilter: Hashable, Sendable {
  public static let outcomes = ["pending", "created", "updated", "unchanged", "failed", "duplicate", "undone"]

  public var outcome: String?
  public var errorCode: String?
  /// Those that have failed and still have; a duplicate of such a one, too.
  public var isOpenFailure: Bool

  public init(outcome: String? = nil, errorCode: String? = nil, isOpenFailure: Bool = false) {
    self.outcome = outcome
    self.errorCode = errorCode
    self.isOpenFailure = isOpenFailure
  }
}

extension CandidateStore {
  /// The files that a run saw, in the order it saw them.
  ///
  /// - Parameter after: the id of the last one of the page before; 0 for the first page.
  public func sightings(
    run id: Int, filter: SightingFilter = SightingFilter(), limit: Int = 500, after: Int = 0, actingUser: Int
  ) async throws -> [Sighting] {
    try await asUser(actingUser) { transaction in
      try await transaction.query(
        Self.sightingQuery,
        [
          .int(id), .int(after), .int(limit), .text(ifPresent: filter.outcome), .text(ifPresent: filter.errorCode),
          .bool(filter.isOpenFailure),
        ]
      ).map(Sighting.init)
    }
  }

  /// By the index over run and id. A failure's reason is the one it had then, whatever became of the document later.
  private static let sightingQuery = """
    SELECT s.id, s.source_ref, s.filename, s.outcome, s.detail, s.resume_id, \(isoTime("s.seen_at")) AS seen_at,
      r.filename AS resume_filename, r.run_id AS resume_run, r.status AS resume_status, r.candidate_id,
      c.full_name AS candidate_name, coalesce(r.needs_review, false) AS needs_review,
      r.content_sha256 IS NOT NULL AS has_bytes, s.trace_id,
      CASE s.outcome WHEN 'failed' THEN split_part(s.detail, ': ', 1) WHEN 'duplicate' THEN r.error_code END AS error_code,
      CASE s.outcome WHEN 'failed' THEN substr(s.detail, strpos(s.detail, ': ') + 2)
        WHEN 'duplicate' THEN r.error_message END AS error_message,
      changed.list AS changes
    FROM sightings s LEFT JOIN resumes r ON r.id = s.resume_id LEFT JOIN candidates c ON c.id = r.candidate_id
    LEFT JOIN LATERAL (
      SELECT \(FieldChange.list(of: "a.activity_metadata -> 'changes'")) AS list FROM candidate_activity a
      WHERE a.candidate_id = r.candidate_id AND a.run_id = s.run_id
        AND a.activity_metadata ->> 'resume_id' = s.resume_id::text
      ORDER BY a.id DESC LIMIT 1) changed ON s.outcome = 'updated'
    WHERE s.run_id = $1 AND s.id > $2 AND ($4::text IS NULL OR s.outcome = $4)
      AND ($5::text IS NULL OR (s.outcome = 'failed' AND split_part(s.detail, ': ', 1) = $5))
      AND (NOT $6 OR r.status = 'failed' OR r.id IS NULL AND s.outcome = 'failed')
    ORDER BY s.id LIMIT $3
    """
}

extension Sighting {
  fileprivate init(_ row: Row) throws {
    let outcome = try row.string("outcome")
    let resumeID = try row.int(ifPresent: "resume_id")
    var original: Original?
    if outcome == "duplicate", let resumeID {
      original = Original(
        resumeID: resumeID, filename: try row.string("resume_filename"), runID: try row.int(ifPresent: "resume_run"),
        status: ResumeStatus(rawValue: try row.string("resume_status")) ?? .failed)
    }
    self.init(
      id: try row.int("id"), sourceRef: try row.string(ifPresent: "source_ref"), filename: try row.string("filename"),
      outcome: outcome, detail: try row.string(ifPresent: "detail"), resumeID: resumeID, original: original,
      candidateID: try row.int(ifPresent: "candidate_id"), candidateName: try row.string(ifPresent: "candidate_name"),
      errorCode: try row.string(ifPresent: "error_code"), errorMessage: try row.string(ifPresent: "error_message"),
      needsReview: try row.bool("needs_review"), hasBytes: try row.bool("has_bytes"),
      changes: try FieldChange.all(row, "changes"), traceID: try row.traceID(), seenAt: try row.string("seen_at"))
  }

  /// One line of JSON.
  public var json: JSONText {
    var members: [(String, JSONText)] = [
      ("id", JSONText(number: id)), ("sourceRef", JSONText(string: sourceRef)),
      ("filename", JSONText(string: filename)),
      ("outcome", JSONText(string: outcome)), ("detail", JSONText(string: detail)),
      ("resumeID", JSONText(number: resumeID)), ("candidateID", JSONText(number: candidateID)),
      ("candidateName", JSONText(string: candidateName)), ("errorCode", JSONText(string: errorCode)),
      ("errorMessage", JSONText(string: errorMessage)), ("changes", JSONText(changes: changes)),
      ("traceID", JSONText(string: traceID?.description)), ("seenAt", JSONText(string: seenAt)),
    ]
    if let original {
      members.append(
        (
          "duplicateOf",
          JSONText(object: [
            ("resumeID", JSONText(number: original.resumeID)), ("filename", JSONText(string: original.filename)),
            ("runID", JSONText(number: original.runID)), ("status", JSONText(string: original.status.rawValue)),
          ])
        ))
    }
    return JSONText(object: members.filter { $0.1 != .null })
  }
}
