import CandidateStore
import PostgreSQL

/// The schema of this program, and how far a database is.
public struct SchemaMigrations: Sendable {
  private let runner: MigrationRunner
  private let location: DatabaseLocation

  public init(location: DatabaseLocation) throws {
    self.location = location
    runner = MigrationRunner(
      migrations: try Migration.load(from: try CandidateStore.schemaDirectory()),
      configuration: try location.configuration())
  }

  /// Migrates up to a version, or all the way.
  ///
  /// - Returns: the migrations that were applied.
  @discardableResult
  public func migrate(to version: Int? = nil) async throws -> [Migration] {
    try await runner.migrate(to: version)
  }

  /// Undoes what lies above a version.
  ///
  /// - Returns: the migrations that were undone, newest first.
  @discardableResult
  public func rollback(to version: Int) async throws -> [Migration] {
    try await runner.rollback(to: version)
  }

  /// Undoes the last migrations.
  ///
  /// - Returns: the migrations that were undone, newest first.
  @discardableResult
  public func rollback(steps: Int) async throws -> [Migration] {
    try await runner.rollback(steps: steps)
  }

  /// What is applied and what is pending. A private cluster that was never made has nothing; one that is down is started.
  public func history() async throws -> MigrationHistory {
    if case .privateCluster(let cluster) = location {
      guard cluster.status().isInitialized else { return .ofEmptyDatabase(knowing: runner.migrations) }
      try await cluster.start()
    }
    return try await runner.status()
  }

  var latestVersion: Int { runner.migrations.map(\.version).max() ?? 0 }

  func currentVersion(over executor: some QueryExecutor) async throws -> Int {
    try await runner.status(using: executor).currentVersion
  }

  /// Migrates a database that is behind; one that is ahead or altered is refused.
  func migrateIfBehind(over executor: some QueryExecutor) async throws {
    let history = try await runner.status(using: executor)
    if let problem = history.problem { throw problem }
    if !history.isCurrent { try await migrate() }
  }

  /// - Throws: ``WorkspaceError`` that names the command to run; `MigrationError` for a server that is too old.
  func requireCurrent(over pool: ConnectionPool) async throws {
    let history = try await pool.withConnection { connection in
      try MigrationRunner.requireSupported(connection)
      return try await runner.status(using: connection)
    }
    if let problem = history.problem { throw problem }
    guard history.isCurrent else {
      throw WorkspaceError(
        .unavailable,
        "the database's schema is at version \(history.currentVersion) of \(history.latestVersion): "
          + "run hotgigs db migrate first")
    }
  }
}
