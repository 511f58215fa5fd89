import Ingest
import PostgreSQL
import Testing

@testable import CandidateStore
@testable import hotgigs

@Suite struct StatusTextTests {
  private var queue: QueueStatus {
    QueueStatus(
      pending: 4, processing: 3, completed: 100, failed: 7, failures: ["empty": 2, "corrupt": 5], needsReview: 1,
      candidates: 90, activeRuns: [3], oldestWaitSeconds: 130)
  }

  @Test func marksTheBottleneck() {
    let read = WorkerReport.Stage(
      name: "read", width: 2, received: 40, inFlight: 2, waiting: 16, p50: 4, p95: 12.34, p99: 20, utilization: 0.97,
      blocked: 0)
    let commit = WorkerReport.Stage(
      name: "commit", width: 1, received: 30, inFlight: 8, waiting: 0, p50: 9, p95: 15, p99: 16, utilization: 0.2,
      blocked: 0.1)
    var connections = PoolStatistics()
    (connections.size, connections.inUse, connections.waiting, connections.lost) = (4, 4, 2, 1)
    let worker = WorkerStatus(
      id: "x", name: "worker", host: "one", processID: 42, parserVersion: "2", startedAt: "2026-11-26T04:00:00Z",
      secondsSilent: 1.2, secondsRunning: 10, inHand: 3,
      report: WorkerReport(completed: 30, failed: 5, stages: [read, commit], connections: connections))
    let lines = StatusText.lines(SystemStatus(queue: queue, workers: [worker], filesPerSecond: 3.56))
    #expect(
      lines == [
        "candidates: 90, 1 resumes to be reviewed",
        "resumes: 100 completed, 7 failed, 3 processing, 4 pending",
        "longest wait: 2 min",
        "throughput: 3.6 files/s",
        "  corrupt: 5  (hotgigs resumes list --error corrupt)",
        "  empty: 2  (hotgigs resumes list --error empty)",
        "",
        "worker  host  pid  since                 heard of  in hand  done  failed  rate         connections",
        "worker  one   42   2026-11-26T04:00:00Z  1 s ago   3        35    5       3.5 files/s  4 of 4 busy, 2 wait, 1 lost, 0 failed",
        "",
        "stage   in  working  waiting  p50     p95    busy  blocked  ",
        "read    40  2        16       4.0 ms  12 ms  97 %  0 %      ← bottleneck",
        "commit  30  8        0        9.0 ms  15 ms  20 %  10 %     ",
      ])
  }

  @Test func saysNothingOfWorkersWhereNoneIsSeen() {
    let lines = StatusText.lines(SystemStatus(queue: queue, workers: []))
    #expect(!lines.contains { $0.hasPrefix("worker") || $0.hasPrefix("stage") || $0.hasPrefix("throughput") })
  }
}
