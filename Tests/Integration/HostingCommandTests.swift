import Foundation
import Glibc
import TestSupport
import Testing

/// A database that `DATABASE_URL` names, of which much can be wrong: each time one line says what, and what to do.
@Suite struct HostingCommandTests {
  private let hotgigs: Installation

  init() throws { hotgigs = try Installation() }

  private func run(_ arguments: String..., at url: String, _ more: [String: String] = [:]) throws -> Installation.Result
  {
    try hotgigs.run(arguments, environment: ["DATABASE_URL": url].merging(more) { $1 })
  }

  private func expect(
    _ result: Installation.Result, _ status: Int32, _ texts: String...,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(result.status == status, "\(result.errors)", sourceLocation: sourceLocation)
    #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)", sourceLocation: sourceLocation)
    for text in texts {
      #expect(result.errors.contains(text), "\(result.errors)", sourceLocation: sourceLocation)
    }
    #expect(!result.errors.contains("secret"), sourceLocation: sourceLocation)
  }

  /// Of a hosted database: TLS, passwords, an owner that is no superuser, and a stranger.
  private func hosted() async throws -> (server: NetworkServer, address: (_ user: String, _ host: String) -> String) {
    let server = try await NetworkServer(
      settings: ["ssl = on", "ssl_cert_file = 'server.crt'", "ssl_key_file = 'server.key'"],
      access: ["hostssl all all all scram-sha-256"], prepare: TestCertificates.script(host: "db.example.com"))
    try await Shell.runAside("cp data/ca.crt . && chmod 644 ca.crt && chmod 755 .", in: server.directory)
    for command in [
      "CREATE ROLE owner LOGIN CREATEROLE PASSWORD 'secret'", "CREATE ROLE stranger LOGIN PASSWORD 'secret'",
      "CREATE DATABASE hosted OWNER owner",
    ] { try await server.sql(command) }
    let rest = "\(server.port)/hosted?hostaddr=127.0.0.1&sslrootcert=\(server.directory)/ca.crt"
    return (server, { user, host in "postgresql://\(user):secret@\(host):\(rest)" })
  }

  @Test func statusTellsTheWayAndWhatIsMissing() async throws {
    let (server, address) = try await hosted()
    let url = address("owner", "db.example.com")
    let keys = ["SUPABASE_URL": "https://x.supabase.co", "SUPABASE_SERVICE_ROLE_KEY": "verysecretkey"]
    let empty = try run("db", "status", at: url, keys)
    expect(empty, 78, "run hotgigs db migrate")
    #expect(empty.output.contains("db.example.com port \(server.port), TLSv1."), "\(empty.output)")
    #expect(empty.output.contains("certificate and host name verified"))
    #expect(empty.output.contains("role: owner: may create roles"))
    #expect(empty.output.contains("not used: SUPABASE_SERVICE_ROLE_KEY, SUPABASE_URL"))
    #expect(!empty.output.contains("secret"))

    #expect(try run("db", "migrate", at: url).status == 0)
    let report = try run("db", "status", "--json", at: url)
    #expect(report.status == 0, "\(report.errors)")
    let object = try #require(try report.rows().first)
    #expect(object["host"] as? String == "remote" && object["tls_mode"] as? String == "verify-full")
    #expect((object["route"] as? [String: Any])?["verification"] as? String == "full")
    #expect((object["role"] as? [String: Any])?["acts_as_owner"] as? Bool == true)
    #expect(object["pooling"] as? String == "none" && object["named_by"] as? String == "DATABASE_URL")
    #expect(object["schema_version"] as? Int == object["latest_schema_version"] as? Int)
    #expect(try run("status", at: url).status == 0)

    let weak = try run("db", "status", at: url + "&sslmode=require")
    #expect(weak.output.contains("warning: sslmode=require"), "\(weak.output)")
    let stranger = try run("db", "status", at: address("stranger", "db.example.com"))
    expect(stranger, 78, "the role that owns the tables, owner")
    #expect(stranger.output.contains("GRANT hotgigs_app, hotgigs_worker TO \"stranger\""))
    expect(try run("status", at: address("stranger", "db.example.com")), 77, "the role that owns the tables")
  }

  @Test func wrongAddressesAreToldApart() async throws {
    let (server, address) = try await hosted()
    let url = address("owner", "db.example.com")
    for arguments in [["db", "status"], ["db", "migrate"], ["status"], ["ingest", Fixtures.resumes]] {
      func run(_ url: String) throws -> Installation.Result {
        try hotgigs.run(arguments, environment: ["DATABASE_URL": url])
      }
      expect(try run(address("owner", "other.example.com")), 78, "does not match host name", "as its certificate does")
      expect(try run(url.replacingOccurrences(of: ":secret@", with: ":wrongsecret@")), 77, "check user and password")
    }
    expect(
      try run("status", at: url.components(separatedBy: "&")[0]), 78, "certificate verify failed", "?sslrootcert=FILE")
    expect(try run("status", at: "postgresql://u:secret@nowhere.invalid/x"), 69, "could not translate host name")
    expect(try run("status", at: "postgresql://u:secret@localhost:1/x"), 69, "Connection refused")
    expect(try run("status", at: "postgresql://u:a@secret@localhost/x"), 78, "%40 for @")
    expect(try run("status", at: "mysql://u:secret@localhost/x"), 78, "postgresql://")
    expect(try run("status", at: url.replacingOccurrences(of: "/hosted", with: "/absent")), 78, "create it")
    // Nothing half done.
    #expect(try await server.sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", in: "hosted") == "0")
  }

  @Test func aPoolerIsWorkedThroughAndNotMigratedThrough() async throws {
    let server = try await NetworkServer()
    try await server.sql("CREATE ROLE owner LOGIN CREATEROLE")
    try await server.sql("CREATE DATABASE hosted OWNER owner")
    let pooler = try await TransactionPooler.start(
      in: server.directory + "/pooler", before: server.directory, port: server.port, users: ["owner"])
    defer { pooler.stop() }
    let direct = "postgresql://owner@[::1]:\(server.port)/hosted"
    let pooled =
      "postgresql://owner@%2F\(pooler.directory.dropFirst().replacingOccurrences(of: "/", with: "%2F")):6432/hosted"
    expect(try run("db", "migrate", at: pooled), 78, "transaction pooler", "the server's own address")
    #expect(try await server.sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", in: "hosted") == "0")
    expect(
      try run("db", "status", at: pooled), 78, "run hotgigs db migrate, with a DATABASE_URL that leads to the server")
    #expect(try run("db", "migrate", at: direct).status == 0)
    let status = try run("db", "status", at: pooled)
    #expect(status.status == 0 && status.output.contains("through a transaction pooler"), "\(status.output)")

    let people = try TemporaryFolder.people(20)
    let ingested = try run("ingest", people.path, at: pooled)
    #expect(ingested.status == 0, "\(ingested.errors)")
    _ = try run("ingest", Fixtures.hard, at: pooled)
    let worker = try run("worker", "--until-empty", at: pooled)
    #expect(worker.status == 0, "\(worker.errors)")
    #expect(try await server.sql("SELECT count(*) FROM candidates WHERE email LIKE 'person%'", in: "hosted") == "20")
    // What a session had listened to would be left behind on the pooler's.
    #expect(
      try await server.sql("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'", in: "hosted") == "0")
  }

  @Test func aRoleThatCanNotStepDownIsToldHow() async throws {
    let server = try await NetworkServer()
    for command in ["CREATE ROLE owner LOGIN", "CREATE DATABASE hosted OWNER owner"] { try await server.sql(command) }
    let url = "postgresql://owner@127.0.0.1:\(server.port)/hosted"
    expect(try run("db", "status", at: url), 78, "ALTER ROLE \"owner\" CREATEROLE")
    // What that would be for, an administrator may do instead.
    for role in ["hotgigs_app", "hotgigs_worker"] { try await server.sql("CREATE ROLE \(role) NOLOGIN NOINHERIT") }
    expect(
      try run("db", "status", at: url), 78, "the right to step down: GRANT hotgigs_app, hotgigs_worker TO \"owner\"")
    try await server.sql("GRANT hotgigs_app, hotgigs_worker TO owner")
    expect(try run("db", "status", at: url), 78, "run hotgigs db migrate")
    #expect(try run("db", "migrate", at: url).status == 0)
    #expect(try run("status", at: url).status == 0)
    try await server.sql("REVOKE hotgigs_app, hotgigs_worker FROM owner")
    expect(try run("status", at: url), 77, "GRANT hotgigs_app, hotgigs_worker TO")
    let status = try run("db", "status", at: url)
    expect(status, 78, "the right to step down: GRANT hotgigs_app, hotgigs_worker TO \"owner\"")
    try await server.sql("ALTER ROLE owner RENAME TO \"Owner of all\"")
    #expect(
      try run("db", "status", at: url.replacingOccurrences(of: "owner@", with: "Owner%20of%20all@")).errors
        .contains("TO \"Owner of all\""))
  }

  /// It says so at login, before any statement.
  @Test func aServerThatIsTooOldIsRefused() throws {
    let server = try OldServer(version: "14.9")
    let url = "postgresql://u:secret@127.0.0.1:\(server.port)/x?sslmode=disable"
    // The port is not looked at again: without this it would be closed from here on, and waited for.
    try withExtendedLifetime(server) {
      for arguments in [["status"], ["db", "migrate"], ["db", "status"]] {
        let result = try hotgigs.run(arguments, environment: ["DATABASE_URL": url])
        expect(
          result, 78, arguments == ["db", "status"] ? "PostgreSQL 15 or newer" : "PostgreSQL 14.9, which is too old")
      }
    }
  }
}

/// Speaks PostgreSQL's protocol as far as the login, and says that it is of some version.
///
/// Source: PostgreSQL documentation, "Message Formats".
private final class OldServer: Sendable {
  let port: Int
  private let descriptor: CInt

  init(version: String) throws {
    let socket = try LoopbackSocket()
    (port, descriptor) = (socket.port, socket.descriptor)
    try #require(listen(descriptor, 8) == 0)
    let descriptor = descriptor
    Thread.detachNewThread {
      while true {
        let client = accept(descriptor, nil, nil)
        guard client >= 0 else { return }
        Self.welcome(client, version)
      }
    }
  }

  deinit {
    shutdown(descriptor, CInt(SHUT_RDWR))
    close(descriptor)
  }

  private static func welcome(_ client: CInt, _ version: String) {
    var request = [UInt8](repeating: 0, count: 4096)
    _ = read(client, &request, request.count)
    var answer = message("R", [0, 0, 0, 0])
    for (name, value) in [("server_version", version), ("DateStyle", "ISO, MDY"), ("client_encoding", "UTF8")] {
      answer += message("S", Array(name.utf8) + [0] + Array(value.utf8) + [0])
    }
    answer += message("K", [0, 0, 0, 1, 0, 0, 0, 1]) + message("Z", Array("I".utf8))
    _ = write(client, answer, answer.count)
    // Until the client says goodbye.
    while read(client, &request, request.count) > 0 {}
    close(client)
  }

  private static func message(_ type: Character, _ body: [UInt8]) -> [UInt8] {
    let length = UInt32(body.count + 4).bigEndian
    return [type.asciiValue ?? 0] + withUnsafeBytes(of: length) { Array($0) } + body
  }
}
