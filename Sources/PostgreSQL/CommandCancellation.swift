import Synchronization

/// Cancels the command that a connection is running, and no other: the next command starts only when the request is
/// through.
final class CommandCancellation: Sendable {
  private enum State {
    case idle
    case running
    /// The request is on its way; it is given up at the deadline.
    case requesting(deadline: ContinuousClock.Instant)
    case requested(deadline: ContinuousClock.Instant)
    /// The command has ended, the request is still on its way.
    case lingering(CheckedContinuation<Void, Never>)
  }

  /// How long the server may take to answer a cancel request before the connection counts as lost.
  private static let patience = Duration.seconds(5)

  private let request: CancelRequest?
  private let socket: Int32
  private let state = Mutex(State.idle)

  init(request: CancelRequest?, socket: Int32) {
    self.request = request
    self.socket = socket
  }

  /// A command starts.
  func begin() {
    state.withLock { $0 = .running }
  }

  /// When to stop waiting for the server; nil while nobody has cancelled.
  var deadline: ContinuousClock.Instant? {
    state.withLock { state in
      switch state {
      case .requesting(let deadline), .requested(let deadline): deadline
      default: nil
      }
    }
  }

  var isRequested: Bool { deadline != nil }

  /// Asks the server to cancel the running command.
  func cancel() {
    let isNew = state.withLock { state in
      guard case .running = state else { return false }
      state = .requesting(deadline: .now + Self.patience)
      return true
    }
    guard isNew else { return }
    DetachedThread.start {
      self.request?.send()
      self.requestSent()
    }
    SocketReactor.shared.interrupt(socket)
  }

  private func requestSent() {
    let waiting: CheckedContinuation<Void, Never>? = state.withLock { state in
      switch state {
      case .requesting(let deadline):
        state = .requested(deadline: deadline)
        return nil
      case .lingering(let continuation):
        state = .idle
        return continuation
      default:
        return nil
      }
    }
    waiting?.resume()
  }

  /// The command has ended. Waits for a cancel request on its way, so that it can't hit the next command.
  func end(isolation: isolated (any Actor)? = #isolation) async {
    let isOnItsWay = state.withLock { state in
      if case .requesting = state { return true }
      state = .idle
      return false
    }
    guard isOnItsWay else { return }
    await withCheckedContinuation { continuation in
      let isThrough = state.withLock { state in
        guard case .requesting = state else {
          state = .idle
          return true
        }
        state = .lingering(continuation)
        return false
      }
      if isThrough { continuation.resume() }
    }
  }
}
