import Dispatch
import Glibc

/// Ends work in order on SIGINT and SIGTERM: what is in hand goes back to the queue.
package enum Interruption {
  /// Runs `body`, and cancels it when the process is asked to stop.
  package static func cancelling<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) async throws
    -> Value
  {
    try await handling(body) { work in work.cancel() }
  }

  /// Runs `body`; when the process is asked to stop, asks it in turn to finish what it has begun, and cancels it where that
  /// takes longer than the grace.
  package static func finishing<Value: Sendable>(
    within grace: Duration, stop: @escaping @Sendable () -> Void, _ body: @escaping @Sendable () async throws -> Value
  ) async throws -> Value {
    try await handling(body) { work in
      stop()
      Task {
        try? await Task.sleep(for: grace)
        work.cancel()
      }
    }
  }

  private static func handling<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value,
    onSignal: @escaping @Sendable (Task<Value, any Error>) -> Void
  ) async throws -> Value {
    let work = Task { try await body() }
    let sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        // A second one ends it at once.
        signal(number, SIG_DFL)
        onSignal(work)
      }
      source.resume()
      return source
    }
    defer {
      for source in sources { source.cancel() }
      for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }
    return try await withTaskCancellationHandler {
      try await work.value
    } onCancel: {
      work.cancel()
    }
  }
}
