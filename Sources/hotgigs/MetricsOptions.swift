import ArgumentParser
import CommandKit
import Ingest
import Logging

/// What every long-running command takes about its metrics.
struct MetricsOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Tell Prometheus how it fares at http://127.0.0.1:PORT/metrics, with /healthz and /readyz beside it; 0 takes any free port.",
      valueName: "port"))
  var metricsPort: Int?

  func validate() throws {
    if let metricsPort, !(0...65535).contains(metricsPort) {
      throw ValidationError("--metrics-port takes a number from 0 to 65535")
    }
  }

  /// Listens where that is wished for, and logs where.
  ///
  /// - Returns: nil where it is not.
  func start(_ workspace: Workspace, metrics: WorkMetrics, pulse: Pulse, logger: Logger) throws -> MetricsEndpoint? {
    let settings = workspace.settings.metrics
    guard let port = metricsPort ?? settings.port else { return nil }
    let endpoint: MetricsEndpoint
    do {
      endpoint = try MetricsEndpoint(settings, port: port, workspace: workspace, metrics: metrics, pulse: pulse)
    } catch {
      throw CommandFailure(.unavailable, "\(error); see --metrics-port and metrics in pipeline.yaml")
    }
    logger.notice("metrics", metadata: ["address": "\(endpoint.address)", "port": .number(endpoint.port)])
    return endpoint
  }
}
