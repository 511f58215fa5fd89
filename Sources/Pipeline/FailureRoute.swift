/// Why an item did not reach the end of the pipeline.
public struct StageFailure: Error, CustomStringConvertible {
  /// The name of the stage that failed.
  public let stage: String
  /// What the stage threw.
  public let error: any Error

  public init(stage: String, error: any Error) {
    self.stage = stage
    self.error = error
  }

  public var description: String { "\(stage): \(error)" }
}

/// An error that is no item's fault: the database is away, the disk is full.
///
/// Thrown by a stage it stops the run rather than fail the item. For errors that cannot conform, give
/// ``RunConfiguration/isEnvironmental`` a test of your own.
public protocol EnvironmentalError: Error {}

/// A run ended by its environment. Items that had not been acknowledged were released.
public struct RunStopped: Error, CustomStringConvertible {
  /// The name of the stage that met the error.
  public let stage: String
  public let error: any Error

  public var description: String { "stopped at \(stage): \(error)" }
}

/// A batch stage returned another number of outcomes than its batch had items: which outcome belongs to which item
/// can't be told, so the run stops.
public struct BatchOutcomeMismatch: Error, Equatable, CustomStringConvertible {
  public let stage: String
  public let items: Int
  public let outcomes: Int

  public var description: String { "\(stage): \(outcomes) outcomes for a batch of \(items)" }
}
