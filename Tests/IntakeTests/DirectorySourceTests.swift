import Foundation
import Intake
import TestSupport
import Testing

@Suite struct DirectorySourceTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func namesEveryFileOnceInOrder() async throws {
    for name in ["b.pdf", "a/z.docx", "a/y.txt", "c/d/e.md", ".hidden.pdf", "~$b.docx", ".git/config"] {
      try folder.write("x", to: name)
    }
    #expect(try await names(in: [folder.path]) == ["a/y.txt", "a/z.docx", "b.pdf", "c/d/e.md"])
    #expect(try await names(in: [folder.path + "/b.pdf", folder.path + "/a/"]) == ["b.pdf", "a/y.txt", "a/z.docx"])
  }

  @Test func staysInTheFolderWhenNotRecursive() async throws {
    try folder.write("x", to: "a.pdf")
    try folder.write("x", to: "sub/b.pdf")
    #expect(try await names(in: [folder.path], isRecursive: false) == ["a.pdf"])
  }

  @Test func endsWhereLinksRunInACircle() async throws {
    try folder.write("x", to: "sub/a.pdf")
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/sub/up", withDestinationPath: folder.path)
    #expect(try await names(in: [folder.path]) == ["sub/a.pdf"])
  }

  @Test func saysWhatCanNotBeRead() async throws {
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/gone.pdf", withDestinationPath: "/nowhere/x")
    var found: [SourceFile] = []
    for try await file in DirectorySource([FilePath(folder.path), FilePath(folder.path + "/missing")]) {
      found.append(file)
    }
    #expect(found.map(\.name) == ["gone.pdf", "missing"])
    #expect(found.map(\.failure) == [.unreadable("leads nowhere"), .missing])
  }

  private func names(in paths: [String], isRecursive: Bool = true) async throws -> [String] {
    var names: [String] = []
    for try await file in DirectorySource(paths.map { FilePath($0) }, isRecursive: isRecursive) {
      #expect(file.failure == nil)
      names.append(String(file.path.description.dropFirst(folder.path.count + 1)))
    }
    return names
  }
}

@Suite struct OpenFileTests {
  @Test func neverWaitsOnAFIFO() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/pipe.pdf"
    #expect(mkfifo(path, 0o600) == 0)
    #expect(throws: OpenFailure.unreadable("is no regular file")) { _ = try OpenFile(FilePath(path)).descriptor }
  }

  @Test func tellsAFolderFromAMissingFile() throws {
    let folder = try TemporaryFolder()
    #expect(throws: OpenFailure.unreadable("is a folder")) { _ = try OpenFile(FilePath(folder.path)).descriptor }
    #expect(throws: OpenFailure.missing) { _ = try OpenFile(FilePath(folder.path + "/none")).descriptor }
  }
}
