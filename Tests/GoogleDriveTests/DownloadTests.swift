import TestSupport
import Testing

@testable import GoogleDrive

@Suite struct DownloadTests {
  private func contents(_ id: String, of server: DriveServer, limit: Int = 1 << 20) async throws -> (
    file: DriveFile, bytes: [UInt8]
  ) {
    try await server.withClient { client in try await client.contents(of: try await client.file(id), limit: limit) }
  }

  private func server(_ rules: String, files: String = largeFile) async throws -> DriveServer {
    let server = try await DriveServer()
    try await server.put(files)
    try await server.setRules(rules)
    return server
  }

  /// What was there before a cut is not fetched again.
  @Test func goesOnWhereItWasCut() async throws {
    let server = try await server(
      #"[{"endpoint": "media", "cut_after": 6000000, "times": 3}]"#, files: #"[{"id": "large", "size": 20000000}]"#)
    let (file, bytes) = try await contents("large", of: server, limit: 20_000_000)
    #expect(bytes.count == 20_000_000 && file.md5Checksum != nil)
    let state = try await server.state()
    let starts = state.requests.compactMap { $0.range?.split(separator: "=").last?.dropLast() }.compactMap { Int($0) }
    #expect(starts.count == state["media"] - 1 && starts.count >= 3)
    // Each from a later byte than the one before; what was on the way at a cut is lost.
    #expect(zip([0] + starts, starts).allSatisfy { $0 < $1 })
    // And nothing but the rest was sent, as the server counts it, in pieces of 64 kB.
    let sent = ([0] + starts).enumerated().map { $0 < 3 ? min(6_000_000, 20_000_000 - $1) : 20_000_000 - $1 }
    let served = (state.served["large"] ?? 0) - sent.reduce(0, +)
    #expect((0...3 * 65536).contains(served))
  }

  /// However often it is cut, as long as it advances: more often than one call may fail.
  @Test func goesOnAsLongAsItAdvances() async throws {
    let server = try await server(#"[{"endpoint": "media", "cut_after": 10000, "times": 19}]"#)
    #expect(try await contents("large", of: server).bytes.count == 200_000)
  }

  @Test func endsWhereItDoesNotAdvance() async throws {
    let server = try await server(#"[{"endpoint": "media", "cut_after": 0}]"#)
    #expect(try await code { try await contents("large", of: server) } == .unavailable)
    #expect(try await server.state()["media"] == 4)
  }

  @Test(arguments: [(1, nil), (2, nil), (3, DriveError.Code.checksum)])
  func checksTheChecksum(_ damages: Int, code expected: DriveError.Code?) async throws {
    let server = try await server(#"[{"endpoint": "media", "flip": 1, "times": \#(damages)}]"#)
    #expect(try await code { try await contents("large", of: server) } == expected)
    #expect(try await server.state()["media"] == min(damages + 1, 3))
  }

  /// A file that changes between its listing and its end is fetched as it is now: cut in between, or seen by the checksum.
  @Test(arguments: [#""cut_after": 50000, "#, ""])
  func beginsAnewWhenTheFileChanges(_ cut: String) async throws {
    let server = try await server(
      #"[{"endpoint": "media", \#(cut)"times": 1, "put": {"id": "large", "text": "another version"}}]"#)
    let (file, bytes) = try await server.withClient { client in
      let listed = try await client.file("large")
      if cut.isEmpty { try await server.put(#"[{"id": "large", "size": 3000}]"#) }
      return try await client.contents(of: listed, limit: 1 << 20)
    }
    #expect(String(decoding: bytes, as: UTF8.self) == "another version")
    #expect(file.size == 15)
  }

  @Test func endsWhenTheFileNeverKeepsStill() async throws {
    let rules = (1...9).map { version in
      #"{"endpoint": "media", "times": 1, "cut_after": 1000, "put": {"id": "large", "size": \#(100_000 + version)}}"#
    }
    let server = try await server("[\(rules.joined(separator: ","))]")
    #expect(try await code { try await contents("large", of: server) } == .changing)
    #expect(try await server.state()["media"] == 3)
  }

  /// A server that heeds no ranges sends all again.
  @Test func takesAllAgainWhereRangesAreNotHeeded() async throws {
    let server = try await server(
      #"[{"endpoint": "media", "cut_after": 50000, "times": 1}, {"endpoint": "media", "garbage": "no range", "times": 1}]"#,
      files: #"[{"id": "large", "size": 200000}]"#)
    #expect(try await contents("large", of: server).bytes.count == 200_000)
  }

  @Test func exportsADocument() async throws {
    let server = try await server(
      #"[{"endpoint": "export", "cut_after": 300, "times": 2}]"#,
      files: #"[{"id": "letter", "mimeType": "application/vnd.google-apps.document", "text": "Dear Sirs"}]"#)
    let (file, bytes) = try await contents("letter", of: server)
    #expect(bytes.prefix(2) == [0x50, 0x4b])
    #expect(file.md5Checksum == nil && file.contentVersion.contains("@2026"))
    // Each time from the start: no two exports are alike.
    #expect(try await server.state().requests.allSatisfy { $0.range == nil })
    #expect(try await code { try await contents("letter", of: server, limit: 100) } == .tooLarge)
  }

  @Test func takesNoMoreThanIsTaken() async throws {
    let server = try await server("[]")
    #expect(try await code { try await contents("large", of: server, limit: 199_999) } == .tooLarge)
    #expect(try await server.state()["media"] == 0)
    #expect(try await contents("large", of: server, limit: 200_000).bytes.count == 200_000)
  }

  @Test(arguments: [
    #""mimeType": "application/vnd.google-apps.folder""#, #""mimeType": "application/vnd.google-apps.spreadsheet""#,
    #""text": "no", "capabilities": {"canDownload": false}"#,
  ])
  func asksForNoBytesWhereNoneAreToBeHad(_ fields: String) async throws {
    let server = try await server("[]", files: "[{\"id\": \"x\", \(fields)}]")
    #expect(try await code { try await contents("x", of: server) } == .notDownloadable)
    #expect(try await server.state().counts.keys.sorted() == ["file", "token"])
  }

  @Test func endsWithWhatTheSinkThrows() async throws {
    struct Full: Error {}
    final class FullSink: DownloadSink {
      func begin() {}
      func receive(_ piece: [UInt8]) throws { throw Full() }
    }
    let server = try await server("[]")
    try await server.withClient { client in
      let file = try await client.file("large")
      await #expect(throws: Full.self) { try await client.download(file, to: FullSink()) }
    }
    #expect(try await server.state()["media"] == 1)
  }

  /// 300 MB go through, and no more of them is held than is on the way: a server whose client does not read waits.
  @Test func holdsLittleOfALargeFile() async throws {
    actor SlowSink: DownloadSink {
      let server: DriveServer
      var count = 0
      var ahead = 0
      private var hasWaited = false

      init(_ server: DriveServer) { self.server = server }

      func begin() { count = 0 }

      func receive(_ piece: [UInt8]) async throws {
        count += piece.count
        guard !hasWaited, count > 1 << 20 else { return }
        hasWaited = true
        // Until the server sends no more.
        var (last, quiet) = (-1, 0)
        while quiet < 10 {
          let served = try await server.state().served["huge"] ?? 0
          quiet = served == last ? quiet + 1 : 0
          last = served
        }
        ahead = last - count
      }
    }
    let size = 300 << 20
    let server = try await server("[]", files: #"[{"id": "huge", "size": \#(size)}]"#)
    let sink = SlowSink(server)
    try await server.withClient { client in _ = try await client.download(try await client.file("huge"), to: sink) }
    #expect(await sink.count == size)
    #expect(await sink.ahead < 32 << 20)
  }
}
