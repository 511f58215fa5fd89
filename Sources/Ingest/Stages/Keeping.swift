import Intake
import Pipeline

/// Makes sure of the bytes of what was registered: an undo may have removed them as nobody's between their being stored and
/// the commit of their row. Then they are stored again.
///
/// - Throws: `ContentStoreError` only, which stops the run; the row waits, and so does the source file.
struct Keeping: Stage {
  let storage: FileStorage
  let content: any ContentStore

  func process(_ file: RegisteredFile) async throws -> RegisteredFile {
    guard case .registered = file.outcome, case .stored(_, let address) = file.file.content else { return file }
    guard try await !content.contains(address) else { return file }
    guard case .stored(_, address) = try await storage.take(file.file.source).content else {
      throw ContentStoreError("\(file.file.source.path) changed while an undo removed its bytes: ingest it again")
    }
    return file
  }
}
