import Logging

/// An item and what travels with it from the source to its acknowledgement.
public struct Envelope<Value: Sendable>: Sendable, Identifiable {
  /// Names the item within its source: a row's key, or the item's number in this run, from 1.
  public let id: UInt64
  /// Which try this is, from 1.
  public let attempt: Int
  /// What log lines about this item carry: a run, a file, a lease.
  public let trace: Logger.Metadata
  public let value: Value

  public init(id: UInt64, attempt: Int = 1, trace: Logger.Metadata = [:], value: Value) {
    self.id = id
    self.attempt = attempt
    self.trace = trace
    self.value = value
  }

  /// The same envelope around another value.
  public func map<Other: Sendable, Failure: Error>(
    _ transform: (Value) throws(Failure) -> Other
  ) throws(Failure) -> Envelope<Other> {
    Envelope<Other>(id: id, attempt: attempt, trace: trace, value: try transform(value))
  }
}

extension Envelope: Equatable where Value: Equatable {}

/// What a joint holds: a stage's value, and the item it was made from, which the acknowledger gets back.
struct Parcel<Item: Sendable, Value: Sendable>: Sendable {
  /// The item's number in the run; unlike an envelope's id, no source can give it twice.
  let serial: UInt64
  let origin: Envelope<Item>
  let value: Value

  /// The stage's view of the item.
  var envelope: Envelope<Value> {
    Envelope(id: origin.id, attempt: origin.attempt, trace: origin.trace, value: value)
  }

  func carrying<Other: Sendable>(_ other: Other) -> Parcel<Item, Other> {
    Parcel<Item, Other>(serial: serial, origin: origin, value: other)
  }
}
