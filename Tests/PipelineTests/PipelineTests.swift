import Pipeline
import Testing

@Suite(.timeLimit(.minutes(1))) struct PipelineTests {
  @Test func composesStagesOfDifferentTypes() async throws {
    let recorder = Recorder<Int, [Character]>()
    let summary = try await Pipeline(Numbers(100))
      .through("double", width: 3) { $0 * 2 }
      .through("spell", width: 2) { String($0) }
      .batched("characters", count: 8, linger: .zero) { batch in batch.map { .success(Array($0.value)) } }
      .run { recorder.record($0) }

    #expect(summary.succeeded == 100)
    let spelled = Dictionary(uniqueKeysWithValues: recorder.ends.map { ($0.envelope.value, try? $0.outcome.get()) })
    #expect(spelled[21] == ["4", "2"])
    #expect(spelled.count == 100)
  }

  @Test func aFailingItemLeavesTheOthersUnharmed() async throws {
    let recorder = Recorder<Int, Int>()
    let summary = try await Pipeline(Numbers(1000))
      .through("check", width: 4) { number in
        if number.isMultiple(of: 10) { throw Spoiled(number: number) }
        return number
      }
      .through("pass") { $0 }
      .run { recorder.record($0) }

    #expect(summary.succeeded == 900)
    #expect(summary.failed == 100)
    #expect(recorder.ends.count == 1000)
    for end in recorder.ends {
      switch end.outcome {
      case .success(let number): #expect(number == end.envelope.value && !number.isMultiple(of: 10))
      case .failure(let failure):
        #expect(failure.stage == "check")
        #expect(failure.error as? Spoiled == Spoiled(number: end.envelope.value))
      }
    }
  }

  @Test func theEnvelopeTravelsToTheAcknowledgement() async throws {
    let envelopes = BoundedStream<Envelope<String>>(capacity: 2)
    try await envelopes.send(Envelope(id: 71, attempt: 3, trace: ["lease": "a1"], value: "good"))
    try await envelopes.send(Envelope(id: 72, value: "bad"))
    envelopes.finish()

    let seen = Recorder<String, Int>()
    try await Pipeline(envelopes: envelopes)
      .through("length") { text in
        if text == "bad" { throw Spoiled(number: 72) }
        return text.count
      }
      .batched("look", count: 1, linger: .zero) { batch in
        batch.map { envelope in
          #expect(envelope.id == 71 && envelope.attempt == 3 && envelope.trace == ["lease": "a1"])
          return .success(envelope.value)
        }
      }
      .run { seen.record($0) }

    let byID = Dictionary(uniqueKeysWithValues: seen.ends.map { ($0.envelope.id, $0) })
    #expect(byID[71]?.envelope == Envelope(id: 71, attempt: 3, trace: ["lease": "a1"], value: "good"))
    #expect(try byID[71]?.outcome.get() == 4)
    #expect(byID[72]?.envelope == Envelope(id: 72, attempt: 1, value: "bad"))
  }

  @Test func twoItemsMayHaveTheSameID() async throws {
    let envelopes = BoundedStream<Envelope<Int>>(capacity: 2)
    for value in 1...2 { try await envelopes.send(Envelope(id: 5, value: value)) }
    envelopes.finish()
    let summary = try await Pipeline(envelopes: envelopes).run { _ in }
    #expect(summary.succeeded == 2)
  }

  @Test func twoStagesMayBeOne() async throws {
    struct Halving: Stage {
      func process(_ number: Int) async throws -> Double { Double(number) / 2 }
    }
    struct Spelling: Stage {
      func process(_ number: Double) async throws -> String { "\(number)" }
    }
    let recorder = Recorder<Int, String>()
    let summary = try await Pipeline(Numbers(3))
      .through("halve and spell", Halving().followed(by: Spelling()))
      .run { recorder.record($0) }
    #expect(try recorder.ends.map { try $0.outcome.get() } == ["0.5", "1.0", "1.5"])
    #expect(summary.stages.count == 2)
  }

  @Test func workersOfOneStageRunAtTheSameTime() async throws {
    // Each of four waits for the other three.
    let present = Gauge()
    let gate = Gate()
    let summary = try await Pipeline(Numbers(4))
      .through("meet", width: 4) { number in
        present.enter()
        if present.now == 4 { gate.open() }
        try await gate.pass()
        return number
      }
      .run { _ in }
    #expect(summary.stages[0].peakInFlight == 4)
  }

  @Test func acknowledgesWhatHasComeTogether() async throws {
    struct Batching: Acknowledger {
      let sizes: Recorder<Int, Int>
      let gate: Gate
      func acknowledge(_ ends: [Acknowledgement<Int, Int>]) async throws {
        #expect(ends.count <= 5)
        try await gate.pass()
        for end in ends { sizes.record(end) }
      }
    }
    let monitor = PipelineMonitor()
    let acknowledger = Batching(sizes: Recorder(), gate: Gate())
    async let summary = Pipeline(Numbers(30)).through("pass") { $0 }
      .run(to: acknowledger, buffer: 8, batch: 5, configuration: RunConfiguration(monitor: monitor))
    await until { monitor.snapshot().stages.last?.queueDepth ?? 0 > 4 }
    acknowledger.gate.open()
    #expect(try await summary.stages[1].latency.count < 30)
    #expect(acknowledger.sizes.ends.map(\.envelope.value) == Array(1...30))
  }

  @Test func aPipelineIsADescriptionThatRunsAgain() async throws {
    let pipeline = Pipeline(Numbers(10)).through("pass", width: 2) { $0 }
    for _ in 0..<2 { #expect(try await pipeline.run { _ in }.succeeded == 10) }
  }
}
