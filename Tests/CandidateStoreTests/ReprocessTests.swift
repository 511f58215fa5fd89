import PostgreSQL
import ResumeModel
import Testing

@testable import CandidateStore

/// Documents that are read again.
@Suite struct ReprocessTests {
  /// Reads documents again in a run of its own.
  @discardableResult
  private func reprocess(
    _ test: TestStore, _ ids: [Int], email: String? = nil, merge: Bool = false, as parsed: ParsedResume,
    parser: String = "1"
  ) async throws -> (run: Int, outcomes: [CommitOutcome]) {
    let run = try await test.store.beginRun(kind: .reprocess, userID: test.accounts.recruiterID)
    try await test.store.reprocess(
      .ids(ids), orders: ReprocessOrders(email: email.flatMap { EmailAddress($0) }, merge: merge), run: run,
      actingUser: test.accounts.recruiterID)
    let claimed = try await test.store.claim(10, worker: "test", filter: ClaimFilter(seenInRun: run))
    return (run, try await test.store.commit(claimed.map { $0.read(parsed, parser: parser) }))
  }

  @Test func anotherAddressTakesTheDocumentAlong() async throws {
    let test = try await TestDatabase.makeStore()
    let wrong = try await test.take("a", .of("Ana Lima", "office@example.com", phone: "1111111", date: "2024"))
    let (run, outcomes) = try await reprocess(
      test, [wrong.resumeID], email: "ana@example.com", as: .of("Ana Lima", "office@example.com", phone: "1111111"))
    #expect(outcomes.map(\.kind) == [.created])
    let row = try await test.ask(
      "SELECT id, email_key, (SELECT count(*) FROM jsonb_object_keys(contributions)) FROM candidates"
    ).only()
    #expect(try row.string("email_key") == "ana@example.com")
    #expect(try row.int(2) == 1)
    // What was done is the reprocess's, not the first run's; who was there before is said.
    let changes = try await test.store.changes(ofRun: run, actingUser: test.accounts.adminID)
    #expect(changes.map(\.action) == ["created"])
    #expect(changes.first?.movedFrom == wrong.candidateID)
    #expect(changes.first?.description?.contains("removed since nothing else made it") == true)
    #expect(
      try await test.ask("SELECT user_id FROM candidate_activity").map { try $0.int(0) } == [test.accounts.recruiterID])
  }

  @Test func theFormerCandidateShowsWhatIsLeft() async throws {
    let test = try await TestDatabase.makeStore()
    try await test.take("old", .of("Ana Lima", "shared@example.com", phone: "1111111", date: "2020"))
    let newer = try await test.take(
      "new", .of("Ana Lima", "shared@example.com", phone: "2222222", title: "Nurse", date: "2024"))
    let (run, _) = try await reprocess(
      test, [newer.resumeID], email: "other@example.com",
      as: .of("Ana Lima", "shared@example.com", phone: "2222222", title: "Nurse", date: "2024"))
    let rows = try await test.ask("SELECT email_key, phone, title FROM candidates ORDER BY id")
    #expect(try rows.map { try $0.string("email_key") } == ["shared@example.com", "other@example.com"])
    #expect(try rows.map { try $0.string("phone") } == ["1111111", "2222222"])
    #expect(try rows[0].isNull("title"))
    let changes = try await test.store.changes(ofRun: run, actingUser: test.accounts.adminID)
    let loss = try #require(changes.first { $0.candidateID == newer.candidateID })
    #expect(loss.movedTo != nil)
    #expect(
      loss.changes.contains(
        FieldChange(field: .phone, old: JSONText(string: "2222222"), new: JSONText(string: "1111111"))))
  }

  @Test func whoeverAPersonWorksWithIsKept() async throws {
    let test = try await TestDatabase.makeStore()
    let wrong = try await test.take("a", .of("Ana Lima", "office@example.com", phone: "1111111", date: "2024"))
    _ = try await test.ask(
      "INSERT INTO candidate_notes (candidate_id, note) VALUES ($1, 'called')", [.int(ifPresent: wrong.candidateID)])
    try await reprocess(test, [wrong.resumeID], email: "ana@example.com", as: .of("Ana Lima", "office@example.com"))
    let rows = try await test.ask("SELECT email_key, phone, resume_url, contributions FROM candidates ORDER BY id")
    #expect(try rows.map { try $0.string("email_key") } == ["office@example.com", "ana@example.com"])
    #expect(try rows[0].string("phone") == "1111111")
    #expect(try rows[0].isNull("resume_url"))
    #expect(try rows[0].string("contributions") == "{}")
  }

  @Test func itStaysWhereAPersonPutIt() async throws {
    let test = try await TestDatabase.makeStore()
    let outcome = try await test.take("a", .of("Ana Lima", "ana@exmaple.com", title: "Nurse"))
    try await test.store.asUser(test.accounts.recruiterID) { transaction in
      _ = try await transaction.query("UPDATE candidates SET email = 'ana@example.com'")
    }
    let (_, outcomes) = try await reprocess(
      test, [outcome.resumeID], as: .of("Ana Lima", "ana@exmaple.com", title: "Head Nurse"), parser: "2")
    #expect(outcomes.map(\.kind) == [.updated])
    let row = try await test.ask("SELECT email, title FROM candidates").only()
    #expect(try row.string("email") == "ana@example.com")
    #expect(try row.string("title") == "Head Nurse")
  }

  @Test func whatAPersonSaidOfADocumentHoldsForLaterReadings() async throws {
    let test = try await TestDatabase.makeStore()
    try await test.take("anna", .of("Anna Müller", "mueller@example.com"))
    let george = try await test.claim("george")
    _ = try await test.store.commit([george[0].read(.of("George Müller", "mueller@example.com"))])
    let (_, merged) = try await reprocess(
      test, [george[0].id], merge: true, as: .of("George Müller", "mueller@example.com", date: "2030"))
    #expect(merged.map(\.kind) == [.updated])
    let (_, again) = try await reprocess(
      test, [george[0].id], as: .of("George Müller", "mueller@example.com", title: "Cook", date: "2030"), parser: "2")
    #expect(again.map(\.kind) == [.updated])
    let (_, supplied) = try await reprocess(
      test, [george[0].id], email: "george@example.com", as: .of("George Müller", "mueller@example.com"), parser: "3")
    #expect(supplied.map(\.kind) == [.created])
    let (_, later) = try await reprocess(
      test, [george[0].id], as: .of("George Müller", "mueller@example.com"), parser: "4")
    #expect(later.map(\.kind) == [.unchanged])
    #expect(
      try await test.ask("SELECT email_key, full_name FROM candidates ORDER BY id").map { try $0.string(1) }
        == ["Anna Müller", "George Müller"])
  }

  @Test func theFailuresOfARunAreReadAgain() async throws {
    let test = try await TestDatabase.makeStore()
    let run = try await test.store.beginRun(kind: .ingest, userID: test.accounts.adminID)
    var huge = test.document("huge", run: run)
    huge.content = .unstored(ExtractionError(.tooLarge, "over 20 MB"))
    _ = try await test.store.register([test.document("a", run: run), test.document("b", run: run), huge])
    let claimed = try await test.store.claim(10, worker: "test")
    _ = try await test.store.commit([claimed[0].read(.of("Ana Lima", "ana@example.com")), claimed[1].failed(.timeout)])
    let preview = try await test.store.preview(.failures(run: run), actingUser: test.accounts.adminID)
    #expect(preview.readable.map(\.filename) == ["b.pdf"])
    #expect(preview.withoutBytes.map(\.filename) == ["huge.pdf"])
    let failed = try await test.store.sightings(
      run: run, filter: SightingFilter(outcome: "failed"), actingUser: test.accounts.adminID)
    #expect(failed.map(\.errorCode) == ["timeout", "too_large"])
    let first = try await test.store.sightings(run: run, limit: 2, actingUser: test.accounts.adminID)
    let second = try await test.store.sightings(
      run: run, limit: 2, after: try #require(first.last).id, actingUser: test.accounts.adminID)
    #expect((first + second).map(\.filename) == ["a.pdf", "b.pdf", "huge.pdf"])
    #expect((first + second).map(\.candidateName) == ["Ana Lima", nil, nil])
  }

  @Test func onlyWhoHasThePasswordMayReadThem() async throws {
    let test = try await TestDatabase.makeStore()
    let claimed = try await test.claim("a")
    _ = try await test.store.commit([claimed[0].failed(.encrypted)])
    let admin = test.accounts.adminID
    let run = try await test.store.beginRun(kind: .reprocess, userID: admin)
    try await test.store.reprocess(.error(.encrypted), run: run, isReserved: true, actingUser: admin)
    let other = try await test.store.beginRun(kind: .ingest, userID: admin)
    _ = try await test.store.register([test.document("a", run: other)])
    #expect(try await test.store.claim(10, worker: "other") == [])
    #expect(try await test.store.claim(10, worker: "other", filter: ClaimFilter(seenInRun: other)) == [])
    let mine = try await test.store.claim(10, worker: "mine", filter: ClaimFilter(seenInRun: run))
    #expect(mine.map(\.id) == [claimed[0].id])
    try await test.store.release(mine.map(\.lease))
    #expect(try await test.store.claim(10, worker: "other") == [])
    // Its process has not been heard of for longer than that.
    _ = try await test.ask(
      "UPDATE runs SET reserves_until = clock_timestamp() - interval '1 second' WHERE id = $1", [.int(run)])
    #expect(try await test.store.claim(10, worker: "other").count == 1)
    try await test.store.keepReservation(run: run)
    try await test.store.finishRun(run, counts: [:])
    #expect(try await test.number("SELECT count(*) FROM runs WHERE reserves_until IS NOT NULL") == 0)
  }
}
