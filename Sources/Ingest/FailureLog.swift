import CandidateStore
import Intake
import PostgreSQL

extension Workspace {
  /// Writes to `error_logs` that a command ended because the database refused something or the content store is out of order.
  ///
  /// Without what they said of it: that may name somebody. A database that is away keeps no record.
  public func record(_ error: any Error, command: String) async {
    let entry: (severity: ErrorSeverity, category: ErrorCategory, code: String, message: String)
    switch error {
    case let error as PostgreSQLError where !error.isConnectionProblem:
      entry = (
        .error, .database, error.sqlState?.rawValue ?? "\(error.kind)", "\(command): the database refused a statement"
      )
    case is ContentStoreError:
      entry = (.critical, .fileUpload, "content_store", "\(command): the content store is out of order")
    case is ReaderUnavailable, is WallsMissing:
      entry = (.critical, .fileUpload, "readers", "\(command): no document can be read")
    default: return
    }
    // On a task of its own: this one may be cancelled.
    await Task { [store] in
      try? await store.recordError(entry.severity, entry.category, code: entry.code, message: entry.message)
    }.value
  }
}
