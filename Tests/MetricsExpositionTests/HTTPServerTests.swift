import Foundation
import TestSupport
import Testing

@testable import MetricsExposition

@Suite struct HTTPServerTests {
  /// As much time as other tests of the process may hold the threads of its pool.
  private static let patient = Conversation.Limits(receiving: .seconds(600), answering: .seconds(600))

  private func server(limits: Conversation.Limits = patient) throws -> HTTPServer {
    try HTTPServer(address: "127.0.0.1", port: 0, limits: limits) { request in
      request.path == "/large"
        ? HTTPResponse(.ok, String(repeating: "x", count: 3_000_000)) : HTTPResponse(.ok, "at \(request.path)\n")
    }
  }

  @Test func answers() async throws {
    let server = try server()
    let answer = try await TCPClient(server.port).ask("GET /here?x HTTP/1.1\r\nHost: anybody\r\n\r\n")
    #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(answer.hasSuffix("\r\n\r\nat /here\n"))
    #expect(answer.contains("\r\nContent-Length: 9\r\n") && answer.contains("\r\nConnection: close\r\n"))
    server.stop()
  }

  @Test func answersInFullWhatFillsItsClientsWindow() async throws {
    let server = try server()
    let answer = try await TCPClient(server.port).ask("GET /large HTTP/1.1\r\n\r\n")
    #expect(answer.utf8.count > 3_000_000)
    server.stop()
  }

  @Test func goesOnAfterGarbage() async throws {
    let server = try server()
    #expect(try await TCPClient(server.port).ask("\u{16}\u{3}\u{1}garbage").hasPrefix("HTTP/1.1 400 "))
    #expect(try await TCPClient(server.port).ask("DELETE / HTTP/1.1\r\n\r\n").contains("\r\nAllow: GET\r\n"))
    let long = "GET / HTTP/1.1\r\n" + String(repeating: "A: b\r\n", count: 20_000)
    #expect(try await TCPClient(server.port).ask(long).hasPrefix("HTTP/1.1 431 "))
    // Gone before it was answered.
    for _ in 0..<20 { try TCPClient(server.port).send("GET /large HTTP/1.1\r\n\r\n") }
    #expect(try await TCPClient(server.port).ask("GET /x HTTP/1.1\r\n\r\n").hasSuffix("at /x\n"))
    server.stop()
  }

  @Test func tellsASlowClientAndLetsItGo() async throws {
    let server = try server(limits: Conversation.Limits(receiving: .milliseconds(50)))
    #expect(try await TCPClient(server.port).ask("GET / HT").hasPrefix("HTTP/1.1 408 "))
    server.stop()
  }

  @Test func manySilentClientsKeepNobodyOut() async throws {
    let server = try server()
    let silent = try (0..<100).map { _ in try TCPClient(server.port) }
    #expect(try await TCPClient(server.port).ask("GET /x HTTP/1.1\r\n\r\n").hasSuffix("at /x\n"))
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
    while (try? TCPClient(server.port)) != nil { sched_yield() }
  }
}
