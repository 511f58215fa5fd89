import Pipeline
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1))) struct BatchingTests {
  /// Remembers the batches that it was given.
  private final class Batches: BatchStage {
    private let state = Mutex<[[Int]]>([])
    var sizes: [Int] { state.withLock { $0.map(\.count) } }

    func process(_ batch: [Envelope<Int>]) async throws -> [Result<Int, any Error>] {
      state.withLock { $0.append(batch.map(\.value)) }
      return batch.map { .success($0.value) }
    }
  }

  @Test func anIncompleteBatchWaitsForTheLinger() async throws {
    let clock = ManualClock()
    let batches = Batches()
    let numbers = BoundedStream<Int>(capacity: 0)
    async let summary = Pipeline(numbers)
      .batched("batch", batches, count: 10, linger: .seconds(5), clock: clock, buffer: 10)
      .run { _ in }

    for number in 1...3 { try await numbers.send(number) }
    await until { clock.slept == 1 }
    clock.advance(by: .seconds(4))
    for _ in 0..<200 { await Task.yield() }
    #expect(batches.sizes == [])

    clock.advance(by: .seconds(1))
    await until { batches.sizes.reduce(0, +) == 3 }
    numbers.finish()
    #expect(try await summary.succeeded == 3)
  }

  @Test func aFullBatchDoesNotWait() async throws {
    let batches = Batches()
    let summary = try await Pipeline(Numbers(64))
      .batched("batch", batches, count: 16, linger: .seconds(3600), clock: ManualClock())
      .run { _ in }
    #expect(batches.sizes == [16, 16, 16, 16])
    #expect(summary.succeeded == 64)
  }

  @Test func theSourcesEndCompletesTheLastBatch() async throws {
    let batches = Batches()
    let summary = try await Pipeline(Numbers(21))
      .batched("batch", batches, count: 16, linger: .seconds(3600), clock: ManualClock())
      .run { _ in }
    #expect(batches.sizes == [16, 5])
    #expect(summary.stages[0].received == 21)
  }

  @Test func workersFillBatchesInTurn() async throws {
    let batches = Batches()
    let summary = try await Pipeline(Numbers(300))
      .batched("batch", batches, count: 10, linger: .seconds(3600), clock: ManualClock(), width: 3, buffer: 4)
      .run { _ in }
    #expect(batches.sizes == Array(repeating: 10, count: 30))
    #expect(summary.stages[0].peakInFlight <= 30)
    #expect(summary.stages[0].peakQueueDepth <= 4)
  }

  @Test func aBatchMaySucceedInParts() async throws {
    let recorder = Recorder<Int, String>()
    let summary = try await Pipeline(Numbers(100))
      .batched("commit", count: 8, linger: .milliseconds(1)) { batch in
        batch.map { $0.value.isMultiple(of: 7) ? .failure(Spoiled(number: $0.value)) : .success("row \($0.value)") }
      }
      .run { recorder.record($0) }
    #expect(summary.failed == 14)
    #expect(summary.stages[0].failed == 14)
    for end in recorder.ends {
      switch end.outcome {
      case .success(let row): #expect(row == "row \(end.envelope.value)")
      case .failure(let failure): #expect(failure.error as? Spoiled == Spoiled(number: end.envelope.value))
      }
    }
    #expect(recorder.ends.count == 100)
  }

  @Test func anErrorOfTheWholeBatchFailsEachOfItsItems() async throws {
    let recorder = Recorder<Int, Int>()
    try await Pipeline(Numbers(20))
      .batched("commit", count: 5, linger: .seconds(3600), clock: ManualClock()) { batch in
        if batch.contains(where: { $0.value == 8 }) { throw Spoiled(number: 8) }
        return batch.map { .success($0.value) }
      }
      .run { recorder.record($0) }
    let failed = recorder.ends.filter { if case .failure = $0.outcome { true } else { false } }
    #expect(failed.map(\.envelope.value).sorted() == [6, 7, 8, 9, 10])
  }

  @Test func outcomesThatAreNotOnePerItemStopTheRun() async throws {
    let pipeline = Pipeline(Numbers(4))
      .batched("short", count: 4, linger: .seconds(3600), clock: ManualClock()) { batch in
        batch.dropLast().map { .success($0.value) }
      }
    let error = await #expect(throws: BatchOutcomeMismatch.self) { try await pipeline.run { _ in } }
    #expect(error?.description == "short: 3 outcomes for a batch of 4")
  }
}
