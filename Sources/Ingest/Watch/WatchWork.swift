import CandidateStore
import Intake
import Pipeline
import ServiceLifecycle

/// The second of a watch's services: a worker of the queue in the same process.
struct WatchWork: Service {
  let workspace: Workspace
  let filter: ClaimFilter
  let width: Int
  let patience: Duration?
  let observer: any WatchObserver
  let waiting: WaitingFiles
  let monitors: (intake: PipelineMonitor, work: PipelineMonitor)
  let wake: WakeSignal

  func run() async throws {
    let drain = DrainSignal()
    let waiting = waiting
    let worker = QueueWorker(
      workspace: workspace, name: "watch", filter: filter, width: width, patience: patience,
      observer: WorkerEvents(observer: observer), monitor: monitors.work, intake: monitors.intake, wake: wake,
      drain: drain
    ) { _, _ in
      Task { await waiting.news.signal() }
    }
    try await withGracefulShutdownHandler {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await QueueListener(store: workspace.store).run(waking: wake) }
        defer { group.cancelAll() }
        try await outlastingTheStore { try await worker.run { _ in false } }
      }
    } onGracefulShutdown: {
      drain.drain()
      Task { await wake.signal() }
    }
  }

  /// Works again after the content store was out of order; what was in hand has gone back to the queue.
  private func outlastingTheStore(_ work: () async throws -> Void) async throws {
    while true {
      do {
        return try await work()
      } catch {
        guard patience == nil, let cause = error as? ContentStoreError else { throw error }
        observer.observe(.storeAway(cause.description))
        try await Task.sleep(for: .seconds(5))
      }
    }
  }
}
