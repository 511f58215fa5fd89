import Glibc
import Ingest
import Logging

/// One line of the log, as a value.
///
/// ```text
/// 2026-11-26T04:10:00.123Z info outcome resume=12 outcome=created candidate=7 run=3 trace=7f… ms=35
/// {"time":"2026-11-26T04:10:00.123Z","level":"info","message":"outcome","resume":12,…}
/// ```
package struct LogLine {
  /// Milliseconds since 1970.
  package var time: Int
  package var level: Logger.Level
  package var message: String
  package var metadata: Logger.Metadata

  package static var now: Int {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
  }

  package func text(_ format: Settings.LoggingSettings.Format) -> String {
    switch format {
    case .text: plain
    case .json: json
    }
  }

  private var plain: String {
    let fields = ordered.map { " \(LogText.key($0.key))=\(LogText.plain($0.value))" }.joined()
    return "\(LogText.time(milliseconds: time)) \(level.rawValue) \(LogText.escaped(message))\(fields)"
  }

  private var json: String {
    let head = [("time", LogText.time(milliseconds: time)), ("level", level.rawValue), ("message", message)]
      .map { "\(LogText.quoted($0.0)):\(LogText.quoted($0.1))" }
    let fields = ordered.map { field in
      // What a library calls as these are called stays beside them.
      let isTaken = ["time", "level", "message"].contains(field.key)
      return "\(LogText.quoted(field.key + (isTaken ? "_" : ""))):\(LogText.json(field.value))"
    }
    return "{" + (head + fields).joined(separator: ",") + "}"
  }

  /// What is known first, in one order for all lines.
  private var ordered: [(key: String, value: Logger.MetadataValue)] {
    func rank(_ key: String) -> Int { Self.order.firstIndex(of: key) ?? Self.order.count - 3 }
    return metadata.sorted { (rank($0.key), $0.key) < (rank($1.key), $1.key) }
  }

  /// Any other key stands before the last three.
  private static let order = ["resume", "outcome", "code", "candidate", "run", "trace", "ms"]
}
