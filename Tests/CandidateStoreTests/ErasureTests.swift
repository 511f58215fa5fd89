import PostgreSQL
import ResumeModel
import Testing

@testable import CandidateStore

@Suite struct ErasureTests {
  private func admin(_ test: TestStore) async throws -> User {
    try #require(try await test.store.user(id: test.accounts.adminID))
  }

  private func recruiter(_ test: TestStore, _ name: String? = nil) async throws -> User {
    guard let name else { return try #require(try await test.store.user(id: test.accounts.recruiterID)) }
    return try await test.store.addUser(
      email: try #require(EmailAddress("\(name)@example.org")), role: .recruiter, actingUser: test.accounts.adminID)
  }

  private func address(_ text: String) throws -> ErasureTarget { .address(try #require(EmailAddress(text))) }

  private func erase(
    _ test: TestStore, _ target: ErasureTarget, everywhere: Bool = false, of recruiter: Int? = nil, by user: User
  ) async throws -> ErasureReport {
    let subject = try await test.store.erasureSubject(
      target, recruiterID: recruiter ?? user.id, isEverywhere: everywhere, actingUser: user)
    let report = try await test.store.erase(subject, by: user)
    try await test.store.removeContents { _ in }
    return report
  }

  /// Tables and rows that hold any of these strings, as pg_dump would write them.
  private func findings(_ test: TestStore, _ strings: [String]) async throws -> [String] {
    let contents = try await DatabaseContents.of(test, apartFrom: [], columns: [])
    return contents.tables.sorted { $0.key < $1.key }.flatMap { table, rows in
      rows.filter { row in strings.contains { row.lowercased().contains($0.lowercased()) } }.map { "\(table): \($0)" }
    }
  }

  private let strings = ["jane", "555 0199", "5550199", "Unobtainium Works", "inbox/Jane"]

  private func jane(_ phone: String = "+1 212 555 0199") -> ParsedResume {
    .of("Jane Quill", "jane@example.com", phone: phone, skills: ["SQL"], company: "Unobtainium Works")
  }

  @Test func nothingOfThePersonIsLeft() async throws {
    let test = try await TestDatabase.makeStore()
    let (admin, eve) = (try await admin(test), try await recruiter(test, "eve"))
    let run = try await test.store.beginRun(
      kind: .ingest, userID: admin.id, recruiterID: test.accounts.recruiterID,
      detail: "/inbox/Jane_Quill.pdf\n/inbox/folder")
    _ = try await test.store.register([test.document("one", filename: "Jane_Quill.pdf", run: run)])
    let claimed = try await test.store.claim(10, worker: "test")
    let made = try await test.store.commit([claimed[0].read(jane(), text: "Jane Quill, jane@example.com")])[0]
    let candidate = try #require(made.candidateID)
    _ = try await test.take("two", jane("+1 212 555 0199 7"))
    _ = try await test.take("three", jane(), recruiter: eve.id)
    let failing = try await test.claim("four")
    _ = try await test.store.commit([failing[0].read(.of("Jim Quill", "jane@example.com"))])
    _ = try await test.take("other", .of("Bob Stone", "bob@example.com", company: "Acme"))
    for sql in [
      "INSERT INTO candidate_notes (candidate_id, created_by, note) VALUES ($1, 1, 'Jane called')",
      "INSERT INTO candidate_tags (candidate_id, created_by, tag) VALUES ($1, 1, 'jane')",
      "INSERT INTO candidate_addresses (candidate_id, email_key, email) VALUES ($1, 'jane@quill.example', 'jane@quill.example')",
      "INSERT INTO candidate_shares (candidate_id, recruiter_id) SELECT $1, id FROM users WHERE email LIKE 'eve%'",
      "INSERT INTO applications (candidate_id, cover_letter) VALUES ($1, 'I am Jane')",
      "INSERT INTO applications_archive (id, candidate_id, cover_letter) VALUES (77, $1, 'I was Jane')",
      "INSERT INTO candidate_job_matches (candidate_id, ai_explanation) VALUES ($1, 'Jane fits')",
      """
      INSERT INTO error_logs (severity, message, request_data)
      SELECT 'error', 'mail to Jane@Example.com bounced, said diana@example.com; jane quill, +1 (212) 555-0199',
        jsonb_build_object('to', 'jane@example.com', 'candidate', $1::integer)
      """,
      """
      INSERT INTO audit_logs (action, description, changes, resource_id)
      SELECT 'act_as', 'acts as jane@example.com', '{"email": {"old": "jane@example.com", "new": 5}}', $1::integer
      """,
      "INSERT INTO email_logs (recipient, subject) SELECT 'Jane@example.com', 'Hello' WHERE $1::integer > 0",
      """
      INSERT INTO users (email, username, hashed_password, full_name, role)
      SELECT 'jane@example.com', 'jane', '!', 'Jane Quill', 'candidate' WHERE $1::integer > 0
      """,
      """
      INSERT INTO possible_duplicates (candidate_id, other_id, reason)
      SELECT $1::integer, id, 'phone' FROM candidates WHERE email_key = 'bob@example.com'
      """,
      """
      INSERT INTO google_drive_syncs (user_id, folder_id, error_message)
      SELECT 1, 'f', 'could not read Jane_Quill.pdf' WHERE $1::integer > 0
      """,
    ] { _ = try await test.ask(sql, [.int(candidate)]) }
    #expect(try await findings(test, strings).count > 15)
    let mail = try #require(EmailAddress("Jane@example.com"))
    let held = try await test.store.personalData(on: mail, actingUser: admin)
    #expect(held.tables.map(\.name) == PersonalTable.all.reversed().map(\.name))
    #expect(held.documents.map(\.address) == ["sha256/one", "sha256/two", "sha256/three", "sha256/four"])
    #expect(held.erasures == [])
    for table in ["candidates": 2, "resumes": 4, "candidate_notes": 1, "error_logs": 1, "users": 1, "runs": 1] {
      #expect(held.tables.first { $0.name == table.key }?.rows.count == table.value, "\(table.key)")
    }
    #expect(!held.json.text.contains("bob@example.com"))
    #expect(!held.json.text.contains("hashed_password"))

    let report = try await erase(test, .candidate(candidate), everywhere: true, by: admin)
    #expect(report.candidates.count == 2)
    #expect(report.resumes.count == 4)
    #expect(report.counts["notes"] == 1 && report.counts["log_entries"] == 2 && report.counts["accounts"] == 1)
    #expect(report.sources == ["/inbox/Jane_Quill.pdf", "/inbox/four", "/inbox/three", "/inbox/two"])
    #expect(try await findings(test, strings) == [])
    #expect(
      try await test.ask("SELECT message FROM error_logs WHERE category IS NULL").only().string(0)
        == "mail to [erased] bounced, said diana@example.com; [erased], [erased]")
    #expect(
      try await test.ask("SELECT detail FROM runs WHERE id = $1", [.int(run)]).only().string(0).contains(
        "/inbox/folder"))
    #expect(try await test.number("SELECT count(*) FROM candidates") == 1)
    #expect(
      try await test.ask("SELECT action, resource_type FROM audit_logs ORDER BY id DESC LIMIT 1").only().string(0)
        == "erase")

    // The same file again, the same person in other bytes, and the same at another recruiter.
    for (content, owner) in [("one", nil), ("re-saved", nil), ("one", eve.id), ("re-saved", eve.id), ("new", eve.id)] {
      let outcome = try await test.store.register([
        test.document(content, filename: "Jane_Quill.pdf", recruiter: owner, run: run)
      ])[0]
      if case .registered = outcome {
        let again = try await test.store.claim(10, worker: "test")
        let ends = try await test.store.commit([again[0].read(jane(), text: "Jane Quill, jane@example.com")])
        #expect(ends[0].failure?.code == .suppressed)
      } else {
        #expect(outcome == .refused(resumeID: outcome.resumeID, .ofErasedPerson))
      }
      #expect(try await findings(test, strings) == [], "\(content)")
    }
    let left = try await test.store.personalData(on: mail, actingUser: admin)
    #expect(left.isEmpty && left.documents.isEmpty, "\(left.json.text)")
    #expect(left.erasures == [try #require(report.erasureID)])
    #expect(try await test.number("SELECT count(*) FROM candidates") == 1)
    // Its bytes are known by now, too: one row, however often it comes.
    let before = try await test.number("SELECT count(*) FROM resumes")
    for _ in 0..<3 {
      let outcome = try await test.store.register([test.document("new")])[0]
      #expect(outcome == .refused(resumeID: outcome.resumeID, .ofErasedPerson))
    }
    #expect(try await test.number("SELECT count(*) FROM resumes") == before + 1)
    #expect(
      try await test.ask("SELECT address FROM content_removals ORDER BY 1").map { try $0.string(0) }
        == ["sha256/new", "sha256/one", "sha256/re-saved"])
  }

  /// Whoever adds a table says whether it holds something on people.
  @Test func everyTableIsOnTheListOrHoldsNobody() async throws {
    let test = try await TestDatabase.makeStore()
    let tables = try await test.ask(
      "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
    ).map { try $0.string(0) }
    let ofNobody = [
      "admin_users", "companies", "configuration", "jobs",  // staff, and what they offer
      "backups", "erasures", "schema_migrations", "suppression_keys", "suppressions", "workers",
      "content_removals", "document_contents",  // by the digest of documents
    ]
    #expect((PersonalTable.all.map(\.name) + ofNobody).sorted() == tables.sorted())
  }

  @Test func whatIsHeldIsForAdmins() async throws {
    let test = try await TestDatabase.makeStore()
    _ = try await test.take("jane", jane())
    let (own, admin) = (try await recruiter(test), try await admin(test))
    let mail = try #require(EmailAddress("jane@example.com"))
    await #expect { _ = try await test.store.personalData(on: mail, actingUser: own) } throws: {
      ($0 as? StoreError)?.code == .notPermitted
    }
    _ = try await test.store.personalData(on: mail, actingUser: admin)
    let audited = try await test.ask("SELECT action, changes::text FROM audit_logs ORDER BY id DESC LIMIT 1").only()
    #expect(try audited.string(0) == "show_subject")
    #expect(try !audited.string(1).contains("jane"))
    let nobody = try await test.store.personalData(
      on: try #require(EmailAddress("nobody@example.com")), actingUser: admin)
    #expect(nobody.isEmpty)
  }

  @Test func anotherRecruiterKeepsTheirs() async throws {
    let test = try await TestDatabase.makeStore()
    let (own, eve) = (try await recruiter(test), try await recruiter(test, "eve"))
    _ = try await test.take("jane", jane())
    let theirs = try await test.take("jane", jane(), recruiter: eve.id)
    let before = try await findings(test, ["jane"]).filter {
      $0.hasPrefix("candidates: (\(try #require(theirs.candidateID)),")
    }
    _ = try await erase(test, try address("jane@example.com"), by: own)
    #expect(
      try await findings(test, ["jane"]).filter { $0.hasPrefix("candidates: ") } == before)
    #expect(try await test.number("SELECT count(*) FROM sightings WHERE filename = 'jane.pdf'") == 1)
    // Nor is anything of it theirs to see, and they take more of her in.
    #expect(try await test.store.erasures(actingUser: eve.id) == [])
    #expect(try await test.take("jane's second", jane(), recruiter: eve.id).kind != .failed(.ofErasedPerson))
    #expect(try await test.take("jane's third", jane()).failure?.code == .suppressed)
    // Her bytes are Eve's, too.
    #expect(try await test.store.removeContents { _ in } == 1, "the third one alone")
    #expect(try await test.number("SELECT count(*) FROM suppressions WHERE recruiter_id IS NULL") == 0)
  }

  @Test func onlyWhoMay() async throws {
    let test = try await TestDatabase.makeStore()
    let (own, eve, admin) = (try await recruiter(test), try await recruiter(test, "eve"), try await admin(test))
    let candidate = try #require(try await test.take("jane", jane()).candidateID)
    for id in [candidate, candidate + 1, .max] {
      await #expect {
        _ = try await test.store.erasureSubject(
          .candidate(id), recruiterID: eve.id, isEverywhere: false, actingUser: eve)
      } throws: { ($0 as? StoreError) == CandidateStore.unknownCandidate(id) }
    }
    _ = try await test.ask(
      "INSERT INTO candidate_shares (candidate_id, recruiter_id, permission) VALUES ($1, $2, 'full-access')",
      [.int(candidate), .int(eve.id)])
    for (user, everywhere, owner) in [(eve, false, eve.id), (own, true, own.id)] {
      await #expect {
        _ = try await test.store.erasureSubject(
          .candidate(candidate), recruiterID: owner, isEverywhere: everywhere, actingUser: user)
      } throws: { ($0 as? StoreError)?.code == .notPermitted }
    }
    await #expect {
      _ = try await test.store.erasureSubject(
        try address("jane@example.com"), recruiterID: own.id, isEverywhere: false, actingUser: eve)
    } throws: { ($0 as? StoreError)?.code == .notPermitted }
    await #expect {
      _ = try await test.store.erasureSubject(
        try address("nobody@example.com"), recruiterID: own.id, isEverywhere: false, actingUser: own)
    } throws: { ($0 as? StoreError)?.code == .unknownPerson }
    // An admin erases at the candidate's own recruiter.
    let report = try await erase(test, .candidate(candidate), by: admin)
    #expect(
      try await test.number("SELECT recruiter_id FROM erasures WHERE id = $1", [.int(report.erasureID ?? 0)]) == own.id)
    #expect(try await test.store.erasures(actingUser: own.id).count == 1)
  }

  @Test func aRehearsalChangesNothing() async throws {
    let test = try await TestDatabase.makeStore()
    let own = try await recruiter(test)
    let candidate = try #require(try await test.take("jane", jane()).candidateID)
    _ = try await test.take("twin", .of("Jane Quill", "quill@example.com", phone: "+1 212 555 0199"))
    let before = try await DatabaseContents.of(test, apartFrom: [], columns: [])
    let subject = try await test.store.erasureSubject(
      .candidate(candidate), recruiterID: own.id, isEverywhere: false, actingUser: own)
    let rehearsed = try await test.store.rehearseErasure(of: subject, by: own)
    #expect(try await DatabaseContents.of(test, apartFrom: [], columns: []).difference(from: before) == [])
    var done = try await test.store.erase(subject, by: own)
    #expect(rehearsed.possibleDuplicates == [candidate + 1])
    done.erasureID = nil
    #expect(done == rehearsed)
  }

  @Test func whoIsLetInAgainIsTakenIn() async throws {
    let test = try await TestDatabase.makeStore()
    let (own, admin) = (try await recruiter(test), try await admin(test))
    let mail = try #require(EmailAddress("Jane@example.com"))
    for (eraser, everywhere) in [(own, false), (admin, true)] {
      _ = try await test.take("jane", jane())
      _ = try await erase(test, .address(mail), everywhere: everywhere, of: own.id, by: eraser)
      let outcome = try await test.store.register([test.document("jane")])[0]
      #expect(outcome == .refused(resumeID: outcome.resumeID, .ofErasedPerson))
      if everywhere {
        await #expect { _ = try await test.store.liftSuppression(of: mail, by: own) } throws: {
          ($0 as? StoreError)?.code == .unknownPerson
        }
      }
      #expect(try await test.store.liftSuppression(of: mail, by: eraser) == 1)
      #expect(try await test.number("SELECT count(*) FROM suppressions") == 0)
      #expect(try await test.take("jane", jane()).kind == .created)
      _ = try await erase(test, .address(mail), of: own.id, by: own)
      // Erased twice, lifted at once.
      _ = try await test.ask("UPDATE suppressions SET key_hash = sha256('x') WHERE kind = 'document'")
      _ = try await test.store.liftSuppression(of: mail, by: own)
      #expect(try await test.number("SELECT count(*) FROM suppressions") == 0)
    }
    #expect(try await test.number("SELECT count(*) FROM audit_logs WHERE action = 'unsuppress'") == 1)
  }

  @Test func aDocumentOfSomebodyElseStaysTheirs() async throws {
    let test = try await TestDatabase.makeStore()
    let own = try await recruiter(test)
    _ = try await test.take("jane", jane())
    let bob = try await test.take("bob", .of("Bob Stone", "bob@example.com"))
    _ = try await erase(test, try address("jane@example.com"), by: own)
    await #expect {
      _ = try await test.store.reprocess(
        .ids([bob.resumeID]), orders: ReprocessOrders(email: EmailAddress("jane@example.com")), actingUser: own.id)
    } throws: { ($0 as? StoreError)?.code == .suppressed }
    // A later parser reads her address in it.
    _ = try await test.store.reprocess(.ids([bob.resumeID]), actingUser: own.id)
    let claimed = try await test.store.claim(1, worker: "test")
    let end = try await test.store.commit([claimed[0].read(jane())])[0]
    #expect(end.failure?.code == .suppressed)
    let row = try await test.ask(
      "SELECT content_sha256 IS NOT NULL AS kept, parsed_data::text AS data FROM resumes WHERE id = $1",
      [.int(bob.resumeID)]
    ).only()
    #expect(try row.bool("kept"))
    #expect(try !row.string("data").contains("jane"))
    #expect(try await test.number("SELECT count(*) FROM candidates WHERE email_key = 'bob@example.com'") == 1)
  }

  /// Whoever commits at the moment of an erasure is erased or refused.
  @Test func parallelCommitsBringNobodyBack() async throws {
    let test = try await TestDatabase.makeStore(connections: 8)
    let own = try await recruiter(test)
    _ = try await test.take("first", jane())
    _ = try await test.store.register((0..<60).map { test.document("jane \($0)") })
    let claimed = try await test.store.claim(1000, worker: "test")
    let parsed = jane()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for part in stride(from: 0, to: claimed.count, by: 5) {
        group.addTask { _ = try await test.store.commit(claimed[part..<part + 5].map { $0.read(parsed) }) }
      }
      group.addTask { _ = try await self.erase(test, try self.address("jane@example.com"), by: own) }
      try await group.waitForAll()
    }
    #expect(try await findings(test, ["jane@example.com", "Jane Quill"]) == [])
    #expect(try await test.number("SELECT count(*) FROM candidates") == 0)
    #expect(try await test.number("SELECT count(*) FROM resumes WHERE status <> 'failed'") == 0)
  }

  @Test func hashesAreHMACWithAKeyOfTheDatabasesOwn() async throws {
    let (test, other) = (try await TestDatabase.makeStore(), try await TestDatabase.makeStore())
    // Made at first use: a copy of a database that was never asked has none.
    #expect(try await test.number("SELECT count(*) FROM suppression_keys") == 0)
    let hash = "SELECT encode(hotgigs_suppression_hash('email', 'jane@example.com'), 'hex')"
    let (first, second) = (try await test.ask(hash).only().string(0), try await other.ask(hash).only().string(0))
    #expect(first != second)
    #expect(try await test.ask(hash).only().string(0) == first)
    // With the key 01 02 … 20: what Python's hmac says.
    let pads = [UInt8(0x36), 0x5c].map { pad in (0..<64).map { UInt8($0 < 32 ? $0 + 1 : 0) ^ pad } }
    _ = try await test.ask("UPDATE suppression_keys SET inner_pad = $1, outer_pad = $2", pads.map { .bytes($0) })
    #expect(
      try await test.ask(hash).only().string(0) == "4ef41975312166a83a65ba296b3ca0ed4e553aba3413cf88a7ed2abb438cf1bf")
  }
}

extension CommitOutcome {
  fileprivate var failure: ExtractionError? { if case .failed(let error) = kind { error } else { nil } }
}
