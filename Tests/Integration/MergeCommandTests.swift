import Foundation
import TestSupport
import Testing

/// One person twice, by the command line; and the documents themselves, out again.
@Suite struct MergeCommandTests {
  @Test func twoBecomeOne() throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder()
    for name in ["bo", "ana"] {
      #expect(try hotgigs.run("users", "add", "\(name)@example.org", "--role", "recruiter").status == 0)
    }
    for (name, email) in [("a", "theo@example.com"), ("b", "falk@example.net"), ("c", "ida@example.com")] {
      try folder.write("Theo Falk\n\(email)\n+351 912 345 678\n\nSkills\nSQL, Swift\n", to: name + ".txt")
      let ingest = try hotgigs.run("ingest", "--quiet", "--recruiter", "bo@example.org", folder.path)
      #expect(ingest.status == 0, "\(ingest.errors)")
    }
    let duplicates = try hotgigs.run("candidates", "duplicates", "--json", "--as", "bo@example.org").rows()
    #expect(duplicates.count == 3 && duplicates[0]["reasons"] as? [String] == ["phone"], "\(duplicates)")
    #expect(try hotgigs.run("candidates", "duplicates", "--as", "ana@example.org").output.isEmpty)
    #expect(
      try hotgigs.run("candidates", "share", "1", "2", "--with", "ana@example.org", "--permission", "read-only").status
        == 0)

    for (arguments, status, said) in [
      (["duplicates", "1"], 0, "the same phone number"),
      (["duplicates", "1", "3", "--dismiss"], 0, "candidates 1 and 3: two people\n"),
      (["duplicates", "1", "3", "--dismiss"], 0, "(as before)"),
      (["duplicates", "1", "3", "--dismiss", "--as", "ana@example.org"], 66, ""),
      (["duplicates", "1", "--dismiss"], 64, ""),
      (["merge", "1", "2", "--as", "ana@example.org"], 77, ""),
      (["merge", "1", "1"], 65, ""), (["merge", "1", "9"], 66, ""), (["merge", "1"], 64, ""),
      (["merge", "1", "2", "--dry-run"], 0, "candidate 1: would take over candidate 2\n"),
      (["merge", "1", "2", "--as", "bo@example.org"], 0, "candidate 1: took over candidate 2\n"),
      (["show", "1"], 0, "also        falk@example.net"), (["show", "2"], 66, ""),
      (["show", "1"], 0, "bo@example.org: Merged into candidate 1"),
      (["duplicates", "1"], 0, ""), (["export", "--json"], 0, #""further_emails":["falk@example.net"]"#),
    ] as [([String], Int32, String)] {
      let result = try hotgigs.run(["candidates"] + arguments)
      #expect(result.status == status, "\(arguments): \(result.output)\(result.errors)")
      #expect(said.isEmpty || result.output.contains(said), "\(arguments): \(result.output)\(result.errors)")
      #expect(status == 0 || result.output.isEmpty)
    }
    // A later document with the other's address finds the one that is left.
    try folder.write("Theo Falk\nfalk@example.net\n\nSkills\nCobol\n", to: "d.txt")
    let outcome = try hotgigs.run("ingest", "--json", "--recruiter", "bo@example.org", folder.path + "/d.txt").rows()
    #expect(
      outcome.first?["outcome"] as? String == "updated" && outcome.first?["candidate_id"] as? Int == 1, "\(outcome)")
  }

  @Test func aDocumentComesOutAsItCameIn() throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder.people(1)
    for name in ["bo", "ana"] {
      #expect(try hotgigs.run("users", "add", "\(name)@example.org", "--role", "recruiter").status == 0)
    }
    #expect(try hotgigs.run("ingest", "--quiet", "--recruiter", "bo@example.org", folder.path).status == 0)
    let path = folder.path + "/out.txt"
    #expect(try hotgigs.run("resumes", "file", "1", "--as", "bo@example.org").output == Fixtures.resume(1))
    #expect(try hotgigs.run("resumes", "file", "1", "--output", path).status == 0)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == Fixtures.resume(1))
    #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    #expect(
      try hotgigs.sql(
        """
        SELECT string_agg(u.email, ' ' ORDER BY a.id) FROM candidate_activity a JOIN users u ON u.id = a.user_id
        WHERE description = 'Took out the document 1.txt' AND candidate_id = 1
        """) == "bo@example.org admin@localhost")
    for (arguments, status) in [
      (["1", "--as", "ana@example.org"], 66), (["2"], 66), (["99999999999"], 66), (["1", "--output", folder.path], 73),
    ] as [([String], Int32)] {
      let refused = try hotgigs.run(["resumes", "file"] + arguments)
      #expect(refused.status == status && refused.output.isEmpty, "\(arguments): \(refused.errors)")
    }
    let exported = folder.path + "/all"
    let lines = try hotgigs.run("resumes", "export", "--output", exported, "--json", "--as", "bo@example.org").rows()
    #expect(lines.map { $0["path"] as? String } == [exported + "/1-1.txt"])
    #expect(try String(contentsOfFile: exported + "/1-1.txt", encoding: .utf8) == Fixtures.resume(1))
    #expect(try hotgigs.run("resumes", "export", "--output", exported, "--status", "failed").output.isEmpty)
    // Damaged and gone: nothing takes the place of what is there.
    let address = try hotgigs.run("resumes", "show", "1", "--json").rows().first?["address"] as? String
    let stored = "\(hotgigs.home)/content/\(try #require(address))"
    try Data("something else".utf8).write(to: URL(filePath: stored))
    #expect(try hotgigs.run("resumes", "file", "1", "--output", path).status == 65)
    let damaged = try hotgigs.run("resumes", "export", "--output", exported)
    #expect(damaged.status == 65 && damaged.errors.contains("resume 1 are damaged"), "\(damaged.errors)")
    #expect(try String(contentsOfFile: exported + "/1-1.txt", encoding: .utf8) == Fixtures.resume(1))
    try FileManager.default.removeItem(atPath: stored)
    let gone = try hotgigs.run("resumes", "file", "1", "--output", path)
    #expect([66, 69].contains(gone.status), "\(gone.errors)")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == Fixtures.resume(1))
  }
}
