import CandidateStore
import PostgreSQL

/// The database that a backup is restored into: it has to be empty.
struct RestoreTarget: Sendable {
  let configuration: ConnectionConfiguration
  /// How a person names it.
  let name: String

  /// Checks that nothing is in the way, makes the roles that the dump names, and sets what a dump does not hold.
  ///
  /// - Parameter replacesFresh: whether a database that holds the schema and the first accounts only counts as empty.
  /// - Throws: ``BackupError`` of code `target` or `notPermitted`.
  func prepare(replacesFresh: Bool) async throws {
    do {
      try await Connection.withConnection(to: configuration) { connection in
        try await clear(connection, replacesFresh: replacesFresh)
        try await connection.execute(script: Self.roles)
        try await connection.execute(
          script: """
            DO $$ BEGIN
              EXECUTE format('ALTER DATABASE %I SET timezone = ''UTC''', current_database());
            EXCEPTION WHEN insufficient_privilege THEN NULL; -- as the first migration has it: every session sets it, too
            END $$
            """)
      }
    } catch let error as PostgreSQLError where error.sqlState == .insufficientPrivilege {
      throw BackupError(
        .notPermitted,
        "this role may not make what a restore needs (\(error.message)): put a role that may create roles and tables into "
          + "DATABASE_URL")
    }
  }

  private func clear(_ connection: Connection, replacesFresh: Bool) async throws {
    let found = try await connection.query(
      """
      SELECT relname AS name FROM pg_class c
      WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
      UNION ALL
      SELECT proname FROM pg_proc p WHERE pronamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
      ORDER BY name
      """
    ).map { try $0.string(0) }
    if found.isEmpty { return }
    // What rolling everything back leaves.
    if found == ["schema_migrations"], try await connection.query("SELECT FROM public.schema_migrations").isEmpty {
      return try await connection.execute(script: "DROP TABLE public.schema_migrations")
    }
    guard try await isFresh(connection) else {
      throw BackupError(
        .target,
        "\(name) is not empty, and a restore replaces nothing: restore into a new database with --into NAME, "
          + "or empty this one first")
    }
    guard replacesFresh else {
      throw BackupError(
        .target, "\(name) is not empty: it holds the schema and the first accounts only, which --yes replaces")
    }
    let migrations = try Migration.load(from: try CandidateStore.schemaDirectory())
    try await MigrationRunner(migrations: migrations, configuration: configuration).rollback(to: 0)
    try await connection.execute(script: "DROP TABLE public.schema_migrations")
  }

  /// Nobody has worked with it yet.
  private func isFresh(_ connection: Connection) async throws -> Bool {
    let counts = try await TableCounts.read(over: connection)
    guard counts["schema_migrations"] ?? 0 > 0, counts["users"] ?? 0 <= 2, counts["admin_users"] ?? 0 <= 1 else {
      return false
    }
    let known = ["schema_migrations", "users", "admin_users", "audit_logs", "error_logs", "workers", "backups"]
    guard counts.allSatisfy({ $0.value == 0 || known.contains($0.key) }) else { return false }
    return try await connection.query(
      "SELECT NOT EXISTS (SELECT FROM public.users WHERE email NOT IN ('admin@localhost', 'recruiter@localhost'))"
    ).only().bool(0)
  }

  /// As the migrations make them: the dump grants to them, and a server of its own does not have them yet.
  private static let roles = """
    DO $$
    DECLARE
      name TEXT;
    BEGIN
      FOREACH name IN ARRAY ARRAY['hotgigs_app', 'hotgigs_worker'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
          EXECUTE format('CREATE ROLE %I NOLOGIN NOINHERIT', name);
        END IF;
        IF NOT pg_has_role(current_user, name, 'MEMBER') THEN EXECUTE format('GRANT %I TO CURRENT_USER', name); END IF;
      END LOOP;
    END
    $$
    """
}
