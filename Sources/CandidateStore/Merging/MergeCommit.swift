import PostgreSQL
import ResumeModel

/// Merges two candidates, all of it in one transaction.
///
/// Who merges must be allowed to write both, which row-level security decides while their rows are locked. What follows is the
/// worker's, as after an import: nobody may move notes, documents and history but it.
struct MergeCommit {
  let keptID: Int
  let otherID: Int
  let user: User

  private var ids: SQLValue {
    .intArray([keptID, otherID].filter { Int32(exactly: $0) != nil }.sorted().map(Int64.init))
  }
  private var both: [SQLValue] { [.int(keptID), .int(otherID)] }

  nonisolated(nonsending) func process(in transaction: Transaction) async throws -> CandidateMerge {
    // Resumes before candidates, each in their order, as everywhere.
    let held = try await transaction.pipeline([
      Self.asWorker, Statement(Self.lockResumes, [ids]), Self.asUser,
    ])[1]
    try await CandidateStore.lock([keptID, otherID], in: transaction)
    let found = try await transaction.pipeline([
      Self.asWorker, Statement(Self.resumes, [ids]), Statement(Self.candidates, [ids]),
    ])
    guard Set(try found[1].map { try $0.int(0) }).isSubset(of: Set(try held.map { try $0.int(0) })) else {
      throw StoreError(.lostRace, "a document came in at this moment")
    }
    let rows = Dictionary(uniqueKeysWithValues: try found[2].map { (try $0.int("id"), $0) })
    guard let kept = rows[keptID], let other = rows[otherID] else { throw CandidateStore.unknownCandidate(otherID) }
    try permit(kept, other)
    let union = try CandidateUnion(Person(kept), Person(other), at: kept.string("now"))
    let moved = try await move(union, in: transaction)
    try await write(
      union, account: other.int(ifPresent: "user_id"), since: other.string(ifPresent: "since"), in: transaction)
    let addresses = try await transaction.pipeline([
      Statement("SELECT email FROM candidate_addresses WHERE candidate_id = $1 ORDER BY email", [.int(keptID)]),
      Self.asUser,
    ])[0].map { try $0.string(0) }
    try await CandidateStore.audit(
      "merge_candidates", resource: "candidate", id: String(keptID),
      changes: JSONText(object: [("merged", JSONText(number: otherID))]), over: transaction)
    return CandidateMerge(
      candidateID: keptID, mergedID: otherID, changes: union.changes, furtherAddresses: addresses, moved: moved,
      isNameConflict: union.isNameConflict)
  }

  // MARK: Rights

  private static let asWorker = Statement("SET LOCAL ROLE hotgigs_worker")
  private static let asUser = Statement("SET LOCAL ROLE hotgigs_app")

  private func permit(_ kept: Row, _ other: Row) throws {
    let (owner, otherOwner) = (try kept.int(ifPresent: "recruiter_id"), try other.int(ifPresent: "recruiter_id"))
    guard let owner, owner == otherOwner else {
      throw StoreError(
        .invalidValue,
        "candidates \(keptID) and \(otherID) are not one recruiter's: share one of them instead of merging the two")
    }
    guard user.role == .admin || owner == user.id else {
      throw StoreError(
        .notPermitted,
        "candidates \(keptID) and \(otherID) are shared with you: their own recruiter or an admin merges them")
    }
    let (account, otherAccount) = (try kept.int(ifPresent: "user_id"), try other.int(ifPresent: "user_id"))
    if account != nil, otherAccount != nil {
      throw StoreError(.invalidValue, "candidates \(keptID) and \(otherID) have an account each: they are two people")
    }
    if otherAccount != nil, user.role != .admin {
      throw StoreError(.notPermitted, "candidate \(otherID) has an account: an admin says whose profile a candidate is")
    }
  }

  // MARK: Reading

  private static let lockResumes = "\(resumes) ORDER BY id FOR NO KEY UPDATE"
  private static let resumes = "SELECT id FROM resumes WHERE candidate_id = ANY ($1::integer[])"
  private static let candidates = """
    SELECT \(Person.columns), c.user_id, c.created_at AS since,
      to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS now
    FROM candidates c WHERE c.id = ANY ($1::integer[])
    """

  // MARK: Writing

  private struct Step {
    /// What its rows count as.
    var count: String?
    var statement: Statement
  }

  /// - Returns: how many rows moved, by what they are.
  private nonisolated(nonsending) func move(
    _ union: CandidateUnion, in transaction: Transaction
  ) async throws -> [String: Int] {
    func moving(_ count: String?, _ table: String, unless known: String? = nil) -> Step {
      let condition = known.map { " AND NOT EXISTS (SELECT FROM \(table) k WHERE k.candidate_id = $1 AND \($0))" } ?? ""
      return Step(
        count: count,
        statement: Statement("UPDATE \(table) m SET candidate_id = $1 WHERE candidate_id = $2\(condition)", both))
    }
    func removing(_ table: String) -> Step {
      Step(statement: Statement("DELETE FROM \(table) WHERE candidate_id = $1", [.int(otherID)]))
    }
    var steps = [
      moving("resumes", "resumes"), moving("notes", "candidate_notes"),
      moving("tags", "candidate_tags", unless: "lower(k.tag) = lower(m.tag)"), removing("candidate_tags"),
      // Of two permissions the kept one's stands: only an admin gives more.
      moving("shares", "candidate_shares", unless: "k.recruiter_id = m.recruiter_id"), removing("candidate_shares"),
      moving("matches", "candidate_job_matches", unless: "k.job_id = m.job_id"), removing("candidate_job_matches"),
      moving("applications", "applications"), moving("archived_applications", "applications_archive"),
      moving("activities", "candidate_activity"), Step(statement: Statement(Self.moveSuspicions, both)),
      Step(
        statement: Statement(
          "DELETE FROM possible_duplicates WHERE candidate_id = $1 OR other_id = $1", [.int(otherID)])),
      Step(statement: Statement(Self.addAddresses, both + [.int(user.id)])), removing("candidate_addresses"),
      Step(statement: Statement("DELETE FROM candidates WHERE id = $1", [.int(otherID)])),
    ]
    // Both sides tell of it, the other's with its history.
    if let told = PersonalActivity.statement(activities(union)) { steps.insert(Step(statement: told), at: 0) }
    var moved: [String: Int] = [:]
    for (step, result) in zip(steps, try await transaction.pipeline(steps.map(\.statement))) {
      if let name = step.count, result.affectedRows > 0 { moved[name] = result.affectedRows }
    }
    return moved
  }

  private func activities(_ union: CandidateUnion) -> [PersonalActivity] {
    [
      PersonalActivity(
        candidateID: otherID, userID: user.id, action: .updated, description: "Merged into candidate \(keptID)",
        metadata: [("merged_into", JSONText(number: keptID))]),
      PersonalActivity(
        candidateID: keptID, userID: user.id, action: .updated,
        description: "Merged candidate \(otherID) into this one",
        metadata: [
          ("merged_candidate_id", JSONText(number: otherID)), ("changes", JSONText(changes: union.changes)),
        ]),
    ]
  }

  private nonisolated(nonsending) func write(
    _ union: CandidateUnion, account: Int?, since: String?, in transaction: Transaction
  ) async throws {
    _ = try await CandidateUpsert().process(
      DeduplicatedBatch(resumes: [], people: [union.person]), in: transaction)
    let edits = union.person.record.edits.filter { !$0.value.at.isEmpty }
      .map { ($0.key.rawValue, JSONText(string: $0.value.at)) }.sorted { $0.0 < $1.0 }
    _ = try await transaction.pipeline([
      Statement(
        """
        UPDATE candidates SET edited_fields = $2::jsonb, user_id = coalesce(user_id, $3),
          created_at = least(created_at, $4::timestamp)
        WHERE id = $1
        """, [.int(keptID), .json(JSONText(object: edits).text), .int(ifPresent: account), .text(ifPresent: since)]),
      Statement(ActivityLog.notePossibleDuplicates(), [.intArray([Int64(keptID)])]),
    ])
  }

  /// Suspicions about the other are suspicions about the kept one; that a person told either of them from somebody, holds.
  private static let moveSuspicions = """
    INSERT INTO possible_duplicates (candidate_id, other_id, reason, status, created_at, decided_by, decided_at)
    SELECT least($1::integer, o.id), greatest($1::integer, o.id), d.reason, d.status, d.created_at, d.decided_by, d.decided_at
    FROM possible_duplicates d
    CROSS JOIN LATERAL (SELECT CASE WHEN d.candidate_id = $2 THEN d.other_id ELSE d.candidate_id END AS id) o
    WHERE (d.candidate_id = $2 OR d.other_id = $2) AND o.id <> $1
    ORDER BY 1, 2, 3
    ON CONFLICT (candidate_id, other_id, reason) DO UPDATE SET status = EXCLUDED.status, decided_by = EXCLUDED.decided_by,
      decided_at = EXCLUDED.decided_at
    WHERE possible_duplicates.status = 'open' AND EXCLUDED.status <> 'open'
    """

  /// The other's own and those that it had.
  private static let addAddresses = """
    INSERT INTO candidate_addresses (candidate_id, email_key, email, added_by)
    SELECT $1::integer, c.email_key, c.email, $3::integer FROM candidates c WHERE c.id = $2
    UNION ALL
    SELECT $1::integer, a.email_key, a.email, a.added_by FROM candidate_addresses a
    WHERE a.candidate_id = $2
      AND a.email_key NOT IN (SELECT c.email_key FROM candidates c WHERE c.id = ANY (ARRAY[$1, $2]::integer[]))
    ON CONFLICT (candidate_id, email_key) DO NOTHING
    """
}
