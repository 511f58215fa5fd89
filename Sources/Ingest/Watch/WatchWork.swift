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
        // What was in hand has gone back to the queue each time.
        try await StorePatience(
          limit: patience, observer: WorkerEvents(observer: observer), log: workspace.store
        ).outlasting {
          try await worker.run { _ in false }
        }
      }
    } onGracefulShutdown: {
      drain.drain()
      Task { await wake.signal() }
    }
  }
}
