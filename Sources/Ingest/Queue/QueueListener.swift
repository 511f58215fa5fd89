import CandidateStore
import PostgreSQL

/// Hears of new rows in the queue, so that a worker need not wait for its next look.
///
/// A wake-up is all it is: behind a transaction pooler LISTEN is accepted and nothing is ever heard, and a connection that
/// breaks takes a while to come back. The worker's poll finds the rows then.
struct QueueListener: Sendable {
  let store: CandidateStore

  /// Signals until cancelled.
  func run(waking wake: WakeSignal) async {
    while !Task.isCancelled {
      try? await listen(waking: wake)
      try? await Task.sleep(for: .seconds(5))
    }
  }

  /// On a connection of its own: one of the pool's would be missing there.
  private func listen(waking wake: WakeSignal) async throws {
    let connection = try await Connection.connect(store.pool.configuration)
    do {
      for try await _ in try await connection.listen(CandidateStore.queueChannel) { await wake.signal() }
    } catch {
      await connection.close()
      throw error
    }
    await connection.close()
  }
}
