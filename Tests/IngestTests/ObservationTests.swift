import Foundation
import Logging
import ResumeModel
import Synchronization
import Testing

@testable import CandidateStore
@testable import Ingest
@testable import Pipeline

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

@Suite struct WorkMetricsTests {
  @Test func countsOutcomesByCodeAndOutagesOnce() {
    let metrics = WorkMetrics(version: "1")
    var created = FileOutcome(file: "a", outcome: .created)
    created.milliseconds = 40
    metrics.observe(.outcome(created))
    for _ in 0..<2 { metrics.observe(.outcome(FileOutcome(file: "b", outcome: .failed, code: .encrypted))) }
    for _ in 0..<2 { metrics.observe(.databaseAway("gone")) }
    metrics.observe(.work(.databaseBack))
    metrics.observe(.databaseAway("gone"))
    metrics.observe(.work(.leasesHeld(7)))
    metrics.observe(.work(.processes(.reader, ReaderPool.Counts(started: 3, died: 1))))
    let text = metrics.registry.text()
    for line in [
      #"hotgigs_outcomes_total{code="",outcome="created"} 1"#,
      #"hotgigs_outcomes_total{code="encrypted",outcome="failed"} 2"#,
      "hotgigs_database_outages_total 2", "hotgigs_leases_held 7", "hotgigs_resume_duration_seconds_sum 0.04",
      #"hotgigs_reader_processes_started_total{kind="reader"} 3"#,
      #"hotgigs_reader_processes_died_total{kind="reader"} 1"#,
    ] {
      #expect(text.contains("\n" + line + "\n"), "\(line)")
    }
  }
}

@Suite struct UtilizationWindowTests {
  private func snapshot(at seconds: Double, busy: Double, received: Int) -> PipelineSnapshot {
    let latency = LatencySummary(count: 1, mean: .zero, p50: .zero, p95: .zero, p99: .zero, max: .zero)
    return PipelineSnapshot(
      elapsed: .seconds(seconds), taken: received, succeeded: 0, failed: 0,
      stages: [
        StageSnapshot(
          name: "read", width: 2, batch: 1, buffer: 4, received: received, succeeded: 0, failed: 0, inFlight: 0,
          peakInFlight: 0, queueDepth: 0, peakQueueDepth: 0, latency: latency, utilization: busy, blocked: 0)
      ])
  }

  @Test func tellsTheLastMomentsNotALife() {
    var window = UtilizationWindow()
    #expect(window.stages(snapshot(at: 100, busy: 0, received: 0))[0].utilization == 0)
    // Two seconds of full work after a hundred of rest.
    #expect(window.stages(snapshot(at: 102, busy: 2 / 102, received: 9))[0].utilization == 1)
    #expect(window.stages(snapshot(at: 104, busy: 2 / 104, received: 9))[0].utilization == 0)
    // A run that is over stands still.
    #expect(window.stages(snapshot(at: 104, busy: 2 / 104, received: 9))[0].utilization == 0)
  }

  @Test func beginsAnewWithANewRun() {
    var window = UtilizationWindow()
    _ = window.stages(snapshot(at: 100, busy: 0.5, received: 50))
    #expect(window.stages(snapshot(at: 10, busy: 0.25, received: 3))[0].utilization == 0.25)
    #expect(window.stages(snapshot(at: 20, busy: 0.25, received: 1))[0].utilization == 0.25)
  }
}

@Suite struct SystemStatusTests {
  private let queue = QueueStatus(
    pending: 0, processing: 0, completed: 5, failed: 1, failures: [:], needsReview: 0, candidates: 5, activeRuns: [])

  private func worker(_ stages: [WorkerReport.Stage]) -> WorkerStatus {
    WorkerStatus(
      id: "", name: "worker", startedAt: "", secondsSilent: 0, secondsRunning: 1, inHand: 0,
      report: WorkerReport(stages: stages))
  }

  private func stage(_ name: String, width: Int, busy: Double, received: Int = 1) -> WorkerReport.Stage {
    WorkerReport.Stage(
      name: name, width: width, received: received, inFlight: 1, waiting: 2, p50: busy * 10, p95: 3, p99: 4,
      utilization: busy, blocked: 0)
  }

  @Test func addsUpTheStagesOfAllWorkers() throws {
    let status = SystemStatus(
      queue: queue,
      workers: [
        worker([stage("commit", width: 1, busy: 0.1), stage("read", width: 3, busy: 1)]),
        worker([stage("store", width: 2, busy: 0.2), stage("read", width: 1, busy: 0.2)]),
      ])
    #expect(status.stages.map(\.name) == ["store", "read", "commit"])
    let read = status.stages[1]
    #expect(read.width == 4 && read.workers == 2 && read.inFlight == 2 && read.waiting == 4 && read.p50 == 10)
    #expect(abs(read.utilization - 0.8) < 1e-9)
    #expect(status.bottleneck?.name == "read")
    let object = try #require(
      try JSONSerialization.jsonObject(with: JSONEncoder().encode(status)) as? [String: Any])
    #expect(object["completed"] as? Int == 5 && object["bottleneck"] as? String == "read")
  }

  @Test func restHasNoBottleneck() {
    let idle = worker([stage("read", width: 1, busy: 0.01), stage("commit", width: 1, busy: 0.9, received: 0)])
    #expect(SystemStatus(queue: queue, workers: [idle]).bottleneck == nil)
  }

  @Test func whatIsReadAgainIsNoNegativeSpeed() {
    var throughput = Throughput()
    #expect(throughput.note(ended: 10, at: .seconds(1)) == nil)
    #expect(throughput.note(ended: 30, at: .seconds(3)) == 10)
    #expect(throughput.note(ended: 5, at: .seconds(4)) == 0)
    #expect(throughput.note(ended: 6, at: .seconds(5)) == 1)
  }
}

@Suite struct RememberedTests {
  @Test func isMadeOnceForAllWhoAskAtATime() async {
    let made = Mutex(0)
    let remembered = Remembered<Int>(for: .seconds(3600)) {
      made.withLock {
        $0 += 1
        return $0
      }
    }
    await withTaskGroup(of: Int.self) { group in
      for _ in 0..<50 { group.addTask { await remembered.value } }
      for await value in group { #expect(value == 1) }
    }
    let fresh = Remembered<Int>(for: .zero) {
      made.withLock {
        $0 += 1
        return $0
      }
    }
    #expect(await fresh.value == 2)
    #expect(await fresh.value == 3)
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
