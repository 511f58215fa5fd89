import CandidateStore
import Intake
import ResumeModel

/// Documents in a table of the database: for several hosts without a shared disk, and so that a backup is one thing.
struct DatabaseContentStore: ContentStore {
  let store: CandidateStore

  func store(_ bytes: [UInt8], digest: ContentDigest) async throws -> String {
    try await store.storeContent(bytes, sha256: digest.bytes)
    return Self.scheme + digest.description
  }

  func spool() async throws -> Spool { try Spool(in: "/tmp") }

  /// In memory while it is sent: libpq takes a value whole.
  func store(_ spool: Spool) async throws -> String {
    try await store(try await spool.bytes(), digest: await spool.digest)
  }

  func open(_ address: String) async throws -> OpenFile {
    guard let digest = Self.digest(address), let bytes = try await store.content(sha256: digest.bytes) else {
      throw ExtractionError.goneFromStore(address)
    }
    return try OpenFile(holding: bytes)
  }

  /// A database that answers takes them.
  func checkWritable() async throws {
    _ = try await store.queueDepth()
  }

  func contains(_ address: String) async throws -> Bool {
    guard let digest = Self.digest(address) else { return false }
    return try await store.hasContent(sha256: digest.bytes)
  }

  func remove(_ address: String) async throws {
    guard let digest = Self.digest(address) else { return }
    try await store.removeContent(sha256: digest.bytes)
  }

  private static func digest(_ address: String) -> ContentDigest? {
    ContentDigest(hexadecimal: String(address.dropFirst(scheme.count)))
  }

  private static let scheme = "database:"
}
