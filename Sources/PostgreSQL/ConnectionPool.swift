import Synchronization

/// A bounded set of connections to one database, made when needed.
///
/// Whoever asks for one waits in the order of asking; waiting ends when the task is cancelled. A connection that broke,
/// or came back inside a transaction, is replaced.
public final class ConnectionPool: Sendable {
  public let configuration: ConnectionConfiguration
  /// The most connections at a time.
  public let size: Int
  private let permits: FairSemaphore
  private let idle = Mutex(Idle())

  /// How many wait for a connection now.
  public var waiting: Int { permits.waiting }

  /// How it fares, and what became of its connections so far.
  public var statistics: PoolStatistics {
    var statistics = idle.withLock { idle in
      var counts = idle.counts
      counts.idle = idle.connections.count
      return counts
    }
    statistics.size = size
    statistics.inUse = size - permits.free
    statistics.waiting = permits.waiting
    return statistics
  }

  private struct Idle {
    var connections: [Connection] = []
    var isClosed = false
    var counts = PoolStatistics()
  }

  public init(_ configuration: ConnectionConfiguration, size: Int) {
    precondition(size > 0, "a pool holds at least one connection")
    self.configuration = configuration
    self.size = size
    permits = FairSemaphore(permits: size)
  }

  /// Lends a connection to `body`.
  ///
  /// - Throws: what `body` throws, or ``PostgreSQLError``: `connectionFailed` when there is no server, `closed`.
  public nonisolated(nonsending) func withConnection<Value>(
    _ body: (Connection) async throws -> Value
  ) async throws -> Value {
    try await permits.acquire()
    defer { permits.release() }
    let connection = try await take()
    do {
      let value = try await body(connection)
      await giveBack(connection)
      return value
    } catch {
      await giveBack(connection)
      throw error
    }
  }

  /// Runs `body` in a transaction: commits when it returns, rolls back when it throws.
  ///
  /// - Parameter prelude: statements sent together with BEGIN, in one round trip (`SET LOCAL ROLE …`).
  /// - Throws: what `body` throws, or ``PostgreSQLError``; `commitOutcomeUnknown` when the connection broke while
  ///   committing.
  public nonisolated(nonsending) func withTransaction<Value>(
    prelude: [Statement] = [], _ body: (Transaction) async throws -> Value
  ) async throws -> Value {
    try await withConnection { connection in
      try await connection.withTransaction(prelude: prelude, body)
    }
  }

  /// Closes the idle connections now and the others when they come back. Who waits or comes later gets `closed`.
  public func close() async {
    let connections = idle.withLock { idle in
      idle.isClosed = true
      defer { idle.connections = [] }
      return idle.connections
    }
    for connection in connections { await connection.close() }
  }

  private nonisolated(nonsending) func take() async throws(PostgreSQLError) -> Connection {
    while true {
      let (next, isClosed) = idle.withLock { ($0.connections.popLast(), $0.isClosed) }
      if isClosed { throw PostgreSQLError(.closed, "the connection pool is closed") }
      guard let next else { return try await open() }
      if await next.isReusable { return next }
      idle.withLock { $0.counts.lost += 1 }
      await next.close()
    }
  }

  private nonisolated(nonsending) func open() async throws(PostgreSQLError) -> Connection {
    do throws(PostgreSQLError) {
      let connection = try await Connection.connect(configuration)
      idle.withLock { $0.counts.opened += 1 }
      return connection
    } catch {
      idle.withLock { $0.counts.failed += 1 }
      throw error
    }
  }

  private nonisolated(nonsending) func giveBack(_ connection: Connection) async {
    let isClean = await connection.isClean
    let isLost = await connection.isLost
    let isKept = idle.withLock { idle in
      if isLost { idle.counts.lost += 1 }
      guard isClean, !idle.isClosed else { return false }
      idle.connections.append(connection)
      return true
    }
    if !isKept { await connection.close() }
  }
}

/// A pool at one moment.
public struct PoolStatistics: Hashable, Sendable, Codable {
  /// The most connections at a time.
  public var size = 0
  /// Lent, or being opened.
  public var inUse = 0
  /// Open, and nobody's.
  public var idle = 0
  /// Who waits for one.
  public var waiting = 0
  /// Connections made so far.
  public var opened = 0
  /// Attempts so far that failed.
  public var failed = 0
  /// Connections so far that broke.
  public var lost = 0

  public init() {}

  enum CodingKeys: String, CodingKey {
    case size, idle, waiting, opened, failed, lost
    case inUse = "in_use"
  }
}

/// Each call runs on some connection: statements that belong together need a transaction.
extension ConnectionPool: QueryExecutor {
  @discardableResult
  public func query(_ sql: String, _ parameters: [SQLValue]) async throws(PostgreSQLError) -> QueryResult {
    try await onConnection { connection throws(PostgreSQLError) in try await connection.query(sql, parameters) }
  }

  @discardableResult
  public func pipeline(_ statements: [Statement]) async throws(PostgreSQLError) -> [QueryResult] {
    try await onConnection { connection throws(PostgreSQLError) in try await connection.pipeline(statements) }
  }

  public func execute(script: String) async throws(PostgreSQLError) {
    try await onConnection { connection throws(PostgreSQLError) in try await connection.execute(script: script) }
  }

  private func onConnection<Value: Sendable>(
    _ body: (Connection) async throws(PostgreSQLError) -> Value
  ) async throws(PostgreSQLError) -> Value {
    try await permits.acquire()
    defer { permits.release() }
    let connection = try await take()
    do throws(PostgreSQLError) {
      let value = try await body(connection)
      await giveBack(connection)
      return value
    } catch {
      await giveBack(connection)
      throw error
    }
  }
}
