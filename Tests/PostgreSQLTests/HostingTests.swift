import Foundation
import TestSupport
import Testing

@testable import PostgreSQL

/// A server that is not local by its name, with TLS by an authority that nobody knows.
@Suite struct TLSTests {
  private static let host = "db.example.com"
  private static let server = Task {
    try await NetworkServer(
      settings: ["ssl = on", "ssl_cert_file = 'server.crt'", "ssl_key_file = 'server.key'"],
      prepare: TestCertificates.script(host: host))
  }

  private func authority() async throws -> String { try await Self.server.value.directory + "/ca.crt" }

  /// The authority's certificate stands where everybody may read it.
  private func address(_ host: String = host, _ rest: String = "") async throws -> ConnectionConfiguration {
    let server = try await Self.server.value
    try await Shell.runAside("cp data/ca.crt . && chmod 644 ca.crt && chmod 755 .", in: server.directory)
    return try ConnectionConfiguration(
      url: "postgresql://postgres@\(host):\(server.port)/postgres?hostaddr=127.0.0.1\(rest)")
  }

  @Test func aKnownAuthorityAndTheRightNameAreTrusted() async throws {
    let configuration = try await address(Self.host, "&sslrootcert=\(authority())")
    #expect(configuration.hostKind == .remote)
    try await Connection.withConnection(to: configuration) { connection in
      #expect(connection.route.verification == .full)
      #expect(connection.route.tlsVersion?.hasPrefix("TLSv1.") == true)
      #expect(connection.route.host == Self.host && connection.route.address == "127.0.0.1")
      let sql = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
      let isEncrypted = try await connection.query(sql).only().bool(0)
      #expect(isEncrypted)
    }
  }

  @Test(arguments: [
    (host, "", "certificate verify failed", "sslrootcert=FILE"),
    ("other.example.com", "&sslrootcert=CA", "does not match host name", "as its certificate does"),
    (host, "&sslrootcert=/nonexistent/ca.crt", "does not exist", "mend sslrootcert"),
    ("localhost", "&sslmode=verify-full", "certificate verify failed", "sslrootcert=FILE"),
  ])
  func anybodyElseIsNot(_ host: String, _ rest: String, _ message: String, _ hint: String) async throws {
    let configuration = try await address(host, rest.replacingOccurrences(of: "CA", with: authority()))
    let error = await #expect(throws: PostgreSQLError.self) { try await Connection.connect(configuration) }
    #expect(error?.kind == .untrustedServer)
    #expect(error?.isConnectionProblem == false)
    #expect(error?.message.contains(message) == true, "\(String(describing: error))")
    #expect(error?.hint?.contains(hint) == true, "\(String(describing: error?.hint))")
  }

  @Test(arguments: [
    ("&sslmode=require", ConnectionRoute.Verification.none, true), ("&sslmode=disable", .none, false),
    ("&sslmode=verify-ca&sslrootcert=CA", .authority, true), ("&sslmode=require&sslrootcert=CA", .authority, true),
  ])
  func weakerModesAreTakenAtTheirWord(
    _ rest: String, _ verification: ConnectionRoute.Verification, _ isEncrypted: Bool
  ) async throws {
    let configuration = try await address(
      "other.example.com", rest.replacingOccurrences(of: "CA", with: authority()))
    try await Connection.withConnection(to: configuration) { connection in
      #expect(connection.route.verification == verification)
      #expect((connection.route.tlsVersion != nil) == isEncrypted)
    }
  }

  @Test func aRemoteServerWithoutTLSIsRefused() async throws {
    let server = try await NetworkServer()
    let address = "host=db.example.com hostaddr=127.0.0.1 port=\(server.port) user=postgres"
    let configuration = try ConnectionConfiguration(url: address)
    let error = await #expect(throws: PostgreSQLError.self) { try await Connection.connect(configuration) }
    #expect(error?.kind == .untrustedServer)
    #expect(error?.hint?.contains("sslmode=disable") == true, "\(String(describing: error))")
    try await Connection.withConnection(to: try ConnectionConfiguration(url: address + " sslmode=disable")) {
      #expect($0.route.tlsVersion == nil)
    }
  }
}

@Suite struct SeveralHostsTests {
  @Test func theFirstThatAnswersAndTakesWritesIsUsed() async throws {
    let server = try await NetworkServer()
    let standby = try await NetworkServer(settings: ["default_transaction_read_only = on"])
    let silent = try SilentListener()
    let hosts = "127.0.0.1:1,127.0.0.1:\(silent.port),[::1]:\(standby.port),[::1]:\(server.port)"
    var configuration = try ConnectionConfiguration(url: "postgresql://postgres@\(hosts)/postgres")
    configuration.connectTimeout = .seconds(2)
    #expect(configuration.hostKind == .local)
    try await Connection.withConnection(to: configuration) { connection in
      #expect(connection.route.port == server.port && connection.route.address == "::1")
      try await connection.query("CREATE TABLE written (a int)")
    }
    // Only standbys: somebody is at work on it, waiting helps.
    try await server.stop()
    let error = await #expect(throws: PostgreSQLError.self) { try await Connection.connect(configuration) }
    #expect(error?.isConnectionProblem == true)
    #expect(error?.message.contains("session is read-only") == true, "\(String(describing: error))")
    _ = consume silent
  }
}

/// A pooler keeps what a session holds from its client.
@Suite struct PoolingTests {
  private func pooler() async throws -> (server: NetworkServer, ConnectionConfiguration) {
    let server = try await NetworkServer()
    let pooler = try await TransactionPooler.start(
      in: server.directory + "/pooler", before: server.directory, port: server.port, users: ["postgres"])
    return (
      server, try ConnectionConfiguration(url: "host=\(pooler.directory) port=6432 user=postgres dbname=postgres")
    )
  }

  @Test func isSeenAndMigratingThroughItRefused() async throws {
    let (server, configuration) = try await pooler()
    defer { TransactionPooler(directory: server.directory + "/pooler").stop() }
    let direct = try ConnectionConfiguration(url: "host=\(server.directory) port=\(server.port) user=postgres")
    let without = try await Connection.withConnection(to: direct) { try await $0.pooling(direct) }
    let behind = try await Connection.withConnection(to: configuration) { try await $0.pooling(configuration) }
    #expect(without == .none && behind == .transaction)
    let migrations = [Migration(version: 1, name: "one", up: "CREATE TABLE one (a int)", down: "DROP TABLE one")]
    let runner = MigrationRunner(migrations: migrations, configuration: configuration)
    let error = await #expect(throws: MigrationError.self) { try await runner.migrate() }
    #expect(error?.code == .pooler)
    #expect(error?.description.contains("the server's own address") == true)
    #expect(try await server.sql("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == "0")
    // Once all is applied there is nothing to take turns for.
    try await MigrationRunner(migrations: migrations, configuration: direct).migrate()
    #expect(try await runner.migrate().isEmpty)
  }

  @Test func aPoolRecoversFromItsPoolersEnd() async throws {
    let (server, configuration) = try await pooler()
    let pool = ConnectionPool(configuration, size: 2)
    #expect(try await pool.query("SELECT 1").only().int(0) == 1)
    #expect(pool.statistics.opened == 1 && pool.statistics.idle == 1 && pool.statistics.inUse == 0)
    let pooler = TransactionPooler(directory: server.directory + "/pooler")
    pooler.stop()
    try await Shell.runAside("rm -f .s.PGSQL.6432", in: pooler.directory)
    let error = await #expect(throws: PostgreSQLError.self) { try await pool.query("SELECT 1") }
    #expect(error?.isConnectionProblem == true)
    #expect(pool.statistics.lost == 1)
    _ = try await TransactionPooler.start(
      in: pooler.directory, before: server.directory, port: server.port, users: ["postgres"])
    #expect(try await pool.query("SELECT 1").only().int(0) == 1)
    #expect(pool.statistics.opened == 2)
    pooler.stop()
  }

  /// A server that became a standby takes no writes: the next connection may find the new primary.
  @Test func aConnectionThatMayNotWriteIsGivenUp() async throws {
    let pool = try await TestServer.makePool(size: 1)
    try await pool.query("CREATE TABLE written (a int)")
    let error = await #expect(throws: PostgreSQLError.self) {
      try await pool.withConnection { connection in
        try await connection.query("SET default_transaction_read_only = on")
        try await connection.query("INSERT INTO written VALUES (1)")
      }
    }
    #expect(error?.isConnectionProblem == true)
    try await pool.query("INSERT INTO written VALUES (2)")
    #expect(pool.statistics.opened == 2)
    await pool.close()
  }
}
