/// Whatever runs statements: a connection, a transaction, a pool.
///
/// A function that takes some `QueryExecutor` works inside and outside a transaction; one whose statements belong
/// together takes a ``Transaction``.
public protocol QueryExecutor: Sendable {
  /// Runs one statement and returns its rows.
  @discardableResult
  func query(_ sql: String, _ parameters: [SQLValue]) async throws(PostgreSQLError) -> QueryResult

  /// Runs statements in order in one round trip. The first that fails ends it: its error is thrown with
  /// ``PostgreSQLError/statementIndex``, those behind it do not run, and outside a transaction those before it are
  /// undone, since a pipeline is a transaction of its own.
  @discardableResult
  func pipeline(_ statements: [Statement]) async throws(PostgreSQLError) -> [QueryResult]

  /// Runs a script: several statements, separated by semicolons, without parameters.
  func execute(script: String) async throws(PostgreSQLError)
}

extension QueryExecutor {
  /// Runs one statement without parameters.
  @discardableResult
  public func query(_ sql: String) async throws(PostgreSQLError) -> QueryResult {
    try await query(sql, [])
  }

  /// Runs one statement.
  @discardableResult
  public func query(_ statement: Statement) async throws(PostgreSQLError) -> QueryResult {
    try await query(statement.sql, statement.parameters)
  }
}
