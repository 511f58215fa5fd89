import Dispatch
import Glibc
import ResumeModel
import Testing

@testable import ReaderProtocol

/// What a reader that was taken over may send: neither its claims nor its bytes fill who listens.
@Suite struct FrameChannelTests {
  @Test func passesARequestWithItsDocumentAndTheReply() throws {
    let sockets = try FrameChannel.socketPair()
    let ours = FrameChannel(socket: sockets.0)
    let theirs = FrameChannel(socket: sockets.1)
    let file = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC)
    defer { close(file) }
    var request = ReaderRequest(id: 7, parts: [.resume, .text], password: "open sesame")
    request.recognition = Recognition(pages: [String(repeating: "x", count: 100_000)])
    try ours.send(request, document: file)
    let received = try #require(try theirs.receiveRequest())
    #expect(received.request == request)
    close(received.document)
    let reply = ReaderReply(
      header: .init(id: 7, mediaType: "text/plain"), resume: Array("{}".utf8), text: Array("Ada".utf8), page: [1, 2])
    try theirs.send(reply)
    #expect(try ours.receiveReply(until: Self.soon) == reply)
  }

  @Test func whatComesInPiecesIsWhole() throws {
    let (ours, theirs) = try FrameChannel.socketPair()
    let reply = ReaderReply(header: .init(id: 1), text: [UInt8](repeating: 65, count: 3_000_000))
    let sending = FrameChannel(socket: theirs)
    DispatchQueue.global().async { try? sending.send(reply) }
    #expect(try FrameChannel(socket: ours).receiveReply(until: Self.soon) == reply)
  }

  @Test(
    arguments: [
      // Longer than a reply may be; a part longer than what is left; more than the parts; a header without end; no JSON.
      [0xFF, 0xFF, 0xFF, 0xFF], frame(lengths: [2, 900, 0, 0, 0, 0], total: 100),
      frame(lengths: [2, 0, 0, 0, 0, 0], total: 90),
      frame(lengths: [2 << 20, 0, 0, 0, 0, 0], total: 3 << 20), frame(lengths: [2, 0, 0, 0, 0, 0], total: 26),
      frame(lengths: [0, 0, 0, 0, 0, 5 << 20], total: 6 << 20), [3, 0, 0, 0, 1, 2, 3],
    ] as [[UInt8]])
  func aReplyThatContradictsItselfIsRefused(_ bytes: [UInt8]) throws {
    let (ours, theirs) = try FrameChannel.socketPair()
    defer { close(theirs) }
    let all = bytes + Array("{}".utf8)
    #expect(send(theirs, all, all.count, 0) == all.count)
    #expect(throws: FrameChannel.Failure.malformed) {
      _ = try FrameChannel(socket: ours).receiveReply(until: Self.soon).header
    }
  }

  @Test func memoryIsTakenForWhatCameAndNotForWhatWasClaimed() async {
    await #expect(processExitsWith: .success) {
      let (ours, theirs) = try FrameChannel.socketPair()
      let claimed = Self.frame(lengths: [2, 200 << 20, 0, 0, 0, 0], total: 26 + 200 << 20) + Array("{}ten bytes".utf8)
      precondition(send(theirs, claimed, claimed.count, 0) == claimed.count)
      close(theirs)
      // Of what the process has, and a little more.
      var pages = [CChar](repeating: 0, count: 64)
      let statistics = open("/proc/self/statm", O_RDONLY)
      read(statistics, &pages, pages.count - 1)
      let inUse = rlim_t(strtoul(pages, nil, 10)) * 4096
      var limit = rlimit(rlim_cur: inUse + 32 << 20, rlim_max: .max)
      setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
      do throws(FrameChannel.Failure) {
        _ = try FrameChannel(socket: ours).receiveReply(until: Self.soon)
        exit(1)
      } catch {
        exit(error == .closed ? 0 : 2)
      }
    }
  }

  @Test func aReplyTooLongToBeTakenSaysSo() throws {
    let sockets = try FrameChannel.socketPair()
    let ours = FrameChannel(socket: sockets.0)
    let theirs = FrameChannel(socket: sockets.1)
    let long = ReaderReply(
      header: .init(id: 3, mediaType: "application/pdf"),
      layout: [UInt8](repeating: 32, count: FrameChannel.Limit.reply))
    try theirs.send(long)
    let reply = try ours.receiveReply(until: Self.soon)
    #expect(reply.header.error?.code == .limitExceeded)
    #expect(reply.header.id == 3 && reply.isContentless)
  }

  @Test(arguments: [
    ReaderRequest(id: 1, deadline: .max), ReaderRequest(id: 1, deadline: -1), ReaderRequest(id: 1, maximumBytes: -1),
    ReaderRequest(id: 1, page: PageToRecognize(number: 0, milliseconds: 1)),
    ReaderRequest(id: 1, page: PageToRecognize(number: 1, milliseconds: .max)),
  ])
  func aRequestThatNobodyCanCountWithIsRefused(_ request: ReaderRequest) throws {
    let sockets = try FrameChannel.socketPair()
    let file = open("/dev/null", O_RDONLY | O_CLOEXEC)
    defer { close(file) }
    try FrameChannel(socket: sockets.0).send(request, document: file)
    #expect(throws: FrameChannel.Failure.malformed) {
      try FrameChannel(socket: sockets.1).serve { _, _ in Self.nothing }
    }
  }

  private static let nothing = ReaderReply(header: .init(id: 0))

  @Test func aRequestTooLongIsNotSent() throws {
    let sockets = try FrameChannel.socketPair()
    defer { close(sockets.1) }
    let ours = FrameChannel(socket: sockets.0)
    var request = ReaderRequest(id: 1)
    request.recognition = Recognition(pages: [String(repeating: "x", count: FrameChannel.Limit.request)])
    #expect(throws: FrameChannel.Failure.malformed) { try ours.send(request, document: 0) }
  }

  private static var soon: ContinuousClock.Instant { .now + .seconds(60) }

  private static func frame(lengths: [Int], total: Int) -> [UInt8] {
    ([total] + lengths).flatMap { length in (0..<4).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } }
  }
}
