import PostgreSQL
import ResumeModel
import Testing

@testable import CandidateStore

@Suite struct CleanupTests {
  private func admin(_ test: TestStore) async throws -> User {
    try #require(try await test.store.user(id: test.accounts.adminID))
  }

  private func ages(unused: Int? = nil) -> CleanupAges {
    var ages = CleanupAges()
    ages.unusedCandidates = unused
    return ages
  }

  /// Rehearsed, then done: the same number.
  private func cleanUp(_ test: TestStore, _ task: CleanupTask, unused: Int? = nil) async throws -> Int {
    let user = try await admin(test)
    let rehearsed = try await test.store.cleanUp(task, ages: ages(unused: unused), isDryRun: true, actingUser: user)
    let done = try await test.store.cleanUp(task, ages: ages(unused: unused), actingUser: user)
    #expect(rehearsed == done)
    return done.count
  }

  private func ids(_ test: TestStore, _ sql: String) async throws -> [Int] {
    try await test.ask(sql).map { try $0.int(0) }
  }

  @Test func oldFailuresGoWithTheirBytesAndTheirSightingsStay() async throws {
    let test = try await TestDatabase.makeStore()
    let eve = try await test.store.addUser(
      email: try #require(EmailAddress("eve@example.org")), role: .recruiter, actingUser: test.accounts.adminID)
    for (content, recruiter) in [("old", nil), ("young", nil), ("shared", nil), ("shared", eve.id), ("applied", nil)]
      as [(String, Int?)]
    {
      let claimed = try await test.claim(content, recruiter: recruiter)
      _ = try await test.store.commit([claimed[0].failed(.corrupt)])
    }
    // One that made a candidate once and fails now keeps them.
    let taken = try await test.take("taken", .of("Bob Stone", "bob@example.com"))
    _ = try await test.store.reprocess(.ids([taken.resumeID]), actingUser: test.accounts.adminID)
    _ = try await test.store.commit([try await test.store.claim(1, worker: "test")[0].failed(.timeout)])
    _ = try await test.store.register([test.document("waiting")])
    // Without bytes, too.
    _ = try await test.ask(
      """
      INSERT INTO resumes (filename, file_path, status, error_code, recruiter_id, processed_at)
      VALUES ('gone.pdf', 'unstored:gone', 'failed', 'unreadable', $1, now() - interval '40 days')
      """, [.int(test.accounts.recruiterID)])
    _ = try await test.ask(
      """
      UPDATE resumes SET processed_at = now() AT TIME ZONE 'UTC' - interval '31 days', uploaded_at = now() - interval '31 days'
      WHERE filename <> 'young.pdf' AND recruiter_id <> $1
      """, [.int(eve.id)])
    _ = try await test.ask("INSERT INTO applications (resume_url) VALUES ('sha256/applied')")
    let sightings = try await test.number("SELECT count(*) FROM sightings")

    #expect(try await cleanUp(test, .failedResumes) == 4)
    #expect(
      try await test.ask("SELECT filename FROM resumes ORDER BY id").map { try $0.string(0) }
        == ["young.pdf", "shared.pdf", "taken.pdf", "waiting.pdf"])
    #expect(try await test.number("SELECT count(*) FROM sightings") == sightings)
    #expect(
      try await test.number("SELECT count(*) FROM sightings WHERE filename = 'old.pdf' AND resume_id IS NULL") == 1)
    // Not Eve's bytes, nor those that an application shows, archived or not.
    _ = try await test.ask("UPDATE applications SET applied_at = '2001-01-01', updated_at = '2001-01-01'")
    #expect(try await cleanUp(test, .applications) == 1)
    let removed = Removed()
    try await test.store.removeContents { await removed.add($0.address) }
    #expect(await removed.addresses == ["sha256/old"])
    // It may come again.
    #expect(try await test.take("old", .of("Ann Old", "ann@example.com")).kind == .created)
    let audited = try await test.ask("SELECT changes::text FROM audit_logs WHERE resource_type = 'failed_resumes'")
      .only()
    #expect(try audited.string(0) == #"{"task": "failed_resumes", "count": 4, "older_than": "30 d"}"#)
    #expect(try await cleanUp(test, .failedResumes) == 0)
    #expect(try await test.number("SELECT count(*) FROM audit_logs WHERE resource_type = 'failed_resumes'") == 1)
  }

  @Test func oldApplicationsAreArchivedWhole() async throws {
    let test = try await TestDatabase.makeStore()
    let candidate = try #require(try await test.take("bob", .of("Bob Stone", "bob@example.com")).candidateID)
    _ = try await test.ask(
      """
      INSERT INTO applications (id, candidate_id, status, cover_letter, applied_at, updated_at)
      SELECT n, $1, 'rejected', 'letter ' || n, now() - interval '366 days',
        CASE WHEN n <= 1200 THEN now() - interval '366 days' ELSE now() END
      FROM generate_series(1, 1203) n
      """, [.int(candidate)])
    let former = try await test.ask("SELECT * FROM applications WHERE id = 1200").only()
    let row = [try former.string("cover_letter"), try former.string("applied_at"), try former.string("updated_at")]
    #expect(try await cleanUp(test, .applications) == 1200)
    #expect(try await ids(test, "SELECT id FROM applications ORDER BY id") == [1201, 1202, 1203])
    let archived = try await test.ask("SELECT * FROM applications_archive WHERE id = 1200").only()
    #expect(
      row == [
        try archived.string("cover_letter"), try archived.string("applied_at"), try archived.string("updated_at"),
      ])
    let user = try await admin(test)
    let page = try await test.store.applications(isArchived: true, after: 1200, limit: 2, actingUser: user)
    #expect(page.map(\.id) == [1199, 1198])
    #expect(page[0].candidate == "Bob Stone" && page[0].archivedAt != nil)
    #expect(try await test.store.applications(isArchived: false, limit: 10, actingUser: user).count == 3)
    let recruiter = try #require(try await test.store.user(id: test.accounts.recruiterID))
    #expect(try await test.store.applications(isArchived: false, limit: 10, actingUser: recruiter).count == 3)
    await #expect {
      _ = try await test.store.applications(isArchived: true, limit: 10, actingUser: recruiter)
    } throws: { ($0 as? StoreError)?.code == .notPermitted }
    // They hold their candidate still.
    _ = try await test.ask("DELETE FROM applications")
    try await makeOld(test)
    #expect(try await cleanUp(test, .unusedCandidates, unused: 1) == 0)
  }

  @Test func oldErrorsGo() async throws {
    let test = try await TestDatabase.makeStore()
    _ = try await test.ask(
      """
      INSERT INTO error_logs (severity, message, created_at)
      SELECT 'error', 'x', now() - interval '89 days' - make_interval(days => n) FROM generate_series(0, 3) n
      """)
    #expect(try await cleanUp(test, .errorLogs) == 3)
    #expect(try await test.number("SELECT count(*) FROM error_logs") == 1)
  }

  /// As if all of it had happened four months ago.
  private func makeOld(_ test: TestStore) async throws {
    for sql in [
      "UPDATE candidates SET created_at = created_at - interval '4 months', updated_at = updated_at - interval '4 months'",
      "UPDATE candidate_activity SET created_at = created_at - interval '4 months'",
      "UPDATE resumes SET uploaded_at = uploaded_at - interval '4 months', processed_at = processed_at - interval '4 months'",
    ] { _ = try await test.ask(sql) }
  }

  @Test func onlyCandidatesWithWhomNobodyWorksGo() async throws {
    let test = try await TestDatabase.makeStore()
    let names = [
      "Unused", "Noted", "Tagged", "Shared", "Applied", "Archived", "Matched", "Edited", "Account", "Active", "Waiting",
      "Decided", "Suspected", "Merged",
    ]
    var numbers: [String: Int] = [:]
    for name in names {
      let made = try await test.take(name, .of("\(name) Person", "\(name.lowercased())@example.com"))
      numbers[name] = made.candidateID
    }
    try await makeOld(test)
    func of(_ name: String) -> SQLValue { .int(numbers[name] ?? 0) }
    for (sql, name) in [
      ("INSERT INTO candidate_notes (candidate_id, created_by, note) VALUES ($1, 1, 'x')", "Noted"),
      ("INSERT INTO candidate_tags (candidate_id, created_by, tag) VALUES ($1, 1, 'x')", "Tagged"),
      ("INSERT INTO candidate_shares (candidate_id, recruiter_id) VALUES ($1, 2)", "Shared"),
      ("INSERT INTO applications (candidate_id) VALUES ($1)", "Applied"),
      ("INSERT INTO applications_archive (id, candidate_id) VALUES (7, $1)", "Archived"),
      ("INSERT INTO candidate_job_matches (candidate_id) VALUES ($1)", "Matched"),
      ("UPDATE candidates SET edited_fields = '{\"phone\": \"2020-01-01T00:00:00Z\"}' WHERE id = $1", "Edited"),
      ("UPDATE candidates SET user_id = 1 WHERE id = $1", "Account"),
      ("INSERT INTO candidate_activity (candidate_id, user_id, action) VALUES ($1, 1, 'viewed')", "Active"),
      ("UPDATE resumes SET status = 'pending' WHERE candidate_id = $1", "Waiting"),
      ("INSERT INTO candidate_addresses (candidate_id, email_key, email) VALUES ($1, 'm@x.org', 'm@x.org')", "Merged"),
    ] { _ = try await test.ask(sql, [of(name)]) }
    _ = try await test.ask(
      "INSERT INTO possible_duplicates (candidate_id, other_id, reason, decided_by) VALUES ($1, $2, 'phone', 1)",
      [of("Noted"), of("Decided")])
    _ = try await test.ask(
      "INSERT INTO possible_duplicates (candidate_id, other_id, reason) VALUES ($1, $2, 'phone')",
      [of("Noted"), of("Suspected")])
    _ = try await test.ask("UPDATE candidates SET updated_at = '2001-01-01', created_at = '2001-01-01'")

    #expect(try await cleanUp(test, .unusedCandidates) == 0, "off by default")
    #expect(try await cleanUp(test, .unusedCandidates, unused: 5) == 0)
    #expect(try await cleanUp(test, .unusedCandidates, unused: 3) == 2)
    let left = try await test.ask("SELECT split_part(full_name, ' ', 1) FROM candidates ORDER BY id").map {
      try $0.string(0)
    }
    #expect(left == names.filter { $0 != "Unused" && $0 != "Suspected" })
    // With documents, activity and bytes; nothing points to nobody.
    #expect(try await test.number("SELECT count(*) FROM resumes") == left.count)
    #expect(
      try await test.ask("SELECT address FROM content_removals ORDER BY 1").map { try $0.string(0) }
        == ["sha256/Suspected", "sha256/Unused"])
    // Who is in it again comes back as anybody does.
    #expect(try await test.take("Unused", .of("Unused Person", "unused@example.com")).kind == .created)
  }

  @Test func onlyAnAdminCleansUp() async throws {
    let test = try await TestDatabase.makeStore()
    let recruiter = try #require(try await test.store.user(id: test.accounts.recruiterID))
    for task in CleanupTask.allCases {
      await #expect { _ = try await test.store.cleanUp(task, ages: ages(unused: 1), actingUser: recruiter) } throws: {
        ($0 as? StoreError)?.code == .notPermitted
      }
    }
  }
}

private actor Removed {
  var addresses: [String] = []

  func add(_ address: String) { addresses.append(address) }
}
