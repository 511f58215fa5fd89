import PostgreSQL
import Testing

@testable import CandidateStore

/// A recruiter's first import: tables of which PostgreSQL has no statistics yet, so that each index looks as good as any.
@Suite struct LookupPlanTests {
  private func makeStore() async throws -> TestStore {
    let test = try await TestDatabase.makeStore()
    _ = try await test.ask(
      """
      INSERT INTO candidates (recruiter_id, full_name, email, phone, linkedin_url, source)
      SELECT $1, 'Person ' || n, 'p' || n || '@example.com', '+49 30 ' || 1000000 + n, 'https://linkedin.com/in/p' || n,
        'bulk_upload'
      FROM generate_series(1, 2000) n
      """, [.int(test.accounts.recruiterID)])
    return test
  }

  private func plan(of sql: String, _ parameters: [SQLValue], in test: TestStore) async throws -> String {
    try await test.ask("EXPLAIN " + sql, parameters).map { try $0.string(0) }.joined(separator: "\n")
  }

  @Test func possibleDuplicatesAreFoundByTheKeysOfThePerson() async throws {
    let test = try await makeStore()
    let plan = try await plan(of: ActivityLog.notePossibleDuplicates(), [.intArray([1, 2])], in: test)
    for index in ["idx_candidates_phone", "idx_candidates_linkedin", "idx_candidates_name"] {
      #expect(plan.contains("using \(index) ") || plan.contains("on \(index) "), "\(plan)")
    }
    #expect(!plan.contains("idx_candidates_recruiter") && !plan.contains("Seq Scan on candidates"), "\(plan)")
  }

  @Test func peopleAreFoundByTheirAddress() async throws {
    let test = try await makeStore()
    let plan = try await plan(
      of: FurtherAddresses.candidates(recruiters: "$1", keys: "$2"),
      [.intArray([Int64(test.accounts.recruiterID)]), .textArray(["p1@example.com"])], in: test)
    #expect(plan.contains("idx_candidates_email_key"), "\(plan)")
    #expect(!plan.contains("idx_candidates_recruiter") && !plan.contains("Seq Scan on candidates"), "\(plan)")
  }

  /// By the sightings of each row that waits: never all of the run's.
  @Test func aRunsClaimLooksAtItsOwnRowsOnly() async throws {
    let test = try await TestDatabase.makeStore()
    let plan = try await plan(
      of: CandidateStore.claimOfFilter,
      [.int(32), .int(30), .text("test"), .int(test.accounts.recruiterID), .int(1)], in: test)
    #expect(plan.contains("idx_sightings_resume") && !plan.contains("idx_sightings_run"), "\(plan)")
  }
}
