import PostgreSQL
import Testing

/// What becomes of a row when the one it points to goes: decided for each foreign key, here and in the migrations.
@Suite struct ForeignKeyTests {
  /// Goes along: what is computed, or tells of nothing else.
  private static let cascade = [
    "candidate_activity.candidate_id", "candidate_addresses.candidate_id", "candidate_job_matches.candidate_id",
    "candidate_job_matches.job_id",
    "possible_duplicates.candidate_id", "possible_duplicates.other_id", "suppressions.erasure_id",
  ]
  /// Stays, and points nowhere.
  private static let setNull = ["runs.drive_sync_id", "sightings.resume_id", "users.company_id"]
  /// Holds what it points to: accounts, and whatever people wrote, shared, decided or handed in.
  private static let restrict = [
    "applications.candidate_id", "applications.job_id", "audit_logs.admin_user_id", "candidate_activity.user_id",
    "candidate_addresses.added_by",
    "candidate_notes.candidate_id", "candidate_notes.created_by", "candidate_shares.candidate_id",
    "candidate_shares.recruiter_id", "candidate_shares.shared_by", "candidate_tags.candidate_id",
    "candidate_tags.created_by", "candidates.recruiter_id", "candidates.user_id", "companies.created_by",
    "configuration.updated_by", "erasures.erased_by", "erasures.lifted_by", "erasures.recruiter_id",
    "error_logs.user_id", "google_drive_syncs.added_by", "google_drive_syncs.user_id", "jobs.company_id",
    "jobs.recruiter_id", "possible_duplicates.decided_by", "resumes.candidate_id", "resumes.recruiter_id",
    "resumes.reserved_for_run", "resumes.run_id", "resumes.uploaded_by", "runs.recruiter_id", "runs.retried_run_id",
    "runs.undone_by", "runs.user_id", "sightings.recruiter_id", "sightings.run_id", "suppressions.created_by",
    "suppressions.recruiter_id",
  ]

  @Test func eachHasAChosenAction() async throws {
    let test = try await TestDatabase.makeStore()
    let rows = try await test.ask(
      """
      SELECT format('%s.%s', conrelid::regclass, string_agg(a.attname, ',' ORDER BY a.attnum)) AS key,
        CASE confdeltype WHEN 'c' THEN 'CASCADE' WHEN 'n' THEN 'SET NULL' WHEN 'r' THEN 'RESTRICT' ELSE 'none' END AS action
      FROM pg_constraint JOIN pg_attribute a ON a.attrelid = conrelid AND a.attnum = ANY (conkey)
      WHERE contype = 'f' AND connamespace = 'public'::regnamespace GROUP BY pg_constraint.oid, conrelid, confdeltype
      """)
    let actual = Set(try rows.map { "\(try $0.string("key")) \(try $0.string("action"))" })
    let chosen = Set(
      Self.cascade.map { "\($0) CASCADE" } + Self.setNull.map { "\($0) SET NULL" }
        + Self.restrict.map { "\($0) RESTRICT" })
    #expect(actual.subtracting(chosen).sorted() == [], "not chosen here: add it where it belongs")
    #expect(chosen.subtracting(actual).sorted() == [], "chosen here, and not so in the database")
  }

  /// Without one, each removal of what it points to reads the whole table. That a column is not null is no restriction:
  /// only such rows point anywhere.
  @Test func eachIsLedByAnIndex() async throws {
    let test = try await TestDatabase.makeStore()
    let bare = try await test.ask(
      """
      SELECT format('%s %s', conrelid::regclass, pg_get_constraintdef(c.oid)) FROM pg_constraint c
      WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND NOT EXISTS (
        SELECT FROM pg_index i JOIN pg_class x ON x.oid = indexrelid JOIN pg_am ON pg_am.oid = x.relam
        WHERE indrelid = conrelid AND indisvalid AND amname = 'btree'
          AND (indkey::int2[])[0:cardinality(conkey) - 1] @> conkey
          AND (indpred IS NULL OR pg_get_expr(indpred, indrelid) = (
            SELECT format('(%I IS NOT NULL)', attname) FROM pg_attribute WHERE attrelid = conrelid AND attnum = conkey[1])))
      """)
    #expect(try bare.map { try $0.string(0) } == [])
  }

  @Test func aCandidateGoesWithItsActivityAndNotWithWhatPeopleWrote() async throws {
    let test = try await TestDatabase.makeStore()
    let candidate = try await test.number(
      "INSERT INTO candidates (full_name, email, recruiter_id) VALUES ('Ann', 'ann@example.com', $1) RETURNING id",
      [.int(test.accounts.recruiterID)])
    let people: [SQLValue] = [.int(candidate), .int(test.accounts.recruiterID)]
    _ = try await test.ask(
      "INSERT INTO candidate_activity (candidate_id, user_id, action) VALUES ($1, $2, 'viewed')", people)
    _ = try await test.ask(
      "INSERT INTO candidate_notes (candidate_id, created_by, note) VALUES ($1, $2, 'call back')", people)
    let refusal = await #expect(throws: PostgreSQLError.self) {
      try await test.ask("DELETE FROM candidates WHERE id = $1", [.int(candidate)])
    }
    #expect(refusal?.constraint == "candidate_notes_candidate_id_fkey")
    await #expect(throws: PostgreSQLError.self) {
      try await test.ask("DELETE FROM users WHERE id = $1", [.int(test.accounts.recruiterID)])
    }
    _ = try await test.ask("DELETE FROM candidate_notes WHERE candidate_id = $1", [.int(candidate)])
    _ = try await test.ask("DELETE FROM candidates WHERE id = $1", [.int(candidate)])
    #expect(
      try await test.number("SELECT count(*) FROM candidate_activity WHERE candidate_id = $1", [.int(candidate)]) == 0)
  }
}
