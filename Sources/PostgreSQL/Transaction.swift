import Synchronization

/// A transaction that is open: whoever holds one knows that its statements commit or fail together.
///
/// Only ``ConnectionPool/withTransaction(prelude:_:)`` and ``Connection/withTransaction(prelude:_:)`` make one. It ends
/// with their body: using it later throws `misuse`. After a statement failed, the server refuses all others until the
/// end of the transaction or of the savepoint around it.
public struct Transaction: QueryExecutor {
  let connection: Connection
  private let scope: Scope

  init(on connection: Connection) {
    self.connection = connection
    scope = Scope(depth: 0)
  }

  private init(on connection: Connection, inside parent: Scope) {
    self.connection = connection
    scope = Scope(depth: parent.depth + 1)
  }

  @discardableResult
  public func query(_ sql: String, _ parameters: [SQLValue]) async throws(PostgreSQLError) -> QueryResult {
    try await inTurn { () throws(PostgreSQLError) in try await connection.run(sql, parameters) }
  }

  @discardableResult
  public func pipeline(_ statements: [Statement]) async throws(PostgreSQLError) -> [QueryResult] {
    try await inTurn { () throws(PostgreSQLError) in try await connection.runPipeline(statements) }
  }

  public func execute(script: String) async throws(PostgreSQLError) {
    try await inTurn { () throws(PostgreSQLError) in try await connection.run(script: script) }
  }

  /// Runs `body` behind a savepoint: where it throws, what it did is undone and the transaction goes on.
  ///
  /// While it runs, only the transaction handed to `body` may be used.
  ///
  /// - Throws: what `body` throws, or ``PostgreSQLError``.
  public nonisolated(nonsending) func savepoint<Value>(
    _ body: (Transaction) async throws -> Value
  ) async throws -> Value {
    let inner = Transaction(on: connection, inside: scope)
    let name = "s\(inner.scope.depth)"
    _ = try await query("SAVEPOINT \(name)", [])
    try scope.suspend()
    defer { scope.resume() }
    let value: Value
    do {
      value = try await body(inner)
      inner.end()
    } catch {
      inner.end()
      try await undo(to: name)
      throw error
    }
    do throws(PostgreSQLError) {
      _ = try await connection.run("RELEASE SAVEPOINT \(name)")
    } catch {
      // A statement of the body failed and the body kept silent about it.
      try await undo(to: name)
      throw error.sqlState == .failedTransaction ? inner.abortedError : error
    }
    return value
  }

  private nonisolated(nonsending) func undo(to name: String) async throws(PostgreSQLError) {
    _ = try await connection.runPipeline(
      [Statement("ROLLBACK TO SAVEPOINT \(name)"), Statement("RELEASE SAVEPOINT \(name)")], isCancellable: false)
  }

  /// No statement starts after this.
  func end() { scope.end() }

  /// Why COMMIT can't.
  var abortedError: PostgreSQLError {
    var error = scope.firstFailure ?? PostgreSQLError(.transactionAborted, "unknown")
    error.message = "nothing was committed, because a statement had failed before: \(error.message)"
    error.kind = .transactionAborted
    return error
  }

  /// For commands that run code of the caller's, which throws what it likes.
  nonisolated(nonsending) func inTurnRethrowing<Value>(_ command: () async throws -> Value) async throws -> Value {
    try await scope.turns.acquire()
    defer { scope.turns.release() }
    try scope.checkIsUsable()
    do {
      return try await command()
    } catch {
      if let error = error as? PostgreSQLError { scope.note(error) }
      throw error
    }
  }

  nonisolated(nonsending) func inTurn<Value>(
    _ command: () async throws(PostgreSQLError) -> Value
  ) async throws(PostgreSQLError) -> Value {
    try await scope.turns.acquire()
    defer { scope.turns.release() }
    try scope.checkIsUsable()
    do throws(PostgreSQLError) {
      return try await command()
    } catch {
      scope.note(error)
      throw error
    }
  }

  /// What a transaction or savepoint remembers.
  private final class Scope: Sendable {
    enum State { case open, suspended, ended }

    let depth: Int
    let turns = FairSemaphore(permits: 1)
    private let state = Mutex((state: State.open, failure: PostgreSQLError?.none))

    init(depth: Int) { self.depth = depth }

    var firstFailure: PostgreSQLError? { state.withLock { $0.failure } }

    func note(_ error: PostgreSQLError) { state.withLock { $0.failure = $0.failure ?? error } }

    func checkIsUsable() throws(PostgreSQLError) {
      switch state.withLock({ $0.state }) {
      case .open: return
      case .suspended:
        throw PostgreSQLError(.misuse, "a savepoint is open: use the transaction that its body was given")
      case .ended: throw PostgreSQLError(.misuse, "the transaction has ended")
      }
    }

    func suspend() throws(PostgreSQLError) {
      try checkIsUsable()
      state.withLock { $0.state = .suspended }
    }

    func resume() { state.withLock { if $0.state == .suspended { $0.state = .open } } }

    func end() { state.withLock { $0.state = .ended } }
  }
}

extension Connection {
  /// Runs `body` in a transaction: commits when it returns, rolls back when it throws.
  ///
  /// Others who use the connection wait until it ends; `body` itself must use the transaction it is given.
  ///
  /// - Parameter prelude: statements sent together with BEGIN, in one round trip (`SET LOCAL ROLE …`).
  /// - Throws: what `body` throws, or ``PostgreSQLError``; `commitOutcomeUnknown` when the connection broke while
  ///   committing.
  public nonisolated(nonsending) func withTransaction<Value>(
    prelude: [Statement] = [], _ body: (Transaction) async throws -> Value
  ) async throws -> Value {
    try await turns.acquire()
    defer { turns.release() }
    do throws(PostgreSQLError) {
      _ = try await runPipeline([Statement("BEGIN")] + prelude)
    } catch {
      await rollback()
      throw error.statementIndex.map { error.inStatement(max(0, $0 - 1)) } ?? error
    }
    let transaction = Transaction(on: self)
    let value: Value
    do {
      value = try await body(transaction)
      transaction.end()
    } catch {
      transaction.end()
      await rollback()
      throw error
    }
    try await commit(transaction)
    return value
  }

  private func commit(_ transaction: Transaction) async throws(PostgreSQLError) {
    let result: QueryResult
    do throws(PostgreSQLError) {
      result = try await run("COMMIT", isCancellable: false)
    } catch {
      var error = error
      if error.kind == .connectionLost {
        error.kind = .commitOutcomeUnknown
        error.message = "the connection broke while committing, the outcome is unknown: \(error.message)"
      }
      throw error
    }
    // COMMIT of a failed transaction succeeds and rolls back.
    if result.commandTag == "ROLLBACK" { throw transaction.abortedError }
  }

  /// Ends the transaction if there is one; a connection that can't is closed.
  private func rollback() async {
    guard !isClosed, handle.transactionStatus != .idle else { return }
    do throws(PostgreSQLError) {
      _ = try await run("ROLLBACK", isCancellable: false)
    } catch {
      close()
    }
  }
}
