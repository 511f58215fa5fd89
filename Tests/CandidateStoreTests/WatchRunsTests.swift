import PostgreSQL
import ResumeModel
import Testing

@testable import CandidateStore

@Suite struct WatchRunsTests {
  @Test func aFolderHasOneRunADayWhoeverAsks() async throws {
    let test = try await TestDatabase.makeStore()
    let (store, admin, recruiter) = (test.store, test.accounts.adminID, test.accounts.recruiterID)
    let ids = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<4 {
        group.addTask { try await store.watchRun(folder: "/in", userID: admin, recruiterID: recruiter) }
      }
      return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
    }
    let id = try #require(ids.first)
    #expect(ids.count == 1)
    #expect(try await store.watchRun(folder: "/other", userID: admin, recruiterID: recruiter) != id)

    // One that was finished goes on; one of yesterday does not.
    try await store.finishRun(id, counts: ["created": 1])
    #expect(try await store.watchRun(folder: "/in", userID: admin, recruiterID: recruiter) == id)
    #expect(try await store.run(id, actingUser: admin)?.status == .running)
    _ = try await test.ask("UPDATE runs SET started_at = started_at - interval '1 day' WHERE id = $1", [.int(id)])
    let next = try await store.watchRun(folder: "/in", userID: admin, recruiterID: recruiter)
    #expect(next != id)
    #expect(
      try await store.unfinishedWatchRuns(folder: "/in", userID: admin, recruiterID: recruiter, besides: next) == [id])
  }

  @Test func eachTagIsGivenOnceAndRecorded() async throws {
    let test = try await TestDatabase.makeStore()
    let (store, admin) = (test.store, test.accounts.adminID)
    let id = try #require(try await test.take("a", .of("Mia Roth", "mia@example.com")).candidateID)
    try await store.addTags(["berlin", "spring"], to: [id], actingUser: admin)
    try await store.addTags(["spring", "late"], to: [id, id + 1], actingUser: admin)
    #expect(
      try await test.ask("SELECT tag FROM candidate_tags ORDER BY id").map { try $0.string(0) }
        == ["berlin", "spring", "late"])
    #expect(
      try await test.ask("SELECT description FROM candidate_activity WHERE action = 'tag_added' ORDER BY id").map {
        try $0.string(0)
      } == ["Tagged berlin, spring", "Tagged late"])
  }

  @Test func aRecruiterTagsTheirOwnAlone() async throws {
    let test = try await TestDatabase.makeStore()
    let address = try #require(EmailAddress("ana@example.org"))
    let ana = try await test.store.addUser(email: address, role: .recruiter, actingUser: test.accounts.adminID).id
    let theirs = try #require(try await test.take("a", .of("Mia Roth", "mia@example.com")).candidateID)
    try await test.store.addTags(["berlin"], to: [theirs], actingUser: ana)
    #expect(try await test.number("SELECT count(*) FROM candidate_tags") == 0)
    #expect(try await test.number("SELECT count(*) FROM candidate_activity WHERE action = 'tag_added'") == 0)
  }
}
