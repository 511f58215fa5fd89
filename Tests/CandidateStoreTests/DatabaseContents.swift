import PostgreSQL

/// What a database holds, table by table, as COPY writes it, each in the order of its lines: what pg_dump writes, without
/// the columns and tables that a comparison leaves out.
struct DatabaseContents: Equatable {
  var tables: [String: [String]] = [:]

  /// - Parameters:
  ///   - apartFrom: tables that are left out.
  ///   - columns: left out of every table.
  static func of(_ test: TestStore, apartFrom omitted: Set<String>, columns: Set<String>) async throws
    -> DatabaseContents
  {
    var contents = DatabaseContents()
    let rows = try await test.ask(
      """
      SELECT c.relname, string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) AS columns
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attname <> ALL ($1::text[])
      GROUP BY c.relname
      """, [.textArray(columns.sorted())])
    for row in rows {
      let table = try row.string("relname")
      guard !omitted.contains(table) else { continue }
      let lines = try await test.ask("SELECT row(\(try row.string("columns")))::text FROM \(table)")
      contents.tables[table] = try lines.map { try $0.string(0) }.sorted()
    }
    return contents
  }

  /// What one has and the other has not.
  func difference(from other: DatabaseContents) -> [String] {
    Set(tables.keys).union(other.tables.keys).sorted().flatMap { table in
      let (mine, theirs) = (tables[table] ?? [], other.tables[table] ?? [])
      return Set(mine).symmetricDifference(theirs).sorted().map { "\(table): \($0)" }
    }
  }
}
