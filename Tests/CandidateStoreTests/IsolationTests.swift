import PostgreSQL
import ResumeModel
import Testing

@testable import CandidateStore

@Suite struct IsolationTests {
  /// Two recruiters with a candidate each.
  private func makeStore() async throws -> (TestStore, ana: Int, bo: Int, mine: Int, theirs: Int) {
    let test = try await TestDatabase.makeStore()
    func recruiter(_ address: String) async throws -> Int {
      guard let email = EmailAddress(address) else { throw StoreError(.init(rawValue: "test"), address) }
      return try await test.store.addUser(email: email, role: .recruiter, actingUser: test.accounts.adminID).id
    }
    let (ana, bo) = (try await recruiter("ana@example.org"), try await recruiter("bo@example.org"))
    let mine = try await test.take(
      "mine", .of("Mia Roth", "mia@example.com", skills: ["C++"], company: "Acme"), recruiter: ana)
    let theirs = try await test.take("theirs", .of("Theo Falk", "theo@example.com", skills: ["C++"]), recruiter: bo)
    return (test, ana, bo, try #require(mine.candidateID), try #require(theirs.candidateID))
  }

  @Test func aRecruiterSeesTheirOwnAlone() async throws {
    let (test, ana, _, mine, theirs) = try await makeStore()
    #expect(try await test.store.candidates(actingUser: ana).map(\.id) == [mine])
    #expect(try await test.store.candidate(theirs, actingUser: ana) == nil)
    #expect(try await test.store.candidate(mine, actingUser: ana)?.activity.map(\.action) == ["created"])
    #expect(try await test.store.resumes(actingUser: ana).map(\.candidateID) == [mine])
    #expect(
      try await test.store.searchCandidates(CandidateCriteria(query: "c++"), actingUser: ana).candidates.map(
        \.summary.id) == [mine])
    #expect(
      try await test.store.searchCandidates(CandidateCriteria(query: "mía acme"), actingUser: ana).candidates.map(
        \.summary.id) == [mine])
    #expect(try await test.store.searchCandidates(CandidateCriteria(query: "Theo"), actingUser: ana).candidates == [])
    #expect(try await test.store.searchCandidates(CandidateCriteria(query: " \0-"), actingUser: ana).candidates == [])
    #expect(try await test.store.users(actingUser: ana).map(\.id) == [ana])
    for table in ["candidates", "resumes", "candidate_activity", "sightings"] {
      let count = try await test.store.asUser(ana) { try await $0.query("SELECT count(*) FROM \(table)").only().int(0) }
      #expect(count == 1, "\(table)")
    }
  }

  @Test func anAdminSeesAllAndNobodyNothing() async throws {
    let (test, _, _, mine, theirs) = try await makeStore()
    #expect(try await test.store.candidates(actingUser: test.accounts.adminID).map(\.id) == [mine, theirs])
    #expect(
      try await test.store.searchCandidates(CandidateCriteria(query: "c++"), actingUser: test.accounts.adminID)
        .candidates.count == 2)
    #expect(try await test.store.candidates(actingUser: 999_999) == [])
    #expect(
      try await test.store.searchCandidates(CandidateCriteria(query: "c++"), actingUser: 999_999).candidates == [])
    let nobody = try await test.store.pool.withTransaction(prelude: [Statement("SET LOCAL ROLE hotgigs_app")]) {
      try await $0.query("SELECT count(*) FROM candidates").only().int(0)
    }
    #expect(nobody == 0)
    _ = try await test.ask("UPDATE users SET is_active = false WHERE id = $1", [.int(test.accounts.adminID)])
    #expect(try await test.store.candidates(actingUser: test.accounts.adminID) == [])
  }

  @Test func aShareShowsOneCandidate() async throws {
    let (test, ana, _, mine, theirs) = try await makeStore()
    _ = try await test.ask(
      "INSERT INTO candidate_shares (candidate_id, recruiter_id) VALUES ($1, $2)", [.int(theirs), .int(ana)])
    #expect(try await test.store.candidates(actingUser: ana).map(\.id) == [mine, theirs])
    #expect(
      try await test.store.searchCandidates(CandidateCriteria(query: "Theo"), actingUser: ana).candidates.map(
        \.summary.id) == [theirs])
    #expect(try await test.store.candidate(theirs, actingUser: ana)?.activity.count == 1)
    #expect(try await changed(theirs, by: ana, in: test) == 0)
    _ = try await test.ask("UPDATE candidate_shares SET permission = 'full-access'")
    #expect(try await changed(theirs, by: ana, in: test) == 1)
    await #expect(throws: PostgreSQLError.self) {
      try await test.store.asUser(ana) {
        _ = try await $0.query("UPDATE candidates SET recruiter_id = $1 WHERE id = $2", [.int(ana), .int(theirs)])
      }
    }
  }

  private func changed(_ id: Int, by user: Int, in test: TestStore) async throws -> Int {
    try await test.store.asUser(user) {
      try await $0.query("UPDATE candidates SET phone = '5555555' WHERE id = $1", [.int(id)]).affectedRows
    }
  }

  @Test func nothingIsWrittenForAnother() async throws {
    let (test, ana, bo, mine, theirs) = try await makeStore()
    let statements = [
      "INSERT INTO candidates (recruiter_id, full_name, email) VALUES (\(bo), 'X', 'x@example.com')",
      "INSERT INTO candidate_notes (candidate_id, created_by, note) VALUES (\(theirs), \(ana), 'x')",
      "INSERT INTO candidate_notes (candidate_id, created_by, note) VALUES (\(mine), \(bo), 'x')",
      "INSERT INTO candidate_tags (candidate_id, created_by, tag) VALUES (\(theirs), \(ana), 'x')",
      "INSERT INTO candidate_activity (candidate_id, user_id, action) VALUES (\(theirs), \(ana), 'viewed')",
      "INSERT INTO resumes (recruiter_id, filename, file_path) VALUES (\(bo), 'x', 'x')",
      "INSERT INTO resumes (recruiter_id, filename, file_path, candidate_id) VALUES (\(ana), 'x', 'x', \(theirs))",
      "INSERT INTO runs (kind, user_id, recruiter_id) VALUES ('ingest', \(ana), \(bo))",
      "INSERT INTO sightings (recruiter_id, source, filename) VALUES (\(bo), 'bulk_upload', 'x')",
      "INSERT INTO candidate_shares (candidate_id, recruiter_id) VALUES (\(theirs), \(ana))",
      "INSERT INTO users (email, username, hashed_password, role) VALUES ('x', 'x', '!', 'admin')",
      "SELECT hashed_password FROM users", "SELECT * FROM suppressions", "TRUNCATE candidates CASCADE",
      "DELETE FROM candidate_activity",
    ]
    for statement in statements {
      await #expect("\(statement)") {
        try await test.store.asUser(ana) { _ = try await $0.query(statement) }
      } throws: { ($0 as? PostgreSQLError)?.sqlState == .insufficientPrivilege }
    }
    #expect(try await changed(theirs, by: ana, in: test) == 0)
    #expect(try await test.store.preview(.all, actingUser: ana).readable.count == 1)
  }

  @Test func usersAreAddedByAdminsAlone() async throws {
    let (test, ana, _, _, _) = try await makeStore()
    let email = try #require(EmailAddress("New.Admin@Example.org"))
    await #expect { try await test.store.addUser(email: email, role: .admin, actingUser: ana) } throws: {
      ($0 as? StoreError)?.code == .notPermitted
    }
    let admin = try await test.store.addUser(
      email: email, role: .admin, fullName: "New Admin", actingUser: test.accounts.adminID)
    #expect(admin.email == "new.admin@example.org")
    #expect(try await test.number("SELECT count(*) FROM admin_users WHERE email = 'new.admin@example.org'") == 1)
    #expect(try await test.store.user(email: "NEW.ADMIN@example.org ")?.id == admin.id)
    await #expect {
      try await test.store.addUser(email: email, role: .recruiter, actingUser: test.accounts.adminID)
    } throws: { ($0 as? StoreError)?.code == .userExists }
  }

  @Test func theFirstAccountsAreMadeOnce() async throws {
    let test = try await TestDatabase.makeStore()
    try await withThrowingTaskGroup(of: DefaultAccounts.self) { group in
      for _ in 0..<8 { group.addTask { try await test.store.bootstrap() } }
      for try await accounts in group { #expect(accounts == test.accounts) }
    }
    #expect(try await test.number("SELECT count(*) FROM users") == 2)
    #expect(try await test.number("SELECT count(*) FROM admin_users") == 1)
    #expect(try await test.store.user(email: DefaultAccounts.admin)?.role == .admin)
    #expect(try await test.store.user(id: test.accounts.recruiterID)?.email == DefaultAccounts.recruiter)
  }
}
