import TestSupport
import Testing

@testable import GoogleDrive

/// What goes wrong with calls, and how often they are made then.
@Suite struct FaultTests {
  @Test(arguments: [
    #"{"status": 503, "times": 3}"#, #"{"status": 500, "reason": "backendError", "times": 3}"#,
    #"{"status": 429, "reason": "rateLimitExceeded", "retry_after": 0, "times": 3}"#,
    #"{"status": 403, "reason": "userRateLimitExceeded", "times": 3}"#,
    #"{"status": 403, "reason": "rateLimitExceeded", "times": 3}"#, #"{"cut": true, "times": 3}"#,
    #"{"status": 401, "reason": "authError", "times": 3}"#, #"{"cut_after": 0.5, "times": 3}"#,
    #"{"status": 502, "garbage": "<html>no JSON</html>", "times": 3}"#,
  ])
  func whatPassesIsTriedAgain(_ rule: String) async throws {
    let server = try await DriveServer()
    try await server.put(largeFile)
    try await server.setRules("[\(rule.dropLast()), \"endpoint\": \"list\"}]")
    let names = try await server.withClient { try await $0.children(of: "top").files.map(\.name) }
    #expect(names == ["large.txt"])
    #expect(try await server.state()["list"] == 4)
  }

  @Test(arguments: [
    (#"{"status": 503}"#, "drive_unavailable", 4), (#"{"status": 429}"#, "drive_rate_limited", 4),
    (#"{"cut": true}"#, "drive_unavailable", 4), (#"{"cut_after": 0.5}"#, "drive_unavailable", 4),
    // An hour is longer than any call may take.
    (#"{"status": 429, "retry_after": 3600}"#, "drive_rate_limited", 1),
    (#"{"status": 403, "reason": "insufficientFilePermissions"}"#, "drive_not_shared", 1),
    (#"{"status": 404, "reason": "notFound"}"#, "drive_not_found", 1),
    (#"{"status": 401, "reason": "authError"}"#, "drive_unauthorized", 4),
    (#"{"garbage": "{}"}"#, "drive_bad_answer", 1), (#"{"garbage": "<html>"}"#, "drive_bad_answer", 1),
    (#"{"redirect": "http://127.0.0.1:1/elsewhere"}"#, "drive_bad_answer", 1),
  ])
  func whatDoesNotPassIsTold(_ rule: String, code expected: String, requests: Int) async throws {
    let server = try await DriveServer()
    try await server.put(largeFile)
    try await server.setRules("[\(rule.dropLast()), \"endpoint\": \"file\"}]")
    let found = try await server.withClient { client in try await code { try await client.file("large") } }
    #expect(found?.rawValue == expected)
    #expect(try await server.state()["file"] == requests)
  }

  @Test func givesUpOnASilentServer() async throws {
    let server = try await DriveServer()
    try await server.put(largeFile)
    var configuration = server.configuration()
    configuration.idleTimeout = .milliseconds(300)
    configuration.retries.tries = 2
    try await server.setRules(#"[{"endpoint": "file", "delay": 5, "times": 1}]"#)
    try await server.withClient(nil, configuration) { client in _ = try await client.file("large") }
    #expect(try await server.state()["file"] == 2)
  }

  @Test func isUnavailableWhereNobodyListens() async throws {
    let server = try await DriveServer()
    var configuration = server.configuration()
    configuration.apiURL = "http://127.0.0.1:1"
    let found = try await server.withClient(nil, configuration) { client in
      try await code { try await client.file("x") }
    }
    #expect(found == .unavailable)
  }

  /// Cancelled in mid-wait, a call ends at once.
  @Test func endsWhenItIsCancelled() async throws {
    let server = try await DriveServer()
    try await server.setRules(#"[{"endpoint": "file", "status": 503, "retry_after": 100}]"#)
    try await server.withClient { client in
      let task = Task { try await client.file("x") }
      while try await server.state()["file"] == 0 {}
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
    }
  }

  @Test(arguments: ["", ".", ".."])
  func asksForNothingWithoutAnID(_ id: String) async throws {
    let server = try await DriveServer()
    let found = try await server.withClient { client in try await code { try await client.file(id) } }
    #expect(found == .notFound)
    #expect(try await server.state().requests.isEmpty)
  }

  @Test func tellsAnOldPageTokenAndAnOldPlaceInTheFeed() async throws {
    let server = try await DriveServer()
    try await server.put(
      threeFiles)
    var configuration = server.configuration()
    configuration.pageSize = 1
    try await server.withClient(nil, configuration) { client in
      let page = try await client.children(of: "top")
      let start = try await client.startPageToken()
      try await server.set(#"{"expire_pages": true, "oldest_token": 5000}"#)
      #expect(
        try await code { try await client.children(of: "top", pageToken: page.nextPageToken) } == .pageTokenExpired)
      #expect(try await code { try await client.changes(since: start) } == .pageTokenExpired)
    }
  }
}
