import TestSupport
import Testing

@testable import Pipeline

/// The stream's behaviour as a value: no thread, no task, waiters are numbers.
@Suite struct BoundedStreamStateTests {
  typealias State = BoundedStreamState<Int, Int, Int>

  @Test func buffersUpToItsCapacityAndThenMakesSendersWait() throws {
    var state = State(capacity: 2)
    #expect(state.send(10).isBuffered)
    #expect(state.send(11).isBuffered)
    let ticket = try #require(state.send(12).ticket)
    #expect(state.depth == 2)

    #expect(state.park(sender: 1, ticket: ticket, element: 12, isCancelled: false).isParked)
    #expect(state.depth == 2)
    #expect(state.waitingSenders == 1)
  }

  @Test func letsSendersInWhenHalfOfTheBufferIsFree() {
    var state = State(capacity: 4)
    for element in 1...4 { #expect(state.send(element).isBuffered) }
    for sender in 5...6 { state.waitToSend(sender) }

    #expect(state.receive().received == Received(1, admitted: []))
    #expect(state.receive().received == Received(2, admitted: [5, 6]))
    #expect(state.depth == 4)
    #expect((3...6).map { _ in state.receive().received?.element } == [3, 4, 5, 6])
  }

  @Test func aLateSenderDoesNotOvertakeAWaitingOne() {
    var state = State(capacity: 4)
    for element in 1...4 { #expect(state.send(element).isBuffered) }
    state.waitToSend(5)
    #expect(state.receive().received?.element == 1)
    #expect(state.send(6).ticket != nil)
  }

  @Test func handsOverToTheReceiverThatHasWaitedLongest() {
    var state = State(capacity: 1)
    state.waitToReceive(7)
    state.waitToReceive(8)
    #expect(state.send(1).handedOver == HandedOver(1, to: 7))
    #expect(state.send(2).handedOver == HandedOver(2, to: 8))
    #expect(state.send(3).isBuffered)
  }

  @Test func withoutABufferASenderWaitsForItsReceiver() {
    var state = State(capacity: 0)
    state.waitToSend(1)
    #expect(state.depth == 0)
    #expect(state.receive().received == Received(1, admitted: [1]))
    state.waitToReceive(9)
    #expect(state.send(2).handedOver == HandedOver(2, to: 9))
  }

  @Test func aCancelledSendersElementIsNotTaken() throws {
    var state = State(capacity: 1)
    #expect(state.send(1).isBuffered)
    let ticket = try #require(state.send(2).ticket)
    _ = state.park(sender: 2, ticket: ticket, element: 2, isCancelled: false)
    #expect(state.cancelSender(ticket) == 2)
    #expect(state.cancelSender(ticket) == nil)
    #expect(state.receive().received == Received(1, admitted: []))
    #expect(state.receive().isEmpty)
  }

  @Test func aCancelledReceiverTakesNothing() throws {
    var state = State(capacity: 1)
    let ticket = try #require(state.receive().ticket)
    _ = state.park(receiver: 3, ticket: ticket, isCancelled: false)
    #expect(state.cancelReceiver(ticket) == 3)
    #expect(state.cancelReceiver(ticket) == nil)
    #expect(state.send(1).isBuffered)
  }

  @Test func whoeverIsCancelledBeforeWaitingDoesNotWait() throws {
    var state = State(capacity: 0)
    let receiver = try #require(state.receive().ticket)
    guard case .cancelled = state.park(receiver: 1, ticket: receiver, isCancelled: true) else {
      Issue.record("a cancelled receiver waits")
      return
    }
    let sender = try #require(state.send(1).ticket)
    guard case .cancelled = state.park(sender: 1, ticket: sender, element: 1, isCancelled: true) else {
      Issue.record("a cancelled sender waits")
      return
    }
    #expect(state.waitingSenders == 0)
    #expect(state.waitingReceivers == 0)
  }

  @Test func finishesBehindWhatWasOffered() {
    var state = State(capacity: 1)
    #expect(state.send(1).isBuffered)
    state.waitToSend(2)
    #expect(state.finish().isEmpty)
    guard case .refused = state.send(3) else {
      Issue.record("a finished stream takes elements")
      return
    }
    #expect(state.receive().received == Received(1, admitted: [2]))
    #expect(state.receive().received == Received(2, admitted: []))
    #expect(state.receive().isFinished)
  }

  @Test func resumesWaitingReceiversWhenItFinishes() {
    var state = State(capacity: 1)
    state.waitToReceive(4)
    state.waitToReceive(5)
    #expect(state.finish() == [4, 5])
    #expect(state.finish().isEmpty)
  }

  @Test func failsAfterWhatWasOfferedAndStaysFailed() {
    var state = State(capacity: 1)
    #expect(state.send(1).isBuffered)
    _ = state.finish(throwing: Spoiled(number: 1))
    _ = state.finish(throwing: Spoiled(number: 2))
    #expect(state.receive().received?.element == 1)
    #expect(state.receive().failure == Spoiled(number: 1))
    #expect(state.receive().failure == Spoiled(number: 1))
  }

  /// Random operations on the stream and on a plain queue, side by side.
  @Test(arguments: [0, 1, 2, 3, 8], [UInt64(1), 2, 3, 4, 5])
  func behavesLikeAQueue(capacity: Int, seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var state = State(capacity: capacity)
    // All that was offered and not received, in order: buffered, or in the hands of a waiting sender.
    var queue: [Int] = []
    var sending: [Int: WaiterTicket] = [:]
    var receiving: [(receiver: Int, ticket: WaiterTicket)] = []
    var next = 0
    var finished = false

    for step in 0..<5000 {
      next += 1
      switch Int.random(in: 0..<100, using: &random) {
      case 0..<42:
        switch state.send(next) {
        case .refused: #expect(finished)
        case .handOver(let element, let receiver):
          #expect(element == next && receiver == receiving.removeFirst().receiver)
        case .buffered:
          #expect(receiving.isEmpty)
          queue.append(next)
        case .full(let ticket):
          #expect(!finished && receiving.isEmpty)
          #expect(state.park(sender: next, ticket: ticket, element: next, isCancelled: false).isParked)
          queue.append(next)
          sending[next] = ticket
        case .parked, .cancelled: Issue.record("a first attempt neither waits nor is cancelled")
        }
      case 42..<84:
        switch state.receive() {
        case .element(let element, let admitted):
          #expect(element == queue.removeFirst())
          for sender in admitted { #expect(sending.removeValue(forKey: sender) != nil) }
        case .empty(let ticket):
          #expect(queue.isEmpty && !finished)
          guard case .parked = state.park(receiver: next, ticket: ticket, isCancelled: false) else {
            Issue.record("nothing came, yet the receiver does not wait")
            return
          }
          receiving.append((next, ticket))
        case .finished: #expect(finished && queue.isEmpty)
        case .failed, .parked, .cancelled: Issue.record("nothing failed or was cancelled")
        }
      case 84..<91:
        guard let (sender, ticket) = sending.randomElement(using: &random) else { continue }
        #expect(state.cancelSender(ticket) == sender)
        sending[sender] = nil
        queue.removeAll { $0 == sender }
      case 91..<98:
        guard let index = receiving.indices.randomElement(using: &random) else { continue }
        let (receiver, ticket) = receiving.remove(at: index)
        #expect(state.cancelReceiver(ticket) == receiver)
      default:
        guard step > 4500 else { continue }
        #expect(state.finish() == (finished ? [] : receiving.map(\.receiver)))
        receiving = []
        finished = true
      }
      #expect(state.depth <= capacity)
      #expect(state.depth + state.waitingSenders == queue.count)
      #expect(state.waitingSenders == sending.count && state.waitingReceivers == receiving.count)
      #expect(sending.isEmpty || receiving.isEmpty, "a sender and a receiver wait for each other")
      #expect(sending.isEmpty || capacity == 0 || state.depth > 0, "senders wait before an empty buffer")
    }
    #expect(state.peakDepth <= capacity)
  }
}

@Suite struct RingTests {
  @Test(arguments: [UInt64(1), 2, 3])
  func behavesLikeAnArray(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var ring = Ring<Int>(minimumCapacity: 2)
    var array: [Int] = []
    for number in 0..<2000 {
      switch Int.random(in: 0..<5, using: &random) {
      case 0...2:
        ring.append(number)
        array.append(number)
      case 3: #expect(ring.popFirst() == (array.isEmpty ? nil : array.removeFirst()))
      default:
        let wanted = array.randomElement(using: &random) ?? -1
        #expect(ring.removeFirst { $0 == wanted } == array.firstIndex(of: wanted).map { array.remove(at: $0) })
      }
      #expect(ring.count == array.count)
    }
    #expect(ring.removeAll() == array)
    #expect(ring.isEmpty)
  }
}

// MARK: - Actions, comparable

struct Received: Equatable {
  let element: Int
  let admitted: [Int]

  init(_ element: Int, admitted: [Int]) {
    self.element = element
    self.admitted = admitted
  }
}

struct HandedOver: Equatable {
  let element: Int
  let receiver: Int

  init(_ element: Int, to receiver: Int) {
    self.element = element
    self.receiver = receiver
  }
}

extension BoundedStreamState<Int, Int, Int>.SendAction {
  var isBuffered: Bool { if case .buffered = self { true } else { false } }
  var isParked: Bool { if case .parked = self { true } else { false } }
  var ticket: WaiterTicket? { if case .full(let ticket) = self { ticket } else { nil } }
  var handedOver: HandedOver? {
    if case .handOver(let element, let receiver) = self { HandedOver(element, to: receiver) } else { nil }
  }
}

extension BoundedStreamState<Int, Int, Int>.ReceiveAction {
  var isEmpty: Bool { ticket != nil }
  var isFinished: Bool { if case .finished = self { true } else { false } }
  var ticket: WaiterTicket? { if case .empty(let ticket) = self { ticket } else { nil } }
  var failure: Spoiled? { if case .failed(let error) = self { error as? Spoiled } else { nil } }
  var received: Received? {
    if case .element(let element, let admitted) = self { Received(element, admitted: admitted) } else { nil }
  }
}

extension BoundedStreamState<Int, Int, Int> {
  /// A sender, called by the number it sends, finds no room and waits.
  mutating func waitToSend(_ sender: Int) {
    guard case .full(let ticket) = send(sender),
      case .parked = park(sender: sender, ticket: ticket, element: sender, isCancelled: false)
    else {
      Issue.record("sender \(sender) does not wait")
      return
    }
  }

  mutating func waitToReceive(_ receiver: Int) {
    guard case .empty(let ticket) = receive(),
      case .parked = park(receiver: receiver, ticket: ticket, isCancelled: false)
    else {
      Issue.record("receiver \(receiver) does not wait")
      return
    }
  }
}
