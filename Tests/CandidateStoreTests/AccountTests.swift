import ResumeModel
import Testing

@testable import CandidateStore
@testable import PostgreSQL

@Suite struct AccountTests {
  private static let password = "correct horse battery"

  private func add(
    _ address: String, _ role: UserRole = .recruiter, password: String? = nil, by user: Int? = nil, in test: TestStore
  ) async throws -> User {
    try await test.store.addUser(
      email: try #require(EmailAddress(address)), role: role, password: password,
      actingUser: user ?? test.accounts.adminID)
  }

  private func refusal(_ body: () async throws -> Void) async -> StoreError.Code? {
    do { try await body() } catch { return (error as? StoreError)?.code }
    return nil
  }

  @Test func passwordsAreArgon2idWithASaltEach() async throws {
    let (first, second) = (try await PasswordHash.of(Self.password), try await PasswordHash.of(Self.password))
    #expect(first != second)
    #expect(first.encoded.hasPrefix("$argon2id$v=19$m=65536,t=3,p=4$"))
    #expect(await first.matches(Self.password))
    #expect(await !first.matches(Self.password + "x"))
    #expect(await !PasswordHash(encoded: "!").matches("!"))
    #expect(!first.isOutdated && !PasswordHash.ofNobody.isOutdated)
    // Its salt and its hash are whole: it costs what others cost.
    #expect(await PasswordHash.ofNobody.matches("no account has this password"))
  }

  @Test func signsInAndRefusesAllElseAlike() async throws {
    let test = try await TestDatabase.makeStore()
    let jane = try await add("Jane@Example.org", password: Self.password, in: test)
    _ = try await add("gone@example.org", password: Self.password, in: test)
    _ = try await add("nopassword@example.org", in: test)
    _ = try await test.store.change("gone@example.org", .isActive(false), actingUser: test.accounts.adminID)
    #expect(jane.lastLogin == nil)
    let signedIn = try await test.store.signIn(email: " JANE@example.org", password: Self.password)
    #expect(signedIn.id == jane.id && signedIn.lastLogin != nil)
    var refusals: Set<StoreError> = []
    for (email, password) in [
      ("jane@example.org", "wrong"), ("nobody@example.org", Self.password), ("gone@example.org", Self.password),
      ("nopassword@example.org", "!"), ("", ""), ("nobody@example.org", "no account has this password"),
    ] {
      do {
        _ = try await test.store.signIn(email: email, password: password)
        Issue.record("\(email) signed in")
      } catch let error as StoreError {
        refusals.insert(error)
      }
    }
    #expect(refusals.map(\.code) == [.signInFailed])
    #expect(
      try await test.number(
        "SELECT count(*) FROM error_logs WHERE category = 'authentication' AND severity = 'warning'") == 6)
  }

  @Test func aPasswordOfAnotherCostIsHashedAgainAtSignIn() async throws {
    let test = try await TestDatabase.makeStore()
    let jane = try await add("jane@example.org", in: test)
    // m = 8 KiB, t = 1, p = 1 of "correct horse battery".
    let cheap = "$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$uxWTSOnvlCJwDdrvGjf7x3xvw771mTCJHUN5gdfCrTw"
    _ = try await test.ask("UPDATE users SET hashed_password = $2 WHERE id = $1", [.int(jane.id), .text(cheap)])
    _ = try await test.store.signIn(email: jane.email, password: Self.password)
    let renewed = try await test.ask("SELECT hashed_password FROM users WHERE id = $1", [.int(jane.id)]).only().string(
      0)
    #expect(renewed.hasPrefix("$argon2id$v=19$m=65536,t=3,p=4$"))
    #expect(await PasswordHash(encoded: renewed).matches(Self.password))
  }

  @Test func bothRowsOfAnAdminAreOnePersons() async throws {
    let test = try await TestDatabase.makeStore()
    let admin = try await add("ada@example.org", .admin, password: Self.password, in: test)
    func row() async throws -> [String] {
      let row = try await test.ask(
        """
        SELECT a.is_active, a.is_super_admin, a.role, a.hashed_password = u.hashed_password
        FROM admin_users a JOIN users u USING (email) WHERE u.id = $1
        """, [.int(admin.id)]
      ).only()
      return ["\(try row.bool(0))", "\(try row.bool(1))", try row.string(2), "\(try row.bool(3))"]
    }
    #expect(try await row() == ["true", "false", "admin", "true"])
    let root = test.accounts.adminID
    _ = try await test.store.change(admin.email, .password("another long password"), actingUser: root)
    _ = try await test.store.change(admin.email, .role(.admin, isSuperAdmin: true), actingUser: root)
    #expect(try await row() == ["true", "true", "super_admin", "true"])
    _ = try await test.store.change(admin.email, .isActive(false), actingUser: root)
    #expect(try await row() == ["false", "true", "super_admin", "true"])
    _ = try await test.store.change(admin.email, .role(.recruiter, isSuperAdmin: false), actingUser: root)
    #expect(try await row().prefix(3) == ["false", "false", "admin"])
  }

  @Test func superAdminsAloneManageAdmins() async throws {
    let test = try await TestDatabase.makeStore()
    let root = test.accounts.adminID
    let ada = try await add("ada@example.org", .admin, in: test)
    let bo = try await add("bo@example.org", in: test)
    #expect(await refusal { _ = try await add("x@example.org", .admin, by: ada.id, in: test) } == .notPermitted)
    for (email, change) in [
      (bo.email, AccountChange.role(.admin, isSuperAdmin: false)), (DefaultAccounts.admin, .isActive(false)),
      (DefaultAccounts.admin, .password("a long enough one")), (ada.email, .role(.admin, isSuperAdmin: true)),
    ] {
      #expect(await refusal { _ = try await test.store.change(email, change, actingUser: ada.id) } == .notPermitted)
    }
    #expect(await refusal { _ = try await test.store.change(ada.email, .isActive(false), actingUser: bo.id) } != nil)
    // Recruiters are any admin's, and their own password everyone's who is an admin.
    #expect(try await test.store.change(bo.email, .isActive(false), actingUser: ada.id).isActive == false)
    #expect(try await test.store.change(bo.email, .isVerified(true), actingUser: ada.id).isVerified)
    _ = try await test.store.change(ada.email, .password("a long enough one"), actingUser: ada.id)
    // One super admin there always is.
    for change in [
      AccountChange.isActive(false), .role(.admin, isSuperAdmin: false), .role(.recruiter, isSuperAdmin: false),
    ] {
      #expect(
        await refusal { _ = try await test.store.change(DefaultAccounts.admin, change, actingUser: root) }
          == .notPermitted)
    }
    _ = try await test.store.change(ada.email, .role(.admin, isSuperAdmin: true), actingUser: root)
    _ = try await test.store.change(DefaultAccounts.admin, .role(.recruiter, isSuperAdmin: false), actingUser: root)
    #expect(try await test.store.user(id: root)?.role == .recruiter)
  }

  @Test func whatAdminsDoIsWrittenDownWithoutHashes() async throws {
    let test = try await TestDatabase.makeStore()
    let root = test.accounts.adminID
    let bo = try await add("bo@example.org", password: Self.password, in: test)
    _ = try await test.store.change(bo.email, .company("Acme"), actingUser: root)
    _ = try await test.store.change(bo.email, .company("acme"), actingUser: root)
    _ = try await test.store.change(bo.email, .password("another long password"), actingUser: root)
    _ = try await test.store.change(bo.email, .role(.candidate, isSuperAdmin: false), actingUser: root)
    _ = await refusal { _ = try await test.store.change(DefaultAccounts.admin, .isActive(false), actingUser: root) }
    #expect(try await test.number("SELECT count(*) FROM companies WHERE name ILIKE 'acme'") == 1)
    let written = try await test.ask(
      "SELECT concat_ws(' ', action, resource_id, changes::text, status) FROM audit_logs ORDER BY id"
    ).map { try $0.string(0) }
    #expect(
      written == [
        #"add_user \#(bo.id) {"role": {"new": "recruiter", "old": null}} success"#,
        #"change_company \#(bo.id) {"company": {"new": "Acme", "old": null}} success"#,
        #"change_company \#(bo.id) {"company": {"new": "acme", "old": "Acme"}} success"#,
        #"change_password \#(bo.id) {"password": {"new": "changed", "old": null}} success"#,
        #"change_role \#(bo.id) {"role": {"new": "candidate", "old": "recruiter"}} success"#,
        "deactivate \(root) failed",
      ])
  }

  @Test func refusesWhatIsNoPasswordAndWhoIsNoUser() async throws {
    let test = try await TestDatabase.makeStore()
    let root = test.accounts.adminID
    #expect(await refusal { _ = try await add("x@example.org", password: "short", in: test) } == .weakPassword)
    #expect(
      await refusal { _ = try await test.store.change("x@example.org", .isVerified(true), actingUser: root) }
        == .unknownUser)
  }
}
