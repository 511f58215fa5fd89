import PostgreSQL
import ResumeModel
import TestSupport
import Testing

@testable import CandidateStore

/// Two candidates who are one person become one.
@Suite struct MergingTests {
  /// Bo's two, who are one person, and a third.
  private struct Scene {
    let test: TestStore
    let bo, ana, admin: User
    let kept, other, third: Int

    init() async throws {
      let test = try await TestDatabase.makeStore()
      func recruiter(_ name: String) async throws -> User {
        let email = try #require(EmailAddress("\(name)@example.org"))
        return try await test.store.addUser(email: email, role: .recruiter, actingUser: test.accounts.adminID)
      }
      self.test = test
      admin = try #require(try await test.store.user(id: test.accounts.adminID))
      (bo, ana) = (try await recruiter("bo"), try await recruiter("ana"))
      let documents: [(String, ParsedResume)] = [
        (
          "kept",
          .of(
            "Theo Falk", "theo@example.com", phone: "+351912345678", title: "Nurse", date: "2024-01", skills: ["SQL"],
            company: "Acme")
        ),
        (
          "other",
          .of(
            "Theodor Falk", "falk@example.net", phone: "+351912345678", title: "Head Nurse", date: "2025-01",
            skills: ["Swift"], company: "Bolt")
        ),
        ("third", .of("Ida Holm", "ida@example.com", phone: "+351912345678")),
      ]
      var ids: [Int] = []
      for (content, parsed) in documents {
        ids.append(try #require(try await test.take(content, parsed, recruiter: bo.id).candidateID))
      }
      (kept, other, third) = (ids[0], ids[1], ids[2])
    }

    var store: CandidateStore { test.store }

    func shown(_ id: Int) async throws -> CandidateDetail {
      try #require(try await store.candidate(id, actingUser: admin.id))
    }

    @discardableResult
    func merge() async throws -> CandidateMerge { try await store.merge(other, into: kept, by: bo) }
  }

  private func refused(_ code: StoreError.Code, _ body: () async throws -> Void) async {
    await #expect { try await body() } throws: { ($0 as? StoreError)?.code == code }
  }

  /// All but what says when something was changed.
  private func contents(_ test: TestStore) async throws -> DatabaseContents {
    try await DatabaseContents.of(test, apartFrom: [], columns: ["updated_at"])
  }

  @Test func whatIsOfTheOneIsOfTheOther() async throws {
    let scene = try await Scene()
    let (store, test) = (scene.store, scene.test)
    for id in [scene.kept, scene.other] { _ = try await store.addNote("of \(id)", to: id, actingUser: scene.bo.id) }
    _ = try await store.tag([scene.kept], with: ["Top", "old"], actingUser: scene.bo.id)
    _ = try await store.tag([scene.other], with: ["top", "new"], actingUser: scene.bo.id)
    _ = try await store.share([scene.other], with: "ana@example.org", .readOnly, actingUser: scene.admin.id)
    _ = try await test.ask(
      "INSERT INTO jobs (title, description, recruiter_id) VALUES ('t', 'd', $1)", [.int(scene.bo.id)])
    for id in [scene.kept, scene.other] {
      _ = try await test.ask("INSERT INTO applications (job_id, candidate_id) VALUES (1, $1)", [.int(id)])
      _ = try await test.ask("INSERT INTO candidate_job_matches (job_id, candidate_id) VALUES (1, $1)", [.int(id)])
    }
    _ = try await test.ask("INSERT INTO applications_archive (id, candidate_id) VALUES (9, $1)", [.int(scene.other)])
    let activities = try await test.number("SELECT count(*) FROM candidate_activity")

    let merge = try await scene.merge()
    #expect(merge.candidateID == scene.kept && merge.mergedID == scene.other)
    #expect(merge.isNameConflict, "a person is told, and decides")
    #expect(merge.furtherAddresses == ["falk@example.net"])
    #expect(
      merge.moved == [
        "resumes": 1, "notes": 1, "tags": 1, "shares": 1, "applications": 1, "archived_applications": 1,
        "activities": 5,
      ])
    let shown = try await scene.shown(scene.kept)
    #expect(shown.summary.fullName == "Theodor Falk" && shown.summary.title == "Head Nurse", "the newer document's")
    #expect(shown.summary.email == "theo@example.com" && shown.furtherAddresses == ["falk@example.net"])
    #expect(shown.skills == ["Swift", "SQL"] && shown.experience.map(\.name) == ["Bolt", "Acme"])
    #expect(
      shown.tags == ["Top", "new", "old"] && Set(shown.notes.map(\.note)) == ["of \(scene.kept)", "of \(scene.other)"])
    #expect(shown.shares.map(\.email) == ["ana@example.org"] && shown.resumes.count == 2)
    #expect(shown.editedFields == ["email"] && shown.resumeURL == "sha256/other")
    #expect(
      shown.activity.prefix(2).map { "\($0.actor ?? "") \($0.description ?? "")" }.sorted() == [
        "bo@example.org Merged candidate \(scene.other) into this one",
        "bo@example.org Merged into candidate \(scene.kept)",
      ])
    #expect(shown.activity.contains { Set($0.changes.map(\.field)).isSuperset(of: [.fullName, .title, .skills]) })
    #expect(try await store.candidate(scene.other, actingUser: scene.admin.id) == nil)
    #expect(try await test.number("SELECT count(*) FROM candidate_activity") == activities + 2)
    #expect(try await test.number("SELECT count(*) FROM applications WHERE candidate_id = $1", [.int(scene.kept)]) == 2)
    // The words of both documents find it.
    let found = try await store.candidates(
      actingUser: scene.bo.id, matching: CandidateCriteria(query: "kept.pdf other.pdf"))
    #expect(found.map(\.id) == [scene.kept])
    await refused(.unknownCandidate) { try await scene.merge() }
  }

  @Test func laterDocumentsFindTheKeptOne() async throws {
    let scene = try await Scene()
    try await scene.merge()
    for (content, email) in [("later", "Falk@Example.net"), ("latest", "theo@example.com")] {
      let outcome = try await scene.test.take(
        content, .of("Theo Falk", email, title: content, date: content == "later" ? "2026-01" : "2026-02"),
        recruiter: scene.bo.id)
      #expect(outcome.kind == .updated && outcome.candidateID == scene.kept)
      let shown = try await scene.shown(scene.kept)
      #expect(shown.summary.title == content && shown.summary.email == "theo@example.com")
    }
    // Both in one batch; and somebody clearly else with the address is a conflict, as ever.
    let claimed = try await scene.test.claim("one", "two", "stranger", recruiter: scene.bo.id)
    let read = claimed.map { resume in
      resume.read(
        .of(
          resume.filename == "stranger.pdf" ? "Ida Holm" : "Theo Falk",
          resume.filename == "one.pdf" ? "theo@example.com" : "falk@example.net"))
    }
    let outcomes = try await scene.store.commit(read)
    #expect(Set(outcomes.compactMap(\.candidateID)) == [scene.kept])
    #expect(
      outcomes.filter { if case .failed(let error) = $0.kind { error.code == .identityConflict } else { false } }.count
        == 1)
    // The other's own document, read again by a better parser, stays.
    let resume = try await scene.test.number("SELECT id FROM resumes WHERE filename = 'other.pdf'")
    _ = try await scene.store.reprocess(.ids([resume]), actingUser: scene.admin.id)
    let again = try await scene.store.claim(10, worker: "test")
    let reread = try await scene.store.commit([
      again[0].read(.of("Theodor Falk", "falk@example.net", title: "Matron", date: "2027"), parser: "2")
    ])
    #expect(reread.map(\.candidateID) == [scene.kept])
    #expect(try await scene.shown(scene.kept).summary.title == "Matron")
    #expect(try await scene.test.number("SELECT count(*) FROM candidates") == 2)
    // Another recruiter's are their own.
    let elsewhere = try await scene.test.take(
      "elsewhere", .of("Theo Falk", "falk@example.net"), recruiter: scene.ana.id)
    #expect(elsewhere.kind == .created)
    // Nobody else may have the address.
    await refused(.addressTaken) {
      _ = try await scene.store.edit(
        scene.third, [.email: .value(JSONText(string: "falk@example.net"))], actingUser: scene.bo.id)
    }
  }

  @Test func editsWinAndTheLaterOfTwo() async throws {
    let scene = try await Scene()
    func edit(_ id: Int, _ edits: [CandidateField: FieldEdit]) async throws {
      _ = try await scene.store.edit(id, edits, actingUser: scene.bo.id)
    }
    try await edit(
      scene.kept, [.title: .value(JSONText(string: "Nurse of all")), .phone: .value(JSONText(string: "1"))])
    try await edit(scene.other, [.phone: .value(JSONText(string: "2")), .location: .value(JSONText(string: "Porto"))])
    try await edit(scene.kept, [.location: .cleared])
    try await scene.merge()
    let shown = try await scene.shown(scene.kept)
    #expect(shown.summary.title == "Nurse of all" && shown.summary.phone == "2" && shown.summary.location == nil)
    #expect(shown.editedFields == ["email", "location", "phone", "title"])
  }

  @Test func rowsOfOtherProgramsAreUnited() async throws {
    let scene = try await Scene()
    func insert(_ name: String, _ columns: String, _ values: String) async throws -> Int {
      try await scene.test.number(
        """
        INSERT INTO candidates (recruiter_id, full_name, email, \(columns))
        VALUES ($1, 'Pia Lund', '\(name)@example.com', \(values)) RETURNING id
        """, [.int(scene.bo.id)])
    }
    let one = try await insert("pia", "skills, phone", #"'["SQL"]', '1'"#)
    let two = try await insert(
      "lund", "skills, phone, title, languages", #"'["Go"]', '2', 'Cook', '[{"name": "Danish"}]'"#)
    _ = try await scene.store.merge(two, into: one, by: scene.bo)
    let row = try await scene.test.ask(
      "SELECT skills, phone, title, email, email_key, languages FROM candidates WHERE id = $1", [.int(one)]
    ).only()
    #expect(
      try row.string("skills") == #"["SQL", "Go"]"# && row.string("phone") == "1" && row.string("title") == "Cook")
    #expect(try row.string("email_key") == "pia@example.com" && row.string("languages") == #"[{"name": "Danish"}]"#)
    // A document comes to it, and nothing is lost by that.
    let outcome = try await scene.test.take(
      "pia", .of("Pia Lund", "lund@example.com", date: "2025", skills: ["Python"]), recruiter: scene.bo.id)
    #expect(outcome.candidateID == one)
    let shown = try await scene.shown(one)
    #expect(shown.skills == ["Python", "SQL", "Go"] && shown.summary.title == "Cook" && shown.summary.phone == "1")
    // Into one that documents made, and the other way round.
    _ = try await scene.store.merge(one, into: scene.kept, by: scene.admin)
    let all = try await scene.shown(scene.kept)
    #expect(all.skills.sorted() == ["Go", "Python", "SQL"] && all.summary.title == "Nurse")
    #expect(all.furtherAddresses == ["lund@example.com", "pia@example.com"])
  }

  @Test func aRehearsalChangesNothing() async throws {
    let scene = try await Scene()
    let before = try await contents(scene.test)
    let planned = try await scene.store.merge(scene.other, into: scene.kept, isDryRun: true, by: scene.bo)
    #expect(try await contents(scene.test).difference(from: before) == [])
    #expect(try await scene.merge() == planned)
  }

  @Test func whoMayNotChangesNothing() async throws {
    let scene = try await Scene()
    let (store, test) = (scene.store, scene.test)
    for (name, permission) in [("rea", SharePermission.readOnly), ("edi", .fullAccess)] {
      let email = try #require(EmailAddress("\(name)@example.org"))
      _ = try await store.addUser(email: email, role: .recruiter, actingUser: scene.admin.id)
      _ = try await store.share([scene.kept, scene.other], with: email.key, permission, actingUser: scene.admin.id)
    }
    let annas = try #require(
      try await test.take("annas", .of("Theo Falk", "theo@example.com"), recruiter: scene.ana.id).candidateID)
    let before = try await contents(test)
    for (name, code) in [
      ("rea@example.org", StoreError.Code.notPermitted), ("edi@example.org", .notPermitted),
      ("ana@example.org", .unknownCandidate),
    ] {
      let user = try #require(try await store.user(email: name))
      await refused(code) { _ = try await store.merge(scene.other, into: scene.kept, by: user) }
    }
    await refused(.invalidValue) { _ = try await store.merge(annas, into: scene.kept, by: scene.admin) }
    await refused(.unknownCandidate) { _ = try await store.merge(annas, into: scene.kept, by: scene.bo) }
    await refused(.invalidValue) { _ = try await store.merge(scene.kept, into: scene.kept, by: scene.bo) }
    for id in [900_000, Int.max] {
      await refused(.unknownCandidate) { _ = try await store.merge(id, into: scene.kept, by: scene.bo) }
    }
    #expect(try await contents(test).difference(from: before) == [])
    // Whose profile a candidate is, an admin says; and two accounts are two people.
    _ = try await test.ask(
      """
      WITH u AS (INSERT INTO users (email, username, hashed_password, role) VALUES ('t@x', 't', '!', 'candidate') RETURNING id)
      UPDATE candidates SET user_id = u.id FROM u WHERE candidates.id = $1
      """, [.int(scene.other)])
    await refused(.notPermitted) { try await scene.merge() }
    _ = try await store.merge(scene.other, into: scene.kept, by: scene.admin)
    #expect(try await test.number("SELECT count(user_id) FROM candidates WHERE id = $1", [.int(scene.kept)]) == 1)
    #expect(
      try await test.ask("SELECT changes::text FROM audit_logs WHERE action = 'merge_candidates'").map {
        try $0.string(0)
      }
        == [#"{"merged": \#(scene.other)}"#])
  }

  @Test func anErasureFindsBothAddresses() async throws {
    let scene = try await Scene()
    try await scene.merge()
    let address = try #require(EmailAddress("falk@example.net"))
    let subject = try await scene.store.erasureSubject(
      .address(address), recruiterID: scene.bo.id, isEverywhere: false, actingUser: scene.bo)
    #expect(try await scene.store.erase(subject, by: scene.bo).candidates == [scene.kept])
    #expect(try await scene.test.number("SELECT count(*) FROM candidate_addresses") == 0)
    for email in ["falk@example.net", "theo@example.com"] {
      let outcome = try await scene.test.take("new \(email)", .of("Theo Falk", email), recruiter: scene.bo.id)
      #expect(outcome.candidateID == nil)
    }
  }

  // MARK: Suspicions

  @Test func suspicionsAreRankedAndDecided() async throws {
    let scene = try await Scene()
    let (store, bo) = (scene.store, scene.bo.id)
    _ = try await store.edit(
      scene.third, [.linkedInURL: try .typed("linkedin.com/in/falk", for: .linkedInURL)], actingUser: bo)
    _ = try await store.edit(
      scene.other, [.linkedInURL: try .typed("linkedin.com/in/falk", for: .linkedInURL)], actingUser: bo)
    func pairs(_ id: Int? = nil, as user: Int? = nil) async throws -> [[Int]] {
      try await store.possibleDuplicates(of: id, actingUser: user ?? bo).map { [$0.candidate.id, $0.other.id] }
    }
    let (a, b, c) = (scene.kept, scene.other, scene.third)
    #expect(try await pairs() == [[b, c], [a, b], [a, c]])
    #expect(try await store.possibleDuplicates(actingUser: bo)[0].reasons == ["linkedin", "phone"])
    #expect(try await pairs(a) == [[a, b], [a, c]])
    #expect(try await pairs(as: scene.ana.id) == [])
    await refused(.unknownCandidate) { _ = try await store.dismissDuplicate(b, c, actingUser: scene.ana.id) }
    #expect(try await store.dismissDuplicate(c, b, actingUser: bo))
    #expect(try await !store.dismissDuplicate(b, c, actingUser: bo))
    #expect(try await pairs() == [[a, b], [a, c]])
    // What is noted of them later is nothing new.
    _ = try await scene.test.ask(
      "INSERT INTO possible_duplicates (candidate_id, other_id, reason) VALUES ($1, $2, 'name_employer')",
      [.int(b), .int(c)])
    #expect(try await pairs() == [[a, b], [a, c]])
    #expect(try await scene.shown(c).possibleDuplicates == [SuspectedDuplicate(candidateID: a, reason: "phone")])
    #expect(try await scene.shown(c).activity.first?.description == "Not the same person as candidate \(b)")
    // Who is told from the other is told from both.
    try await scene.merge()
    #expect(try await pairs() == [])
    #expect(try await scene.test.number("SELECT count(*) FROM possible_duplicates WHERE other_id = $1", [.int(b)]) == 0)
    await refused(.invalidValue) {
      let one = try #require(try await scene.test.take("x", .of("X Y", "x@example.com"), recruiter: bo).candidateID)
      _ = try await store.dismissDuplicate(one, c, actingUser: bo)
    }
  }

  // MARK: At once

  @Test func mergesAndImportsAtOnceWaitForNobodyInACircle() async throws {
    let test = try await TestDatabase.makeStore()
    let admin = try #require(try await test.store.user(id: test.accounts.adminID))
    let pairs = 12
    for number in 0..<pairs {
      for side in ["a", "b"] {
        try await test.take("\(number)\(side)", .of("Ana Lima", "\(number)\(side)@example.com"))
      }
    }
    let ids = try await test.ask("SELECT id FROM candidates ORDER BY email_key COLLATE \"C\", id").map { try $0.int(0) }
    #expect(ids.count == 2 * pairs)
    let byAddress = Dictionary(
      uniqueKeysWithValues: try await test.ask("SELECT email_key, id FROM candidates").map {
        (try $0.string(0), try $0.int(1))
      })
    var claimed: [ClaimedResume] = []
    for number in 0..<pairs {
      claimed += try await test.claim("new \(number)a", "new \(number)b")
    }
    // The documents that are there are read again, too.
    _ = try await test.store.reprocess(.all, actingUser: admin.id)
    claimed += try await test.store.claim(1000, worker: "test")
    func read(_ resume: ClaimedResume) -> ProcessedResume {
      let stem = resume.filename.split(separator: ".")[0].split(separator: " ").last ?? ""
      return resume.read(.of("Ana Lima", "\(stem)@example.com", date: "2025"), parser: "2")
    }
    let batches = stride(from: 0, to: claimed.count, by: 6).map { start in
      claimed[start..<min(start + 6, claimed.count)].map(read)
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for batch in batches { group.addTask { _ = try await test.store.commit(batch) } }
      for number in 0..<pairs {
        let (a, b) = (byAddress["\(number)a@example.com"] ?? 0, byAddress["\(number)b@example.com"] ?? 0)
        for (kept, other) in [(a, b), (b, a)] {
          group.addTask {
            // Of two who merge the same pair one is late.
            do { _ = try await test.store.merge(other, into: kept, by: admin) } catch let error as StoreError {
              #expect(error.code == .unknownCandidate)
            }
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try await test.number("SELECT count(*) FROM candidates") == pairs)
    #expect(try await test.number("SELECT count(*) FROM candidate_addresses") == pairs)
    #expect(try await test.number("SELECT count(*) FROM resumes WHERE status = 'completed'") == claimed.count)
    #expect(try await test.number("SELECT min(n) FROM (SELECT count(*) n FROM resumes GROUP BY candidate_id) c") == 4)
    #expect(
      try await test.number(
        "SELECT min(n) FROM (SELECT count(*) n FROM candidates, jsonb_object_keys(contributions) GROUP BY candidates.id) c"
      ) == 4)
  }
}
