import Foundation
import ResumeModel
import TestSupport
import Testing

@testable import hotgigs

/// Exports as people and their programs read them: a real process, a real PostgreSQL.
@Suite struct ExportCommandTests {
  /// Five people of Bo's, the first one shared with Ana to be read.
  private func makeInstallation() throws -> Installation {
    let hotgigs = try Installation()
    for name in ["bo", "ana"] {
      #expect(try hotgigs.run("users", "add", "\(name)@example.org", "--role", "recruiter").status == 0)
    }
    let folder = try TemporaryFolder.people(5)
    let ingest = try hotgigs.run("ingest", "--quiet", "--recruiter", "bo@example.org", folder.path)
    #expect(ingest.status == 0, "\(ingest.errors)")
    #expect(
      try hotgigs.run("candidates", "share", "1", "--with", "ana@example.org", "--permission", "read-only").status == 0)
    return hotgigs
  }

  /// Rows of cells, as RFC 4180 has them; a line's end within quotes would be part of a cell.
  private func cells(_ csv: String) -> [[String]] {
    var rows: [[String]] = [[]]
    var cell = ""
    var isQuoted = false
    var rest = csv.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"" where isQuoted && rest.first == "\"":
        cell.unicodeScalars.append(rest.removeFirst())
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        rows[rows.count - 1].append(cell)
        cell = ""
      case "\r" where !isQuoted && rest.first == "\n":
        rest.removeFirst()
        rows[rows.count - 1].append(cell)
        rows.append([])
        cell = ""
      default: cell.unicodeScalars.append(scalar)
      }
    }
    #expect(!isQuoted && rows.last == [])
    return rows.dropLast()
  }

  @Test func aSpreadsheetRunsNothing() throws {
    let hotgigs = try makeInstallation()
    _ = try hotgigs.sql(
      #"""
      UPDATE candidates SET email = 'jane@example.com', full_name = '=HYPERLINK("http://evil.example","x")', phone = '+351 912 345 678', title = E'\t=1+1',
        location = E'-2\r\n=3', summary = E'\n@SUM(1,2)\u2028and "so" on', skills = '["=cmd", "SQL, C++"]',
        experience = '[{"name": "Acme", "position": "Engineer", "startDate": "2020-03", "current": true, "summary": "x"},
          {"name": "Bolt", "endDate": "2019"}]', education = '[{"institution": "ETH", "studyType": "MSc", "endDate": "2019"}]',
        languages = '[{"language": "English", "fluency": "fluent"}, {"language": "Dutch"}]',
        certifications = '[{"name": "CKA", "issuer": "CNCF", "date": "2024-05"}]'
      WHERE id = 2
      """#)
    #expect(try hotgigs.run("candidates", "tag", "2", "night shift", "=tag").status == 0)
    let export = try hotgigs.run("candidates", "export")
    #expect(export.status == 0, "\(export.errors)")
    #expect(export.output.split(separator: "\r\n").count == 6, "a value stays on its line")
    let rows = cells(export.output)
    #expect(rows[0] == CandidateCSV.columns && rows.map(\.count) == rows.map { _ in 23 })
    #expect(rows.dropFirst().map { $0[0] } == ["1", "2", "3", "4", "5"])
    #expect(
      rows[2].prefix(12) == [
        "2", #"'=HYPERLINK("http://evil.example","x")"#, "jane@example.com", "'+351 912 345 678", "'-2  =3", "'=1+1",
        #"'@SUM(1,2) and "so" on"#, "'=cmd; SQL, C++", "Engineer, Acme (2020-03 – present); Bolt (2019)",
        "MSc, ETH (2019)", "CKA, CNCF (2024-05)", "English: fluent; Dutch",
      ])
    #expect(rows[2][15...16] == ["'=tag; night shift", "bulk_upload"])
    for cell in rows.joined() { #expect(!"=+-@\t\r\n".contains(cell.first ?? "x")) }
  }

  @Test func jsonHoldsWhatTheColumnsHold() throws {
    let hotgigs = try makeInstallation()
    // A row that another program wrote, its lists in a shape of its own.
    _ = try hotgigs.sql(
      """
      INSERT INTO candidates (recruiter_id, full_name, email, location, skills, experience, education, github_url)
      SELECT id, 'Pia Lund', 'pia@example.com', 'Lund, Sweden', '[{"name": "SQL"}]',
        '[{"company": "Acme", "position": "Cook"}]', '[{"institution": "ETH", "highlights": ["Thesis"]}]',
        'https://github.com/pia-lund'
      FROM users WHERE email = 'bo@example.org'
      """)
    let rows = try hotgigs.run("candidates", "export", "--format", "json").rows()
    #expect(rows.count == 6 && rows[0]["skills"] as? [String] == ["SQL", "Swift"])
    #expect(rows[5]["skills"] as? [[String: String]] == [["name": "SQL"]])
    #expect(rows[5]["phone"] == nil && rows[5]["email"] as? String == "pia@example.com")

    let export = try hotgigs.run("candidates", "export", "--json", "--format", "json-resume")
    let resumes = export.output.split(separator: "\n").compactMap { JSONValue(Array($0.utf8)).flatMap(JSONResume.init) }
    #expect(resumes.count == 6 && resumes.allSatisfy { $0.schema == JSONResume.schemaURL })
    #expect(
      resumes[0].skills?.map(\.name) == ["SQL", "Swift"] && resumes[0].basics?.email == rows[0]["email"] as? String)
    let pia = try #require(resumes.last)
    #expect(pia.basics?.name == "Pia Lund" && pia.basics?.location?.city == "Lund, Sweden")
    #expect(pia.basics?.profiles?.map(\.username) == ["pia-lund"])
    #expect(pia.work?.map(\.name) == ["Acme"] && pia.skills?.map(\.name) == ["SQL"])
    #expect(pia.education?.map(\.courses) == [["Thesis"]])
  }

  @Test func everybodyExportsWhomTheySee() throws {
    let hotgigs = try makeInstallation()
    #expect(try hotgigs.run("candidates", "tag", "2,3", "top").status == 0)
    _ = try hotgigs.sql("UPDATE candidates SET title = 'Zookeeper' WHERE id = 2")
    for (arguments, ids) in [
      ([], "1 2 3 4 5"), (["--as", "bo@example.org"], "1 2 3 4 5"), (["--as", "ana@example.org"], "1"),
      (["--tag", "top"], "2 3"), (["swift zoo*", "--tag", "top"], "2"), (["--skill", "Cobol"], ""),
    ] {
      let export = try hotgigs.run(["candidates", "export"] + arguments)
      #expect(export.status == 0, "\(export.errors)")
      #expect(cells(export.output).dropFirst().map { $0[0] }.joined(separator: " ") == ids, "\(arguments)")
    }
    // Each of them knows by whom.
    #expect(
      try hotgigs.sql(
        """
        SELECT candidate_id, u.email, count(*) FROM candidate_activity a JOIN users u ON u.id = a.user_id
        WHERE action = 'viewed' AND description = 'Exported as csv' AND activity_metadata ->> 'export' = 'csv'
          AND candidate_id IN (1, 2) GROUP BY 1, 2 ORDER BY 1, 2
        """)
          == """
          1|admin@localhost|1
          1|ana@example.org|1
          1|bo@example.org|1
          2|admin@localhost|3
          2|bo@example.org|1
          """)
    #expect(
      try hotgigs.sql(
        "SELECT string_agg(changes ->> 'all', ' ' ORDER BY id) FROM audit_logs WHERE action = 'export_candidates'")
        == "true false false false")
  }

  @Test func aFileIsWholeOrNotThere() throws {
    let hotgigs = try makeInstallation()
    let folder = try TemporaryFolder()
    let path = folder.path + "/people.csv"
    let printed = try hotgigs.run("candidates", "export").output
    for _ in 1...2 {
      let export = try hotgigs.run("candidates", "export", "--output", path)
      #expect(export.status == 0 && export.output.isEmpty && export.errors.contains("5 candidates"), "\(export.errors)")
      #expect(try String(contentsOfFile: path, encoding: .utf8) == printed)
      #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    }
    #expect(try hotgigs.run("candidates", "export", "--output", "/dev/null").status == 0)
    for place in [folder.path, folder.path + "/no/such.csv"] {
      let refused = try hotgigs.run("candidates", "export", "--output", place)
      #expect(refused.status == 73 && refused.errors.split(separator: "\n").count == 1, "\(refused.errors)")
    }
    // Half way through, the database refuses: what was there stays.
    _ = try hotgigs.sql("ALTER TABLE candidate_activity ADD CHECK (description <> 'Exported as json')")
    #expect(try hotgigs.run("candidates", "export", "--json", "--output", path).status != 0)
    #expect(try hotgigs.run("candidates", "export", "--json", "--output", folder.path + "/new").status != 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["people.csv"])
    #expect(try String(contentsOfFile: path, encoding: .utf8) == printed)
    #expect(try hotgigs.run("candidates", "export", "--format", "xml").status == 64)
  }
}
