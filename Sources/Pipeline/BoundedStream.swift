import Synchronization

/// Sent to a stream that has ended; the element was not taken.
public struct BoundedStreamClosed: Error, Equatable {}

/// A joint between tasks that holds a bounded number of elements: whoever sends to a full one waits until there is
/// room, whoever receives from an empty one waits until there is something.
///
/// Any number of tasks send and receive. Each element goes to one receiver, in the order of sending. A task that is
/// cancelled while it waits stops waiting with `CancellationError`: a cancelled sender's element was not taken, a
/// cancelled receiver takes none, so that no element is lost on the way.
public final class BoundedStream<Element: Sendable>: Sendable {
  private typealias State = BoundedStreamState<
    Element, CheckedContinuation<Void, any Error>, CheckedContinuation<Element?, any Error>
  >

  private let state: Mutex<State>
  /// Elements held at most.
  public let capacity: Int

  /// - Parameter capacity: elements held at most, 0 or more; with 0 each sender waits for its receiver.
  public init(capacity: Int) {
    self.capacity = capacity
    state = Mutex(State(capacity: capacity))
  }

  /// Elements held now.
  public var depth: Int { state.withLock { $0.depth } }
  /// The most elements that were held at once.
  public var peakDepth: Int { state.withLock { $0.peakDepth } }
  /// Senders that wait for room.
  public var waitingSenders: Int { state.withLock { $0.waitingSenders } }

  /// Hands an element over, waiting for room.
  ///
  /// - Throws: `CancellationError`, or ``BoundedStreamClosed`` after ``finish(throwing:)``; the element was not taken.
  public func send(_ element: Element) async throws {
    try Task.checkCancellation()
    switch state.withLock({ $0.send(element) }) {
    case .buffered: return
    case .handOver(let element, to: let receiver): receiver.resume(returning: element)
    case .refused: throw BoundedStreamClosed()
    case .full(let ticket): try await waitToSend(element, ticket)
    case .parked, .cancelled: preconditionFailure("only a sender with a continuation can wait")
    }
  }

  /// The next element, waiting for one.
  ///
  /// - Returns: nil when the stream has finished and all is received.
  /// - Throws: `CancellationError`, or the error the stream was finished with, once all is received.
  public func next() async throws -> Element? {
    try Task.checkCancellation()
    switch state.withLock({ $0.receive() }) {
    case .element(let element, let admitted):
      admitted?.resume()
      return element
    case .finished: return nil
    case .failed(let error): throw error
    case .empty(let ticket): return try await waitToReceive(ticket)
    case .parked, .cancelled: preconditionFailure("only a receiver with a continuation can wait")
    }
  }

  /// What is there, at most `limit` elements, without waiting.
  public func takeAvailable(upTo limit: Int) -> [Element] {
    let (elements, admitted) = state.withLock { state in
      var elements: [Element] = []
      var admitted: [CheckedContinuation<Void, any Error>] = []
      while elements.count < limit, case .element(let element, let sender) = state.receive() {
        elements.append(element)
        if let sender { admitted.append(sender) }
      }
      return (elements, admitted)
    }
    for sender in admitted { sender.resume() }
    return elements
  }

  /// Ends the stream behind what has been sent, what waiting senders hold included. Receivers get the rest and then the
  /// end: nil, or the error. Ending twice changes nothing.
  public func finish(throwing error: (any Error)? = nil) {
    for receiver in state.withLock({ $0.finish(throwing: error) }) {
      if let error { receiver.resume(throwing: error) } else { receiver.resume(returning: nil) }
    }
  }

  // Whether the task is cancelled is asked inside the lock: the flag is set before the cancellation handler runs, so a
  // handler that came too early to find its waiter has left the flag to be seen.

  private func waitToSend(_ element: Element, _ ticket: WaiterTicket) async throws {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let action = state.withLock {
          $0.park(sender: continuation, ticket: ticket, element: element, isCancelled: Task.isCancelled)
        }
        switch action {
        case .parked: break
        case .buffered: continuation.resume()
        case .handOver(let element, to: let receiver):
          receiver.resume(returning: element)
          continuation.resume()
        case .cancelled: continuation.resume(throwing: CancellationError())
        case .refused: continuation.resume(throwing: BoundedStreamClosed())
        case .full: preconditionFailure("a sender with a continuation waits")
        }
      }
    } onCancel: {
      state.withLock { $0.cancelSender(ticket) }?.resume(throwing: CancellationError())
    }
  }

  private func waitToReceive(_ ticket: WaiterTicket) async throws -> Element? {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let action = state.withLock {
          $0.park(receiver: continuation, ticket: ticket, isCancelled: Task.isCancelled)
        }
        switch action {
        case .parked: break
        case .element(let element, let admitted):
          admitted?.resume()
          continuation.resume(returning: element)
        case .finished: continuation.resume(returning: nil)
        case .failed(let error): continuation.resume(throwing: error)
        case .cancelled: continuation.resume(throwing: CancellationError())
        case .empty: preconditionFailure("a receiver with a continuation waits")
        }
      }
    } onCancel: {
      state.withLock { $0.cancelReceiver(ticket) }?.resume(throwing: CancellationError())
    }
  }
}

extension BoundedStream: AsyncSequence {
  /// Several iterators share the stream's elements among them.
  public struct AsyncIterator: AsyncIteratorProtocol {
    let stream: BoundedStream

    public func next() async throws -> Element? { try await stream.next() }
  }

  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(stream: self) }
}
