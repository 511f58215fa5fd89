import Pipeline
import Testing

@Suite(.timeLimit(.minutes(1))) struct BackPressureTests {
  /// Fast stages before a slow one fill its joint, and never overfill it.
  @Test(arguments: [(width: 1, buffer: 0), (1, 1), (3, 5), (4, 16)])
  func aJointHoldsBufferAndWidthAtMost(_ size: (width: Int, buffer: Int)) async throws {
    // From when an item leaves the first stage's hands until it has left the second's.
    let working = Gauge()
    let monitor = PipelineMonitor()
    let gate = Gate()
    async let summary = Pipeline(Numbers(500))
      .through("fast", width: 2, buffer: 4) { $0 }
      .through("slow", width: size.width, buffer: size.buffer) { number in
        working.enter()
        defer { working.leave() }
        try await gate.pass()
        return number
      }
      .run(configuration: RunConfiguration(monitor: monitor)) { _ in }

    // All is full: the slow stage's workers and buffer, and the fast stage's workers wait for room. A joint that was
    // full and gave an element to a late worker lets nothing in before it is half empty.
    await until {
      let stages = monitor.snapshot().stages
      return stages.count == 3 && stages[1].inFlight == size.width && stages[1].peakQueueDepth == size.buffer
        && stages[0].inFlight == 2 && stages[0].peakQueueDepth == 4 && stages[0].queueDepth >= 3
    }
    #expect(working.now == size.width)
    gate.open()
    let slow = try await summary.stages[1]
    #expect(working.peak == size.width)
    #expect(slow.peakInFlight == size.width)
    #expect(slow.peakQueueDepth == size.buffer)
  }

  @Test func aSlowSinkStopsTheSource() async throws {
    let numbers = Numbers(2000)
    let gate = Gate()
    let monitor = PipelineMonitor()
    async let summary = Pipeline(numbers)
      .through("a", width: 2, buffer: 2) { $0 }
      .through("b", width: 1, buffer: 2) { $0 }
      .run(to: HeldUp(gate: gate), buffer: 2, batch: 1, configuration: RunConfiguration(monitor: monitor))

    // One in the source's hand, 2 + 2 at a, 2 + 1 at b, 2 + 1 at the acknowledgement.
    let room = 1 + (2 + 2) + (2 + 1) + (2 + 1)
    await until { numbers.taken.count >= room }
    for _ in 0..<1000 { await Task.yield() }
    #expect(numbers.taken.count == room)
    #expect(monitor.snapshot().inFlight == room)
    gate.open()
    #expect(try await summary.succeeded == 2000)
  }

  private struct HeldUp: Acknowledger {
    let gate: Gate

    func acknowledge(_ ends: [Acknowledgement<Int, Int>]) async throws { try await gate.pass() }
  }

  /// In a process of its own: other tests' memory is none of it.
  @Test func aHundredThousandItemsThroughFiveStagesInBoundedMemory() async throws {
    await #expect(processExitsWith: .success) {
      let peak = PeakMemory()
      let inFlight = Gauge()
      let before = try PeakMemory.residentBytes()
      // Each item brings a kilobyte: a hundred thousand at once would be 100 MB.
      let summary = try await Pipeline(Numbers(100_000))
        .through("load", width: 2) { number in
          inFlight.enter()
          return [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 1024)
        }
        .through("count", width: 2) { bytes in (bytes, bytes.count) }
        .through("keep") { bytes, _ in bytes }
        .batched("pack", count: 32, linger: .milliseconds(5)) { batch in batch.map { .success($0.value) } }
        .through("measure") { bytes in
          inFlight.leave()
          return bytes.count
        }
        .run { end in
          if end.envelope.id.isMultiple(of: 1000) { try peak.sample() }
        }
      #expect(summary.succeeded == 100_000)
      // What the joints hold: 16 buffered at each of four, 2, 1, 32 and 1 in workers' hands, and what load has given.
      #expect(inFlight.peak <= 4 * 16 + 2 + 2 + 1 + 32 + 1)
      #expect(peak.bytes - before < 32 << 20, "resident memory grew by \((peak.bytes - before) >> 20) MB")
    }
  }
}
