import PostgreSQL
import ResumeModel
import Testing

@testable import CandidateStore

@Suite struct CommitTests {
  @Test func aDocumentBecomesACandidate() async throws {
    let test = try await TestDatabase.makeStore()
    let outcome = try await test.take(
      "ana",
      .of("Ana Lima", "Ana@Example.com", phone: "+351 912 345 678", title: "Nurse", date: "2024-03", skills: ["C++"]))
    #expect(outcome.kind == .created)
    let row = try await test.ask("SELECT * FROM candidates").only()
    #expect(try row.string("full_name") == "Ana Lima")
    #expect(try row.string("email") == "Ana@Example.com")
    #expect(try row.string("email_key") == "ana@example.com")
    #expect(try row.string("title") == "Nurse")
    #expect(try row.string("skills") == #"["C++"]"#)
    #expect(try row.isNull("experience"))
    #expect(try row.string("source") == "bulk_upload")
    #expect(try row.string("resume_url") == "sha256/ana")
    #expect(try row.int("recruiter_id") == test.accounts.recruiterID)
    let resume = try await test.ask("SELECT * FROM resumes").only()
    #expect(try resume.string("status") == "completed")
    #expect(try resume.int("candidate_id") == outcome.candidateID)
    #expect(try resume.string("document_date") == "2024-03")
    #expect(try resume.string("raw_text") == "text of ana.pdf")
    #expect(try resume.isNull("leased_until") && resume.isNull("error_code"))
    let activity = try await test.ask("SELECT * FROM candidate_activity").only()
    #expect(try activity.string("action") == "created")
    #expect(try activity.int("user_id") == test.accounts.adminID)
    #expect(try await test.ask("SELECT outcome FROM sightings").only().string(0) == "created")
  }

  @Test func aNewerDocumentUpdatesAndSaysWhat() async throws {
    let test = try await TestDatabase.makeStore()
    try await test.take("old", .of("Ana Lima", "ana@example.com", phone: "1111111", date: "2020"))
    let outcome = try await test.take("new", .of("Ana Lima", "ANA@example.com", phone: "2222222", date: "2024"))
    #expect(outcome.kind == .updated)
    #expect(try await test.number("SELECT count(*) FROM candidates") == 1)
    #expect(try await test.ask("SELECT phone FROM candidates").only().string(0) == "2222222")
    let changes = try await test.ask(
      "SELECT activity_metadata -> 'changes' -> 'phone' FROM candidate_activity WHERE action = 'updated'"
    ).only().string(0)
    #expect(changes == #"{"new": "2222222", "old": "1111111"}"#)
    #expect(
      try await test.ask("SELECT field_dates ->> 'phone' FROM candidates").only().string(0) == "2024")
  }

  @Test func theOrderOfArrivalDoesNotMatter() async throws {
    let old = ParsedResume.of(
      "Ana Lima", "ana@example.com", phone: "1111111", title: "Clerk", date: "2020", skills: ["SQL"])
    let new = ParsedResume.of("Ana Lima", "ana@example.com", phone: "2222222", date: "2024", skills: ["Swift"])
    var rows: [String] = []
    for order in [[("old", old), ("new", new)], [("new", new), ("old", old)]] {
      let test = try await TestDatabase.makeStore()
      for (content, parsed) in order { try await test.take(content, parsed) }
      rows.append(
        try await test.ask(
          "SELECT row(full_name, phone, title, skills, resume_url, field_dates)::text FROM candidates"
        ).only().string(0))
    }
    #expect(rows[0] == rows[1])
    #expect(rows[0].contains("2222222") && rows[0].contains("Clerk"))
  }

  @Test func aDocumentWithNothingNewLeavesNoActivity() async throws {
    let test = try await TestDatabase.makeStore()
    try await test.take("new", .of("Ana Lima", "ana@example.com", phone: "2222222", date: "2024"))
    let outcome = try await test.take("old", .of("Ana Lima", "ana@example.com", date: "2020"))
    #expect(outcome.kind == .unchanged)
    #expect(try await test.number("SELECT count(*) FROM candidate_activity") == 1)
    #expect(try await test.number("SELECT count(*) FROM resumes WHERE status = 'completed'") == 2)
  }

  @Test func onePersonTwiceInABatchCollapses() async throws {
    let test = try await TestDatabase.makeStore()
    let claimed = try await test.claim("a", "b", "c")
    let outcomes = try await test.store.commit([
      claimed[0].read(.of("Ana Lima", "ana@example.com", title: "Clerk", date: "2024")),
      claimed[1].read(.of("Ana Lima", "ANA@example.com", phone: "1111111", date: "2020")),
      claimed[2].read(.of("Bo Ek", "bo@example.com")),
    ])
    #expect(outcomes.map(\.kind) == [.created, .updated, .created])
    #expect(outcomes[0].candidateID == outcomes[1].candidateID)
    #expect(try await test.number("SELECT count(*) FROM candidates") == 2)
    #expect(
      try await test.number("SELECT count(*) FROM candidate_activity WHERE action = 'created'") == 2)
  }

  @Test func failuresAreKeptWithTheirReason() async throws {
    let test = try await TestDatabase.makeStore()
    let claimed = try await test.claim("a", "b")
    let outcomes = try await test.store.commit([
      claimed[0].failed(.encrypted), claimed[1].read(.of("No Address", nil, title: "Cook")),
    ])
    guard case .failed(let missing) = outcomes[1].kind else { throw StoreError(.init(rawValue: "test"), "not failed") }
    #expect(missing.code == .missingEmail)
    let rows = try await test.ask(
      "SELECT status, error_code, parsed_data -> 'label' ->> 'value' FROM resumes ORDER BY id")
    #expect(try rows.map { try $0.string("status") } == ["failed", "failed"])
    #expect(try rows.map { try $0.string("error_code") } == ["encrypted", "missing_email"])
    #expect(try rows[1].string(2) == "Cook")
    #expect(try await test.number("SELECT count(*) FROM candidates") == 0)

    try await test.store.reprocess(
      .error(.missingEmail), orders: ReprocessOrders(email: EmailAddress("cook@example.com")),
      actingUser: test.accounts.adminID)
    let again = try await test.store.claim(10, worker: "test")
    #expect(again.map(\.id) == [claimed[1].id])
    let second = try await test.store.commit([again[0].read(.of("No Address", nil, title: "Cook"))])
    #expect(second[0].kind == .created)
    #expect(try await test.ask("SELECT email FROM candidates").only().string(0) == "cook@example.com")
  }

  @Test func anotherPersonWithTheSameAddressIsNotMerged() async throws {
    let test = try await TestDatabase.makeStore()
    let first = try await test.take("anna", .of("Anna Müller", "mueller@example.com", title: "Nurse"))
    let claimed = try await test.claim("peter")
    let outcome = try await test.store.commit([claimed[0].read(.of("Peter Müller", "mueller@example.com"))])[0]
    guard case .failed(let error) = outcome.kind else { throw StoreError(.init(rawValue: "test"), "not failed") }
    #expect(error.code == .identityConflict)
    #expect(error.detail.contains("candidate #\(try #require(first.candidateID)) (Anna Müller)"))
    #expect(try await test.ask("SELECT full_name FROM candidates").only().string(0) == "Anna Müller")
    #expect(try await test.number("SELECT count(*) FROM resumes WHERE parsed_data IS NOT NULL") == 2)

    try await test.store.reprocess(
      .ids([claimed[0].id]), orders: ReprocessOrders(merge: true), actingUser: test.accounts.adminID)
    let again = try await test.store.claim(1, worker: "test")
    let merged = try await test.store.commit([again[0].read(.of("Peter Müller", "mueller@example.com", date: "2025"))])[
      0]
    #expect(merged.kind == .updated)
    #expect(merged.candidateID == first.candidateID)
  }

  @Test func anUncertainNameContestsNothing() async throws {
    let test = try await TestDatabase.makeStore()
    try await test.take("anna", .of("Anna Müller", "mueller@example.com", date: "2020"))
    let outcome = try await test.take(
      "odd", .of("Curriculum Vitae", "mueller@example.com", title: "Nurse", date: "2024", nameConfidence: 0.2))
    #expect(outcome.kind == .updated)
    #expect(outcome.needsReview)
    #expect(outcome.warnings.map(\.code) == [.uncertainName])
    #expect(try await test.ask("SELECT full_name FROM candidates").only().string(0) == "Anna Müller")
  }

  @Test func withoutANameTheAddressStandsIn() async throws {
    let test = try await TestDatabase.makeStore()
    let outcome = try await test.take("x", .of(nil, "x@example.com"))
    #expect(outcome.kind == .created && outcome.needsReview)
    #expect(outcome.warnings.map(\.code) == [.missingName])
    #expect(try await test.ask("SELECT full_name FROM candidates").only().string(0) == "x@example.com")
    try await test.take("y", .of("Xenia Ruiz", "x@example.com"))
    let row = try await test.ask("SELECT full_name, needs_review, edited_fields FROM candidates").only()
    #expect(try row.string(0) == "Xenia Ruiz")
    #expect(try row.bool(1) == false)
    #expect(try row.string(2) == "{}")
  }

  @Test func whatAPersonEditedStays() async throws {
    let test = try await TestDatabase.makeStore()
    try await test.take("a", .of("Ana Lima", "ana@example.com", phone: "1111111", title: "Clerk", date: "2020"))
    try await test.store.asUser(test.accounts.recruiterID) { transaction in
      _ = try await transaction.query("UPDATE candidates SET phone = '9999999', title = NULL, skills = '[\"Tact\"]'")
    }
    try await test.take(
      "b",
      .of(
        "Ana Lima", "ana@example.com", phone: "2222222", title: "Head", date: "2024", skills: ["Swift"], company: "Acme"
      ))
    let row = try await test.ask("SELECT phone, title, skills, experience FROM candidates").only()
    #expect(try row.string("phone") == "9999999")
    #expect(try row.isNull("title"))
    #expect(try row.string("skills") == #"["Tact"]"#)
    #expect(try row.string("experience") == #"[{"name": "Acme"}]"#)
  }

  @Test func aRowOfAnotherProgramIsAddedTo() async throws {
    let test = try await TestDatabase.makeStore()
    _ = try await test.ask(
      """
      INSERT INTO candidates (recruiter_id, full_name, email, phone, skills, source)
      VALUES ($1, 'Ana Lima', ' Ana@Example.com', '7777777', '["SQL"]', 'application')
      """, [.int(test.accounts.recruiterID)])
    let outcome = try await test.take("a", .of("Ana Lima", "ana@example.com", title: "Nurse", skills: ["Swift"]))
    #expect(outcome.kind == .updated)
    let row = try await test.ask("SELECT phone, title, skills, source FROM candidates").only()
    #expect(try row.string("phone") == "7777777")
    #expect(try row.string("title") == "Nurse")
    #expect(try row.string("skills") == #"["Swift", "SQL"]"#)
    #expect(try row.string("source") == "application")
  }

  @Test func aRefusedValueFailsItsFileAlone() async throws {
    let test = try await TestDatabase.makeStore()
    _ = try await test.ask("ALTER TABLE candidates ADD CHECK (title <> 'poison')")
    let claimed = try await test.claim("a", "b", "c", "d", "e")
    let outcomes = try await test.store.commit(
      zip(claimed, ["Cook", "poison", "Nurse", "poison", "Clerk"]).map { resume, title in
        resume.read(.of("Person \(resume.id)", "p\(resume.id)@example.com", title: title))
      })
    #expect(outcomes.map(\.kind.name) == ["created", "failed", "created", "failed", "created"])
    let failed = try await test.ask("SELECT error_code, error_message FROM resumes WHERE status = 'failed'")
    #expect(try failed.map { try $0.string("error_code") } == ["invalid_data", "invalid_data"])
    #expect(try await test.number("SELECT count(*) FROM candidate_activity") == 3)
  }

  @Test func whatPostgreSQLRefusesIsLeftOutBeforehand() async throws {
    let test = try await TestDatabase.makeStore()
    var parsed = ParsedResume.of("An\0a Li\0ma", "ana@example.com", title: String(repeating: "ü", count: 400))
    parsed.summary = Extracted(String(repeating: "palabra distinta ", count: 30_000), confidence: 0.9)
    parsed.skills = (0..<3000).map { Extracted("skill \($0) " + String(repeating: "x", count: 40), confidence: 0.9) }
    let outcome = try await test.take("a", parsed)
    #expect(outcome.kind == .created)
    #expect(Set(outcome.warnings.map(\.code)) == [.valueCut])
    #expect(try await test.ask("SELECT full_name FROM candidates").only().string(0) == "Ana Lima")
  }

  @Test func theReadersOwnJSONIsKeptAsItCame() async throws {
    let test = try await TestDatabase.makeStore()
    let parsed = ParsedResume.of("Ana Lima", "ana@example.com")
    var json = try JSONText(parsed).text
    json.insert(contentsOf: #""note": "a\u0000b", "#, at: json.index(after: json.startIndex))
    let claimed = try await test.claim("a")
    let document = ReadDocument(parsed: parsed, rawText: "", parsedJSON: Array(json.utf8))
    _ = try await test.store.commit([
      ProcessedResume(claimed: claimed[0], result: .success(document), parserVersion: "1")
    ])
    #expect(try await test.ask("SELECT parsed_data ->> 'note' FROM resumes").only().string(0) == "ab")
    #expect(try await test.store.resume(claimed[0].id, actingUser: test.accounts.adminID)?.parsed == parsed)
  }

  @Test func aLaterParserCorrectsWhatAnEarlierOneRead() async throws {
    let test = try await TestDatabase.makeStore()
    try await test.take("a", .of("Ana Lima", "ana@example.com", phone: "1111111", title: "Clark"))
    try await test.store.reprocess(.parserOlderThan("2"), actingUser: test.accounts.adminID)
    let again = try await test.store.claim(1, worker: "test")
    let outcome = try await test.store.commit([
      again[0].read(.of("Ana Lima", "ana@example.com", title: "Clerk"), parser: "2")
    ])
    #expect(outcome.map(\.kind) == [.updated])
    let row = try await test.ask("SELECT title, phone FROM candidates").only()
    #expect(try row.string("title") == "Clerk")
    #expect(try row.string("phone") == "1111111")
  }

  @Test func possibleDuplicatesAreNoted() async throws {
    let test = try await TestDatabase.makeStore()
    try await test.take("a", .of("Ana Lima", "ana@example.com", phone: "+351 912 345 678", company: "Acme"))
    try await test.take("b", .of("Ana Lima", "ana.lima@example.org", phone: "912345678", company: "ACME"))
    try await test.take("c", .of("Bo Ek", "bo@example.com", company: "Acme"))
    let rows = try await test.ask("SELECT reason, candidate_id < other_id FROM possible_duplicates ORDER BY reason")
    #expect(try rows.map { try $0.string(0) } == ["name_employer", "phone"])
    #expect(try await test.number("SELECT count(*) FROM candidates") == 3)
  }

  @Test func theSourcesTimeStandsInForADocumentWithoutADate() async throws {
    let test = try await TestDatabase.makeStore()
    // 2024-06-01 and 2019-01-01, the later one taken in first.
    _ = try await test.store.register([
      test.document("late", modifiedAt: 1_717_200_000), test.document("early", modifiedAt: 1_546_300_800),
    ])
    for resume in try await test.store.claim(2, worker: "test") {
      _ = try await test.store.commit([
        resume.read(.of("Ana Lima", "ana@example.com", title: resume.filename == "late.pdf" ? "Head" : "Clerk"))
      ])
    }
    let row = try await test.ask("SELECT title, field_dates ->> 'title' FROM candidates").only()
    #expect(try row.string(0) == "Head")
    #expect(try row.string(1).hasPrefix("2024-06-01T"))
  }

  @Test func theSameProfileIsAPossibleDuplicateWithinARecruiterOnly() async throws {
    let test = try await TestDatabase.makeStore()
    var first = ParsedResume.of("Ana Lima", "ana@example.com")
    first.links = [Extracted(Link(kind: .linkedIn, url: "https://www.linkedin.com/in/Ana-Lima/"), confidence: 0.9)]
    var second = ParsedResume.of("A. Souza", "souza@example.org")
    second.links = [Extracted(Link(kind: .linkedIn, url: "http://br.linkedin.com/in/ana-lima?trk=x"), confidence: 0.9)]
    try await test.take("a", first)
    try await test.take("b", second, recruiter: test.accounts.adminID)
    #expect(try await test.number("SELECT count(*) FROM possible_duplicates") == 0)
    try await test.take("c", second)
    #expect(try await test.ask("SELECT reason FROM possible_duplicates").only().string(0) == "linkedin")
  }

  @Test func whatAnotherProgramHoldsInItsOwnShapeStays() async throws {
    let test = try await TestDatabase.makeStore()
    _ = try await test.ask(
      """
      INSERT INTO candidates (recruiter_id, full_name, email, skills, experience)
      VALUES ($1, 'Ana Lima', 'ana@example.com', '{"main": ["Tact"]}', '[{"company": "Acme", "role": "Cook"}]')
      """, [.int(test.accounts.recruiterID)])
    for content in ["a", "b"] {
      try await test.take(
        content, .of("Ana Lima", "ana@example.com", phone: "1111111", skills: ["SQL"], company: "Globex"))
    }
    let row = try await test.ask("SELECT phone, skills, experience FROM candidates").only()
    #expect(try row.string("phone") == "1111111")
    #expect(try row.string("skills") == #"{"main": ["Tact"]}"#)
    #expect(try row.string("experience") == #"[{"role": "Cook", "company": "Acme"}]"#)
  }
}
