import Foundation
import Testing

@testable import MetricsExposition

@Suite struct HTTPServerTests {
  private func server(limits: Conversation.Limits = Conversation.Limits()) throws -> HTTPServer {
    try HTTPServer(address: "127.0.0.1", port: 0, limits: limits) { request in
      request.path == "/large"
        ? HTTPResponse(.ok, String(repeating: "x", count: 3_000_000)) : HTTPResponse(.ok, "at \(request.path)\n")
    }
  }

  @Test func answers() async throws {
    let server = try server()
    let answer = try await Client(server.port).ask("GET /here?x HTTP/1.1\r\nHost: anybody\r\n\r\n")
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(answer.hasSuffix("\r\n\r\nat /here\n"))
    #expect(answer.contains("\r\nContent-Length: 9\r\n") && answer.contains("\r\nConnection: close\r\n"))
    server.stop()
  }

  @Test func answersInFullWhatFillsItsClientsWindow() async throws {
    let server = try server()
    let answer = try await Client(server.port).ask("GET /large HTTP/1.1\r\n\r\n")
    #expect(answer.utf8.count > 3_000_000)
    server.stop()
  }

  @Test func goesOnAfterGarbage() async throws {
    let server = try server()
    #expect(try await Client(server.port).ask("\u{16}\u{3}\u{1}garbage").hasPrefix("HTTP/1.1 400 "))
    #expect(try await Client(server.port).ask("DELETE / HTTP/1.1\r\n\r\n").contains("\r\nAllow: GET\r\n"))
    let long = "GET / HTTP/1.1\r\n" + String(repeating: "A: b\r\n", count: 20_000)
    #expect(try await Client(server.port).ask(long).hasPrefix("HTTP/1.1 431 "))
    // Gone before it was answered.
    for _ in 0..<20 { try Client(server.port).send("GET /large HTTP/1.1\r\n\r\n") }
    #expect(try await Client(server.port).ask("GET /x HTTP/1.1\r\n\r\n").hasSuffix("at /x\n"))
    server.stop()
  }

  @Test func tellsASlowClientAndLetsItGo() async throws {
    let server = try server(limits: Conversation.Limits(receiving: .milliseconds(50)))
    #expect(try await Client(server.port).ask("GET / HT").hasPrefix("HTTP/1.1 408 "))
    server.stop()
  }

  @Test func manySilentClientsKeepNobodyOut() async throws {
    let server = try server()
    let silent = try (0..<100).map { _ in try Client(server.port) }
    #expect(try await Client(server.port).ask("GET /x HTTP/1.1\r\n\r\n").hasSuffix("at /x\n"))
    #expect(silent.count == 100)
    server.stop()
  }

  @Test func listensWhereItMayOnly() throws {
    let server = try server()
    #expect(throws: ListenFailure.self) {
      try HTTPServer(address: "127.0.0.1", port: server.port) { _ in HTTPResponse(.ok) }
    }
    #expect(throws: ListenFailure.self) { try HTTPServer(address: "nowhere", port: 0) { _ in HTTPResponse(.ok) } }
    server.stop()
    // Its port is free again, as soon as its thread has seen the end.
    while (try? Client(server.port)) != nil { sched_yield() }
  }
}

struct NotConnected: Error {}

/// A client.
final class Client: Sendable {
  private let socket: CInt

  init(_ port: Int) throws {
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

  func send(_ text: String) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, CInt(MSG_NOSIGNAL)) }
      // It may have been answered and let go in mid-sentence.
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }

  /// Sends, and reads to the end; on a thread of its own, for the answer needs those of the pool.
  func ask(_ text: String) async -> String {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: self.askNow(text)) }
    }
  }

  private func askNow(_ text: String) -> String {
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
