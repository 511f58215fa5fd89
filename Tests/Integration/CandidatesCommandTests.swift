import Foundation
import TestSupport
import Testing

/// Work on candidates by the command line: a real process, a real PostgreSQL.
@Suite struct CandidatesCommandTests {
  /// Two recruiters; candidate 1 is the first one's, and shared with nobody.
  private func makeInstallation(_ count: Int = 1) throws -> Installation {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder.people(count)
    for name in ["bo", "ana"] {
      #expect(try hotgigs.run("users", "add", "\(name)@example.org", "--role", "recruiter").status == 0)
    }
    let ingest = try hotgigs.run("ingest", "--quiet", "--recruiter", "bo@example.org", folder.path)
    #expect(ingest.status == 0, "\(ingest.errors)")
    return hotgigs
  }

  @Test func aPersonIsWorkedOn() throws {
    let hotgigs = try makeInstallation()
    let folder = try TemporaryFolder()
    try folder.write("Called.\nStarts in March.\n", to: "note")
    for (arguments, said) in [
      (
        ["edit", "1", "--phone", "+351 912 345 678", "--skills", "Go, C++"],
        "candidate 1: phone: none → +351 912 345 678\ncandidate 1: skills: SQL, Swift → Go, C++\n"
      ),
      (["edit", "1", "--clear", "phone", "--revert", "skills"], "candidate 1: skills: given back to imports\n"),
      (["edit", "1", "--clear", "phone"], "candidate 1: nothing changes, it is so already\n"),
      (["note", "1", "--file", folder.path + "/note"], "candidate 1: note 1 added\n"),
      (["note", "1", "a", "second", "one"], "candidate 1: note 2 added\n"),
      (["tag", "1", "shortlist", "night shift"], "candidate 1: night shift, shortlist\n"),
      (["untag", "1", "Shortlist"], "candidate 1: night shift\n"),
      (
        ["share", "1", "--with", "ana@example.org", "--permission", "read-only"],
        "candidate 1: shared with ana@example.org, read-only\n"
      ),
    ] {
      let result = try hotgigs.run(["candidates"] + arguments)
      #expect(result.status == 0 && result.output.hasSuffix(said), "\(arguments): \(result.output)\(result.errors)")
    }
    let shown = try hotgigs.run("candidates", "show", "1", "--as", "ana@example.org")
    for said in [
      "candidate 1: person1@example.com", "phone       none  (edited)", "tags        night shift", "Starts in March.",
      "ana@example.org, read-only", "admin@localhost: Tagged night shift, shortlist", "#1 1.txt, completed",
      "admin@localhost: Edited phone, skills", "skills: SQL, Swift → Go, C++",
    ] {
      #expect(shown.output.contains(said), "\(said) in:\n\(shown.output)\(shown.errors)")
    }
    let json = try #require(
      try hotgigs.run("candidates", "show", "1", "--json", "--as", "bo@example.org").rows().first)
    let actions = (json["activity"] as? [[String: Any]])?.compactMap { $0["action"] as? String }
    #expect(
      actions
        == [
          "viewed", "shared", "tag_removed", "tag_added", "note_added", "note_added", "updated", "updated", "created",
        ])
    #expect((json["notes"] as? [[String: Any]])?.compactMap { $0["note"] as? String }.first == "a second one")
    #expect(try hotgigs.run("candidates", "unshare", "1", "--with", "ana@example.org").status == 0)
    #expect(try hotgigs.run("candidates", "show", "1", "--as", "ana@example.org").status == 66)
  }

  @Test func refusalsHaveTheirExitCodes() throws {
    let hotgigs = try makeInstallation()
    #expect(
      try hotgigs.run("candidates", "share", "1", "--with", "ana@example.org", "--permission", "read-only").status == 0)
    for (arguments, status) in [
      (["show", "7"], 66), (["show", "99999999999999"], 66), (["edit", "7", "--phone", "5"], 66),
      (["note", "7", "x"], 66), (["tag", "1,7", "x"], 66), (["untag", "7", "x"], 66), (["edit", "1"], 64),
      (["edit", "1", "--clear", "email"], 64), (["edit", "1", "--clear", "resume_url"], 64),
      (["edit", "1", "--phone", "5", "--revert", "phone"], 64), (["edit", "1", "--email", "nobody"], 65),
      (["edit", "1", "--experience", "Acme"], 65), (["note", "1"], 64), (["note", "1", "x", "--file", "-"], 64),
      (["note", "1", "--file", "/nowhere"], 66), (["note", "1", "--file", "-"], 65), (["note", "1", " "], 65),
      (["tag", "1"], 64), (["tag", "one", "x"], 64), (["tag", "1", ""], 65),
      (["share", "1", "--with", "ana@example.org"], 64),
      (["share", "1", "--with", "ana@example.org", "--permission", "all"], 64),
      (["share", "1", "--with", "eve@example.org", "--permission", "read-only"], 64),
      (["share", "1", "--with", "bo@example.org", "--permission", "read-only"], 65),
      (["share", "7", "--with", "ana@example.org", "--permission", "read-only"], 66),
      (["share", "1", "--with", "ana@example.org", "--permission", "full-access", "--as", "bo@example.org"], 77),
      (["share", "7", "--with", "ana@example.org", "--permission", "full-access", "--as", "bo@example.org"], 77),
      (["edit", "1", "--phone", "5", "--as", "ana@example.org"], 77),
      (["note", "1", "x", "--as", "ana@example.org"], 77),
      (["tag", "1", "x", "--as", "ana@example.org"], 77),
      (["edit", "7", "--phone", "5", "--as", "ana@example.org"], 66),
    ] as [([String], Int32)] {
      let result = try hotgigs.run(["candidates"] + arguments)
      #expect(result.status == status, "\(arguments): \(result.output)\(result.errors)")
      #expect(!result.errors.isEmpty && result.output.isEmpty, "\(arguments)")
    }
    #expect(try hotgigs.sql("SELECT count(*) FROM candidate_activity WHERE action <> 'created'") == "1")
  }
}
