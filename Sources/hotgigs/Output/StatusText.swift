import CandidateStore
import CommandKit
import Foundation
import Ingest
import PostgreSQL

/// How intake fares, for a person.
enum StatusText {
  static func lines(_ status: SystemStatus) -> [String] {
    queue(status) + failures(status.queue) + (status.readers.map { [readers($0)] } ?? []) + workers(status.workers)
      + stages(status)
  }

  private static func queue(_ status: SystemStatus) -> [String] {
    let queue = status.queue
    var lines = [
      "candidates: \(queue.candidates)"
        + (queue.needsReview > 0 ? ", \(queue.needsReview) resumes to be reviewed" : ""),
      "resumes: \(queue.completed) completed, \(queue.failed) failed, \(queue.processing) processing, \(queue.pending) pending",
    ]
    if let seconds = queue.oldestWaitSeconds { lines.append("longest wait: \(time(seconds))") }
    if let rate = status.filesPerSecond { lines.append("throughput: \(perSecond(rate))") }
    return lines
  }

  private static func failures(_ queue: QueueStatus) -> [String] {
    queue.failures.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { code, count in
      "  \(code): \(count)  (hotgigs resumes list --error \(code))"
    }
  }

  private static func readers(_ readers: ReaderWalls) -> String {
    guard let walls = readers.walls else { return "readers: \(readers.problem ?? "unknown")" }
    if readers.sandbox == .off {
      return "readers: limits only, no sandbox: readers.sandbox is off in pipeline.yaml"
    }
    guard !walls.missing.isEmpty else { return "readers: walled in (seccomp, Landlock \(walls.landlock), limits)" }
    let refusal = readers.sandbox == .required ? ": readers.sandbox is required, no document is opened here" : ""
    return "readers: without \(walls.whatIsMissing)\(refusal)"
  }

  private static func workers(_ workers: [WorkerStatus]) -> [String] {
    var table = Table("worker", "host", "pid", "since", "heard of", "in hand", "done", "failed", "rate", "connections")
    for worker in workers {
      let ended = worker.report.completed + worker.report.failed
      table.add(
        worker.name, worker.host ?? "", worker.processID.map(String.init) ?? "", worker.startedAt,
        "\(time(worker.secondsSilent)) ago", String(worker.inHand), String(ended), String(worker.report.failed),
        perSecond(Double(ended) / max(worker.secondsRunning, 0.001)),
        worker.report.connections.map(connections) ?? "")
    }
    return table.lines.isEmpty ? [] : [""] + table.lines
  }

  /// "3 of 4 busy, 2 wait"
  private static func connections(_ pool: PoolStatistics) -> String {
    "\(pool.inUse) of \(pool.size) busy" + (pool.waiting > 0 ? ", \(pool.waiting) wait" : "")
      + (pool.lost + pool.failed > 0 ? ", \(pool.lost) lost, \(pool.failed) failed" : "")
  }

  private static func stages(_ status: SystemStatus) -> [String] {
    let bottleneck = status.bottleneck?.name
    var table = Table("stage", "in", "working", "waiting", "p50", "p95", "busy", "blocked", "")
    for stage in status.stages where stage.received > 0 {
      table.add(
        stage.name, String(stage.received), String(stage.inFlight), String(stage.waiting), milliseconds(stage.p50),
        milliseconds(stage.p95), percent(stage.utilization), percent(stage.blocked),
        stage.name == bottleneck ? "← bottleneck" : "")
    }
    return table.lines.isEmpty ? [] : [""] + table.lines
  }

  private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

  private static func milliseconds(_ value: Double) -> String { "\(tenths(value)) ms" }

  private static func perSecond(_ rate: Double) -> String { "\(tenths(rate)) files/s" }

  private static func tenths(_ value: Double) -> String {
    value < 10 ? "\((value * 10).rounded() / 10)" : String(Int(value.rounded()))
  }

  /// "12 s", "3 min", "5 h": the greatest unit that is whole at least once.
  static func time(_ seconds: Double) -> String {
    let seconds = Int(max(0, seconds).rounded())
    if seconds < 120 { return "\(seconds) s" }
    if seconds < 7200 { return "\(seconds / 60) min" }
    return seconds < 172_800 ? "\(seconds / 3600) h" : "\(seconds / 86_400) d"
  }
}
