import Foundation
import TestSupport
import Testing

/// `hotgigs parse` as scripts use it: exit codes, one line an error, output where it was asked for.
@Suite struct ParseCommandTests {
  let hotgigs: Installation
  let folder: TemporaryFolder
  let resume: String

  init() throws {
    hotgigs = try Installation(isNew: true)
    folder = try TemporaryFolder()
    resume = try folder.write("Ada Example\nada@example.com\n\nSkills\nSQL, Swift\n", to: "in/cv.txt")
  }

  @Test func printsJSONResume() throws {
    let result = try hotgigs.run("parse", resume)
    #expect(result.status == 0)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect((object["basics"] as? [String: Any])?["email"] as? String == "ada@example.com")
    #expect(!FileManager.default.fileExists(atPath: hotgigs.home + "/postgresql"), "no database is needed")
  }

  @Test func printsTextAndLayout() throws {
    #expect(try hotgigs.run("parse", "--format", "text", resume).output.hasPrefix("Ada Example\nada@example.com\n"))
    let layout = try hotgigs.run("parse", "--format", "layout", resume)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(layout.output.utf8)) as? [String: Any])
    #expect((object["pages"] as? [Any])?.count == 1)
  }

  @Test func writesAFileForEachAndGoesOnPastBadOnes() throws {
    try folder.write("Bob Example\nbob@example.com\n", to: "in/cv.md")
    try folder.write("", to: "in/empty.pdf")
    let result = try hotgigs.run("parse", "--output", folder.path + "/out", folder.path + "/in")
    #expect(result.status == 65)
    #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
    #expect(result.errors.hasPrefix("error: empty: "))
    let written = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/out").sorted()
    #expect(written == ["cv.json", "cv.txt.json"], "a stem that two files share is not overwritten")
  }

  @Test(arguments: [
    (["/nowhere/cv.pdf"], 66, "error: no such file: "), (["/tmp"], 65, "error: unreadable: "),
    (["/dev/null"], 65, "error: unreadable: "),
    ([], 64, "Error: "), (["--format", "pdf", "x"], 64, "Error: "),
  ])
  func exitsWithTheRightCode(_ arguments: [String], status: Int32, message: String) throws {
    let result = try hotgigs.run(["parse"] + arguments)
    #expect(result.status == status)
    #expect(result.errors.hasPrefix(message), "\(result.errors)")
  }

  @Test func worksWhereverItIsCopiedWithItsResources() throws {
    let source = URL(filePath: Installation.executable).deletingLastPathComponent().path
    let names = try FileManager.default.contentsOfDirectory(atPath: source)
    let parts = names.filter { ["hotgigs", "hotgigs-reader"].contains($0) || $0.hasSuffix(".resources") }
    // By a process of its own: a descriptor open for writing here could pass to a child that another test is just
    // starting, and an executable that anybody may still write can't be started ("text file busy").
    let copying = try Command(
      executable: "/bin/cp", arguments: ["-R"] + parts.map { source + "/" + $0 } + [folder.path], environment: [:])
    #expect(copying.result().status == 0)
    let copy = try Command(executable: folder.path + "/hotgigs", arguments: ["parse", resume], environment: [:])
    let result = copy.result()
    #expect(result.output == (try hotgigs.run("parse", resume)).output, "\(result.status): \(result.errors)")
  }

  @Test func saysTheSameTwice() throws {
    let first = try hotgigs.run("parse", "--format", "json", resume)
    #expect(first.output == (try hotgigs.run("parse", "--format", "json", resume)).output)
  }

  @Test func linesForMachines() throws {
    let rows = try hotgigs.run("parse", "--jsonl", resume, "/nowhere/cv.pdf").rows()
    #expect(rows.map { $0["file"] as? String } == [resume, "/nowhere/cv.pdf"])
    #expect(rows[0]["resume"] != nil)
    #expect((rows[1]["error"] as? [String: Any])?["code"] as? String == "missing")
  }
}
