import TestSupport
import Testing

@testable import CandidateStore
@testable import PostgreSQL

@Suite struct SchemaTests {
  @Test func everyTableIsBehindRowLevelSecurityAndNothingIsPublic() async throws {
    let test = try await TestDatabase.makeStore()
    let open = try await test.ask(
      "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND NOT relrowsecurity"
    )
    #expect(try open.map { try $0.string(0) } == [])
    #expect(
      try await test.number(
        "SELECT count(*) FROM information_schema.role_table_grants WHERE grantee = 'PUBLIC' AND table_schema = 'public'"
      ) == 0)
    let executable = try await test.ask(
      """
      SELECT proname FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
        AND (proacl IS NULL OR EXISTS (SELECT FROM aclexplode(proacl) WHERE grantee = 0))
      """)
    #expect(try executable.map { try $0.string(0) } == [])
    let loose = try await test.ask(
      "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef AND proconfig IS NULL")
    #expect(try loose.map { try $0.string(0) } == [])
  }

  /// Each migration up, down and up again: nothing of it stays behind, and the second time is as the first.
  @Test func eachMigrationGoesDownAndUpAgain() async throws {
    let configuration = try await TestDatabase.makeEmpty()
    let migrations = try TestDatabase.migrations()
    let runner = MigrationRunner(migrations: migrations, configuration: configuration)
    // The runner's own table stays.
    try await runner.migrate(to: 1)
    try await runner.rollback(to: 0)
    let empty = try await SchemaDump.of(configuration)
    var before = empty
    for migration in migrations {
      try await runner.migrate(to: migration.version)
      let up = try await SchemaDump.of(configuration)
      try await runner.rollback(steps: 1)
      #expect(try await SchemaDump.of(configuration) == before, "down from \(migration.version) \(migration.name)")
      try await runner.migrate(to: migration.version)
      #expect(try await SchemaDump.of(configuration) == up, "up again to \(migration.version) \(migration.name)")
      before = up
    }
    #expect(before != empty)
    try await runner.rollback(to: 0)
    #expect(try await SchemaDump.of(configuration) == empty)
    try await runner.migrate()
    #expect(try await SchemaDump.of(configuration) == before)
  }

  /// The SQL for an administrator's hands does what migrating does, there and back, and nothing a second time.
  @Test func theSQLDoesWhatMigratingDoes() async throws {
    let concurrent = Migration(
      version: 9000, name: "it's beside others' work",
      up: "-- no-transaction\nCREATE INDEX CONCURRENTLY later ON users (full_name) -- the last",
      down: "-- no-transaction\nDROP INDEX CONCURRENTLY later")
    let migrations = try TestDatabase.migrations() + [concurrent]
    let (one, other) = (try await TestDatabase.makeEmpty(), try await TestDatabase.makeEmpty())
    let runner = MigrationRunner(migrations: migrations, configuration: one)
    let byHand = MigrationRunner(migrations: migrations, configuration: other)
    try await runner.migrate()

    let up = try await byHand.status().sqlToMigrate()
    #expect(try await psql(up, other) == nil)
    #expect(try await byHand.status().isCurrent)
    #expect(try await byHand.status().applied.map(\.name) == migrations.map(\.name))
    #expect(try await SchemaDump.of(other) == SchemaDump.of(one))
    #expect(try await byHand.status().sqlToMigrate() == "")
    #expect(try await psql(up, other)?.contains("the schema is not at version 0") == true)

    #expect(try await psql(byHand.status().sqlToRollBack(steps: 3), other) == nil)
    try await runner.rollback(steps: 3)
    #expect(try await byHand.status().applied.map(\.version) == migrations.dropLast(3).map(\.version))
    #expect(try await SchemaDump.of(other) == SchemaDump.of(one))
    #expect(try await byHand.status().sqlToRollBack(to: byHand.status().currentVersion) == "")
  }

  /// Runs a script as psql does.
  ///
  /// - Returns: what it complained of; nil where all went well.
  private func psql(_ script: String, _ configuration: ConnectionConfiguration) async throws -> String? {
    let folder = try TemporaryFolder()
    let file = try folder.write(script, to: "script.sql")
    let program = try ClientPrograms.forServer(majorVersion: 15).program("psql")
    let outcome = try await ClientProgram.onThread { stop in
      try program.run(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", file], login: configuration, stop: stop)
    }
    return outcome.succeeded ? nil : outcome.complaint
  }

  @Test func rolesAreTheOwnersToStepDownTo() async throws {
    let test = try await TestDatabase.makeStore()
    let roles = try await test.store.asUser(1) {
      try await $0.query("SELECT current_user, current_setting('TimeZone')").only()
    }
    #expect(try roles.string(0) == "hotgigs_app")
    #expect(try roles.string(1) == "UTC")
    let worker = try await test.store.asWorker { try await $0.query("SELECT current_user").only() }
    #expect(try worker.string(0) == "hotgigs_worker")
    #expect(try await test.ask("SELECT current_user").only().string(0) == PrivateCluster.owner)
  }
}
