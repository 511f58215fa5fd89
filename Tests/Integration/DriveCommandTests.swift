import Foundation
import TestSupport
import Testing

/// Google Drive as people use it: the real processes, a real PostgreSQL, and a Drive of the tests' own over a real socket.
@Suite struct DriveCommandTests {
  let hotgigs: Installation
  let drive: DriveServer
  let files: TemporaryFolder
  let settings: String

  init() async throws {
    hotgigs = try Installation()
    drive = try await DriveServer()
    files = try TemporaryFolder()
    // Quick where it tries again.
    settings = try files.write(
      "drive:\n  api: \(drive.url)\n  first_wait: 5 ms\n  patience: 20 s\n", to: "pipeline.yaml")
    try await drive.putFolder("root")
  }

  @Test func whatIsNewOrChangedBecomesCandidates() async throws {
    try await drive.putFolder("below", in: "root")
    try await drive.put("a", in: "root", ["name": "a.txt", "text": Fixtures.resume(1)])
    try await drive.put(
      "b", in: "below",
      ["name": "b/../\u{1b}[2J\n\(String(repeating: "x", count: 1000)).txt", "text": Fixtures.resume(2)])
    try await drive.put(
      "doc", in: "below", ["name": "My CV", "mimeType": DriveServer.documentType, "text": Fixtures.resume(3)])
    try await drive.put("trashed", in: "root", ["text": Fixtures.resume(4), "trashed": true])
    try add("--tag", "berlin", "--every", "daily")
    let first = try sync()
    #expect(try first.rows().map { $0["outcome"] as? String } == ["created", "created", "created"], "\(first.errors)")
    #expect(try first.rows().contains { $0["file"] as? String == "drive:a/a.txt" })
    #expect(
      try hotgigs.sql("SELECT DISTINCT source FROM candidates") == "google_drive")
    #expect(try hotgigs.sql("SELECT count(DISTINCT candidate_id) FROM candidate_tags WHERE tag = 'berlin'") == "3")
    #expect(try hotgigs.sql("SELECT filename FROM resumes WHERE source_ref = 'doc'") == "My CV.docx")
    #expect(try hotgigs.sql("SELECT length(filename) FROM resumes WHERE source_ref = 'b'") == "255")
    _ = try await drive.countsSinceLast()

    // Unchanged: the token and one page of changes.
    #expect(try sync().rows().isEmpty)
    #expect(try await drive.countsSinceLast() == ["token": 1, "changes": 1])

    // One version more, one download.
    try await drive.put("a", in: "root", ["name": "a.txt", "text": Fixtures.resume(1) + "Kubernetes\n"])
    let changed = try sync()
    #expect(try changed.rows().map { $0["outcome"] as? String } == ["updated"], "\(changed.output) \(changed.errors)")
    #expect(try await drive.countsSinceLast()["media"] == 1)

    // A folder that is moved in brings what lies in it; one that goes takes its later changes with it.
    try await drive.putFolder("elsewhere")
    try await drive.put("c", in: "elsewhere", ["name": "c.txt", "text": Fixtures.resume(5)])
    #expect(try sync().rows().isEmpty)
    try await drive.putFolder("elsewhere", in: "below")
    #expect(try sync().rows().map { $0["outcome"] as? String } == ["created"])
    try await drive.put([["id": "below", "parents": [String]()]])
    try await drive.put("c", in: "elsewhere", ["text": Fixtures.resume(6)])
    #expect(try sync().rows().isEmpty)

    let listed = try #require(try hotgigs.run("drive", "list", "--json", "--config", settings).rows().first)
    #expect(listed["files_synced"] as? Int == 4, "\(listed)")
    #expect(listed["status"] as? String == "active")
    #expect(listed["last_sync_at"] != nil && listed["next_sync_at"] != nil)
    #expect(listed["error"] == nil)
  }

  @Test func whatIsNoDocumentIsLeftAndToldOfOnce() async throws {
    try await drive.put("video", in: "root", ["name": "v.mp4", "mimeType": "video/mp4", "size": 5_000_000])
    try await drive.put("huge", in: "root", ["name": "huge.pdf", "mimeType": "application/pdf", "size": 25_000_000])
    try await drive.put("sheet", in: "root", ["name": "Sheet", "mimeType": "application/vnd.google-apps.spreadsheet"])
    try await drive.put(
      "kept", in: "root", ["name": "kept.txt", "text": "mine", "capabilities": ["canDownload": false]])
    try await drive.put(
      "broken", in: "root",
      [
        "name": "broken", "mimeType": DriveServer.shortcutType,
        "shortcutDetails": ["targetId": "nowhere", "targetMimeType": "text/plain"],
      ])
    try await drive.put("good", in: "root", ["name": "good.txt", "text": Fixtures.resume(1)])
    try add()
    let rows = try sync().rows()
    let codes = Dictionary(
      uniqueKeysWithValues: rows.map {
        (($0["file"] as? String ?? ""), $0["code"] as? String ?? $0["outcome"] as? String)
      })
    #expect(
      codes == [
        "drive:video/v.mp4": "unsupported_type", "drive:huge/huge.pdf": "too_large",
        "drive:sheet/Sheet": "unsupported_type", "drive:kept/kept.txt": "unreadable",
        "drive:broken/broken": "unreadable", "drive:good/good.txt": "created",
      ])
    #expect(try await drive.countsSinceLast()["media"] == 1)
    // Also where all of the folder is looked through again.
    try await drive.set(#"{"oldest_token": 1000000}"#)
    try await drive.put("good", in: "root", ["text": Fixtures.resume(1)])
    #expect(try sync().rows().isEmpty)
    let counts = try await drive.countsSinceLast()
    #expect(counts["list"] == 1 && counts["media"] == nil, "\(counts)")
  }

  @Test func shortcutsLeadToEachFileOnce() async throws {
    try await drive.putFolder("one", in: "root")
    try await drive.putFolder("two", in: "one")
    try await drive.putFolder("outside")
    try await drive.put("a", in: "two", ["name": "same.txt", "text": Fixtures.resume(1)])
    try await drive.put("b", in: "outside", ["name": "same.txt", "text": Fixtures.resume(2)])
    try await drive.put([["id": "c", "name": "c.txt", "parents": ["one", "two"], "text": Fixtures.resume(3)]])
    try await drive.putShortcut("up", in: "two", to: "root", DriveServer.folderType)
    try await drive.putShortcut("across", in: "two", to: "one", DriveServer.folderType)
    try await drive.putShortcut("out", in: "two", to: "outside", DriveServer.folderType)
    try await drive.putShortcut("file", in: "root", to: "a", "text/plain")
    try add()
    #expect(try sync().rows().map { $0["outcome"] as? String } == ["created", "created", "created"])
    #expect(try hotgigs.sql("SELECT count(*), count(DISTINCT source_ref) FROM sightings") == "3|3")
    try await drive.put("b", in: "outside", ["text": Fixtures.resume(4)])
    #expect(try sync().rows().map { $0["outcome"] as? String } == ["created"])
    // Without its shortcut it is none of ours.
    try await drive.remove("out")
    try await drive.put("b", in: "outside", ["text": Fixtures.resume(5)])
    #expect(try sync().rows().isEmpty)
  }

  @Test func aFileThatCanNotBeHadIsAskedForAgain() async throws {
    for number in 1...5 {
      try await drive.put("f\(number)", in: "root", ["name": "\(number).txt", "text": Fixtures.resume(number)])
    }
    try await drive.setRules([["endpoint": "media", "id": "f3", "flip": 1]])
    try add()
    let first = try sync()
    #expect(first.status == 0, "\(first.errors)")
    #expect(try first.rows().count { $0["outcome"] as? String == "created" } == 4, "\(first.output)")
    let open = try first.rows().first { $0["outcome"] as? String == "pending" }
    #expect((open?["message"] as? String)?.contains("drive_checksum") == true, "\(first.output)")
    #expect(try hotgigs.sql("SELECT open_files FROM google_drive_syncs") == #"{"f3": "drive_checksum"}"#)
    try await drive.setRules([])
    #expect(try sync().rows().map { $0["file"] as? String } == ["drive:f3/3.txt"])
    #expect(try hotgigs.sql("SELECT open_files, files_synced FROM google_drive_syncs") == "{}|5")
  }

  @Test func faultsAndKillsLoseNothingAndDoNothingTwice() async throws {
    let count = 200
    var entries: [[String: Any]] = []
    for number in 0..<20 {
      let parent = number < 4 ? "root" : "folder\(number % 4)"
      entries.append(["id": "folder\(number)", "mimeType": DriveServer.folderType, "parents": [parent]])
    }
    for number in 1...count {
      entries.append([
        "id": "file\(number)", "name": "cv.txt", "parents": ["folder\(number % 20)"], "text": Fixtures.resume(number),
      ])
    }
    try await drive.put(entries)
    // Each at most once for the same request: what is tried again goes well.
    let faults: [[String: Any]] = [
      ["status": 500], ["status": 503, "retry_after": 0], ["status": 429, "reason": "rateLimitExceeded"],
      ["status": 403, "reason": "userRateLimitExceeded"], ["cut": true], ["cut_after": 0.5, "endpoint": "media"],
      ["flip": 1, "endpoint": "media"], ["expire_tokens": true], ["garbage": "<html>", "status": 502],
    ]
    try await drive.setRules(
      faults.enumerated().map { number, fault in
        fault.merging(["probability": 0.05, "seed": number, "once_each": true]) { $1 }
      })
    try add()
    for part in [20, 60] {
      let killed = try hotgigs.start(["drive", "sync", "1", "--json", "--config", settings])
      while killed.isRunning, killed.outputSoFar.split(separator: "\n").count < part { usleep(5000) }
      _ = killed.killHard()
    }
    let last = try sync()
    #expect(last.status == 0, "\(last.errors)")
    try await drive.setRules([])
    // What had a fault on each try is had now.
    _ = try sync()
    #expect(
      try hotgigs.sql("SELECT count(*), count(DISTINCT source_ref) FROM resumes WHERE status = 'completed'")
        == "\(count)|\(count)")
    #expect(
      try hotgigs.sql("SELECT count(*), count(DISTINCT candidate_id) FROM candidate_activity WHERE action = 'created'")
        == "\(count)|\(count)")
    #expect(try hotgigs.sql("SELECT count(*) FROM candidate_activity WHERE action = 'updated'") == "0")
    #expect(try hotgigs.sql("SELECT files_synced FROM google_drive_syncs") == "\(count)")
    #expect(try hotgigs.sql("SELECT count(*) FROM runs WHERE status = 'running'") == "0")
    _ = try await drive.countsSinceLast()
    #expect(try sync().rows().isEmpty)
    #expect(try await drive.countsSinceLast() == ["token": 1, "changes": 1])
  }

  @Test func whatAPersonHasToSeeToIsSaidAndTriedOnceADay() async throws {
    try await drive.put("a", in: "root", ["name": "a.txt", "text": Fixtures.resume(1)])
    try add("--every", "weekly")
    #expect(try sync().rows().count == 1)
    try await drive.put([["id": "root", "hidden": true]])
    let gone = try sync()
    #expect(gone.status == 66 && gone.errors.contains("no longer shared with intake@tests"), "\(gone.errors)")
    #expect(
      try hotgigs.sql(
        "SELECT status, next_sync_at - now() BETWEEN interval '23 h' AND interval '25 h' FROM google_drive_syncs")
        == "error|t")
    let listed = try hotgigs.run("drive", "list", "--config", settings)
    #expect(listed.output.contains("1: the folder is gone or no longer shared"), "\(listed.output)")
    try await drive.put([["id": "root", "hidden": false]])
    #expect(try hotgigs.run("drive", "resume", "1", "--config", settings).output.contains("due now"))
    #expect(try sync().status == 0)
    #expect(
      try hotgigs.sql(
        "SELECT status, error_message IS NULL, next_sync_at > now() + interval '6 d' FROM google_drive_syncs")
        == "active|t|t")

    try await drive.set(#"{"revoke": true}"#)
    let revoked = try sync()
    #expect(revoked.status == 77 && revoked.errors.contains("drive_unauthorized"), "\(revoked.errors)")
    #expect(try hotgigs.sql("SELECT status FROM google_drive_syncs") == "error")
    let paused = try hotgigs.run("drive", "pause", "1", "--config", settings)
    #expect(paused.status == 0)
    #expect(try sync().errors.contains("hotgigs drive resume 1"))
    #expect(try hotgigs.run("drive", "remove", "1", "--config", settings).status == 0)
    #expect(try hotgigs.run("drive", "remove", "1", "--config", settings).status == 66)
    #expect(try hotgigs.sql("SELECT count(*) FROM candidates") == "1")
  }

  @Test func whatIsNoFolderOrNoKeyIsRefusedInOneLine() async throws {
    try await drive.put("file", in: "root", ["name": "file.txt", "text": "x"])
    try files.write("no key", to: "no.json")
    let cases: [([String], Int32, String)] = [
      (["file", "--credentials", drive.serviceAccountKey], 65, "is a file (text/plain), no folder"),
      (["nowhere", "--credentials", drive.serviceAccountKey], 66, "it is not shared with intake@tests"),
      (["../etc/passwd", "--credentials", drive.serviceAccountKey], 64, "no folder's id"),
      (["root", "--credentials", files.path + "/no.json"], 65, "drive_invalid_credentials"),
      (["root", "--credentials", files.path + "/none.json"], 66, "No such file"),
      (["root", "--credentials-env", "NO_SUCH_KEY"], 66, "NO_SUCH_KEY"),
      (["root"], 64, "say where the credential is"),
      (["root", "--credentials-config", "drive.key"], 66, "there is no key for secrets"),
    ]
    for (arguments, status, said) in cases {
      let result = try hotgigs.run(["drive", "add", "--config", settings] + arguments)
      #expect(
        result.status == status && result.errors.contains(said), "\(arguments): \(result.status) \(result.errors)")
    }
    #expect(try hotgigs.run("drive", "sync", "7", "--config", settings).status == 66)
    #expect(try hotgigs.run("drive", "--help").output.contains("hotgigs drive add"))
    try add()
    let twice = try hotgigs.run("drive", "add", "root", "--credentials", drive.serviceAccountKey, "--config", settings)
    #expect(twice.status == 65 && twice.errors.contains("already"), "\(twice.errors)")
  }

  @Test func aSealedKeyServesAnAdminAlone() async throws {
    let environment = ["HOTGIGS_SECRET_KEY": "kP2vXyT0m9Qe4LrB7uHs1cWd5zAf8gJn"]
    try await drive.put("a", in: "root", ["name": "a.txt", "text": Fixtures.resume(1)])
    let kept = try hotgigs.run(
      ["config", "set", "drive.key", "--secret", "--from-file", drive.serviceAccountKey], environment: environment)
    #expect(kept.status == 0, "\(kept.errors)")
    #expect(try hotgigs.run("users", "add", "eve@example.com", "--role", "recruiter").status == 0)
    let added = try hotgigs.run(
      [
        "drive", "add", "https://drive.google.com/drive/u/0/folders/root?usp=sharing", "--credentials-config",
        "drive.key", "--recruiter", "eve@example.com", "--every", "daily", "--config", settings,
      ], environment: environment)
    #expect(added.status == 0, "\(added.errors)")
    let key = try String(contentsOfFile: drive.serviceAccountKey, encoding: .utf8)
    #expect(
      try hotgigs.sql("SELECT count(*) FROM google_drive_syncs s WHERE s::text LIKE '%PRIVATE KEY%'") == "0"
        && key.contains("PRIVATE KEY"))
    // The recruiter sees it, and may not use the admin's secret.
    let seen = try hotgigs.run("drive", "list", "--as", "eve@example.com", "--config", settings)
    #expect(seen.output.contains("Folder root"), "\(seen.output)")
    let refused = try hotgigs.run(
      ["drive", "sync", "1", "--as", "eve@example.com", "--config", settings], environment: environment)
    #expect(refused.status == 66 && refused.errors.contains("which only an admin reads"), "\(refused.errors)")
    let result = try hotgigs.run(["drive", "sync", "1", "--config", settings], environment: environment)
    #expect(result.status == 0 && result.output.contains("created: 1"), "\(result.errors)")
    #expect(
      try hotgigs.sql("SELECT u.email FROM candidates c JOIN users u ON u.id = c.recruiter_id") == "eve@example.com")
  }

  @Test func aPersonConsentsInABrowser() async throws {
    let environment = ["HOTGIGS_SECRET_KEY": "kP2vXyT0m9Qe4LrB7uHs1cWd5zAf8gJn"]
    try await drive.put("a", in: "root", ["name": "a.txt", "text": Fixtures.resume(1)])
    try files.write(
      #"{"installed": {"client_id": "tests.apps.googleusercontent.com", "client_secret": "hush"}}"#, to: "client.json")
    try files.write("drive:\n  api: \(drive.url)\n  tokens: \(drive.tokenURL)\n", to: "pipeline.yaml")
    let input = files.path + "/typed"
    try #require(mkfifo(input, 0o600) == 0)
    // For both, or whoever opens it first waits for the other.
    let typed = try #require(fopen(input, "r+"))
    let adding = try hotgigs.start(
      [
        "drive", "add", "root", "--consent", files.path + "/client.json", "--credentials-config", "drive.person",
        "--config", settings,
      ], environment: environment, input: input)
    while adding.isRunning, !adding.errorsSoFar.contains("to here:\n") { usleep(5000) }
    let url = try #require(adding.errorsSoFar.split(whereSeparator: \.isWhitespace).first { $0.hasPrefix("https://") })
    let items = try #require(URLComponents(string: String(url))?.queryItems)
    func value(_ name: String) -> String { items.first { $0.name == name }?.value ?? "" }
    try await drive.set(
      """
      {"code": {"code": "a-code", "client_id": "\(value("client_id"))", "redirect_uri": "\(value("redirect_uri"))",
        "challenge": "\(value("code_challenge"))"}}
      """)
    fputs("\(value("redirect_uri"))/?state=\(value("state"))&code=a-code\n", typed)
    fflush(typed)
    let added = adding.result()
    fclose(typed)
    #expect(added.status == 0 && added.output.contains("sync 1: Folder root"), "\(added.errors)")
    #expect(
      try hotgigs.sql("SELECT key, is_secret, value LIKE 'aes-256-gcm:%' FROM configuration") == "drive.person|t|t")
    let result = try hotgigs.run(["drive", "sync", "1", "--config", settings], environment: environment)
    #expect(result.status == 0 && result.output.contains("created: 1"), "\(result.errors)")
  }

  @Test func aWatchRunsWhatIsDue() async throws {
    try await drive.put("a", in: "root", ["name": "a.txt", "text": Fixtures.resume(1)])
    try add("--every", "daily")
    let watch = try hotgigs.run("watch", "--once", "--config", settings)
    #expect(watch.status == 0, "\(watch.errors)")
    #expect(watch.output.contains("sync 1 of Folder root"), "\(watch.output) \(watch.errors)")
    #expect(try hotgigs.sql("SELECT count(*) FROM candidates") == "1")
    #expect(try hotgigs.run("watch", "--once", "--config", settings).output == "")
    // One that somebody runs is let be.
    _ = try hotgigs.sql(
      "UPDATE google_drive_syncs SET next_sync_at = now(), leased_until = now() + interval '1 h', leased_by = 'elsewhere'"
    )
    #expect(try hotgigs.run("watch", "--once", "--config", settings).output == "")
    let taken = try sync()
    #expect(taken.status == 0 && taken.errors.contains("is running elsewhere"), "\(taken.errors)")
  }

  // MARK: How it is run

  private func add(_ options: String...) throws {
    let result = try hotgigs.run(
      ["drive", "add", "root", "--credentials", drive.serviceAccountKey, "--config", settings] + options)
    try #require(result.status == 0, "\(result.errors)")
  }

  private func sync() throws -> Installation.Result {
    try hotgigs.run("drive", "sync", "1", "--json", "--config", settings)
  }
}
