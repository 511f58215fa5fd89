import Foundation
import Intake
import ResumeModel
import TestSupport
import Testing

@Suite struct FileStorageTests {
  let folder: TemporaryFolder
  let storage: FileStorage
  let store: DirectoryContentStore

  init() throws {
    folder = try TemporaryFolder()
    store = DirectoryContentStore(directory: folder.path + "/data/content")
    storage = FileStorage(into: store, limits: ArchiveLimits(memberBytes: 10))
  }

  @Test func keepsTheBytesUnderTheirDigest() async throws {
    let path = try folder.write("0123456789", to: "in/a.txt")
    let file = try await storage.take(SourceFile(path: FilePath(path)))
    let digest = "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882"
    guard case .stored(let found, let address) = file.content else {
      Issue.record("not stored: \(file)")
      return
    }
    #expect(found.description == digest)
    #expect(address == "84/\(digest)")
    #expect(file.size == 10)
    #expect(try await store.open(address).size == 10)
    #expect(try Data(contentsOf: URL(filePath: folder.path + "/data/content/" + address)) == Data("0123456789".utf8))
  }

  @Test func keepsTheSameBytesOnce() async throws {
    let names = (1...20).map { "in/\($0).txt" }
    for name in names { try folder.write("same", to: name) }
    let files = try await withThrowingTaskGroup(of: StoredFile.self) { group in
      for name in names {
        group.addTask { [storage, folder] in
          try await storage.take(SourceFile(path: FilePath(folder.path + "/" + name)))
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(Set(files.map(\.content)).count == 1)
    let kept = FileManager.default.enumerator(atPath: folder.path + "/data/content")?.allObjects as? [String]
    #expect(kept?.filter { $0.contains("/") }.count == 1, "one document and no temporary file: \(kept ?? [])")
  }

  @Test func refusesWhatIsTooLargeWithoutStoringIt() async throws {
    let path = try folder.write("01234567890", to: "in/a.txt")
    let file = try await storage.take(SourceFile(path: FilePath(path)))
    guard case .refused(let error) = file.content else {
      Issue.record("stored: \(file)")
      return
    }
    #expect(error.code == .tooLarge)
    #expect(file.size == 11)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/data"))
  }

  @Test func storesNothingOfAFileThatIsNotTheOneItsSourceSaw() async throws {
    let path = FilePath(try folder.write("0123", to: "in/a.txt"))
    guard case .file(let seen) = FileKind(at: path) else {
      Issue.record("no file")
      return
    }
    try folder.write("01234", to: "in/a.txt")
    await #expect(throws: SourceChange.changed) { try await storage.take(SourceFile(path: path, identity: seen)) }
    try FileManager.default.removeItem(atPath: path.description)
    await #expect(throws: SourceChange.gone) { try await storage.take(SourceFile(path: path, identity: seen)) }
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/data"))
  }

  /// Not even where the link leads to the very file that was seen.
  @Test func followsNoLinkPutInTheFilesPlace() async throws {
    let path = FilePath(try folder.write("0123", to: "in/a.txt"))
    guard case .file(let seen) = FileKind(at: path) else {
      Issue.record("no file")
      return
    }
    try FileManager.default.moveItem(atPath: path.description, toPath: folder.path + "/moved")
    try FileManager.default.createSymbolicLink(atPath: path.description, withDestinationPath: folder.path + "/moved")
    await #expect(throws: SourceChange.changed) { try await storage.take(SourceFile(path: path, identity: seen)) }
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/data"))
    // Who names a link means what it leads to.
    guard case .stored = try await storage.take(SourceFile(path: path)).content else {
      Issue.record("not stored")
      return
    }
  }

  /// A reader, too, is handed the file that was opened, whatever becomes of its name, and takes as much of it as is there.
  @Test func aFileThatGrowsOrShrinksWhileItIsReadEndsInSomething() async throws {
    let path = try folder.write("0123456", to: "in/a.txt")
    let writer = Task.detached {
      var length: off_t = 0
      while !Task.isCancelled {
        length = (length + 7) % 30
        truncate(path, length)
        // The thread is others', too.
        try? await Task.sleep(for: .microseconds(100))
      }
    }
    for _ in 0..<200 {
      let file = try await storage.take(SourceFile(path: FilePath(path)))
      switch file.content {
      case .stored: #expect(file.size <= 10)
      case .refused(let error): #expect(error.code == .tooLarge)
      }
    }
    writer.cancel()
    await writer.value
  }

  @Test func blamesTheStoreAndNotTheFileWhenItCanNotWrite() async throws {
    let path = try folder.write("x", to: "in/a.txt")
    try folder.write("in the way", to: "data")
    await #expect(throws: ContentStoreError.self) { try await storage.take(SourceFile(path: FilePath(path))) }
  }
}
