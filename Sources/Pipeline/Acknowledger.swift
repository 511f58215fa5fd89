/// The end of one item: what the last stage made of it, or where and why it failed.
public struct Acknowledgement<Item: Sendable, Output: Sendable>: Sendable {
  /// The item as the source gave it.
  public let envelope: Envelope<Item>
  public let outcome: Result<Output, StageFailure>

  public init(envelope: Envelope<Item>, outcome: Result<Output, StageFailure>) {
    self.envelope = envelope
    self.outcome = outcome
  }
}

/// Learns how each item ended, apart from the stages that worked on it.
///
/// Each item that the source gave comes to exactly one end: it is acknowledged once, or, when the run was stopped
/// before that, it is released once.
public protocol Acknowledger<Item, Output>: Sendable {
  associatedtype Item: Sendable
  associatedtype Output: Sendable

  /// Takes the ends of some items, at least one: as many as had come together by the time the last call returned, at
  /// most the `batch` given to ``Pipeline/run(to:width:buffer:batch:configuration:)``. Never waits for more.
  ///
  /// - Throws: any error stops the run; the items of this call then count as not acknowledged and are released.
  func acknowledge(_ ends: [Acknowledgement<Item, Output>]) async throws

  /// Takes the items that a stopped run (cancelled, or ended by an error) leaves unfinished, so that leases can be
  /// given back. Called at most once, after the last stage has stopped, from a task that is not cancelled.
  func release(_ envelopes: [Envelope<Item>]) async
}

extension Acknowledger {
  public func release(_ envelopes: [Envelope<Item>]) async {}
}

/// An acknowledger made of a closure.
struct ClosureAcknowledger<Item: Sendable, Output: Sendable>: Acknowledger {
  let body: @Sendable (Acknowledgement<Item, Output>) async throws -> Void

  func acknowledge(_ ends: [Acknowledgement<Item, Output>]) async throws {
    for end in ends { try await body(end) }
  }
}
