import CandidateStore
import Pipeline
import PostgreSQL
import Synchronization

/// What a worker has done so far, and how busy its stages have been since it last told.
final class WorkerTally: Sendable {
  private struct State {
    var completed = 0
    var failed = 0
    var windows: [UtilizationWindow]
  }

  private let monitors: [PipelineMonitor]
  private let pool: ConnectionPool
  private let state: Mutex<State>

  /// - Parameter monitors: of the pipelines that it tells of, in the order of their stages.
  init(_ monitors: [PipelineMonitor], pool: ConnectionPool) {
    self.monitors = monitors
    self.pool = pool
    state = Mutex(State(windows: monitors.map { _ in UtilizationWindow() }))
  }

  func count(_ outcome: CommitOutcome) {
    state.withLock { state in
      switch outcome.kind {
      case .created, .updated, .unchanged: state.completed += 1
      case .failed: state.failed += 1
      case .leaseLost: break
      }
    }
  }

  /// What is told with a heartbeat.
  func report() -> WorkerReport {
    let snapshots = monitors.map { $0.snapshot() }
    return state.withLock { state in
      var stages: [WorkerReport.Stage] = []
      for (place, snapshot) in snapshots.enumerated() { stages += state.windows[place].stages(snapshot) }
      return WorkerReport(
        completed: state.completed, failed: state.failed, stages: stages, connections: pool.statistics)
    }
  }
}

/// How busy stages were between two looks at them: over a whole life, an hour's rest hides the minute that counts.
struct UtilizationWindow: Sendable {
  /// Shares of a run's time, which ends where the run stood then.
  private var last: (elapsed: Duration, stages: [String: (utilization: Double, blocked: Double, received: Int)])?

  /// The stages as they are now, with shares of the time since the last look, or since the run began where it has begun
  /// anew.
  mutating func stages(_ snapshot: PipelineSnapshot) -> [WorkerReport.Stage] {
    let now = snapshot.elapsed / .seconds(1)
    let isSameRun = last.map { last in
      last.elapsed <= snapshot.elapsed
        && snapshot.stages.allSatisfy { $0.received >= last.stages[$0.name]?.received ?? 0 }
    }
    let before = isSameRun == true ? last : nil
    let then = (before?.elapsed ?? .zero) / .seconds(1)
    func share(_ shareNow: Double, _ shareThen: Double?) -> Double {
      guard now > then else { return 0 }
      return min(1, max(0, (shareNow * now - (shareThen ?? 0) * then) / (now - then)))
    }
    last = (
      snapshot.elapsed,
      Dictionary(
        snapshot.stages.map { ($0.name, ($0.utilization, $0.blocked, $0.received)) },
        uniquingKeysWith: { first, _ in first })
    )
    return snapshot.stages.map { stage in
      let former = before?.stages[stage.name]
      return WorkerReport.Stage(
        stage, utilization: share(stage.utilization, former?.utilization),
        blocked: share(stage.blocked, former?.blocked))
    }
  }
}
