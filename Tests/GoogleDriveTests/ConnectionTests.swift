import TestSupport
import Testing

@testable import GoogleDrive

@Suite struct ConnectionTests {
  private func configuration(of server: DriveServer) -> DriveConfiguration {
    var configuration = server.configuration()
    configuration.trustedAuthorities = server.authority
    return configuration
  }

  @Test func speaksTLS() async throws {
    let server = try await DriveServer(isEncrypted: true)
    try await server.put(largeFile)
    let size = try await server.withClient(nil, configuration(of: server)) { client in
      try await client.contents(of: try await client.file("large"), limit: 1 << 20).bytes.count
    }
    #expect(size == 200_000)
    #expect(try await server.state().requests.allSatisfy { $0.agent == "hotgigs-intake" })
  }

  /// No request goes to a server that is not who it should be: no token, no key.
  @Test func refusesACertificateThatNobodyTrusts() async throws {
    let server = try await DriveServer(isEncrypted: true)
    let found = try await server.withClient { client in try await code { try await client.file("large") } }
    #expect(found == .untrusted)
    #expect(try await server.state().requests.isEmpty)
  }

  @Test func refusesACertificateForAnotherName() async throws {
    let server = try await DriveServer(isEncrypted: true)
    var configuration = configuration(of: server)
    configuration.tokenURL = "https://127.0.0.1:\(server.port)/token"
    let found = try await server.withClient(nil, configuration) { client in
      try await code { try await client.file("large") }
    }
    #expect(found == .untrusted)
    #expect(try await server.state().requests.isEmpty)
  }

  @Test func goesThroughAProxy() async throws {
    let server = try await DriveServer(isEncrypted: true)
    try await server.put(largeFile)
    try await server.set(#"{"proxy_password": "eve:p:ss"}"#)
    var configuration = configuration(of: server)
    configuration.proxyURL = "http://eve:p%3Ass@127.0.0.1:\(server.proxyPort)"
    #expect(try await server.withClient(nil, configuration) { try await $0.file("large").size } == 200_000)
    #expect(try await server.state()["connect"] >= 1)
    configuration.proxyURL = "http://127.0.0.1:\(server.proxyPort)"
    let found = try await server.withClient(nil, configuration) { client in
      try await code { try await client.file("large") }
    }
    #expect(found == .proxyRefused)
    // Not tried again: the password does not become right.
    #expect(try await server.state()["connect"] <= 4)
  }
}
