import Logging
import ResumeModel
import Synchronization
import Testing

@testable import CandidateStore
@testable import Ingest

@Suite struct EventLogTests {
  @Test func namesNobodyAtInfo() {
    let lines = LogLines()
    let log = EventLog(lines.logger(.info))
    let outcome = FileOutcome(
      file: "/in/Jane Doe.pdf", outcome: .failed, code: .identityConflict,
      message: "jane@example.com belongs to Jane Doe",
      resumeID: 12, traceID: TraceID("00000000000000000000000000000001"))
    log.observe(.outcome(outcome))
    log.observe(
      .work(
        .registered(
          file: "/in/Jane Doe.pdf", resumeID: 12, runID: 3, traceID: TraceID("00000000000000000000000000000001"))))
    #expect(lines.all.count == 2)
    #expect(lines.all[0].contains("outcome=failed") && lines.all[0].contains("code=identity_conflict"))
    #expect(lines.all.allSatisfy { $0.contains("trace=00000000000000000000000000000001") && $0.contains("resume=12") })
    #expect(!lines.all.joined().localizedCaseInsensitiveContains("jane"))
  }

  @Test func namesTheFileAtDebug() {
    let lines = LogLines()
    EventLog(lines.logger(.debug)).observe(
      .outcome(FileOutcome(file: "/in/Jane.pdf", outcome: .created, resumeID: 1)))
    #expect(lines.all.filter { $0.contains("file=/in/Jane.pdf") }.map { $0.hasPrefix("debug ") } == [true])
  }

  @Test func tellsAnOutageOnceEachWay() {
    let lines = LogLines()
    let log = EventLog(lines.logger(.info))
    for _ in 0..<3 { log.observe(.databaseAway("gone")) }
    for _ in 0..<3 { log.observe(.work(.databaseBack)) }
    log.observe(.databaseAway("gone again"))
    #expect(lines.all.map { $0.split(separator: " ")[1] } == ["database_away", "database_back", "database_away"])
  }
}

/// Keeps what is logged.
private final class LogLines: Sendable {
  private let lines = Mutex<[String]>([])

  var all: [String] { lines.withLock { $0 } }

  func logger(_ level: Logger.Level) -> Logger {
    var logger = Logger(label: "test") { _ in Handler(lines: self) }
    logger.logLevel = level
    return logger
  }

  private func add(_ line: String) { lines.withLock { $0.append(line) } }

  private struct Handler: LogHandler {
    let lines: LogLines
    var logLevel = Logger.Level.info
    var metadata: Logger.Metadata = [:]
    subscript(metadataKey key: String) -> Logger.MetadataValue? {
      get { metadata[key] }
      set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
      let fields = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
      lines.add("\(event.level) \(event.message)\(fields)")
    }
  }
}
