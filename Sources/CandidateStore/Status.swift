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

/// The queue's two ends.
public struct QueueDepth: Hashable, Sendable {
  public var pending: Int
  public var processing: Int
  /// Seconds that the longest waiting row waits; nil where none does.
  public var oldestWaitSeconds: Double?
}

extension CandidateStore {
  public func status(actingUser: Int) async throws -> QueueStatus {
    try await asUser(actingUser) { transaction in
      let results = try await transaction.pipeline([
        Statement("SELECT * FROM hotgigs_status()"),
        Statement("SELECT id FROM runs WHERE status = 'running' ORDER BY id"),
      ])
      let row = try results[0].only()
      return QueueStatus(
        pending: try row.int("pending"), processing: try row.int("processing"), completed: try row.int("completed"),
        failed: try row.int("failed"),
        failures: try JSONText(verbatim: row.string("failures")).decode([String: Int].self),
        needsReview: try row.int("needs_review"), candidates: try row.int("candidates"),
        activeRuns: try results[1].map { try $0.int("id") }, oldestWaitSeconds: try row.double(ifPresent: "oldest_wait")
      )
    }
  }

  /// How much of the queue is left, of every recruiter. By the indexes over what waits and what is leased.
  public func queueDepth() async throws -> QueueDepth {
    try await asWorker { transaction in
      let row = try await transaction.query(
        """
        SELECT waiting.count AS pending, waiting.oldest,
          (SELECT count(*) FROM resumes WHERE status = 'processing') AS processing
        FROM (
          SELECT count(*), greatest(0, extract(epoch FROM clock_timestamp() - min(available_at)))::float8 AS oldest
          FROM resumes WHERE status = 'pending') AS waiting
        """
      ).only()
      return QueueDepth(
        pending: try row.int("pending"), processing: try row.int("processing"),
        oldestWaitSeconds: try row.double(ifPresent: "oldest"))
    }
  }
}
