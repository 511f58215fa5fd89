import Foundation
import TestSupport
import Testing

@testable import CommandKit

/// Many files at once, as recruiters have them: archives, lists, reports, and going on after an interruption.
@Suite struct BulkIngestTests {
  let hotgigs: Installation
  let folder: TemporaryFolder

  init() throws {
    hotgigs = try Installation()
    folder = try TemporaryFolder()
  }

  @Test func anArchiveBecomesCandidatesOnce() throws {
    var zip = SyntheticZip((1...30).map { ("batch/\($0).txt", Fixtures.resume($0)) })
    zip.add("batch/locked.pdf", "?") { $0.flags = 1 }
    zip.add("../../up.txt", Fixtures.resume(31))
    zip.add("inner.zip", "") { $0.content = SyntheticZip([("cv.txt", "x")]).bytes }
    zip.members[4].checksum = 1
    let archive = try folder.write(zip.bytes, to: "in/applications.zip")
    try folder.write(Fixtures.resume(99), to: "in/single.txt")
    let first = try hotgigs.run("ingest", "--json", folder.path + "/in").rows()
    #expect(first.count == 34)
    #expect(first.count { $0["outcome"] as? String == "created" } == 31, "\(first)")
    #expect(Set(first.compactMap { $0["code"] as? String }) == ["corrupt", "encrypted", "unsupported_type"])
    #expect(first.contains { $0["file"] as? String == archive + "!/batch/locked.pdf" })
    #expect(
      try hotgigs.sql("SELECT filename, source_ref FROM resumes WHERE source_ref LIKE '%up.txt'")
        == "up.txt|\(archive)!/../../up.txt")
    // What has no bytes can't be read again, and nothing advises it.
    let again = try hotgigs.run("ingest", "--json", archive).rows()
    #expect(again.count == 33)
    #expect(again.allSatisfy { $0["outcome"] as? String == "duplicate" }, "\(again)")
    let locked = try #require(again.first { $0["code"] as? String == "encrypted" }?["message"] as? String)
    #expect(locked.contains("unpack it with its password"), "\(locked)")
    #expect(try hotgigs.sql("SELECT count(*) FROM resumes") == "34")
  }

  @Test func limitsOfArchivesAreSettings() throws {
    let archive = try folder.write(SyntheticZip((1...3).map { ("\($0).txt", Fixtures.resume($0)) }).bytes, to: "a.zip")
    let settings = try folder.write("intake:\n  maximum_archive_members: 2\n", to: "settings.yaml")
    let rows = try hotgigs.run("ingest", "--json", "--config", settings, archive).rows()
    #expect(rows.map { $0["code"] as? String } == ["limit_exceeded"])
    #expect(try hotgigs.run("ingest", "--json", archive).rows().count == 3)
  }

  @Test func documentsInTheDatabaseAreThereOnce() throws {
    let archive = try folder.write(SyntheticZip((1...5).map { ("\($0).txt", Fixtures.resume($0)) }).bytes, to: "a.zip")
    let settings = try folder.write("content:\n  storage: database\n", to: "settings.yaml")
    for expected in ["created", "duplicate"] {
      let rows = try hotgigs.run("ingest", "--json", "--config", settings, archive).rows()
      #expect(rows.map { $0["outcome"] as? String } == Array(repeating: expected, count: 5), "\(rows)")
    }
    #expect(
      try hotgigs.sql("SELECT count(*), bool_and(sha256(bytes) = sha256) FROM document_contents") == "5|t")
  }

  @Test func aListNamesFilesAndIsNoReasonToStop() throws {
    for number in 1...3 { try folder.write(Fixtures.resume(number), to: "in/\(number).txt") }
    try folder.write(Fixtures.resume(4), to: "in/new\nline.txt")
    let names = ["1.txt", "none.txt", "new\nline.txt"].map { folder.path + "/in/" + $0 }
    let list = try folder.write(names.joined(separator: "\0"), to: "list")
    let result = try hotgigs.start(
      ["ingest", "--json", "--files-from", "-", "-0", folder.path + "/in/2.txt"], input: list
    ).result()
    #expect(result.status == 0, "\(result.errors)")
    let rows = try result.rows()
    #expect(rows.count == 4)
    #expect(rows.filter { $0["outcome"] as? String == "created" }.count == 3, "\(rows)")
    #expect(rows.compactMap { $0["code"] as? String } == ["unreadable"])
    #expect(try hotgigs.run("ingest", "--files-from", folder.path + "/nowhere").status == 66)
    #expect(try hotgigs.run("ingest").status == 64)
  }

  @Test func theReportTellsWhatToDo() throws {
    try folder.write(Fixtures.resume(1), to: "in/a, \"b\".txt")
    try folder.write(Fixtures.resume(1), to: "in/copy.txt")
    try folder.write("", to: "in/empty.txt")
    mkfifo(folder.path + "/in/pipe.pdf", 0o600)
    // In the very folder: it is no file of the run.
    let report = folder.path + "/in/report.csv"
    let result = try hotgigs.run("ingest", "--quiet", "--report", report, folder.path + "/in")
    #expect(result.status == 0)
    #expect(result.errors == "")
    let lines = try String(contentsOfFile: report, encoding: .utf8).components(separatedBy: "\r\n")
    #expect(
      lines[0] == "file,outcome,code,message,next_step,resume_id,candidate_id,duplicate_of,needs_review", "\(lines)")
    #expect(lines.count == 6)
    #expect(lines.contains { $0.hasPrefix("\"\(folder.path)/in/a, \"\"b\"\".txt\",") }, "\(lines)")
    // Which of the two was first is nobody's promise.
    #expect(lines.count { $0.contains(",created,,,") } == 1)
    #expect(lines.count { $0.contains(",duplicate,,") } == 1)
    #expect(lines.contains { $0.contains("/empty.txt,failed,empty,") && $0.contains("ask for a document with text") })
    #expect(lines.contains { $0.contains("/pipe.pdf,failed,unreadable,") && $0.contains("then ingest it again") })

    let past = try hotgigs.run("runs", "show", "1", "--failed", "--report", "-")
    let failures = past.output.components(separatedBy: "\r\n")
    #expect(failures.count == 4, "\(past.output)")
    #expect(failures[0] == lines[0])
    #expect(Set(failures[1...2]).isSubset(of: Set(lines)), "\(failures)")
    #expect(
      try hotgigs.run("ingest", "--report", folder.path + "/none/x.csv", folder.path + "/in").status == 73)
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func anInterruptedIngestSaysHowToGoOnAndDoes(signal: CInt) throws {
    let count = 400
    for number in 1...count { try folder.write(Fixtures.resume(number), to: "in/\(number).txt") }
    let report = folder.path + "/report.csv"
    let command = try hotgigs.start(["ingest", "--json", "--report", report, folder.path + "/in"])
    while command.isRunning, command.outputSoFar.split(separator: "\n").count < 20 { usleep(2000) }
    kill(command.pid, signal)
    let interrupted = command.result()
    #expect(interrupted.status == 75, "\(interrupted.errors)")
    #expect(interrupted.errors.contains("give the same command again to go on"), "\(interrupted.errors)")
    // What was told until then is told in the report, too.
    let lines = try String(contentsOfFile: report, encoding: .utf8).components(separatedBy: "\r\n")
    #expect(lines.count - 2 == (try interrupted.rows().count))

    let second = try hotgigs.run("ingest", "--json", folder.path + "/in")
    #expect(second.status == 0, "\(second.errors)")
    #expect(try second.rows().count == count)
    #expect(try hotgigs.sql("SELECT count(*), count(DISTINCT candidate_id) FROM resumes") == "\(count)|\(count)")
    #expect(try hotgigs.sql("SELECT count(*) FROM candidate_activity WHERE action = 'created'") == "\(count)")
  }

  @Test func aListThatIsNeverFinishedHoldsNoInterruptionUp() throws {
    let pipe = folder.path + "/list"
    mkfifo(pipe, 0o600)
    let writer = open(pipe, O_RDWR)
    defer { close(writer) }
    let name = try folder.write(Fixtures.resume(1), to: "1.txt") + "\n"
    _ = write(writer, name, name.utf8.count)
    let command = try hotgigs.start(["ingest", "--json", "--files-from", pipe])
    while command.isRunning, command.outputSoFar.isEmpty { usleep(2000) }
    #expect(command.outputSoFar.contains("\"outcome\":\"created\""))
    kill(command.pid, SIGINT)
    #expect(command.result().status == 75)
  }

  @Test(arguments: [
    ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("two\nlines", "two lines"),
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@x", "'@x"), ("\tx", " x"), ("\r=1", "' =1"),
    ("\u{1b}[31m\u{202e}x", " [31m x"), ("a\"\u{301},=b", "\"a\"\"\u{301},=b\""), ("=\u{301}1", "'=\u{301}1"),
  ])
  func aCellIsNoFormula(_ text: String, cell: String) {
    #expect(CSV.cell(text) == cell)
  }
}
