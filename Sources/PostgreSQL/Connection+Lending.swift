extension Connection {
  /// Connects, lends the connection, and closes it however `body` ends.
  ///
  /// - Throws: as ``connect(_:)``, and what `body` throws.
  public nonisolated(nonsending) static func withConnection<Value>(
    to configuration: ConnectionConfiguration, _ body: (Connection) async throws -> Value
  ) async throws -> Value {
    let connection = try await connect(configuration)
    do {
      let value = try await body(connection)
      await connection.close()
      return value
    } catch {
      await connection.close()
      throw error
    }
  }
}
