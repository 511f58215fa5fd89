import Pipeline
import Synchronization
import TestSupport
import Testing

/// How a run ends other than by the end of its source.
@Suite(.timeLimit(.minutes(1))) struct EndingTests {
  /// Remembers what was acknowledged and what was released, and whether the releasing task was cancelled.
  private final class Leases: Acknowledger {
    private let state = Mutex<(acknowledged: [Int], released: [Int], releases: Int)>(([], [], 0))
    /// Thrown in place of acknowledging this number.
    let refused: Int?

    init(refusing refused: Int? = nil) { self.refused = refused }

    var acknowledged: [Int] { state.withLock { $0.acknowledged } }
    var released: [Int] { state.withLock { $0.released } }
    var releases: Int { state.withLock { $0.releases } }

    func acknowledge(_ ends: [Acknowledgement<Int, Int>]) async throws {
      if let refused, ends.contains(where: { $0.envelope.value == refused }) { throw DatabaseAway() }
      state.withLock { $0.acknowledged += ends.map(\.envelope.value) }
    }

    func release(_ envelopes: [Envelope<Int>]) async {
      #expect(!Task.isCancelled)
      state.withLock {
        $0.released += envelopes.map(\.value)
        $0.releases += 1
      }
    }

    func expectEachOnce(of numbers: Numbers, _ location: SourceLocation = #_sourceLocation) {
      let ended = (acknowledged + released).sorted()
      #expect(ended == Array(1...max(1, numbers.taken.count)), sourceLocation: location)
    }
  }

  private struct DatabaseAway: EnvironmentalError, Equatable {}

  // MARK: Cancellation

  @Test func cancellingLeavesNoTaskBehindAndReleasesWhatWasUnfinished() async throws {
    let alive = Gauge()
    let leases = Leases()
    let source = Numbers(1_000_000)
    let stuck = Gate()
    let run = Task {
      alive.enter()
      defer { alive.leave() }
      try await Pipeline(source)
        .through("count", width: 3) { number in
          alive.enter()
          defer { alive.leave() }
          if number == 500 { try await stuck.pass() }
          return number
        }
        .batched("batch", count: 7, linger: .seconds(3600), clock: ManualClock(), width: 2) { batch in
          alive.enter()
          defer { alive.leave() }
          return batch.map { .success($0.value) }
        }
        .run(to: leases)
    }
    await until { source.taken.count > 1000 }
    run.cancel()
    await #expect(throws: CancellationError.self) { try await run.value }
    #expect(alive.now == 0)
    #expect(leases.releases == 1)
    #expect(leases.released.contains(500))
    leases.expectEachOnce(of: source)
  }

  @Test func cancellingFreesAllThatTheRunHeld() async throws {
    /// Lives as long as a task that uses it does.
    final class Held: Sendable {}
    var held: Held? = Held()
    weak let remains = held
    let monitor = PipelineMonitor()
    let run = Task { [held] in
      try await Pipeline(Numbers(1_000_000))
        .through("hold", width: 2) { [held] number in
          _ = held
          try await Gate().pass()
          return number
        }
        .through("after", width: 2) { [held] number in held == nil ? 0 : number }
        .run(configuration: RunConfiguration(monitor: monitor)) { [held] _ in _ = held }
    }
    held = nil
    await until { monitor.snapshot().stages.first?.inFlight == 2 }
    #expect(remains != nil)
    run.cancel()
    _ = await run.result
    // The task's own closure goes once the task has fully ended, a moment after its value is there.
    await until { remains == nil }
  }

  @Test func aRunThatIsCancelledBeforeItBeginsTakesNothing() async throws {
    let numbers = Numbers(100)
    let run = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await Pipeline(numbers).through("pass") { $0 }.run { _ in }
    }
    await #expect(throws: CancellationError.self) { try await run.value }
    #expect(numbers.taken.count <= 1)
  }

  @Test func anErrorWhileBeingCancelledIsNoItemsFault() async throws {
    let leases = Leases()
    let numbers = Numbers(3)
    let monitor = PipelineMonitor()
    let run = Task {
      try await Pipeline(numbers)
        .through("interrupted") { number in
          do { try await Gate().pass() } catch { throw Spoiled(number: number) }
          return number
        }
        .run(to: leases, configuration: RunConfiguration(monitor: monitor))
    }
    await until { monitor.snapshot().stages.first?.inFlight == 1 }
    run.cancel()
    await #expect(throws: CancellationError.self) { try await run.value }
    #expect(leases.acknowledged == [])
    leases.expectEachOnce(of: numbers)
  }

  // MARK: The environment

  @Test(arguments: [1, 3]) func anEnvironmentalErrorStopsTheRunAndFailsNoItem(width: Int) async throws {
    let numbers = Numbers(10_000)
    let leases = Leases()
    let monitor = PipelineMonitor()
    await #expect(
      performing: {
        try await Pipeline(numbers)
          .through("before", width: 2) { $0 }
          .through("store", width: width) { number in
            if number == 1000 { throw DatabaseAway() }
            return number
          }
          .through("after", width: 2) { $0 }
          .run(to: leases, configuration: RunConfiguration(monitor: monitor))
      }, throws: { ($0 as? RunStopped)?.stage == "store" && ($0 as? RunStopped)?.error is DatabaseAway })

    #expect(leases.released.contains(1000))
    #expect(numbers.taken.count < 1200)
    #expect(monitor.snapshot().failed == 0)
    leases.expectEachOnce(of: numbers)
    // All that had passed the stage was finished and acknowledged.
    let stages = monitor.snapshot().stages
    #expect(stages[1].succeeded == leases.acknowledged.count)
    #expect(stages.allSatisfy { $0.inFlight == 0 && $0.queueDepth == 0 })
  }

  @Test func whatABatchCommittedBeforeTheEnvironmentFailedIsAcknowledged() async throws {
    let numbers = Numbers(100)
    let leases = Leases()
    await #expect(throws: RunStopped.self) {
      try await Pipeline(numbers)
        .batched("commit", count: 10, linger: .seconds(3600), clock: ManualClock()) { batch in
          batch.map { $0.value == 15 ? .failure(DatabaseAway()) : .success($0.value) }
        }
        .run(to: leases)
    }
    #expect(leases.acknowledged.sorted() == Array(1...14) + Array(16...20))
    #expect(leases.released.first == 15)
    leases.expectEachOnce(of: numbers)
  }

  @Test func theCallerSaysWhichErrorsAreTheEnvironments() async throws {
    let configuration = RunConfiguration(isEnvironmental: { ($0 as? Spoiled)?.number == 2 })
    let recorder = Recorder<Int, Int>()
    await #expect(throws: RunStopped.self) {
      try await Pipeline(Numbers(3))
        .through("fail", buffer: 0) { (number: Int) -> Int in throw Spoiled(number: number) }
        .run(configuration: configuration) { recorder.record($0) }
    }
    #expect(recorder.ends.map(\.envelope.value) == [1])
  }

  @Test func anAcknowledgerThatThrowsStopsTheRun() async throws {
    let numbers = Numbers(10_000)
    let leases = Leases(refusing: 77)
    await #expect(throws: DatabaseAway()) {
      try await Pipeline(numbers).through("pass", width: 2) { $0 }.run(to: leases, batch: 1)
    }
    #expect(leases.released.contains(77))
    #expect(numbers.taken.count < 1000)
    leases.expectEachOnce(of: numbers)
  }

  // MARK: The source

  @Test func aSourceThatThrowsEndsTheRunBehindItsItems() async throws {
    let numbers = Numbers(50, thenThrows: Spoiled(number: 51))
    let leases = Leases()
    await #expect(throws: Spoiled(number: 51)) {
      try await Pipeline(numbers).through("pass", width: 2) { $0 }.run(to: leases)
    }
    #expect(leases.acknowledged.sorted() == Array(1...50))
    #expect(leases.releases == 0)
  }

  @Test func drainingFinishesWhatWasTakenAndTakesNoMore() async throws {
    let numbers = Numbers(1_000_000)
    let leases = Leases()
    let drain = DrainSignal()
    let summary = try await Pipeline(numbers)
      .through("drain", width: 2, buffer: 3) { number in
        if number == 100 { drain.drain() }
        return number
      }
      .run(to: leases, configuration: RunConfiguration(drain: drain))
    #expect(summary.succeeded == numbers.taken.count)
    #expect(summary.succeeded >= 100 && summary.succeeded < 100_000)
    #expect(leases.releases == 0)
    leases.expectEachOnce(of: numbers)
  }

  @Test func drainingDoesNotWaitForAnIdleSource() async throws {
    let idle = BoundedStream<Int>(capacity: 1)
    try await idle.send(1)
    let drain = DrainSignal()
    let leases = Leases()
    async let summary = Pipeline(idle).through("pass") { $0 }.run(to: leases, configuration: .init(drain: drain))
    await until { leases.acknowledged == [1] }
    drain.drain()
    #expect(try await summary.succeeded == 1)
  }

  @Test func anEmptySourceEndsAtOnce() async throws {
    let summary = try await Pipeline(Numbers(0)).through("pass", width: 4) { $0 }.run { _ in }
    #expect(summary.taken == 0)
    #expect(summary.bottleneck == nil)
  }

  // MARK: Anything

  private enum Event: CaseIterable { case none, cancel, environment, acknowledger, drain, source }

  /// Pipelines of random shape, with failing items, that end in a random way: each item ends once.
  @Test(arguments: UInt64(1)...60) func whateverHappensEachItemEndsOnce(seed: UInt64) async throws {
    var random = SeededGenerator(seed: seed)
    let event = Event.allCases[Int(seed) % Event.allCases.count]
    let moment = Int.random(in: 1...300, using: &random)
    let widths = (0..<4).map { _ in Int.random(in: 1...4, using: &random) }
    let buffers = (0..<4).map { _ in Int.random(in: 0...6, using: &random) }
    let count = Int.random(in: 1...20, using: &random)
    let faulty = Int.random(in: 2...9, using: &random)
    let linger: Duration = Bool.random(using: &random) ? .zero : .microseconds(50)

    let numbers = Numbers(event == .source ? moment : 400, thenThrows: event == .source ? Spoiled(number: 0) : nil)
    let leases = Leases(refusing: event == .acknowledger ? moment : nil)
    let drain = DrainSignal()
    let configuration = RunConfiguration(drain: drain)
    let run = Task {
      try await Pipeline(numbers)
        .through("first", width: widths[0], buffer: buffers[0]) { (number: Int) -> Int in
          if number.isMultiple(of: faulty) && number != moment { throw Spoiled(number: number) }
          return number
        }
        .batched("batch", count: count, linger: linger, width: widths[1], buffer: buffers[1]) { batch in
          if event == .environment && batch.contains(where: { $0.value == moment }) { throw DatabaseAway() }
          return batch.map {
            $0.value.isMultiple(of: 11) && $0.value != moment ? .failure(Spoiled(number: 11)) : .success($0.value)
          }
        }
        .through("last", width: widths[2], buffer: buffers[2]) { number in
          if number == moment && event == .drain { drain.drain() }
          if number == moment && event == .cancel { withUnsafeCurrentTask { $0?.cancel() } }
          return number
        }
        .run(to: leases, width: widths[3], buffer: buffers[3], batch: count, configuration: configuration)
    }
    if event == .cancel {
      await until { numbers.taken.count >= moment }
      run.cancel()
    }
    let result = await run.result

    leases.expectEachOnce(of: numbers)
    switch (event, result) {
    case (.none, .success(let summary)): #expect(summary.succeeded + summary.failed == 400)
    case (.drain, .success(let summary)): #expect(summary.inFlight == 0 && leases.releases == 0)
    // A short run may be over before it is cancelled.
    case (.cancel, .success(let summary)): #expect(summary.taken == 400)
    case (.cancel, .failure(let error)): #expect(error is CancellationError)
    case (.environment, .failure(let error)): #expect((error as? RunStopped)?.stage == "batch")
    case (.acknowledger, .failure(let error)): #expect(error is DatabaseAway)
    case (.source, .failure(let error)): #expect(error as? Spoiled == Spoiled(number: 0) && leases.releases == 0)
    default: Issue.record("\(event) ended with \(result)")
    }
  }
}
