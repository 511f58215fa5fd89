import CandidateStore
import Pipeline
import PostgreSQL

/// How long work waits for a database that is away, with back-off and jitter, before it gives up.
struct Patience: Sendable {
  /// In all; zero gives up at once, nil never does.
  let limit: Duration?
  let observer: any IngestObserver
  /// Where an outage is written down once it is over; nil where others do.
  var log: CandidateStore?

  /// Runs `body` again as long as the database is away or too slow, or a deadlock or serialization failure asks for it.
  ///
  /// - Throws: what `body` threw, once it is no outage or the limit has passed.
  func duringOutage<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
    let clock = ContinuousClock()
    let end = limit.map { clock.now.advanced(by: $0) }
    let backoff = Backoff(limit: .seconds(5))
    var random = SystemRandomNumberGenerator()
    var retry = 1
    var awaySince: ContinuousClock.Instant?
    while true {
      do {
        let value = try await body()
        if let awaySince {
          observer.observe(.work(.databaseBack))
          let seconds = Int((clock.now - awaySince) / .seconds(1))
          try? await log?.recordError(
            .error, .database, code: "database_away", message: "the database was away for \(seconds) s")
        }
        return value
      } catch let error as PostgreSQLError where error.isConnectionProblem || error.isRetryable || error.isTimeout {
        guard let wait = backoff.delay(beforeRetry: retry, using: &random),
          end.map({ clock.now.advanced(by: wait) < $0 }) ?? true
        else { throw error }
        retry += 1
        // A deadlock is no outage.
        if error.isConnectionProblem {
          awaySince = awaySince ?? clock.now
          observer.observe(.databaseAway(error.message))
        }
        try await clock.sleep(for: wait)
      }
    }
  }
}
