import Foundation
import PostgreSQL
import Testing

/// Whatever the specified data model makes stands in ours: migrations add to it and never change it. Both are loaded, and
/// compared as PostgreSQL's catalogue has them.
@Suite struct SpecifiedSchemaTests {
  private static let script =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    + "/Fixtures/spec/database-architecture.sql"

  private static let specified = Task {
    let text = try String(contentsOfFile: script, encoding: .utf8)
    return try await Connection.withConnection(to: try await TestDatabase.makeEmpty()) { connection in
      try await connection.execute(script: text)
      return try await Catalogue.read(connection)
    }
  }

  private static let ours = Task {
    let configuration = try await TestDatabase.makeEmpty()
    try await MigrationRunner(migrations: try TestDatabase.migrations(), configuration: configuration).migrate()
    return try await Connection.withConnection(to: configuration) { try await Catalogue.read($0) }
  }

  /// How many of each the specification has: a comparison with nothing would find no difference.
  @Test(arguments: [
    (Catalogue.Part.tables, 16), (.columns, 180), (.constraints, 43), (.indexes, 39), (.sequences, 16),
  ])
  func holds(_ part: Catalogue.Part, count: Int) async throws {
    let specified = try await Self.specified.value[part] ?? []
    #expect(specified.count == count)
    #expect(specified.subtracting(try await Self.ours.value[part] ?? []).sorted() == [])
  }
}

/// What there is in a database's schema, each thing as one line.
enum Catalogue {
  enum Part: String, CaseIterable, Sendable {
    case tables, columns, constraints, indexes, sequences

    fileprivate var query: String {
      switch self {
      case .tables:
        """
        SELECT format('%s %s %s', relname, relkind, relpersistence) FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
        """
      case .columns:
        """
        SELECT format('%s.%s #%s %s%s%s%s', c.relname, a.attname, a.attnum, format_type(a.atttypid, a.atttypmod),
          CASE WHEN a.attnotnull THEN ' NOT NULL' END, ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid), a.attgenerated)
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
        """
      case .constraints:
        // What becomes of a row when the one it points to goes is ours to decide.
        """
        SELECT format('%s %s %s', conrelid::regclass, conname,
          regexp_replace(pg_get_constraintdef(oid), ' ON DELETE (CASCADE|RESTRICT|SET NULL)', ''))
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND convalidated
        """
      case .indexes:
        """
        SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class c ON c.oid = indrelid
        WHERE c.relnamespace = 'public'::regnamespace AND indisvalid
        """
      case .sequences:
        """
        SELECT format('%s %s from %s by %s', seqrelid::regclass, seqtypid::regtype, seqstart, seqincrement)
        FROM pg_sequence JOIN pg_class c ON c.oid = seqrelid WHERE c.relnamespace = 'public'::regnamespace
        """
      }
    }
  }

  static func read(_ connection: Connection) async throws -> [Part: Set<String>] {
    var found: [Part: Set<String>] = [:]
    for part in Part.allCases {
      found[part] = Set(try await connection.query(part.query).map { try $0.string(0) })
    }
    return found
  }
}
