import PostgreSQL

/// What is done to a database as a whole, by whoever holds its password: written to `audit_logs` and `error_logs` like what
/// admins do by their accounts. A database without these tables, or one that is away, keeps no record.
public struct AdministrationLog: Sendable {
  /// Of the database that is named, where failures are told.
  private let own: ConnectionConfiguration
  /// Of the one that something is done to.
  private let changed: ConnectionConfiguration
  private let email: String?

  /// - Parameter database: another one on its server.
  public init(location: DatabaseLocation, database: String? = nil, settings: Settings) throws {
    let own = try location.configuration()
    self.own = own
    changed = database.map { own.with(database: $0) } ?? own
    email = Workspace.operatingSystemEmail(settings)
  }

  /// Does something, and writes down that it was done or failed.
  public func recording<Value>(
    _ action: String, of resource: String, _ body: () async throws -> Value, changes: (Value) -> [String: String]?
  ) async throws -> Value {
    do {
      let value = try await body()
      if let changes = changes(value) { await record(action, of: resource, changes, status: "success", in: changed) }
      return value
    } catch {
      await recordFailure(of: action, resource, error)
      throw error
    }
  }

  /// A record that can't be made undoes nothing of what was done.
  private func record(
    _ action: String, of resource: String, _ changes: [String: String], status: String,
    in database: ConnectionConfiguration
  ) async {
    try? await connected(to: database) { connection in
      try await connection.query(
        """
        INSERT INTO public.audit_logs (admin_user_id, action, resource_type, description, changes, status)
        SELECT (SELECT id FROM public.admin_users WHERE lower(email) = lower($1)), $2, $3, $4, jsonb_object($5::text[], $6::text[]), $7
        """,
        [
          .text(ifPresent: email), .text(action), .text(resource),
          .text("by the operating-system user \(Workspace.userName)"), .textArray(changes.keys.sorted()),
          .textArray(changes.keys.sorted().map { changes[$0] }), .text(status),
        ])
    }
  }

  /// What failed and by which code; not why, which may name somebody.
  private func recordFailure(of action: String, _ resource: String, _ error: any Error) async {
    let cause = (error as? PostgreSQLError) ?? (error as? MigrationError)?.underlying
    // A database that is away would be waited for again.
    if error is CancellationError || cause.map({ $0.kind != .server }) == true { return }
    let code =
      cause?.sqlState?.rawValue ?? (error as? MigrationError)?.code.rawValue
      ?? (error as? BackupError).map { "\($0.code)" } ?? "failed"
    // On a task of its own: this one may be cancelled.
    await Task {
      await record(action, of: resource, ["code": code], status: "failed", in: own)
      try? await connected(to: own) { connection in
        try await connection.query(
          "INSERT INTO public.error_logs (severity, category, error_code, message) VALUES ('error', 'database', $1, $2)",
          [.text(code), .text("\(action) failed")])
      }
    }.value
  }

  private func connected(
    to database: ConnectionConfiguration, _ body: (Connection) async throws -> Void
  ) async throws {
    try await Connection.withConnection(to: database) { connection in
      // One that was refused as too old is asked nothing more.
      guard connection.serverVersion >= .oldestSupported,
        try await connection.query("SELECT to_regclass('public.error_logs') IS NOT NULL AS kept").only().bool(0)
      else { return }
      try await body(connection)
    }
  }
}
