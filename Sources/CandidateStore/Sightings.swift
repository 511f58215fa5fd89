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
  public var needsReview: Bool
  /// Bytes of it are kept, so that it can be reprocessed.
  public var hasBytes: Bool
  /// What log lines about this file carry.
  public var traceID: TraceID?
  /// ISO 8601, UTC.
  public var seenAt: String
}

extension CandidateStore {
  /// The files that a run saw, in the order it saw them, a page at a time: a run of any size costs no memory.
  ///
  /// - Parameters:
  ///   - onlyFailed: those that have failed and still have; a duplicate of such a one, too.
  ///   - body: is handed each page.
  public func sightings(
    run id: Int, onlyFailed: Bool = false, actingUser: Int, _ body: ([Sighting]) throws -> Void
  ) async throws {
    var last = 0
    while true {
      let (after, parameters) = (last, [SQLValue.int(id), .int(last), .int(Self.sightingsPage), .bool(onlyFailed)])
      let rows = try await asUser(actingUser) { transaction in
        try await transaction.query(Self.sightingsQuery, parameters).map { (try $0.int("id"), try Sighting($0)) }
      }
      if !rows.isEmpty { try body(rows.map(\.1)) }
      last = rows.last?.0 ?? after
      guard rows.count == Self.sightingsPage else { return }
    }
  }

  private static let sightingsPage = 1000

  /// By the index over runs, or the key where most rows are of the run.
  private static let sightingsQuery = """
    SELECT s.id, s.source_ref, s.filename, s.outcome, s.detail, s.resume_id, r.candidate_id, r.error_code, r.error_message,
      coalesce(r.needs_review, false) AS needs_review, r.content_sha256 IS NOT NULL AS has_bytes,
      s.trace_id, \(isoTime("s.seen_at")) AS seen_at
    FROM sightings s LEFT JOIN resumes r ON r.id = s.resume_id
    WHERE s.run_id = $1 AND s.id > $2
      AND (NOT $4 OR r.status = 'failed' OR r.id IS NULL AND s.outcome = 'failed')
    ORDER BY s.id LIMIT $3
    """
}

extension Sighting {
  init(_ row: Row) throws {
    self.init(
      sourceRef: try row.string(ifPresent: "source_ref"), filename: try row.string("filename"),
      outcome: try row.string("outcome"), detail: try row.string(ifPresent: "detail"),
      resumeID: try row.int(ifPresent: "resume_id"), candidateID: try row.int(ifPresent: "candidate_id"),
      errorCode: try row.string(ifPresent: "error_code"), errorMessage: try row.string(ifPresent: "error_message"),
      needsReview: try row.bool("needs_review"), hasBytes: try row.bool("has_bytes"),
      traceID: try row.traceID(), seenAt: try row.string("seen_at"))
  }
}
