import Foundation
import Intake
import ResumeModel
import TestSupport
import Testing

/// Folders as strangers fill them: names of any bytes, and things that are no files though they are called so.
@Suite struct StrangeFilesTests {
  let hotgigs: Installation
  let folder: TemporaryFolder

  private static let names: [[UInt8]] =
    [
      "new\nline.txt", "-rf.txt", "--help", "\u{1b}[31mred.txt", "cv\u{202e}fdp.txt", "c1\u{9b}31m.txt",
      "'; DROP TABLE x;--.txt",
      "=cmd().txt", String(repeating: "a", count: 251) + ".txt",
    ].map { Array($0.utf8) } + [[0x63, 0xE9, 0x2E, 0x74, 0x78, 0x74], [0xFF, 0xFE, 0x0A]]
  private static let others = ["fifo.pdf", "socket.pdf", "folder.pdf", "gone.pdf", "loop.pdf", "device.pdf"]

  init() throws {
    hotgigs = try Installation()
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.path + "/in/folder.pdf", withIntermediateDirectories: true)
    for (number, name) in Self.names.enumerated() {
      try FilePath(bytes: (folder.path + "/in/").utf8 + name).withCString { path in
        let file = try #require(fopen(path, "wx"))
        fputs(Fixtures.resume(number), file)
        fclose(file)
      }
    }
    try #require(mkfifo(path("fifo.pdf"), 0o600) == 0)
    try #require(mknod(path("socket.pdf"), S_IFSOCK | 0o600, 0) == 0)
    for (name, target) in [("gone.pdf", "nowhere"), ("loop.pdf", "loop.pdf"), ("device.pdf", "/dev/zero")] {
      try FileManager.default.createSymbolicLink(atPath: path(name), withDestinationPath: target)
    }
  }

  @Test func eachIsReadOrRefusedAlone() throws {
    for name in Self.names {
      // By a shell, which hands on bytes that are no text.
      let octal = name.map { "\\0" + String($0, radix: 8) }.joined()
      let result = try Command(
        executable: "/bin/sh",
        arguments: [
          "-c", #"name=$(printf '%b.' "$2"); exec "$0" parse --format text -- "$1/${name%.}""#, Installation.executable,
          folder.path + "/in", octal,
        ], environment: ["HOTGIGS_HOME": hotgigs.home]
      ).result()
      #expect(result.status == 0, "\(name): \(result.errors)")
      #expect(result.output.hasPrefix("Person Number"))
    }
    for name in Self.others {
      let result = try hotgigs.run("parse", path(name))
      #expect(result.status == (name == "gone.pdf" ? 66 : 65), "\(name): \(result.errors)")
      #expect(result.errors.split(separator: "\n").count == 1)
    }
  }

  @Test func eachHasOneRow() throws {
    let report = folder.path + "/report.csv"
    let result = try hotgigs.run("ingest", "--json", "--report", report, folder.path + "/in")
    #expect(result.status == 0, "\(result.errors)")
    let rows = try result.rows()
    // A folder is looked into, whatever it is called.
    #expect(rows.count == Self.names.count + Self.others.count - 1)
    #expect(rows.filter { $0["outcome"] as? String == "created" }.count == Self.names.count)
    #expect(rows.filter { $0["code"] as? String == "unreadable" }.count == Self.others.count - 1)
    let list = try hotgigs.run("resumes", "list").output
    let table = try String(contentsOfFile: report, encoding: .utf8)
    for text in [result.output, list, table] {
      #expect(!text.unicodeScalars.contains { $0.isSteering && $0 != "\n" && $0 != "\r" }, "\(text.debugDescription)")
    }
    #expect(table.components(separatedBy: "\r\n").count == rows.count + 2)
  }

  @Test func aWatchTakesTheFilesAndTellsOfTheOthers() throws {
    try folder.write(
      "watch:\n  settle: 200 ms\n  folders:\n    - path: \(folder.path)/in\n      afterwards: keep\n",
      to: "pipeline.yaml")
    let result = try hotgigs.run("watch", "--once", "--json", "--config", folder.path + "/pipeline.yaml")
    #expect(result.status == 0, "\(result.errors)")
    let created = try result.rows().filter { $0["outcome"] as? String == "created" }
    #expect(created.count == Self.names.count, "\(result.output)")
    #expect(try hotgigs.sql("SELECT count(*) FROM resumes WHERE status = 'completed'") == "\(Self.names.count)")
    for name in ["gone.pdf", "loop.pdf", "device.pdf"] { #expect(result.errors.contains(name), "\(result.errors)") }
    for name in ["fifo.pdf", "socket.pdf"] {
      #expect((result.errors + result.output).contains(name), "\(result.output)")
    }
  }

  private func path(_ name: String) -> String { folder.path + "/in/" + name }
}
