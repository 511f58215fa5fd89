import Foundation
import TestSupport
import Testing

/// The whole line as a recruiter runs it: real processes, a real PostgreSQL, real documents.
@Suite struct IngestCommandTests {
  @Test func aFolderOfResumesBecomesCandidates() throws {
    let hotgigs = try Installation(isNew: true)
    let names = try FileManager.default.contentsOfDirectory(atPath: Fixtures.resumes)
    let first = try hotgigs.run("ingest", Fixtures.resumes)
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output.hasPrefix("run 1 for recruiter@localhost: \(names.count) files"), "\(first.output)")
    #expect(first.output.contains("created: \(names.count)"), "\(first.output)\(first.errors)")
    let people = try hotgigs.run("candidates", "list", "--json").rows()
    #expect(people.count == names.count)
    #expect(people.allSatisfy { ($0["email"] as? String)?.contains("@") == true })

    let again = try hotgigs.run("ingest", "--json", Fixtures.resumes)
    #expect(again.status == 0)
    #expect(try again.rows().map { $0["outcome"] as? String } == names.map { _ in "duplicate" })
    #expect(try hotgigs.sql("SELECT count(*) FROM candidates") == "\(names.count)")
    #expect(try hotgigs.sql("SELECT count(*) FROM resumes") == "\(names.count)")
    #expect(try hotgigs.sql("SELECT count(*) FROM candidate_activity") == "\(names.count)")
    #expect(try hotgigs.sql("SELECT count(*) FROM sightings") == "\(2 * names.count)")
    #expect(try hotgigs.sql("SELECT string_agg(status, ',' ORDER BY id) FROM runs") == "finished,finished")
  }

  @Test func everyHardDocumentHasItsOutcome() throws {
    let hotgigs = try Installation()
    let result = try hotgigs.run("ingest", "--json", "--workers", "1", Fixtures.hard)
    #expect(result.status == 0, "\(result.errors)")
    var outcomes: [String: String] = [:]
    for row in try result.rows() {
      let file = try #require(row["file"] as? String)
      outcomes[(file as NSString).lastPathComponent] = row["code"] as? String ?? "completed"
    }
    for line in try String(contentsOfFile: Fixtures.root + "/hard.tsv", encoding: .utf8).split(separator: "\n")
      .dropFirst()
    {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      let expected = cells[1].split(separator: "|").map { $0 == "failed" ? cells[2] : String($0) }
      let outcome = outcomes[cells[0]] ?? "none"
      #expect(expected.contains(outcome), "\(cells[0]): \(outcome), not \(expected)")
    }
    // A person is to look at what has no name.
    let reviewed = try hotgigs.sql("SELECT string_agg(filename, ',' ORDER BY filename) FROM resumes WHERE needs_review")
    #expect(reviewed.contains("no-name.pdf"), "\(reviewed)")
    // Every failure that has bytes can be read again.
    #expect(
      try hotgigs.sql("SELECT count(*) FROM resumes WHERE status = 'failed' AND file_path LIKE 'unstored:%'") == "0")
    #expect(try hotgigs.sql("SELECT count(*) FROM resumes WHERE status NOT IN ('completed', 'failed')") == "0")
    #expect(
      try hotgigs.run("ingest", "--strict", Fixtures.hard + "/truncated.pdf").status == 0,
      "a duplicate is no new failure")
  }

  @Test func aKilledIngestLosesNothingAndDoesNothingTwice() throws {
    let hotgigs = try Installation()
    let count = 300
    let folder = try TemporaryFolder.people(count)
    let killed = try hotgigs.start(["ingest", "--json", folder.path])
    while killed.isRunning, killed.outputSoFar.split(separator: "\n").count < 20 { usleep(2000) }
    _ = killed.killHard()

    let second = try hotgigs.run("ingest", "--json", folder.path)
    #expect(second.status == 0, "\(second.errors)")
    #expect(try second.rows().count == count, "each file has one outcome")
    #expect(try second.rows().allSatisfy { $0["outcome"] as? String != "failed" })
    #expect(try hotgigs.sql("SELECT count(*) FROM resumes WHERE status = 'completed'") == "\(count)")
    #expect(try hotgigs.sql("SELECT count(*) FROM resumes") == "\(count)")
    #expect(try hotgigs.sql("SELECT count(*) FROM candidates") == "\(count)")
    #expect(
      try hotgigs.sql("SELECT count(*), count(DISTINCT candidate_id) FROM candidate_activity WHERE action = 'created'")
        == "\(count)|\(count)")
  }

  @Test func aKilledReaderCostsNoFile() throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder.people(200)
    let command = try hotgigs.start(["ingest", "--json", "--workers", "1", folder.path])
    var kills = 0
    while command.isRunning, kills < 5 {
      if killReader(of: command.pid) { kills += 1 }
      usleep(5000)
    }
    let result = command.result()
    #expect(kills > 0)
    #expect(try result.rows().map { $0["outcome"] as? String } == Array(repeating: "created", count: 200))
  }

  @Test func aFileThatCanNotBeReadIsRecordedOnce() throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder()
    mkfifo(folder.path + "/pipe.pdf", 0o600)
    try folder.write(String(repeating: "x", count: 3000), to: "large.txt")
    try folder.write("intake:\n  maximum_file_size: 2 kB\n", to: "settings/small.yaml")
    for expected in ["failed", "duplicate"] {
      let result = try hotgigs.run(
        "ingest", "--json", "--config", folder.path + "/settings/small.yaml", folder.path + "/pipe.pdf",
        folder.path + "/large.txt")
      let rows = try result.rows()
      #expect(Set(rows.compactMap { $0["outcome"] as? String }) == [expected], "\(result.output)")
      #expect(Set(rows.compactMap { $0["code"] as? String }) == ["unreadable", "too_large"])
    }
    #expect(try hotgigs.sql("SELECT count(*) FROM resumes") == "2")
  }

  @Test func aNameThatIsNoUTF8IsAFileLikeAnyOther() throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder()
    let text = "Jo Doe\njo@example.com\n\nSkills\nSQL, Swift\n"
    var path = Array("\(folder.path)/r".utf8CString.dropLast())
    path += [CChar(bitPattern: 0xe9), 0x2e, 0x74, 0x78, 0x74, 0]
    let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
    #expect(write(descriptor, text, text.utf8.count) == text.utf8.count)
    close(descriptor)
    let rows = try hotgigs.run("ingest", "--json", folder.path).rows()
    #expect(rows.map { $0["outcome"] as? String } == ["created"], "\(rows)")
    #expect(rows.first?["file"] as? String == folder.path + #"/r\xE9.txt"#)
    #expect(try hotgigs.sql("SELECT filename FROM resumes") == #"r\xE9.txt"#)
  }

  @Test func failuresAreReprocessed() throws {
    let hotgigs = try Installation()
    let result = try hotgigs.run("ingest", "--json", Fixtures.hard + "/no-email.pdf")
    let id = try #require(try result.rows().first?["resume_id"] as? Int)
    #expect(try hotgigs.run("reprocess", "--failed").output.contains("missing_email 1"))
    let supplied = try hotgigs.run("reprocess", "--id", "\(id)", "--email", "found@example.com")
    #expect(supplied.status == 0, "\(supplied.errors)")
    #expect(try hotgigs.sql("SELECT email FROM candidates") == "found@example.com")
    #expect(try hotgigs.sql("SELECT status FROM resumes") == "completed")
  }

  @Test func aDocumentGoneFromTheStoreFailsAloneAndComesBack() throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder.people(3)
    #expect(try hotgigs.run("ingest", folder.path).status == 0)
    let address = try hotgigs.sql("SELECT file_path FROM resumes WHERE filename = '2.txt'")
    try FileManager.default.removeItem(atPath: hotgigs.home + "/content/" + address)
    let again = try hotgigs.run("reprocess", "--all", "--json")
    #expect(again.status == 0, "\(again.errors)")
    #expect(
      try hotgigs.sql("SELECT string_agg(coalesce(error_code, status), ',' ORDER BY filename) FROM resumes")
        == "completed,unreadable,completed")
    // The same file again brings its bytes back.
    #expect(try hotgigs.run("ingest", folder.path).status == 0)
    #expect(try hotgigs.run("reprocess", "--failed").status == 0)
    #expect(try hotgigs.sql("SELECT count(*) FROM resumes WHERE status = 'completed'") == "3")
  }

  @Test func whatIsNoResumeIsTakenOnAPersonsWordOnly() throws {
    let hotgigs = try Installation()
    let advert = Fixtures.hard + "/job-advert.pdf"
    let refused = try hotgigs.run("ingest", "--json", advert).rows()
    #expect(refused.map { $0["code"] as? String } == ["not_a_resume"], "\(refused)")
    let id = try #require(refused.first?["resume_id"] as? Int)
    #expect((refused.first?["message"] as? String)?.contains("hotgigs reprocess --id \(id) --force") == true)
    #expect(try hotgigs.sql("SELECT parsed_data IS NOT NULL FROM resumes") == "t")
    let reprocessed = try hotgigs.run("reprocess", "--failed")
    #expect(reprocessed.output.contains("not_a_resume 1"), "\(reprocessed.output)")
    let forced = try hotgigs.run("ingest", "--json", "--force", advert).rows()
    #expect(forced.map { $0["outcome"] as? String } == ["created"], "\(forced)")
  }

  @Test func aStartKilledInTheMiddleIsDoneAgain() throws {
    let hotgigs = try Installation()
    let start = try hotgigs.start(["db", "start"])
    let cluster = hotgigs.home + "/postgresql"
    func isBeingMade() -> Bool {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: cluster)) ?? []
      return names.contains { $0.hasPrefix("data.unfinished") }
    }
    while start.isRunning, !isBeingMade() { usleep(500) }
    _ = start.killHard()
    let again = try hotgigs.run("db", "start")
    #expect(again.status == 0, "\(again.errors)")
    #expect(try hotgigs.sql("SELECT 1") == "1")
  }

  @Test func theDatabaseAwayIsNobodysFault() throws {
    let hotgigs = try Installation()
    let result = try hotgigs.run(
      "ingest", Fixtures.resumes, environment: ["DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"])
    #expect(result.status == 69, "\(result.errors)")
    #expect(result.errors.hasPrefix("error: "))
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  /// Kills a child of the process, if it has one that is a reader.
  private func killReader(of parent: Int32) -> Bool {
    let children = (try? String(contentsOfFile: "/proc/\(parent)/task/\(parent)/children", encoding: .utf8)) ?? ""
    let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(parent)/task")) ?? []
    let all = tasks.compactMap { try? String(contentsOfFile: "/proc/\(parent)/task/\($0)/children", encoding: .utf8) }
    for child in (all.joined(separator: " ") + children).split(separator: " ").compactMap({ Int32($0) }) {
      let name = (try? String(contentsOfFile: "/proc/\(child)/comm", encoding: .utf8)) ?? ""
      if name.hasPrefix("hotgigs-reader"), kill(child, SIGKILL) == 0 { return true }
    }
    return false
  }
}
