import CandidateStore
import Intake
import MetricsExposition
import PostgreSQL

/// What a long-running command tells machines about itself over HTTP: `/metrics` for Prometheus, `/healthz` and
/// `/readyz` for whoever keeps it running.
public struct MetricsEndpoint: Sendable {
  private let server: HTTPServer

  /// The one chosen, where 0 was asked for.
  public var port: Int { server.port }
  public var address: String { server.address }

  /// Listens from now on.
  ///
  /// - Throws: `ListenFailure`.
  public init(
    _ settings: Settings.MetricsSettings, port: Int, workspace: Workspace, metrics: WorkMetrics, pulse: Pulse
  ) throws(ListenFailure) {
    let state = ServiceState(workspace: workspace, pulse: pulse)
    let gauges = StateGauges(in: metrics.registry)
    let pool = PoolMetrics(in: metrics.registry)
    let process = ProcessMetrics(in: metrics.registry)
    server = try HTTPServer(address: settings.address, port: port) { request in
      switch request.path {
      case "/metrics":
        process.collect()
        metrics.collect()
        gauges.show(await state.depth.value)
        pool.show(workspace.store.pool.statistics)
        return HTTPResponse(.ok, metrics.registry.text(), contentType: ExpositionText.contentType)
      case "/healthz":
        return pulse.isAlive ? HTTPResponse(.ok, "ok\n") : HTTPResponse(.unavailable, "no heartbeat\n")
      case "/readyz":
        let problem = await state.problem.value
        return problem.map { HTTPResponse(.unavailable, $0 + "\n") } ?? HTTPResponse(.ok, "ok\n")
      default:
        return HTTPResponse(.notFound, "there is /metrics, /healthz and /readyz\n")
      }
    }
  }

  public func stop() { server.stop() }
}

/// What is known of database and content store only by asking.
private struct ServiceState: Sendable {
  /// Nil where the database does not answer in time.
  let depth: Remembered<QueueDepth?>
  /// Why no work can be done; nil where it can. Says no more than the kind: anybody may ask who reaches the port.
  let problem: Remembered<String?>

  init(workspace: Workspace, pulse: Pulse) {
    depth = Remembered { try? await Self.inTime { try await workspace.store.queueDepth() } }
    problem = Remembered { [depth] in
      if pulse.isStopping { return "stopping" }
      guard await depth.value != nil else { return "the database does not answer" }
      guard (try? await Self.inTime { try await workspace.content.checkWritable() }) != nil else {
        return "the content store can't be written"
      }
      return nil
    }
  }

  /// Within two seconds, or not at all.
  private static func inTime<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await withThrowingTaskGroup(of: Value.self) { group in
      group.addTask { try await body() }
      group.addTask {
        try await Task.sleep(for: .seconds(2))
        throw CancellationError()
      }
      defer { group.cancelAll() }
      guard let first = try await group.next() else { throw CancellationError() }
      return first
    }
  }
}

/// The connections to the database, as a scrape finds them.
private struct PoolMetrics: Sendable {
  private let size: GaugeMetric
  private let inUse: GaugeMetric
  private let idle: GaugeMetric
  private let waiting: GaugeMetric
  private let opened: CounterMetric
  private let failed: CounterMetric
  private let lost: CounterMetric

  init(in registry: MetricRegistry) {
    size = registry.gauge("hotgigs_database_pool_size", help: "Connections to the database at most.")
    let help = "Connections to the database."
    inUse = registry.gauge("hotgigs_database_connections", help: help, labels: [("state", "in_use")])
    idle = registry.gauge("hotgigs_database_connections", help: help, labels: [("state", "idle")])
    waiting = registry.gauge("hotgigs_database_pool_waiting", help: "Tasks that wait for a connection.")
    opened = registry.counter("hotgigs_database_connections_opened_total", help: "Connections made.")
    failed = registry.counter("hotgigs_database_connections_failed_total", help: "Attempts to connect that failed.")
    lost = registry.counter("hotgigs_database_connections_lost_total", help: "Connections that broke.")
  }

  func show(_ pool: PoolStatistics) {
    size.set(Double(pool.size))
    inUse.set(Double(pool.inUse))
    idle.set(Double(pool.idle))
    waiting.set(Double(pool.waiting))
    opened.raise(to: Double(pool.opened))
    failed.raise(to: Double(pool.failed))
    lost.raise(to: Double(pool.lost))
  }
}

/// The queue, as a scrape finds it.
private struct StateGauges: Sendable {
  private let isUp: GaugeMetric
  private let pending: GaugeMetric
  private let processing: GaugeMetric
  private let oldestWait: GaugeMetric

  init(in registry: MetricRegistry) {
    isUp = registry.gauge("hotgigs_database_up", help: "Whether the database answers.")
    let help = "Resumes in the queue, of every recruiter."
    pending = registry.gauge("hotgigs_queue_resumes", help: help, labels: [("status", "pending")])
    processing = registry.gauge("hotgigs_queue_resumes", help: help, labels: [("status", "processing")])
    oldestWait = registry.gauge(
      "hotgigs_queue_oldest_wait_seconds", help: "How long the longest waiting resume waits; 0 where none does.")
  }

  func show(_ depth: QueueDepth?) {
    isUp.set(depth == nil ? 0 : 1)
    pending.set(depth.map { Double($0.pending) })
    processing.set(depth.map { Double($0.processing) })
    oldestWait.set(depth.map { $0.oldestWaitSeconds ?? 0 })
  }
}
