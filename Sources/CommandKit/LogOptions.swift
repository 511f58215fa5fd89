import ArgumentParser
import Ingest
import Logging

/// What every long-running command takes about its log.
package struct LogOptions: ParsableArguments {
  @Option(
    help: "How much to log (default: as pipeline.yaml says). Names of files and people are at debug only.")
  package var logLevel: Settings.LoggingSettings.Level?

  @Option(help: "How: lines for people, or an object a line (default: as pipeline.yaml says).")
  package var logFormat: Settings.LoggingSettings.Format?

  package init() {}

  /// Whether a log is asked for, by an option or `--verbose`.
  package func isAsked(_ global: GlobalOptions) -> Bool { logLevel != nil || logFormat != nil || global.verbose }

  /// The log where one is asked for; else one that writes nothing: the command tells people in
  /// its own words.
  package func startIfAsked(_ settings: Settings.LoggingSettings, _ global: GlobalOptions) -> Logger {
    guard isAsked(global) else {
      return Logger(label: "hotgigs") { _ in SwiftLogNoOpLogHandler() }
    }
    return start(settings, global)
  }

  /// Makes all loggers of this process write to standard error from now on.
  ///
  /// - Returns: the program's own logger.
  package func start(_ settings: Settings.LoggingSettings, _ global: GlobalOptions) -> Logger {
    var level = settings.level.level
    if global.verbose { level = min(level, .debug) }
    if global.quiet { level = max(level, .warning) }
    return Log.start(format: logFormat ?? settings.format, level: logLevel?.level ?? level)
  }
}

package enum Log {
  /// Once in a process's life.
  package static func start(format: Settings.LoggingSettings.Format, level: Logger.Level) -> Logger {
    LoggingSystem.bootstrap { _ in LineLogHandler(format: format, level: level) }
    return Logger(label: "hotgigs")
  }
}

extension GlobalOptions {
  /// The observers of a command that a person waits for: its reporter, and with `--verbose` the log.
  package func observers(_ reporter: IngestReporter, _ settings: Settings) -> any IngestObserver {
    guard verbose else { return reporter }
    return Observers([
      reporter, EventLog(Log.start(format: settings.logging.format, level: settings.logging.level.level)),
    ])
  }
}

extension Settings.LoggingSettings.Level: ExpressibleByArgument {
  package var level: Logger.Level { Logger.Level(rawValue: rawValue) ?? .info }
}

extension Settings.LoggingSettings.Format: ExpressibleByArgument {}
