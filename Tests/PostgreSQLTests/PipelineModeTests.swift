import Testing

@testable import PostgreSQL

@Suite struct PipelineModeTests {
  @Test func returnsAResultForEachStatement() async throws {
    let connection = try await TestServer.connect()
    let results = try await connection.pipeline([
      Statement("CREATE TABLE t (a int)"), Statement("INSERT INTO t VALUES ($1), ($2)", [1, 2]), Statement(""),
      Statement("SELECT a FROM t ORDER BY a"), Statement("SELECT 'last'"),
    ])
    #expect(results.count == 5)
    #expect(results[1].affectedRows == 2)
    #expect(try results[3].map { row in try row.int(0) } == [1, 2])
    #expect(try results[4].only().string(0) == "last")
    #expect(try await connection.pipeline([]).isEmpty)
  }

  @Test func anErrorInTheMiddleUndoesAllAndNamesItsStatement() async throws {
    let connection = try await TestServer.connect()
    try await connection.query("CREATE TABLE t (a int)")
    let error = await #expect(throws: PostgreSQLError.self) {
      try await connection.pipeline([
        Statement("INSERT INTO t VALUES (1)"), Statement("INSERT INTO t VALUES ($1)", ["x"]),
        Statement("INSERT INTO t VALUES (3)"),
      ])
    }
    #expect(error?.sqlState == .invalidTextRepresentation)
    #expect(error?.statementIndex == 1)
    #expect(try await connection.query("SELECT count(*) FROM t").only().int(0) == 0)
  }

  @Test func anErrorInATransactionIsUndoneByASavepoint() async throws {
    let connection = try await TestServer.connect()
    try await connection.query("CREATE TABLE t (a int)")
    try await connection.withTransaction { transaction in
      try await transaction.pipeline([Statement("INSERT INTO t VALUES (1)")])
      await #expect(throws: PostgreSQLError.self) {
        try await transaction.savepoint { inner in
          try await inner.pipeline([Statement("INSERT INTO t VALUES (2)"), Statement("SELECT 1/0")])
        }
      }
      try await transaction.pipeline([Statement("INSERT INTO t VALUES (3)")])
    }
    #expect(try await connection.query("SELECT sum(a) FROM t").only().int(0) == 4)
  }

  @Test func aValueThatCannotBeSentStopsThePipelineBeforeItStarts() async throws {
    let connection = try await TestServer.connect()
    let error = await #expect(throws: PostgreSQLError.self) {
      try await connection.pipeline([Statement("CREATE TABLE t (a int)"), Statement("SELECT $1", ["\0"])])
    }
    #expect(error?.kind == .invalidParameter)
    #expect(error?.statementIndex == 1)
    #expect(try await connection.query("SELECT to_regclass('t') IS NULL").only().bool(0))
  }

  /// Neither side can hold this much in its buffers: who only wrote before reading would wait for ever.
  @Test func megabytesBothWaysDoNotBlock() async throws {
    let connection = try await TestServer.connect()
    let text = String(repeating: "x", count: 1 << 20)
    let results = try await connection.pipeline((0..<24).map { _ in Statement("SELECT $1::text", [.text(text)]) })
    for result in results { #expect(try result.only().string(0).utf8.count == 1 << 20) }
  }

  @Test func copyHasNoPlaceInAPipeline() async throws {
    let pool = try await TestServer.makePool(size: 1)
    try await pool.query("CREATE TABLE t (a int)")
    let error = await #expect(throws: PostgreSQLError.self) {
      try await pool.pipeline([Statement("COPY t FROM STDIN"), Statement("SELECT 1")])
    }
    #expect(error?.kind == .misuse)
    #expect(try await pool.query("SELECT 1").only().int(0) == 1)
  }
}
