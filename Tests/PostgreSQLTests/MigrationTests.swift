import FoundationEssentials
import Testing

@testable import PostgreSQL

@Suite struct MigrationTests {
  private static let people = Migration(
    version: 1, name: "people",
    up: "CREATE TABLE people (id int PRIMARY KEY, name text);\nCREATE INDEX ON people (name);",
    down: "DROP TABLE people;")
  private static let jobs = Migration(
    version: 2, name: "jobs",
    up: """
      -- A semicolon; in a comment, and in a body.
      CREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS $body$ BEGIN RETURN 1; END; $body$;
      CREATE TABLE jobs (id int DEFAULT one());
      """, down: "DROP TABLE jobs; DROP FUNCTION one();")
  private static let index = Migration(
    version: 3, name: "index",
    up: "-- no-transaction\nCREATE INDEX CONCURRENTLY people_by_name ON people (name);\nANALYZE people;",
    down: "-- no-transaction\nDROP INDEX CONCURRENTLY people_by_name;")
  private static let all = [people, jobs, index]

  private func tables(_ configuration: ConnectionConfiguration) async throws -> [String] {
    let connection = try await Connection.connect(configuration)
    return try await connection.query(
      "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1"
    ).map { row in try row.string(0) }
  }

  @Test func goesUpAndDownStepByStep() async throws {
    let database = try await TestServer.makeDatabase()
    let runner = MigrationRunner(migrations: Self.all, configuration: database)
    var history = try await runner.status()
    #expect(history.currentVersion == 0)
    #expect(history.pending.map(\.version) == [1, 2, 3])
    #expect(!history.isCurrent)

    #expect(try await runner.migrate(to: 1).map(\.version) == [1])
    #expect(try await tables(database) == ["people", "schema_migrations"])
    #expect(try await runner.migrate().map(\.version) == [2, 3])
    #expect(try await runner.migrate().isEmpty)
    history = try await runner.status()
    #expect(history.isCurrent)
    #expect(history.applied.map(\.name) == ["people", "jobs", "index"])
    #expect(history.applied.map(\.checksum) == Self.all.map(\.checksum))
    #expect(history.applied.allSatisfy { $0.duration >= .zero && abs($0.appliedAt.timeIntervalSinceNow) < 3600 })

    #expect(try await runner.rollback(steps: 2).map(\.version) == [3, 2])
    #expect(try await tables(database) == ["people", "schema_migrations"])
    #expect(try await runner.migrate(to: 3).map(\.version) == [2, 3])
    #expect(try await runner.rollback(to: 0).map(\.version) == [3, 2, 1])
    #expect(try await tables(database) == ["schema_migrations"])
  }

  @Test func refusesAnEditedMigrationUpAndDown() async throws {
    let database = try await TestServer.makeDatabase()
    try await MigrationRunner(migrations: [Self.people], configuration: database).migrate()
    let edited = Migration(version: 1, name: "people", up: Self.people.up + " ", down: "DROP TABLE people;")
    let runner = MigrationRunner(migrations: [edited, Self.jobs], configuration: database)
    for attempt in [{ try await runner.migrate() }, { try await runner.rollback(to: 0) }] {
      let error = await #expect(throws: MigrationError.self) { try await attempt() }
      #expect(error?.code == .changed)
      #expect(error?.version == 1)
    }
    #expect(try await tables(database) == ["people", "schema_migrations"])
    #expect(try await runner.status().problem?.code == .changed)
  }

  @Test func refusesADatabaseOfANewerProgram() async throws {
    let database = try await TestServer.makeDatabase()
    try await MigrationRunner(migrations: Self.all, configuration: database).migrate()
    let older = MigrationRunner(migrations: [Self.people], configuration: database)
    let error = await #expect(throws: MigrationError.self) { try await older.migrate() }
    #expect(error?.code == .databaseAhead)
    #expect(error?.version == 2)
  }

  @Test func refusesAMigrationBelowAnAppliedOne() async throws {
    let database = try await TestServer.makeDatabase()
    try await MigrationRunner(migrations: [Self.people, Self.index], configuration: database).migrate()
    let runner = MigrationRunner(migrations: Self.all, configuration: database)
    let error = await #expect(throws: MigrationError.self) { try await runner.migrate() }
    #expect(error?.code == .outOfOrder)
    // The way that the message names.
    try await runner.rollback(to: 1)
    #expect(try await runner.migrate().map(\.version) == [2, 3])
  }

  @Test func aFailingScriptLeavesNothingAndNamesItsLine() async throws {
    let database = try await TestServer.makeDatabase()
    let broken = Migration(
      version: 2, name: "broken", up: "CREATE TABLE half (a int);\n\nCREATE TABLE half_two (b nonsense);", down: "")
    let runner = MigrationRunner(migrations: [Self.people, broken], configuration: database)
    let error = await #expect(throws: MigrationError.self) { try await runner.migrate() }
    #expect(error?.code == .script)
    #expect(error?.version == 2)
    #expect(error?.underlying?.sqlState == .undefinedObject)
    #expect(error?.description.contains("migration 2 (broken, line 3)") == true)
    #expect(try await tables(database) == ["people", "schema_migrations"])
    #expect(try await runner.status().currentVersion == 1)
  }

  @Test func aScriptMayNotEndItsTransaction() async throws {
    let database = try await TestServer.makeDatabase()
    let runner = MigrationRunner(
      migrations: [Migration(version: 1, name: "commits", up: "CREATE TABLE a (a int); COMMIT; BEGIN; COMMIT")],
      configuration: database)
    let error = await #expect(throws: MigrationError.self) { try await runner.migrate() }
    #expect(error?.code == .script)
    #expect(error?.description.contains("ends its transaction itself") == true)
    #expect(try await runner.status().currentVersion == 0)
  }

  @Test func tellsWhereNoWayLeads() async throws {
    let database = try await TestServer.makeDatabase()
    let fixed = Migration(version: 2, name: "fixed", up: "SELECT 1")
    let runner = MigrationRunner(migrations: [Self.people, fixed], configuration: database)
    try await runner.migrate()
    let codes: [MigrationError.Code] = [
      try #require(await #expect(throws: MigrationError.self) { try await runner.migrate(to: 7) }).code,
      try #require(await #expect(throws: MigrationError.self) { try await runner.migrate(to: 1) }).code,
      try #require(await #expect(throws: MigrationError.self) { try await runner.rollback(to: 7) }).code,
      try #require(await #expect(throws: MigrationError.self) { try await runner.rollback(steps: 3) }).code,
      try #require(await #expect(throws: MigrationError.self) { try await runner.rollback(steps: 1) }).code,
    ]
    #expect(codes == [.unknownVersion, .unknownVersion, .unknownVersion, .unknownVersion, .irreversible])
    #expect(try await runner.rollback(to: 2).isEmpty)
  }

  /// With CREATE INDEX CONCURRENTLY inside: runners that waited in pg_advisory_lock would block it for ever.
  @Test func runnersThatStartTogetherTakeTurns() async throws {
    let database = try await TestServer.makeDatabase()
    let applied = try await withThrowingTaskGroup(of: [Int].self) { group in
      for _ in 0..<10 {
        group.addTask {
          try await MigrationRunner(migrations: Self.all, configuration: database).migrate().map(\.version)
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(applied == [1, 2, 3])
  }

  /// An index that failed half-way is there, unused and in everybody's way: with IF NOT EXISTS it would even pass for done.
  @Test(arguments: ["", "IF NOT EXISTS "])
  func whatAFailedConcurrentIndexLeftIsRemovedBeforeTheNextAttempt(_ condition: String) async throws {
    let database = try await TestServer.makeDatabase()
    let unique = Migration(
      version: 2, name: "unique",
      up: """
        -- no-transaction
        -- Each name once.
        CREATE UNIQUE INDEX CONCURRENTLY \(condition)people_once ON people (name);
        """)
    let runner = MigrationRunner(migrations: [Self.people, unique], configuration: database)
    try await runner.migrate(to: 1)
    try await Connection.withConnection(to: database) { connection in
      try await connection.query("INSERT INTO people VALUES (1, 'Ann'), (2, 'Ann')")
      let error = await #expect(throws: MigrationError.self) { try await runner.migrate() }
      #expect(error?.code == .script)
      #expect(error?.description.contains("outside a transaction") == true)
      #expect(error?.description.contains("mend the cause, then migrate again") == true)
      #expect(try await runner.status().currentVersion == 1)
      let valid = "SELECT indisvalid FROM pg_index WHERE indexrelid = 'people_once'::regclass"
      #expect(try await connection.query(valid).only().bool(0) == false)
      try await connection.query("DELETE FROM people WHERE id = 2")
      #expect(try await runner.migrate().map(\.version) == [2])
      #expect(try await connection.query(valid).only().bool(0))
    }
  }

  @Test func aRunnerWaitsOnlySoLong() async throws {
    let database = try await TestServer.makeDatabase()
    let holder = try await Connection.connect(database)
    try await holder.query("SELECT pg_advisory_lock($1)", [.int(MigrationRunner.lockKey)])
    let runner = MigrationRunner(migrations: Self.all, configuration: database, lockTimeout: .zero)
    let error = await #expect(throws: MigrationError.self) { try await runner.migrate() }
    #expect(error?.code == .locked)
    await holder.close()
  }

  @Test func noDatabaseIsNoFaultOfTheScripts() async throws {
    let nowhere = try ConnectionConfiguration(url: "host=/nonexistent/folder")
    let runner = MigrationRunner(migrations: Self.all, configuration: nowhere)
    let error = await #expect(throws: MigrationError.self) { try await runner.migrate() }
    #expect(error?.code == .database)
    #expect(error?.underlying?.isConnectionProblem == true)
  }
}

@Suite struct MigrationFilesTests {
  private func withFolder(_ files: [String: String], _ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "migrations-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
    try body(folder.path)
  }

  @Test func areReadInTheOrderOfTheirVersions() throws {
    let files = [
      "0010_later.up.sql": "SELECT 10", "0002_first_step.up.sql": "SELECT 2", "0002_first_step.down.sql": "SELECT -2",
      "README.md": "not one of them",
    ]
    try withFolder(files) { folder in
      let migrations = try Migration.load(from: folder)
      #expect(migrations.map(\.version) == [2, 10])
      #expect(migrations.map(\.name) == ["first_step", "later"])
      #expect(migrations.map(\.down) == ["SELECT -2", nil])
      // From sha256sum.
      #expect(migrations[1].checksum == "e4257f85f204c8827241143e3cca1f296a43a4a29391568aff61e49e56a45b0d")
    }
  }

  @Test(arguments: [
    ["0001_a.up.sql": "", "0001_b.up.sql": ""], ["0001_a.down.sql": ""], ["first.up.sql": ""], ["0001_a.sql": ""],
    ["0000_a.up.sql": ""],
  ])
  func areRefusedWhenMisnamed(_ files: [String: String]) throws {
    try withFolder(files) { folder in
      let error = #expect(throws: MigrationError.self) { try Migration.load(from: folder) }
      #expect(error?.code == .files)
    }
  }

  @Test func missingFolderIsNamed() {
    let error = #expect(throws: MigrationError.self) { try Migration.load(from: "/nonexistent/folder") }
    #expect(error?.code == .files)
  }
}

@Suite struct NewMigrationTests {
  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "migrations-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  @Test func hasTheNextVersionAndBothWays() throws {
    try withFolder { folder in
      #expect(
        try Migration.create(named: "add interviews", in: folder).map { $0.dropFirst(folder.count) } == [
          "/0001_add_interviews.up.sql", "/0001_add_interviews.down.sql",
        ])
      _ = try Migration.create(named: "Index-Interviews", in: folder)
      let migrations = try Migration.load(from: folder)
      #expect(migrations.map(\.version) == [1, 2])
      #expect(migrations.map(\.name) == ["add_interviews", "index_interviews"])
      #expect(migrations.allSatisfy { $0.down != nil && !SQLScript(text: $0.up).refusesTransaction })
    }
  }

  @Test(arguments: ["", "../x", "a/b", "größe", "a;b", "--", String(repeating: "a", count: 101)])
  func nameIsPlain(_ name: String) throws {
    try withFolder { folder in
      let error = #expect(throws: MigrationError.self) { try Migration.create(named: name, in: folder) }
      #expect(error?.code == .name)
      let left = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(left == [])
    }
  }

  @Test func needsItsFolder() {
    let error = #expect(throws: MigrationError.self) { try Migration.create(named: "x", in: "/nonexistent/folder") }
    #expect(error?.code == .files)
  }
}

@Suite struct SQLScriptTests {
  @Test(arguments: [
    ("CREATE INDEX CONCURRENTLY a ON t (x)", "a"),
    ("create unique index concurrently if not exists a_b on t(x)", "a_b"),
    ("-- why\n /* ; */ CREATE INDEX CONCURRENTLY \"A b\" ON t (x)", "\"A b\""),
    ("CREATE INDEX CONCURRENTLY ON t (x)", nil),
    ("CREATE INDEX a ON t (x)", nil), ("SELECT 'CREATE INDEX CONCURRENTLY a ON t'", nil), ("", nil),
    ("CREATE INDEX CONCURRENTLY", nil), ("DROP INDEX CONCURRENTLY a", nil),
  ])
  func knowsAnIndexThatIsMadeBesideOthersWork(_ statement: String, _ name: String?) {
    #expect(ConcurrentIndex(statement)?.name == name)
  }

  @Test(arguments: [
    ("SELECT 1; SELECT 2", ["SELECT 1", " SELECT 2"]),
    ("SELECT ';'; SELECT 'it''s;'", ["SELECT ';'", " SELECT 'it''s;'"]),
    (#"SELECT E'\';' ; SELECT e'\\';"#, [#"SELECT E'\';' "#, #" SELECT e'\\'"#]),
    (#"SELECT '\'; SELECT 2"#, [#"SELECT '\'"#, " SELECT 2"]),
    ("SELECT \"a;\"\"b\"; x", ["SELECT \"a;\"\"b\"", " x"]),
    ("DO $$ BEGIN; END $$; x", ["DO $$ BEGIN; END $$", " x"]),
    ("DO $a$ $b$; $a $a$; x", ["DO $a$ $b$; $a $a$", " x"]),
    ("-- ;\nSELECT 1 /* ; /* ; */ ; */ + 2; -- end", ["-- ;\nSELECT 1 /* ; /* ; */ ; */ + 2"]),
    ("SELECT a$1$; x", ["SELECT a$1$", " x"]),
    (";;  ; -- nothing", []),
    ("SELECT 'open; x", ["SELECT 'open; x"]),
  ])
  func splitsWhereAStatementEnds(_ script: String, _ statements: [String]) {
    #expect(SQLScript(text: script).statements == statements)
  }

  @Test(arguments: [
    ("-- no-transaction\nSELECT 1", true), ("--no-transaction", true), ("--  no-transaction because", true),
    ("\n-- no-transaction", false), ("-- no-transactions", false), ("SELECT 1 -- no-transaction", false),
  ])
  func readsItsFirstLine(_ script: String, _ refuses: Bool) {
    #expect(SQLScript(text: script).refusesTransaction == refuses)
  }
}
