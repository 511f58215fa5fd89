import FoundationEssentials

/// Brings a database's schema up or down, one migration after the other.
///
/// Each runs in a transaction together with its line in `schema_migrations`, unless its script's first line is
/// `-- no-transaction`: then its statements run one by one, and such a script should bear being run again (an index that
/// a failed `CREATE INDEX CONCURRENTLY` left is removed first). Runners that start together take turns by an advisory
/// lock, which they poll: to wait inside `pg_advisory_lock` would hold a snapshot, and `CREATE INDEX CONCURRENTLY` waits
/// for snapshots. Each verb has a connection of its own; a transaction pooler is refused, since behind one the lock would
/// outlive its holder.
public struct MigrationRunner: Sendable {
  public let migrations: [Migration]
  private let configuration: ConnectionConfiguration
  /// How long to wait for another runner.
  private let lockTimeout: Duration

  /// Any number that nobody else locks.
  static let lockKey: Int64 = 0x6d69_6772_6174_6531
  private static let table = "schema_migrations"
  static let tableScript = """
    CREATE TABLE IF NOT EXISTS \(table) (
      version bigint PRIMARY KEY,
      name text NOT NULL,
      checksum text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now(),
      duration interval NOT NULL
    );
    ALTER TABLE \(table) ENABLE ROW LEVEL SECURITY;

    """

  public init(
    migrations: [Migration], configuration: ConnectionConfiguration, lockTimeout: Duration = .seconds(300)
  ) {
    self.migrations = migrations
    self.configuration = configuration
    self.lockTimeout = lockTimeout
  }

  /// What is applied and what is pending. Changes nothing.
  public func status() async throws(MigrationError) -> MigrationHistory {
    let connection = try await connect()
    do throws(MigrationError) {
      let history = try await status(using: connection)
      await connection.close()
      return history
    } catch {
      await connection.close()
      throw error
    }
  }

  /// The same over a connection that is open already, in two small queries.
  public func status(using executor: some QueryExecutor) async throws(MigrationError) -> MigrationHistory {
    do throws(PostgreSQLError) {
      let exists = try await executor.query("SELECT to_regclass('\(Self.table)') IS NOT NULL").only().bool(0)
      guard exists else { return MigrationHistory(known: migrations, applied: []) }
      let result = try await executor.query(
        """
        SELECT version, name, checksum, applied_at, extract(epoch FROM duration)::float8 AS seconds
        FROM \(Self.table) ORDER BY version
        """)
      var applied: [AppliedMigration] = []
      for row in result {
        applied.append(
          AppliedMigration(
            version: try row.int("version"), name: try row.string("name"), checksum: try row.string("checksum"),
            appliedAt: try row.timestamp("applied_at"), duration: .seconds(try row.double("seconds"))))
      }
      return MigrationHistory(known: migrations, applied: applied)
    } catch {
      throw .database(error)
    }
  }

  /// Applies what is pending, up to a version.
  ///
  /// - Returns: what was applied, in order; empty where there was nothing to do.
  @discardableResult
  public func migrate(to version: Int? = nil) async throws(MigrationError) -> [Migration] {
    try await run(
      { history throws(MigrationError) in try history.stepsUp(to: version) },
      { step, connection throws(MigrationError) in try await apply(step, on: connection) })
  }

  /// Undoes everything above a version; 0 undoes all.
  ///
  /// - Returns: what was undone, newest first.
  @discardableResult
  public func rollback(to version: Int) async throws(MigrationError) -> [Migration] {
    try await run(
      { history throws(MigrationError) in try history.stepsDown(to: version) },
      { step, connection throws(MigrationError) in try await undo(step, on: connection) })
  }

  /// Undoes the last migrations.
  ///
  /// - Returns: what was undone, newest first.
  @discardableResult
  public func rollback(steps: Int) async throws(MigrationError) -> [Migration] {
    try await run(
      { history throws(MigrationError) in try history.stepsDown(to: history.target(steps: steps)) },
      { step, connection throws(MigrationError) in try await undo(step, on: connection) })
  }

  // MARK: Under the lock

  private func run(
    _ plan: (MigrationHistory) throws(MigrationError) -> [Migration],
    _ perform: (Migration, Connection) async throws(MigrationError) -> Void
  ) async throws(MigrationError) -> [Migration] {
    let connection = try await connect()
    do throws(MigrationError) {
      var steps: [Migration] = []
      // Most runs find nothing to do and need no lock.
      if try await !plan(status(using: connection)).isEmpty {
        try await refusePooler(connection)
        try await lock(connection)
        try await makeTable(connection)
        // Another runner may have done it meanwhile.
        steps = try await plan(status(using: connection))
        for step in steps { try await perform(step, connection) }
      }
      await connection.close()
      return steps
    } catch {
      await connection.close()
      throw error
    }
  }

  private func connect() async throws(MigrationError) -> Connection {
    let connection: Connection
    do throws(PostgreSQLError) {
      connection = try await Connection.connect(configuration)
    } catch {
      throw .database(error)
    }
    do throws(MigrationError) {
      try Self.requireSupported(connection)
    } catch {
      await connection.close()
      throw error
    }
    return connection
  }

  /// - Throws: ``MigrationError`` of code `serverTooOld`.
  public static func requireSupported(_ connection: Connection) throws(MigrationError) {
    guard connection.serverVersion >= .oldestSupported else {
      throw MigrationError(
        .serverTooOld,
        "the server is PostgreSQL \(connection.serverVersion), which is too old: upgrade it to "
          + "\(ServerVersion.oldestSupported.major) or newer")
    }
  }

  private func refusePooler(_ connection: Connection) async throws(MigrationError) {
    do throws(PostgreSQLError) {
      guard try await connection.pooling(configuration) == .transaction else { return }
    } catch {
      throw .database(error)
    }
    throw MigrationError(
      .pooler,
      "the address is that of a transaction pooler, behind which migrations can't take turns: migrate over the "
        + "server's own address (of Supabase: port 5432 in place of 6543)")
  }

  /// The lock goes with the connection.
  private func lock(_ connection: Connection) async throws(MigrationError) {
    let end = ContinuousClock.now + lockTimeout
    do {
      while true {
        let row = try await connection.query("SELECT pg_try_advisory_lock($1)", [.int(Self.lockKey)]).only()
        if try row.bool(0) { return }
        guard ContinuousClock.now < end else { break }
        try await Task.sleep(for: .milliseconds(100))
      }
    } catch let error as PostgreSQLError {
      throw .database(error)
    } catch {
      throw .database(.taskCancelled)
    }
    throw MigrationError(
      .locked, "another migration of this database has not ended within \(lockTimeout): wait for it, then try again")
  }

  /// Row-level security without a policy: only the owner sees the table.
  private func makeTable(_ connection: Connection) async throws(MigrationError) {
    do throws(PostgreSQLError) {
      guard try await !connection.query("SELECT to_regclass('\(Self.table)') IS NOT NULL").only().bool(0) else {
        return
      }
      try await connection.execute(script: Self.tableScript)
    } catch {
      throw .database(error)
    }
  }

  private func apply(_ migration: Migration, on connection: Connection) async throws(MigrationError) {
    let table = try await qualifiedTable(connection)
    try await perform(migration.up, of: migration, on: connection) { duration in
      Statement(
        "INSERT INTO \(table) (version, name, checksum, duration) VALUES ($1, $2, $3, make_interval(secs => $4))",
        [.int(migration.version), .text(migration.name), .text(migration.checksum), .double(duration / .seconds(1))])
    }
  }

  private func undo(_ migration: Migration, on connection: Connection) async throws(MigrationError) {
    let table = try await qualifiedTable(connection)
    try await perform(migration.down ?? "", of: migration, on: connection) { _ in
      Statement("DELETE FROM \(table) WHERE version = $1", [.int(migration.version)])
    }
  }

  /// A script may change the search path.
  private func qualifiedTable(_ connection: Connection) async throws(MigrationError) -> String {
    do throws(PostgreSQLError) {
      let row = try await connection.query(
        "SELECT relnamespace::regnamespace::text || '.\(Self.table)' FROM pg_class WHERE oid = '\(Self.table)'::regclass"
      ).only()
      return try row.string(0)
    } catch {
      throw .database(error)
    }
  }
}
