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
  private let monitor: PipelineMonitor
  private let pulse: Pulse

  /// Of the ten seconds that an end may take, what is left after giving back what is not finished.
  public static let grace = Duration.seconds(8)

  /// - Parameters:
  ///   - readers: reader processes; nil is what the settings say.
  ///   - monitor: watches the pipeline.
  ///   - pulse: beats while it works.
  public init(
    in workspace: Workspace, readers: Int? = nil, observer: any IngestObserver,
    monitor: PipelineMonitor = PipelineMonitor(), pulse: Pulse = Pulse()
  ) {
    self.workspace = workspace
    self.observer = observer
    self.monitor = monitor
    self.pulse = pulse
    width = readers ?? workspace.settings.readers.count
  }

  /// Works until ``stop()``, an outage of the database or the content store included: what was in hand then goes back to the
  /// queue, where another host may take it.
  ///
  /// - Parameter untilEmpty: end once nothing waits in the queue and nothing is in hand; an outage that lasts (`queue.patience`)
  ///   is an end, too.
  /// - Throws: ``ReaderUnavailable``, `CancellationError`, and of `PostgreSQLError` what is no outage; until empty, an outage that
  ///   lasts: `PostgreSQLError`, `ContentStoreError`. What it had in hand is given back to the queue.
  public func run(untilEmpty: Bool = false) async throws {
    try await workspace.settings.readers.requireWalls()
    let (observer, store) = (observer, workspace.store)
    let limit: Duration? = untilEmpty ? workspace.settings.queue.patience : nil
    let worker = QueueWorker(
      workspace: workspace, name: "worker", width: width, patience: limit, observer: observer, monitor: monitor,
      drain: drain
    ) { resume, outcome in
      if case .leaseLost = outcome.kind { return }
      var ended = FileOutcome(file: resume.sourceRef ?? resume.filename, outcome)
      ended.runID = resume.runID
      observer.observe(.outcome(ended))
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      let wake = worker.wake
      group.addTask { await QueueListener(store: store).run(waking: wake) }
      group.addTask { await pulse.beat() }
      defer { group.cancelAll() }
      try await StorePatience(limit: limit, observer: observer, log: store).outlasting {
        try await worker.run { inHand in
          guard untilEmpty else { return false }
          return inHand == 0 ? try await store.queueDepth().pending == 0 : false
        }
      }
    }
  }

  /// Claims nothing more, finishes what is begun, gives the rest back, and ends.
  public func stop() {
    pulse.stop()
    drain.drain()
  }

  /// Whether it was told to.
  public var isStopped: Bool { drain.isSent }

  /// Reader processes at most.
  public var readers: Int { width }

  /// How far each stage is, while it runs and after.
  public var stages: [StageSnapshot] { monitor.snapshot().stages }
}
