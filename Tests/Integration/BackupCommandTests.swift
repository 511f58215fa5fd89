import Foundation
import TestSupport
import Testing

/// Backups as people make and restore them: real processes, a real PostgreSQL, real damage.
@Suite struct BackupCommandTests {
  /// All rows of all tables, in order; without what says when and by whom backups were made and restored.
  private func content(_ hotgigs: Installation) throws -> String {
    let tables = try hotgigs.sql(
      """
      SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname NOT IN ('backups', 'audit_logs', 'error_logs')
      """)
    return try tables.split(separator: " ").map { table in
      try table + "\n" + hotgigs.sql("SELECT t::text FROM \(table) t ORDER BY 1")
    }.joined(separator: "\n")
  }

  private func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(filePath: path)) }

  /// All candidates, in each format.
  private func exports(_ hotgigs: Installation) throws -> [String] {
    try ["csv", "json", "json-resume"].map { format in
      let export = try hotgigs.run("candidates", "export", "--format", format)
      try #require(export.status == 0 && !export.output.isEmpty, "\(export.errors)")
      return export.output
    }
  }

  /// Takes the database and the documents away.
  private func destroy(_ hotgigs: Installation) throws {
    #expect(try hotgigs.run("db", "stop").status == 0)
    try FileManager.default.removeItem(atPath: hotgigs.home + "/postgresql")
    if FileManager.default.fileExists(atPath: hotgigs.home + "/content") {
      try FileManager.default.removeItem(atPath: hotgigs.home + "/content")
    }
  }

  /// With people, one of them worked with, and a failure.
  private func filled(_ count: Int = 12) throws -> Installation {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder.people(count)
    try folder.write("no address in it, but\nSkills\nSQL\n", to: "failing.txt")
    #expect(try hotgigs.run("ingest", folder.path).status == 0)
    _ = try hotgigs.sql("UPDATE candidates SET phone = '+351 912 345 678' WHERE email_key = 'person3@example.com'")
    _ = try hotgigs.sql("INSERT INTO candidate_notes (candidate_id, note) SELECT max(id), E'a\\n\\\\b' FROM candidates")
    return hotgigs
  }

  @Test(arguments: ["custom", "plain"])
  func restoresDatabaseAndDocumentsAsTheyWere(format: String) throws {
    let hotgigs = try filled()
    let before = try content(hotgigs)
    let backup = try hotgigs.run("db", "backup", "--with-files", "--format", format, "--json")
    #expect(backup.status == 0, "\(backup.errors)")
    let made = try #require(try backup.rows().first)
    let path = try #require(made["location"] as? String)
    #expect(made["documents"] as? Int == 13)
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    let address = try hotgigs.sql("SELECT file_path FROM resumes ORDER BY id LIMIT 1")
    let document = try bytes("\(hotgigs.home)/content/\(address)")
    let exported = try exports(hotgigs)

    try destroy(hotgigs)
    let restored = try hotgigs.run("db", "restore", path)
    #expect(restored.status == 0, "\(restored.errors)")
    #expect(try content(hotgigs) == before)
    #expect(try exports(hotgigs) == exported)
    #expect(try bytes("\(hotgigs.home)/content/\(address)") == document)
    #expect(try hotgigs.sql("SHOW timezone") == "UTC")
    // It is worked on as ever: the roles are there, and numbers go on.
    let more = try TemporaryFolder.people(14)
    let ingested = try hotgigs.run("ingest", "--json", more.path)
    #expect(ingested.status == 0, "\(ingested.errors)")
    #expect(try hotgigs.sql("SELECT count(*) FROM candidates") == "14")
  }

  @Test func triesABackupOutAndRemembersIt() throws {
    let hotgigs = try filled(3)
    let path = hotgigs.home + "/trial.dump"
    #expect(try hotgigs.run("db", "backup", path).status == 0)
    let trial = try hotgigs.run("db", "restore", path, "--verify", "--json")
    #expect(trial.status == 0, "\(trial.errors)")
    #expect(try trial.rows().first?["is_counted"] as? Bool == true)
    #expect(try trial.rows().first?["is_recorded"] as? Bool == true)
    #expect(try hotgigs.sql("SELECT count(*) FROM pg_database WHERE datname LIKE 'hotgigs\\_verify%'") == "0")
    let listed = try hotgigs.run("db", "backup", "--list", "--json").rows()
    #expect(listed.count == 1)
    #expect(listed.first?["verified_at"] is String)
    #expect(listed.first?["is_there"] as? Bool == true)
    try FileManager.default.removeItem(atPath: path)
    #expect(try hotgigs.run("db", "backup", "--list", "--json").rows().first?["is_there"] as? Bool == false)
  }

  @Test func refusesABackupCutAnywhere() throws {
    let hotgigs = try filled(3)
    for (name, arguments) in [
      ("whole.tar", ["--with-files"]), ("whole.dump", []), ("whole.sql", ["--format", "plain"]),
    ] {
      let path = "\(hotgigs.home)/\(name)"
      #expect(try hotgigs.run(["db", "backup", path] + arguments).status == 0)
      let whole = try bytes(path)
      let manifest = try? bytes(path + ".manifest.json")
      // With its manifest, and as somebody who copies the dump alone.
      for hasManifest in manifest == nil ? [false] : [true, false] {
        for length in [0, 3, 600, whole.count / 3, whole.count / 2, whole.count - 1500, whole.count - 300] {
          let cut = "\(hotgigs.home)/cut-\(hasManifest)-\(length)-\(name)"
          try whole.prefix(length).write(to: URL(filePath: cut))
          if hasManifest { try manifest?.write(to: URL(filePath: cut + ".manifest.json")) }
          let refused = try hotgigs.run("db", "restore", cut, "--into", "nothing")
          #expect(refused.status == 65, "\(name) at \(length): \(refused.status) \(refused.errors)")
          #expect(refused.errors.split(separator: "\n").count == 1)
        }
      }
    }
    #expect(try hotgigs.sql("SELECT count(*) FROM pg_database WHERE datname = 'nothing'") == "0")
  }

  @Test func refusesAnAlteredBackup() throws {
    let hotgigs = try filled(2)
    let path = hotgigs.home + "/whole.tar"
    #expect(try hotgigs.run("db", "backup", path, "--with-files").status == 0)
    let whole = try bytes(path)
    // One bit in the dump, in a document, in the checksums, in the manifest and in the end.
    for part in [700, whole.count - 6000, whole.count - 3700, whole.count - 2000, whole.count - 10] {
      var altered = whole
      altered[part] ^= 1
      guard altered != whole else { continue }
      let copy = hotgigs.home + "/altered.tar"
      try altered.write(to: URL(filePath: copy))
      let refused = try hotgigs.run("db", "restore", copy, "--verify")
      #expect(refused.status == 65, "at \(part) of \(whole.count): \(refused.errors)")
    }
  }

  @Test func replacesNothing() throws {
    let hotgigs = try filled(2)
    let path = hotgigs.home + "/one.dump"
    #expect(try hotgigs.run("db", "backup", path).status == 0)
    let before = try content(hotgigs)
    for arguments in [[], ["--yes"]] {
      let refused = try hotgigs.run(["db", "restore", path] + arguments)
      #expect(refused.status == 78)
      #expect(refused.errors.contains("--into"))
    }
    #expect(try content(hotgigs) == before)
    // Nor another backup.
    let again = try hotgigs.run("db", "backup", path)
    #expect(again.status == 73)
    #expect(again.errors.contains("is there already"))
    // Into a new one beside it.
    let beside = try hotgigs.run("db", "restore", path, "--into", "second")
    #expect(beside.status == 0, "\(beside.errors)")
    #expect(try hotgigs.run("db", "restore", path, "--into", "second").status == 78)
  }

  @Test func replacesADatabaseWithNothingInItWhenToldTo() throws {
    let hotgigs = try filled(2)
    let path = hotgigs.home + "/one.tar"
    #expect(try hotgigs.run("db", "backup", path, "--with-files").status == 0)
    let before = try content(hotgigs)
    try destroy(hotgigs)
    // Any command makes the schema and the first accounts.
    #expect(try hotgigs.run("status").status == 0)
    let refused = try hotgigs.run("db", "restore", path)
    #expect(refused.status == 78)
    #expect(refused.errors.contains("--yes"))
    let restored = try hotgigs.run("db", "restore", path, "--yes")
    #expect(restored.status == 0, "\(restored.errors)")
    #expect(try content(hotgigs) == before)
  }

  @Test func keepsTheNewestOfItsOwnNaming() throws {
    let hotgigs = try filled(1)
    let folder = try TemporaryFolder()
    for name in ["hotgigs-20200101T000000Z.dump", "hotgigs-20200102T000000Z.tar", "mine.dump", "hotgigs-old.dump"] {
      try folder.write("x", to: name)
    }
    try folder.write("{}", to: "hotgigs-20200101T000000Z.dump.manifest.json")
    #expect(try hotgigs.run("db", "backup", folder.path, "--keep", "2").status == 0)
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(left.count == 5, "\(left)")
    #expect(left.contains("hotgigs-20200102T000000Z.tar"))
    #expect(left.contains("mine.dump") && left.contains("hotgigs-old.dump"))
    #expect(try hotgigs.run("db", "backup", folder.path, "--keep", "0").status == 64)
  }

  @Test func saysWhichDocumentsAreGone() throws {
    let hotgigs = try filled(2)
    let address = try hotgigs.sql("SELECT file_path FROM resumes ORDER BY id LIMIT 1")
    try FileManager.default.removeItem(atPath: "\(hotgigs.home)/content/\(address)")
    let backup = try hotgigs.run("db", "backup", hotgigs.home + "/b.tar", "--with-files")
    #expect(backup.status == 0)
    #expect(backup.errors.contains(address))
    #expect(try hotgigs.run("db", "restore", hotgigs.home + "/b.tar", "--verify").status == 0)
  }

  @Test func leavesNothingWhereTheDiskIsFull() throws {
    let hotgigs = try filled(2)
    let folder = try TemporaryFolder()
    // A device without room; in a folder of a full file system where one may be mounted.
    let mount = try Command(
      executable: "/usr/bin/mount", arguments: ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.path], environment: [:]
    ).result()
    let target = mount.status == 0 ? folder.path : "/proc"
    let failed = try hotgigs.run("db", "backup", target)
    #expect(failed.status == 73, "\(failed.errors)")
    #expect(failed.errors.split(separator: "\n").count == 1)
    if mount.status == 0 {
      #expect(failed.errors.contains("No space left"), "\(failed.errors)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
      _ = try Command(executable: "/usr/bin/umount", arguments: [folder.path], environment: [:]).result()
    }
    let listed = try hotgigs.run("db", "backup", "--list", "--json").rows()
    #expect(listed.first?["status"] as? String == "failed")
    #expect(listed.first?["error_message"] is String)
  }

  @Test func saysWhatIsWrongWithTheDatabaseGiven() throws {
    let hotgigs = try filled(1)
    let path = hotgigs.home + "/b.dump"
    let url = try hotgigs.run("db", "url").output.trimmingCharacters(in: .whitespacesAndNewlines)
    let stranger = url.replacingOccurrences(of: "//hotgigs@", with: "//stranger@")
    let superuser = url.replacingOccurrences(of: "//hotgigs@", with: "//postgres@")
    _ = try Command(
      executable: "/usr/bin/psql", arguments: [superuser, "-c", "CREATE ROLE stranger LOGIN"], environment: [:]
    ).result()
    for (address, status) in [
      ("nonsense", Int32(78)), ("postgresql://127.0.0.1:1/none", 69), (stranger, 77),
    ] {
      let failed = try hotgigs.run("db", "backup", path, environment: ["DATABASE_URL": address])
      #expect(failed.status == status, "\(address): \(failed.errors)")
      #expect(failed.errors.split(separator: "\n").count == 1, "\(failed.errors)")
      #expect(!FileManager.default.fileExists(atPath: path))
    }
    #expect(try hotgigs.run("db", "backup", path).status == 0)
    let refused = try hotgigs.run("db", "restore", path, "--into", "x", environment: ["DATABASE_URL": stranger])
    #expect(refused.status == 77, "\(refused.errors)")
  }

  @Test func saysThatThePasswordIsWrong() throws {
    let hotgigs = try filled(1)
    let path = hotgigs.home + "/b.dump"
    #expect(try hotgigs.run("db", "backup", path).status == 0)
    let url = try hotgigs.run("db", "url").output.trimmingCharacters(in: .whitespacesAndNewlines)
    let superuser = url.replacingOccurrences(of: "//hotgigs@", with: "//postgres@")
    func administer(_ sql: String) throws -> String {
      let result = try Command(executable: "/usr/bin/psql", arguments: [superuser, "-XAtqc", sql], environment: [:])
        .result()
      try #require(result.status == 0, "\(result.errors)")
      return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
    _ = try administer("CREATE ROLE secretive LOGIN SUPERUSER PASSWORD 'right'")
    let rules = URL(filePath: try administer("SHOW hba_file"))
    let former = try String(contentsOf: rules, encoding: .utf8)
    try ("local all secretive scram-sha-256\n" + former).write(to: rules, atomically: false, encoding: .utf8)
    _ = try administer("SELECT pg_reload_conf()")
    func address(_ password: String) -> [String: String] {
      ["DATABASE_URL": url.replacingOccurrences(of: "//hotgigs@", with: "//secretive:\(password)@")]
    }
    for arguments in [
      ["db", "backup", hotgigs.home + "/c.dump"], ["db", "restore", path, "--into", "second"], ["db", "health"],
      ["db", "migrate"], ["db", "cleanup"], ["status"],
    ] {
      let failed = try hotgigs.run(arguments, environment: address("wrong"))
      #expect(failed.status == 77, "\(arguments): \(failed.errors)")
      #expect(failed.errors.contains("check user and password"), "\(failed.errors)")
      #expect(failed.errors.split(separator: "\n").count == 1 && !failed.errors.contains("wrong"), "\(failed.errors)")
    }
    #expect(!FileManager.default.fileExists(atPath: hotgigs.home + "/c.dump"))
    #expect(try hotgigs.run("db", "health", "--quiet", environment: address("right")).status == 0)
  }

  /// A folder of the content store in which there is no room: neither rows nor documents are left.
  @Test func leavesNothingWhereDocumentsCantBeRestored() throws {
    let hotgigs = try filled(3)
    let path = hotgigs.home + "/b.tar"
    #expect(try hotgigs.run("db", "backup", path, "--with-files").status == 0)
    try destroy(hotgigs)
    // A file stands where a folder is to be made.
    let second = try TemporaryFolder()
    try second.write("in the way", to: "content")
    try second.write("content: {directory: \(second.path)/content}\n", to: "pipeline.yaml")
    let failed = try hotgigs.run("db", "restore", path, "--config", second.path + "/pipeline.yaml")
    #expect(failed.status == 69, "\(failed.errors)")
    #expect(failed.errors.split(separator: "\n").filter { $0.hasPrefix("error:") }.count == 1, "\(failed.errors)")
    #expect(try hotgigs.sql("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace") == "0")
    #expect(try hotgigs.run("db", "restore", path).status == 0)
    #expect(try hotgigs.sql("SELECT count(*) FROM candidates") == "3")
  }
}
