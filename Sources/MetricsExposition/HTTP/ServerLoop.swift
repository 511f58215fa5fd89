import CSocketAccept
import Glibc

/// The thread's work: waits for all connections at once, and does what each conversation asks for.
struct ServerLoop {
  private struct Client {
    let socket: CInt
    var conversation: Conversation
    let since: Duration
  }

  /// Connections at most.
  private static let mostClients = 32

  private let socket: ListeningSocket
  private let line: AnswerLine
  private let limits: Conversation.Limits
  private let handler: HTTPServer.Handler
  private let start = ContinuousClock.now
  private var clients: [UInt64: Client] = [:]
  private var lastClient: UInt64 = 0
  /// While no descriptor is free, nobody is let in.
  private var closedUntil: Duration = .zero

  init(
    socket: ListeningSocket, line: AnswerLine, limits: Conversation.Limits, handler: @escaping HTTPServer.Handler
  ) {
    self.socket = socket
    self.line = line
    self.limits = limits
    self.handler = handler
  }

  private var now: Duration { start.duration(to: .now) }

  /// Until the line ends.
  mutating func run() {
    while true {
      let isOpen = now >= closedUntil
      let ids = clients.keys.sorted()
      var polled = [
        pollfd(fd: line.descriptor, events: Int16(POLLIN), revents: 0),
        pollfd(fd: isOpen ? socket.descriptor : -1, events: Int16(POLLIN), revents: 0),
      ]
      polled += ids.map { id in
        let conversation = clients[id]?.conversation
        let events = conversation?.wantsToRead == true ? POLLIN : conversation?.wantsToWrite == true ? POLLOUT : 0
        return pollfd(fd: clients[id]?.socket ?? -1, events: Int16(events), revents: 0)
      }
      poll(&polled, nfds_t(polled.count), timeout(isOpen: isOpen))
      guard let answers = line.take() else { break }
      for (id, response) in answers { act(on: id) { $0.answer(response, at: $1) } }
      for (id, polled) in zip(ids, polled[2...]) where polled.revents != 0 { serve(id, polled.revents) }
      if polled[1].revents != 0 { letIn() }
      for id in clients.keys.sorted() { act(on: id) { $0.look(at: $1) } }
    }
    for client in clients.values { close(client.socket) }
  }

  /// Milliseconds until the next phase of a conversation ends; −1 where there is none.
  private func timeout(isOpen: Bool) -> CInt {
    var ends = clients.values.map(\.conversation.end)
    if !isOpen { ends.append(closedUntil) }
    guard let next = ends.min() else { return -1 }
    return CInt(clamping: Int(max(.zero, next - now) / .milliseconds(1)) + 1)
  }

  private mutating func letIn() {
    while true {
      let descriptor = hotgigs_accept(socket.descriptor)
      guard descriptor >= 0 else {
        if errno == EINTR || errno == ECONNABORTED { continue }
        if errno != EAGAIN { closedUntil = now + .milliseconds(100) }
        return
      }
      if clients.count >= Self.mostClients, let slowest = clients.min(by: { $0.value.since < $1.value.since }) {
        close(slowest.value.socket)
        clients[slowest.key] = nil
      }
      lastClient += 1
      let now = now
      clients[lastClient] = Client(
        socket: descriptor, conversation: Conversation(at: now, limits: limits), since: now)
    }
  }

  private mutating func serve(_ id: UInt64, _ events: Int16) {
    guard let client = clients[id] else { return }
    if client.conversation.wantsToRead {
      receive(id, client.socket)
    } else if client.conversation.wantsToWrite {
      send(id, client.socket, client.conversation.outgoing)
    } else {
      // It is gone before its answer: an error is all that is told unasked.
      act(on: id) { conversation, _ in conversation.over() }
    }
  }

  private mutating func receive(_ id: UInt64, _ socket: CInt) {
    var buffer: [UInt8] = Array(repeating: 0, count: 4096)
    let count = recv(socket, &buffer, buffer.count, 0)
    if count > 0 {
      act(on: id) { $0.received(buffer[..<count], at: $1) }
    } else if count == 0 {
      act(on: id) { conversation, _ in conversation.receivedEnd() }
    } else if errno != EAGAIN && errno != EINTR {
      act(on: id) { conversation, _ in conversation.over() }
    }
  }

  private mutating func send(_ id: UInt64, _ socket: CInt, _ bytes: ArraySlice<UInt8>) {
    // Without a signal: a client that has gone is no reason to end the process.
    let count = bytes.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
    if count >= 0 {
      act(on: id) { $0.sent(count, at: $1) }
    } else if errno != EAGAIN && errno != EINTR {
      act(on: id) { conversation, _ in conversation.over() }
    }
  }

  /// Changes a conversation and does what it then asks for.
  private mutating func act(on id: UInt64, _ change: (inout Conversation, Duration) -> Conversation.Action) {
    guard var client = clients[id] else { return }
    let action = change(&client.conversation, now)
    clients[id] = client
    switch action {
    case .wait: break
    case .send: send(id, client.socket, client.conversation.outgoing)
    case .shutDown: shutdown(client.socket, CInt(SHUT_WR))
    case .close:
      close(client.socket)
      clients[id] = nil
    case .ask(let request):
      let (line, handler) = (line, handler)
      Task { line.send(await handler(request), to: id) }
    }
  }
}
