import ArgumentParser
import Ingest
import Logging

/// What every long-running command takes about its log.
struct LogOptions: ParsableArguments {
  @Option(
    help: "How much to log: trace, debug, info, notice, warning, error or critical (default: as pipeline.yaml says).")
  var logLevel: Settings.LoggingSettings.Level?

  @Option(help: "text, or json: one object a line (default: as pipeline.yaml says).")
  var logFormat: Settings.LoggingSettings.Format?

  /// Makes all loggers of this process write to standard error from now on.
  ///
  /// - Returns: the program's own logger.
  func start(_ settings: Settings.LoggingSettings, _ global: GlobalOptions) -> Logger {
    let usual =
      global.verbose
      ? min(settings.level.level, .debug) : global.quiet ? max(settings.level.level, .warning) : settings.level.level
    return Log.start(format: logFormat ?? settings.format, level: logLevel?.level ?? usual)
  }
}

enum Log {
  /// Once in a process's life.
  static func start(format: Settings.LoggingSettings.Format, level: Logger.Level) -> Logger {
    LoggingSystem.bootstrap { _ in LineLogHandler(format: format, level: level) }
    return Logger(label: "hotgigs")
  }
}

extension GlobalOptions {
  /// The observers of a command that a person waits for: its reporter, and with `--verbose` the log.
  func observers(_ reporter: IngestReporter, _ settings: Settings) -> any IngestObserver {
    guard verbose else { return reporter }
    return Observers([
      reporter, EventLog(Log.start(format: settings.logging.format, level: settings.logging.level.level)),
    ])
  }
}

extension Settings.LoggingSettings.Level: ExpressibleByArgument {
  var level: Logger.Level { Logger.Level(rawValue: rawValue) ?? .info }
}

extension Settings.LoggingSettings.Format: ExpressibleByArgument {}
