import PostgreSQL

extension RunDocument {
  /// The documents of some numbers, as an undo of the run finds them.
  static func all(
    _ ids: [Int], of run: Int, isLocking: Bool, in transaction: Transaction
  ) async throws -> [RunDocument] {
    let list = SQLValue.intArray(ids.map { Int64($0) })
    if isLocking {
      // Alone: the statement after it sees what was committed while this one waited. Nobody registers a sight of them now.
      _ = try await transaction.query(
        "SELECT id FROM resumes WHERE id = ANY ($1::integer[]) ORDER BY id FOR UPDATE", [list])
    }
    return try await transaction.query(query, [list, .int(run)]).map { row in
      RunDocument(
        resumeID: try row.int("id"), filename: try row.string("filename"),
        candidateID: try row.int(ifPresent: "candidate_id"), recruiterID: try row.int(ifPresent: "recruiter_id") ?? 0,
        sha256: try row.string(ifPresent: "sha256"), address: try row.string("file_path"),
        former: try row.string(ifPresent: "former").map { try JSONText(verbatim: $0).decode(FormerReading.self) },
        wantedBy: try row.int(ifPresent: "wanted_by"), readAgainBy: try row.int(ifPresent: "read_again_by"))
    }
  }

  /// By the index over each resume's sightings. Of several readings by this run the first knows what was before.
  private static let query = """
    SELECT r.id, r.filename, r.candidate_id, r.recruiter_id, encode(r.content_sha256, 'hex') AS sha256, r.file_path,
      mine.former,
      (SELECT coalesce(s.run_id, 0) FROM sightings s LEFT JOIN runs u ON u.id = s.run_id
       WHERE s.resume_id = r.id AND s.run_id IS DISTINCT FROM $2 AND s.outcome <> 'undone'
         AND u.kind IS DISTINCT FROM 'reprocess' AND NOT (s.run_id IS NULL AND coalesce(s.former ? 'status', false))
       ORDER BY s.id DESC LIMIT 1) AS wanted_by,
      (SELECT coalesce(s.run_id, 0) FROM sightings s
       WHERE s.resume_id = r.id AND s.id > mine.id AND s.run_id IS DISTINCT FROM $2 AND s.outcome <> 'undone'
         AND s.former ? 'status'
       ORDER BY s.id DESC LIMIT 1) AS read_again_by
    FROM resumes r LEFT JOIN LATERAL (
      SELECT s.id, s.former FROM sightings s
      WHERE s.resume_id = r.id AND s.run_id = $2 AND s.outcome <> 'undone' AND s.former ? 'status'
      ORDER BY s.id LIMIT 1) mine ON true
    WHERE r.id = ANY ($1::integer[]) ORDER BY r.id
    """
}

/// What a run did to a candidate's `needs_review`.
struct ReviewUndo: Sendable {
  /// As it was before the run's first document changed it.
  var before: Bool
  /// Whether another document has asked for a review since.
  var isAskedForSince: Bool

  /// Of the candidates where the run's documents changed it.
  static func all(run: Int, documents: [Int], in transaction: Transaction) async throws -> [Int: ReviewUndo] {
    guard !documents.isEmpty else { return [:] }
    var found: [Int: ReviewUndo] = [:]
    for row in try await transaction.query(query, [.int(run), .intArray(documents.map { Int64($0) })]) {
      found[try row.int("candidate_id")] = ReviewUndo(
        before: try row.bool("before"), isAskedForSince: try row.bool("asked"))
    }
    return found
  }

  private static let query = """
    SELECT f.candidate_id, f.before,
      EXISTS (
        SELECT FROM resumes o WHERE o.candidate_id = f.candidate_id AND o.id <> ALL ($2::integer[])
          AND o.status = 'completed' AND o.needs_review AND o.processed_at >= f.at) AS asked
    FROM (
      SELECT DISTINCT ON (r.candidate_id) r.candidate_id, r.processed_at AS at,
        (s.former -> 'candidate_needs_review')::boolean AS before
      FROM sightings s JOIN resumes r ON r.id = s.resume_id
      WHERE s.run_id = $1 AND s.outcome <> 'undone' AND s.resume_id = ANY ($2::integer[])
        AND s.former ? 'candidate_needs_review' AND r.candidate_id IS NOT NULL
      ORDER BY r.candidate_id, r.processed_at, r.id
    ) f
    """
}
