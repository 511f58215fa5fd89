import FoundationEssentials

/// Brings a database's schema up or down, one migration after the other.
///
/// Each runs in a transaction together with its line in `schema_migrations`, unless its script's first line is
/// `-- no-transaction`: then its statements run one by one, and such a script should bear being run again. Runners that
/// start together take turns by an advisory lock, which they poll: to wait inside `pg_advisory_lock` would hold a
/// snapshot, and `CREATE INDEX CONCURRENTLY` waits for snapshots. Each verb has a connection of its own; it must lead to
/// the server directly, since behind a transaction pooler the lock would outlive its holder.
public struct MigrationRunner: Sendable {
  public let migrations: [Migration]
  private let configuration: ConnectionConfiguration
  /// How long to wait for another runner.
  private let lockTimeout: Duration

  /// Any number that nobody else locks.
  static let lockKey: Int64 = 0x6d69_6772_6174_6531
  private static let table = "schema_migrations"

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
    do throws(PostgreSQLError) {
      return try await Connection.connect(configuration)
    } catch {
      throw .database(error)
    }
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
      try await connection.execute(
        script: """
          CREATE TABLE \(Self.table) (
            version bigint PRIMARY KEY,
            name text NOT NULL,
            checksum text NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT now(),
            duration interval NOT NULL
          );
          ALTER TABLE \(Self.table) ENABLE ROW LEVEL SECURITY;
          """)
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

  private func perform(
    _ script: String, of migration: Migration, on connection: Connection, record: (Duration) -> Statement
  ) async throws(MigrationError) {
    let start = ContinuousClock.now
    do {
      if SQLScript(text: script).refusesTransaction {
        for statement in SQLScript(text: script).statements { try await connection.query(statement) }
        try await connection.query(record(.now - start))
      } else {
        try await connection.withTransaction { transaction in
          try await transaction.execute(script: script)
          guard await connection.transactionStatus == .inTransaction else {
            throw MigrationError(
              .script, version: migration.version,
              "migration \(migration.version) (\(migration.name)) ends its transaction itself: take COMMIT and ROLLBACK "
                + "out of it, or begin it with the line -- no-transaction")
          }
          try await transaction.query(record(.now - start))
        }
      }
    } catch let error as MigrationError {
      throw error
    } catch let error as PostgreSQLError {
      throw failure(of: migration, script, error)
    } catch {
      throw MigrationError(.database, version: migration.version, "\(error)")
    }
  }

  private func failure(of migration: Migration, _ script: String, _ error: PostgreSQLError) -> MigrationError {
    guard !error.isConnectionProblem, error.kind != .cancelled else { return .database(error) }
    let isWhole = !SQLScript(text: script).refusesTransaction
    let line = error.position.map { position in
      script.unicodeScalars.prefix(position - 1).reduce(1) { $1 == "\n" ? $0 + 1 : $0 }
    }
    let place = isWhole ? line.map { ", line \($0)" } ?? "" : ""
    let remains = isWhole ? "" : "; what ran before the error remains, since it runs outside a transaction"
    return MigrationError(
      .script, version: migration.version,
      "migration \(migration.version) (\(migration.name)\(place)) failed: \(error)\(remains)", underlying: error)
  }
}
