/// A source and the stages its items go through, composed with type-checking: a stage whose input is not what comes
/// before it does not compile.
///
/// ```swift
/// let pipeline = Pipeline(claims)
///   .through("read", Reading(readers), width: 4, buffer: 16)
///   .batched("commit", Committing(database), count: 64, linger: .milliseconds(50), buffer: 128)
/// let summary = try await pipeline.run(to: OutcomeRecorder(database))
/// ```
///
/// Each stage receives from a joint of its own that holds `buffer` items at most, and works on `width` items (or
/// batches) at a time; when all are taken, what comes before waits, back to the source, which is asked for its next item
/// only when the last one has found room. At a joint there are never more than buffer + width items. Order is not kept
/// between items of a stage that is wider than one.
///
/// A pipeline is a description: nothing runs before ``run(to:width:buffer:batch:configuration:)``.
public struct Pipeline<Item: Sendable, Output: Sendable>: Sendable {
  typealias Joint = BoundedStream<Parcel<Item, Output>>

  /// Adds the crews that bring the items to the given outlet.
  let assemble: @Sendable (inout Assembly<Item>, Outlet<Item, Output>) -> Void

  /// Hands each item to a worker of the stage, of which there are `width`.
  ///
  /// - Parameters:
  ///   - name: what failures, metrics and log lines call the stage; unique in the pipeline.
  ///   - width: items that the stage works on at the same time.
  ///   - buffer: items that may wait before the stage; with 0 each waits in the hands of the stage before.
  public func through<S: Stage>(
    _ name: String, _ stage: S, width: Int = 1, buffer: Int = 16
  ) -> Pipeline<Item, S.Output> where S.Input == Output {
    precondition(width > 0, "a stage has one worker or more")
    return Pipeline<Item, S.Output> { assembly, next in
      let joint = Joint(capacity: buffer)
      assemble(&assembly, Outlet(joint))
      let metrics = assembly.addStage(name, width: width, joint: joint)
      let crew = StageCrew(stage: stage, joint: joint, next: next, metrics: metrics, context: assembly.context)
      assembly.addCrew { try await crew.work() }
    }
  }

  /// A stage made of a closure.
  public func through<Next: Sendable>(
    _ name: String, width: Int = 1, buffer: Int = 16, _ body: @escaping @Sendable (Output) async throws -> Next
  ) -> Pipeline<Item, Next> {
    through(name, ClosureStage(body: body), width: width, buffer: buffer)
  }

  /// Collects items to batches and hands each batch to a worker of the stage.
  ///
  /// A batch is complete with `count` items, or when `linger` has passed since its first one, or when no more will come.
  /// With batches there are never more than buffer + width × count items at the joint.
  ///
  /// - Parameters:
  ///   - name: what failures, metrics and log lines call the stage; unique in the pipeline.
  ///   - count: items in a batch at most.
  ///   - linger: how long a batch waits for more items; with zero it takes what is there.
  ///   - clock: measures the linger.
  ///   - width: batches that the stage works on at the same time.
  ///   - buffer: items that may wait before the stage.
  public func batched<S: BatchStage>(
    _ name: String, _ stage: S, count: Int, linger: Duration, clock: any Clock<Duration> = ContinuousClock(),
    width: Int = 1, buffer: Int = 16
  ) -> Pipeline<Item, S.Output> where S.Input == Output {
    precondition(width > 0, "a stage has one worker or more")
    precondition(count > 0, "a batch has one item or more")
    return Pipeline<Item, S.Output> { assembly, next in
      let joint = Joint(capacity: buffer)
      assemble(&assembly, Outlet(joint))
      let metrics = assembly.addStage(name, width: width, batch: count, joint: joint)
      let crew = BatchCrew(
        stage: stage, collector: BatchCollector(joint: joint, count: count, linger: linger, clock: clock), next: next,
        metrics: metrics, context: assembly.context)
      assembly.addCrew { try await crew.work() }
    }
  }

  /// A batch stage made of a closure.
  public func batched<Next: Sendable>(
    _ name: String, count: Int, linger: Duration, clock: any Clock<Duration> = ContinuousClock(), width: Int = 1,
    buffer: Int = 16, _ body: @escaping @Sendable ([Envelope<Output>]) async throws -> [Result<Next, any Error>]
  ) -> Pipeline<Item, Next> {
    batched(
      name, ClosureBatchStage(body: body), count: count, linger: linger, clock: clock, width: width, buffer: buffer)
  }
}

extension Pipeline where Item == Output {
  /// Takes items from a sequence, one at a time, when there is room for one. They are numbered from 1.
  public init<Source: AsyncSequence & Sendable>(_ source: Source) where Source.Element == Item {
    self.init(source: source) { item, number in Envelope(id: number, value: item) }
  }

  /// Takes items with ids, attempts and traces of their own.
  public init<Source: AsyncSequence & Sendable>(envelopes source: Source) where Source.Element == Envelope<Item> {
    self.init(source: source) { envelope, _ in envelope }
  }

  private init<Source: AsyncSequence & Sendable>(
    source: Source, envelope: @escaping @Sendable (Source.Element, UInt64) -> Envelope<Item>
  ) where Source.Element: Sendable {
    self.init { assembly, outlet in
      let crew = SourceCrew(source: source, envelope: envelope, next: outlet, context: assembly.context)
      assembly.addCrew { try await crew.work() }
    }
  }
}
