import Foundation

/// Nobody listens there.
public struct NotConnected: Error {}

/// A client of a server on this machine.
public final class TCPClient: Sendable {
  private let socket: CInt

  public init(_ port: Int) throws(NotConnected) {
    socket = Glibc.socket(AF_INET, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let socket = socket
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw NotConnected() }
  }

  deinit { close(socket) }

  public func send(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
      // It may have been answered and let go in mid-sentence.
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Sends, and reads to the end: on a thread of its own, for a server in this process needs those of the pool.
  public func ask(_ text: String) async -> String {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: self.askAndWait(text)) }
    }
  }

  /// The same, of a server in another process.
  public func askAndWait(_ text: String) -> String {
    send(text)
    var answer: [UInt8] = []
    var buffer: [UInt8] = Array(repeating: 0, count: 65536)
    while true {
      let count = recv(socket, &buffer, buffer.count, 0)
      guard count > 0 else { return String(decoding: answer, as: UTF8.self) }
      answer += buffer[..<count]
    }
  }
}
