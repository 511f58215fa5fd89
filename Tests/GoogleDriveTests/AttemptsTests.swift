import Testing

@testable import GoogleDrive

@Suite struct AttemptsTests {
  private let policy = RetryPolicy()

  /// - Parameter chance: 1 for the longest wait that may be.
  private func delays(_ policy: RetryPolicy, chance: Double) -> [Duration] {
    var attempts = Attempts(policy)
    var delays: [Duration] = []
    while let delay = attempts.delay(retryAfter: nil, elapsed: .zero, chance: chance) { delays.append(delay) }
    return delays
  }

  @Test func waitsTwiceAsLongEachTime() {
    #expect(delays(policy, chance: 1) == [1, 2, 4, 8, 16].map { .seconds($0) })
    #expect(delays(policy, chance: 0) == [0.5, 1, 2, 4, 8].map { .seconds($0) })
  }

  @Test func waitsNoLongerThanItMay() {
    var policy = policy
    policy.tries = 100
    #expect(delays(policy, chance: 1).last == .seconds(64))
    #expect(delays(policy, chance: 1).count == 99)
  }

  @Test func heedsWhatTheServerAsksFor() {
    var attempts = Attempts(policy)
    #expect(attempts.delay(retryAfter: .seconds(90), elapsed: .zero, chance: 1) == .seconds(90))
    #expect(attempts.delay(retryAfter: .zero, elapsed: .zero, chance: 1) == .seconds(2))
    #expect(attempts.delay(retryAfter: .seconds(400), elapsed: .zero, chance: 1) == nil)
  }

  @Test func beginsNoWaitThatEndsTooLate() {
    var attempts = Attempts(policy)
    #expect(attempts.delay(retryAfter: nil, elapsed: .seconds(299), chance: 1) == .seconds(1))
    #expect(attempts.delay(retryAfter: nil, elapsed: .seconds(299), chance: 1) == nil)
  }
}
