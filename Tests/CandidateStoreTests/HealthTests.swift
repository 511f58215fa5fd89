import PostgreSQL
import Testing

@testable import CandidateStore

/// Each check is set off by what it is there for, on a real server.
@Suite struct HealthTests {
  /// So low that everything there is counts.
  private var sensitive: HealthThresholds {
    var limits = HealthThresholds()
    (limits.slowStatement, limits.longTransaction, limits.idleInTransaction) = (.zero, .zero, .zero)
    (limits.unusedIndex, limits.queueAge, limits.overdue, limits.backupAge) = (.zero, .zero, .zero, .zero)
    (limits.connections, limits.sequence, limits.failures) = (0, 75, 20)
    return limits
  }

  private func findings(
    _ test: TestStore, _ limits: HealthThresholds = HealthThresholds()
  ) async throws -> [String: HealthFinding] {
    let connection = try await Connection.connect(test.server)
    let all = try await DatabaseHealth(limits).findings(over: connection)
    await connection.close()
    return Dictionary(all.map { ($0.check, $0) }) { first, _ in first }
  }

  @Test func aQuietDatabaseLacksABackupOnly() async throws {
    let test = try await TestDatabase.makeStore()
    let found = try await findings(test)
    let notable = found.values.filter { $0.level != .ok }
    #expect(notable.map(\.check) == ["backup_age"], "\(notable)")
    #expect(found["backup_age"]?.level == .warning)
    #expect(found["slow_statements"]?.detail?.contains("pg_stat_statements") == true)
  }

  @Test func seesAClientThatForgotToCommit() async throws {
    let test = try await TestDatabase.makeStore()
    let client = try await Connection.connect(test.server)
    try await client.execute(script: "BEGIN; SELECT 42")
    let found = try await findings(test, sensitive)
    for check in ["idle_in_transaction", "long_transactions"] {
      #expect(found[check]?.level == .critical, "\(check)")
      #expect(found[check]?.detail?.contains("pid \(client.serverProcessID) ") == true, "\(check)")
      #expect(found[check]?.advice?.contains("pg_terminate_backend") == true)
    }
    #expect(found["connections"]?.level == .warning)
    try await client.execute(script: "COMMIT")
    await client.close()
  }

  @Test func seesIndexesThatNobodyUsesOrThatAreBroken() async throws {
    let test = try await TestDatabase.makeStore()
    _ = try await test.ask("CREATE INDEX idx_nobody ON companies(website, industry)")
    _ = try await test.ask("CREATE INDEX idx_twin ON companies(website, industry)")
    _ = try await test.ask("INSERT INTO companies (name, size) VALUES ('A', 'x'), ('B', 'x')")
    // Its making fails and leaves it behind.
    await #expect(throws: PostgreSQLError.self) {
      _ = try await test.ask("CREATE UNIQUE INDEX CONCURRENTLY idx_broken ON companies(size)")
    }
    let found = try await findings(test, sensitive)
    #expect(found["unused_indexes"]?.level == .warning)
    #expect(found["unused_indexes"]?.detail?.contains("idx_") == true)
    #expect(found["unused_indexes"]?.detail?.contains("_pkey") == false)
    #expect(found["invalid_indexes"]?.detail == "idx_broken")
    #expect(found["duplicate_indexes"]?.detail == "idx_nobody = idx_twin")
    // Young statistics say nothing of an index.
    #expect(try await findings(test)["unused_indexes"]?.value == 0)
  }

  @Test func seesSequencesThatRunOut() async throws {
    let test = try await TestDatabase.makeStore()
    for (last, level) in [
      (1_000_000_000, HealthFinding.Level.ok), (1_700_000_000, .warning), (2_100_000_000, .critical),
    ] {
      _ = try await test.ask("SELECT setval('candidates_id_seq', $1)", [.int(last)])
      #expect(try await findings(test)["sequences"]?.level == level)
    }
  }

  @Test func seesAQueueThatNobodyWorksOn() async throws {
    let test = try await TestDatabase.makeStore()
    _ = try await test.store.register([test.document("waits"), test.document("leased")])
    _ = try await test.ask("UPDATE resumes SET available_at = now() - interval '20 minutes'")
    #expect(try await findings(test)["queue_age"]?.level == .warning)
    _ = try await test.ask("UPDATE resumes SET available_at = now() - interval '1 hour'")
    #expect(try await findings(test)["queue_age"]?.level == .critical)
    _ = try await test.ask(
      "UPDATE resumes SET status = 'processing', lease_token = gen_random_uuid(), leased_until = now() - interval '1 hour'"
    )
    let found = try await findings(test)
    #expect(found["queue_age"]?.level == .ok)
    #expect(found["overdue_leases"]?.level == .critical)
    #expect(found["overdue_leases"]?.detail == "2 leases")
  }

  @Test func seesManyFailuresAndWhatWaitsToBeRemoved() async throws {
    let test = try await TestDatabase.makeStore()
    _ = try await test.ask(
      """
      INSERT INTO resumes (recruiter_id, filename, file_path, source_ref, status, processed_at)
      SELECT $1, n || '.pdf', 'unstored:' || n, n, CASE WHEN n <= 10 THEN 'failed' ELSE 'completed' END, now() AT TIME ZONE 'UTC'
      FROM generate_series(1, 40) n
      """, [.int(test.accounts.recruiterID)])
    _ = try await test.ask(
      "INSERT INTO content_removals (address, sha256, since) VALUES ('x', '\\x00', now() - interval '15 minutes')")
    let found = try await findings(test)
    #expect(found["failures"]?.level == .warning)
    #expect(found["failures"]?.value == 25)
    #expect(found["content_removals"]?.level == .warning)
  }

  @Test func seesAnOldBackup() async throws {
    let test = try await TestDatabase.makeStore()
    for (age, level) in [("1 hour", HealthFinding.Level.ok), ("3 days", .warning), ("9 days", .critical)] {
      _ = try await test.ask("DELETE FROM backups")
      _ = try await test.ask(
        "INSERT INTO backups (location, status, finished_at) VALUES ('/b', 'finished', now() - $1::interval), ('/c', 'failed', now())",
        [.text(age)])
      #expect(try await findings(test)["backup_age"]?.level == level, "\(age)")
    }
  }

  @Test func seesDeadAndUnanalyzedRows() async throws {
    let test = try await TestDatabase.makeStore()
    let connection = try await Connection.connect(test.server)
    try await connection.query("ALTER TABLE companies SET (autovacuum_enabled = false)")
    try await connection.query("INSERT INTO companies (name) SELECT 'C' || n FROM generate_series(1, 5000) n")
    try await connection.query("DELETE FROM companies WHERE id % 2 = 0")
    try await connection.query("SELECT pg_stat_force_next_flush()")
    await connection.close()
    let found = try await findings(test)
    #expect(found["dead_rows"]?.detail?.hasPrefix("companies: ") == true, "\(String(describing: found["dead_rows"]))")
    #expect(found["dead_rows"]?.level == .warning)
    #expect(found["unanalyzed_rows"]?.level == .warning)
    #expect(found["vacuum_age"]?.level == .ok)
    var limits = HealthThresholds()
    limits.vacuumAge = .zero
    let due = try await findings(test, limits)["vacuum_age"]
    #expect(due?.level == .critical && due?.detail?.hasPrefix("companies: ") == true, "\(String(describing: due))")
  }

  @Test func whatMayNotBeSeenIsUnknown() async throws {
    let test = try await TestDatabase.makeStore()
    let role = "watcher_\(try await test.ask("SELECT current_database()").only().string(0))"
    _ = try await test.ask("CREATE ROLE \(role) LOGIN")
    let owner = test.server.description
    let configuration = try ConnectionConfiguration(
      url: owner.split(separator: " ").map { $0.hasPrefix("user=") ? "user=\(role)" : $0 }.joined(separator: " "))
    let connection = try await Connection.connect(configuration)
    let found = try await DatabaseHealth(HealthThresholds()).findings(over: connection)
    await connection.close()
    #expect(found.first { $0.check == "queue_age" }?.level == .unknown)
    #expect(found.first { $0.check == "unseen_activity" }?.level == .warning)
    #expect(found.first { $0.check == "sequences" } != nil)
  }
}
