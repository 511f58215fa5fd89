import Foundation
import Intake
import TestSupport
import Testing

@Suite struct SpoolTests {
  let folder: TemporaryFolder
  let store: DirectoryContentStore

  init() throws {
    folder = try TemporaryFolder()
    store = DirectoryContentStore(directory: folder.path + "/data/content")
  }

  private var names: [String] {
    (FileManager.default.enumerator(atPath: folder.path + "/data/content")?.allObjects as? [String] ?? []).sorted()
  }

  /// A document that came in pieces has the address, and the bytes, that it has in one.
  @Test(arguments: [[], [1], [700_000, 700_000, 1_000_000], [1 << 20]])
  func storesWhatCameInPieces(_ sizes: [Int]) async throws {
    let pieces = sizes.enumerated().map { number, size in (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 7 + number) }
    }
    let whole = Array(pieces.joined())
    let spool = try await store.spool()
    for piece in pieces { try await spool.append(piece) }
    let address = try await store.store(spool)
    #expect(await spool.size == whole.count)
    #expect(try await spool.bytes() == whole)
    #expect(try Data(contentsOf: URL(filePath: folder.path + "/data/content/" + address)) == Data(whole))
    #expect(try await store.store(whole, digest: ContentDigest(of: whole)) == address)
    #expect(names.count == 2, "a folder and the document: \(names)")
  }

  /// Until it is stored nothing shows, and of what is given up nothing stays.
  @Test func leavesNothingOfWhatIsGivenUp() async throws {
    let spool = try await store.spool()
    try await spool.append([1, 2, 3])
    #expect(names == [])
  }

  @Test func holdsNothingOfWhatCameBeforeItStartedAnew() async throws {
    let spool = try await store.spool()
    try await spool.append([1, 2, 3])
    #expect(await spool.digest == ContentDigest(of: [1, 2, 3]))
    try await spool.restart()
    try await spool.append([4])
    let address = try await store.store(spool)
    #expect(try Data(contentsOf: URL(filePath: folder.path + "/data/content/" + address)) == Data([4]))
    #expect(await spool.digest == ContentDigest(of: [4]))
  }

  /// Stored twice, as it is where a run's undoing took it away between.
  @Test func canBeStoredAgain() async throws {
    let spool = try await store.spool()
    try await spool.append(Array("again".utf8))
    let address = try await store.store(spool)
    try await store.remove(address)
    #expect(try await store.store(spool) == address)
    #expect(try await store.contains(address))
  }
}
