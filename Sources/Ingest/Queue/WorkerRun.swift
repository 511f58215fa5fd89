import CandidateStore
import Pipeline

/// `hotgigs worker`: works on the queue of all recruiters, until it is told to stop.
///
/// Any number of them, on any number of hosts that reach the database and the content store.
public struct WorkerRun: Sendable {
  private let workspace: Workspace
  private let observer: any IngestObserver
  private let width: Int
  private let drain = DrainSignal()
  private let monitor = PipelineMonitor()

  /// - Parameter readers: reader processes; nil is what the settings say.
  public init(in workspace: Workspace, readers: Int? = nil, observer: any IngestObserver) {
    self.workspace = workspace
    self.observer = observer
    width = readers ?? workspace.settings.readers.count
  }

  /// Works until ``stop()``, an outage of the database included.
  ///
  /// - Parameter untilEmpty: end once nothing waits in the queue and nothing is in hand.
  /// - Throws: `ContentStoreError`, ``ReaderUnavailable``, `CancellationError`, and of `PostgreSQLError` what is no outage. What
  ///   it had in hand is given back to the queue.
  public func run(untilEmpty: Bool = false) async throws {
    let (observer, store) = (observer, workspace.store)
    let worker = QueueWorker(
      workspace: workspace, name: "worker", width: width, patience: nil, observer: observer, monitor: monitor,
      drain: drain
    ) { resume, outcome in
      if case .leaseLost = outcome.kind { return }
      observer.observe(.outcome(FileOutcome(file: resume.sourceRef ?? resume.filename, outcome)))
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      let wake = worker.wake
      group.addTask { await QueueListener(store: store).run(waking: wake) }
      defer { group.cancelAll() }
      try await worker.run { inHand in
        guard untilEmpty else { return false }
        return inHand == 0 ? try await store.pending() == 0 : false
      }
    }
  }

  /// Claims nothing more, finishes what is begun, gives the rest back, and ends.
  public func stop() { drain.drain() }

  /// How far each stage is, while it runs and after.
  public var stages: [StageSnapshot] { monitor.snapshot().stages }
}
