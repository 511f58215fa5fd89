import Pipeline
import Testing

@Suite struct PipelineTests {
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
}
