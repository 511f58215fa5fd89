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

  @Test(arguments: ["", "plain", "it's \"quoted\" \\ back\nslash", "żółć 🇩🇪 👩‍👩‍👧 ﬁ", "$1; DROP TABLE x; --", "NULL"])
  func textComesBackUnchanged(_ text: String) async throws {
    let connection = try await TestServer.connect()
    let row = try await connection.query(
      "SELECT $1::text AS t, $2::text[] AS a, $3::jsonb ->> 0 AS j",
      [.text(text), .textArray([text, nil, text]), "[1]"]
    ).only()
    #expect(try row.string("t") == text)
    #expect(try row.textArray("a") == [text, nil, text])
    #expect(try row.string("j") == "1")
  }
}
