import CPQ

/// Why a database operation failed.
///
/// Three questions decide what a caller does next: ``isConnectionProblem`` (the database is away: wait and try
/// again), ``isRetryable`` (run the transaction again) and ``isDataProblem`` (the values are at fault: the same
/// values fail the same way).
public struct PostgreSQLError: Error, Hashable, Sendable {
  /// What went wrong, coarsely. New kinds may join.
  public struct Kind: RawRepresentable, Hashable, Sendable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
  }

  public var kind: Kind
  /// The server's code, or the nearest one where the client noticed first.
  public var sqlState: SQLState?
  /// One line for a person.
  public var message: String
  public var detail: String?
  public var hint: String?
  public var schema: String?
  public var table: String?
  public var column: String?
  public var constraint: String?
  /// Where in the SQL the server found the error: characters (Unicode scalars) from 1.
  public var position: Int?
  /// The place of the statement in its pipeline, from 0.
  public var statementIndex: Int?

  public init(_ kind: Kind, _ message: String, sqlState: SQLState? = nil, detail: String? = nil, hint: String? = nil) {
    self.kind = kind
    self.message = message
    self.sqlState = sqlState
    self.detail = detail
    self.hint = hint
  }
}

extension PostgreSQLError.Kind {
  /// The connection string can't be understood.
  public static let invalidConfiguration = Self(rawValue: "invalid_configuration")
  /// No connection was made; `sqlState` is set where a server answered and refused.
  public static let connectionFailed = Self(rawValue: "connection_failed")
  /// TLS was asked for, and the server has none, or is not who its certificate says: waiting does not help.
  public static let untrustedServer = Self(rawValue: "untrusted_server")
  /// An established connection broke. What was in flight outside a transaction may or may not have happened.
  public static let connectionLost = Self(rawValue: "connection_lost")
  /// The connection broke between sending COMMIT and its answer: the transaction may or may not be committed.
  public static let commitOutcomeUnknown = Self(rawValue: "commit_outcome_unknown")
  /// The server refused a statement; `sqlState` says why.
  public static let server = Self(rawValue: "server")
  /// COMMIT of a transaction in which an earlier error was swallowed: the server rolled it back.
  public static let transactionAborted = Self(rawValue: "transaction_aborted")
  /// The task was cancelled.
  public static let cancelled = Self(rawValue: "cancelled")
  /// A value can't be sent, such as a text with a NUL character.
  public static let invalidParameter = Self(rawValue: "invalid_parameter")
  /// A result does not hold what was asked of it: no such column, NULL, another type.
  public static let unexpectedResult = Self(rawValue: "unexpected_result")
  /// The peer broke the protocol.
  public static let protocolViolation = Self(rawValue: "protocol_violation")
  /// The connection or the pool was closed by its owner.
  public static let closed = Self(rawValue: "closed")
  /// The caller broke a rule of this library, such as using a transaction after its end.
  public static let misuse = Self(rawValue: "misuse")
}

extension PostgreSQLError {
  /// The database is away, shutting down, starting or full: nobody's data is at fault, waiting may help.
  public var isConnectionProblem: Bool {
    switch kind {
    case .connectionLost, .commitOutcomeUnknown: return true
    case .connectionFailed:
      // A refused password or an unknown database is a server that is there; waiting does not help.
      guard let sqlState else { return true }
      return Self.saysAway(sqlState)
    default: return sqlState.map(Self.saysAway) ?? false
    }
  }

  /// PostgreSQL refuses these values and will again (SQLSTATE classes 22, 23 and 54).
  public var isDataProblem: Bool {
    guard kind == .server || kind == .invalidParameter, let sqlState else { return false }
    return ["22", "23", "54"].contains(sqlState.errorClass)
  }

  /// A statement, or its wait for a lock, was ended for taking too long: the same may succeed when the database has less to do.
  public var isTimeout: Bool {
    kind == .server && (sqlState == .queryCanceled || sqlState == .lockNotAvailable)
  }

  /// Running the same transaction again may succeed: it lost against a concurrent one.
  public var isRetryable: Bool {
    sqlState == .serializationFailure || sqlState == .deadlockDetected
  }

  private static func saysAway(_ state: SQLState) -> Bool {
    switch state.errorClass {
    case "08", "58": true
    // Out of connections, memory or disk.
    case "53": true
    case "57": state != .queryCanceled && state.rawValue != "57P04"
    // A standby, or a server that was told to take no writes: another becomes the primary, or it is told otherwise.
    case "25": state == .readOnlyTransaction
    default: false
    }
  }
}

extension PostgreSQLError: CustomStringConvertible {
  /// One line: message, detail and SQLSTATE.
  public var description: String {
    var text = message
    if let detail, !detail.isEmpty { text += " (\(detail))" }
    if let sqlState { text += " [\(sqlState)]" }
    return text.replacingLineBreaks()
  }
}

extension String {
  func replacingLineBreaks() -> String {
    split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
