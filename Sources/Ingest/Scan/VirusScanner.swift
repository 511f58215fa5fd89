import Glibc
import Intake
import ResumeModel

/// A virus scanner that is asked about a document's bytes before anything opens them: clamd, over its socket.
///
/// Source: clamd(8), "COMMANDS", INSTREAM.
struct VirusScanner: Sendable {
  /// Where it listens.
  let socket: String
  /// How long one document's scan may take.
  let timeout: Duration

  private static let calls = FileQueue()
  private static let portion = 64 << 10

  /// Nil where `pipeline.yaml` asks for none.
  init?(_ settings: Settings.ScanSettings) {
    guard let socket = settings.clamd else { return nil }
    self.socket = socket
    timeout = settings.timeout
  }

  /// Has a document scanned.
  ///
  /// - Throws: `ExtractionError`: `infected`, with what was found; `limit_exceeded` where the scanner takes none as long.
  ///   ``ScannerUnavailable``: it said neither that it is clean nor that it is not.
  func scan(_ document: CInt) async throws {
    try check(try await answer(to: document))
  }

  private func answer(to document: CInt) async throws(ScannerUnavailable) -> String {
    try await Self.calls.run { () throws(ScannerUnavailable) in
      let connection = try connect()
      defer { close(connection) }
      do throws(SystemError) {
        try Array("zINSTREAM\0".utf8)[...].sent(to: connection)
        var portion = [UInt8](repeating: 0, count: Self.portion)
        var offset = 0
        while true {
          let count = pread(document, &portion, portion.count, offset)
          if count < 0 && errno == EINTR { continue }
          guard count >= 0 else { throw SystemError(errno) }
          // A portion of no bytes ends the document.
          let length = (0..<4).map { UInt8(truncatingIfNeeded: count >> (24 - 8 * $0)) }
          try (length + portion[..<count])[...].sent(to: connection)
          if count == 0 { break }
          offset += count
        }
      } catch {
        // It closes its end where a document is too long for it, and says so before.
        guard error.code == EPIPE || error.code == ECONNRESET else { throw unavailable("\(error)") }
      }
      return try reply(on: connection)
    }
  }

  private func connect() throws(ScannerUnavailable) -> CInt {
    var address = sockaddr_un()
    let path = Array(socket.utf8)
    guard path.count < MemoryLayout.size(ofValue: address.sun_path) else { throw unavailable("the path is too long") }
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
    let connection = Glibc.socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    guard connection >= 0 else { throw unavailable("\(SystemError(errno))") }
    var limit = timeval(tv_sec: Int(timeout.components.seconds), tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
      setsockopt(connection, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(connection, $0, size) }
    }
    guard result == 0 else {
      let error = SystemError(errno)
      close(connection)
      throw unavailable("\(error)")
    }
    return connection
  }

  /// One line, up to a byte of zero.
  private func reply(on connection: CInt) throws(ScannerUnavailable) -> String {
    var reply: [UInt8] = []
    var bytes = [UInt8](repeating: 0, count: 1024)
    while reply.count < 4096, !reply.contains(0) {
      let count = recv(connection, &bytes, bytes.count, 0)
      if count < 0 && errno == EINTR { continue }
      if count < 0 { throw unavailable(errno == EAGAIN ? "no answer in \(timeout)" : "\(SystemError(errno))") }
      if count == 0 { break }
      reply += bytes[..<count]
    }
    return String(decoding: reply.prefix { $0 != 0 && $0 != 0x0A }, as: UTF8.self)
  }

  /// - Parameter reply: `stream: OK`, `stream: NAME FOUND`, or `… ERROR`.
  private func check(_ reply: String) throws {
    if reply.hasSuffix(" OK") { return }
    if reply.hasSuffix(" FOUND") {
      let name = reply.dropLast(" FOUND".count).drop { $0 != " " }.dropFirst()
      throw ExtractionError(
        .infected,
        "the virus scanner found \(name) in it: its bytes are kept, and not opened unless asked for by its number")
    }
    if reply.contains("size limit exceeded") {
      throw ExtractionError(
        .limitExceeded, "too long for the virus scanner: raise StreamMaxLength in clamd.conf, then reprocess it")
    }
    throw unavailable(reply.isEmpty ? "it closed the connection without an answer" : reply)
  }

  private func unavailable(_ reason: String) -> ScannerUnavailable {
    ScannerUnavailable(description: "clamd at \(socket): \(reason)")
  }
}

/// The scanner gives no answer: no document is opened without one.
public struct ScannerUnavailable: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String
}

extension ArraySlice<UInt8> {
  /// Sends all of the bytes, past short writes; a closed other end is an error and no signal.
  fileprivate func sent(to socket: CInt) throws(SystemError) {
    var rest = self
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw SystemError(errno) }
      rest = rest.dropFirst(count)
    }
  }
}
