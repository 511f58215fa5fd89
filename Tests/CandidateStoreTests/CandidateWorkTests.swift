import PostgreSQL
import ResumeModel
import Testing

@testable import CandidateStore

/// What people do to candidates: who may, what it leaves behind, and what imports make of it.
@Suite struct CandidateWorkTests {
  /// Bo's candidate, which an admin shows to some: each actor's right to write it.
  struct Scene {
    let test: TestStore
    let bo, reader, editor, stranger, deactivated: Int
    let candidate: Int

    init() async throws {
      let test = try await TestDatabase.makeStore()
      func recruiter(_ name: String) async throws -> Int {
        let email = try #require(EmailAddress("\(name)@example.org"))
        return try await test.store.addUser(email: email, role: .recruiter, actingUser: test.accounts.adminID).id
      }
      self.test = test
      (bo, reader) = (try await recruiter("bo"), try await recruiter("rea"))
      (editor, stranger) = (try await recruiter("edi"), try await recruiter("ana"))
      deactivated = try await recruiter("off")
      candidate = try #require(
        try await test.take(
          "theo",
          .of(
            "Theo Falk", "theo@example.com", phone: "+351912345678", title: "Nurse", date: "2024-01", skills: ["SQL"]),
          recruiter: bo
        ).candidateID)
      let admin = test.accounts.adminID
      _ = try await test.store.share([candidate], with: "rea@example.org", .readOnly, actingUser: admin)
      _ = try await test.store.share([candidate], with: "edi@example.org", .fullAccess, actingUser: admin)
      _ = try await test.store.share([candidate], with: "off@example.org", .fullAccess, actingUser: admin)
      _ = try await test.store.change("off@example.org", .isActive(false), actingUser: admin)
    }

    var store: CandidateStore { test.store }

    func shown(as user: Int? = nil) async throws -> CandidateDetail {
      try #require(try await store.candidate(candidate, actingUser: user ?? bo))
    }

    /// The newest activity.
    func last() async throws -> CandidateActivity { try #require(try await shown().activity.first) }
  }

  private func refused(_ code: StoreError.Code, _ body: () async throws -> Void) async {
    await #expect { try await body() } throws: { ($0 as? StoreError)?.code == code }
  }

  // MARK: Who may

  @Test func whoMayNotChangesNothingAndLearnsNothing() async throws {
    let scene = try await Scene()
    let store = scene.store
    let before = try await scene.test.number("SELECT count(*) FROM candidate_activity")
    for user in [scene.reader, scene.stranger, scene.deactivated, 999_999] {
      let code: StoreError.Code = user == scene.reader ? .notPermitted : .unknownCandidate
      await refused(code) { _ = try await store.edit(scene.candidate, [.phone: .cleared], actingUser: user) }
      await refused(code) { _ = try await store.addNote("x", to: scene.candidate, actingUser: user) }
      await refused(code) { _ = try await store.tag([scene.candidate], with: ["x"], actingUser: user) }
      await refused(code) { _ = try await store.untag([scene.candidate], from: ["x"], actingUser: user) }
    }
    // What is a stranger's and what is nobody's are told apart by the number alone, and numbers no column holds are nobody's.
    for id in [scene.candidate, 900_000, Int.max, -1] {
      await #expect { _ = try await store.addNote("x", to: id, actingUser: scene.stranger) } throws: {
        $0 as? StoreError == CandidateStore.unknownCandidate(id)
      }
    }
    // Sharing is an admin's, whether or not there is such a candidate.
    for user in [scene.bo, scene.reader, scene.editor, scene.stranger, scene.deactivated] {
      for id in [scene.candidate, 900_000] {
        await refused(.notPermitted) {
          _ = try await store.share([id], with: "ana@example.org", .readOnly, actingUser: user)
        }
        await refused(.notPermitted) { _ = try await store.unshare([id], with: "rea@example.org", actingUser: user) }
      }
    }
    #expect(try await scene.test.number("SELECT count(*) FROM candidate_activity") == before)
    #expect(try await store.candidate(scene.candidate, actingUser: scene.deactivated) == nil)
    #expect(try await store.candidate(Int.max, actingUser: scene.bo) == nil)
  }

  @Test func fullAccessEditsAllButTheAddress() async throws {
    let scene = try await Scene()
    _ = try await scene.store.edit(
      scene.candidate, [.title: .value(JSONText(string: "Head"))], actingUser: scene.editor)
    _ = try await scene.store.addNote("met", to: scene.candidate, actingUser: scene.editor)
    _ = try await scene.store.tag([scene.candidate], with: ["met"], actingUser: scene.editor)
    // Bo knows another with that address, or nobody: the refusal is the same.
    _ = try await scene.test.take("other", .of("Ida Holm", "ida@example.com"), recruiter: scene.bo)
    for address in ["ida@example.com", "nobody@example.com"] {
      await #expect {
        _ = try await scene.store.edit(
          scene.candidate, [.email: .value(JSONText(string: address))], actingUser: scene.editor)
      } throws: {
        ($0 as? StoreError)
          == StoreError(.notPermitted, "only its own recruiter or an admin changes a candidate's e-mail address")
      }
    }
    await refused(.addressTaken) {
      _ = try await scene.store.edit(
        scene.candidate, [.email: .value(JSONText(string: "Ida@Example.com"))], actingUser: scene.bo)
    }
    let changed = try await scene.store.edit(
      scene.candidate, [.email: .value(JSONText(string: "Theo.New@Example.com"))], actingUser: scene.bo)
    #expect(changed.edited == [.email])
    #expect(
      try await scene.test.ask("SELECT email_key FROM candidates WHERE id = $1", [.int(scene.candidate)]).only()
        .string(0) == "theo.new@example.com")
    // The history names all of them, to whoever sees the candidate.
    for user in [scene.bo, scene.reader, scene.test.accounts.adminID] {
      #expect(
        Set(try await scene.shown(as: user).activity.compactMap(\.actor))
          == [DefaultAccounts.admin, "bo@example.org", "edi@example.org"])
    }
    #expect(try await scene.shown(as: scene.reader).notes.map(\.author) == ["edi@example.org"])
    #expect(
      try await scene.store.asUser(scene.stranger) {
        try await $0.query("SELECT count(*) FROM hotgigs_actors($1)", [.int(scene.candidate)]).only().int(0)
      } == 0)
  }

  // MARK: Edits

  @Test func anEditOutlivesImportsUntilItIsReverted() async throws {
    let scene = try await Scene()
    let edit = try await scene.store.edit(
      scene.candidate,
      [
        .phone: try .typed(" +1 555\n0100 ", for: .phone), .title: .cleared,
        .skills: try .typed("Go, SQL", for: .skills),
      ],
      actingUser: scene.bo)
    #expect(edit.edited == [.phone, .title, .skills] && edit.reverted == [])
    #expect(edit.changes.map(\.new.text) == [#""+1 555 0100""#, "null", #"["Go","SQL"]"#])
    let activity = try await scene.last()
    #expect(activity.action == "updated" && activity.actor == "bo@example.org")
    #expect(activity.description == "Edited phone, title, skills")
    #expect(activity.changes.map(\.field) == edit.changes.map(\.field))
    #expect(try await scene.shown().editedFields == ["phone", "skills", "title"])

    // A newer document says otherwise, and says more.
    _ = try await scene.test.take(
      "newer",
      .of(
        "Theo Falk", "theo@example.com", phone: "+351900000000", title: "Doctor", date: "2025-06", skills: ["Python"]),
      recruiter: scene.bo)
    var shown = try await scene.shown()
    #expect(shown.summary.phone == "+1 555 0100" && shown.summary.title == nil && shown.skills == ["Go", "SQL"])

    let reverted = try await scene.store.edit(
      scene.candidate, [.phone: .reverted, .title: .reverted, .location: .reverted], actingUser: scene.bo)
    #expect(reverted.reverted == [.phone, .title] && reverted.edited == [])
    #expect(try await scene.last().description == "Gave phone, title back to imports")
    shown = try await scene.shown()
    #expect(shown.summary.phone == "+351900000000" && shown.summary.title == "Doctor")
    #expect(shown.editedFields == ["skills"] && shown.fieldDates["phone"] == "2025-06")
    _ = try await scene.test.take(
      "newest", .of("Theo Falk", "theo@example.com", phone: "+351911111111", date: "2026-01"), recruiter: scene.bo)
    #expect(try await scene.shown().summary.phone == "+351911111111", "imports go on with it")
  }

  @Test func whatIsConfirmedIsKeptAndWhatIsSoAlreadyLeavesNoTrace() async throws {
    let scene = try await Scene()
    let title = FieldEdit.value(JSONText(string: "Nurse"))
    let skills = try FieldEdit.typed("SQL, Go", for: .skills)
    for _ in 1...2 { _ = try await scene.store.edit(scene.candidate, [.skills: skills], actingUser: scene.bo) }
    #expect(try await scene.shown().activity.filter { $0.description == "Edited skills" }.count == 1)
    _ = try await scene.store.edit(scene.candidate, [.skills: .reverted], actingUser: scene.bo)
    let confirmed = try await scene.store.edit(scene.candidate, [.title: title], actingUser: scene.bo)
    #expect(confirmed.edited == [.title] && confirmed.changes == [])
    let count = try await scene.shown().activity.count
    for edit in [title, .reverted, .reverted] {
      _ = try await scene.store.edit(scene.candidate, [.title: edit], actingUser: scene.bo)
    }
    #expect(try await scene.shown().activity.count == count + 1, "only the first time it is given back")
    #expect(try await scene.shown().editedFields == [])
  }

  @Test func aForeignRowKeepsWhatItHolds() async throws {
    let scene = try await Scene()
    let id = try await scene.test.number(
      """
      INSERT INTO candidates (recruiter_id, full_name, email, skills, phone)
      VALUES ($1, 'Pia Lund', 'pia@example.com', '[{"name": "SQL"}]', '5551234') RETURNING id
      """, [.int(scene.bo)])
    _ = try await scene.store.edit(id, [.phone: .cleared, .skills: .reverted], actingUser: scene.bo)
    let row = try await scene.test.ask(
      "SELECT skills::text, phone, edited_fields ? 'phone' AS kept, full_name FROM candidates WHERE id = $1", [.int(id)]
    ).only()
    #expect(try row.string("skills") == #"[{"name": "SQL"}]"# && row.isNull("phone") && row.bool("kept"))
    #expect(try row.string("full_name") == "Pia Lund")
    // Nothing gives it an address but the row itself.
    _ = try await scene.store.edit(id, [.email: try .typed("pia.lund@example.com", for: .email)], actingUser: scene.bo)
    await refused(.invalidValue) { _ = try await scene.store.edit(id, [.email: .reverted], actingUser: scene.bo) }
  }

  @Test func aPhoneThatAnotherHasIsASuspicion() async throws {
    let scene = try await Scene()
    let other = try #require(
      try await scene.test.take("ida", .of("Ida Holm", "ida@example.com"), recruiter: scene.bo).candidateID)
    let edits: [CandidateField: FieldEdit] = [.phone: try .typed("+351 912 345 678", for: .phone)]
    _ = try await scene.store.edit(other, edits, actingUser: scene.bo)
    #expect(
      try await scene.shown().possibleDuplicates == [SuspectedDuplicate(candidateID: other, reason: "phone")])
  }

  @Test func aCheckedReadingNeedsNoReview() async throws {
    let scene = try await Scene()
    _ = try await scene.test.take("nameless", .of(nil, "nn@example.com"), recruiter: scene.bo)
    let id = try #require(
      try await scene.store.candidates(
        actingUser: scene.bo, matching: CandidateCriteria(query: "nn@example.com")
      ).first?.id)
    let edit = try await scene.store.edit(
      id, [.fullName: try .typed("Nora  Nilsen", for: .fullName)], isReviewed: true, actingUser: scene.bo)
    #expect(edit.isReviewed && edit.changes.map(\.new.text) == [#""Nora Nilsen""#])
    let shown = try #require(try await scene.store.candidate(id, actingUser: scene.bo))
    #expect(!shown.summary.needsReview && !shown.resumes.contains(where: \.needsReview))
    #expect(shown.activity.first?.description == "Edited full_name; Checked what was read")
  }

  @Test(
    arguments: [
      (CandidateField.email, "jane", nil), (.email, " Jane@Example.com ", #""Jane@Example.com""#),
      (.fullName, "  Jane \n Doe ", #""Jane Doe""#), (.fullName, " \n", nil),
      (.phone, String(repeating: "1", count: 51), nil), (.summary, "two\nlines", #""two\u000alines""#),
      (.linkedInURL, "linkedin.com/in/jane", #""https://linkedin.com/in/jane""#),
      (.gitHubURL, "javascript://alert.example", nil), (.portfolioURL, "https://jane", nil),
      (.portfolioURL, "https://jane.example/a b", nil), (.skills, "C++, ,SQL ", #"["C++","SQL"]"#),
      (.skills, " , ", nil),
      (.skills, #"["a,b"]"#, #"["a,b"]"#), (.skills, "[1]", nil), (.skills, "[", nil), (.skills, "[]", nil),
      (
        .languages, "English: fluent, Portuguese",
        #"[{"fluency":"fluent","language":"English"},{"language":"Portuguese"}]"#
      ),
      (.experience, "Acme", nil), (.experience, #"[{"name": "Acme", "salary": 3}]"#, nil),
      (
        .experience, #"[{"startDate": "2020-03", "name": "Acme"}]"#, #"[{"name":"Acme","startDate":"2020-03"}]"#
      ), (.experience, #"[{"startDate": "soon"}]"#, nil), (.certifications, #"[{"issuer": "CNCF"}]"#, nil),
    ] as [(CandidateField, String, String?)])
  func typedValues(_ field: CandidateField, _ text: String, _ expected: String?) throws {
    let value = try? FieldEdit.typed(text, for: field)
    #expect(value == expected.map { .value(JSONText(verbatim: $0)) })
  }

  // MARK: Notes, tags, shares

  @Test func notesAndTagsStandInTheHistory() async throws {
    let scene = try await Scene()
    let note = try await scene.store.addNote(" first\nlong story ", to: scene.candidate, actingUser: scene.bo)
    #expect(try await scene.last().description == "Added a note", "its words stand in the note alone")
    #expect(try await scene.shown().notes.map { "\($0.id) \($0.note)" } == ["\(note.id) first\nlong story"])
    for text in ["  ", String(repeating: "x", count: CandidateStore.longestNote + 1)] {
      await refused(.invalidValue) {
        _ = try await scene.store.addNote(text, to: scene.candidate, actingUser: scene.bo)
      }
    }
    let other = try #require(
      try await scene.test.take("ida", .of("Ida Holm", "ida@example.com"), recruiter: scene.bo).candidateID)
    _ = try await scene.store.tag([scene.candidate], with: ["Night  shift"], actingUser: scene.bo)
    let both = try await scene.store.tag(
      [scene.candidate, other], with: ["night shift", "top", "TOP"], actingUser: scene.bo)
    #expect(both.map(\.changed) == [["top"], ["night shift", "top"]])
    #expect(both.map(\.tags) == [["Night shift", "top"], ["night shift", "top"]])
    #expect(try await scene.last().description == "Tagged top")
    // All or none.
    await refused(.unknownCandidate) {
      _ = try await scene.store.tag([scene.candidate, 900_000], with: ["lost"], actingUser: scene.bo)
    }
    let gone = try await scene.store.untag(
      [scene.candidate, other], from: ["NIGHT SHIFT", "absent"], actingUser: scene.bo)
    #expect(gone.map(\.changed) == [["Night shift"], ["night shift"]] && gone.map(\.tags) == [["top"], ["top"]])
    #expect(try await scene.last().description == "Took away the tag Night shift")
    let count = try await scene.shown().activity.count
    _ = try await scene.store.untag([scene.candidate], from: ["absent"], actingUser: scene.bo)
    _ = try await scene.store.tag([scene.candidate], with: ["Top"], actingUser: scene.bo)
    #expect(try await scene.shown().activity.count == count)
  }

  @Test func sharesAreAudited() async throws {
    let scene = try await Scene()
    let admin = scene.test.accounts.adminID
    let raised = try await scene.store.share(
      [scene.candidate], with: "REA@example.org", .fullAccess, actingUser: admin)
    #expect(raised.map(\.former) == [.readOnly])
    _ = try await scene.store.addNote("now I may", to: scene.candidate, actingUser: scene.reader)
    let count = try await scene.shown().activity.count
    _ = try await scene.store.share([scene.candidate], with: "rea@example.org", .fullAccess, actingUser: admin)
    #expect(try await scene.shown().activity.count == count, "as before")
    let ended = try await scene.store.unshare([scene.candidate], with: "rea@example.org", actingUser: admin)
    #expect(ended.map(\.former) == [.fullAccess])
    #expect(try await scene.store.candidate(scene.candidate, actingUser: scene.reader) == nil)
    #expect(
      try await scene.store.unshare([scene.candidate], with: "rea@example.org", actingUser: admin).map(\.former)
        == [nil])
    #expect(try await scene.last().description == "No longer shared with rea@example.org")
    #expect(
      try await scene.test.ask(
        "SELECT changes::text FROM audit_logs WHERE action IN ('share_candidate', 'unshare_candidate') ORDER BY id DESC LIMIT 2"
      ).map { try $0.string(0) } == [
        #"{"recruiter": "rea@example.org", "permission": {"new": null, "old": "full-access"}}"#,
        #"{"recruiter": "rea@example.org", "permission": {"new": "full-access", "old": "read-only"}}"#,
      ])
    for (address, code) in [
      ("bo@example.org", StoreError.Code.invalidValue), (DefaultAccounts.admin, .invalidValue),
      ("off@example.org", .invalidValue), ("nobody@example.org", .unknownUser),
    ] {
      await refused(code) {
        _ = try await scene.store.share([scene.candidate], with: address, .readOnly, actingUser: admin)
      }
    }
    await refused(.unknownCandidate) {
      _ = try await scene.store.share([900_000], with: "ana@example.org", .readOnly, actingUser: admin)
    }
    // A share that is left from before somebody was deactivated can still be taken back.
    #expect(
      try await scene.store.unshare([scene.candidate], with: "off@example.org", actingUser: admin).map(\.former)
        == [.fullAccess])
  }

  @Test func lookingIsRemembered() async throws {
    let scene = try await Scene()
    for user in [scene.reader, scene.reader, scene.stranger, scene.deactivated] {
      try await scene.store.recordView(of: scene.candidate, actingUser: user)
    }
    let views = try await scene.shown().activity.filter { $0.action == "viewed" }
    #expect(views.map(\.actor) == ["rea@example.org"])
  }
}
