import Logging

/// How a run treats errors, and who watches it.
public struct RunConfiguration: Sendable {
  /// Whether an error that a stage threw is the environment's fault: then it stops the run, and fails no item.
  public var isEnvironmental: @Sendable (any Error) -> Bool
  public var monitor: PipelineMonitor
  /// Makes the run stop taking items and finish those it has.
  public var drain: DrainSignal
  /// Is told of each failed item, at debug level, with the item's trace.
  public var logger: Logger

  public init(
    monitor: PipelineMonitor = PipelineMonitor(),
    drain: DrainSignal = DrainSignal(),
    logger: Logger = Logger(label: "pipeline"),
    isEnvironmental: @escaping @Sendable (any Error) -> Bool = { $0 is any EnvironmentalError }
  ) {
    self.monitor = monitor
    self.drain = drain
    self.logger = logger
    self.isEnvironmental = isEnvironmental
  }
}

extension Pipeline {
  /// Runs until the source has ended, or was told to by ``RunConfiguration/drain``, and each of its items is acknowledged.
  ///
  /// An environmental error ends the run in good order: nothing more is taken, what has passed the stage that met the
  /// error is still finished and acknowledged, the rest is released. Cancellation ends it at once: all that is not
  /// acknowledged is released.
  ///
  /// All tasks are children of the caller's: when this returns or throws, none is left.
  ///
  /// - Parameters:
  ///   - acknowledger: learns each item's end; the stage called `acknowledge` in metrics.
  ///   - width: calls to the acknowledger at the same time.
  ///   - buffer: ended items that may wait for it.
  ///   - batch: ends handed over in one call, at most.
  /// - Returns: the run's final counts.
  /// - Throws: ``RunStopped`` when a stage met an environmental error; what the acknowledger threw; what the source threw,
  ///   after the items it had given were acknowledged; `CancellationError`. Items that were not acknowledged have been
  ///   released.
  @discardableResult
  public func run<A: Acknowledger>(
    to acknowledger: A, width: Int = 1, buffer: Int = 64, batch: Int = 64,
    configuration: RunConfiguration = RunConfiguration()
  ) async throws -> PipelineSnapshot where A.Item == Item, A.Output == Output {
    precondition(width > 0, "an acknowledger has one worker or more")
    precondition(batch > 0, "an acknowledgement has one item or more")
    let ends = BoundedStream<Ending<Item, Output>>(capacity: buffer)
    let context = RunContext<Item>(configuration: configuration) { serial, envelope, failure in
      try await ends.send(Ending(serial: serial, envelope: envelope, outcome: .failure(failure)))
    }
    var assembly = Assembly(context: context)
    assemble(&assembly, Outlet(ends))
    let crew = AcknowledgingCrew(
      acknowledger: acknowledger, ends: ends, batch: batch,
      metrics: assembly.addStage("acknowledge", width: width, batch: batch, joint: ends), context: context)
    assembly.addCrew { try await crew.work() }

    let monitor = configuration.monitor
    monitor.begin(clock: context.clock, stages: assembly.stages)
    let crews = assembly.crews
    var cancellation: (any Error)?
    do {
      try await withThrowingDiscardingTaskGroup { group in
        for work in crews { group.addTask { try await work() } }
      }
    } catch {
      cancellation = error
    }
    monitor.end()
    await release(context.ledger.open, by: acknowledger)
    if let error = context.endingError ?? cancellation { throw error }
    return monitor.snapshot()
  }

  /// Runs with a closure as the acknowledger, called for one item at a time.
  @discardableResult
  public func run(
    configuration: RunConfiguration = RunConfiguration(),
    acknowledging body: @escaping @Sendable (Acknowledgement<Item, Output>) async throws -> Void
  ) async throws -> PipelineSnapshot {
    try await run(to: ClosureAcknowledger(body: body), configuration: configuration)
  }

  /// A task of its own, because the run's is cancelled; awaited, so that it does not outlive the run.
  private func release(_ envelopes: [Envelope<Item>], by acknowledger: some Acknowledger<Item, Output>) async {
    guard !envelopes.isEmpty else { return }
    await Task { await acknowledger.release(envelopes) }.value
  }
}
