import CandidateStore
import CoreMetrics
import MetricsExposition
import Pipeline
import ResumeModel
import Synchronization

/// Counts events, for Prometheus.
///
/// Names follow its conventions: a prefix, the unit, `_total` behind what only grows. No label names a person or a file.
public final class WorkMetrics: IngestObserver {
  public let registry = MetricRegistry()
  /// Brings what the stages of a pipeline count here.
  public let monitor: PipelineMonitor
  /// The same of an intake in this process.
  public let intakeMonitor: PipelineMonitor
  private let leasesHeld: GaugeMetric
  private let leasesLost: CounterMetric
  private let outages: CounterMetric
  private let duration: HistogramMetric
  private let registered: CounterMetric
  private let isAway = Mutex(false)

  /// - Parameter version: of the program.
  public init(version: String) {
    registry.gauge(
      "hotgigs_build_info", help: "Which program this is; always 1.",
      labels: [("version", version), ("parser_version", Parser.version)]
    ).set(1)
    monitor = PipelineMonitor(factory: RegistryMetricsFactory(into: registry, names: Self.pipelineNames))
    intakeMonitor = PipelineMonitor(factory: RegistryMetricsFactory(into: registry, names: Self.pipelineNames))
    leasesHeld = registry.gauge("hotgigs_leases_held", help: "Resumes that this process holds a lease on.")
    leasesLost = registry.counter(
      "hotgigs_leases_lost_total", help: "Resumes that another worker took over while this process had them in hand.")
    outages = registry.counter(
      "hotgigs_database_outages_total", help: "How often the database went away, as this process saw it.")
    duration = registry.histogram(
      "hotgigs_resume_duration_seconds", help: "Time from taking a resume from the queue to its outcome.")
    registered = registry.counter("hotgigs_files_registered_total", help: "Files that intake put into the queue.")
    leasesHeld.set(0)
    for kind in FileOutcome.Kind.allCases where kind != .pending && kind != .failed {
      outcomes(kind, nil).increment(by: 0)
    }
    for kind in ReaderPool.Kind.allCases { observe(kind, ReaderPool.Counts()) }
  }

  /// What stages are like now: what they tell by themselves they tell when an item leaves them, and one that hangs tells
  /// nothing.
  func collect() {
    for stage in intakeMonitor.snapshot().stages + monitor.snapshot().stages {
      for (name, help, value) in [
        ("hotgigs_stage_workers", "Items or batches that a stage works on at a time.", stage.width),
        ("hotgigs_stage_items_in_flight", Self.inFlightHelp, stage.inFlight),
        ("hotgigs_stage_queue_depth", Self.queueDepthHelp, stage.queueDepth),
      ] {
        registry.gauge(name, help: help, labels: [("stage", stage.name)]).set(Double(value))
      }
    }
  }

  public func observe(_ event: IngestEvent) {
    switch event {
    case .outcome(let outcome):
      outcomes(outcome.outcome, outcome.code).increment()
      if let milliseconds = outcome.milliseconds { duration.observe(Double(milliseconds) / 1000) }
    case .databaseAway:
      let isNew = isAway.withLock { isAway in
        defer { isAway = true }
        return !isAway
      }
      if isNew { outages.increment() }
    case .work(.databaseBack): isAway.withLock { $0 = false }
    case .work(.leasesHeld(let count)): leasesHeld.set(Double(count))
    case .work(.leaseLost): leasesLost.increment()
    case .work(.processes(let kind, let counts)): observe(kind, counts)
    case .work(.registered): registered.increment()
    case .work(.read), .work(.readerDied), .found, .waiting, .storeAway, .scannerAway: break
    }
  }

  private func outcomes(_ kind: FileOutcome.Kind, _ code: ErrorCode?) -> CounterMetric {
    registry.counter(
      "hotgigs_outcomes_total", help: "Files by outcome, failures by error code.",
      labels: [("outcome", kind.rawValue)] + (code.map { [("code", $0.rawValue)] } ?? [("code", "")]))
  }

  private func observe(_ kind: ReaderPool.Kind, _ counts: ReaderPool.Counts) {
    let kinds = [("kind", kind.rawValue)]
    for (name, help, count) in [
      ("started", "Processes started that open documents.", counts.started),
      ("died", "Of those, how many died while they held a document.", counts.died),
      ("timed_out", "Of those, how many were ended since a document took too long.", counts.timedOut),
      ("retired", "Of those, how many were replaced after many documents or for their memory.", counts.retired),
    ] {
      registry.counter("hotgigs_reader_processes_\(name)_total", help: help, labels: kinds).raise(to: Double(count))
    }
  }

  private static let inFlightHelp = "Items that a stage has in hand."
  private static let queueDepthHelp = "Items that wait before a stage."
  private static let pipelineNames = [
    "pipeline_items_received_total": ("hotgigs_stage_items_received_total", "Items that a stage began with."),
    "pipeline_items_succeeded_total": ("hotgigs_stage_items_succeeded_total", "Items that a stage handed on."),
    "pipeline_items_failed_total": ("hotgigs_stage_items_failed_total", "Items that a stage failed."),
    "pipeline_items_in_flight": ("hotgigs_stage_items_in_flight", inFlightHelp),
    "pipeline_queue_depth": ("hotgigs_stage_queue_depth", queueDepthHelp),
    "pipeline_stage_duration": (
      "hotgigs_stage_duration_seconds", "Time of a call to a stage: of an item, or of a batch."
    ),
  ]
}
