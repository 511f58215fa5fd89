import Synchronization

/// A pipeline on its way from description to tasks: what each part adds for one run.
struct Assembly<Item: Sendable> {
  let context: RunContext<Item>
  private(set) var stages: [StageMetrics] = []
  private(set) var crews: [@Sendable () async throws -> Void] = []

  init(context: RunContext<Item>) {
    self.context = context
  }

  mutating func addStage(_ name: String, width: Int, batch: Int = 1, joint: any JointGauge) -> StageMetrics {
    precondition(!stages.contains { $0.name == name }, "two stages are called \(name)")
    let metrics = StageMetrics(
      name: name, position: stages.count, width: width, batch: batch, joint: joint, clock: context.clock,
      factory: context.configuration.monitor.factory)
    stages.append(metrics)
    return metrics
  }

  mutating func addCrew(_ work: @escaping @Sendable () async throws -> Void) {
    crews.append(work)
  }
}

/// What the parts of one run share.
final class RunContext<Item: Sendable>: Sendable {
  let configuration: RunConfiguration
  let clock = RunClock()
  let ledger = Ledger<Item>()
  private let failureRoute: @Sendable (UInt64, Envelope<Item>, StageFailure) async throws -> Void
  /// Sent by ``stop(at:with:)``.
  let stopSignal = DrainSignal()
  private let stopError = Mutex<(any Error)?>(nil)
  private let stoppedThrough = Atomic(-1)
  private let thrownBySource = Mutex<(any Error)?>(nil)

  /// - Parameter failureRoute: brings a failed item, by its serial, to the acknowledger.
  init(
    configuration: RunConfiguration,
    failureRoute: @escaping @Sendable (UInt64, Envelope<Item>, StageFailure) async throws -> Void
  ) {
    self.configuration = configuration
    self.failureRoute = failureRoute
  }

  /// Moves an item to the failure route.
  func fail<Value>(_ parcel: Parcel<Item, Value>, at stage: String, with error: any Error) async throws {
    configuration.logger.debug(
      "item failed",
      metadata: parcel.origin.trace.merging([
        "stage": "\(stage)", "item": "\(parcel.origin.id)", "attempt": "\(parcel.origin.attempt)", "error": "\(error)",
      ]) { _, ours in ours })
    try await failureRoute(parcel.serial, parcel.origin, StageFailure(stage: stage, error: error))
  }

  /// Ends the run: the source is stopped, the stage at `position` and those before it drop what they receive (the run
  /// releases it), those after it finish what they have. Of several errors the run throws the first.
  func stop(at position: Int, with error: any Error) {
    stopError.withLock { first in
      if first == nil { first = error }
    }
    stoppedThrough.max(position, ordering: .relaxed)
    stopSignal.drain()
  }

  /// Whether the stage at `position` is to drop what it receives.
  func isStopped(at position: Int) -> Bool { position <= stoppedThrough.load(ordering: .relaxed) }

  /// Why the run ends before its source does, or with it.
  var endingError: (any Error)? { stopError.withLock { $0 } ?? sourceError }

  /// The error that ended the source. Thrown by the run once the items before it are acknowledged.
  var sourceError: (any Error)? {
    get { thrownBySource.withLock { $0 } }
    set { thrownBySource.withLock { $0 = newValue } }
  }
}

/// The items that the source has given and nobody has acknowledged.
final class Ledger<Item: Sendable>: Sendable {
  private let state = Mutex<(entries: [UInt64: Envelope<Item>], last: UInt64)>(([:], 0))

  /// Enters an item.
  ///
  /// - Returns: its serial number in the run, from 1.
  func enter(_ envelope: (UInt64) -> Envelope<Item>) -> Parcel<Item, Item> {
    state.withLock { state in
      state.last += 1
      let envelope = envelope(state.last)
      state.entries[state.last] = envelope
      return Parcel(serial: state.last, origin: envelope, value: envelope.value)
    }
  }

  func close(_ serials: some Sequence<UInt64>) {
    state.withLock { state in
      for serial in serials { state.entries[serial] = nil }
    }
  }

  /// In the order in which the source gave them.
  var open: [Envelope<Item>] {
    state.withLock { $0.entries }.sorted { $0.key < $1.key }.map(\.value)
  }
}

/// Where a crew hands on what it has made: the next stage's joint, or the acknowledgement's.
struct Outlet<Item: Sendable, Value: Sendable>: Sendable {
  let send: @Sendable (Parcel<Item, Value>) async throws -> Void
  let finish: @Sendable () -> Void

  init(_ joint: BoundedStream<Parcel<Item, Value>>) {
    send = { try await joint.send($0) }
    finish = { joint.finish() }
  }

  init(_ ends: BoundedStream<Ending<Item, Value>>) {
    send = { parcel in
      try await ends.send(
        Ending(serial: parcel.serial, envelope: parcel.origin, outcome: .success(parcel.value)))
    }
    finish = { ends.finish() }
  }
}

/// An item on its way to the acknowledger.
struct Ending<Item: Sendable, Output: Sendable>: Sendable {
  let serial: UInt64
  let envelope: Envelope<Item>
  let outcome: Result<Output, StageFailure>
}
