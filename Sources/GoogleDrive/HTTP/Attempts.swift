/// How often and how long one call was tried: a value, so that it can be looked at without waiting.
struct Attempts {
  let policy: RetryPolicy
  private let start = ContinuousClock.now
  /// Those that failed.
  private var failures = 0

  init(_ policy: RetryPolicy) { self.policy = policy }

  /// Another attempt failed: how long to wait for the next; nil: it was the last.
  ///
  /// - Parameters:
  ///   - retryAfter: what the server asked for, which is never cut short.
  ///   - elapsed: since the first attempt.
  ///   - chance: 0 to 1. Half of the delay is left to it, so that many who failed together do not come again together.
  mutating func delay(retryAfter: Duration?, elapsed: Duration, chance: Double) -> Duration? {
    failures += 1
    guard failures < policy.tries else { return nil }
    let doubled = policy.baseDelay * Double(1 << min(failures - 1, 30))
    let delay = max(min(doubled, policy.longestDelay) * (0.5 + 0.5 * chance), retryAfter ?? .zero)
    return elapsed + delay <= policy.totalTime ? delay : nil
  }

  /// Waits for the next attempt, or throws the error that the last one ended with.
  mutating func wait(retryAfter: Duration? = nil, orThrow error: DriveError) async throws {
    let delay = delay(
      retryAfter: retryAfter, elapsed: ContinuousClock.now - start, chance: Double.random(in: 0...1))
    guard let delay else { throw error }
    try await Task.sleep(for: delay)
  }
}
