import CandidateStore
import FoundationEssentials
import PostgreSQL

/// Where the database is, by which way it is reached, how far its schema is, and what is missing to work with it.
public struct DatabaseStatus: Encodable, Sendable {
  /// Without a password.
  public var database: String
  /// What named it: `DATABASE_URL`, `DATABASE_URL_FILE`, or nobody: then it is the private one.
  public var namedBy: String?
  public var host: HostKind
  /// `sslmode`: what the server has to prove.
  public var tlsMode: String
  /// "PostgreSQL 15.3", or why it does not answer.
  public var server: String
  /// Nil where the server does not answer, as all that follows.
  public var route: Route?
  public var pooling: Pooling?
  public var schemaVersion: Int?
  public var latestSchemaVersion: Int
  public var role: DatabaseRights?
  /// Those that are installed, with their versions.
  public var extensions: [String]?
  /// What to do before all of it works, one line each.
  public var missing: [String] = []
  /// What weakens it, one line each.
  public var warnings: [String] = []
  /// Settings of a hosted database that are in the environment and have no effect here: their names.
  public var unusedSettings: [String]
  /// Why the server does not answer.
  public var failure: PostgreSQLError?

  enum CodingKeys: String, CodingKey {
    case database, host, server, route, pooling, role, extensions, missing, warnings
    case namedBy = "named_by"
    case tlsMode = "tls_mode"
    case schemaVersion = "schema_version"
    case latestSchemaVersion = "latest_schema_version"
    case unusedSettings = "unused_settings"
  }

  /// How the server was reached.
  public struct Route: Codable, Sendable {
    /// Of several hosts the one that answered.
    public var host: String
    public var port: Int
    public var address: String?
    /// "TLSv1.3"; nil where nothing is encrypted.
    public var tls: String?
    public var cipher: String?
    public var verification: ConnectionRoute.Verification

    init(_ route: ConnectionRoute) {
      (host, port, address) = (route.host, route.port, route.address)
      (tls, cipher, verification) = (route.tlsVersion, route.cipher, route.verification)
    }
  }

  /// Asks, and starts nothing.
  public static func of(_ location: DatabaseLocation) async throws -> DatabaseStatus {
    let migrations = try SchemaMigrations(location: location)
    let configuration = try location.configuration()
    let environment = ProcessInfo.processInfo.environment.filter { !$0.value.isEmpty }
    var status = DatabaseStatus(
      database: configuration.description,
      namedBy: location.isPrivate ? nil : environment["DATABASE_URL"] == nil ? "DATABASE_URL_FILE" : "DATABASE_URL",
      host: configuration.hostKind, tlsMode: configuration.tlsMode, server: "",
      latestSchemaVersion: migrations.latestVersion,
      unusedSettings: environment.keys.filter { $0.hasPrefix("SUPABASE_") }.sorted())
    if case .privateCluster(let cluster) = location, !cluster.status().isRunning {
      status.server =
        cluster.status().isInitialized ? "stopped; any command starts it" : "not made yet; any command makes it"
      return status
    }
    do {
      try await Connection.withConnection(to: configuration) { connection in
        try await status.look(at: connection, configuration, migrations)
      }
    } catch let error as PostgreSQLError {
      status.server = "no answer: \(error)"
      status.failure = error
    }
    return status
  }

  private mutating func look(
    at connection: Connection, _ configuration: ConnectionConfiguration, _ migrations: SchemaMigrations
  ) async throws {
    server = "PostgreSQL \(connection.serverVersion)"
    let route = Route(connection.route)
    self.route = route
    if host != .local, route.verification != .full {
      warnings.append(
        "sslmode=\(tlsMode) \(route.tls == nil ? "encrypts nothing" : "does not make sure who the server is"): "
          + "leave it out of DATABASE_URL, or say verify-full")
    }
    guard connection.serverVersion >= .oldestSupported else {
      missing.append("PostgreSQL \(ServerVersion.oldestSupported.major) or newer: upgrade the server")
      return
    }
    pooling = try await connection.pooling(configuration)
    let rights = try await DatabaseRights.of(connection)
    role = rights
    extensions = try await connection.query("SELECT extname || ' ' || extversion FROM pg_extension ORDER BY 1")
      .map { row in try row.string(0) }
    missing += rights.missing
    // Only the tables' owner sees how far they are.
    guard rights.owner == nil || rights.actsAsOwner else { return }
    let schema = try await migrations.currentVersion(over: connection)
    schemaVersion = schema
    if schema < latestSchemaVersion {
      let way =
        pooling == .transaction
        ? ", with a DATABASE_URL that leads to the server itself (of Supabase: port 5432 in place of 6543)" : ""
      missing.append("version \(latestSchemaVersion) of the schema: run hotgigs db migrate\(way)")
    }
  }
}
