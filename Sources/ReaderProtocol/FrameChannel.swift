import CReaderSocket
import FoundationEssentials
import Glibc
import ResumeModel

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

  /// Bytes of a frame at most, whatever it claims: neither side is to be filled by the other.
  public enum Limit {
    static let walls = 64 << 10
    /// A hundred pages of recognised words stay below it.
    public static let request = 64 << 20
    /// The part of a reply that is not the document's content.
    static let header = 1 << 20
    /// One page's recognised words.
    static let page = 4 << 20
    /// All of a reply: a text of a million characters with all its boxes stays below it.
    public static let reply = 256 << 20
  }

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

  // MARK: Walls

  /// Says what walls stand: the first frame from a reader, before it takes a document.
  public func announce(_ walls: Walls) throws(Failure) {
    guard let body = try? JSONEncoder().encode(walls) else { throw .malformed }
    try write(Self.length(body.count) + body)
  }

  /// What walls stand around the other side.
  ///
  /// - Parameter deadline: the latest moment for it to have said so.
  public func receiveWalls(until deadline: ContinuousClock.Instant) throws(Failure) -> Walls {
    let body = try read(length(until: deadline), atMost: Limit.walls, until: deadline)
    guard let walls = try? JSONDecoder().decode(Walls.self, from: Data(body)) else { throw .malformed }
    return walls
  }

  // MARK: Requests

  public func send(_ request: ReaderRequest, document: CInt) throws(Failure) {
    guard let body = try? JSONEncoder().encode(request), body.count <= Limit.request else { throw .malformed }
    let frame = Self.length(body.count) + body
    let sent = frame.withUnsafeBytes { reader_socket_send_descriptor(socket, $0.baseAddress, $0.count, document) }
    guard sent > 0 else { throw Self.failure(errno) }
    try write(Array(frame[sent...]))
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
      if received < 4 { head.replaceSubrange(received..., with: try read(4 - received, atMost: 4, until: nil)) }
      let body = try read(Self.length(of: head[...]), atMost: Limit.request, until: nil)
      guard document >= 0, let request = try? JSONDecoder().decode(ReaderRequest.self, from: Data(body)),
        request.isAnswerable
      else {
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

  /// Sends a reply, or where it is longer than the other side takes, that it is.
  public func send(_ reply: ReaderReply) throws(Failure) {
    guard let header = try? JSONEncoder().encode(reply.header) else { throw .malformed }
    let parts = [Array(header), reply.resume, reply.text, reply.layout, reply.pictures, reply.page]
    let length = parts.reduce(4 * parts.count) { $0 + $1.count }
    guard length <= Limit.reply, header.count <= Limit.header else {
      guard !reply.isContentless else { throw .malformed }
      let error = ExtractionError(
        .limitExceeded, "what was read of it takes \(length) bytes: more than a resume can need")
      return try send(ReaderReply(header: reply.header.failed(error)))
    }
    let head = Self.length(length) + parts.flatMap { Self.length($0.count) }
    guard length <= Self.portion else {
      try write(head)
      for part in parts { try write(part) }
      return
    }
    // In one piece: at each, the other side would wake and take this process's core.
    try write(head + parts.joined())
  }

  /// - Parameter deadline: the latest moment for the reply to be whole; nil waits for ever.
  public func receiveReply(until deadline: ContinuousClock.Instant?) throws(Failure) -> ReaderReply {
    let length = try length(until: deadline)
    let head = 4 * Self.replyParts
    guard (head...Limit.reply).contains(length) else { throw .malformed }
    let lengths = try read(head, atMost: head, until: deadline)
    var left = length - head
    var parts: [[UInt8]] = []
    for index in 0..<Self.replyParts {
      let part = Self.length(of: lengths[(4 * index)..<(4 * index + 4)])
      let limit = index == 0 ? Limit.header : index == Self.replyParts - 1 ? Limit.page : left
      parts.append(try read(part, atMost: min(left, limit), until: deadline))
      left -= part
    }
    guard left == 0, let header = try? JSONDecoder().decode(ReaderReply.Header.self, from: Data(parts[0])) else {
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

  private func write(_ bytes: [UInt8]) throws(Failure) {
    var written = 0
    while written < bytes.count {
      let sent = bytes.withUnsafeBytes {
        Glibc.send(socket, $0.baseAddress! + written, $0.count - written, CInt(MSG_NOSIGNAL))
      }
      if sent < 0 && errno == EINTR { continue }
      guard sent > 0 else { throw Self.failure(errno) }
      written += sent
    }
  }

  /// The length that the next frame claims.
  private func length(until deadline: ContinuousClock.Instant?) throws(Failure) -> Int {
    Self.length(of: try read(4, atMost: 4, until: deadline)[...])
  }

  /// So many bytes. Memory is taken as they come, and not because they were promised.
  private func read(
    _ count: Int, atMost limit: Int, until deadline: ContinuousClock.Instant?
  ) throws(Failure) -> [UInt8] {
    guard count <= limit else { throw .malformed }
    var bytes: [UInt8] = []
    while bytes.count < count {
      if let deadline { try waitForBytes(until: deadline) }
      let room = min(count - bytes.count, Self.portion)
      var received = 0
      let portion = [UInt8](unsafeUninitializedCapacity: room) { buffer, filled in
        received = recv(socket, buffer.baseAddress, room, 0)
        filled = max(received, 0)
      }
      if received < 0 && errno == EINTR { continue }
      if received == 0 { throw .closed }
      guard received > 0 else { throw Self.failure(errno) }
      if bytes.isEmpty && received == count { return portion }
      bytes += portion
    }
    return bytes
  }

  /// Bytes that are asked for at once: as many as a socket holds.
  private static let portion = 256 << 10

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
