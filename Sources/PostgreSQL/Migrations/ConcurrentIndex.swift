/// `CREATE INDEX CONCURRENTLY`, of which an index that nobody uses and every change still feeds remains where it fails.
struct ConcurrentIndex: Equatable {
  /// As it is written: folded where it is not in quotes.
  let name: String

  /// Nil for another statement, and for an index without a name.
  init?(_ statement: String) {
    // Long enough for: CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS name ON
    var words = SQLScript.tokens(of: statement, most: 9)[...]
    func skip(_ expected: String...) -> Bool {
      guard words.prefix(expected.count).map({ $0.uppercased() }) == expected else { return false }
      words = words.dropFirst(expected.count)
      return true
    }
    guard skip("CREATE") else { return nil }
    _ = skip("UNIQUE")
    guard skip("INDEX", "CONCURRENTLY") else { return nil }
    _ = skip("IF", "NOT", "EXISTS")
    guard words.count > 1, let name = words.first, name.uppercased() != "ON" else { return nil }
    self.name = name
  }

  /// Removes what an earlier attempt left, so that the next one neither stumbles over it nor takes it for done.
  func removeInvalid(over connection: Connection) async throws(PostgreSQLError) {
    let found = try await connection.query(
      "SELECT EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass($1) AND NOT indisvalid)", [.text(name)])
    if try found.only().bool(0) { try await connection.query("DROP INDEX CONCURRENTLY \(name)") }
  }
}
