import Ingest
import Logging

/// Writes log lines to standard error, each in one call, so that lines of several tasks never mix.
package struct LineLogHandler: LogHandler {
  private let format: Settings.LoggingSettings.Format
  package var logLevel: Logger.Level
  package var metadata: Logger.Metadata = [:]
  package var metadataProvider: Logger.MetadataProvider?

  package init(format: Settings.LoggingSettings.Format, level: Logger.Level) {
    self.format = format
    logLevel = level
  }

  package subscript(metadataKey key: String) -> Logger.MetadataValue? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    var all = metadata
    if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
    if let own = event.metadata { all.merge(own) { $1 } }
    if let error = event.error { all["error"] = "\(error)" }
    let line = LogLine(time: LogLine.now, level: event.level, message: event.message.description, metadata: all)
    Terminal.write(line.text(format) + "\n", to: 2)
  }
}
