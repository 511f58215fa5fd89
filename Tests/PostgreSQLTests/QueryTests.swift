import FoundationEssentials
import Testing

@testable import PostgreSQL

@Suite struct QueryTests {
  @Test func returnsRowsByNameAndPosition() async throws {
    let connection = try await TestServer.connect()
    let result = try await connection.query(
      "SELECT g AS number, 'row ' || g AS label FROM generate_series(1, $1::int) g ORDER BY g", [3])
    #expect(result.count == 3)
    #expect(result.columns.map(\.name) == ["number", "label"])
    #expect(try result.map { row in try row.int("number") } == [1, 2, 3])
    #expect(try result.rows[2].string(1) == "row 3")
    #expect(result.affectedRows == 3)
  }

  @Test(arguments: [
    "", "plain", "it's \"quoted\" \\ back\nslash", "żółć 🇩🇪 👩‍👩‍👧 ﬁ", "$1; DROP TABLE x; --", "NULL", "{a,b}", " x ",
    String(repeating: "long ", count: 100_000),
  ])
  func textComesBackUnchanged(_ text: String) async throws {
    let connection = try await TestServer.connect()
    let row = try await connection.query(
      "SELECT $1::text AS t, $2::text[] AS a, to_jsonb($1::text) AS j", [.text(text), .textArray([text, nil, text])]
    ).only()
    #expect(try row.string("t") == text)
    #expect(try row.textArray("a") == [text, nil, text])
  }

  @Test func everyTypeComesBackUnchanged() async throws {
    let connection = try await TestServer.connect()
    let instant = Date(timeIntervalSince1970: 1_709_210_096.789012)
    let bytes = (0...255).map { UInt8($0) }
    let row = try await connection.query(
      """
      SELECT $1::bigint AS least, $2::bigint AS most, $3::float8 AS third, $4::float8 AS infinite, $5::boolean AS yes,
        $6::bytea AS bytes, $7::bigint[] AS numbers, $8::timestamptz AS instant, $9::text AS nothing, $10::jsonb AS json,
        $11::bytea AS no_bytes, $12::text[] AS no_texts
      """,
      [
        .int(Int64.min), .int(Int64.max), .double(1.0 / 3), .double(-.infinity), true, .bytes(bytes),
        .intArray([1, nil, -3]), .timestamp(instant), nil, .json(#"{"a": [1, "b"]}"#), .bytes([]), .textArray([]),
      ]
    ).only()
    #expect(try row.int("least") == Int.min)
    #expect(try row.int("most") == Int.max)
    #expect(try row.double("third") == 1.0 / 3)
    #expect(try row.double("infinite") == -.infinity)
    #expect(try row.bool("yes"))
    #expect(try row.bytes("bytes") == bytes)
    #expect(try row.intArray("numbers") == [1, nil, -3])
    #expect(try abs(row.timestamp("instant").timeIntervalSince(instant)) < 1e-6)
    #expect(try row.string(ifPresent: "nothing") == nil)
    #expect(try row.isNull("nothing"))
    #expect(try row.string("json") == #"{"a": [1, "b"]}"#)
    #expect(try row.bytes("no_bytes") == [])
    #expect(try row.textArray("no_texts") == [])
  }

  /// The server computes the seconds, so that both directions are checked against another's arithmetic.
  @Test(arguments: [
    "2024-02-29 23:59:59.5+00", "1969-12-31 23:59:59.999999+00", "1900-03-01 00:00:00+00", "0044-03-15 12:00:00+00 BC",
    "9999-12-31 00:00:00+00", "2000-02-29 12:34:56+05:30",
  ])
  func timestampsAgreeWithTheServer(_ text: String) async throws {
    let connection = try await TestServer.connect()
    let row = try await connection.query(
      "SELECT $1::timestamptz AS t, extract(epoch FROM $1::timestamptz)::float8 AS seconds", [.text(text)]
    ).only()
    let instant = try row.timestamp("t")
    #expect(try abs(instant.timeIntervalSince1970 - row.double("seconds")) < 1e-5)
    let same = try await connection.query(
      "SELECT abs(extract(epoch FROM $1::timestamptz - $2::timestamptz)) < 0.00001",
      [.timestamp(instant), .text(text)]
    ).only()
    #expect(try same.bool(0))
  }

  @Test func timestampsAreReadInEveryZoneOfTheSession() async throws {
    let connection = try await TestServer.connect()
    for zone in ["America/St_Johns", "Asia/Kathmandu", "UTC"] {
      try await connection.execute(script: "SET timezone = '\(zone)'")
      let row = try await connection.query("SELECT '2024-07-01 12:00:00Z'::timestamptz, '2024-07-01'::date").only()
      #expect(try row.timestamp(0) == Date(timeIntervalSince1970: 1_719_835_200))
      #expect(try row.timestamp(1) == Date(timeIntervalSince1970: 1_719_792_000))
    }
  }

  @Test func aNULIsTheValuesFaultAndNeverSent() async throws {
    let connection = try await TestServer.connect()
    let values: [SQLValue] = ["a\0b", .textArray(["fine", "not\0fine"]), .json("\"\0\"")]
    for value in values {
      let error = await #expect(throws: PostgreSQLError.self) { try await connection.query("SELECT $1::text", [value]) }
      #expect(error?.kind == .invalidParameter)
      #expect(error?.isDataProblem == true)
      #expect(error?.isConnectionProblem == false)
    }
    await #expect(throws: PostgreSQLError.self) { try await connection.query("SELECT 1 -- \0") }
    #expect(try await connection.query("SELECT 1").only().int(0) == 1)
  }

  @Test func aReaderSaysWhatIsWrong() async throws {
    let connection = try await TestServer.connect()
    let row = try await connection.query("SELECT NULL::text AS empty, 'x' AS letter, '{{1}}'::int[] AS nested").only()
    #expect(throws: PostgreSQLError.self) { try row.string("empty") }
    let error = #expect(throws: PostgreSQLError.self) { try row.string("missing") }
    #expect(error?.kind == .unexpectedResult)
    #expect(error?.message.contains("empty, letter, nested") == true)
    #expect(throws: PostgreSQLError.self) { try row.int("letter") }
    #expect(throws: PostgreSQLError.self) { try row.bool("letter") }
    #expect(throws: PostgreSQLError.self) { try row.textArray("nested") }
    #expect(throws: PostgreSQLError.self) { try row.string(3) }
    #expect(throws: PostgreSQLError.self) { try row.string(-1) }
  }

  @Test func countsAffectedRows() async throws {
    let connection = try await TestServer.connect()
    try await connection.execute(script: "CREATE TABLE t (a int); INSERT INTO t SELECT generate_series(1, 10)")
    #expect(try await connection.query("UPDATE t SET a = a + 1 WHERE a > 5").affectedRows == 5)
    #expect(try await connection.query("DELETE FROM t").affectedRows == 10)
    #expect(try await connection.query("").isEmpty)
  }

  @Test func copyInAQueryIsRefusedAndLeavesTheConnectionUsable() async throws {
    let connection = try await TestServer.connect()
    try await connection.query("CREATE TABLE t (a int)")
    for sql in ["COPY t FROM STDIN", "COPY t TO STDOUT"] {
      let error = await #expect(throws: PostgreSQLError.self) { try await connection.query(sql) }
      #expect(error?.kind == .misuse)
      #expect(try await connection.query("SELECT 1").only().int(0) == 1)
    }
  }

  @Test func concurrentCallersTakeTurns() async throws {
    let connection = try await TestServer.connect()
    let sum = try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 1...200 {
        group.addTask { try await connection.query("SELECT $1::int", [.int(number)]).only().int(0) }
      }
      return try await group.reduce(0, +)
    }
    #expect(sum == 20_100)
  }

  @Test func megabytesGoBothWays() async throws {
    let connection = try await TestServer.connect()
    let text = String(repeating: "0123456789abcdef", count: 1 << 20)
    let row = try await connection.query("SELECT $1::text || 'x' AS t", [.text(text)]).only()
    #expect(try row.string("t") == text + "x")
  }
}
