import Foundation
import TestSupport
import Testing

/// Watched folders as people use them: the real process, a real PostgreSQL, real files.
@Suite struct WatchCommandTests {
  let hotgigs: Installation
  let folder: TemporaryFolder

  init() throws {
    hotgigs = try Installation()
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.path + "/in", withIntermediateDirectories: true)
  }

  @Test func aDroppedFileBecomesACandidateAndIsMoved() async throws {
    try configure("tags: [berlin, spring]")
    let watch = try await start()
    try drop("a.txt", person: "one")
    try folder.write("no resume at all", to: "in/a.txt.part")
    let rows = try await outcomes(1, of: watch)
    #expect(rows.first?["outcome"] as? String == "created", "\(rows)")
    #expect(rows.first?["moved_to"] as? String == path("in/processed/a.txt"))
    #expect(files() == ["a.txt.part", "processed/a.txt"])
    try rename("b.txt", person: "two", into: "below/deeper/b.txt")
    #expect(try await outcomes(2, of: watch).last?["moved_to"] as? String == path("in/processed/below/deeper/b.txt"))
    try await stop(watch)
    #expect(
      try hotgigs.sql("SELECT string_agg(tag, ',' ORDER BY id) FROM candidate_tags") == "berlin,spring,berlin,spring")
    #expect(try hotgigs.sql("SELECT DISTINCT source FROM candidates") == "resume_import")
    #expect(
      try hotgigs.sql("SELECT kind, status, detail, counts->>'created' FROM runs")
        == "watch|finished|\(path("in"))|2")
  }

  @Test func aSlowWriterIsWaitedForThoughItClosesAndOpensAgain() async throws {
    // So long that no writer of a busy machine is that slow: it is a process of its own.
    try configure(settle: "3 s")
    let watch = try await start()
    let writer = try Command(
      executable: "/bin/sh",
      arguments: [
        "-c",
        #"for part in 'Jo Doe\n' 'jo@example.com\n\n' 'Skills\n' 'SQL, Swift\n'; do printf "$part" >> "$0"; sleep 0.2; done"#,
        path("in/slow.txt"),
      ], environment: [:])
    let rows = try await outcomes(1, of: watch)
    #expect(rows.map { $0["outcome"] as? String } == ["created"], "\(rows)")
    try await stop(watch)
    #expect(writer.result().status == 0)
    #expect(try hotgigs.sql("SELECT count(*), max(file_size) FROM resumes") == "1|41")
  }

  @Test func aFailedFileSaysWhyAndIsTakenOnceMended() async throws {
    try configure()
    let watch = try await start()
    try folder.write(
      "Jo Doe\n\nSkills\nSQL, Swift, Kubernetes\n\nExperience\nEngineer at Acme, 2019 - 2021\n", to: "in/jo.txt")
    let failed = try #require(try await outcomes(1, of: watch).first)
    #expect(failed["code"] as? String == "missing_email", "\(failed)")
    #expect(files() == ["failed/jo.txt", "failed/jo.txt.error.txt"])
    let note = try String(contentsOfFile: path("in/failed/jo.txt.error.txt"), encoding: .utf8)
    let id = try #require(failed["resume_id"] as? Int)
    #expect(note.contains("missing_email") && note.contains("hotgigs reprocess --id \(id) --email ADDRESS"), "\(note)")
    // The same bytes again: the same reason again, and nothing is overwritten.
    try FileManager.default.copyItem(atPath: path("in/failed/jo.txt"), toPath: path("in/jo.txt"))
    #expect(try await outcomes(2, of: watch).last?["outcome"] as? String == "duplicate")
    #expect(files().contains("failed/jo (2).txt"))
    #expect(try String(contentsOfFile: path("in/failed/jo (2).txt.error.txt"), encoding: .utf8) == note)
    try drop("jo.txt", person: "jo")
    #expect(try await outcomes(3, of: watch).last?["outcome"] as? String == "created")
    #expect(files().contains("processed/jo.txt"))
    try await stop(watch)
  }

  @Test func aKilledWatchLosesNothingAndDoesNothingTwice() async throws {
    try configure()
    let count = 60
    for number in 1...count { try drop("\(number).txt", person: "p\(number)") }
    let killed = try await start()
    while killed.isRunning, killed.outputSoFar.split(separator: "\n").count < 10 { try await Self.pause() }
    _ = killed.killHard()
    let rows = try hotgigs.run("watch", "--once", "--json", "--config", path("pipeline.yaml"))
    #expect(rows.status == 0, "\(rows.errors)")
    #expect(files() == (1...count).map { "processed/\($0).txt" }.sorted())
    #expect(
      try hotgigs.sql("SELECT count(*), count(DISTINCT candidate_id) FROM candidate_activity WHERE action = 'created'")
        == "\(count)|\(count)")
    #expect(try hotgigs.sql("SELECT count(*) FROM resumes WHERE status = 'completed'") == "\(count)")
    #expect(try hotgigs.sql("SELECT count(*) FROM runs") == "1", "the day's run goes on")
  }

  @Test func anArchiveIsTheFilesInIt() async throws {
    try configure("tags: [fair]")
    let watch = try await start()
    try folder.write(
      SyntheticZip((1...5).map { ("people/\($0).txt", Self.resume(of: "p\($0)")) }).bytes, to: "in/applications.zip")
    let rows = try await outcomes(6, of: watch)
    #expect(rows.prefix(5).allSatisfy { $0["outcome"] as? String == "created" && $0["moved_to"] == nil }, "\(rows)")
    #expect(rows.contains { $0["file"] as? String == path("in/applications.zip!/people/3.txt") })
    let end = try #require(rows.last)
    #expect(end["archive"] as? String == path("in/applications.zip"), "\(rows)")
    #expect(end["moved_to"] as? String == path("in/processed/applications.zip"))
    #expect(files() == ["processed/applications.zip"])
    try await stop(watch)
    #expect(
      try hotgigs.sql("SELECT count(*), min(source_ref), min(priority) FROM resumes")
        == "5|\(path("in/applications.zip!/people/1.txt"))|0")
    #expect(try hotgigs.sql("SELECT count(*) FROM candidate_tags") == "5")
  }

  @Test func anArchiveWithFailuresSaysWhichAndWhy() async throws {
    try configure()
    var zip = SyntheticZip([
      ("good.txt", Self.resume(of: "one")),
      (
        "nobody.txt",
        "Jo Doe\n\nSkills\nSQL, Swift, Kubernetes\n\nExperience\n"
          + "Engineer at Acme, 2019 - 2021\n"
      ),
    ])
    zip.add("locked.pdf", "?") { $0.flags = 1 }
    try folder.write(zip.bytes, to: "in/mixed.zip")
    try folder.write(Array(zip.bytes.dropLast(30)), to: "in/cut.zip")
    try folder.write(SyntheticZip([]).bytes, to: "in/none.zip")
    let once = try hotgigs.run("watch", "--once", "--json", "--config", path("pipeline.yaml"))
    #expect(once.status == 0, "\(once.errors)")
    #expect(
      files()
        == ["cut", "mixed", "none"].flatMap { ["failed/\($0).zip", "failed/\($0).zip.error.txt"] })
    let id = try hotgigs.sql("SELECT id FROM resumes WHERE error_code = 'missing_email'")
    let note = try text("in/failed/mixed.zip.error.txt")
    #expect(note.hasPrefix("2 of the 3 files in mixed.zip were not taken in."), "\(note)")
    #expect(note.contains("\nlocked.pdf\n  code:     encrypted\n"), "\(note)")
    #expect(note.contains("hotgigs reprocess --id \(id) --email ADDRESS"), "\(note)")
    #expect(!note.contains("--password-file") && !note.contains("good.txt"), "\(note)")
    let cut = try text("in/failed/cut.zip.error.txt")
    #expect(cut.contains("code:     corrupt") && !cut.contains("reprocess"), "\(cut)")
    #expect(try text("in/failed/none.zip.error.txt").contains("code:     empty"))
    #expect(try hotgigs.sql("SELECT count(*) FROM candidates") == "1")
  }

  @Test func anArchiveGoesOnAfterAKill() async throws {
    try configure()
    // More than wait for their ends at once: the first end comes before the last file is found.
    let count = 700
    try folder.write(
      SyntheticZip((1...count).map { ("\($0).txt", Self.resume(of: "p\($0)")) }).bytes, to: "in/many.zip")
    // By a process of its own, which no other test holds up.
    let kill = #"""
      "$0" watch --json --config "$1" > "$2" 2> /dev/null &
      until [ -s "$2" ]; do sleep 0.01; done
      kill -9 $!
      """#
    _ = try Command(
      executable: "/bin/sh", arguments: ["-c", kill, Installation.executable, path("pipeline.yaml"), path("outcomes")],
      environment: ["HOTGIGS_HOME": hotgigs.home]
    ).result()
    #expect(files() == ["many.zip"])
    let rest = try hotgigs.run("watch", "--once", "--json", "--config", path("pipeline.yaml"))
    #expect(rest.status == 0, "\(rest.errors)")
    #expect(files() == ["processed/many.zip"])
    #expect(
      try hotgigs.sql("SELECT count(*), count(DISTINCT candidate_id) FROM candidate_activity")
        == "\(count)|\(count)")
    #expect(try hotgigs.sql("SELECT count(*), min(status), max(status) FROM resumes") == "\(count)|completed|completed")
  }

  @Test func anArchiveIsKeptOrDeletedAsAnyFile() async throws {
    let bytes = SyntheticZip((1...3).map { ("\($0).txt", Self.resume(of: "p\($0)")) }).bytes
    for (afterwards, left) in [("keep", ["a.zip"]), ("delete", [])] {
      try configure("afterwards: \(afterwards)")
      try folder.write(bytes, to: "in/a.zip")
      let once = try hotgigs.run("watch", "--once", "--config", path("pipeline.yaml"))
      #expect(once.status == 0, "\(once.errors)")
      #expect(files() == left)
    }
    #expect(try hotgigs.sql("SELECT count(*) FROM candidates") == "3")
  }

  @Test func twoWatchersOnOneFolderDoEachThingOnce() async throws {
    try configure()
    let watchers = [try await start(), try await start()]
    let count = 40
    for number in 1...count { try rename("\(number).txt", person: "p\(number)", into: "\(number).txt") }
    let deadline = ContinuousClock.now + .seconds(60)
    while files().count(where: { $0.hasPrefix("processed/") }) < count, ContinuousClock.now < deadline {
      try await Self.pause()
    }
    #expect(files() == (1...count).map { "processed/\($0).txt" }.sorted())
    var errors: [String] = []
    for watcher in watchers { errors.append(try await stop(watcher).errors) }
    #expect(!errors.joined().contains("warning") && !errors.joined().contains("error"), "\(errors)")
    #expect(try hotgigs.sql("SELECT count(*) FROM candidates") == "\(count)")
    #expect(try hotgigs.sql("SELECT count(*) FROM candidate_activity") == "\(count)")
  }

  @Test func aNameThatIsNoUTF8IsMovedAsItIs() async throws {
    try configure()
    let watch = try await start()
    var name = Array(path("in/r").utf8CString.dropLast())
    name += [CChar(bitPattern: 0xe9), 0x2e, 0x74, 0x78, 0x74, 0]
    let text = Self.resume(of: "latin")
    let descriptor = open(name, O_WRONLY | O_CREAT, 0o600)
    #expect(write(descriptor, text, text.utf8.count) == text.utf8.count)
    close(descriptor)
    let row = try #require(try await outcomes(1, of: watch).first)
    #expect(row["outcome"] as? String == "created", "\(row)")
    #expect(row["moved_to"] as? String == path(#"in/processed/r\xE9.txt"#))
    try await stop(watch)
  }

  @Test func keepsWhatIsToBeKeptAndTakesItOnce() async throws {
    try configure("afterwards: keep")
    try drop("a.txt", person: "one")
    let watch = try await start()
    _ = try await outcomes(1, of: watch)
    try drop("b.txt", person: "two")
    _ = try await outcomes(2, of: watch)
    try drop("a.txt", person: "three")
    let rows = try await outcomes(3, of: watch)
    #expect(rows.map { $0["outcome"] as? String } == ["created", "created", "created"], "\(rows)")
    #expect(files() == ["a.txt", "b.txt"])
    try await stop(watch)
    #expect(try hotgigs.sql("SELECT count(*) FROM sightings") == "3")
  }

  @Test func deletesWhatIsToBeDeletedButNoFailure() async throws {
    try configure("afterwards: delete")
    try drop("a.txt", person: "one")
    try folder.write("", to: "in/empty.pdf")
    let result = try hotgigs.run("watch", "--once", "--config", path("pipeline.yaml"))
    #expect(result.status == 0, "\(result.errors)")
    #expect(files() == ["failed/empty.pdf", "failed/empty.pdf.error.txt"])
  }

  @Test func aStopGivesBackWhatIsInHand() async throws {
    try configure(settle: "100 ms")
    let count = 400
    for number in 1...count { try drop("\(number).txt", person: "p\(number)") }
    let watch = try await start()
    _ = try await outcomes(5, of: watch)
    // Waited for in place: a task that lets others go on may come back long after the end.
    let asked = ContinuousClock.now
    kill(watch.pid, SIGTERM)
    let stopped = watch.result()
    #expect(ContinuousClock.now - asked < .seconds(10))
    #expect(stopped.status == 0, "\(stopped.errors)")
    #expect(try hotgigs.sql("SELECT count(*) FROM resumes WHERE status = 'processing'") == "0")
    let rest = try hotgigs.run("watch", "--once", "--config", path("pipeline.yaml"))
    #expect(rest.status == 0, "\(rest.errors)")
    #expect(files().count == count && files().allSatisfy { $0.hasPrefix("processed/") })
    #expect(try hotgigs.sql("SELECT count(*) FROM candidate_activity") == "\(count)")
  }

  @Test func anOutcomeFromAnotherProcessIsSeen() async throws {
    try configure()
    let watch = try await start()
    // Both work on the queue: some of the files are read by the other one.
    let worker = try hotgigs.start(["worker", "--json"])
    for number in 1...30 { try rename("\(number).txt", person: "p\(number)", into: "\(number).txt") }
    let rows = try await outcomes(30, of: watch)
    #expect(rows.allSatisfy { $0["outcome"] as? String == "created" }, "\(rows)")
    try await stop(worker)
    try await stop(watch)
  }

  @Test func aFolderThatIsMissingIsSaidOnceAndWatchedWhenItComes() async throws {
    try configure()
    try FileManager.default.removeItem(atPath: path("in"))
    let watch = try hotgigs.start(["watch", "--json", "--config", path("pipeline.yaml")])
    while watch.isRunning, !watch.errorsSoFar.contains("No such file") { try await Self.pause() }
    try drop("a.txt", person: "one")
    #expect(try await outcomes(1, of: watch).first?["outcome"] as? String == "created")
    let errors = try await stop(watch).errors
    #expect(errors.components(separatedBy: "No such file or directory").count == 2, "\(errors)")
    #expect(errors.contains("in order again"))
  }

  @Test func aDatabaseThatIsAwayIsWaitedFor() async throws {
    try configure()
    let watch = try await start()
    #expect(try hotgigs.run("db", "stop").status == 0)
    try drop("a.txt", person: "one")
    while watch.isRunning, !watch.errorsSoFar.contains("waiting for the database") { try await Self.pause() }
    #expect(files() == ["a.txt"])
    #expect(try hotgigs.run("db", "start").status == 0)
    #expect(try await outcomes(1, of: watch).first?["moved_to"] as? String == path("in/processed/a.txt"))
    try await stop(watch)
  }

  @Test func aContentStoreThatIsOutOfOrderIsWaitedFor() async throws {
    try configure("recursive: true\ncontent:\n  directory: \(path("store/content"))")
    try folder.write("in the way", to: "store")
    let watch = try await start()
    try drop("a.txt", person: "one")
    while watch.isRunning, !watch.errorsSoFar.contains("waiting for the content store") { try await Self.pause() }
    #expect(files() == ["a.txt"])
    try FileManager.default.removeItem(atPath: path("store"))
    #expect(try await outcomes(1, of: watch).first?["outcome"] as? String == "created")
    try await stop(watch)
  }

  @Test func aFileThatCanNotBePutAwayIsPutAwayLater() async throws {
    try configure()
    let elsewhere = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(atPath: path("in/processed"), withDestinationPath: elsewhere.path)
    let watch = try await start()
    for number in 1...3 { try drop("\(number).txt", person: "p\(number)") }
    let rows = try await outcomes(3, of: watch)
    #expect(rows.allSatisfy { $0["outcome"] as? String == "created" && $0["moved_to"] == nil }, "\(rows)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere.path) == [])
    try FileManager.default.removeItem(atPath: path("in/processed"))
    while watch.isRunning, !watch.errorsSoFar.contains("in order again") { try await Self.pause() }
    #expect(files() == ["processed/1.txt", "processed/2.txt", "processed/3.txt"])
    let errors = try await stop(watch).errors
    #expect(errors.components(separatedBy: "warning").count == 2, "said once: \(errors)")
  }

  @Test func nothingToWatchIsAMatterOfConfiguration() async throws {
    let result = try hotgigs.run("watch")
    #expect(result.status == 78)
    #expect(result.errors.contains("watch.folders"), "\(result.errors)")
    try configure("recruiter: nobody@example.com")
    let unknown = try hotgigs.run("watch", "--config", path("pipeline.yaml"))
    #expect(unknown.status == 64)
    #expect(unknown.errors.contains("hotgigs users add nobody@example.com"), "\(unknown.errors)")
  }

  // MARK: Its own

  /// - Parameter lines: more keys of the folder.
  private func configure(_ line: String = "recursive: true", settle: String = "200 ms") throws {
    try folder.write(
      "watch:\n  settle: \(settle)\n  poll: 500 ms\n  folders:\n    - path: \(path("in"))\n      \(line)\n",
      to: "pipeline.yaml")
  }

  /// Starts a watch and waits until it watches.
  private func start() async throws -> Command {
    let command = try hotgigs.start(["watch", "--json", "--config", path("pipeline.yaml")])
    while command.isRunning, !command.errorsSoFar.contains("watching ") { try await Self.pause() }
    return command
  }

  @discardableResult
  private func stop(_ command: Command) async throws -> Installation.Result {
    kill(command.pid, SIGTERM)
    let deadline = ContinuousClock.now + .seconds(60)
    while command.isRunning, ContinuousClock.now < deadline { try await Self.pause() }
    let result = command.result()
    #expect(result.status == 0, "\(result.errors)")
    return result
  }

  /// The outcomes that it has printed once there are so many, or it has ended, or a minute has passed.
  private func outcomes(_ count: Int, of command: Command) async throws -> [[String: Any]] {
    let deadline = ContinuousClock.now + .seconds(60)
    func lines() -> [Substring] { command.outputSoFar.split(separator: "\n") }
    while command.isRunning, lines().count < count, ContinuousClock.now < deadline { try await Self.pause() }
    try #require(lines().count >= count, "\(command.outputSoFar)\(command.errorsSoFar)")
    return try lines().map { try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]) }
  }

  /// Lets others go on: waiting in place would hold a thread that their tests need.
  private static func pause() async throws {
    try await Task.sleep(for: .milliseconds(5))
  }

  private func path(_ name: String) -> String { folder.path + "/" + name }

  private func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

  private func drop(_ name: String, person: String) throws {
    try folder.write(Self.resume(of: person), to: "in/" + name)
  }

  /// Writes a file elsewhere, and moves it in.
  private func rename(_ name: String, person: String, into place: String) throws {
    try folder.write(Self.resume(of: person), to: "out/" + name)
    try FileManager.default.createDirectory(
      atPath: (path("in/" + place) as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
    try #require(Foundation.rename(path("out/" + name), path("in/" + place)) == 0)
  }

  private static func resume(of person: String) -> String {
    "Person \(person)\n\(person)@example.com\n\nSkills\nSQL, Swift\n"
  }

  /// What lies in the watched folder, by name.
  private func files() -> [String] {
    let all = FileManager.default.enumerator(atPath: path("in"))?.allObjects as? [String] ?? []
    var isFolder: ObjCBool = false
    return all.filter {
      FileManager.default.fileExists(atPath: path("in/" + $0), isDirectory: &isFolder) && !isFolder.boolValue
    }
    .sorted()
  }
}
