import Dispatch

/// Threads for file calls that block (a read from a slow disk, an fsync): none of Swift's cooperative ones.
public struct FileQueue: Sendable {
  private let queue = DispatchQueue(label: "files", attributes: .concurrent)

  public init() {}

  /// Runs `body` on a thread of the queue's. As many run at once as callers wait: stages bound their number.
  public func run<Value: Sendable, Failure: Error>(
    _ body: @escaping @Sendable () throws(Failure) -> Value
  ) async throws(Failure) -> Value {
    let result: Result<Value, Failure> = await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: Result(catching: body)) }
    }
    return try result.get()
  }
}
