import MetricsTestKit
import Testing

@testable import Pipeline

@Suite struct LatencyHistogramTests {
  @Test func findsQuantilesWithinASixteenth() {
    var histogram = LatencyHistogram()
    for microseconds in 1...10_000 { histogram.record(nanoseconds: UInt64(microseconds) * 1000) }
    for quantile in [0.01, 0.5, 0.95, 0.99] {
      let exact = quantile * 10_000_000
      #expect(abs(Double(histogram.nanoseconds(quantile: quantile)) - exact) <= exact / 16)
    }
    #expect(histogram.summary.count == 10_000)
    #expect(histogram.summary.max == .milliseconds(10))
    #expect(histogram.summary.mean == .nanoseconds(5_000_500))
  }

  @Test(arguments: [UInt64(0), 1, 7, 8, 9, 1023, 1024, 1 << 40, UInt64(Int64.max), UInt64.max])
  func takesAnyDuration(nanoseconds: UInt64) {
    var histogram = LatencyHistogram()
    histogram.record(nanoseconds: nanoseconds)
    let found = histogram.nanoseconds(quantile: 0.5)
    #expect(found <= nanoseconds && nanoseconds - found <= nanoseconds / 16)
  }

  @Test func ofNothingIsZero() {
    #expect(LatencyHistogram().nanoseconds(quantile: 0.99) == 0)
    #expect(LatencyHistogram().summary.p50 == .zero)
  }
}

@Suite struct StageTallyTests {
  @Test func tellsWorkingFromWaitingForRoom() {
    var tally = StageTally()
    tally.began(items: 1, at: 100)
    tally.ended(succeeded: 1, failed: 0, started: 100, at: 400)
    tally.handedOn(items: 1, at: 900)
    // One of two workers, 300 of 1000 ns at work and 500 waiting.
    #expect(tally.utilization(width: 2, at: 1000) == 0.15)
    #expect(tally.blocked(width: 2, at: 1000) == 0.25)
    #expect(tally.latency.summary.max == .nanoseconds(300))
  }

  @Test func countsWorkThatIsStillGoingOn() {
    var tally = StageTally()
    tally.began(items: 5, at: 0)
    #expect(tally.utilization(width: 1, at: 1000) == 1)
    #expect(tally.inFlight == 5)
  }

  @Test func countsItemsOfBatches() {
    var tally = StageTally()
    tally.began(items: 8, at: 0)
    tally.began(items: 4, at: 10)
    tally.ended(succeeded: 6, failed: 2, started: 0, at: 20)
    tally.handedOn(items: 8, at: 30)
    #expect(tally.received == 12 && tally.succeeded == 6 && tally.failed == 2)
    #expect(tally.inFlight == 4 && tally.peakInFlight == 12)
  }

  @Test func toleratesTimesThatComeInTheWrongOrder() {
    var tally = StageTally()
    tally.began(items: 1, at: 200)
    tally.began(items: 1, at: 100)
    tally.ended(succeeded: 1, failed: 0, started: 200, at: 150)
    #expect(tally.utilization(width: 2, at: 200) == 0)
    #expect(tally.latency.summary.max == .zero)
  }
}

@Suite(.timeLimit(.minutes(1))) struct SnapshotTests {
  @Test func isReadableWhileTheRunGoesOn() async throws {
    let monitor = PipelineMonitor()
    let gate = Gate()
    #expect(monitor.snapshot().stages.isEmpty)
    async let summary = Pipeline(Numbers(10))
      .through("quick", buffer: 2) { $0 }
      .through("stuck", width: 2, buffer: 2) { number in
        try await gate.pass()
        return number
      }
      .run(configuration: RunConfiguration(monitor: monitor)) { _ in }

    await until { monitor.snapshot().stages.contains { $0.name == "stuck" && $0.inFlight == 2 && $0.queueDepth == 2 } }
    // The longer it is stuck, the nearer to 1 its utilisation comes.
    await until { monitor.snapshot().bottleneck?.name == "stuck" }
    let during = monitor.snapshot()
    #expect(during.stages.map(\.name) == ["quick", "stuck", "acknowledge"])
    #expect(during.stages[1].inFlight == 2)
    #expect(during.succeeded == 0 && during.taken >= 4)

    gate.open()
    let after = try await summary
    #expect(after.succeeded == 10 && after.inFlight == 0 && after.itemsPerSecond > 0)
    #expect(monitor.snapshot() == after)
  }

  @Test func isExportedToSwiftMetrics() async throws {
    let metrics = TestMetrics()
    try await Pipeline(Numbers(20))
      .through("check") { (number: Int) -> Int in
        if number == 13 { throw Spoiled(number: number) }
        return number
      }
      .run(configuration: RunConfiguration(monitor: PipelineMonitor(factory: metrics))) { _ in }

    let stage = [("stage", "check")]
    #expect(try metrics.expectCounter("pipeline_items_received_total", stage).totalValue == 20)
    #expect(try metrics.expectCounter("pipeline_items_succeeded_total", stage).totalValue == 19)
    #expect(try metrics.expectCounter("pipeline_items_failed_total", stage).totalValue == 1)
    #expect(try metrics.expectTimer("pipeline_stage_duration", stage).values.count == 20)
    #expect(try metrics.expectMeter("pipeline_items_in_flight", stage).lastValue == 0)
    #expect(try metrics.expectMeter("pipeline_queue_depth", stage).values.allSatisfy { $0 <= 16 })
  }
}

@Suite struct SnapshotDescriptionTests {
  @Test func isATableThatMarksTheBottleneck() {
    let latency = LatencySummary(
      count: 412, mean: .milliseconds(45), p50: .milliseconds(41), p95: .microseconds(7540), p99: .seconds(12),
      max: .seconds(13))
    func stage(_ name: String, batch: Int, utilization: Double) -> StageSnapshot {
      StageSnapshot(
        name: name, width: 4, batch: batch, buffer: 16, received: 412, succeeded: 409, failed: 3, inFlight: 4,
        peakInFlight: 4, queueDepth: 9, peakQueueDepth: 16, latency: latency, utilization: utilization, blocked: 0)
    }
    let snapshot = PipelineSnapshot(
      elapsed: .seconds(10), taken: 500, succeeded: 409, failed: 3,
      stages: [stage("read", batch: 1, utilization: 0.994), stage("commit", batch: 64, utilization: 0.04)])
    #expect(
      snapshot.description == """
        stage    in  failed  working  waiting    p50     p95   p99  busy  blocked
        read    412       3      4/4     9/16  41 ms  7.5 ms  12 s  99 %      0 %  ← bottleneck
        commit  412       3    4/256     9/16  41 ms  7.5 ms  12 s   4 %      0 %
        """)
    #expect(snapshot.itemsPerSecond == 41.2)
  }
}
