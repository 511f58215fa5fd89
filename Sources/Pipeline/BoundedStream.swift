import Synchronization

/// Sent to a stream that has ended; the element was not taken.
public struct BoundedStreamClosed: Error, Equatable {}

/// A box for one element, whatever its type.
private protocol Carrier: AnyObject, Sendable {}

private final class Carried<Element: Sendable>: Carrier {
  let element: Element

  init(_ element: Element) {
    self.element = element
  }
}

/// A joint between tasks that holds a bounded number of elements: whoever sends to a full one waits until there is
/// room, whoever receives from an empty one waits until there is something.
///
/// Any number of tasks send and receive. Each element goes to one receiver, in the order of sending. A task that is
/// cancelled while it waits stops waiting with `CancellationError`: a cancelled sender's element was not taken, a
/// cancelled receiver takes none, so that no element is lost on the way.
public final class BoundedStream<Element: Sendable>: Sendable {
  // Elements are boxed so that the state's type does not depend on theirs: the compiler specialises it once, here. With
  // the element's type in it, code in other modules ran it unspecialised, and half of its time went to metadata.
  private typealias State = BoundedStreamState<
    any Carrier, CheckedContinuation<Void, any Error>, CheckedContinuation<(any Carrier)?, any Error>
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
    let carrier = Carried(element)
    switch state.withLock({ $0.send(carrier) }) {
    case .buffered: return
    case .handOver(let carrier, to: let receiver): receiver.resume(returning: carrier)
    case .refused: throw BoundedStreamClosed()
    case .full(let ticket): try await waitToSend(carrier, ticket)
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
    case .element(let carrier, let admitted):
      for sender in admitted { sender.resume() }
      return unboxed(carrier)
    case .finished: return nil
    case .failed(let error): throw error
    case .empty(let ticket): return try await waitToReceive(ticket).map(unboxed)
    case .parked, .cancelled: preconditionFailure("only a receiver with a continuation can wait")
    }
  }

  /// What is there, at most `limit` elements, without waiting.
  public func takeAvailable(upTo limit: Int) -> [Element] {
    let (carriers, admitted) = state.withLock { state in
      var carriers: [any Carrier] = []
      var admitted: [CheckedContinuation<Void, any Error>] = []
      while carriers.count < limit, case .element(let carrier, let senders) = state.receive() {
        carriers.append(carrier)
        admitted += senders
      }
      return (carriers, admitted)
    }
    for sender in admitted { sender.resume() }
    return carriers.map(unboxed)
  }

  /// Ends the stream behind what has been sent, what waiting senders hold included. Receivers get the rest and then the
  /// end: nil, or the error. Ending twice changes nothing.
  public func finish(throwing error: (any Error)? = nil) {
    for receiver in state.withLock({ $0.finish(throwing: error) }) {
      if let error { receiver.resume(throwing: error) } else { receiver.resume(returning: nil) }
    }
  }

  private func unboxed(_ carrier: any Carrier) -> Element {
    // Only `send` puts carriers in, and it has this stream's element type.
    unsafeDowncast(carrier, to: Carried<Element>.self).element
  }

  // Whether the task is cancelled is asked inside the lock: the flag is set before the cancellation handler runs, so a
  // handler that came too early to find its waiter has left the flag to be seen.

  private func waitToSend(_ carrier: any Carrier, _ ticket: WaiterTicket) async throws {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let action = state.withLock {
          $0.park(sender: continuation, ticket: ticket, element: carrier, isCancelled: Task.isCancelled)
        }
        switch action {
        case .parked: break
        case .buffered: continuation.resume()
        case .handOver(let carrier, to: let receiver):
          receiver.resume(returning: carrier)
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

  private func waitToReceive(_ ticket: WaiterTicket) async throws -> (any Carrier)? {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let action = state.withLock {
          $0.park(receiver: continuation, ticket: ticket, isCancelled: Task.isCancelled)
        }
        switch action {
        case .parked: break
        case .element(let carrier, let admitted):
          for sender in admitted { sender.resume() }
          continuation.resume(returning: carrier)
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
