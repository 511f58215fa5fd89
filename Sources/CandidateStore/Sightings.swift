import PostgreSQL

/// One file that was seen once, and what became of it: the answer to "what became of bob.pdf?".
public struct Sighting: Hashable, Sendable, Codable {
  /// Where its source has it: a path, an address.
  public var sourceRef: String?
  public var filename: String
  /// pending, created, updated, unchanged, failed or duplicate.
  public var outcome: String
  /// Of a duplicate: what it is a duplicate of.
  public var detail: String?
  /// Nil once the resume was cleaned up.
  public var resumeID: Int?
  public var candidateID: Int?
  public var errorCode: String?
  public var errorMessage: String?
  /// What log lines about this file carry.
  public var traceID: TraceID?
  /// ISO 8601, UTC.
  public var seenAt: String
}

extension CandidateStore {
  /// The files that a run saw, in the order it saw them.
  public func sightings(run id: Int, actingUser: Int) async throws -> [Sighting] {
    try await asUser(actingUser) { transaction in
      try await transaction.query(
        """
        SELECT s.source_ref, s.filename, s.outcome, s.detail, s.resume_id, r.candidate_id, r.error_code, r.error_message,
          s.trace_id, \(isoTime("s.seen_at")) AS seen_at
        FROM sightings s LEFT JOIN resumes r ON r.id = s.resume_id
        WHERE s.run_id = $1 ORDER BY s.id
        """, [.int(id)]
      ).map { row in
        Sighting(
          sourceRef: try row.string(ifPresent: "source_ref"), filename: try row.string("filename"),
          outcome: try row.string("outcome"), detail: try row.string(ifPresent: "detail"),
          resumeID: try row.int(ifPresent: "resume_id"), candidateID: try row.int(ifPresent: "candidate_id"),
          errorCode: try row.string(ifPresent: "error_code"), errorMessage: try row.string(ifPresent: "error_message"),
          traceID: try row.traceID(),
          seenAt: try row.string("seen_at"))
      }
    }
  }
}
