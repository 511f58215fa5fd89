import Pipeline
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct RetryingTests {
  private struct Away: EnvironmentalError, Equatable {}

  /// Throws `error` for the first `failures` calls.
  private final class Flaky: Stage {
    private let calls = Mutex(0)
    let failures: Int
    let error: any Error

    init(failures: Int, error: any Error = Away()) {
      self.failures = failures
      self.error = error
    }

    var callCount: Int { calls.withLock { $0 } }

    func process(_ number: Int) async throws -> Int {
      let call = calls.withLock {
        $0 += 1
        return $0
      }
      if call <= failures { throw error }
      return number
    }
  }

  private static let atOnce = Backoff(initial: .zero, limit: .zero)

  @Test func triesAgainUntilTheEnvironmentIsBack() async throws {
    let retries = Mutex<[Int]>([])
    let stage = Flaky(failures: 3)
    let number = try await stage.retrying(Self.atOnce) { retry in retries.withLock { $0.append(retry.number) } }
      .process(7)
    #expect(number == 7)
    #expect(stage.callCount == 4)
    #expect(retries.withLock { $0 } == [1, 2, 3])
  }

  @Test func givesUpAfterTheLastRetry() async throws {
    let stage = Flaky(failures: 9)
    var backoff = Self.atOnce
    backoff.retries = 2
    let retrying = stage.retrying(backoff)
    await #expect(throws: Away()) { try await retrying.process(7) }
    #expect(stage.callCount == 3)
  }

  @Test func doesNotTryAnItemsOwnErrorAgain() async throws {
    let stage = Flaky(failures: 1, error: Spoiled(number: 7))
    await #expect(throws: Spoiled(number: 7)) { try await stage.retrying(Self.atOnce).process(7) }
    #expect(stage.callCount == 1)
  }

  @Test func waitsOnItsClockAndStopsWaitingWhenCancelled() async throws {
    let clock = ManualClock()
    let stage = Flaky(failures: 1)
    let run = Task { try await stage.retrying(Backoff(initial: .seconds(60)), clock: clock).process(7) }
    await until { clock.slept == 1 }
    #expect(stage.callCount == 1)
    run.cancel()
    await #expect(throws: CancellationError.self) { try await run.value }
    #expect(stage.callCount == 1)
  }

  @Test func triesOnlyTheItemsAgainThatTheEnvironmentFailed() async throws {
    struct Partial: BatchStage {
      let calls: Recorder<[Int], Void>

      func process(_ batch: [Envelope<Int>]) async throws -> [Result<Int, any Error>] {
        calls.record(
          Acknowledgement(envelope: Envelope(id: 1, value: batch.map(\.value)), outcome: .success(())))
        let first = calls.ends.count == 1
        if calls.ends.count == 2 { throw Away() }
        return batch.map { envelope in
          switch envelope.value {
          case 1: .failure(Spoiled(number: 1))
          case 2, 4: first ? .failure(Away()) : .success(envelope.value)
          default: .success(envelope.value)
          }
        }
      }
    }
    let calls = Recorder<[Int], Void>()
    let batch = (1...4).map { Envelope(id: UInt64($0), value: $0) }
    let outcomes = try await Partial(calls: calls).retrying(Self.atOnce).process(batch)
    #expect(calls.ends.map(\.envelope.value) == [[1, 2, 3, 4], [2, 4], [2, 4]])
    #expect(throws: Spoiled(number: 1)) { try outcomes[0].get() }
    #expect(try outcomes.dropFirst().map { try $0.get() } == [2, 3, 4])
  }

  @Test func waitsTwiceAsLongEachTimeUpToTheLimit() {
    let backoff = Backoff(initial: .milliseconds(100), limit: .seconds(2), retries: 40)
    var random = SeededGenerator(seed: 1)
    for (retry, longest) in [(1, 100), (2, 200), (3, 400), (5, 1600), (6, 2000), (40, 2000)] {
      let delays = (0..<200).compactMap { _ in backoff.delay(beforeRetry: retry, using: &random) }
      let most = Duration.milliseconds(longest)
      #expect(delays.count == 200 && delays.allSatisfy { $0 >= .zero && $0 <= most })
      #expect(delays.contains { $0 > most * 0.8 } && delays.contains { $0 < most * 0.2 })
    }
    #expect(backoff.delay(beforeRetry: 41, using: &random) == nil)
  }
}
