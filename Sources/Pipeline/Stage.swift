/// One step of a pipeline: a value goes in, another comes out.
///
/// A stage holds what the step needs (a pool, a client, a configuration), no item's state: several workers call
/// ``process(_:)`` at the same time, as many as the width it is given in ``Pipeline/through(_:_:width:buffer:)``.
///
/// ```swift
/// struct Decoding: Stage {
///   let decoder: Decoder
///   func process(_ file: StoredFile) async throws -> Document { try await decoder.decode(file) }
/// }
/// ```
///
/// What ``process(_:)`` throws ends that one item: it goes to the ``Acknowledger`` as a ``StageFailure``, the others go
/// on. An error that is the environment's fault (the database is away) ends the run instead, see ``EnvironmentalError``.
public protocol Stage<Input, Output>: Sendable {
  associatedtype Input: Sendable
  associatedtype Output: Sendable

  /// Turns one input into one output. Honours cancellation by throwing.
  func process(_ input: Input) async throws -> Output
}

/// A step that is cheaper for many items at once, such as one commit for a batch of rows.
///
/// A batch may succeed for some of its items and fail for others: the outcome of the item at index *i* is the element
/// at index *i* of what is returned.
public protocol BatchStage<Input, Output>: Sendable {
  associatedtype Input: Sendable
  associatedtype Output: Sendable

  /// Turns a batch (never empty) into one outcome per item, in the batch's order.
  ///
  /// - Returns: as many outcomes as the batch has items; any other number stops the run with ``BatchOutcomeMismatch``.
  /// - Throws: an error that holds for the whole batch: each of its items fails with it, or the run stops if the
  ///   error is the environment's.
  func process(_ batch: [Envelope<Input>]) async throws -> [Result<Output, any Error>]
}

/// A stage made of a closure.
struct ClosureStage<Input: Sendable, Output: Sendable>: Stage {
  let body: @Sendable (Input) async throws -> Output

  func process(_ input: Input) async throws -> Output { try await body(input) }
}

/// A batch stage made of a closure.
struct ClosureBatchStage<Input: Sendable, Output: Sendable>: BatchStage {
  let body: @Sendable ([Envelope<Input>]) async throws -> [Result<Output, any Error>]

  func process(_ batch: [Envelope<Input>]) async throws -> [Result<Output, any Error>] { try await body(batch) }
}

/// Two stages that are one to the pipeline: one name, one width, no joint between them.
public struct ChainedStage<First: Stage, Second: Stage>: Stage where First.Output == Second.Input {
  let first: First
  let second: Second

  public func process(_ input: First.Input) async throws -> Second.Output {
    try await second.process(first.process(input))
  }
}

extension Stage {
  /// This stage and then `next`, as one stage.
  public func followed<Next: Stage>(by next: Next) -> ChainedStage<Self, Next> where Next.Input == Output {
    ChainedStage(first: self, second: next)
  }
}
