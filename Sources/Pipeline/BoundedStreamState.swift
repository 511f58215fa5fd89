/// Names a suspended sender or receiver, so that its cancellation can find it.
struct WaiterTicket: Hashable, Sendable {
  let number: UInt64
}

/// What a bounded stream does, without threads: each call changes the state and says what the caller has to do.
///
/// `Sender` and `Receiver` stand for whoever is suspended: continuations in ``BoundedStream``, numbers in a test.
///
/// Always true:
/// - at most `capacity` elements are buffered;
/// - a sender waits from when it finds the buffer full until the buffer is half empty, and a later sender behind it;
/// - a receiver waits only while the buffer is empty and no sender waits;
/// - elements leave in the order in which they were offered.
struct BoundedStreamState<Element, Sender, Receiver> {
  enum SendAction {
    /// The element is buffered; the sender goes on.
    case buffered
    /// Resume this receiver with the element; the sender goes on.
    case handOver(Element, to: Receiver)
    /// No room: ``park(sender:ticket:element:isCancelled:)`` with this ticket.
    case full(WaiterTicket)
    /// The sender waits until it is resumed.
    case parked
    /// The sender's task was cancelled before it could wait.
    case cancelled
    /// The stream has ended: the element was not taken.
    case refused
  }

  enum ReceiveAction {
    /// The receiver gets the element; resume the senders that were let in by that.
    case element(Element, admitted: [Sender])
    /// Nothing there: ``park(receiver:ticket:isCancelled:)`` with this ticket.
    case empty(WaiterTicket)
    case parked
    case cancelled
    /// The stream has ended and all elements are out.
    case finished
    case failed(any Error)
  }

  fileprivate enum Ending {
    case open
    case finished
    case failed(any Error)
  }

  fileprivate struct WaitingSender {
    let ticket: WaiterTicket
    let element: Element
    let sender: Sender
  }

  fileprivate struct WaitingReceiver {
    let ticket: WaiterTicket
    let receiver: Receiver
  }

  let capacity: Int
  /// The most elements that were ever buffered at once.
  private(set) var peakDepth = 0
  private var buffer: Ring<Element>
  private var senders = Ring<WaitingSender>()
  private var receivers = Ring<WaitingReceiver>()
  private var ending = Ending.open
  private var lastTicket: UInt64 = 0

  /// - Parameter capacity: elements buffered at most; 0 makes each sender wait for its receiver.
  init(capacity: Int) {
    precondition(capacity >= 0, "a stream's capacity is 0 or more")
    self.capacity = capacity
    buffer = Ring(minimumCapacity: min(capacity, 1024))
  }

  /// Elements buffered.
  var depth: Int { buffer.count }
  var waitingSenders: Int { senders.count }
  var waitingReceivers: Int { receivers.count }

  // MARK: Sending

  mutating func send(_ element: Element) -> SendAction {
    guard case .open = ending else { return .refused }
    if let waiting = receivers.popFirst() { return .handOver(element, to: waiting.receiver) }
    guard buffer.count < capacity, senders.isEmpty else { return .full(nextTicket()) }
    enqueue(element)
    return .buffered
  }

  /// Sends if there is room by now, else makes the sender wait.
  mutating func park(
    sender: Sender, ticket: WaiterTicket, element: Element, isCancelled: Bool
  ) -> SendAction {
    if isCancelled { return .cancelled }
    let action = send(element)
    guard case .full = action else { return action }
    senders.append(WaitingSender(ticket: ticket, element: element, sender: sender))
    return .parked
  }

  /// Gives up a waiting sender, and its element. Nil if it does not wait any more.
  mutating func cancelSender(_ ticket: WaiterTicket) -> Sender? {
    senders.removeFirst { $0.ticket == ticket }?.sender
  }

  // MARK: Receiving

  mutating func receive() -> ReceiveAction {
    if let element = buffer.popFirst() { return .element(element, admitted: admitSenders()) }
    // Only a stream without a buffer has senders waiting while nothing is buffered.
    if let waiting = senders.popFirst() { return .element(waiting.element, admitted: [waiting.sender]) }
    switch ending {
    case .open: return .empty(nextTicket())
    case .finished: return .finished
    case .failed(let error): return .failed(error)
    }
  }

  /// Receives if there is something by now, else makes the receiver wait.
  mutating func park(receiver: Receiver, ticket: WaiterTicket, isCancelled: Bool) -> ReceiveAction {
    if isCancelled { return .cancelled }
    let action = receive()
    guard case .empty = action else { return action }
    receivers.append(WaitingReceiver(ticket: ticket, receiver: receiver))
    return .parked
  }

  /// Gives up a waiting receiver. Nil if it does not wait any more.
  mutating func cancelReceiver(_ ticket: WaiterTicket) -> Receiver? {
    receivers.removeFirst { $0.ticket == ticket }?.receiver
  }

  // MARK: Ending

  /// Ends the stream behind what was offered so far, waiting senders' elements included. The first end counts.
  ///
  /// - Returns: receivers to resume with the end.
  mutating func finish(throwing error: (any Error)? = nil) -> [Receiver] {
    guard case .open = ending else { return [] }
    ending = error.map(Ending.failed) ?? .finished
    return receivers.removeAll().map(\.receiver)
  }

  /// Lets waiting senders in when half of the buffer is free, not at the first free place: where the receiver is the
  /// slower side, to wake a sender for each element would cost more than the element.
  private mutating func admitSenders() -> [Sender] {
    guard !senders.isEmpty, buffer.count <= capacity / 2 else { return [] }
    var admitted: [Sender] = []
    while buffer.count < capacity, let waiting = senders.popFirst() {
      enqueue(waiting.element)
      admitted.append(waiting.sender)
    }
    return admitted
  }

  private mutating func enqueue(_ element: Element) {
    buffer.append(element)
    peakDepth = max(peakDepth, buffer.count)
  }

  private mutating func nextTicket() -> WaiterTicket {
    lastTicket += 1
    return WaiterTicket(number: lastTicket)
  }
}

extension BoundedStreamState.SendAction: Sendable where Element: Sendable, Sender: Sendable, Receiver: Sendable {}
extension BoundedStreamState.ReceiveAction: Sendable where Element: Sendable, Sender: Sendable, Receiver: Sendable {}
extension BoundedStreamState.WaitingSender: Sendable where Element: Sendable, Sender: Sendable {}
extension BoundedStreamState.WaitingReceiver: Sendable where Receiver: Sendable {}
extension BoundedStreamState: Sendable where Element: Sendable, Sender: Sendable, Receiver: Sendable {}
