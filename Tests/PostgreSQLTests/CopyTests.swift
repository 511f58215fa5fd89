import Testing

@testable import PostgreSQL

@Suite struct CopyTests {
  private static let nasty: [String?] = [
    nil, "", "\\N", "\\", "\\.", "tab\there", "line\nfeed", "return\rhere", "\u{8}\u{c}\u{b}", "żółć 🇩🇪", "\\t", "a\\",
    "\u{1}\u{7f}", "NULL", "\"", "ends with \n",
  ]

  @Test func nastyTextsGoInAndOutUnchanged() async throws {
    let connection = try await TestServer.connect()
    try await connection.query("CREATE TABLE t (id int, a text, b bytea)")
    let rows = Self.nasty.enumerated().map { index, text -> [SQLValue] in
      [.int(index), .text(ifPresent: text), .bytes([0, UInt8(index), 255])]
    }
    #expect(try await connection.copyIn("COPY t (id, a, b) FROM STDIN", rows: rows) == rows.count)
    let stored = try await connection.query("SELECT a, b FROM t ORDER BY id")
    #expect(try stored.map { row in try row.string(ifPresent: "a") } == Self.nasty)
    #expect(try stored.rows[3].bytes("b") == [0, 3, 255])
    var read: [String?] = []
    try await connection.copyOut("COPY (SELECT a FROM t ORDER BY id) TO STDOUT") { row in
      #expect(row.count == 1)
      read += row
    }
    #expect(read == Self.nasty)
  }

  @Test func manyRowsAreCopiedInBoundedPortions() async throws {
    let connection = try await TestServer.connect()
    try await connection.query("CREATE TABLE t (a int, b text)")
    let rows = (0..<100_000).lazy.map { number -> [SQLValue] in [.int(number), .text("row number \(number)")] }
    #expect(try await connection.copyIn("COPY t FROM STDIN", rows: rows) == 100_000)
    var sum = 0
    try await connection.copyOut("COPY t TO STDOUT") { row in sum += row[0].flatMap { Int($0) } ?? 0 }
    #expect(sum == 4_999_950_000)
  }

  @Test func aRowThatCannotBeSentCopiesNothing() async throws {
    let connection = try await TestServer.connect()
    try await connection.query("CREATE TABLE t (a text)")
    let rows = (0..<10_000).map { number -> [SQLValue] in [number == 9_999 ? "\0" : "fine"] }
    let error = await #expect(throws: PostgreSQLError.self) {
      try await connection.copyIn("COPY t FROM STDIN", rows: rows)
    }
    #expect(error?.kind == .invalidParameter)
    #expect(error?.isDataProblem == true)
    #expect(try await connection.query("SELECT count(*) FROM t").only().int(0) == 0)
  }

  @Test func aRowThatTheServerRefusesCopiesNothing() async throws {
    let connection = try await TestServer.connect()
    try await connection.query("CREATE TABLE t (a int)")
    let rows = (0..<200_000).lazy.map { number -> [SQLValue] in [number == 5 ? "x" : .int(number)] }
    let error = await #expect(throws: PostgreSQLError.self) {
      try await connection.copyIn("COPY t FROM STDIN", rows: rows)
    }
    #expect(error?.sqlState == .invalidTextRepresentation)
    #expect(try await connection.query("SELECT count(*) FROM t").only().int(0) == 0)
  }

  @Test func stoppingToReadKeepsTheConnection() async throws {
    struct Enough: Error {}
    let connection = try await TestServer.connect()
    let process = connection.serverProcessID
    await #expect(throws: Enough.self) {
      try await connection.copyOut("COPY (SELECT generate_series(1, 10000000)) TO STDOUT") { row in
        if row == ["1000"] { throw Enough() }
      }
    }
    #expect(try await connection.query("SELECT pg_backend_pid()").only().int(0) == process)
  }

  @Test func worksInATransactionAndNotWithOtherCommands() async throws {
    let connection = try await TestServer.connect()
    try await connection.query("CREATE TABLE t (a int)")
    try await connection.withTransaction { transaction in
      try await transaction.copyIn("COPY t FROM STDIN", rows: [[1], [2]])
      var read: [String?] = []
      try await transaction.copyOut("COPY t TO STDOUT") { row in read += row }
      #expect(read == ["1", "2"])
    }
    for sql in ["SELECT 1", "COPY t TO STDOUT"] {
      let error = await #expect(throws: PostgreSQLError.self) { try await connection.copyIn(sql, rows: [[1]]) }
      #expect(error?.kind == .misuse)
    }
    for sql in ["SELECT 1", "COPY t FROM STDIN"] {
      let error = await #expect(throws: PostgreSQLError.self) { try await connection.copyOut(sql) { _ in } }
      #expect(error?.kind == .misuse)
    }
    let error = await #expect(throws: PostgreSQLError.self) {
      try await connection.copyIn("COPY nothing FROM STDIN", rows: [[1]])
    }
    #expect(error?.sqlState == .undefinedTable)
    #expect(try await connection.query("SELECT sum(a) FROM t").only().int(0) == 3)
  }

  @Test func cancellingEndsACopyBothWays() async throws {
    let connection = try await TestServer.connect()
    try await connection.query("CREATE TABLE t (a int)")
    let writer = Task {
      let rows = (0..<1_000_000_000).lazy.map { number -> [SQLValue] in [.int(number)] }
      return try await connection.copyIn("COPY t FROM STDIN", rows: rows)
    }
    let observer = try await TestServer.connect()
    try await observer.waitUntilRunning("COPY t FROM", in: connection.serverProcessID)
    writer.cancel()
    let error = await #expect(throws: PostgreSQLError.self) { try await writer.value }
    #expect(error?.kind == .cancelled)
    #expect(try await connection.query("SELECT count(*) FROM t").only().int(0) == 0)

    let reader = Task {
      try await connection.copyOut("COPY (SELECT g, pg_sleep(0.001) FROM generate_series(1, 1000000000) g) TO STDOUT") {
        _ in
      }
    }
    try await observer.waitUntilRunning("pg_sleep(0.001)", in: connection.serverProcessID)
    reader.cancel()
    let second = await #expect(throws: PostgreSQLError.self) { try await reader.value }
    #expect(second?.kind == .cancelled)
    #expect(try await connection.query("SELECT 1").only().int(0) == 1)
  }
}
