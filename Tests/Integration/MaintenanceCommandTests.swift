import Foundation
import TestSupport
import Testing

/// `hotgigs db cleanup`, `applications` and `logs`: a real process, a real PostgreSQL.
@Suite struct MaintenanceCommandTests {
  @Test func cleansUpByTheAgesOfTheSettings() throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder.people(2)
    try folder.write("no address in it, but\nSkills\nSQL\n", to: "failing.txt")
    #expect(try hotgigs.run("ingest", folder.path).status == 0)
    let address = try hotgigs.sql("SELECT file_path FROM resumes WHERE status = 'failed'")
    #expect(FileManager.default.fileExists(atPath: "\(hotgigs.home)/content/\(address)"))
    for sql in [
      "UPDATE resumes SET processed_at = now() - interval '8 days'",
      "UPDATE error_logs SET created_at = now() - interval '8 days'",
      "INSERT INTO applications (candidate_id, applied_at, updated_at) SELECT id, '2001-01-01', '2001-01-02' FROM candidates",
    ] { _ = try hotgigs.sql(sql) }
    let young = try hotgigs.run("db", "cleanup", "--json")
    #expect(young.status == 0, "\(young.errors)")
    #expect(try young.rows().map { $0["count"] as? Int } == [2, 0, 0, 0])
    #expect(try young.rows().map { $0["older_than"] as? String } == ["365 d", "30 d", "90 d", nil])

    try folder.write("cleanup: {failed_resumes: 7 d, error_logs: 7 d, applications: none}\n", to: "pipeline.yaml")
    let settings = ["--config", folder.path + "/pipeline.yaml"]
    let rehearsed = try hotgigs.run(["db", "cleanup", "--dry-run"] + settings)
    #expect(rehearsed.output.contains("would remove 1 failed resumes older than 7 d"), "\(rehearsed.output)")
    #expect(rehearsed.output.contains("applications: kept (cleanup.applications is none)"))
    #expect(try hotgigs.sql("SELECT count(*) FROM resumes") == "3")
    let done = try hotgigs.run(["db", "cleanup"] + settings)
    #expect(done.output.contains("removed 1 failed resumes older than 7 d"), "\(done.errors)")
    #expect(done.output.contains("removed 1 entries of error_logs older than 7 d"))
    #expect(done.output.contains("removed the bytes of 1 documents"))
    #expect(!FileManager.default.fileExists(atPath: "\(hotgigs.home)/content/\(address)"))
    let files = try hotgigs.run("runs", "show", "1", "--json")
    #expect(files.output.contains("failing.txt"), "\(files.output)")
    #expect(try hotgigs.run("runs", "undo", "1").status == 0)

    let archived = try hotgigs.run("applications", "list", "--archived", "--json").rows()
    #expect(archived.count == 2 && archived[0]["archivedAt"] is String)
    #expect(try hotgigs.run("applications", "list").output.isEmpty)
    #expect(try hotgigs.run("users", "add", "eve@example.org", "--role", "recruiter").status == 0)
    for arguments in [
      ["db", "cleanup"], ["applications", "list", "--archived"], ["logs", "audit"], ["logs", "errors"],
    ] {
      let refused = try hotgigs.run(arguments + ["--as", "eve@example.org"])
      #expect(refused.status == 77 && refused.output.isEmpty, "\(arguments): \(refused.errors)")
    }
    try folder.write("cleanup: {failed_resumes: 7 weeks}\n", to: "wrong.yaml")
    let wrong = try hotgigs.run("db", "cleanup", "--config", folder.path + "/wrong.yaml")
    #expect(wrong.status == 78 && wrong.errors.contains("cleanup.failed_resumes"), "\(wrong.errors)")
  }

  @Test func logsTellWhatAdminsDidAndWhatWentWrong() throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder.people(1)
    try folder.write("no address in it, but\nSkills\nSQL\n", to: "failing.txt")
    #expect(try hotgigs.run("db", "migrate").status == 0)
    #expect(try hotgigs.run("users", "add", "eve@example.org", "--role", "recruiter").status == 0)
    #expect(try hotgigs.run("ingest", folder.path).status == 0)
    let person = try hotgigs.sql("SELECT id FROM candidates")
    let id = try hotgigs.sql("SELECT id FROM resumes WHERE status = 'failed'")
    for arguments in [
      ["candidates", "share", person, "--with", "eve@example.org", "--permission", "read-only"],
      ["config", "set", "limit", "5"],
      ["reprocess", "--failed"], ["status", "--as", "eve@example.org"], ["db", "backup", "--quiet"],
      ["candidates", "subject", "person1@example.com"], ["candidates", "erase", person, "--yes"],
      ["candidates", "unsuppress", "person1@example.com"], ["runs", "undo", "1"],
      ["db", "rollback", "--yes"], ["db", "migrate"],
    ] {
      let result = try hotgigs.run(arguments)
      #expect(result.status == 0, "\(arguments): \(result.errors)")
    }
    // Nothing to restore, and a backup that is none.
    #expect(try hotgigs.run("db", "restore", folder.path + "/failing.txt").status == 65)
    let audited = try hotgigs.run("logs", "audit", "--json").rows()
    let actions = audited.compactMap { $0["action"] as? String }
    for action in [
      "migrate", "roll_back", "back_up", "undo_run", "unsuppress", "erase", "show_subject", "act_as", "reprocess",
      "set_configuration", "share_candidate", "add_user", "restore",
    ] { #expect(actions.contains(action), "\(action) is not among \(actions)") }
    // The first migration comes before the first account.
    #expect(audited.dropLast().allSatisfy { $0["admin"] as? String == "admin@localhost" })
    #expect(audited.first?["action"] as? String == "restore" && audited.first?["status"] as? String == "failed")
    #expect(!audited.description.contains("person1@example.com"))
    let page = try hotgigs.run("logs", "audit", "--limit", "2", "--after", "\(audited[2]["id"] ?? "")", "--json").rows()
    #expect(page.compactMap { $0["id"] as? Int } == audited[3...4].compactMap { $0["id"] as? Int })
    #expect(try hotgigs.run("logs", "audit", "--action", "erase").output.split(separator: "\n").count == 2)
    #expect(try hotgigs.run("logs", "audit", "--until", "2020-01-01").output.isEmpty)

    let errors = try hotgigs.run("logs", "errors", "--since", "1h", "--category", "file_upload", "--json").rows()
    #expect(errors.map { $0["code"] as? String } == ["not_a_resume", "not_a_resume"])
    #expect((errors.first?["data"] as? [String: Any])?["resume_id"] as? Int == Int(id))
    #expect(
      try hotgigs.run("logs", "errors", "--category", "database", "--severity", "error").output.contains(
        "restore failed"))
    for arguments in [
      ["--severity", "bad"], ["--since", "yesterday"], ["--limit", "0"], ["--user", "nobody@example.com"],
    ] {
      let refused = try hotgigs.run(["logs", "errors"] + arguments)
      #expect(refused.status == 64 && refused.output.isEmpty, "\(arguments): \(refused.errors)")
    }
  }

  @Test func whatTheDatabaseRefusesIsLogged() throws {
    let hotgigs = try Installation()
    #expect(try hotgigs.run("status").status == 0)
    _ = try hotgigs.sql("ALTER TABLE configuration RENAME TO moved")
    let failed = try hotgigs.run("config", "list")
    #expect(failed.status == 70, "\(failed.errors)")
    let rows = try hotgigs.run("logs", "errors", "--json").rows()
    #expect(rows.count == 1)
    #expect(rows.first?["code"] as? String == "42P01" && rows.first?["category"] as? String == "database")
  }
}
