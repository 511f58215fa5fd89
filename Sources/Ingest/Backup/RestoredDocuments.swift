import Intake
import PostgreSQL

/// Puts a backup's documents back into the content store. What is there already stays as it is.
struct RestoredDocuments: Sendable {
  let content: BackupContent
  let directory: String

  private var store: DirectoryContentStore { DirectoryContentStore(directory: directory) }

  /// - Returns: the addresses of those that were not there.
  func store() async throws -> [String] {
    var added: [String] = []
    do {
      for document in content.documents where try await !store.contains(document.address) {
        try Task.checkCancellation()
        let bytes = try await ClientProgram.onThread { _ in try content.file.read(document.region) }
        let digest = ContentDigest(of: bytes)
        guard document.address.hasSuffix(digest.description) else {
          throw BackupError.damaged(content.file.path, "was altered while it was read")
        }
        added.append(document.address)
        _ = try await store.store(bytes, digest: digest)
      }
      return added
    } catch {
      let undone = added
      await Task { await remove(undone) }.value
      throw error
    }
  }

  func remove(_ addresses: [String]) async {
    for address in addresses { try? await store.remove(address) }
  }
}
