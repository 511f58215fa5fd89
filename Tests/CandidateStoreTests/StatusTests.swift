import PostgreSQL
import ResumeModel
import Testing

@testable import CandidateStore

@Suite struct StatusTests {
  /// Counted as its owner, by the function's own rules of visibility: the same as the policies show.
  @Test func countsWhatTheActingUserMaySee() async throws {
    let test = try await TestDatabase.makeStore()
    func recruiter(_ address: String) async throws -> Int {
      let email = try #require(EmailAddress(address))
      return try await test.store.addUser(email: email, role: .recruiter, actingUser: test.accounts.adminID).id
    }
    let (ana, bo, cy) = (
      try await recruiter("ana@example.org"), try await recruiter("bo@example.org"),
      try await recruiter("cy@example.org")
    )
    var shared: Int?
    for (number, owner) in [ana, ana, ana, bo, bo].enumerated() {
      shared = try await test.take("p\(number)", .of("Ann \(number)", "p\(number)@example.com"), recruiter: owner)
        .candidateID
    }
    try await test.take("nameless", .of(nil, "nameless@example.com"), recruiter: ana)
    try await test.take("letter", .of("Max", nil), recruiter: ana)
    _ = try await test.store.commit(try await test.claim("broken", recruiter: bo).map { $0.failed(.corrupt) })
    _ = try await test.claim("inHand", recruiter: bo)
    _ = try await test.store.register([test.document("waits", recruiter: ana)])
    _ = try await test.ask(
      "INSERT INTO candidate_shares (candidate_id, recruiter_id) SELECT $1, unnest($2::integer[])",
      [.int(ifPresent: shared), .intArray([Int64(ana), Int64(bo)])])

    for user in [test.accounts.adminID, ana, bo, cy, 999_999] {
      let status = try await test.store.status(actingUser: user)
      let seen = try await test.store.asUser(user) { transaction in
        try await transaction.query(
          """
          SELECT count(*) FILTER (WHERE status = 'pending') AS pending, count(*) FILTER (WHERE status = 'processing') AS processing,
            count(*) FILTER (WHERE status = 'completed') AS completed, count(*) FILTER (WHERE status = 'failed') AS failed,
            count(*) FILTER (WHERE needs_review) AS review, (SELECT count(*) FROM candidates) AS candidates,
            count(*) FILTER (WHERE error_code = 'corrupt') AS corrupt
          FROM resumes
          """
        ).only()
      }
      #expect(status.pending == (try seen.int("pending")), "\(user)")
      #expect(status.processing == (try seen.int("processing")), "\(user)")
      #expect(status.completed == (try seen.int("completed")), "\(user)")
      #expect(status.failed == (try seen.int("failed")), "\(user)")
      #expect(status.needsReview == (try seen.int("review")), "\(user)")
      #expect(status.candidates == (try seen.int("candidates")), "\(user)")
      #expect(status.failures["corrupt"] ?? 0 == (try seen.int("corrupt")), "\(user)")
      #expect((status.oldestWaitSeconds != nil) == (status.pending > 0), "\(user)")
    }
    let all = try await test.store.status(actingUser: test.accounts.adminID)
    #expect(
      all.completed == 6 && all.processing == 1 && all.pending == 1
        && all.failures == ["corrupt": 1, "missing_email": 1])
    #expect(try await test.store.status(actingUser: ana).completed == 5, "four of her own, and one that Bo shares")
    #expect(
      try await test.store.status(actingUser: bo).completed == 2, "what is shared with its own recruiter counts once")
    let depth = try await test.store.queueDepth()
    #expect(depth.pending == 1 && depth.processing == 1 && depth.oldestWaitSeconds != nil)
  }

  @Test func onlyOurOwnRoleAsks() async throws {
    let test = try await TestDatabase.makeStore()
    await #expect(throws: PostgreSQLError.self) {
      try await test.store.asWorker { try await $0.query("SELECT * FROM hotgigs_status()") }
    }
    let callers = try await test.ask(
      """
      SELECT a.grantee::regrole::text FROM pg_proc p, aclexplode(p.proacl) a
      WHERE p.proname = 'hotgigs_status' AND a.grantee <> p.proowner
      """)
    #expect(try callers.map { try $0.string(0) } == ["hotgigs_app"])
  }
}
