import CandidateStore
import Foundation
import Intake
import TestSupport
import Testing

@testable import Ingest

@Suite struct KeepingTests {
  @Test func whatAnUndoRemovedMeanwhileIsStoredAgain() async throws {
    let folder = try TemporaryFolder()
    let content = DirectoryContentStore(directory: folder.path + "/content")
    let storage = FileStorage(into: content, limits: ArchiveLimits(memberBytes: 1000))
    let stored = try await storage.take(SourceFile(path: FilePath(try folder.write("Ana Lima", to: "ana.txt"))))
    guard case .stored(_, let address) = stored.content else { throw CocoaError(.fileReadUnknown) }
    let file = RegisteredFile(file: stored, outcome: .registered(resumeID: 1))
    try await content.remove(address)
    try await content.remove(address)
    #expect(try await !content.contains(address))
    _ = try await Keeping(storage: storage, content: content).process(file)
    #expect(try await content.contains(address))
  }
}
