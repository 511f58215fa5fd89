import CReaderSocket
import FoundationEssentials
import Glibc

/// One end of the socket pair between a pool and a reader: frames of a 32-bit little-endian length and that many bytes.
/// A request's frame carries the document's descriptor with it (SCM_RIGHTS; a pipe could not pass one).
///
/// Every call blocks; none may run on Swift's cooperative pool.
public struct FrameChannel: ~Copyable, Sendable {
  /// Why an exchange ended.
  public enum Failure: Error, Hashable, Sendable {
    /// The other side closed the socket or died.
    case closed
    /// Nothing, or not all of it, came in time.
    case timedOut
    /// No frame of ours: its length or content is wrong.
    case malformed
    /// `errno` of the call that failed.
    case system(CInt)
  }

  /// A frame is never longer: a text of a million characters with all its boxes stays below it.
  static let maximumLength = 512 << 20

  private let socket: CInt

  /// Takes over the descriptor, and closes it at the end.
  public init(socket: CInt) {
    self.socket = socket
  }

  deinit {
    close(socket)
  }

  /// Two connected sockets, closed on exec.
  public static func socketPair() throws(Failure) -> (CInt, CInt) {
    var pair: [CInt] = [-1, -1]
    guard socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0, &pair) == 0 else {
      throw .system(errno)
    }
    return (pair[0], pair[1])
  }

  /// Makes whoever waits for a frame, on whichever thread, find the channel closed.
  public func stopReceiving() {
    shutdown(socket, CInt(SHUT_RD))
  }

  // MARK: Requests

  public func send(_ request: ReaderRequest, document: CInt) throws(Failure) {
    guard let body = try? JSONEncoder().encode(request) else { throw .malformed }
    let frame = Self.length(body.count) + body
    let sent = frame.withUnsafeBytes { reader_socket_send_descriptor(socket, $0.baseAddress, $0.count, document) }
    guard sent > 0 else { throw Self.failure(errno) }
    try write(frame[sent...])
  }

  /// The next request and its document's descriptor, which the caller closes; nil when the other side has closed.
  public func receiveRequest() throws(Failure) -> (request: ReaderRequest, document: CInt)? {
    var head = [UInt8](repeating: 0, count: 4)
    var document: CInt = -1
    let received = head.withUnsafeMutableBytes {
      reader_socket_receive_descriptor(socket, $0.baseAddress, $0.count, &document)
    }
    if received == 0 { return nil }
    guard received > 0 else { throw Self.failure(errno) }
    do {
      if received < 4 { head.replaceSubrange(received..., with: try read(4 - received, until: nil)) }
      let body = try read(Self.length(of: head[...]), until: nil)
      guard document >= 0, let request = try? JSONDecoder().decode(ReaderRequest.self, from: Data(body)) else {
        throw Failure.malformed
      }
      return (request, document)
    } catch {
      if document >= 0 { close(document) }
      throw error as? Failure ?? .malformed
    }
  }

  // MARK: Replies

  /// The header, and what a reply can hold beside it.
  private static let replyParts = 6

  /// Answers one request after another until the other side closes.
  ///
  /// - Parameter answer: what to reply; the document is closed after it.
  public func serve(_ answer: (ReaderRequest, _ document: CInt) -> ReaderReply) throws(Failure) {
    while let (request, document) = try receiveRequest() {
      // A pool that was killed can't end a process that hangs: SIGALRM does. (PR_SET_PDEATHSIG would end it when
      // the pool's spawning thread goes, not only when the process does.)
      alarm(UInt32(clamping: request.deadline + 5))
      let reply = answer(request, document)
      alarm(0)
      close(document)
      try send(reply)
    }
  }

  public func send(_ reply: ReaderReply) throws(Failure) {
    guard let header = try? JSONEncoder().encode(reply.header) else { throw .malformed }
    let parts = [Array(header), reply.resume, reply.text, reply.layout, reply.pictures, reply.page]
    var frame = Self.length(parts.reduce(4 * parts.count) { $0 + $1.count })
    for part in parts { frame += Self.length(part.count) }
    for part in parts { frame += part }
    try write(frame[...])
  }

  /// - Parameter deadline: the latest moment for the reply to be whole; nil waits for ever.
  public func receiveReply(until deadline: ContinuousClock.Instant?) throws(Failure) -> ReaderReply {
    let length = Self.length(of: try read(4, until: deadline)[...])
    let head = 4 * Self.replyParts
    guard length >= head else { throw .malformed }
    let frame = try read(length, until: deadline)
    var parts: [[UInt8]] = []
    var start = head
    for index in 0..<Self.replyParts {
      let end = start + Self.length(of: frame[(4 * index)..<(4 * index + 4)])
      guard start <= end, end <= frame.count else { throw .malformed }
      parts.append(Array(frame[start..<end]))
      start = end
    }
    guard let header = try? JSONDecoder().decode(ReaderReply.Header.self, from: Data(parts[0])) else {
      throw .malformed
    }
    return ReaderReply(
      header: header, resume: parts[1], text: parts[2], layout: parts[3], pictures: parts[4], page: parts[5])
  }

  // MARK: Bytes

  private static func length(_ count: Int) -> [UInt8] {
    withUnsafeBytes(of: UInt32(truncatingIfNeeded: count).littleEndian) { Array($0) }
  }

  private static func length(of bytes: ArraySlice<UInt8>) -> Int {
    bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  private static func failure(_ code: CInt) -> Failure {
    code == EPIPE || code == ECONNRESET ? .closed : .system(code)
  }

  private func write(_ bytes: ArraySlice<UInt8>) throws(Failure) {
    var rest = bytes
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
      if sent < 0 && errno == EINTR { continue }
      guard sent > 0 else { throw Self.failure(errno) }
      rest = rest.dropFirst(sent)
    }
  }

  private func read(_ count: Int, until deadline: ContinuousClock.Instant?) throws(Failure) -> [UInt8] {
    guard count <= Self.maximumLength else { throw .malformed }
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      if let deadline { try waitForBytes(until: deadline) }
      let received = bytes.withUnsafeMutableBytes { recv(socket, $0.baseAddress! + filled, count - filled, 0) }
      if received < 0 && errno == EINTR { continue }
      if received == 0 { throw .closed }
      guard received > 0 else { throw Self.failure(errno) }
      filled += received
    }
    return bytes
  }

  private func waitForBytes(until deadline: ContinuousClock.Instant) throws(Failure) {
    while true {
      let left = ContinuousClock.now.duration(to: deadline)
      guard left > .zero else { throw .timedOut }
      // Rounded up, so that a last millisecond does not spin.
      let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000 + 1
      var descriptor = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
      let ready = poll(&descriptor, 1, CInt(clamping: milliseconds))
      if ready > 0 { return }
      if ready < 0 && errno != EINTR { throw .system(errno) }
    }
  }
}
