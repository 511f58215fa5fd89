import Testing

@testable import Ingest
@testable import Pipeline

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
