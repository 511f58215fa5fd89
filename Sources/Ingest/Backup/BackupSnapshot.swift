import PostgreSQL

/// The database as of one moment, held open so that `pg_dump` sees the same.
struct BackupSnapshot: Sendable {
  /// For `pg_dump --snapshot`.
  var name: String
  var schemaVersion: Int
  var serverVersion: Int
  /// Rows by table.
  var tables: [String: Int]
  /// Addresses in a directory of documents, each once.
  var addresses: [String]

  /// Any key that nothing else in the database uses.
  private static let lockKey = 7_203_114_663

  /// Runs `body` while the snapshot holds. One backup of a database runs at a time.
  ///
  /// - Throws: ``BackupError`` of code `busy`, `notPermitted` or `target`; what `body` throws; `PostgreSQLError`.
  static func held<Value>(
    over connection: Connection, _ body: (BackupSnapshot) async throws -> Value
  ) async throws -> Value {
    try await connection.withTransaction(prelude: [
      Statement("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"),
      Statement("SET LOCAL idle_in_transaction_session_timeout = 0"), Statement("SET LOCAL statement_timeout = 0"),
    ]) { transaction in
      guard try await transaction.query("SELECT pg_try_advisory_xact_lock($1)", [.int(lockKey)]).only().bool(0) else {
        throw BackupError(.busy, "another backup of this database is being made: wait for it, then try again")
      }
      return try await body(try await BackupSnapshot(in: transaction))
    }
  }

  private init(in transaction: Transaction) async throws {
    let row = try await transaction.query(
      """
      SELECT pg_export_snapshot() AS name, current_setting('server_version_num')::int / 10000 AS server,
        to_regclass('public.schema_migrations') IS NOT NULL AS is_ours
      """
    ).only()
    guard try row.bool("is_ours") else {
      throw BackupError(
        .target, "this database holds no schema of HotGigs: check DATABASE_URL, or make it with hotgigs db migrate")
    }
    name = try row.string("name")
    serverVersion = try row.int("server")
    try await Self.checkRights(transaction)
    schemaVersion =
      try await transaction.query("SELECT max(version) FROM public.schema_migrations").only().int(ifPresent: 0) ?? 0
    tables = try await TableCounts.read(over: transaction)
    addresses = try await transaction.query(
      #"""
      SELECT file_path AS address FROM public.resumes WHERE file_path ~ '^[0-9a-f]{2}/[0-9a-f]{64}$'
      UNION SELECT resume_url FROM public.applications WHERE resume_url ~ '^[0-9a-f]{2}/[0-9a-f]{64}$'
      ORDER BY address
      """#
    ).map { try $0.string("address") }
  }

  /// Row-level security would hide rows from anybody but their owner: such a backup would lack them.
  private static func checkRights(_ transaction: Transaction) async throws {
    let foreign = try await transaction.query(
      """
      SELECT relname FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
        AND (row_security_active(oid) OR NOT has_table_privilege(oid, 'SELECT'))
      ORDER BY relname LIMIT 1
      """)
    if let table = try foreign.first?.string(0) {
      throw BackupError(
        .notPermitted,
        "this role does not own the table \(table), so it can't see all of it: put the owner's name into DATABASE_URL")
    }
  }
}

/// Rows by table, counted.
enum TableCounts {
  static func read(over executor: some QueryExecutor) async throws -> [String: Int] {
    let names = try await executor.query(
      """
      SELECT relname, format('%I.%I', 'public', relname) AS quoted FROM pg_class
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = pg_class.oid AND d.deptype = 'e')
      ORDER BY relname
      """)
    var counts: [String: Int] = [:]
    for row in names {
      counts[try row.string("relname")] =
        try await executor.query("SELECT count(*) FROM \(try row.string("quoted"))").only().int(0)
    }
    return counts
  }
}
