// A crew is what does the work at one place of a run: it ends, and ends what comes after it, when nothing more comes.

/// Runs `width` workers and returns when all have ended; the first that throws cancels the others.
private func withWorkers(_ width: Int, _ work: @escaping @Sendable () async throws -> Void) async throws {
  guard width > 1 else { return try await work() }
  try await withThrowingDiscardingTaskGroup { group in
    for _ in 0..<width { group.addTask { try await work() } }
  }
}

/// Takes items from the source, one at a time.
struct SourceCrew<Source: AsyncSequence & Sendable, Item: Sendable>: Sendable where Source.Element: Sendable {
  let source: Source
  let envelope: @Sendable (Source.Element, UInt64) -> Envelope<Item>
  let next: Outlet<Item, Item>
  let context: RunContext<Item>

  func work() async throws {
    let inHand = await pullUntilToldToStop()
    // A sequence may also end because the task that reads it is cancelled.
    try Task.checkCancellation()
    if let inHand { try await next.send(inHand) }
    next.finish()
  }

  /// - Returns: the item, if any, that was waiting for room when pulling was stopped.
  private func pullUntilToldToStop() async -> Parcel<Item, Item>? {
    await withTaskGroup(of: Parcel<Item, Item>?.self) { group in
      group.addTask { await pull() }
      for signal in [context.stopSignal, context.configuration.drain] {
        group.addTask {
          await signal.wait()
          return nil
        }
      }
      var inHand: Parcel<Item, Item>?
      for await result in group {
        if let result { inHand = result }
        group.cancelAll()
      }
      return inHand
    }
  }

  private func pull() async -> Parcel<Item, Item>? {
    var iterator = source.makeAsyncIterator()
    while let element = await element(&iterator) {
      let parcel = context.ledger.enter { envelope(element, $0) }
      context.configuration.monitor.took()
      // Sending fails only when the task is cancelled, and then the parcel was not taken.
      do { try await next.send(parcel) } catch { return parcel }
    }
    return nil
  }

  /// Nil when the source has ended, by itself or by an error, which the run keeps for its end.
  private func element(_ iterator: inout Source.AsyncIterator) async -> Source.Element? {
    do {
      return try await iterator.next()
    } catch {
      // What a sequence throws when it is cancelled is no error of its own.
      if !Task.isCancelled { context.sourceError = error }
      return nil
    }
  }
}

/// Works on one item at a time per worker.
struct StageCrew<S: Stage, Item: Sendable>: Sendable {
  let stage: S
  let joint: BoundedStream<Parcel<Item, S.Input>>
  let next: Outlet<Item, S.Output>
  let metrics: StageMetrics
  let context: RunContext<Item>

  func work() async throws {
    try await withWorkers(metrics.width) {
      while let parcel = try await joint.next() {
        if !context.isStopped(at: metrics.position) { try await serve(parcel) }
      }
    }
    next.finish()
  }

  private func serve(_ parcel: Parcel<Item, S.Input>) async throws {
    let started = metrics.began()
    switch await outcome(of: parcel.value) {
    case .success(let output):
      metrics.ended(succeeded: 1, failed: 0, started: started)
      try await next.send(parcel.carrying(output))
    case .failure(let error):
      // Whatever a stage throws while it is being cancelled is no item's fault.
      try Task.checkCancellation()
      if context.configuration.isEnvironmental(error) {
        metrics.ended(succeeded: 0, failed: 0, started: started)
        context.stop(at: metrics.position, with: RunStopped(stage: metrics.name, error: error))
      } else {
        metrics.ended(succeeded: 0, failed: 1, started: started)
        try await context.fail(parcel, at: metrics.name, with: error)
      }
    }
    metrics.handedOn()
  }

  private func outcome(of input: S.Input) async -> Result<S.Output, any Error> {
    do { return .success(try await stage.process(input)) } catch { return .failure(error) }
  }
}

/// Hands the items' ends to the acknowledger, as many at once as have come together.
struct AcknowledgingCrew<A: Acknowledger>: Sendable {
  let acknowledger: A
  let ends: BoundedStream<Ending<A.Item, A.Output>>
  let batch: Int
  let metrics: StageMetrics
  let context: RunContext<A.Item>

  func work() async throws {
    try await withWorkers(metrics.width) {
      while let first = try await ends.next() {
        let endings = [first] + ends.takeAvailable(upTo: batch - 1)
        if !context.isStopped(at: metrics.position) { try await acknowledge(endings) }
      }
    }
  }

  private func acknowledge(_ endings: [Ending<A.Item, A.Output>]) async throws {
    let started = metrics.began(items: endings.count)
    do {
      try await acknowledger.acknowledge(
        endings.map { Acknowledgement(envelope: $0.envelope, outcome: $0.outcome) })
      context.ledger.close(endings.lazy.map(\.serial))
      let failed = endings.count { if case .failure = $0.outcome { true } else { false } }
      context.configuration.monitor.acknowledged(succeeded: endings.count - failed, failed: failed)
      metrics.ended(succeeded: endings.count, failed: 0, started: started)
    } catch {
      try Task.checkCancellation()
      metrics.ended(succeeded: 0, failed: endings.count, started: started)
      context.stop(at: metrics.position, with: error)
    }
    metrics.handedOn(items: endings.count)
  }
}
