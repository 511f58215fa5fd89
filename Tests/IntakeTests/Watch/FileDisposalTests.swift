import Foundation
import Intake
import TestSupport
import Testing

@Suite struct FileDisposalTests {
  let folder: TemporaryFolder
  let disposal: FileDisposal

  init() throws {
    folder = try TemporaryFolder()
    disposal = FileDisposal(in: FilePath(folder.path))
  }

  @Test func movesAFileToTheFolderThatItHasBelow() throws {
    let path = try file("2026/spring/cv.pdf")
    #expect(try put(path, to: .processed) == .moved(FilePath(folder.path + "/processed/2026/spring/cv.pdf")))
    #expect(contents("processed/2026/spring/cv.pdf") == "2026/spring/cv.pdf")
    #expect(contents("2026/spring/cv.pdf") == nil)
  }

  @Test func overwritesNothing() throws {
    let names = try (1...3).map { _ in
      try put(try file("cv.pdf"), to: .failed(note: "why"))
    }
    #expect(
      names == ["cv.pdf", "cv (2).pdf", "cv (3).pdf"].map { .moved(FilePath("\(folder.path)/failed/\($0)")) })
    #expect(contents("failed/cv (3).pdf.error.txt") == "why")
    // The note of one that somebody took out to mend it stays as it is.
    try FileManager.default.removeItem(atPath: folder.path + "/failed/cv.pdf")
    #expect(
      try put(try file("cv.pdf"), to: .failed(note: "other")) == .moved(FilePath("\(folder.path)/failed/cv (4).pdf")))
    #expect(contents("failed/cv.pdf.error.txt") == "why")
  }

  @Test func finishesWhatADeadPredecessorBegan() throws {
    try folder.write("why", to: "failed/cv.pdf.error.txt")
    #expect(try put(try file("cv.pdf"), to: .failed(note: "why")) == .moved(FilePath("\(folder.path)/failed/cv.pdf")))
  }

  @Test(arguments: [FileDisposal.Target.processed, .failed(note: "why"), .deleted])
  func leavesAFileThatIsNotTheOneThatWasStored(_ target: FileDisposal.Target) throws {
    let path = try file("cv.pdf")
    let stored = try identity(path)
    try folder.write("written to", to: "cv.pdf")
    #expect(try disposal.dispose(of: path, stored, to: target) == .changed)
    #expect(contents("cv.pdf") == "written to")
    try FileManager.default.removeItem(atPath: path.description)
    #expect(try disposal.dispose(of: path, stored, to: target) == .gone)
    #expect(contents("failed/cv.pdf.error.txt") == nil)
  }

  @Test func deletes() throws {
    let path = try file("cv.pdf")
    #expect(try put(path, to: .deleted) == .deleted)
    #expect(FileKind(at: path) == .missing)
  }

  @Test func movesAcrossNoLink() throws {
    let elsewhere = try TemporaryFolder()
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/processed", withDestinationPath: elsewhere.path)
    let path = try file("cv.pdf")
    let failure = #expect(throws: FileDisposal.Failure.self) { try put(path, to: .processed) }
    #expect(failure?.folder == FilePath(folder.path + "/processed"))
    #expect(contents("cv.pdf") != nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere.path) == [])
  }

  @Test func movesNothingThroughALinkThatTookAFoldersPlace() throws {
    let path = try file("below/cv.pdf")
    let stored = try identity(path)
    try FileManager.default.moveItem(atPath: folder.path + "/below", toPath: folder.path + "/other")
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/below", withDestinationPath: "other")
    #expect(try disposal.dispose(of: path, stored, to: .deleted) == .gone)
    #expect(contents("other/cv.pdf") != nil)
  }

  @Test func copiesAcrossDevices() throws {
    let shared = "/dev/shm"
    guard device(of: shared) != device(of: folder.path) else { return }
    let elsewhere = try #require(mkdtemp(strdup("\(shared)/hotgigs-XXXXXX")).map { String(cString: $0) })
    defer { try? FileManager.default.removeItem(atPath: elsewhere) }
    // A mount is the one way to another device that is no link; where it is not allowed there is none to test.
    try FileManager.default.createDirectory(atPath: folder.path + "/processed", withIntermediateDirectories: true)
    guard mount(elsewhere, folder.path + "/processed", nil, UInt(MS_BIND), nil) == 0 else { return }
    defer { umount2(folder.path + "/processed", CInt(MNT_DETACH)) }
    let path = try file("cv.pdf")
    #expect(try put(path, to: .processed) == .moved(FilePath(folder.path + "/processed/cv.pdf")))
    #expect(try put(try file("cv.pdf"), to: .processed) == .moved(FilePath(folder.path + "/processed/cv (2).pdf")))
    #expect(FileKind(at: path) == .missing)
    #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere).sorted() == ["cv (2).pdf", "cv.pdf"])
    #expect(try String(contentsOfFile: elsewhere + "/cv.pdf", encoding: .utf8) == "cv.pdf")
  }

  @Test func keepsNamesAsLongAsTheyMayBe() throws {
    let name = String(repeating: "ü", count: 125) + ".pdf"
    #expect(try put(try file(name), to: .processed) == .moved(FilePath("\(folder.path)/processed/\(name)")))
    let first = String(repeating: "ü", count: 120) + ".pdf"
    #expect(try put(try file(name), to: .failed(note: "why")) == .moved(FilePath("\(folder.path)/failed/\(first)")))
    let second = String(repeating: "ü", count: 118) + " (2).pdf"
    #expect(try put(try file(name), to: .failed(note: "why")) == .moved(FilePath("\(folder.path)/failed/\(second)")))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/failed")
    #expect(names.count == 4)
    #expect(names.allSatisfy { $0.utf8.count <= 255 })
  }

  // MARK: Its own

  private func file(_ name: String) throws -> FilePath {
    FilePath(try folder.write(name, to: name))
  }

  private func put(_ path: FilePath, to target: FileDisposal.Target) throws -> FileDisposal.End {
    try disposal.dispose(of: path, try identity(path), to: target)
  }

  private func identity(_ path: FilePath) throws -> FileIdentity {
    guard case .file(let identity) = FileKind(at: path) else { throw OpenFailure.missing }
    return identity
  }

  private func contents(_ name: String) -> String? {
    try? String(contentsOfFile: folder.path + "/" + name, encoding: .utf8)
  }

  private func device(of path: String) -> UInt {
    var status = stat()
    return stat(path, &status) == 0 ? UInt(status.st_dev) : 0
  }
}
