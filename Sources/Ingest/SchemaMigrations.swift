import CandidateStore
import PostgreSQL

/// The schema of this program and how far the database is.
public struct SchemaMigrations: Sendable {
  private let runner: MigrationRunner

  public init(location: DatabaseLocation) throws {
    runner = MigrationRunner(
      migrations: try Migration.load(from: try CandidateStore.schemaDirectory), configuration: try location.configuration())
  }

  /// Migrates up to a version, or all the way.
  ///
  /// - Returns: the migrations that were applied.
  @discardableResult
  public func migrate(to version: Int? = nil) async throws -> [Migration] {
    try await runner.migrate(to: version)
  }

  func migrateIfBehind(over pool: ConnectionPool) async throws {
    if try await !isCurrent(over: pool) { try await migrate() }
  }

  /// - Throws: ``WorkspaceError`` that names the command to run.
  func requireCurrent(over pool: ConnectionPool) async throws {
    guard try await isCurrent(over: pool) else {
      throw WorkspaceError(.unavailable, "the database's schema is behind this program: run hotgigs db migrate first")
    }
  }
}
