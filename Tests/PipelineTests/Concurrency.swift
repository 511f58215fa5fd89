import Pipeline
import Synchronization

/// Holds tasks back until it is opened; a cancelled task goes through with `CancellationError`.
struct Gate: Sendable {
  private let line = BoundedStream<Never>(capacity: 0)

  func open() { line.finish() }
  func pass() async throws { for try await _ in line {} }
}

/// Counts what is inside something, and how much ever was.
final class Gauge: Sendable {
  private let state = Mutex<(now: Int, peak: Int)>((0, 0))

  var now: Int { state.withLock { $0.now } }
  var peak: Int { state.withLock { $0.peak } }
  func enter() {
    state.withLock {
      $0.now += 1
      $0.peak = max($0.peak, $0.now)
    }
  }
  func leave() { state.withLock { $0.now -= 1 } }
}

/// Returns once something another task does has come about, or when a test's time limit cancels it.
func until(_ condition: @Sendable () -> Bool) async {
  while !condition(), !Task.isCancelled { await Task.yield() }
}

/// A clock that goes on only when told to.
final class ManualClock: Clock, Sendable {
  struct Instant: InstantProtocol {
    var offset: Duration
    func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
    func duration(to other: Instant) -> Duration { other.offset - offset }
    static func < (one: Instant, other: Instant) -> Bool { one.offset < other.offset }
  }

  private struct Sleeper {
    let deadline: Instant
    let alarm: BoundedStream<Never>
  }

  private let state = Mutex<(now: Instant, sleepers: [Sleeper], slept: Int)>((Instant(offset: .zero), [], 0))

  var now: Instant { state.withLock { $0.now } }
  var minimumResolution: Duration { .nanoseconds(1) }
  /// How many tasks have gone to sleep so far.
  var slept: Int { state.withLock { $0.slept } }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    let alarm = BoundedStream<Never>(capacity: 0)
    state.withLock {
      if deadline <= $0.now { alarm.finish() }
      $0.sleepers.append(Sleeper(deadline: deadline, alarm: alarm))
      $0.slept += 1
    }
    for try await _ in alarm {}
  }

  func advance(by duration: Duration) {
    let due = state.withLock { state in
      let now = state.now.advanced(by: duration)
      state.now = now
      let due = state.sleepers.filter { $0.deadline <= now }
      state.sleepers.removeAll { $0.deadline <= now }
      return due
    }
    for sleeper in due { sleeper.alarm.finish() }
  }
}
