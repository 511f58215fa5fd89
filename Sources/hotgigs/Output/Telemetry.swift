import CommandKit
import Ingest
import Logging
import ResumeModel

/// What a long-running command tells of itself while it works: its log, its metrics, whether it is well.
struct Telemetry {
  let metrics = WorkMetrics(version: Version.current)
  let pulse = Pulse()
  private let logger: Logger

  /// - Parameter logger: the one that ``LogOptions`` has begun; one that writes nothing where a command tells people in its
  ///   own words.
  init(_ logger: Logger) {
    self.logger = logger
  }

  /// Learns of all that happens.
  var observer: any IngestObserver { Observers([EventLog(logger), metrics]) }

  /// Runs `body`, which says why it ended, and answers whoever asks for metrics meanwhile.
  ///
  /// - Parameter metadata: logged with the start.
  func during(
    _ options: MetricsOptions, in workspace: Workspace, start metadata: Logger.Metadata,
    _ body: () async throws -> String
  ) async throws {
    let endpoint = try options.start(workspace, metrics: metrics, pulse: pulse, logger: logger)
    defer { endpoint?.stop() }
    let versions: Logger.Metadata = ["version": "\(Version.current)", "parser": "\(Parser.version)"]
    try await Lifetime(logger).logging(start: versions.merging(metadata) { $1 }, body)
  }
}
