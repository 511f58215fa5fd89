import Glibc
import Testing

@testable import PostgreSQL

@Suite struct ServerLossTests {
  @Test func aKilledServerIsAConnectionProblemAndThePoolRecovers() async throws {
    let cluster = TestServer.makeCluster()
    try await cluster.start()
    let configuration = try ConnectionConfiguration(url: cluster.url)
    let pool = ConnectionPool(configuration, size: 3)
    let observer = try await Connection.connect(configuration)
    let process = try await pool.withConnection { $0.serverProcessID }
    let query = Task { try await pool.query("SELECT pg_sleep(600)") }
    try await observer.waitUntilRunning("pg_sleep(600)", in: process)

    // The server first, so that it can't restart its children in an orderly way.
    let server = try #require(cluster.status().processID)
    kill(pid_t(server), SIGKILL)
    kill(pid_t(process), SIGKILL)
    let error = await #expect(throws: PostgreSQLError.self) { try await query.value }
    #expect(error?.kind == .connectionLost)
    #expect(error?.isConnectionProblem == true)
    #expect(error?.isDataProblem == false)

    while cluster.status().isRunning { await Task.yield() }
    // postmaster.pid of the dead server is still there.
    #expect(try await cluster.start())
    #expect(try await pool.query("SELECT 1").only().int(0) == 1)
    #expect(cluster.status().processID != server)
  }

  @Test func aBrokenCommitSaysThatItsOutcomeIsUnknown() async throws {
    let configuration = try await TestServer.makeDatabase()
    let connection = try await Connection.connect(configuration)
    // COMMIT checks the deferred constraint, whose trigger ends its own session.
    let administrator = try await Connection.connect(
      try ConnectionConfiguration(url: "\(configuration) user=postgres"))
    try await administrator.execute(
      script: """
        CREATE TABLE t (a int);
        CREATE FUNCTION leave() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
          BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(10); RETURN NULL; END $$;
        CREATE CONSTRAINT TRIGGER leave AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
          EXECUTE FUNCTION leave();
        GRANT ALL ON t TO PUBLIC;
        """)
    let error = await #expect(throws: PostgreSQLError.self) {
      try await connection.withTransaction { transaction in try await transaction.query("INSERT INTO t VALUES (1)") }
    }
    #expect(error?.kind == .commitOutcomeUnknown)
    #expect(error?.isConnectionProblem == true)
  }

  @Test func aTransactionOfALostConnectionThrowsWhatHappened() async throws {
    let configuration = try await TestServer.makeDatabase()
    let pool = ConnectionPool(configuration, size: 1)
    let administrator = try await Connection.connect(
      try ConnectionConfiguration(url: "\(configuration) user=postgres"))
    let error = await #expect(throws: PostgreSQLError.self) {
      try await pool.withTransaction { transaction in
        let process = try await transaction.query("SELECT pg_backend_pid()").only().int(0)
        try await administrator.query("SELECT pg_terminate_backend($1, 10000)", [.int(process)])
        try await transaction.query("SELECT 1")
      }
    }
    #expect(error?.kind == .connectionLost)
    #expect(try await pool.query("SELECT 1").only().int(0) == 1)
  }
}
