import PostgreSQL

/// What `pg_dump` writes of a database's schema.
enum SchemaDump {
  static func of(_ configuration: ConnectionConfiguration) async throws -> String {
    let version = try await Connection.withConnection(to: configuration) { connection in
      try await connection.query("SELECT current_setting('server_version_num')::int / 10000").only().int(0)
    }
    let dump = try ClientPrograms.forServer(majorVersion: version).program("pg_dump")
    return try await ClientProgram.onThread { stop in
      var bytes: [UInt8] = []
      let outcome = try dump.run(["--schema-only"], login: configuration, stop: stop) { bytes += $0 }
      guard outcome.succeeded else { throw PostgreSQLError(.unexpectedResult, outcome.complaint) }
      // Newer ones begin and end with a number that nobody can guess.
      return String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        .filter { !$0.hasPrefix("\\restrict ") && !$0.hasPrefix("\\unrestrict ") }.joined(separator: "\n")
    }
  }
}
