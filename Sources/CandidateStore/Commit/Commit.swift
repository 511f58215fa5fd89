import PostgreSQL
import ResumeModel

extension CandidateStore {
  /// Commits a batch: candidate, activity, sighting and resume row of each document together, fenced by its lease.
  ///
  /// - Returns: one outcome per document, in the order of their ids.
  public func commit(_ batch: [ProcessedResume]) async throws -> [CommitOutcome] {
    try await commit(batch) { batch, transaction in
      let deduplicated = try await Deduplication().process(batch, in: transaction)
      let upserted = try await CandidateUpsert().process(deduplicated, in: transaction)
      return try await ActivityLog().process(upserted, in: transaction)
    }
  }

  /// Commits a batch through steps of the caller's composition, in one transaction.
  ///
  /// Where PostgreSQL refuses a value (SQLSTATE class 22, 23 or 54), the batch is run again, bisected by savepoints: the
  /// culprit fails with `invalid_data`, the others commit. Where it lost against a parallel batch, it is run again as a
  /// whole. The database away is the caller's to wait for.
  ///
  /// - Parameter steps: may run several times, on parts of the batch.
  public func commit(
    _ batch: [ProcessedResume],
    through steps: @Sendable ([ProcessedResume], Transaction) async throws -> [CommitOutcome]
  ) async throws -> [CommitOutcome] {
    guard !batch.isEmpty else { return [] }
    let batch = batch.sorted { $0.claimed.id < $1.claimed.id }
    do {
      return try await retryingLostRaces {
        try await asWorker { transaction in try await steps(batch, transaction) }
      }
    } catch let error as PostgreSQLError where error.isDataProblem {
      return try await retryingLostRaces {
        try await asWorker { transaction in try await bisect(batch, in: transaction, through: steps) }
      }
    }
  }

  private func bisect(
    _ batch: [ProcessedResume], in transaction: Transaction,
    through steps: @Sendable ([ProcessedResume], Transaction) async throws -> [CommitOutcome]
  ) async throws -> [CommitOutcome] {
    do {
      return try await transaction.savepoint { inner in try await steps(batch, inner) }
    } catch let error as PostgreSQLError where error.isDataProblem && error.sqlState != .foreignKeyViolation {
      if batch.count == 1 {
        return try await transaction.savepoint { inner in
          try await steps([batch[0].refused(because: error)], inner)
        }
      }
      let middle = batch.count / 2
      let first = try await bisect(Array(batch[..<middle]), in: transaction, through: steps)
      return first + (try await bisect(Array(batch[middle...]), in: transaction, through: steps))
    }
  }

  /// Against the same few people in parallel batches: each time at least one of them wins. Nor is it the document's fault
  /// where a row that it refers to was removed at this moment.
  func retryingLostRaces<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
    for attempt in 0..<20 {
      do {
        return try await body()
      } catch let error as StoreError where error.code == .lostRace {
        try await Task.sleep(for: .milliseconds(Int.random(in: 0...(5 * (attempt + 1)))))
      } catch let error as PostgreSQLError where error.isRetryable || error.sqlState == .foreignKeyViolation {
        try await Task.sleep(for: .milliseconds(Int.random(in: 0...(5 * (attempt + 1)))))
      }
    }
    return try await body()
  }
}

extension ProcessedResume {
  /// Without what was read: the value that PostgreSQL refuses is in it.
  fileprivate func refused(because error: PostgreSQLError) -> ProcessedResume {
    var refused = self
    refused.result = .failure(
      ExtractionError(
        .invalidData, "holds a value that the database refuses: \(ColumnText.cut(error.message, to: 300))"))
    return refused
  }
}
