import CPQ
import Glibc
import Synchronization

/// Brings a connection up on a thread of its own: looking up a host name blocks, a TLS handshake computes.
enum Connecting {
  static func connect(_ configuration: ConnectionConfiguration) async throws(PostgreSQLError) -> ConnectionHandle {
    if Task.isCancelled { throw .taskCancelled }
    let attempt = Attempt()
    let result: Result<ConnectionHandle, PostgreSQLError> = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        DetachedThread.start {
          continuation.resume(
            returning: Result { () throws(PostgreSQLError) in
              try establishAny(configuration, attempt)
            })
        }
      }
    } onCancel: {
      attempt.cancel()
    }
    return try result.get()
  }

  /// Whether anybody still wants it.
  private final class Attempt: Sendable {
    private let isCancelledFlag = Atomic(false)

    var isCancelled: Bool { isCancelledFlag.load(ordering: .relaxed) }

    func cancel() { isCancelledFlag.store(true, ordering: .relaxed) }
  }

  /// Of several hosts the first that lets us in.
  ///
  /// - Throws: what the last one said, or what the hosts said of which waiting may help; a refused login at once.
  private static func establishAny(
    _ configuration: ConnectionConfiguration, _ attempt: Attempt
  ) throws(PostgreSQLError) -> ConnectionHandle {
    var failures: [PostgreSQLError] = []
    for host in configuration.byHost {
      do throws(PostgreSQLError) {
        return try establish(host, attempt)
      } catch {
        failures.append(error)
        if error.kind == .cancelled || (error.sqlState != nil && !error.isConnectionProblem) { break }
      }
    }
    guard var failure = failures.last(where: \.isConnectionProblem) ?? failures.last else {
      throw PostgreSQLError(.invalidConfiguration, "the database's address names no host")
    }
    if failures.count > 1, failure.isConnectionProblem {
      failure.message = failures.map(\.message).joined(separator: "; ")
    }
    throw failure
  }

  private static func establish(
    _ configuration: ConnectionConfiguration, _ attempt: Attempt
  ) throws(PostgreSQLError) -> ConnectionHandle {
    guard let connection = start(configuration) else {
      throw PostgreSQLError(.connectionFailed, "out of memory")
    }
    do throws(PostgreSQLError) {
      try finish(connection, configuration, attempt)
    } catch {
      PQfinish(connection)
      throw error
    }
    return ConnectionHandle(owning: connection)
  }

  private static func start(_ configuration: ConnectionConfiguration) -> OpaquePointer? {
    let keywords = configuration.parameters.map { strdup($0.keyword) }
    let values = configuration.parameters.map { strdup($0.value) }
    defer { for text in keywords + values { free(text) } }
    let keywordList = keywords.map { UnsafePointer<CChar>($0) } + [nil]
    let valueList = values.map { UnsafePointer<CChar>($0) } + [nil]
    return PQconnectStartParams(keywordList, valueList, 0)
  }

  private static func finish(
    _ connection: OpaquePointer, _ configuration: ConnectionConfiguration, _ attempt: Attempt
  ) throws(PostgreSQLError) {
    let deadline = ContinuousClock.now + configuration.connectTimeout
    if PQstatus(connection) == CONNECTION_BAD { throw failure(connection) }
    var next = PGRES_POLLING_WRITING
    while true {
      switch next {
      case PGRES_POLLING_OK: return
      case PGRES_POLLING_READING: try wait(connection, POLLIN, until: deadline, configuration, attempt)
      case PGRES_POLLING_WRITING: try wait(connection, POLLOUT, until: deadline, configuration, attempt)
      default: throw failure(connection)
      }
      next = PQconnectPoll(connection)
    }
  }

  /// In slices, so that a cancelled task is noticed.
  private static func wait(
    _ connection: OpaquePointer, _ events: Int32, until deadline: ContinuousClock.Instant,
    _ configuration: ConnectionConfiguration, _ attempt: Attempt
  ) throws(PostgreSQLError) {
    // The socket is another one after each address tried.
    var socket = pollfd(fd: PQsocket(connection), events: Int16(events), revents: 0)
    repeat {
      if attempt.isCancelled { throw .taskCancelled }
      guard ContinuousClock.now < deadline else {
        throw PostgreSQLError(
          .connectionFailed, "no answer from the database within \(configuration.connectTimeout) (\(configuration))",
          sqlState: SQLState(rawValue: "08001"))
      }
    } while poll(&socket, 1, 50) == 0
  }

  private static func failure(_ connection: OpaquePointer) -> PostgreSQLError {
    let message = String(cString: PQerrorMessage(connection)).replacingLineBreaks()
    // A port or mode that makes no sense, noticed before any server was asked.
    if message.hasPrefix("invalid ") { return PostgreSQLError(.invalidConfiguration, message) }
    if let hint = mistrust(message) { return PostgreSQLError(.untrustedServer, message, hint: hint) }
    let isUnresolved = message.contains("could not translate host name")
    return PostgreSQLError(
      .connectionFailed, message, sqlState: refusal(in: message),
      hint: isUnresolved ? "check the host in DATABASE_URL, and the name service" : nil)
  }

  /// What to do about a server that is not who it should be; nil where the message says something else. Nothing secret was
  /// sent: the password follows the handshake.
  private static func mistrust(_ message: String) -> String? {
    let signs = [
      (
        "server does not support SSL",
        "turn TLS on at the server, or, on a network that only you use, say so with ?sslmode=disable in DATABASE_URL"
      ),
      ("does not match host name", "name the host in DATABASE_URL as its certificate does"),
      (
        "certificate verify failed",
        "if its certificate is of an authority of its own (of Supabase it is: Database Settings, SSL Configuration), name that "
          + "authority's certificate with ?sslrootcert=FILE in DATABASE_URL"
      ),
      ("root certificate file", "mend sslrootcert in DATABASE_URL"),
      ("server certificate", "let the server's certificate be renewed"),
      ("unsupported protocol", "let the server offer TLS 1.2 or newer"),
    ]
    return signs.first { message.contains($0.0) }?.1
  }

  /// Before a connection is up libpq hands out the server's message without its SQLSTATE.
  private static func refusal(in message: String) -> SQLState? {
    let states: [(String, SQLState)] = [
      ("password authentication failed", .invalidPassword),
      ("no password supplied", .invalidPassword),
      ("no pg_hba.conf entry", SQLState(rawValue: "28000")),
      ("Peer authentication failed", SQLState(rawValue: "28000")),
      ("is not permitted to log in", SQLState(rawValue: "28000")),
      ("too many clients already", .tooManyConnections),
      ("too many connections for", .tooManyConnections),
      ("remaining connection slots are reserved", .tooManyConnections),
      ("the database system is", .cannotConnectNow),
      ("certificate", SQLState(rawValue: "28000")),  // of ours, which the server refuses
    ]
    if let known = states.first(where: { message.contains($0.0) }) { return known.1 }
    guard message.contains("FATAL:"), message.contains("does not exist") else { return nil }
    return message.contains("database \"") ? .unknownDatabase : SQLState(rawValue: "28000")
  }
}
