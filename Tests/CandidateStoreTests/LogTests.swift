import Foundation
import PostgreSQL
import ResumeModel
import Testing

@testable import CandidateStore

@Suite struct LogTests {
  private func admin(_ test: TestStore) async throws -> User {
    try #require(try await test.store.user(id: test.accounts.adminID))
  }

  @Test func eachFailedFileLeavesAnEntryThatNamesNobody() async throws {
    let test = try await TestDatabase.makeStore()
    _ = try await test.take("good", .of("Ann Good", "ann@example.com"))
    let claimed = try await test.claim("locked", "broken")
    _ = try await test.store.commit([claimed[0].failed(.encrypted), claimed[1].failed(.crashed)])
    var unreadable = test.document("unreadable")
    unreadable.content = .unstored(ExtractionError(.unreadable, "may not be read"))
    _ = try await test.store.register([unreadable])
    let again = try await test.store.reprocess(.ids([claimed[0].id]), actingUser: test.accounts.adminID)
    _ = try await test.store.commit([try await test.store.claim(1, worker: "test")[0].failed(.encrypted)])
    #expect(again == [claimed[0].id])

    let entries = try await test.store.errorLog(LogQuery(), actingUser: admin(test))
    #expect(entries.map(\.code) == ["encrypted", "unreadable", "crashed", "encrypted"])
    #expect(entries.map(\.severity) == ["warning", "warning", "error", "warning"])
    #expect(Set(entries.map(\.category)) == ["file_upload"])
    #expect(entries.last?.message == "resume \(claimed[0].id) failed")
    #expect(entries.last?.data?.text.contains("\"resume_id\": \(claimed[0].id)") == true)
    // No name of hexadecimal digits alone, which an entry's digest holds now and then.
    #expect(entries.allSatisfy { !$0.json.text.contains("locked") && !$0.json.text.contains("example.com") })
    var query = LogQuery()
    query.severity = .error
    #expect(try await test.store.errorLog(query, actingUser: admin(test)).map(\.code) == ["crashed"])
    query = LogQuery()
    query.category = .database
    #expect(try await test.store.errorLog(query, actingUser: admin(test)) == [])
    query = LogQuery()
    query.code = "encrypted"
    #expect(try await test.store.errorLog(query, actingUser: admin(test)).count == 2)
  }

  @Test func pagesFollowEachOther() async throws {
    let test = try await TestDatabase.makeStore()
    _ = try await test.ask(
      """
      INSERT INTO error_logs (severity, message, created_at, user_id)
      SELECT 'error', n::text, '2026-03-01'::timestamp + make_interval(hours => n), CASE WHEN n % 2 = 0 THEN $1::integer END
      FROM generate_series(1, 30) n
      """, [.int(test.accounts.recruiterID)])
    let user = try await admin(test)
    var query = LogQuery()
    query.limit = 7
    var seen: [String] = []
    while true {
      let page = try await test.store.errorLog(query, actingUser: user)
      seen += page.map(\.message)
      guard page.count == query.limit else { break }
      query.after = page.last?.id
      // What comes meanwhile shifts nothing.
      try await test.store.recordError(.info, .api, code: "x", message: "later")
    }
    #expect(seen == (1...30).reversed().map(String.init))
    query = LogQuery()
    query.since = try Date("2026-03-01T10:00:00Z", strategy: .iso8601)
    query.until = try Date("2026-03-01T12:00:00Z", strategy: .iso8601)
    #expect(try await test.store.errorLog(query, actingUser: user).map(\.message) == ["11", "10"])
    query.email = "Recruiter@localhost"
    #expect(try await test.store.errorLog(query, actingUser: user).map(\.message) == ["10"])
    query.email = "nobody@example.com"
    await #expect { _ = try await test.store.errorLog(query, actingUser: user) } throws: {
      ($0 as? StoreError)?.code == .unknownUser
    }
  }

  @Test func whatAdminsDoIsFoundByWhoAndWhat() async throws {
    let test = try await TestDatabase.makeStore()
    let user = try await admin(test)
    let eve = try await test.store.addUser(
      email: try #require(EmailAddress("eve@example.org")), role: .recruiter, actingUser: user.id)
    let candidate = try #require(try await test.take("bob", .of("Bob Stone", "bob@example.com")).candidateID)
    _ = try await test.store.share([candidate], with: eve.email, .readOnly, actingUser: user.id)
    _ = try await test.store.reprocess(.all, actingUser: user.id)
    var query = LogQuery()
    let all = try await test.store.auditLog(query, actingUser: user)
    #expect(all.map(\.action).prefix(2) == ["reprocess", "share_candidate"])
    #expect(all.allSatisfy { $0.admin == user.email && $0.status == "success" })
    #expect(all[1].resourceID == "\(candidate)")
    #expect(all[1].changes?.text.contains("\"new\": \"read-only\"") == true)
    query.action = "share_candidate"
    #expect(try await test.store.auditLog(query, actingUser: user).count == 1)
    query.email = eve.email
    #expect(try await test.store.auditLog(query, actingUser: user) == [])
    await #expect { _ = try await test.store.auditLog(LogQuery(), actingUser: eve) } throws: {
      ($0 as? StoreError)?.code == .notPermitted
    }
    // A recruiter's own reading again is no admin's deed.
    let recruiter = try #require(try await test.store.user(id: test.accounts.recruiterID))
    _ = try await test.store.commit([try await test.store.claim(1, worker: "test")[0].failed(.timeout)])
    _ = try await test.store.reprocess(.failed, actingUser: recruiter.id)
    #expect(try await test.store.auditLog(LogQuery(), actingUser: user).count == all.count)
  }
}
