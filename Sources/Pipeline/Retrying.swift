/// How long to wait before each new try: twice as long each time, with full jitter, so that many workers that lost the
/// same database do not come back to it in step.
///
/// Source: Brooker 2015, "Exponential Backoff And Jitter", AWS Architecture Blog.
public struct Backoff: Sendable, Hashable {
  /// The longest wait before the first retry.
  public var initial: Duration
  /// The longest wait of all.
  public var limit: Duration
  /// How many retries there are; nil for as many as it takes.
  public var retries: Int?

  public init(initial: Duration = .milliseconds(100), limit: Duration = .seconds(10), retries: Int? = nil) {
    self.initial = initial
    self.limit = limit
    self.retries = retries
  }

  /// The wait before retry `number`, from 1: evenly spread between zero and the longest wait at that number.
  /// Nil when there are no more retries.
  public func delay(beforeRetry number: Int, using random: inout some RandomNumberGenerator) -> Duration? {
    if let retries, number > retries { return nil }
    // Past 2^30 the limit is reached whatever the initial wait.
    let longest = min(limit, initial * (1 << min(number - 1, 30)))
    return longest * Double.random(in: 0...1, using: &random)
  }
}

/// A try that failed and is about to be repeated.
public struct Retry: Sendable {
  /// From 1.
  public let number: Int
  /// The wait that comes now.
  public let delay: Duration
  /// What the try threw.
  public let error: any Error
}

/// When and how a stage is tried again.
struct Retrying: Sendable {
  let backoff: Backoff
  let clock: any Clock<Duration>
  let isTransient: @Sendable (any Error) -> Bool
  let onRetry: @Sendable (Retry) -> Void

  /// Waits before retry `number`.
  ///
  /// - Returns: false if there is to be no retry: the error is not transient, or it was the last retry.
  /// - Throws: `CancellationError`.
  func wait(beforeRetry number: Int, after error: any Error) async throws -> Bool {
    var random = SystemRandomNumberGenerator()
    guard isTransient(error), let delay = backoff.delay(beforeRetry: number, using: &random) else { return false }
    onRetry(Retry(number: number, delay: delay, error: error))
    try await clock.sleep(for: delay)
    return true
  }
}

/// A stage that is tried again while the environment is at fault.
public struct RetryingStage<Base: Stage>: Stage {
  let base: Base
  let retrying: Retrying

  public func process(_ input: Base.Input) async throws -> Base.Output {
    var retry = 1
    while true {
      do {
        return try await base.process(input)
      } catch {
        guard try await retrying.wait(beforeRetry: retry, after: error) else { throw error }
        retry += 1
      }
    }
  }
}

/// A batch stage whose items are tried again while the environment is at fault: all of them if the batch threw, else
/// those that failed so.
public struct RetryingBatchStage<Base: BatchStage>: BatchStage {
  let base: Base
  let retrying: Retrying

  public func process(_ batch: [Envelope<Base.Input>]) async throws -> [Result<Base.Output, any Error>] {
    var outcomes: [Result<Base.Output, any Error>?] = Array(repeating: nil, count: batch.count)
    var open = Array(batch.indices)
    var retry = 1
    while true {
      let fault: any Error
      do {
        let results = try await base.process(open.map { batch[$0] })
        // Not one per item: the run has to see that and stop.
        guard results.count == open.count else { return results }
        for (index, result) in zip(open, results) { outcomes[index] = result }
        open = open.filter { index in
          if case .failure(let error) = outcomes[index] { retrying.isTransient(error) } else { false }
        }
        guard let first = open.first, case .failure(let error) = outcomes[first] else { break }
        fault = error
      } catch {
        for index in open { outcomes[index] = .failure(error) }
        fault = error
      }
      guard try await retrying.wait(beforeRetry: retry, after: fault) else { break }
      retry += 1
    }
    return outcomes.compactMap(\.self)
  }
}

extension Stage {
  /// Tries again after each transient error, with waits between the tries; the last error is thrown.
  ///
  /// - Parameters:
  ///   - clock: measures the waits.
  ///   - onRetry: is told before each wait, to say so to a person.
  ///   - isTransient: which errors pass by themselves. Never an item's own: the same bytes fail the same way.
  public func retrying(
    _ backoff: Backoff = Backoff(), clock: any Clock<Duration> = ContinuousClock(),
    onRetry: @escaping @Sendable (Retry) -> Void = { _ in },
    when isTransient: @escaping @Sendable (any Error) -> Bool = { $0 is any EnvironmentalError }
  ) -> RetryingStage<Self> {
    RetryingStage(
      base: self, retrying: Retrying(backoff: backoff, clock: clock, isTransient: isTransient, onRetry: onRetry))
  }
}

extension BatchStage {
  /// Tries again after each transient error, with waits between the tries. Parameters as for ``Stage``.
  public func retrying(
    _ backoff: Backoff = Backoff(), clock: any Clock<Duration> = ContinuousClock(),
    onRetry: @escaping @Sendable (Retry) -> Void = { _ in },
    when isTransient: @escaping @Sendable (any Error) -> Bool = { $0 is any EnvironmentalError }
  ) -> RetryingBatchStage<Self> {
    RetryingBatchStage(
      base: self, retrying: Retrying(backoff: backoff, clock: clock, isTransient: isTransient, onRetry: onRetry))
  }
}
