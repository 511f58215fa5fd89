import CPQ
import Glibc

/// libpq's connection, non-blocking: every call returns at once. Who waits for the socket is ``Connection``.
final class ConnectionHandle: @unchecked Sendable {  // made on one thread, then touched by its owning actor alone
  private let connection: OpaquePointer
  /// Stays what it was when the connection came up, also after libpq has closed it.
  let socket: CInt

  /// Takes over an established connection.
  init(owning connection: OpaquePointer) {
    self.connection = connection
    socket = PQsocket(connection)
    PQsetnonblocking(connection, 1)
    // By default libpq prints the server's notices to standard error.
    PQsetNoticeProcessor(connection, { _, _ in }, nil)
  }

  deinit {
    SocketReactor.shared.forget(socket)
    PQfinish(connection)
  }

  /// What the server thinks of the transaction.
  enum TransactionStatus { case idle, active, inTransaction, failed, unknown }

  /// Closed, by the peer or after an error; then ``socket`` may be the number of another one.
  var isBroken: Bool { PQstatus(connection) == CONNECTION_BAD }
  var isBusy: Bool { PQisBusy(connection) != 0 }
  var serverProcessID: CInt { PQbackendPID(connection) }
  var serverVersion: Int { Int(PQserverVersion(connection)) }

  var transactionStatus: TransactionStatus {
    switch PQtransactionStatus(connection) {
    case PQTRANS_IDLE: .idle
    case PQTRANS_ACTIVE: .active
    case PQTRANS_INTRANS: .inTransaction
    case PQTRANS_INERROR: .failed
    default: .unknown
    }
  }

  func parameterStatus(_ name: String) -> String? {
    PQparameterStatus(connection, name).map { String(cString: $0) }
  }

  /// How the connection got to its server.
  func route(verification: ConnectionRoute.Verification) -> ConnectionRoute {
    func text(_ value: UnsafePointer<CChar>?) -> String? {
      value.map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
    func attribute(_ name: String) -> String? { text(PQsslAttribute(connection, name)) }
    let isEncrypted = PQsslInUse(connection) != 0
    return ConnectionRoute(
      host: text(PQhost(connection)) ?? "", port: text(PQport(connection)).flatMap { Int($0) } ?? 0,
      address: text(PQhostaddr(connection)), tlsVersion: isEncrypted ? attribute("protocol") ?? "TLS" : nil,
      cipher: isEncrypted ? attribute("cipher") : nil, verification: isEncrypted ? verification : .none)
  }

  func makeCancelRequest() -> CancelRequest? {
    PQgetCancel(connection).map(CancelRequest.init(owning:))
  }

  // MARK: Sending

  /// One statement with parameters.
  func send(_ sql: String, _ parameters: borrowing EncodedParameters) throws(PostgreSQLError) {
    let sent = parameters.withArrays { count, types, values, lengths, formats in
      PQsendQueryParams(connection, sql, count, types, values, lengths, formats, 0)
    }
    if sent == 0 { throw lastError() }
  }

  /// Several statements without parameters.
  func send(script: String) throws(PostgreSQLError) {
    if PQsendQuery(connection, script) == 0 { throw lastError() }
  }

  func enterPipelineMode() throws(PostgreSQLError) {
    if PQenterPipelineMode(connection) == 0 { throw lastError() }
  }

  func sendPipelineSync() throws(PostgreSQLError) {
    if PQpipelineSync(connection) == 0 { throw lastError() }
  }

  func exitPipelineMode() throws(PostgreSQLError) {
    if PQexitPipelineMode(connection) == 0 { throw lastError() }
  }

  /// True when everything is with the operating system, false when the socket must become writable first.
  func flush() throws(PostgreSQLError) -> Bool {
    switch PQflush(connection) {
    case 0: return true
    case 1: return false
    default: throw lost()
    }
  }

  // MARK: Receiving

  func consumeInput() throws(PostgreSQLError) {
    if PQconsumeInput(connection) == 0 { throw lost() }
  }

  /// The next result of what was sent; nil at the end of a statement. Only when not ``isBusy``.
  func nextResult() -> Received? {
    guard let result = PQgetResult(connection) else { return nil }
    switch PQresultStatus(result) {
    case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY, PGRES_SINGLE_TUPLE:
      return .result(QueryResult(owning: result))
    case PGRES_PIPELINE_SYNC:
      PQclear(result)
      return .pipelineSync
    case PGRES_PIPELINE_ABORTED:
      PQclear(result)
      return .notRun
    case PGRES_COPY_IN, PGRES_COPY_BOTH:
      PQclear(result)
      return .copyIn
    case PGRES_COPY_OUT:
      PQclear(result)
      return .copyOut
    default:
      defer { PQclear(result) }
      return .failure(error(in: result))
    }
  }

  /// A notification that has arrived, oldest first.
  func nextNotification() -> Notification? {
    guard let notification = PQnotifies(connection) else { return nil }
    defer { PQfreemem(notification) }
    return Notification(
      channel: String(cString: notification.pointee.relname), payload: String(cString: notification.pointee.extra),
      serverProcessID: notification.pointee.be_pid)
  }

  // MARK: COPY

  /// False when the socket must become writable first.
  func putCopyData(_ bytes: [UInt8]) throws(PostgreSQLError) -> Bool {
    let outcome = bytes.withUnsafeBytes { buffer in
      PQputCopyData(connection, buffer.bindMemory(to: CChar.self).baseAddress, CInt(buffer.count))
    }
    if outcome < 0 { throw lastError() }
    return outcome == 1
  }

  /// Ends the data; with a message the server fails the COPY. False when the socket must become writable first.
  func putCopyEnd(failure: String? = nil) throws(PostgreSQLError) -> Bool {
    let outcome = PQputCopyEnd(connection, failure)
    if outcome < 0 { throw lastError() }
    return outcome == 1
  }

  enum CopyData {
    case row([UInt8])
    case needsInput
    case end
  }

  func getCopyData() throws(PostgreSQLError) -> CopyData {
    var buffer: UnsafeMutablePointer<CChar>?
    let count = PQgetCopyData(connection, &buffer, 1)
    switch count {
    case 0: return .needsInput
    case -1: return .end
    case ..<0: throw lastError()
    default:
      defer { PQfreemem(buffer) }
      return .row([UInt8](UnsafeRawBufferPointer(start: buffer, count: Int(count))))
    }
  }

  // MARK: Errors

  enum Received {
    case result(QueryResult)
    case failure(PostgreSQLError)
    case pipelineSync
    /// A statement of a pipeline behind one that failed.
    case notRun
    case copyIn
    case copyOut
  }

  private var lastMessage: String { String(cString: PQerrorMessage(connection)).replacingLineBreaks() }

  func lost() -> PostgreSQLError {
    PostgreSQLError(
      .connectionLost, lastMessage.isEmpty ? "the connection to the database broke" : lastMessage,
      sqlState: SQLState(rawValue: "08006"))
  }

  private func lastError() -> PostgreSQLError {
    isBroken ? lost() : PostgreSQLError(.misuse, lastMessage)
  }

  private func error(in result: OpaquePointer) -> PostgreSQLError {
    func field(_ code: Character) -> String? {
      PQresultErrorField(result, CInt(code.asciiValue ?? 0)).map { String(cString: $0) }
    }
    guard let state = field("C") else {
      // Made by libpq itself: the connection broke, or the peer talked nonsense.
      let message = String(cString: PQresultErrorMessage(result)).replacingLineBreaks()
      return isBroken
        ? PostgreSQLError(.connectionLost, message, sqlState: SQLState(rawValue: "08006"))
        : PostgreSQLError(.protocolViolation, message, sqlState: SQLState(rawValue: "08P01"))
    }
    var error = PostgreSQLError(
      .server, field("M") ?? "unknown error", sqlState: SQLState(rawValue: state), detail: field("D"),
      hint: field("H"))
    error.schema = field("s")
    error.table = field("t")
    error.column = field("c")
    error.constraint = field("n")
    error.position = field("P").flatMap { Int($0) }
    // FATAL: the server ends the session after this.
    if field("V") == "FATAL" || field("V") == "PANIC" { error.kind = .connectionLost }
    return error
  }
}

/// What it takes to ask the server to cancel a connection's current command.
final class CancelRequest: @unchecked Sendable {  // libpq: a PGcancel is read-only and PQcancel safe from any thread
  private let request: OpaquePointer

  init(owning request: OpaquePointer) { self.request = request }

  deinit { PQfreeCancel(request) }

  /// Blocks until the server has taken the request; it may come too late or be lost.
  func send() {
    var message = [CChar](repeating: 0, count: 256)
    PQcancel(request, &message, CInt(message.count))
  }
}
