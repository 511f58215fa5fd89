import Intake
import Pipeline

/// Takes a file's bytes into the content store: durable before anything else happens to it.
///
/// - Throws: `ContentStoreError` only, which stops the run; a file that can't be read is refused, not thrown.
struct Storing: Stage {
  let storage: FileStorage

  func process(_ file: SourceFile) async throws -> StoredFile {
    try await storage.take(file)
  }
}
