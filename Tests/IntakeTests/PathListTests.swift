import Foundation
import Intake
import TestSupport
import Testing

@Suite struct PathListTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(arguments: [
    ("a\nb\n", PathList.Separator.newline, ["a", "b"]), ("a\r\n\r\n\nb b", .newline, ["a", "b b"]),
    ("a\nb\0c\r\0", .null, ["a\nb", "c\r"]), ("", .newline, []), ("\0\0", .null, []),
  ])
  func namesPaths(_ text: String, separator: PathList.Separator, paths: [String]) async throws {
    let list = try PathList(FilePath(try folder.write(text, to: "list")), separator: separator)
    var found: [FilePath] = []
    for try await path in list { found.append(path) }
    #expect(found.map(\.description) == paths)
  }

  @Test func namesFilesByTheirBytes() async throws {
    let list = try PathList(
      FilePath(try folder.write([0x63, 0x76, 0xE9, 0x2E, 0x70, 0x64, 0x66, 0x0A], to: "list")), separator: .newline)
    var paths = list.makeAsyncIterator()
    #expect(try await paths.next()?.bytes == [0x63, 0x76, 0xE9, 0x2E, 0x70, 0x64, 0x66])
  }

  @Test func namesThousands() async throws {
    let paths = (0..<20_000).map { "folder/\($0)/a resume with a long name.pdf" }
    let list = try PathList(
      FilePath(try folder.write(paths.joined(separator: "\n"), to: "list")), separator: .newline)
    var found: [FilePath] = []
    for try await path in list { found.append(path) }
    #expect(found.map(\.description) == paths)
  }

  @Test func whatIsNoListCostsNoMemory() async throws {
    let list = try PathList(
      FilePath(try folder.write([UInt8](repeating: 0x78, count: 5_000_000), to: "list")), separator: .newline)
    var found: [FilePath] = []
    for try await path in list { found.append(path) }
    #expect(found.count == 1)
    #expect(found[0].bytes.count < 200_000)
  }

  @Test func startsBeforeTheListEnds() async throws {
    let path = folder.path + "/pipe"
    #expect(mkfifo(path, 0o600) == 0)
    let both = open(path, O_RDWR | O_CLOEXEC)
    let list = try PathList(FilePath(path), separator: .null)
    var paths = list.makeAsyncIterator()
    for name in ["a", "b"] {
      _ = write(both, name + "\0", 2)
      #expect(try await paths.next() == FilePath(name))
    }
    _ = write(both, "last", 4)
    close(both)
    #expect(try await paths.next() == "last")
    #expect(try await paths.next() == nil)
  }

  @Test func aFolderOrAMissingFileIsNoList() throws {
    #expect(throws: OpenFailure.unreadable("is a folder")) {
      _ = try PathList(FilePath(folder.path), separator: .newline)
    }
    #expect(throws: OpenFailure.missing) { _ = try PathList(FilePath(folder.path + "/none"), separator: .newline) }
  }

  @Test func whatItNamesIsWalked() async throws {
    for name in ["in/a.txt", "in/sub/b.txt", "c.txt", "report.csv"] { try folder.write("x", to: name) }
    let names = ["/in", "/none", "/report.csv", "/c.txt"].map { folder.path + $0 }
    let list = try PathList(
      FilePath(try folder.write(names.joined(separator: "\0"), to: "list")), separator: .null)
    let report = open(folder.path + "/report.csv", O_RDONLY)
    defer { close(report) }
    var files: [SourceFile] = []
    for try await file in DirectorySource([], list: list, leavingOut: FileID(descriptor: report)) {
      files.append(file)
    }
    #expect(files.map(\.name) == ["a.txt", "b.txt", "none", "c.txt"])
    #expect(files.map(\.failure) == [nil, nil, .missing, nil])
  }
}
