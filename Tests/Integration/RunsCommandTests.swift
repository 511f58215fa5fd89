import Foundation
import Intake
import TestSupport
import Testing

/// Runs as people ask about them, retry and undo them: real processes, a real PostgreSQL, and pg_dump as the judge.
@Suite struct RunsCommandTests {
  private func person(_ number: Int, _ title: String, phone: String = "") -> String {
    """
    Person Number\(number)
    \(title)
    person\(number)@example.com \(phone)

    Skills
    SQL, \(title)

    """
  }

  @Test func undoingAnImportLeavesThePreviousDump() throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder()
    for number in 1...40 { try folder.write(person(number, "Nurse"), to: "first/\(number).txt") }
    for number in 20...180 {
      try folder.write(person(number, "Head Nurse", phone: "+351 912 345 \(100 + number)"), to: "second/\(number).txt")
    }
    try folder.write("no address in it, but\nSkills\nSQL\n", to: "second/failing.txt")
    #expect(try hotgigs.run("ingest", folder.path + "/first").status == 0)
    // People work on: an edit before, a note; and in the meantime edits and a tag elsewhere.
    _ = try hotgigs.sql("UPDATE candidates SET phone = '999' WHERE email_key = 'person25@example.com'")
    _ = try hotgigs.sql(
      "INSERT INTO candidate_notes (candidate_id, note) SELECT id, 'called' FROM candidates WHERE email_key = 'person30@example.com'"
    )
    let second = try hotgigs.run("ingest", "--json", folder.path + "/second")
    #expect(second.status == 0, "\(second.errors)")
    #expect(try hotgigs.sql("SELECT count(*) FROM candidates") == "180")

    // What a person does to others while the wrong folder is in, is part of what is to be left.
    _ = try hotgigs.sql("UPDATE candidates SET title = 'Boss' WHERE email_key = 'person3@example.com'")
    let undoneElsewhere = try Installation()
    #expect(try undoneElsewhere.run("ingest", folder.path + "/first").status == 0)
    let rehearsal = try hotgigs.run("runs", "undo", "2", "--dry-run", "--json")
    #expect(try rehearsal.rows().filter { $0["outcome"] as? String == "removed" }.count == 140, "\(rehearsal.errors)")
    #expect(try hotgigs.sql("SELECT count(*) FROM candidates") == "180")

    let undone = try hotgigs.run("runs", "undo", "2")
    #expect(undone.status == 0, "\(undone.errors)")
    #expect(undone.output.contains("run 2 is undone:"), "\(undone.output.suffix(500))")
    #expect(undone.output.contains("candidates_removed 140"), "\(undone.output.suffix(500))")
    #expect(try hotgigs.sql("SELECT count(*) FROM candidates") == "40")

    // The same folder and the same work of people without the second folder.
    for change in [
      "UPDATE candidates SET phone = '999' WHERE email_key = 'person25@example.com'",
      "INSERT INTO candidate_notes (candidate_id, note) SELECT id, 'called' FROM candidates WHERE email_key = 'person30@example.com'",
      "UPDATE candidates SET title = 'Boss' WHERE email_key = 'person3@example.com'",
    ] {
      _ = try undoneElsewhere.sql(change)
    }
    #expect(
      try Dump.of(hotgigs, anonymous: true).difference(from: Dump.of(undoneElsewhere, anonymous: true)) == [],
      "as if the second folder had never been")
    #expect(
      try contents(of: hotgigs).sorted() == contents(of: undoneElsewhere).sorted(), "nor are its documents stored")

    let twice = try hotgigs.run("runs", "undo", "2")
    #expect(twice.status == 0 && twice.errors.contains("run 2 was undone already"), "\(twice.errors)")
    let shown = try hotgigs.run("runs", "show", "2", "--json").rows()
    #expect(shown.count == 163)
    #expect(shown[0]["undoneBy"] as? String == "admin@localhost")
    #expect(Set(shown.dropFirst().compactMap { $0["outcome"] as? String }) == ["undone"])
    // The right recruiter's from here on.
    #expect(try hotgigs.run("users", "add", "eve@example.com", "--role", "recruiter").status == 0)
    let again = try hotgigs.run("ingest", "--json", "--recruiter", "eve@example.com", folder.path + "/second")
    #expect(try again.rows().filter { $0["outcome"] as? String == "created" }.count == 161, "\(again.errors)")
  }

  @Test func anUndoKilledInTheMiddleGoesOn() throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder()
    for number in 1...60 { try folder.write(person(number, "Nurse"), to: "first/\(number).txt") }
    for number in 1...500 { try folder.write(person(number, "Cook"), to: "second/\(number).txt") }
    #expect(try hotgigs.run("ingest", folder.path + "/first").status == 0)
    let before = try Dump.of(hotgigs)
    let stored = try contents(of: hotgigs).sorted()
    #expect(try hotgigs.run("ingest", folder.path + "/second").status == 0)
    let killed = try hotgigs.start(["runs", "undo", "2"])
    while killed.isRunning, killed.outputSoFar.isEmpty { usleep(500) }
    _ = killed.killHard()
    #expect(try Int(hotgigs.sql("SELECT count(*) FROM candidates")) ?? 0 < 500, "it had begun")
    let finished = try hotgigs.run("runs", "undo", "2")
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(try Dump.of(hotgigs).difference(from: before) == [])
    #expect(try contents(of: hotgigs).sorted() == stored)
    #expect(
      try hotgigs.sql("SELECT undo_counts ->> 'candidates_removed' FROM runs WHERE id = 2") == "440",
      "each part counts once")
  }

  @Test func aRunIsStoppedAndUndoneWhileItWorks() throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder()
    for number in 1...600 { try folder.write(person(number, "Nurse"), to: "\(number).txt") }
    let ingest = try hotgigs.start(["ingest", "--json", folder.path])
    while ingest.isRunning, ingest.outputSoFar.split(separator: "\n").count < 20 { usleep(2000) }
    let refused = try hotgigs.run("runs", "undo", "1")
    #expect(refused.status == 75 && refused.errors.contains("--cancel"), "\(refused.errors)")
    let undone = try hotgigs.run("runs", "undo", "1", "--cancel")
    #expect(undone.status == 0, "\(undone.errors)")
    let ended = ingest.result()
    #expect(ended.status == 0 || ended.errors.contains("run 1 was undone"), "\(ended.status) \(ended.errors)")
    for table in ["candidates", "resumes", "candidate_activity", "possible_duplicates", "content_removals"] {
      #expect(try hotgigs.sql("SELECT count(*) FROM \(table)") == "0", "\(table)")
    }
    // It can be taken in again.
    let again = try hotgigs.run("ingest", "--json", folder.path)
    #expect(try again.rows().filter { $0["outcome"] as? String == "created" }.count == 600, "\(again.errors)")
  }

  @Test func aRunTellsWhatBecameOfEachFile() throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder()
    try folder.write(person(1, "Nurse"), to: "a/one.txt")
    try folder.write(person(1, "Nurse"), to: "b/same.txt")
    try folder.write(person(1, "Head Nurse", phone: "+351 912 345 678"), to: "b/newer.txt")
    try FileManager.default.copyItem(atPath: Fixtures.hard + "/no-email.pdf", toPath: folder.path + "/b/none.pdf")
    #expect(try hotgigs.run("ingest", folder.path + "/a").status == 0)
    #expect(try hotgigs.run("ingest", folder.path + "/b").status == 0)
    let rows = try hotgigs.run("runs", "show", "2", "--json").rows().dropFirst()
    func row(_ name: String) throws -> [String: Any] {
      try #require(rows.first { $0["filename"] as? String == name }, "\(rows)")
    }
    let duplicate = try #require(try row("same.txt")["duplicateOf"] as? [String: Any])
    #expect(duplicate["filename"] as? String == "one.txt")
    #expect(duplicate["runID"] as? Int == 1)
    #expect(try row("same.txt")["candidateID"] as? Int == 1)
    let changes = try #require(try row("newer.txt")["changes"] as? [String: Any])
    #expect((changes["phone"] as? [String: Any])?["new"] as? String == "+351912345678", "\(changes)")
    #expect(try row("none.pdf")["errorCode"] as? String == "missing_email")
    #expect(
      try hotgigs.run("runs", "show", "2", "--failed", "--json").rows().dropFirst().map { $0["filename"] as? String }
        == ["none.pdf"])
    let table = try hotgigs.run("runs", "show", "2", "--outcome", "duplicate").output
    #expect(table.contains("of #1 (one.txt, run 1)"), "\(table)")
    #expect(try hotgigs.run("runs", "show", "2", "--outcome", "lost").status == 64)
    for arguments in [
      ["runs", "show", "7"], ["runs", "undo", "7"], ["runs", "retry", "7"], ["resumes", "show", "7000"],
    ] {
      #expect(try hotgigs.run(arguments).status == 66)
    }

    let retried = try hotgigs.run("runs", "retry", "2")
    #expect(retried.output.contains("missing_email 1"), "\(retried.output)\(retried.errors)")
    #expect(try hotgigs.sql("SELECT retried_run_id FROM runs WHERE id = 3") == "2")
    #expect(try hotgigs.run("runs", "show", "3").output.contains("reads the failures of run 2 again"))
    #expect(try hotgigs.run("runs", "retry", "1").output.contains("no failures that can be read again"))
  }

  @Test func aReprocessTellsWhatItChanged() throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder()
    try folder.write(person(1, "Nurse"), to: "one.txt")
    #expect(try hotgigs.run("ingest", folder.path + "/one.txt").status == 0)
    let planned = try hotgigs.run("reprocess", "--all", "--dry-run", "--json").rows()
    #expect(planned.map { $0["file"] as? String } == ["one.txt"])
    #expect(planned.map { $0["status"] as? String } == ["completed"])
    let moved = try hotgigs.run("reprocess", "--id", "1", "--email", "right@example.com")
    #expect(
      moved.output.contains("right@example.com") || moved.output.contains("Created from one.txt"), "\(moved.output)")
    #expect(try hotgigs.sql("SELECT string_agg(email_key, ',') FROM candidates") == "right@example.com")
    let undone = try hotgigs.run("runs", "undo", "2")
    #expect(undone.status == 0, "\(undone.errors)")
    #expect(try hotgigs.sql("SELECT string_agg(email_key, ',') FROM candidates") == "person1@example.com")
  }

  @Test func aPasswordIsNowhereToBeSeen() throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder()
    let secret = "open sesame"
    let right = try folder.write(secret + "\n", to: "right")
    let wrong = try folder.write("simsim, open up\n", to: "wrong")
    #expect(try hotgigs.run("ingest", Fixtures.hard + "/encrypted.pdf").status == 0)
    let refused = try hotgigs.run("reprocess", "--error", "encrypted", "--password-file", wrong)
    #expect(refused.errors.contains("encrypted: resume 1: the password does not open the PDF"), "\(refused.errors)")
    #expect(try hotgigs.sql("SELECT error_code FROM resumes") == "encrypted")

    let command = try hotgigs.start(["reprocess", "--error", "encrypted", "--password-file", right, "--verbose"])
    var seen: Set<String> = []
    while command.isRunning {
      for process in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] where Int(process) != nil {
        for file in ["cmdline", "environ"] {
          guard let bytes = FileManager.default.contents(atPath: "/proc/\(process)/\(file)") else { continue }
          if bytes.contains(secret) { seen.insert("\(process)/\(file)") }
        }
      }
    }
    let opened = command.result()
    #expect(seen == [])
    #expect(opened.status == 0 && !opened.errors.contains("encrypted"), "\(opened.output)\(opened.errors)")
    #expect(!(opened.output + opened.errors).contains(secret))
    #expect(try hotgigs.sql("SELECT reserved_for_run FROM resumes") == "")
    // Nor in what the database and the document store have on disk, its logs among it.
    _ = try hotgigs.run("db", "stop")
    let files = FileManager.default.enumerator(atPath: hotgigs.home)?.compactMap { $0 as? String } ?? []
    #expect(files.count > 500)
    for file in files {
      guard let bytes = FileManager.default.contents(atPath: hotgigs.home + "/" + file) else { continue }
      #expect(!bytes.contains(secret) && !bytes.contains("simsim"), "\(file)")
    }
  }

  /// The names of all stored documents.
  private func contents(of hotgigs: Installation) throws -> [String] {
    let folder = hotgigs.home + "/content"
    return (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []).filter {
      !($0 as NSString).lastPathComponent.isEmpty && $0.contains("/")
    }
  }
}

extension Data {
  fileprivate func contains(_ text: String) -> Bool { range(of: Data(text.utf8)) != nil }
}

/// What pg_dump writes, table by table, each in the order of its lines: but runs, their sightings, activity, sequences and
/// `updated_at`.
private struct Dump {
  private var tables: [String: [String]] = [:]

  /// - Parameter anonymous: leaves out numbers and times of rows, too, to compare with another installation.
  static func of(_ hotgigs: Installation, anonymous: Bool = false) throws -> Dump {
    let url = try hotgigs.run("db", "url").output.trimmingCharacters(in: .whitespacesAndNewlines)
    let tables = [
      "runs", "sightings", "candidate_activity", "audit_logs", "error_logs", "workers", "schema_migrations",
    ]
    let result = try Command(
      executable: "/usr/bin/pg_dump", arguments: ["--data-only", "--dbname", url] + tables.flatMap { ["-T", $0] },
      environment: [:]
    ).result()
    try #require(result.status == 0, "\(result.errors)")
    var omitted: Set<String> = ["updated_at"]
    if anonymous {
      omitted.formUnion([
        "id", "candidate_id", "other_id", "run_id", "created_at", "uploaded_at", "processed_at", "available_at",
        "leased_by", "lease_token", "trace_id", "contributions", "edited_fields", "field_dates", "source_ref",
        "source_modified_at", "priority",
      ])
    }
    var dump = Dump()
    var kept: [Int] = []
    var table: String?
    for line in result.output.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("COPY ") {
        let name = String(line.split(separator: " ")[1])
        let columns = line[(line.firstIndex(of: "(").map { line.index(after: $0) } ?? line.startIndex)...]
          .prefix { $0 != ")" }.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        kept = columns.indices.filter { !omitted.contains(columns[$0]) }
        dump.tables[name] = []
        table = name
      } else if line == "\\." {
        table = nil
      } else if let table {
        let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
        dump.tables[table]?.append(kept.map { String(cells[$0]) }.joined(separator: "\t"))
      }
    }
    for name in dump.tables.keys { dump.tables[name]?.sort() }
    return dump
  }

  /// Lines that one has and the other has not.
  func difference(from other: Dump) -> [String] {
    Set(tables.keys).union(other.tables.keys).sorted().flatMap { table in
      Set(tables[table] ?? []).symmetricDifference(other.tables[table] ?? []).sorted().map { "\(table): \($0)" }
    }
  }
}
