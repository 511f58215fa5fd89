/// What stands between a client and its server.
public enum Pooling: String, Hashable, Sendable, Codable {
  /// Nothing.
  case none
  /// A pooler that keeps a server for a client as long as it is connected.
  case session
  /// A pooler that keeps one for a transaction: what a session holds (locks, LISTEN, settings) is another client's after it.
  case transaction
}

extension Connection {
  /// Finds out whether a pooler stands in front of the server, and of which kind.
  ///
  /// A pooler tells a process number of its own at login, for requests to cancel. That it shares the server among clients
  /// shows where this client and a second one meet the same server process, or this one another than before. A pooler that is
  /// known by its number and never seen sharing counts as one by session.
  ///
  /// - Parameter configuration: how this connection was made: another is opened for a moment.
  public func pooling(_ configuration: ConnectionConfiguration) async throws(PostgreSQLError) -> Pooling {
    let first = try await serverProcess(of: self)
    if first == serverProcessID { return .none }
    let other = try await Connection.connect(configuration)
    do throws(PostgreSQLError) {
      for _ in 0..<3 {
        try await other.query("BEGIN")
        let theirs = try await serverProcess(of: other)
        let ours = theirs == first ? first : try await serverProcess(of: self)
        try await other.query("COMMIT")
        if theirs == first || ours != first {
          await other.close()
          return .transaction
        }
      }
      await other.close()
      return .session
    } catch {
      await other.close()
      throw error
    }
  }

  private func serverProcess(of connection: Connection) async throws(PostgreSQLError) -> Int {
    try await connection.query("SELECT pg_backend_pid()").only().int(0)
  }
}
