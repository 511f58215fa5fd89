import Foundation
import TestSupport
import Testing

/// Erasing a person by the command line: a real process, a real PostgreSQL, and every byte that is left.
@Suite struct EraseCommandTests {
  private let strings = ["jane", "quill", "5550199", "555 0199", "unobtainium"]

  private func resume(_ extra: String = "") -> String {
    """
    Jane Quill
    jane.quill@example.com
    +1 212 555 0199

    Experience
    Engineer, Unobtainium Works
    2019 - 2023

    Skills
    SQL, Swift
    \(extra)
    """
  }

  /// Where any of the person's strings stands: in a dump, in the content store, in a log.
  private func findings(_ hotgigs: Installation, logs: [String] = []) throws -> [String] {
    let url = try hotgigs.run("db", "url").output.trimmingCharacters(in: .whitespacesAndNewlines)
    let dump = try Command(
      executable: "/usr/bin/pg_dump", arguments: [url], environment: [:]
    ).result()
    #expect(dump.status == 0, "\(dump.errors)")
    #expect(dump.output.contains("COPY public.candidates"))
    var texts = [("dump", dump.output)]
    // Which the dump has in hexadecimal.
    for text in try hotgigs.sql("SELECT encode(bytes, 'escape') FROM document_contents").split(separator: "\n") {
      texts.append(("document_contents", String(text)))
    }
    // All of the data directory, the server's log too, but for the server's own files: of those see Erasure.md.
    let tables = ["base", "global", "pg_wal"].map { "postgresql/data/\($0)/" }
    let paths = try FileManager.default.subpathsOfDirectory(atPath: hotgigs.home)
    #expect(paths.contains { $0.hasSuffix("server.log") })
    for path in paths where !tables.contains(where: { path.hasPrefix($0) }) {
      let bytes = FileManager.default.contents(atPath: hotgigs.home + "/" + path) ?? Data()
      texts.append((path, path + "\n" + String(decoding: bytes, as: UTF8.self)))
    }
    texts += logs.enumerated().map { ("log \($0)", $1) }
    return texts.flatMap { place, text in
      text.lowercased().split(separator: "\n").filter { line in strings.contains { line.contains($0) } }
        .map { "\(place): \($0)" }
    }
  }

  @Test(arguments: ["directory", "database"])
  func nothingIsLeftAndNobodyComesBack(storage: String) throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder()
    try folder.write("content: {storage: \(storage)}\n", to: "pipeline.yaml")
    let settings = ["--config", folder.path + "/pipeline.yaml"]
    for number in 1...3 { try folder.write(Fixtures.resume(number), to: "in/\(number).txt") }
    try folder.write(resume(), to: "in/Jane_Quill.txt")
    try folder.write(resume("more\n"), to: "in/quill again.txt")
    #expect(try hotgigs.run("users", "add", "eve@example.org", "--role", "recruiter").status == 0)
    #expect(try hotgigs.run(["ingest", folder.path + "/in"] + settings).status == 0)
    #expect(try hotgigs.run(["ingest", folder.path + "/in", "--recruiter", "eve@example.org"] + settings).status == 0)
    #expect(try hotgigs.run(["ingest", folder.path + "/in/Jane_Quill.txt", "--force"] + settings).status == 0)
    #expect(try hotgigs.sql("SELECT count(*) FROM candidates WHERE full_name = 'Jane Quill'") == "2")
    #expect(try findings(hotgigs).count > 5)
    let id = try hotgigs.sql("SELECT min(id) FROM candidates WHERE full_name = 'Jane Quill'")

    // What is held on her, as she may ask for it.
    let subject = try hotgigs.run(
      ["candidates", "subject", "Jane.Quill@example.com", "--output", folder.path + "/jane", "--json"] + settings)
    #expect(subject.status == 0, "\(subject.errors)")
    let held = try #require(try subject.rows().first?["data"] as? [String: [[String: Any]]])
    #expect(held["candidates"]?.count == 2 && held["resumes"]?.count == 4 && held["sightings"]?.count == 5)
    #expect(held["candidates"]?.first?["contributions"] != nil)
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path + "/jane").sorted()
    #expect(files.count == 6 && files.contains { $0.hasSuffix("-quill again.txt") }, "\(files)")
    for (path, rights) in ["": 0o700, "/subject.json": 0o600, "/documents": 0o700, "/" + (files[1]): 0o600] {
      let attributes = try FileManager.default.attributesOfItem(atPath: folder.path + "/jane" + path)
      #expect(attributes[.posixPermissions] as? Int == rights, "\(path)")
    }
    let document = try #require(files.first { $0.hasSuffix("-Jane_Quill.txt") })
    #expect(try String(contentsOfFile: "\(folder.path)/jane/\(document)", encoding: .utf8) == resume())
    let second = try hotgigs.run(
      ["candidates", "subject", "jane.quill@example.com", "--output", folder.path + "/jane"] + settings)
    #expect(second.status == 73 && second.errors.contains("name a new folder"), "\(second.errors)")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix("unfinished") } == [])
    let shown = try hotgigs.run(["candidates", "subject", "jane.quill@example.com"] + settings)
    #expect(shown.output.hasPrefix("candidates (2)\n") && shown.output.contains("resumes (4)\n"), "\(shown.output)")
    for (arguments, status) in [
      (["nobody"], 64), (["nobody@example.com"], 66), (["jane.quill@example.com", "--as", "eve@example.org"], 77),
    ] as [([String], Int32)] {
      let refused = try hotgigs.run(["candidates", "subject"] + arguments + settings)
      #expect(refused.status == status && refused.output.isEmpty, "\(arguments): \(refused.errors)")
    }

    let rehearsed = try hotgigs.run(["candidates", "erase", id, "--everywhere", "--dry-run"] + settings)
    #expect(rehearsed.status == 0 && rehearsed.output.hasPrefix("would erase candidate"), "\(rehearsed.errors)")
    let unasked = try hotgigs.run(["candidates", "erase", id, "--everywhere"] + settings)
    #expect(unasked.status == 64 && unasked.errors.contains("--yes"))
    #expect(try hotgigs.sql("SELECT count(*) FROM candidates") == "8")
    let erased = try hotgigs.run(["candidates", "erase", id, "--everywhere", "--yes"] + settings)
    #expect(erased.status == 0, "\(erased.errors)")
    #expect(erased.output.contains("and 4 documents"), "\(erased.output)")
    #expect(erased.errors.contains("in/Jane_Quill.txt: delete it yourself"))
    #expect(try findings(hotgigs) == [])
    let gone = try hotgigs.run(["candidates", "subject", "jane.quill@example.com"] + settings)
    #expect(gone.status == 66 && gone.errors.contains("keyed hashes are left"), "\(gone.errors)")

    // The folder again, the same person in other bytes, in an archive, a watched folder, for the other recruiter.
    try folder.write(resume("re-saved\n"), to: "in/jane new.txt")
    let again = try hotgigs.run(["ingest", folder.path + "/in", "--json"] + settings)
    #expect(again.status == 0, "\(again.errors)")
    let refused = try again.rows().filter { $0["code"] as? String == "suppressed" }
    #expect(refused.count == 3)
    #expect(refused.allSatisfy { ($0["message"] as? String)?.contains("hotgigs candidates unsuppress") == true })
    let zip = try folder.write(SyntheticZip([("quill.txt", resume("zipped\n"))]).bytes, to: "pile.zip")
    try folder.write(resume("watched\n"), to: "watched/jane.txt")
    try folder.write(
      "content: {storage: \(storage)}\nwatch: {folders: [{path: \(folder.path)/watched}]}\n", to: "pipeline.yaml")
    var logs: [String] = []
    for arguments in [
      ["ingest", zip], ["ingest", folder.path + "/in", "--recruiter", "eve@example.org"],
      ["ingest", folder.path + "/in/jane new.txt"], ["watch", "--once", "--log-format", "json"],
      ["reprocess", "--all"],
    ] {
      let result = try hotgigs.run(arguments + settings)
      #expect(result.status == 0, "\(arguments): \(result.errors)")
      if arguments[0] == "watch" { logs.append(result.errors) }
      #expect(try findings(hotgigs, logs: logs) == [], "\(arguments)")
    }
    #expect(try hotgigs.sql("SELECT count(*) FROM candidates") == "6")
    #expect(FileManager.default.fileExists(atPath: folder.path + "/watched/failed/jane.txt"))
    let listed = try hotgigs.run(["candidates", "erasures", "--json"] + settings).rows()
    #expect(listed.count == 1 && listed[0]["isEverywhere"] as? Bool == true)
    #expect(try hotgigs.run(["resumes", "list", "--error", "suppressed"] + settings).output.contains("[erased]"))

    // Until somebody lifts it.
    #expect(
      try hotgigs.run(["candidates", "unsuppress", "Jane.Quill@example.com"] + settings).output == "lifted: 1 erasure\n"
    )
    #expect(try hotgigs.run(["ingest", folder.path + "/in"] + settings).status == 0)
    #expect(try hotgigs.sql("SELECT count(*) FROM candidates WHERE full_name = 'Jane Quill'") == "1")
  }

  @Test func aRecruiterErasesTheirOwnAlone() throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder.people(2)
    for name in ["eve", "ada"] {
      #expect(try hotgigs.run("users", "add", "\(name)@example.org", "--role", "recruiter").status == 0)
      #expect(try hotgigs.run("ingest", folder.path, "--as", "\(name)@example.org").status == 0)
    }
    let mine = try hotgigs.sql(
      "SELECT c.id FROM candidates c JOIN users u ON u.id = recruiter_id WHERE u.email LIKE 'eve%' AND c.email LIKE 'person1%'"
    )
    let theirs = try hotgigs.sql(
      "SELECT c.id FROM candidates c JOIN users u ON u.id = recruiter_id WHERE u.email LIKE 'ada%' AND c.email LIKE 'person1%'"
    )
    for (arguments, status) in [
      ([theirs, "--yes"], 66), ([mine, "--everywhere", "--yes"], 77), (["9999", "--yes"], 66), ([], 64),
      (["--email", "nobody@example.com", "--yes"], 66), (["--email", "nobody"], 64),
      (["--email", "person1@example.com", "--recruiter", "ada@example.org", "--yes"], 77),
    ] as [([String], Int32)] {
      let result = try hotgigs.run(["candidates", "erase"] + arguments + ["--as", "eve@example.org"])
      #expect(result.status == status, "\(arguments): \(result.errors)")
      #expect(result.output.isEmpty && result.errors.lowercased().hasPrefix("error: "))
    }
    let unknown = try hotgigs.run("candidates", "erase", "9999", "--yes", "--as", "eve@example.org").errors
    let hidden = try hotgigs.run("candidates", "erase", theirs, "--yes", "--as", "eve@example.org").errors
    #expect(unknown == hidden.replacing(theirs, with: "9999"))

    let erased = try hotgigs.run(
      "candidates", "erase", "--email", "person1@example.com", "--yes", "--json", "--as", "eve@example.org")
    #expect(try erased.rows().first?["candidates"] as? [Int] == [Int(mine) ?? 0], "\(erased.errors)")
    #expect(try hotgigs.sql("SELECT count(*) FROM candidates") == "3")
    // Ada has her bytes and her candidate, and hears of nothing.
    let ada = try hotgigs.run("ingest", folder.path, "--json", "--as", "ada@example.org").rows()
    #expect(ada.allSatisfy { $0["outcome"] as? String == "duplicate" })
    #expect(try hotgigs.run("candidates", "erasures", "--as", "ada@example.org").output.isEmpty)
    let resume = try hotgigs.sql("SELECT r.id FROM resumes r WHERE candidate_id = \(theirs)")
    #expect(try hotgigs.run("reprocess", "--id", resume, "--as", "ada@example.org").status == 0)
    #expect(try hotgigs.sql("SELECT status FROM resumes WHERE id = \(resume)") == "completed")
  }
}
