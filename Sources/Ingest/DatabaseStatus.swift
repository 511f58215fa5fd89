import CandidateStore
import PostgreSQL

/// Where the database is, whether it answers, and how far its schema is.
public struct DatabaseStatus: Codable, Sendable {
  /// Without a password.
  public var database: String
  /// "PostgreSQL 15.3", or why it does not answer.
  public var server: String
  /// Nil where the server does not answer.
  public var schemaVersion: Int?
  public var latestSchemaVersion: Int

  enum CodingKeys: String, CodingKey {
    case database, server
    case schemaVersion = "schema_version"
    case latestSchemaVersion = "latest_schema_version"
  }

  /// Asks, and starts nothing.
  public static func of(_ location: DatabaseLocation) async throws -> DatabaseStatus {
    let migrations = try SchemaMigrations(location: location)
    var status = DatabaseStatus(
      database: try location.configuration().description, server: "", latestSchemaVersion: migrations.latestVersion)
    if case .privateCluster(let cluster) = location, !cluster.status().isRunning {
      status.server =
        cluster.status().isInitialized ? "stopped; any command starts it" : "not made yet; any command makes it"
      return status
    }
    do {
      let connection = try await Connection.connect(try location.configuration())
      status.server =
        "PostgreSQL " + (try await connection.query("SHOW server_version").only().string("server_version"))
      status.schemaVersion = try await migrations.currentVersion(over: connection)
      await connection.close()
    } catch let error as PostgreSQLError {
      status.server = "no answer: \(error)"
    }
    return status
  }
}
