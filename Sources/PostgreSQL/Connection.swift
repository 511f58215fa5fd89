import Glibc

/// One connection to a PostgreSQL server.
///
/// It runs one command at a time; concurrent callers queue in the order of their calls. Waiting takes no thread.
/// Cancelling a task cancels its command on the server.
public actor Connection: QueryExecutor {
  let handle: ConnectionHandle
  let cancellation: CommandCancellation
  /// Who has the connection: a command, or a transaction from its BEGIN to its end.
  nonisolated let turns = FairSemaphore(permits: 1)
  var isClosed = false
  var inbox = NotificationInbox()
  /// A command is running: the socket is its own.
  var isBusy = false
  var isCopyingOut = false
  /// Somebody waits for notifications on the idle socket.
  var isListening = false
  /// The server refused to write: another one, of those that the address names, may take writes by now.
  var isStale = false
  /// How it got to the server.
  public nonisolated let route: ConnectionRoute

  init(_ handle: ConnectionHandle, verification: ConnectionRoute.Verification) {
    self.handle = handle
    route = handle.route(verification: verification)
    cancellation = CommandCancellation(request: handle.makeCancelRequest(), socket: handle.socket)
  }

  /// Connects and logs in.
  ///
  /// - Throws: `connectionFailed` when there is no server or it refuses, `cancelled`.
  public static func connect(
    _ configuration: ConnectionConfiguration
  ) async throws(PostgreSQLError) -> Connection {
    let connection = Connection(
      try await Connecting.connect(configuration), verification: configuration.verification)
    try await connection.prepareSession()
    return connection
  }

  /// Closes the connection. A command that is running ends with `connectionLost` or `closed`.
  public func close() {
    isClosed = true
    guard !handle.isBroken else { return }
    shutdown(handle.socket, CInt(SHUT_RDWR))
    SocketReactor.shared.interrupt(handle.socket)
  }

  /// The server process behind this connection, as in `pg_stat_activity`.
  public nonisolated var serverProcessID: Int { Int(handle.serverProcessID) }

  /// What the server says of itself; a pooler passes it on.
  public nonisolated var serverVersion: ServerVersion { ServerVersion(number: handle.serverVersion) }

  // MARK: QueryExecutor

  @discardableResult
  public func query(_ sql: String, _ parameters: [SQLValue]) async throws(PostgreSQLError) -> QueryResult {
    try await turns.acquire()
    defer { turns.release() }
    return try await run(sql, parameters)
  }

  @discardableResult
  public func pipeline(_ statements: [Statement]) async throws(PostgreSQLError) -> [QueryResult] {
    try await turns.acquire()
    defer { turns.release() }
    return try await runPipeline(statements)
  }

  public func execute(script: String) async throws(PostgreSQLError) {
    try await turns.acquire()
    defer { turns.release() }
    try await run(script: script)
  }

  // MARK: For whoever has the turn

  var isLost: Bool { isClosed || handle.isBroken }

  /// As far as we know alive, and in no transaction: fit to be kept for another user.
  var isClean: Bool { !isClosed && !isStale && !handle.isBroken && handle.transactionStatus == .idle }

  /// Clean, and not ended by the server while it was idle: fit to be lent.
  var isReusable: Bool {
    guard isClean else { return false }
    // An idle socket that is readable holds news, most likely that the server is gone: its last words, then the end.
    var socket = pollfd(fd: handle.socket, events: Int16(POLLIN), revents: 0)
    while poll(&socket, 1, 0) != 0 {
      do throws(PostgreSQLError) {
        try handle.consumeInput()
      } catch {
        return false
      }
      drainNotifications()
    }
    return !handle.isBroken
  }

  var transactionStatus: ConnectionHandle.TransactionStatus { handle.transactionStatus }

  func run(
    _ sql: String, _ parameters: [SQLValue] = [], isCancellable: Bool = true
  ) async throws(PostgreSQLError) -> QueryResult {
    let encoded = try EncodedParameters(parameters, of: sql)
    return try await command(isCancellable: isCancellable) { () throws(PostgreSQLError) in
      try self.handle.send(sql, encoded)
      try await self.flush()
      return try await self.receiveResults().last ?? QueryResult.empty
    }
  }

  func run(script: String) async throws(PostgreSQLError) {
    _ = try EncodedParameters([], of: script)
    _ = try await command(isCancellable: true) { () throws(PostgreSQLError) in
      try self.handle.send(script: script)
      try await self.flush()
      return try await self.receiveResults()
    }
  }

  func runPipeline(
    _ statements: [Statement], isCancellable: Bool = true
  ) async throws(PostgreSQLError) -> [QueryResult] {
    guard !statements.isEmpty else { return [] }
    var encoded: [EncodedParameters] = []
    for (index, statement) in statements.enumerated() {
      do throws(PostgreSQLError) {
        encoded.append(try EncodedParameters(statement.parameters, of: statement.sql))
      } catch {
        throw error.inStatement(index)
      }
    }
    return try await command(isCancellable: isCancellable) { () throws(PostgreSQLError) in
      try self.handle.enterPipelineMode()
      for (statement, parameters) in zip(statements, encoded) {
        try self.handle.send(statement.sql, parameters)
      }
      try self.handle.sendPipelineSync()
      try await self.flush()
      return try await self.receivePipeline(of: statements.count)
    }
  }
}
