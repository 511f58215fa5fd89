import Testing

@testable import PostgreSQL

@Suite struct ErrorTests {
  @Test func theServersFieldsArrive() async throws {
    let connection = try await TestServer.connect()
    try await connection.execute(
      script: "CREATE TABLE people (id int PRIMARY KEY, name varchar(3) NOT NULL, age int CHECK (age > 0))")
    try await connection.query("INSERT INTO people VALUES (1, 'Ann', 30)")
    let duplicate = await #expect(throws: PostgreSQLError.self) {
      try await connection.query("INSERT INTO people VALUES ($1, 'Bob', 30)", [1])
    }
    #expect(duplicate?.sqlState == .uniqueViolation)
    #expect(duplicate?.constraint == "people_pkey")
    #expect(duplicate?.table == "people")
    #expect(duplicate?.detail == "Key (id)=(1) already exists.")
    #expect(duplicate?.isDataProblem == true)
    let missing = await #expect(throws: PostgreSQLError.self) {
      try await connection.query("INSERT INTO people VALUES (2, NULL, 30)")
    }
    #expect(missing?.sqlState == .notNullViolation)
    #expect(missing?.column == "name")
  }

  @Test(arguments: [
    ("SELECT 'abcd'::varchar(300), repeat('x', 5)::int", SQLState.invalidTextRepresentation, true),
    ("SELECT 1/0", SQLState(rawValue: "22012"), true),
    ("SELECT '\\u0000'::jsonb #>> '{}'", SQLState(rawValue: "22P02"), true),
    ("SELECT nothing", SQLState.undefinedColumn, false),
    ("SELEC", SQLState.syntaxError, false),
    ("SET ROLE nobody_of_this_name", SQLState(rawValue: "22023"), true),
    ("SELECT repeat('x', 2000000)::tsvector", SQLState(rawValue: "54000"), true),
  ])
  func isSortedByWhoIsAtFault(_ sql: String, _ state: SQLState, _ isDataProblem: Bool) async throws {
    let connection = try await TestServer.connect()
    let error = await #expect(throws: PostgreSQLError.self) { try await connection.query(sql) }
    #expect(error?.kind == .server)
    #expect(error?.sqlState == state)
    #expect(error?.isDataProblem == isDataProblem)
    #expect(error?.isConnectionProblem == false)
    #expect(error?.isRetryable == false)
    #expect(try await connection.query("SELECT 1").only().int(0) == 1)
  }

  @Test(arguments: [
    ("57P01", true), ("57P02", true), ("57P03", true), ("53300", true), ("53100", true), ("08006", true),
    ("57014", false), ("22001", false), ("23505", false), ("42P01", false),
  ])
  func knowsWhenTheDatabaseIsAway(_ state: String, _ isAway: Bool) {
    let error = PostgreSQLError(.server, "x", sqlState: SQLState(rawValue: state))
    #expect(error.isConnectionProblem == isAway)
  }

  @Test func refusedLoginIsNoReasonToWait() async throws {
    let cluster = try await TestServer.makeDatabase()
    let unknown = cluster.with(database: "no_such_database")
    let error = await #expect(throws: PostgreSQLError.self) { try await Connection.connect(unknown) }
    #expect(error?.kind == .connectionFailed)
    #expect(error?.sqlState == .unknownDatabase)
    #expect(error?.isConnectionProblem == false)
  }

  @Test(arguments: ["host=/nonexistent/folder", "postgresql://127.0.0.1:1/x", "host=127.0.0.1 port=1 sslmode=disable"])
  func noServerIsAConnectionProblem(_ url: String) async throws {
    let configuration = try ConnectionConfiguration(url: url)
    let error = await #expect(throws: PostgreSQLError.self) { try await Connection.connect(configuration) }
    #expect(error?.kind == .connectionFailed)
    #expect(error?.isConnectionProblem == true)
    #expect(error?.description.contains("\n") == false)
  }
}
