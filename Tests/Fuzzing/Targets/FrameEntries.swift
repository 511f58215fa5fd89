import CReaderSocket
import Glibc
import ResumeModel

@testable import ReaderProtocol

/// Bytes that lie in a socket, its other end closed: what a process gets from one that was taken over, or died.
private enum Mailbox {
  /// Bytes that a socket holds without anybody reading them.
  static let capacity = 100_000

  /// - Parameter document: handed over with the first byte.
  static func holding(_ bytes: [UInt8], document: CInt = -1) -> FrameChannel? {
    guard let (ours, theirs) = try? FrameChannel.socketPair() else { return nil }
    defer { close(theirs) }
    let bytes = bytes.prefix(capacity)
    bytes.withUnsafeBytes { buffer in
      // Where it goes on, there are bytes, and so a base.
      var sent = 0
      if document >= 0, let base = buffer.baseAddress {
        sent = max(0, reader_socket_send_descriptor(theirs, base, min(3, buffer.count), document))
      }
      while sent < buffer.count {
        let count = send(theirs, buffer.baseAddress! + sent, buffer.count - sent, CInt(MSG_DONTWAIT | MSG_NOSIGNAL))
        guard count > 0 else { break }
        sent += count
      }
    }
    return FrameChannel(socket: ours)
  }

  static func frame(_ body: [UInt8]) -> [UInt8] { number(body.count) + body }

  static func number(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }

  static var soon: ContinuousClock.Instant { .now + .seconds(5) }
}

/// What a reader takes for a request.
struct RequestEntry: FuzzEntry {
  var seeds: [[UInt8]] {
    let bodies = [
      #"{"id":7,"parts":3,"maximumBytes":20000000,"deadline":15}"#,
      #"{"id":1,"parts":15,"password":"open sesame","maximumBytes":1,"deadline":9223372036854775807,"page":{"number":1,"#
        + #""milliseconds":9223372036854775807},"recognition":{"pages":["{}"],"whyPartly":"time was up"}}"#,
    ]
    return bodies.map { Mailbox.frame(Array($0.utf8)) } + [[255, 255, 255, 255], Mailbox.frame([])]
  }

  func check(_ bytes: [UInt8]) throws(BrokenPromise) {
    let file = open("/dev/null", O_RDONLY | O_CLOEXEC)
    defer { close(file) }
    for document in [file, -1] {
      guard let channel = Mailbox.holding(bytes, document: document) else { continue }
      while let (request, document) = try? channel.receiveRequest() {
        close(document)
        try BrokenPromise.unless(request.isAnswerable, "a request with a deadline of \(request.deadline) s")
        try Self.checkThatItPasses(request)
      }
    }
  }

  private static func checkThatItPasses(_ request: ReaderRequest) throws(BrokenPromise) {
    guard let sockets = try? FrameChannel.socketPair() else { return }
    let ours = FrameChannel(socket: sockets.0)
    let theirs = FrameChannel(socket: sockets.1)
    let file = open("/dev/null", O_RDONLY | O_CLOEXEC)
    defer { close(file) }
    do {
      try ours.send(request, document: file)
      let received = try theirs.receiveRequest()
      if let received { close(received.document) }
      try BrokenPromise.unless(received?.request == request, "a request that comes as another")
    } catch let error as BrokenPromise {
      throw error
    } catch {
      throw BrokenPromise(description: "a request that can't be sent: \(error)")
    }
  }
}

/// What a pool takes for a reply.
struct ReplyEntry: FuzzEntry {
  var seeds: [[UInt8]] {
    let header = Array(
      (#"{"id":7,"mediaType":"text/plain","textMicroseconds":1,"fieldMicroseconds":2,"residentBytes":3,"#
        + #""unrecognized":[1,2]}"#).utf8)
    let error = Array(
      (#"{"id":7,"error":{"code":"corrupt","detail":"x"},"textMicroseconds":0,"fieldMicroseconds":0,"residentBytes":0,"#
        + #""unrecognized":[]}"#).utf8)
    return [
      Self.frame([header, Array("{}".utf8), Array("Ada".utf8), [], [], [1, 2]]),
      Self.frame([error, [], [], [], [], []]),
      Self.frame([header, [], [], [], []]), [255, 255, 255, 255],
    ]
  }

  private static func frame(_ parts: [[UInt8]]) -> [UInt8] {
    Mailbox.frame(parts.flatMap { Mailbox.number($0.count) } + parts.flatMap { $0 })
  }

  func check(_ bytes: [UInt8]) throws(BrokenPromise) {
    guard let channel = Mailbox.holding(bytes) else { return }
    while let reply = try? channel.receiveReply(until: Mailbox.soon) {
      let held = [reply.resume, reply.text, reply.layout, reply.pictures, reply.page].reduce(0) { $0 + $1.count }
      try BrokenPromise.unless(held <= bytes.count, "a reply of \(held) bytes in \(bytes.count)")
      try Self.checkThatItPasses(reply)
    }
  }

  private static func checkThatItPasses(_ reply: ReaderReply) throws(BrokenPromise) {
    guard let sockets = try? FrameChannel.socketPair() else { return }
    let ours = FrameChannel(socket: sockets.0)
    let theirs = FrameChannel(socket: sockets.1)
    do {
      try theirs.send(reply)
      let received = try ours.receiveReply(until: Mailbox.soon)
      try BrokenPromise.unless(received == reply, "a reply that comes as another")
    } catch let error as BrokenPromise {
      throw error
    } catch {
      throw BrokenPromise(description: "a reply that can't be sent: \(error)")
    }
  }
}

/// What a pool takes for a reader's first words.
struct WallEntry: FuzzEntry {
  var seeds: [[UInt8]] {
    let body = #"{"standing":["files","privileges"],"missing":[{"wall":"system_calls","reason":"no"}],"landlock":7}"#
    return [Mailbox.frame(Array(body.utf8)), Mailbox.frame(Array("{}".utf8))]
  }

  func check(_ bytes: [UInt8]) throws(BrokenPromise) {
    guard let walls = try? Mailbox.holding(bytes)?.receiveWalls(until: Mailbox.soon) else { return }
    try BrokenPromise.unless(walls.whatIsMissing.utf8.count <= 4 * bytes.count + 64, "a long list of walls")
  }
}
