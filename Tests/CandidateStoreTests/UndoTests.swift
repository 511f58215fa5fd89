import PostgreSQL
import ResumeModel
import Testing

@testable import CandidateStore

@Suite struct UndoLaws {
  /// Taking away what was added gives back what was there.
  @Test(arguments: 0..<200)
  func undoesAMerge(seed: Int) throws {
    var random = RandomRecords(seed: UInt64(seed))
    var before = random.record()
    before.contributions["0a"] =
      before.contributions["0a"] ?? [Contribution(date: "2020", parser: "1", name: "Ana Lima")]
    let added = CandidateRecord(
      contributions: random.record().contributions.filter { before.contributions[$0.key] == nil })
    let undo = try CandidateUndo(merge(before, added), without: Set(added.contributions.keys))
    #expect(undo.record == before)
    #expect(try undo.fields == CandidateFields(before))
  }
}

@Suite struct CandidateUndoTests {
  private let record = CandidateRecord(contributions: [
    "aa": [Contribution(date: "2020", parser: "1", name: "Ana Lima", email: "ana@example.com", phone: "1")],
    "bb": [Contribution(date: "2024", parser: "1", name: "Ana Lima", email: "ana@example.com", phone: "2")],
  ])

  @Test func whatOthersSayComesBack() throws {
    let undo = try CandidateUndo(record, without: ["bb"])
    #expect(
      undo.outcome == .reverted([FieldChange(field: .phone, old: JSONText(string: "2"), new: JSONText(string: "1"))]))
  }

  @Test func anEditStays() throws {
    var edited = record
    edited.edits[.phone] = .init(at: "2025-01-01T00:00:00.000000Z", value: JSONText(string: "3"))
    #expect(try CandidateUndo(edited, without: ["bb"], bonds: [.edited]).outcome == .reverted([]))
  }

  @Test func withNothingLeftItGoes() throws {
    #expect(try CandidateUndo(record, without: ["aa", "bb"]).outcome == .removed)
  }

  @Test func whoeverAPersonWorksWithStaysAsTheyAre() throws {
    let undo = try CandidateUndo(record, without: ["aa", "bb"], bonds: [.noted])
    #expect(undo.outcome == .kept([.noted]))
    #expect(undo.record == record)
  }

  @Test func aFormerReadingComesBack() throws {
    let former = [Contribution(date: "2024", parser: "0", name: "Ana Lima", email: "ana@example.com", phone: "0")]
    let undo = try CandidateUndo(record, without: [], given: ["bb": former])
    #expect(undo.fields.text(.phone) == "0")
  }
}

/// A run over candidates that are there, undone: all is as before.
@Suite struct RunUndoTests {
  private func begin(_ test: TestStore, _ kind: RunKind = .ingest) async throws -> Int {
    try await test.store.beginRun(kind: kind, userID: test.accounts.adminID, recruiterID: test.accounts.recruiterID)
  }

  /// Registers, reads and commits documents as a run of their own would, and ends it.
  @discardableResult
  private func ingest(_ test: TestStore, _ documents: [(String, ParsedResume)]) async throws -> Int {
    let run = try await begin(test)
    _ = try await test.store.register(documents.map { test.document($0.0, run: run) })
    let claimed = try await test.store.claim(1000, worker: "test", filter: ClaimFilter(seenInRun: run))
    _ = try await test.store.commit(
      claimed.compactMap { resume in
        documents.first { TestStore.checksum($0.0) == resume.sha256 }.map { resume.read($0.1) }
      })
    try await test.store.finishRun(run, counts: [:])
    return run
  }

  private func undo(
    _ test: TestStore, _ run: Int, isDryRun: Bool = false, isCancelling: Bool = false, as user: String? = nil
  ) async throws -> UndoneBatch {
    let user = try #require(try await test.store.user(email: user ?? DefaultAccounts.admin))
    let found = try #require(try await test.store.runToUndo(run, actingUser: user.id))
    var whole = UndoneBatch()
    if !isDryRun { try await test.store.beginUndo(found, isCancelling: isCancelling, by: user) }
    try await test.store.undo(found, actingUser: user.id, isDryRun: isDryRun) { batch in
      whole.candidates += batch.candidates
      whole.documents += batch.documents
    }
    if !isDryRun { try await test.store.removeContents { _ in } }
    return whole
  }

  /// All but what an undo records.
  private func contents(_ test: TestStore) async throws -> DatabaseContents {
    try await DatabaseContents.of(
      test, apartFrom: ["runs", "sightings", "candidate_activity", "audit_logs", "error_logs"], columns: ["updated_at"])
  }

  private func person(
    _ number: Int, _ generation: Int, phone: String? = nil
  ) -> (String, ParsedResume) {
    (
      "\(generation)/\(number)",
      .of(
        "Person Number", "p\(number)@example.com", phone: phone ?? "\(generation)00000\(number)",
        title: "Title \(generation)", date: "20\(10 + generation)", skills: ["Skill \(generation)", "SQL"],
        company: "Company \(number % 12)")
    )
  }

  @Test func leavesAllAsItWas() async throws {
    let test = try await TestDatabase.makeStore()
    try await ingest(test, (1...30).map { person($0, 1) })
    // Somebody whom another program brought, somebody whom a person edited, a note, a tag.
    _ = try await test.ask(
      """
      INSERT INTO candidates (recruiter_id, full_name, email, phone, skills, source)
      VALUES ($1, 'Person Number', 'p31@example.com', '555', '["Tact"]', 'application')
      """, [.int(test.accounts.recruiterID)])
    try await test.store.asUser(test.accounts.recruiterID) { transaction in
      _ = try await transaction.query(
        "UPDATE candidates SET phone = '999', title = NULL WHERE email_key = 'p3@example.com'")
      _ = try await transaction.query(
        "INSERT INTO candidate_notes (candidate_id, created_by, note) SELECT id, $1, 'called' FROM candidates WHERE id = 5",
        [.int(test.accounts.recruiterID)])
    }
    let before = try await contents(test)

    // The same people and others, one of them twice, some with each other's phones, one without a name, one who fails.
    var documents = (20...120).map { person($0, 2, phone: $0 % 7 == 0 ? "+351 912 345 678" : nil) }
    documents.append(("twice", .of("Person Number", "p40@example.com", title: "Later", date: "2030")))
    documents.append(("nameless", .of(nil, "p7@example.com", title: "Odd", date: "2031")))
    documents.append(("edited", .of("Person Number", "p3@example.com", phone: "1", title: "Boss", date: "2031")))
    documents.append(("failing", .of("No Address", nil)))
    documents.append(("uncertain", .of("Curriculum Vitae", "p8@example.com", date: "2032", nameConfidence: 0.2)))
    let run = try await ingest(test, documents)
    #expect(try await test.number("SELECT count(*) FROM candidates") == 120)
    #expect(try await contents(test) != before)

    let planned = try await undo(test, run, isDryRun: true)
    #expect(try await test.number("SELECT count(*) FROM candidates") == 120)
    let done = try await undo(test, run)
    #expect(
      planned.candidates.sorted { $0.candidateID < $1.candidateID }
        == done.candidates.sorted { $0.candidateID < $1.candidateID })
    #expect(planned.counts == done.counts)
    #expect(done.counts == ["candidates_removed": 89, "candidates_reverted": 15, "documents_removed": 106])
    let difference = try await contents(test).difference(from: before)
    #expect(difference == [])

    // What is left of the run is its record.
    #expect(
      try await test.ask("SELECT DISTINCT outcome FROM sightings WHERE run_id = $1", [.int(run)]).only().string(0)
        == "undone")
    #expect(try await test.number("SELECT count(resume_id) FROM sightings WHERE run_id = $1", [.int(run)]) == 0)
    let record = try #require(try await test.store.run(run, actingUser: test.accounts.adminID))
    #expect(record.undoneAt != nil && record.undoneBy == DefaultAccounts.admin && record.undoCounts == done.counts)
    #expect(
      try await test.number(
        "SELECT count(*) FROM audit_logs WHERE action = 'undo_run' AND resource_id = $1", [.text("\(run)")]) == 1)
    let undoings = try await test.number(
      "SELECT count(*) FROM candidate_activity WHERE activity_metadata ->> 'undone_run_id' = $1", [.text("\(run)")])
    #expect(undoings == 15)

    // The right folder to the right recruiter works anew.
    let again = try await ingest(test, documents)
    #expect(try await test.store.outcomes(ofRun: again, actingUser: test.accounts.adminID).counts["created"] == 89)
  }

  @Test func keepsWhomAPersonWorksWith() async throws {
    let test = try await TestDatabase.makeStore()
    let run = try await ingest(test, (1...6).map { person($0, 1) })
    try await test.store.asUser(test.accounts.recruiterID) { transaction in
      let me = SQLValue.int(test.accounts.recruiterID)
      _ = try await transaction.query("UPDATE candidates SET title = 'Boss' WHERE id = 1")
      _ = try await transaction.query(
        "INSERT INTO candidate_notes (candidate_id, created_by, note) VALUES (2, $1, 'called')", [me])
      _ = try await transaction.query(
        "INSERT INTO candidate_tags (candidate_id, created_by, tag) VALUES (3, $1, 'hot')", [me])
      _ = try await transaction.query(
        "INSERT INTO candidate_activity (candidate_id, user_id, action) VALUES (4, $1, 'shared'), (5, $1, 'viewed')",
        [me])
    }
    let done = try await undo(test, run)
    #expect(
      done.candidates.sorted { $0.candidateID < $1.candidateID }.map(\.bonds) == [
        [.edited], [.noted], [.tagged], [.activity], [], [],
      ])
    #expect(try await test.ask("SELECT id FROM candidates ORDER BY id").map { try $0.int(0) } == [1, 2, 3, 4])
    #expect(try await test.number("SELECT count(*) FROM resumes WHERE candidate_id = id") == 4)
    #expect(try await test.ask("SELECT title FROM candidates WHERE id = 1").only().string(0) == "Boss")
    #expect(done.documents.filter { $0.outcome == .kept }.map(\.reason).first == "a person works with candidate #1")
  }

  @Test func whatALaterRunSawAgainStaysUntilThatIsUndoneToo() async throws {
    let test = try await TestDatabase.makeStore()
    let first = try await ingest(test, [person(1, 1), person(2, 1)])
    let second = try await begin(test)
    _ = try await test.store.register([test.document("1/1", run: second)])
    try await test.store.finishRun(second, counts: [:])
    let done = try await undo(test, first)
    #expect(done.documents.map(\.reason) == ["run \(second) took it in, too", nil])
    #expect(try await test.number("SELECT count(*) FROM candidates") == 1)
    _ = try await undo(test, second)
    #expect(try await test.number("SELECT count(*) FROM candidates") == 0)
    #expect(try await test.number("SELECT count(*) FROM resumes") == 0)
  }

  @Test func aDuplicateOfAnEarlierRunChangesNothing() async throws {
    let test = try await TestDatabase.makeStore()
    let first = try await ingest(test, [person(1, 1)])
    let before = try await contents(test)
    let second = try await ingest(test, [person(1, 1)])
    let done = try await undo(test, second)
    #expect(done.documents.map(\.reason) == ["run \(first) took it in, too"])
    #expect(try await contents(test) == before)
  }

  @Test func laterRunsKeepWhatTheyBrought() async throws {
    let test = try await TestDatabase.makeStore()
    let run = try await ingest(test, [person(1, 5)])
    _ = try await ingest(test, [person(1, 3)])
    let done = try await undo(test, run)
    #expect(done.candidates.map(\.outcome) == [.reverted])
    let row = try await test.ask("SELECT title, resume_url FROM candidates").only()
    #expect(try row.string("title") == "Title 3")
    #expect(try row.string("resume_url") == "sha256/3/1")
  }

  @Test func aReadingIsTakenBack() async throws {
    let test = try await TestDatabase.makeStore()
    try await ingest(test, [person(1, 1), ("failing", .of("No Address", nil))])
    let before = try await DatabaseContents.of(
      test, apartFrom: ["runs", "sightings", "candidate_activity", "audit_logs", "error_logs"],
      columns: ["updated_at", "lease_token", "leased_by", "attempts", "available_at", "priority"])
    let run = try await begin(test, .reprocess)
    _ = try await test.store.reprocess(
      .all, orders: ReprocessOrders(email: EmailAddress("new@example.com")), run: run, actingUser: test.accounts.adminID
    )
    let claimed = try await test.store.claim(10, worker: "test", filter: ClaimFilter(seenInRun: run))
    let outcomes = try await test.store.commit([
      claimed[0].read(person(1, 1).1, parser: "2"), claimed[1].read(.of("No Address", nil, title: "Cook"), parser: "2"),
    ])
    #expect(outcomes.map(\.kind.name) == ["created", "failed"], "one person's address for two")
    try await test.store.finishRun(run, counts: [:])
    #expect(try await test.ask("SELECT email_key FROM candidates").map { try $0.string(0) } == ["new@example.com"])

    let done = try await undo(test, run)
    #expect(done.counts == ["candidates_removed": 1, "documents_restored": 2])
    let after = try await DatabaseContents.of(
      test, apartFrom: ["runs", "sightings", "candidate_activity", "audit_logs", "error_logs"],
      columns: ["updated_at", "lease_token", "leased_by", "attempts", "available_at", "priority"])
    // The candidate was removed with the reading, so it has another number now.
    #expect(try await test.ask("SELECT email_key FROM candidates").map { try $0.string(0) } == ["p1@example.com"])
    #expect(after.tables["possible_duplicates"] == before.tables["possible_duplicates"])
    let rows = try await test.ask("SELECT status, error_code, parser_version, email_override FROM resumes ORDER BY id")
    #expect(try rows.map { try $0.string("status") } == ["completed", "failed"])
    #expect(try rows[1].string("error_code") == "missing_email")
    #expect(try rows.map { try $0.string("parser_version") } == ["1", "1"])
    #expect(try rows.allSatisfy { try $0.isNull("email_override") })
  }

  @Test func aReadingThatHasNotBegunIsTakenBackToo() async throws {
    let test = try await TestDatabase.makeStore()
    try await ingest(test, [("failing", .of("No Address", nil)), person(1, 1)])
    let run = try await begin(test, .reprocess)
    _ = try await test.store.reprocess(
      .all, orders: ReprocessOrders(force: true), run: run, isReserved: true, actingUser: test.accounts.adminID)
    let held = try await test.store.claim(1, worker: "test", filter: ClaimFilter(seenInRun: run))
    await #expect { _ = try await undo(test, run) } throws: { ($0 as? StoreError)?.code == .notUndoable }
    let done = try await undo(test, run, isCancelling: true)
    #expect(done.counts == ["candidates_reverted": 1, "documents_restored": 2])
    let rows = try await test.ask(
      "SELECT status, error_code, candidate_id, force_override, reserved_for_run FROM resumes ORDER BY id")
    #expect(try rows.map { try $0.string("status") } == ["failed", "completed"])
    #expect(try rows.map { try $0.string(ifPresent: "error_code") } == ["missing_email", nil])
    #expect(try rows.map { try $0.int(ifPresent: "candidate_id") != nil } == [false, true])
    #expect(try rows.allSatisfy { try !$0.bool("force_override") && $0.isNull("reserved_for_run") })
    #expect(try await test.store.commit(held.map { $0.failed(.corrupt) }).map(\.kind) == [.leaseLost])
    #expect(try await test.store.claim(10, worker: "test") == [])
  }

  @Test func whoMadeARunUndoesIt() async throws {
    let test = try await TestDatabase.makeStore()
    let run = try await test.store.beginRun(
      kind: .ingest, userID: test.accounts.recruiterID, recruiterID: test.accounts.recruiterID)
    _ = try await test.store.register([test.document("a", run: run)])
    _ = try await test.store.commit(try await test.store.claim(1, worker: "test").map { $0.read(person(1, 1).1) })
    try await test.store.finishRun(run, counts: [:])
    let done = try await undo(test, run, as: DefaultAccounts.recruiter)
    #expect(done.counts == ["candidates_removed": 1, "documents_removed": 1])
    #expect(try await test.store.run(run, actingUser: test.accounts.recruiterID)?.undoneBy == DefaultAccounts.recruiter)
    #expect(try await test.number("SELECT count(*) FROM audit_logs") == 0)
  }

  @Test func whatAPersonsWordTookInIsRefusedAgain() async throws {
    let test = try await TestDatabase.makeStore()
    let advert = ParsedResume.of("Ana Lima", "ana@example.com", likeness: ResumeLikeness(score: 0.03, kind: .jobAdvert))
    let first = try await ingest(test, [("advert", advert)])
    #expect(try await test.number("SELECT count(*) FROM resumes WHERE error_code = 'not_a_resume'") == 1)
    let forced = try await begin(test)
    _ = try await test.store.register([test.document("advert", run: forced, isForced: true)])
    _ = try await test.store.commit(try await test.store.claim(1, worker: "test").map { $0.read(advert) })
    try await test.store.finishRun(forced, counts: [:])
    #expect(try await test.number("SELECT count(*) FROM candidates") == 1)
    let done = try await undo(test, forced)
    #expect(done.counts == ["candidates_removed": 1, "documents_restored": 1])
    #expect(try await test.number("SELECT count(*) FROM candidates") == 0)
    #expect(
      try await test.number("SELECT count(*) FROM resumes WHERE error_code = 'not_a_resume' AND NOT force_override")
        == 1)
    _ = try await undo(test, first)
    #expect(try await test.number("SELECT count(*) FROM resumes") == 0)
    #expect(try await test.number("SELECT count(*) FROM sightings WHERE former IS NOT NULL") == 0)
  }

  @Test func aReadingThatALaterOneFollowedStays() async throws {
    let test = try await TestDatabase.makeStore()
    try await ingest(test, [person(1, 1)])
    var runs: [Int] = []
    for version in ["2", "3"] {
      let run = try await begin(test, .reprocess)
      _ = try await test.store.reprocess(.all, run: run, actingUser: test.accounts.adminID)
      let claimed = try await test.store.claim(10, worker: "test", filter: ClaimFilter(seenInRun: run))
      _ = try await test.store.commit([
        claimed[0].read(.of("Person Number", "p1@example.com", title: "By \(version)"), parser: version)
      ])
      try await test.store.finishRun(run, counts: [:])
      runs.append(run)
    }
    #expect(try await undo(test, runs[0]).documents.map(\.reason) == ["run \(runs[1]) has read it again since"])
    #expect(try await test.ask("SELECT title FROM candidates").only().string(0) == "By 3")
    _ = try await undo(test, runs[1])
    #expect(try await test.ask("SELECT title FROM candidates").only().string(0) == "By 2")
  }

  @Test func aRunThatHasNotEndedIsRefusedOrStopped() async throws {
    let test = try await TestDatabase.makeStore()
    let run = try await begin(test)
    _ = try await test.store.register((1...3).map { test.document("\($0)", run: run) })
    let held = try await test.store.claim(1, worker: "test")
    await #expect { _ = try await undo(test, run) } throws: { ($0 as? StoreError)?.code == .notUndoable }
    _ = try await undo(test, run, isCancelling: true)
    #expect(try await test.number("SELECT count(*) FROM resumes") == 0)
    // A worker that still has one in hand, and the intake, learn of it.
    #expect(try await test.store.commit([held[0].read(person(1, 1).1)]).map(\.kind) == [.leaseLost])
    await #expect { _ = try await test.store.register([test.document("4", run: run)]) } throws: {
      ($0 as? StoreError)?.code == .runIsUndone
    }
    #expect(try await test.number("SELECT count(*) FROM candidates") == 0)
  }

  @Test func anothersRunIsNotMine() async throws {
    let test = try await TestDatabase.makeStore()
    let run = try await ingest(test, [person(1, 1)])
    await #expect { _ = try await undo(test, run, as: DefaultAccounts.recruiter) } throws: {
      ($0 as? StoreError)?.code == .notPermitted
    }
    #expect(try await test.number("SELECT count(*) FROM candidates") == 1)
  }

  @Test func bytesGoWithTheLastRow() async throws {
    let test = try await TestDatabase.makeStore()
    let run = try await ingest(test, [person(1, 1), person(2, 1)])
    // Another recruiter has the first one.
    _ = try await test.store.register([test.document("1/1", recruiter: test.accounts.adminID)])
    let user = try #require(try await test.store.user(email: DefaultAccounts.admin))
    let found = try #require(try await test.store.runToUndo(run, actingUser: user.id))
    try await test.store.beginUndo(found, isCancelling: false, by: user)
    try await test.store.undo(found, actingUser: user.id) { _ in }
    // Killed here, it is the next removal's.
    let removed = Addresses()
    #expect(try await test.store.removeContents { await removed.add($0.address) } == 1)
    #expect(await removed.all == ["sha256/1/2"])
    #expect(try await test.number("SELECT count(*) FROM content_removals") == 0)
  }

  @Test func aMergeOutlivesTheUndoOfWhatWasMerged() async throws {
    let test = try await TestDatabase.makeStore()
    let admin = try #require(try await test.store.user(email: DefaultAccounts.admin))
    let second = ("second", ParsedResume.of("Person Number", "second@example.com", title: "Second", date: "2020"))
    func shown() async throws -> [String] {
      try await test.ask("SELECT id || ' ' || title || ' ' || email FROM candidates ORDER BY id").map {
        try $0.string(0)
      }
    }
    let first = try await ingest(test, [person(1, 1)])
    var run = try await ingest(test, [second])
    _ = try await test.store.merge(2, into: 1, by: admin)
    #expect(try await shown() == ["1 Second p1@example.com"])
    #expect(try await undo(test, run).counts == ["candidates_reverted": 1, "documents_removed": 1])
    #expect(try await shown() == ["1 Title 1 p1@example.com"])
    // That they are one person was a person's word: the document finds them again.
    run = try await ingest(test, [second])
    #expect(try await shown() == ["1 Second p1@example.com"])
    #expect(try await undo(test, first).counts == ["candidates_reverted": 1, "documents_removed": 1])
    #expect(try await shown() == ["1 Second p1@example.com"])
    // Whom a person merged, a person works with.
    #expect(try await undo(test, run).counts == ["candidates_kept": 1, "documents_kept": 1])
    #expect(try await shown() == ["1 Second p1@example.com"])
  }

  @Test func aDocumentGoesBackToWhomeverItsCandidateWasMergedInto() async throws {
    let test = try await TestDatabase.makeStore()
    let admin = try #require(try await test.store.user(email: DefaultAccounts.admin))
    try await ingest(test, [person(1, 1), person(2, 1), person(2, 2)])
    let document = try await test.number("SELECT id FROM resumes WHERE filename = '2/2.pdf'")
    let (one, two) = (
      try await test.number("SELECT id FROM candidates WHERE email_key = 'p1@example.com'"),
      try await test.number("SELECT id FROM candidates WHERE email_key = 'p2@example.com'")
    )
    // Somebody gives it to a third, and merges whose it was with the first.
    let run = try await begin(test, .reprocess)
    _ = try await test.store.reprocess(
      .ids([document]), orders: ReprocessOrders(email: EmailAddress("p3@example.com")), run: run, actingUser: admin.id)
    let claimed = try await test.store.claim(10, worker: "test", filter: ClaimFilter(seenInRun: run))
    _ = try await test.store.commit([claimed[0].read(person(2, 2).1)])
    try await test.store.finishRun(run, counts: [:])
    #expect(try await test.number("SELECT count(*) FROM candidates") == 3)
    _ = try await test.store.merge(two, into: one, by: admin)
    #expect(try await undo(test, run, isDryRun: true).counts == undo(test, run).counts)
    #expect(try await test.ask("SELECT id FROM candidates").map { try $0.int(0) } == [one])
    #expect(try await test.number("SELECT count(*) FROM resumes WHERE candidate_id = $1", [.int(one)]) == 3)
    #expect(try await test.ask("SELECT title FROM candidates").only().string(0) == "Title 2")
  }

  @Test func twoWhoUndoAndAWorkerAtOnceDoNoHarm() async throws {
    let test = try await TestDatabase.makeStore(connections: 8)
    try await ingest(test, (1...40).map { person($0, 1) })
    let before = try await contents(test)
    let run = try await ingest(test, (1...200).map { person($0, 2) })
    let other = try await begin(test)
    _ = try await test.store.register((1...200).map { test.document("3/\($0)", run: other) })
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<2 { group.addTask { _ = try await undo(test, run) } }
      for worker in 0..<3 {
        group.addTask {
          while true {
            let claimed = try await test.store.claim(10, worker: "\(worker)")
            if claimed.isEmpty { return }
            let outcomes = try await test.store.commit(
              claimed.map { resume in
                let number = resume.filename.split(separator: "/").last?.split(separator: ".").first.flatMap { Int($0) }
                return resume.read(person(number ?? 0, 3).1)
              })
            #expect(outcomes.allSatisfy { $0.candidateID != nil }, "\(outcomes)")
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await test.number("SELECT count(*) FROM candidates") == 200)
    try await test.store.finishRun(other, counts: [:])
    _ = try await undo(test, other)
    #expect(try await contents(test).difference(from: before) == [])
  }
}

private actor Addresses {
  private(set) var all: [String] = []

  func add(_ address: String) { all.append(address) }
}
