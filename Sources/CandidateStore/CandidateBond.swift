import PostgreSQL

/// Why a candidate stays though no document makes it any more: somebody works with it.
public enum CandidateBond: String, Hashable, Sendable, Codable, CaseIterable {
  case edited, noted, tagged, shared, applied, matched, compared, account, activity, document

  /// For "kept: …".
  public var explanation: String {
    switch self {
    case .edited: "a person edited it"
    case .noted: "it has a note"
    case .tagged: "it has a tag"
    case .shared: "it is shared"
    case .applied: "it has applied for a job"
    case .matched: "it is matched with a job"
    case .compared: "a person decided about a possible duplicate of it"
    case .account: "it has an account"
    case .activity: "a person worked with it"
    case .document: "another document is of it"
    }
  }

  /// The bonds of candidates, of those that have any.
  ///
  /// To have looked at one is no bond: whoever notices a wrong folder has looked.
  ///
  /// - Parameter resumes: documents that hold nobody back.
  static func all(
    of candidates: [Int], apartFrom resumes: [Int], in transaction: Transaction
  ) async throws -> [Int: [CandidateBond]] {
    guard !candidates.isEmpty else { return [:] }
    var bonds: [Int: [CandidateBond]] = [:]
    let rows = try await transaction.query(
      query, [.intArray(candidates.map { Int64($0) }), .intArray(resumes.map { Int64($0) })])
    for row in rows {
      let found = try allCases.filter { try row.bool($0.rawValue) }
      if !found.isEmpty { bonds[try row.int("id")] = found }
    }
    return bonds
  }

  /// By the indexes over each table's candidate.
  private static let query = """
    SELECT c.id, c.edited_fields <> '{}' AS edited, c.user_id IS NOT NULL AS account,
      EXISTS (SELECT FROM candidate_notes n WHERE n.candidate_id = c.id) AS noted,
      EXISTS (SELECT FROM candidate_tags t WHERE t.candidate_id = c.id) AS tagged,
      EXISTS (SELECT FROM candidate_shares s WHERE s.candidate_id = c.id) AS shared,
      EXISTS (SELECT FROM applications a WHERE a.candidate_id = c.id) AS applied,
      EXISTS (SELECT FROM candidate_job_matches m WHERE m.candidate_id = c.id) AS matched,
      EXISTS (SELECT FROM possible_duplicates d WHERE d.candidate_id = c.id AND d.decided_by IS NOT NULL)
        OR EXISTS (SELECT FROM possible_duplicates d WHERE d.other_id = c.id AND d.decided_by IS NOT NULL) AS compared,
      EXISTS (
        SELECT FROM candidate_activity a WHERE a.candidate_id = c.id AND a.action <> 'viewed'
          AND NOT (a.action IN ('created', 'updated') AND coalesce(a.activity_metadata, '{}') ?| ARRAY['resume_id', 'undone_run_id'])
      ) AS activity,
      EXISTS (SELECT FROM resumes r WHERE r.candidate_id = c.id AND r.id <> ALL ($2::integer[])) AS document
    FROM candidates c WHERE c.id = ANY ($1::integer[])
    """
}
