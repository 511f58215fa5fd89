import Testing

@testable import PostgreSQL

@Suite struct CancellationTests {
  @Test func endsTheQueryOnTheServerAndKeepsTheConnection() async throws {
    let connection = try await TestServer.connect()
    let observer = try await TestServer.connect()
    let process = connection.serverProcessID
    for _ in 0..<5 {
      let task = Task { try await connection.query("SELECT pg_sleep(600)") }
      try await observer.waitUntilRunning("pg_sleep(600)", in: process)
      task.cancel()
      let error = await #expect(throws: PostgreSQLError.self) { try await task.value }
      #expect(error?.kind == .cancelled)
      #expect(error?.isConnectionProblem == false)
      #expect(error?.isDataProblem == false)
      #expect(try await connection.query("SELECT pg_backend_pid()").only().int(0) == process)
    }
  }

  @Test func aTimeoutOfTheServersIsNoCancellation() async throws {
    let connection = try await TestServer.connect()
    try await connection.query("SET statement_timeout = 50")
    let error = await #expect(throws: PostgreSQLError.self) { try await connection.query("SELECT pg_sleep(600)") }
    #expect(error?.kind == .server)
    #expect(error?.sqlState == .queryCanceled)
    #expect(error?.isConnectionProblem == false)
  }

  @Test func aCancelledTaskSendsNothing() async throws {
    let connection = try await TestServer.connect()
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      try await connection.query("CREATE TABLE t (a int)")
    }
    let error = await #expect(throws: PostgreSQLError.self) { try await task.value }
    #expect(error?.kind == .cancelled)
    #expect(try await connection.query("SELECT to_regclass('t') IS NULL").only().bool(0))
  }

  /// Cancel at every moment of a short command: none may hit the command behind it.
  @Test func neverHitsTheNextCommand() async throws {
    let connection = try await TestServer.connect()
    for round in 0..<100 {
      let task = Task { try await connection.query("SELECT $1::int", [.int(round)]) }
      for _ in 0..<(round % 20) { await Task.yield() }
      task.cancel()
      _ = try? await task.value
      #expect(try await connection.query("SELECT 42").only().int(0) == 42)
    }
  }

  @Test func aCancelledWaiterDoesNotDisturbTheRunningQuery() async throws {
    let connection = try await TestServer.connect()
    let observer = try await TestServer.connect()
    try await observer.query("SELECT pg_advisory_lock(1)")
    let database = try await observer.query("SELECT current_database()").only().string(0)
    let blocked = try await Connection.connect(TestServer.configuration(of: database))
    let running = Task { try await blocked.query("SELECT pg_advisory_lock(1)::text, 7").only().int(1) }
    try await observer.waitUntilRunning("pg_advisory_lock(1)::text", in: blocked.serverProcessID)
    let waiter = Task { try await blocked.query("SELECT 8") }
    waiter.cancel()
    let error = await #expect(throws: PostgreSQLError.self) { try await waiter.value }
    #expect(error?.kind == .cancelled)
    try await observer.query("SELECT pg_advisory_unlock(1)")
    #expect(try await running.value == 7)
    await connection.close()
  }

  @Test func connectingCanBeCancelled() async throws {
    // A listener that accepts and never says a word.
    let silent = try SilentListener()
    let configuration = try ConnectionConfiguration(url: "host=127.0.0.1 port=\(silent.port) sslmode=disable")
    let task = Task { try await Connection.connect(configuration) }
    silent.acceptOne()
    task.cancel()
    let error = await #expect(throws: PostgreSQLError.self) { try await task.value }
    #expect(error?.kind == .cancelled)
  }

  @Test func connectingGivesUpInTime() async throws {
    let silent = try SilentListener()
    var configuration = try ConnectionConfiguration(url: "host=127.0.0.1 port=\(silent.port) sslmode=disable")
    configuration.connectTimeout = .milliseconds(100)
    let error = await #expect(throws: PostgreSQLError.self) { try await Connection.connect(configuration) }
    #expect(error?.kind == .connectionFailed)
    #expect(error?.isConnectionProblem == true)
  }

  @Test func closingEndsARunningQuery() async throws {
    let connection = try await TestServer.connect()
    let observer = try await TestServer.connect()
    let task = Task { try await connection.query("SELECT pg_sleep(600)") }
    try await observer.waitUntilRunning("pg_sleep(600)", in: connection.serverProcessID)
    await connection.close()
    let error = await #expect(throws: PostgreSQLError.self) { try await task.value }
    #expect(error?.kind == .closed)
    let later = await #expect(throws: PostgreSQLError.self) { try await connection.query("SELECT 1") }
    #expect(later?.kind == .closed)
  }
}
