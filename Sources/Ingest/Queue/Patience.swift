import Pipeline
import PostgreSQL

/// How long work waits for a database that is away, with back-off and jitter, before it gives up.
struct Patience: Sendable {
  /// In all; zero gives up at once, nil never does.
  let limit: Duration?
  let observer: any IngestObserver

  /// Runs `body` again as long as the database is away, or a deadlock or serialization failure asks for it.
  ///
  /// - Throws: what `body` threw, once it is no outage or the limit has passed.
  func duringOutage<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
    let clock = ContinuousClock()
    let end = limit.map { clock.now.advanced(by: $0) }
    let backoff = Backoff(limit: .seconds(5))
    var random = SystemRandomNumberGenerator()
    var retry = 1
    var isAway = false
    while true {
      do {
        let value = try await body()
        if isAway { observer.observe(.work(.databaseBack)) }
        return value
      } catch let error as PostgreSQLError where error.isConnectionProblem || error.isRetryable {
        guard let wait = backoff.delay(beforeRetry: retry, using: &random),
          end.map({ clock.now.advanced(by: wait) < $0 }) ?? true
        else { throw error }
        retry += 1
        // A deadlock is no outage.
        if error.isConnectionProblem {
          isAway = true
          observer.observe(.databaseAway(error.message))
        }
        try await clock.sleep(for: wait)
      }
    }
  }
}
