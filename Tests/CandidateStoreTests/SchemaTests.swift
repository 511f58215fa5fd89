import PostgreSQL
import Testing

@testable import CandidateStore

@Suite struct SchemaTests {
  @Test func holdsTheSpecifiedColumns() async throws {
    let test = try await TestDatabase.makeStore()
    for (table, columns) in SpecifiedSchema.tables {
      let expected = columns.split(separator: "\n").map(String.init).filter { !$0.hasPrefix("UNIQUE(") }
        .map { SpecifiedColumn($0, table: table) }
      let actual = try await test.ask(
        """
        SELECT a.attname, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull, pg_get_expr(d.adbin, d.adrelid) AS value
        FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum LIMIT $2
        """, [.text(table), .int(expected.count)])
      for (row, column) in zip(actual, expected) {
        #expect(try row.string("attname") == column.name, "\(table)")
        #expect(try row.string("type") == column.type, "\(table).\(column.name)")
        #expect(try row.bool("attnotnull") == column.isNotNull, "\(table).\(column.name)")
        #expect(try row.string(ifPresent: "value") == column.value, "\(table).\(column.name)")
      }
      #expect(actual.count == expected.count)
    }
  }

  @Test func holdsTheSpecifiedConstraints() async throws {
    let test = try await TestDatabase.makeStore()
    for (table, columns) in SpecifiedSchema.tables {
      let actual = Set(
        try await test.ask(
          "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = $1::regclass", [.text(table)]
        ).map { try $0.string(0) })
      for line in columns.split(separator: "\n").map(String.init) {
        for constraint in SpecifiedColumn.constraints(line) {
          #expect(actual.contains(constraint), "\(table): \(constraint)")
        }
      }
    }
  }

  @Test func holdsTheSpecifiedIndexes() async throws {
    let test = try await TestDatabase.makeStore()
    for (name, definition) in SpecifiedSchema.indexes {
      let actual = try await test.ask("SELECT indexdef FROM pg_indexes WHERE indexname = $1", [.text(name)])
      #expect(try actual.map { try $0.string(0) } == [definition])
    }
  }

  @Test func everyTableIsBehindRowLevelSecurityAndNothingIsPublic() async throws {
    let test = try await TestDatabase.makeStore()
    let open = try await test.ask(
      "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND NOT relrowsecurity"
    )
    #expect(try open.map { try $0.string(0) } == [])
    #expect(
      try await test.number(
        "SELECT count(*) FROM information_schema.role_table_grants WHERE grantee = 'PUBLIC' AND table_schema = 'public'"
      ) == 0)
    let executable = try await test.ask(
      """
      SELECT proname FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
        AND (proacl IS NULL OR EXISTS (SELECT FROM aclexplode(proacl) WHERE grantee = 0))
      """)
    #expect(try executable.map { try $0.string(0) } == [])
    let loose = try await test.ask(
      "SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef AND proconfig IS NULL")
    #expect(try loose.map { try $0.string(0) } == [])
  }

  @Test func goesDownAndUpAgain() async throws {
    let configuration = try await TestDatabase.makeEmpty()
    let runner = MigrationRunner(migrations: try TestDatabase.migrations(), configuration: configuration)
    func snapshot() async throws -> [String] {
      let connection = try await Connection.connect(configuration)
      let rows = try await connection.query(
        """
        SELECT format('%s.%s %s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull) AS line
        FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'S') AND attnum > 0 AND NOT attisdropped
        UNION ALL SELECT format('%s %s', conrelid::regclass, pg_get_constraintdef(oid)) FROM pg_constraint
          WHERE connamespace = 'public'::regnamespace
        UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
        UNION ALL SELECT format('%s %s %s %s', tablename, policyname, qual, with_check) FROM pg_policies
        UNION ALL SELECT format('%s %s', proname, proacl) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION ALL SELECT format('%s %s', relname, relacl) FROM pg_class WHERE relnamespace = 'public'::regnamespace
        UNION ALL SELECT format('%s %s', tgrelid::regclass, tgname) FROM pg_trigger WHERE NOT tgisinternal
        UNION ALL SELECT current_setting('TimeZone')
        ORDER BY 1
        """
      ).map { try $0.string("line") }
      await connection.close()
      return rows
    }
    try await runner.migrate()
    let first = try await snapshot()
    #expect(first.contains("UTC"))
    try await runner.rollback(to: 0)
    let emptied = try await snapshot()
    #expect(emptied.filter { !$0.contains("schema_migrations") && !$0.contains("/") && $0 != "UTC" } == [])
    try await runner.migrate()
    #expect(try await snapshot() == first)
  }

  @Test func rolesAreTheOwnersToStepDownTo() async throws {
    let test = try await TestDatabase.makeStore()
    let roles = try await test.store.asUser(1) {
      try await $0.query("SELECT current_user, current_setting('TimeZone')").only()
    }
    #expect(try roles.string(0) == "hotgigs_app")
    #expect(try roles.string(1) == "UTC")
    let worker = try await test.store.asWorker { try await $0.query("SELECT current_user").only() }
    #expect(try worker.string(0) == "hotgigs_worker")
    #expect(try await test.ask("SELECT current_user").only().string(0) == PrivateCluster.owner)
  }
}

/// A column in the notation of SQL, as PostgreSQL's catalogue has it.
struct SpecifiedColumn {
  let name: String
  let type: String
  let isNotNull: Bool
  let value: String?

  init(_ line: String, table: String) {
    let words = line.split(separator: " ").map(String.init)
    name = words[0]
    let isSerial = words[1] == "SERIAL"
    type =
      switch words[1] {
      case "SERIAL", "INTEGER": "integer"
      case "TIMESTAMP": "timestamp without time zone"
      case let text where text.hasPrefix("VARCHAR"): "character varying" + text.dropFirst("VARCHAR".count)
      case let text where text.hasPrefix("DECIMAL"): "numeric" + text.dropFirst("DECIMAL".count)
      default: words[1].lowercased()
      }
    isNotNull = line.contains("NOT NULL") || line.contains("PRIMARY KEY")
    if let place = words.firstIndex(of: "DEFAULT") {
      let value = words[place + 1]
      self.value = value.hasPrefix("'") ? "\(value)::character varying" : value
    } else {
      value = isSerial ? "nextval('\(table)_id_seq'::regclass)" : nil
    }
  }

  static func constraints(_ line: String) -> [String] {
    if line.hasPrefix("UNIQUE(") {
      return ["UNIQUE (" + line.dropFirst("UNIQUE(".count)]
    }
    let words = line.split(separator: " ").map(String.init)
    var constraints: [String] = []
    if line.contains("PRIMARY KEY") { constraints.append("PRIMARY KEY (\(words[0]))") }
    if words.contains("UNIQUE") { constraints.append("UNIQUE (\(words[0]))") }
    if let place = words.firstIndex(of: "REFERENCES") {
      constraints.append("FOREIGN KEY (\(words[0])) REFERENCES \(words[place + 1])")
    }
    return constraints
  }
}
