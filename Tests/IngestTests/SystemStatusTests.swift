import Foundation
import Testing

@testable import CandidateStore
@testable import Ingest

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
