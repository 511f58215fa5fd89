/// Collects what comes through a joint to batches.
///
/// Workers collect in turn, not at the same time: else two would share the items that come and both would wait for
/// half a batch.
struct BatchCollector<Element: Sendable>: Sendable {
  private let joint: BoundedStream<Element>
  private let count: Int
  private let linger: Duration
  private let clock: any Clock<Duration>
  /// Holds one token while nobody collects.
  private let turn = Turn()

  init(joint: BoundedStream<Element>, count: Int, linger: Duration, clock: any Clock<Duration>) {
    self.joint = joint
    self.count = count
    self.linger = linger
    self.clock = clock
  }

  /// The next batch, of 1 to `count` elements. Nil when the joint has ended.
  ///
  /// - Throws: `CancellationError`; elements already collected are dropped.
  func next() async throws -> [Element]? {
    try await turn.taken { try await collect() }
  }

  private func collect() async throws -> [Element]? {
    guard let first = try await joint.next() else { return nil }
    let batch = [first] + joint.takeAvailable(upTo: count - 1)
    guard linger > .zero, batch.count < count else { return batch }
    let filled = await filledWhileLingering(batch)
    try Task.checkCancellation()
    return filled
  }

  /// Races the linger against a full batch; whichever is first cancels the other. A cancelled receive takes nothing
  /// from the joint, so the filling task returns all that it took.
  private func filledWhileLingering(_ batch: [Element]) async -> [Element] {
    await withTaskGroup(of: [Element]?.self) { group in
      group.addTask {
        try? await clock.sleep(for: linger)
        return nil
      }
      group.addTask { await self.filled(batch) }
      var filled = batch
      for await result in group {
        if let result { filled = result }
        group.cancelAll()
      }
      return filled
    }
  }

  private func filled(_ batch: [Element]) async -> [Element] {
    var batch = batch
    while batch.count < count, let element = try? await joint.next() {
      batch.append(element)
      batch += joint.takeAvailable(upTo: count - batch.count)
    }
    return batch
  }
}

/// Lets one task at a time through.
private struct Turn: Sendable {
  private let token = BoundedStream<Void>(capacity: 1)

  func taken<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
    try await token.send(())
    defer { _ = token.takeAvailable(upTo: 1) }
    return try await body()
  }
}

/// Works on one batch at a time per worker, and tells the batch's good items from its bad ones.
struct BatchCrew<S: BatchStage, Item: Sendable>: Sendable {
  let stage: S
  let collector: BatchCollector<Parcel<Item, S.Input>>
  let next: Outlet<Item, S.Output>
  let metrics: StageMetrics
  let context: RunContext<Item>

  func work() async throws {
    try await withThrowingDiscardingTaskGroup { group in
      for _ in 0..<metrics.width {
        group.addTask {
          while let batch = try await collector.next() {
            if !context.isStopped(at: metrics.position) { try await serve(batch) }
          }
        }
      }
    }
    next.finish()
  }

  private func serve(_ batch: [Parcel<Item, S.Input>]) async throws {
    let started = metrics.began(items: batch.count)
    let outcomes = await outcomes(of: batch)
    try Task.checkCancellation()
    let failed = outcomes.count { if case .failed = $0 { true } else { false } }
    let succeeded = outcomes.count { if case .succeeded = $0 { true } else { false } }
    metrics.ended(succeeded: succeeded, failed: failed, started: started)
    for (parcel, outcome) in zip(batch, outcomes) {
      switch outcome {
      case .succeeded(let output): try await next.send(parcel.carrying(output))
      case .failed(let error): try await context.fail(parcel, at: metrics.name, with: error)
      case .stopped(let error): context.stop(at: metrics.position, with: error)
      }
    }
    metrics.handedOn(items: batch.count)
  }

  private enum ItemOutcome {
    case succeeded(S.Output)
    case failed(any Error)
    /// The item has no end; the run is over.
    case stopped(any Error)
  }

  private func outcomes(of batch: [Parcel<Item, S.Input>]) async -> [ItemOutcome] {
    do {
      let results = try await stage.process(batch.map(\.envelope))
      guard results.count == batch.count else {
        let mismatch = BatchOutcomeMismatch(stage: metrics.name, items: batch.count, outcomes: results.count)
        return batch.map { _ in .stopped(mismatch) }
      }
      return results.map { result in
        switch result {
        case .success(let output): .succeeded(output)
        case .failure(let error): outcome(of: error)
        }
      }
    } catch {
      return batch.map { _ in outcome(of: error) }
    }
  }

  private func outcome(of error: any Error) -> ItemOutcome {
    context.configuration.isEnvironmental(error)
      ? .stopped(RunStopped(stage: metrics.name, error: error)) : .failed(error)
  }
}
