import PostgreSQL
import ResumeModel
import Testing

@testable import CandidateStore

@Suite struct SearchTests {
  /// Five people of the default recruiter.
  private func makeStore() async throws -> TestStore {
    let test = try await TestDatabase.makeStore()
    try await test.take(
      "a",
      .of(
        "Łucja Peña", "lucja@example.com", title: "Senior Software Engineer", date: "2024-06",
        skills: ["C++", "Machine Learning"], company: "Acme Robotics"), text: "Fluent in Portuguese. Built gliders.")
    try await test.take(
      "b", .of("Ben Roth", "ben@example.com", title: "Project Manager", skills: ["c++", "Scrum"], company: "Acme"))
    try await test.take(
      "c", .of("Cleo Engineer", "cleo@example.com", title: "Cook", skills: [".NET", "C#"], company: "Falk & Sons"))
    try await test.take("d", .of("Dora Falk", "dora@example.com", title: "Manager of a project", skills: ["Java"]))
    try await test.take("e", .of("Emil Stone", "emil@example.com", title: "Junior Engineer", skills: ["JavaScript"]))
    return test
  }

  private func names(
    _ criteria: CandidateCriteria, in test: TestStore, order: CandidateOrder = .number
  ) async throws -> [String] {
    try await test.store.searchCandidates(criteria, actingUser: test.accounts.recruiterID, order: order)
      .candidates.map { String($0.summary.fullName.prefix { $0 != " " }) }
  }

  private func names(
    in test: TestStore, order: CandidateOrder = .number, _ change: (inout CandidateCriteria) -> Void
  ) async throws -> [String] {
    var criteria = CandidateCriteria()
    change(&criteria)
    return try await names(criteria, in: test, order: order)
  }

  @Test func findsWords() async throws {
    let test = try await makeStore()
    for (query, expected) in [
      ("engineer", ["Łucja", "Cleo", "Emil"]), ("LUCJA pena", ["Łucja"]), ("engineer -junior", ["Łucja", "Cleo"]),
      ("\"project manager\"", ["Ben"]), ("project manager", ["Ben", "Dora"]), ("scrum or java", ["Ben", "Dora"]),
      ("c++", ["Łucja", "Ben"]), ("c#", ["Cleo"]), (".net", ["Cleo"]), ("java*", ["Dora", "Emil"]),
      ("portuguese", ["Łucja"]), ("gliders acme", ["Łucja"]), ("ben@example.com", ["Ben"]), ("nobody", []),
      ("!!", []), ("' & | ! <-> :* \\ %s $1", []), ("Ø", []),
    ] {
      #expect(try await names(CandidateCriteria(query: query), in: test) == expected, "\(query)")
    }
  }

  @Test func ranksByWhereTheWordsStand() async throws {
    let test = try await makeStore()
    try await test.take("f", .of("Fritz Baum", "fritz@example.com", skills: ["Gliders"]))
    try await test.take("g", .of("Gina Baum", "gina@example.com", title: "Pilot of gliders"))
    #expect(
      try await names(CandidateCriteria(query: "gliders"), in: test, order: .relevance) == ["Gina", "Fritz", "Łucja"])
  }

  @Test func filters() async throws {
    let test = try await makeStore()
    #expect(try await names(in: test) { $0.skills = ["C++"] } == ["Łucja", "Ben"])
    #expect(try await names(in: test) { $0.skills = ["C++", "scrum"] } == ["Ben"])
    #expect(try await names(in: test) { $0.anySkills = ["java", "Machine  LEARNING"] } == ["Łucja", "Dora"])
    #expect(try await names(in: test) { $0.title = "manager project" } == ["Ben", "Dora"])
    #expect(try await names(in: test) { $0.company = "acme" } == ["Łucja", "Ben"])
    #expect(try await names(in: test) { $0.source = .bulkUpload }.count == 5)
    #expect(try await names(in: test) { $0.source = .googleDrive } == [])
    #expect(try await names(in: test) { $0.needsReview = true } == [])
    #expect(
      try await names(in: test) {
        $0.title = "engineer"
        $0.query = "c++ acme"
      } == ["Łucja"])
    _ = try await test.ask("UPDATE candidates SET location = 'São Paulo, Brasil', needs_review = true WHERE id = 3")
    #expect(try await names(in: test) { $0.location = "sao paulo" } == ["Cleo"])
    #expect(try await names(in: test) { $0.needsReview = true } == ["Cleo"])
    _ = try await test.ask("INSERT INTO candidate_tags (candidate_id, tag) VALUES (1, 'Shortlist'), (1, 'x'), (2, 'x')")
    #expect(try await names(in: test) { $0.tags = ["X"] } == ["Łucja", "Ben"])
    #expect(try await names(in: test) { $0.tags = ["shortlist", "x"] } == ["Łucja"])
    #expect(try await names(in: test) { $0.tags = ["x' OR true; %s"] } == [])
  }

  @Test func filtersByDate() async throws {
    let test = try await makeStore()
    _ = try await test.ask(
      "UPDATE candidates SET created_at = '2024-02-29 10:00', updated_at = '2024-12-31 23:59' WHERE id = 2")
    func found(_ kind: CandidateCriteria.DateKind, _ since: String?, _ until: String?) async throws -> [String] {
      try await names(in: test) {
        $0.dateKind = kind
        $0.since = since.flatMap { PartialDate($0) }
        $0.until = until.flatMap { PartialDate($0) }
      }
    }
    #expect(try await found(.updated, "2024-12-31", "2024-12-31") == ["Ben"])
    #expect(try await found(.updated, nil, "2024") == ["Ben"])
    #expect(try await found(.updated, "2025", nil) == ["Łucja", "Cleo", "Dora", "Emil"])
    #expect(try await found(.added, "2024-02", "2024-02-29") == ["Ben"])
    #expect(try await found(.added, nil, "2024-02-28") == [])
    #expect(try await found(.document, "2024-06", "2024-06") == ["Łucja"])
    #expect(try await found(.document, "2024-07", nil) == [])
  }

  @Test(
    arguments: [
      (#"[{"startDate": "2018", "endDate": "2020"}]"#, "2024-06", 24),
      (#"[{"startDate": "2020-01", "endDate": "2020-03"}]"#, "2024-06", 3),
      (#"[{"startDate": "2020", "endDate": "2020"}]"#, "2024-06", 6),
      (
        #"[{"startDate": "2020-01", "endDate": "2020-12"}, {"startDate": "2020-07", "endDate": "2021-06"}]"#, "2024", 18
      ),
      (#"[{"startDate": "2023-01", "current": true}]"#, "2024-06-11", 18),
      (#"[{"startDate": "2023-01", "current": true}]"#, "", 1),
      (#"[{"startDate": "2010-01", "endDate": "2011-01"}, {"startDate": "2023-01", "current": true}]"#, "1999", 14),
      (#"[{"name": "Acme"}]"#, "2024-06", nil), (#""freelance""#, "2024-06", nil), ("null", nil, nil),
    ] as [(String, String?, Int?)])
  func countsMonthsOfWork(experience: String, asOf: String?, months: Int?) async throws {
    let test = try await TestDatabase.makeStore()
    let found = try await test.ask(
      "SELECT hotgigs_experience_months($1, $2)", [.json(experience), .text(ifPresent: asOf)])
    #expect(try found.only().int(ifPresent: 0) == months)
  }

  @Test func filtersByYears() async throws {
    let test = try await makeStore()
    _ = try await test.ask(
      """
      UPDATE candidates SET experience = '[{"name": "Acme", "startDate": "2010-01", "endDate": "2020-06"}]' WHERE id = 1
      """)
    _ = try await test.ask(
      #"UPDATE candidates SET experience = '[{"startDate": "2020", "endDate": "2022"}]' WHERE id = 2"#)
    #expect(try await names(in: test) { $0.minYears = 2 } == ["Łucja", "Ben"])
    #expect(
      try await names(in: test) {
        $0.minYears = 3
        $0.maxYears = 10
      } == ["Łucja"])
    #expect(try await names(in: test) { $0.maxYears = 9 } == ["Ben"])
    #expect(try await names(in: test) { $0.minYears = 11 } == [])
  }

  @Test(arguments: CandidateOrder.allCases)
  func pagesHoldEachCandidateOnceWhoeverIsAdded(order: CandidateOrder) async throws {
    let test = try await makeStore()
    let recruiter = test.accounts.recruiterID
    let criteria = CandidateCriteria(query: order == .relevance ? "engineer or manager or java" : nil)
    let all = try await test.store.searchCandidates(criteria, actingUser: recruiter, order: order, limit: 100)
    #expect(all.next == nil)
    var found: [Int] = []
    var cursor: CandidateCursor?
    repeat {
      let page = try await test.store.searchCandidates(
        criteria, actingUser: recruiter, order: order, limit: 2, after: cursor)
      #expect(page.candidates.count <= 2)
      found += page.candidates.map(\.summary.id)
      cursor = try page.next.map { try CandidateCursor(token: $0.token, order: order, criteria: criteria) }
      try await test.take(
        "new \(found.count)", .of("Aaron Manager", "new\(found.count)@example.com", title: "Manager manager manager"))
    } while cursor != nil && found.count < 50
    #expect(Set(found).count == found.count)
    let old = all.candidates.map(\.summary.id)
    #expect(found.filter(old.contains) == old)
  }

  @Test func aPlaceIsOfItsSearchAlone() async throws {
    let test = try await makeStore()
    let criteria = CandidateCriteria(query: "engineer")
    let page = try await test.store.searchCandidates(criteria, actingUser: test.accounts.recruiterID, limit: 1)
    let token = try #require(page.next?.token)
    #expect(throws: StoreError.self) {
      try CandidateCursor(token: token, order: .relevance, criteria: CandidateCriteria(query: "manager"))
    }
    #expect(throws: StoreError.self) { try CandidateCursor(token: token, order: .name, criteria: criteria) }
    for token in ["", "x", "eyJ4IjoxfQ", "%%%"] {
      #expect(throws: StoreError.self) { try CandidateCursor(token: token, order: .relevance, criteria: criteria) }
    }
  }

  @Test func aDocumentsWordsGoWithIt() async throws {
    let test = try await makeStore()
    try await test.take("a2", .of("Łucja Peña", "lucja@example.com", skills: ["Go"]), text: "Sings in a choir.")
    let gliders = CandidateCriteria(query: "gliders")
    #expect(try await names(CandidateCriteria(query: "gliders choir"), in: test) == ["Łucja"])
    _ = try await test.ask("UPDATE candidates SET title = 'Pilot' WHERE id = 1")
    #expect(try await names(CandidateCriteria(query: "gliders choir pilot"), in: test) == ["Łucja"])
    _ = try await test.ask("UPDATE resumes SET candidate_id = 4 WHERE filename = 'a.pdf'")
    #expect(try await names(gliders, in: test) == ["Dora"])
    _ = try await test.ask("DELETE FROM sightings")
    _ = try await test.ask("DELETE FROM resumes WHERE filename = 'a.pdf'")
    #expect(try await names(gliders, in: test) == [])
    #expect(try await names(CandidateCriteria(query: "choir"), in: test) == ["Łucja"])
  }

  @Test func wordsOfAllDocumentsAreFoundAndThoseOfAnEarlierReadingAreNot() async throws {
    let test = try await makeStore()
    for (content, text) in [("a2", "Sings in a choir."), ("a3", "Keeps bees.")] {
      try await test.take(content, .of("Łucja Peña", "lucja@example.com"), text: text)
    }
    #expect(try await names(CandidateCriteria(query: "gliders choir bees"), in: test) == ["Łucja"])
    // Another copy of the same text brings no words.
    try await test.take("a4", .of("Łucja Peña", "lucja@example.com"), text: "Keeps bees.")
    #expect(
      try await test.number(
        "SELECT cardinality(positions) FROM candidates, unnest(document_words) WHERE id = 1 AND lexeme = 'bees'") == 1)
    _ = try await test.ask("DELETE FROM sightings WHERE filename LIKE 'a4%'")
    _ = try await test.ask("DELETE FROM resumes WHERE filename LIKE 'a4%'")
    // What a reading adds is what making all anew would find.
    #expect(
      try await test.number(
        "SELECT (document_words = hotgigs_document_words(id))::integer FROM candidates WHERE id = 1") == 1)

    try await test.store.reprocess(.ids([1]), actingUser: test.accounts.adminID)
    let again = try await test.store.claim(10, worker: "test")
    _ = try await test.store.commit(
      again.map { $0.read(.of("Łucja Peña", "lucja@example.com"), parser: "2", text: "Plays chess.") })
    #expect(try await names(CandidateCriteria(query: "chess choir bees"), in: test) == ["Łucja"])
    #expect(try await names(CandidateCriteria(query: "gliders"), in: test) == [])
  }

  /// The short ways of the folding are those of the long one: for each letter, and between others.
  @Test func foldingIsTheSameByEachWay() async throws {
    let test = try await TestDatabase.makeStore()
    let rows = try await test.ask(
      """
      SELECT text FROM (
        SELECT chr(n) AS text FROM generate_series(1, 65533) n WHERE n NOT BETWEEN 55296 AND 57343
        UNION ALL VALUES ('Łukasz Peña-Müller – “C++”, C#, .NET • Straße'), ('C++ – ‘.NET’'), ('ÆSIR œuvre ı ð þ đ ø Ø')) texts
      WHERE hotgigs_fold(text) <> replace(replace(replace(
        translate(
          regexp_replace(normalize(replace(replace(replace(lower(text), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), NFKD),
            '[\\u0300-\\u036f]', '', 'g'),
          'øłđðıþ', 'olddit'),
        'c++', 'cplusplus'), 'c#', 'csharp'), '.net', 'dotnet')
      """)
    #expect(try rows.map { try $0.string(0) } == [])
  }

  @Test func aShareIsFoundWithOnesOwn() async throws {
    let test = try await makeStore()
    let email = try #require(EmailAddress("eve@example.com"))
    let eve = try await test.store.addUser(email: email, role: .recruiter, actingUser: test.accounts.adminID).id
    try await test.take("own", .of("Olga Engineer", "olga@example.com"), recruiter: eve)
    _ = try await test.ask(
      "INSERT INTO candidate_shares (candidate_id, recruiter_id) VALUES (1, $1), (4, $1)", [.int(eve)])
    for order in CandidateOrder.allCases {
      let page = try await test.store.searchCandidates(
        CandidateCriteria(query: "engineer"), actingUser: eve, order: order)
      #expect(Set(page.candidates.map(\.summary.id)) == [1, 6], "\(order)")
    }
    #expect(try await test.store.candidates(actingUser: eve, limit: 2).map(\.id) == [1, 4])
    #expect(try await test.store.candidates(actingUser: eve, limit: 2, after: 4).map(\.id) == [6])
    var others = CandidateCriteria()
    others.recruiterID = test.accounts.recruiterID
    #expect(try await test.store.candidates(actingUser: test.accounts.adminID, matching: others).count == 5)
    #expect(try await test.store.candidates(actingUser: eve, matching: others).map(\.id) == [1, 4, 6])
  }
}
