import Foundation
import TestSupport
import Testing

/// `hotgigs db migrate`, `rollback`, `new` and `history`: real processes, a real PostgreSQL.
@Suite struct MigrationCommandTests {
  /// An empty database on the server of an installation.
  private struct EmptyDatabase {
    let hotgigs: Installation
    let url: String

    init() throws {
      hotgigs = try Installation()
      #expect(try hotgigs.run("db", "start").status == 0)
      let own = try hotgigs.run("db", "url").output.trimmingCharacters(in: .whitespacesAndNewlines)
      url = own.replacingOccurrences(of: "/hotgigs", with: "/empty", options: [.backwards, .anchored])
      _ = try administer("CREATE DATABASE empty OWNER hotgigs")
    }

    /// As the superuser.
    func administer(_ sql: String, in database: String = "postgres") throws -> String {
      let own = url.replacingOccurrences(of: "//hotgigs@", with: "//postgres@")
        .replacingOccurrences(of: "/empty", with: "/\(database)", options: [.backwards, .anchored])
      let result = try Command(
        executable: "/usr/bin/psql", arguments: [own, "-XAtqc", sql], environment: [:]
      ).result()
      try #require(result.status == 0, "\(result.errors)")
      return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    func run(_ arguments: String..., as role: String = "hotgigs") throws -> Installation.Result {
      let address = url.replacingOccurrences(of: "//hotgigs@", with: "//\(role)@")
      return try hotgigs.run(arguments, environment: ["DATABASE_URL": address])
    }

    func environment() -> [String: String] { ["HOTGIGS_HOME": hotgigs.home, "DATABASE_URL": url] }
  }

  /// With an index among them that waits for every transaction's end.
  @Test func tenThatStartTogetherMakeOneSchema() throws {
    let database = try EmptyDatabase()
    let program = try OtherSchema()
    try program.add(
      "-- no-transaction\nCREATE INDEX CONCURRENTLY beside ON users (full_name);\n", as: "9000_beside.up.sql")
    let processes = try (1...10).map { _ in
      try program.start("db", "migrate", "--json", environment: database.environment())
    }
    let results = processes.map { $0.result() }
    #expect(results.map(\.status) == Array(repeating: 0, count: 10), "\(results.map(\.errors))")
    let applied = try results.flatMap { try $0.rows() }.compactMap { ($0["version"] as? String).flatMap(Int.init) }
    #expect(try applied == program.versions)
    #expect(
      try database.administer("SELECT indisvalid FROM pg_index WHERE indexrelid = 'beside'::regclass", in: "empty")
        == "t")
  }

  @Test func tenThatStartTogetherMakeOnePrivateDatabase() throws {
    let hotgigs = try Installation(isNew: true)
    let processes = try (1...10).map { _ in try hotgigs.start(["db", "migrate", "--json"]) }
    let results = processes.map { $0.result() }
    #expect(results.map(\.status) == Array(repeating: 0, count: 10), "\(results.map(\.errors))")
    #expect(
      try String(results.flatMap { try $0.rows() }.count) == hotgigs.sql("SELECT count(*) FROM schema_migrations"))
  }

  @Test func goesToAVersionAndBackAndTellsOfIt() throws {
    let database = try EmptyDatabase()
    func states() throws -> [String] {
      try database.run("db", "history", "--json").rows().compactMap { $0["state"] as? String }
    }
    let all = try OtherSchema().versions
    #expect(try states() == all.map { _ in "pending" })
    #expect(try database.run("db", "migrate", "--to", "3").status == 0)
    #expect(try states() == all.map { $0 <= 3 ? "applied" : "pending" })
    let behind = try database.run("status")
    #expect(behind.status == 69 && behind.errors.contains("run hotgigs db migrate first"), "\(behind.errors)")
    #expect(try database.run("db", "migrate").status == 0)
    #expect(try database.run("db", "migrate").output.contains("nothing to do"))

    let unsure = try database.run("db", "rollback")
    #expect(unsure.status == 64 && unsure.errors.contains("--yes"), "\(unsure.errors)")
    let script = try database.run("db", "rollback", "--steps", "2", "--sql")
    #expect(
      script.status == 0 && script.output.contains("DELETE FROM schema_migrations WHERE version = \(all.last ?? 0);"))
    #expect(try states() == all.map { _ in "applied" })
    let undone = try database.run("db", "rollback", "--steps", "2", "--yes")
    let gone: [String] = undone.output.split(separator: "\n").map { String($0.split(separator: " ")[1]) }
    #expect(gone == all.suffix(2).reversed().map { String($0) })
    #expect(try database.run("db", "rollback", "--yes").output.split(separator: "\n").count == 1)
    #expect(try states() == all.enumerated().map { $0.offset < all.count - 3 ? "applied" : "pending" })
    #expect(try database.run("db", "rollback", "--to", "0", "--yes").status == 0)
    #expect(try states() == all.map { _ in "pending" })
    for (arguments, status) in [
      (["migrate", "--to", "4711"], 64), (["rollback", "--to", "3", "--yes"], 64),
      (["rollback", "--steps", "0", "--yes"], 64),
      (["rollback", "--to", "0", "--steps", "1"], 64),
    ] as [([String], Int32)] {
      let refused = try database.hotgigs.run(["db"] + arguments, environment: database.environment())
      #expect(refused.status == status, "\(arguments): \(refused.errors)")
    }
  }

  /// What it prints brings an empty database to where `db migrate` would; the private one need not be there.
  @Test func printsWhatItWouldRun() throws {
    let hotgigs = try Installation(isNew: true)
    let script = try hotgigs.run("db", "migrate", "--sql")
    #expect(script.status == 0 && script.output.contains("CREATE TABLE candidates"), "\(script.errors)")
    #expect(!FileManager.default.fileExists(atPath: hotgigs.home + "/postgresql"))
    let database = try EmptyDatabase()
    let folder = try TemporaryFolder()
    let file = try folder.write(script.output, to: "up.sql")
    let loaded = try Command(
      executable: "/usr/bin/psql", arguments: [database.url, "-Xq", "-v", "ON_ERROR_STOP=1", "-f", file],
      environment: [:]
    ).result()
    #expect(loaded.status == 0, "\(loaded.errors)")
    #expect(try database.run("db", "migrate").output.contains("nothing to do"))
    #expect(try database.run("status").status == 0)
  }

  @Test func aFailedMigrationLeavesTheVersionAndSaysWhatToDo() throws {
    let database = try EmptyDatabase()
    #expect(try database.run("db", "migrate").status == 0)
    let program = try OtherSchema()
    try program.add("CREATE TABLE half (a int);\nSELECT 1/0;\n", as: "9000_half.up.sql")
    let failed = try program.start("db", "migrate", environment: database.environment()).result()
    #expect(failed.status == 70)
    #expect(failed.errors.contains("migration 9000 (half) failed: division by zero"), "\(failed.errors)")
    #expect(failed.errors.contains("mend the cause, then migrate again"))
    #expect(failed.errors.split(separator: "\n").count == 1)
    #expect(
      try database.administer("SELECT max(version), to_regclass('half') IS NULL FROM schema_migrations", in: "empty")
        == "\(try OtherSchema().versions.last ?? 0)|t")
    #expect(try database.run("status").status == 0)
  }

  @Test func whatDiffersFromTheFilesIsRefused() throws {
    let database = try EmptyDatabase()
    let newer = try OtherSchema()
    try newer.add("SELECT 1;\n", as: "9000_newer.up.sql")
    #expect(try newer.start("db", "migrate", environment: database.environment()).result().status == 0)
    for arguments in [["db", "migrate"], ["status"]] {
      let ahead = try database.hotgigs.run(arguments, environment: database.environment())
      #expect(ahead.status == 78 && ahead.errors.contains("install the newer program"), "\(ahead.errors)")
    }
    #expect(try database.run("db", "history", "--json").rows().last?["state"] as? String == "unknown")

    try newer.edit(3)
    for command in ["migrate", "rollback"] {
      let edited = try newer.start("db", command, environment: database.environment()).result()
      #expect(edited.status == 78, "\(edited.errors)")
      #expect(edited.errors.contains("migration 3 (access) was edited after it had been applied: restore the file"))
    }
    let history = try newer.start("db", "history", environment: database.environment()).result()
    #expect(history.output.split(separator: "\n").contains { $0.contains("access") && $0.contains("edited") })
  }

  @Test func whoMayNotIsToldWhatIsMissing() throws {
    let database = try EmptyDatabase()
    _ = try database.administer("CREATE ROLE stranger LOGIN; CREATE ROLE owner LOGIN")
    let stranger = try database.run("db", "migrate", as: "stranger")
    #expect(
      stranger.status == 77 && stranger.errors.contains("permission denied for schema public"), "\(stranger.errors)")
    // Roles are made only by who may make them, or are there already.
    _ = try database.administer("ALTER DATABASE empty OWNER TO owner")
    let owner = try database.run("db", "migrate", as: "owner")
    #expect(owner.status == 77 && owner.errors.contains("migration 3 (access"), "\(owner.errors)")
    #expect(owner.errors.split(separator: "\n").count == 1)
    #expect(try database.administer("SELECT max(version) FROM schema_migrations", in: "empty") == "2")
    _ = try database.administer("ALTER ROLE owner CREATEROLE")
    #expect(try database.run("db", "migrate", as: "owner").status == 0)

    #expect(try database.run("status", as: "owner").status == 0)
    let reader = try database.run("status", as: "stranger")
    #expect(reader.status == 77 && reader.errors.contains("the role that owns the tables"), "\(reader.errors)")
    _ = try database.administer("REVOKE hotgigs_app FROM owner")
    let stuck = try database.run("status", as: "owner")
    #expect(stuck.status == 77 && stuck.errors.contains("GRANT hotgigs_app, hotgigs_worker TO"), "\(stuck.errors)")
  }

  @Test func writesTheFilesOfANewOne() throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder()
    let schema = folder.path + "/Sources/CandidateStore/Schema"
    try FileManager.default.createDirectory(atPath: schema, withIntermediateDirectories: true)
    let nowhere = try hotgigs.run("db", "new", "add_interviews")
    #expect(nowhere.status == 66 && nowhere.errors.contains("--directory"), "\(nowhere.errors)")
    let inside = try Command(
      executable: "/usr/bin/env", arguments: ["-C", schema, Installation.executable, "db", "new", "add interviews"],
      environment: ["HOTGIGS_HOME": hotgigs.home]
    ).result()
    #expect(inside.status == 0, "\(inside.errors)")
    let second = try hotgigs.run("db", "new", "more", "--directory", schema, "--json")
    #expect(
      try second.rows().compactMap { $0["path"] as? String } == ["up", "down"].map { "\(schema)/0002_more.\($0).sql" })
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: schema).sorted() == [
        "0001_add_interviews.down.sql", "0001_add_interviews.up.sql", "0002_more.down.sql", "0002_more.up.sql",
      ])
    #expect(try hotgigs.run("db", "new", "a/b", "--directory", schema).status == 64)
    #expect(try hotgigs.run("db", "new", "a", "--directory", "/nonexistent").status == 78)
  }
}
