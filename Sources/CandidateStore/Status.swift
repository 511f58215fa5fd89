import PostgreSQL

/// The queue and what came of it, as far as the acting user may see it.
public struct QueueStatus: Hashable, Sendable, Codable {
  public var pending: Int
  public var processing: Int
  public var completed: Int
  public var failed: Int
  /// Failed resumes by error code.
  public var failures: [String: Int]
  public var needsReview: Int
  public var candidates: Int
  /// Ids of the runs that have not finished.
  public var activeRuns: [Int]
  /// Seconds that the longest waiting row waits; nil where none does.
  public var oldestWaitSeconds: Double?
}

extension CandidateStore {
  public func status(actingUser: Int) async throws -> QueueStatus {
    try await asUser(actingUser) { transaction in
      let results = try await transaction.pipeline([
        Statement("SELECT status, count(*) FROM resumes GROUP BY status"),
        Statement(
          "SELECT error_code, count(*) FROM resumes WHERE status = 'failed' AND error_code IS NOT NULL GROUP BY 1"),
        Statement(
          """
          SELECT (SELECT count(*) FROM resumes WHERE needs_review) AS needs_review,
            (SELECT count(*) FROM candidates) AS candidates,
            (SELECT extract(epoch FROM clock_timestamp() - min(available_at))::float8
             FROM resumes WHERE status = 'pending') AS oldest
          """),
        Statement("SELECT id FROM runs WHERE status = 'running' ORDER BY id"),
      ])
      let counts = try results[0].countsByName()
      let row = try results[2].only()
      func count(_ status: ResumeStatus) -> Int { counts[status.rawValue] ?? 0 }
      return QueueStatus(
        pending: count(.pending), processing: count(.processing), completed: count(.completed), failed: count(.failed),
        failures: try results[1].countsByName(), needsReview: try row.int("needs_review"),
        candidates: try row.int("candidates"), activeRuns: try results[3].map { try $0.int("id") },
        oldestWaitSeconds: try row.double(ifPresent: "oldest"))
    }
  }
}
