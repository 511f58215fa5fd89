import Testing

@testable import PostgreSQL

@Suite struct TransactionTests {
  private struct Refusal: Error {}

  private func makePool() async throws -> ConnectionPool {
    let pool = try await TestServer.makePool(size: 2)
    try await pool.execute(
      script: "CREATE TABLE t (a int UNIQUE DEFERRABLE INITIALLY DEFERRED, b int CHECK (b > 0) DEFAULT 1)")
    return pool
  }

  private func rows(_ pool: ConnectionPool) async throws -> [Int] {
    try await pool.query("SELECT a FROM t ORDER BY a", []).map { row in try row.int("a") }
  }

  @Test func commitsWhatReturnsAndUndoesWhatThrows() async throws {
    let pool = try await makePool()
    let value = try await pool.withTransaction { transaction in
      try await transaction.query("INSERT INTO t VALUES (1)")
      return "done"
    }
    #expect(value == "done")
    await #expect(throws: Refusal.self) {
      try await pool.withTransaction { transaction in
        try await transaction.query("INSERT INTO t VALUES (2)")
        throw Refusal()
      }
    }
    #expect(try await rows(pool) == [1])
  }

  @Test func thePreludeHoldsForTheTransactionOnly() async throws {
    let pool = try await makePool()
    let prelude = [Statement("SET LOCAL ROLE pg_monitor"), Statement("SELECT set_config('app.user', $1, true)", ["7"])]
    try await pool.execute(script: "SELECT 1")
    let superuser = ConnectionPool(
      try ConnectionConfiguration(url: "\(pool.configuration) user=postgres"), size: 1)
    let row = try await superuser.withTransaction(prelude: prelude) { transaction in
      try await transaction.query("SELECT current_user::text, current_setting('app.user')").only()
    }
    #expect(try row.string(0) == "pg_monitor")
    #expect(try row.string(1) == "7")
    let after = try await superuser.query("SELECT current_user::text, current_setting('app.user', true)", []).only()
    #expect(try after.string(0) == "postgres")
    #expect(try after.string(1) == "")
  }

  @Test func aFailingPreludeLeavesTheConnectionClean() async throws {
    let pool = try await makePool()
    let error = await #expect(throws: PostgreSQLError.self) {
      try await pool.withTransaction(prelude: [Statement("SELECT 1"), Statement("SET LOCAL ROLE nobody_here")]) { _ in
        Issue.record("the body must not run")
      }
    }
    #expect(error?.statementIndex == 1)
    #expect(try await pool.withConnection { connection in await connection.transactionStatus } == .idle)
  }

  @Test func aSwallowedErrorDoesNotLookCommitted() async throws {
    let pool = try await makePool()
    let error = await #expect(throws: PostgreSQLError.self) {
      try await pool.withTransaction { transaction in
        try await transaction.query("INSERT INTO t VALUES (1)")
        _ = try? await transaction.query("INSERT INTO t VALUES (2, -1)")
      }
    }
    #expect(error?.kind == .transactionAborted)
    #expect(error?.sqlState == .checkViolation)
    #expect(try await rows(pool) == [])
  }

  @Test func aDeferredConstraintFailsTheCommit() async throws {
    let pool = try await makePool()
    let error = await #expect(throws: PostgreSQLError.self) {
      try await pool.withTransaction { transaction in try await transaction.query("INSERT INTO t VALUES (1), (1)") }
    }
    #expect(error?.sqlState == .uniqueViolation)
    #expect(error?.isDataProblem == true)
    #expect(try await rows(pool) == [])
  }

  @Test func aSavepointUndoesItsOwnStatementsOnly() async throws {
    let pool = try await makePool()
    try await pool.withTransaction { transaction in
      try await transaction.query("INSERT INTO t VALUES (1)")
      await #expect(throws: PostgreSQLError.self) {
        try await transaction.savepoint { inner in
          try await inner.query("INSERT INTO t VALUES (2)")
          try await inner.query("INSERT INTO t VALUES (3, -1)")
        }
      }
      try await transaction.savepoint { inner in
        try await inner.query("INSERT INTO t VALUES (4)")
        await #expect(throws: Refusal.self) {
          try await inner.savepoint { innermost in
            try await innermost.query("INSERT INTO t VALUES (5)")
            throw Refusal()
          }
        }
        try await inner.query("INSERT INTO t VALUES (6)")
      }
    }
    #expect(try await rows(pool) == [1, 4, 6])
  }

  @Test func aSavepointWithASwallowedErrorIsUndoneAndSaysSo() async throws {
    let pool = try await makePool()
    try await pool.withTransaction { transaction in
      let error = await #expect(throws: PostgreSQLError.self) {
        try await transaction.savepoint { inner in
          try await inner.query("INSERT INTO t VALUES (2)")
          _ = try? await inner.query("INSERT INTO t VALUES (3, -1)")
        }
      }
      #expect(error?.kind == .transactionAborted)
      try await transaction.query("INSERT INTO t VALUES (1)")
    }
    #expect(try await rows(pool) == [1])
  }

  @Test func onlyTheInnermostTransactionMayBeUsed() async throws {
    let pool = try await makePool()
    let escaped = try await pool.withTransaction { transaction in
      try await transaction.savepoint { _ in
        let error = await #expect(throws: PostgreSQLError.self) { try await transaction.query("SELECT 1") }
        #expect(error?.kind == .misuse)
      }
      return transaction
    }
    let error = await #expect(throws: PostgreSQLError.self) { try await escaped.query("SELECT 1") }
    #expect(error?.kind == .misuse)
  }

  @Test func othersWaitForTheEndOfATransaction() async throws {
    let connection = try await TestServer.connect()
    try await connection.query("CREATE TABLE t (a int)")
    let other = try await connection.withTransaction { transaction in
      let other = Task { try await connection.query("SELECT count(*) FROM t").only().int(0) }
      for number in 1...20 { try await transaction.query("INSERT INTO t VALUES ($1)", [.int(number)]) }
      return other
    }
    #expect(try await other.value == 20)
  }

  @Test func aLostUpdateIsRetryable() async throws {
    let pool = try await makePool()
    try await pool.query("INSERT INTO t VALUES (1)")
    let serializable = [Statement("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")]
    let error = await #expect(throws: PostgreSQLError.self) {
      try await pool.withTransaction(prelude: serializable) { transaction in
        try await transaction.query("SELECT * FROM t")
        try await pool.query("UPDATE t SET b = b + 1")
        try await transaction.query("UPDATE t SET b = b + 1")
      }
    }
    #expect(error?.sqlState == .serializationFailure)
    #expect(error?.isRetryable == true)
  }

  @Test func aCancelledTaskRollsBack() async throws {
    let pool = try await makePool()
    let observer = try await Connection.connect(pool.configuration)
    let process = try await pool.withConnection { $0.serverProcessID }
    let task = Task {
      try await pool.withTransaction { transaction in
        try await transaction.query("INSERT INTO t VALUES (1)")
        try await transaction.query("SELECT pg_sleep(600)")
      }
    }
    try await observer.waitUntilRunning("pg_sleep(600)", in: process)
    task.cancel()
    let error = await #expect(throws: PostgreSQLError.self) { try await task.value }
    #expect(error?.kind == .cancelled)
    #expect(try await rows(pool) == [])
    #expect(try await pool.withConnection { $0.serverProcessID } == process)
  }
}
