import Glibc
import PostgreSQL

/// Makes and removes databases beside ours, on its server.
struct NewDatabase: Sendable {
  let name: String
  let location: DatabaseLocation

  private static let scratchPrefix = "hotgigs_verify_"

  /// One for a trial.
  static func scratch(on location: DatabaseLocation) -> NewDatabase {
    NewDatabase(name: "\(scratchPrefix)\(getpid())_\(UInt32.random(in: 0 ... .max))", location: location)
  }

  /// Its connection, as the owner of ours.
  func configuration() throws -> ConnectionConfiguration { try location.configuration().with(database: name) }

  /// - Throws: ``BackupError`` of code `target` or `notPermitted`.
  func create() async throws {
    try await administering { connection in
      do {
        let owner = location.isPrivate ? "OWNER \(PrivateCluster.owner)" : ""
        try await connection.query(
          "CREATE DATABASE \(SQLIdentifier.quote(name)) \(owner) TEMPLATE template0 ENCODING 'UTF8'")
      } catch let error as PostgreSQLError where error.sqlState == .insufficientPrivilege {
        throw BackupError(
          .notPermitted,
          "this role may not create databases: put one that may into DATABASE_URL (ALTER ROLE … CREATEDB)")
      } catch let error as PostgreSQLError where error.sqlState?.rawValue == "42P04" {
        throw BackupError(.target, "there is a database \(name) already: choose another name")
      }
    }
  }

  func drop() async throws {
    try await administering { connection in
      try await connection.query("DROP DATABASE IF EXISTS \(SQLIdentifier.quote(name)) WITH (FORCE)")
    }
  }

  /// Removes what trials left whose process was killed: one that goes on has a connection, and is not touched.
  static func removeLeftovers(on location: DatabaseLocation) async throws {
    try await NewDatabase(name: "", location: location).administering { connection in
      let names = try await connection.query(
        """
        SELECT datname FROM pg_database d
        WHERE starts_with(datname, $1) AND pg_has_role(datdba, 'USAGE')
          AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.datid = d.oid)
        """, [.text(scratchPrefix)]
      ).map { try $0.string(0) }
      for name in names { _ = try? await connection.query("DROP DATABASE IF EXISTS \(SQLIdentifier.quote(name))") }
    }
  }

  private func administering(_ body: (Connection) async throws -> Void) async throws {
    let administrator =
      switch location {
      case .privateCluster(let cluster): try ConnectionConfiguration(url: cluster.administratorURL)
      case .url: try location.configuration()
      }
    try await Connection.withConnection(to: administrator, body)
  }
}
