import Foundation
import TestSupport
import Testing

@testable import GoogleDrive

@Suite struct AuthorizationTests {
  @Test func asksForOneTokenHoweverManyCallsThereAre() async throws {
    let server = try await DriveServer()
    try await server.put(largeFile)
    try await server.withClient { client in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<20 { group.addTask { _ = try await client.file("large") } }
        try await group.waitForAll()
      }
    }
    let state = try await server.state()
    #expect(state["token"] == 1 && state["file"] == 20)
  }

  @Test func asksByAPersonsToken() async throws {
    let server = try await DriveServer()
    try await server.put(largeFile)
    let person = try server.credentials(server.authorizedUser)
    #expect(try await server.withClient(person) { try await $0.file("large").size } == 200_000)
  }

  /// In the middle of a listing, too: the page is asked for again.
  @Test func getsANewTokenWhenTheOldOneIsRefused() async throws {
    let server = try await DriveServer()
    try await server.put(
      threeFiles)
    try await server.setRules(#"[{"endpoint": "list", "skip": 1, "times": 1, "expire_tokens": true}]"#)
    var configuration = server.configuration()
    configuration.pageSize = 1
    try await server.withClient(nil, configuration) { client in
      var names: [String] = []
      var token: String?
      repeat {
        let page = try await client.children(of: "top", pageToken: token)
        names += page.files.map(\.id)
        token = page.nextPageToken
      } while token != nil
      #expect(names == ["a", "b", "c"])
    }
    let state = try await server.state()
    #expect(state["token"] == 2 && state["list"] == 4)
  }

  /// A token is not used to its last moment.
  @Test func getsANewTokenBeforeTheOldOneEnds() async throws {
    let server = try await DriveServer()
    try await server.put(largeFile)
    try await server.set(#"{"lifetime": 0}"#)
    try await server.setRules("[]")
    let found = try await server.withClient { client in try await code { try await client.file("large") } }
    #expect(found == .unauthorized)
    // One for the call, one after each refusal but the last.
    #expect(try await server.state()["token"] == 4)
  }

  @Test func triesAgainForATokenToo() async throws {
    let server = try await DriveServer()
    try await server.put(largeFile)
    try await server.setRules(
      #"[{"endpoint": "token", "status": 503, "times": 1}, {"endpoint": "token", "cut": true, "times": 1}]"#)
    _ = try await server.withClient { try await $0.file("large") }
    #expect(try await server.state()["token"] == 3)
    // An hour is longer than any call may take.
    try await server.setRules(#"[{"endpoint": "token", "status": 429, "retry_after": 3600}]"#)
    let found = try await server.withClient { client in try await code { try await client.file("large") } }
    #expect(found == .rateLimited)
    #expect(try await server.state()["token"] == 4)
  }

  @Test func saysThatAKeyWasRevoked() async throws {
    let server = try await DriveServer()
    try await server.set(#"{"revoke": true}"#)
    for file in [server.serviceAccountKey, server.authorizedUser] {
      let found = try await server.withClient(try server.credentials(file)) { client in
        try await code { try await client.file("large") }
      }
      #expect(found == .unauthorized)
    }
    #expect(try await server.state()["token"] == 2)
  }

  @Test(arguments: [-600, 7200])
  func saysThatTheClockIsOff(_ seconds: Int) async throws {
    let server = try await DriveServer()
    try await server.set(#"{"clock": \#(seconds)}"#)
    do {
      _ = try await server.withClient { try await $0.file("large") }
      Issue.record("not refused")
    } catch let error as DriveError {
      #expect(error.code == .clockOff)
      #expect(error.detail.contains(seconds < 0 ? "ahead of" : "behind"))
    }
    #expect(try await server.state()["token"] == 1)
  }

  @Test func isAPersonsAfterTheirConsent() async throws {
    let server = try await DriveServer()
    try await server.put(largeFile)
    let client = OAuthClient(id: "tests.apps.googleusercontent.com", secret: "a client's secret")
    let consent = try OAuthConsent(to: client, configuration: server.configuration())
    let items = try #require(URLComponents(string: consent.url)?.queryItems)
    func value(_ name: String) -> String { items.first { $0.name == name }?.value ?? "" }
    #expect(value("scope") == "https://www.googleapis.com/auth/drive.readonly")
    #expect(value("access_type") == "offline" && value("code_challenge_method") == "S256")
    try await server.set(
      """
      {"code": {"code": "4/a-code", "client_id": "\(value("client_id"))", "redirect_uri": "\(value("redirect_uri"))",
       "challenge": "\(value("code_challenge"))"}}
      """)
    let address = "\(consent.redirectURL)/?state=\(value("state"))&code=4%2Fa-code&scope=x"
    // Another consent's answer, a refusal, half an address.
    for wrong in [
      "\(consent.redirectURL)/?state=other&code=4%2Fa-code", "\(address)&error=access_denied", "4/a-code", "",
    ] {
      #expect(try await code { try await consent.credentials(from: wrong) } == .consentRefused)
    }
    let credentials = try await consent.credentials(from: " \(address)\n")
    #expect(try await server.withClient(credentials) { try await $0.file("large").size } == 200_000)
    // A code is good once.
    #expect(try await code { try await consent.credentials(from: address) } == .unauthorized)
  }

  /// RFC 7636, appendix B.
  @Test func challengesAsTheStandardShows() {
    #expect(
      OAuthConsent.challenge(of: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
        == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
  }
}
