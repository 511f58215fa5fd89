import Metrics
import Synchronization

/// Watches a run: give one to ``RunConfiguration`` and read ``snapshot()`` from any task, at any time.
public final class PipelineMonitor: Sendable {
  private struct State {
    var clock = RunClock()
    var stages: [StageMetrics] = []
    var taken = 0
    var succeeded = 0
    var failed = 0
    /// Nanoseconds, once the run is over.
    var took: UInt64?
  }

  private let state = Mutex(State())
  let factory: any MetricsFactory

  /// - Parameter factory: where counters, gauges and timers are exported to.
  public init(factory: any MetricsFactory = MetricsSystem.factory) {
    self.factory = factory
  }

  /// The run at this moment: empty before it begins, its final state after it ended. Of several runs, the latest.
  public func snapshot() -> PipelineSnapshot {
    let state = state.withLock { $0 }
    let now = state.took ?? state.clock.nanoseconds
    return PipelineSnapshot(
      elapsed: state.stages.isEmpty ? .zero : .nanoseconds(Int64(clamping: now)),
      taken: state.taken, succeeded: state.succeeded, failed: state.failed,
      stages: state.stages.map { $0.snapshot(at: now) })
  }

  func begin(clock: RunClock, stages: [StageMetrics]) {
    state.withLock { $0 = State(clock: clock, stages: stages) }
  }

  func took() {
    state.withLock { $0.taken += 1 }
  }

  func acknowledged(succeeded: Int, failed: Int) {
    state.withLock {
      $0.succeeded += succeeded
      $0.failed += failed
    }
  }

  func end() {
    state.withLock { $0.took = $0.clock.nanoseconds }
  }
}
