import CandidateStore
import PostgreSQL

/// The schema of this program, and how far a database is.
public struct SchemaMigrations: Sendable {
  private let runner: MigrationRunner

  public init(location: DatabaseLocation) throws {
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

  /// - Throws: ``WorkspaceError`` that names the command to run.
  func requireCurrent(over executor: some QueryExecutor) async throws {
    let history = try await runner.status(using: executor)
    if let problem = history.problem { throw problem }
    guard history.isCurrent else {
      throw WorkspaceError(
        .unavailable,
        "the database's schema is at version \(history.currentVersion) of \(history.latestVersion): "
          + "run hotgigs db migrate first")
    }
  }
}
