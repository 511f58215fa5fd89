import CandidateStore
import Pipeline
import PostgreSQL

/// Hears of new rows in the queue, so that a worker need not wait for its next look.
///
/// A wake-up is all it is: behind a transaction pooler LISTEN is accepted and nothing is ever heard, so none is sent, and a
/// connection that breaks takes a while to come back. The worker's poll finds the rows then.
struct QueueListener: Sendable {
  let store: CandidateStore

  /// Signals until cancelled, or until it is clear that nothing will ever be heard.
  func run(waking wake: WakeSignal) async {
    let backoff = Backoff(initial: .seconds(1), limit: .seconds(30))
    var random = SystemRandomNumberGenerator()
    var retry = 1
    while !Task.isCancelled {
      let begun = ContinuousClock.now
      guard (try? await listen(waking: wake)) ?? true else { return }
      // One that held for a while was no part of an outage.
      if ContinuousClock.now - begun > backoff.limit { retry = 1 }
      try? await Task.sleep(for: backoff.delay(beforeRetry: retry, using: &random) ?? backoff.limit)
      retry += 1
    }
  }

  /// On a connection of its own: one of the pool's would be missing there.
  ///
  /// - Returns: false where a transaction pooler stands before the server.
  private func listen(waking wake: WakeSignal) async throws -> Bool {
    try await Connection.withConnection(to: store.pool.configuration) { connection in
      guard try await connection.pooling(store.pool.configuration) != .transaction else { return false }
      for try await _ in try await connection.listen(CandidateStore.queueChannel) { await wake.signal() }
      return true
    }
  }
}
