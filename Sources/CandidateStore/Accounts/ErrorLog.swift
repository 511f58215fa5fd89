import PostgreSQL

/// How bad an entry of `error_logs` is.
public enum ErrorSeverity: String, Hashable, Sendable, Codable, CaseIterable {
  case critical, error, warning, info
}

/// What an entry of `error_logs` is about.
public enum ErrorCategory: String, Hashable, Sendable, Codable, CaseIterable {
  case database, email, api, authentication
  case fileUpload = "file_upload"
}

extension CandidateStore {
  /// Writes a failure to `error_logs`.
  ///
  /// - Parameter message: for admins; without names, addresses and paths of people.
  public func recordError(
    _ severity: ErrorSeverity, _ category: ErrorCategory, code: String, message: String, userID: Int? = nil
  ) async throws {
    try await asWorker { transaction in
      _ = try await transaction.query(
        "INSERT INTO error_logs (severity, category, error_code, message, user_id) VALUES ($1, $2, $3, $4, $5)",
        [
          .text(severity.rawValue), .text(category.rawValue), .text(ColumnText.cut(code, to: 100)), .text(message),
          userID.map { .int($0) } ?? .null,
        ])
    }
  }
}
