/// `COPY` in its text format: the fastest way for many rows.
///
/// Source: PostgreSQL documentation, "COPY", section "Text Format".
enum CopyText {
  /// One row with its line feed.
  ///
  /// - Throws: `invalidParameter` for a text that holds a NUL.
  static func encode(_ values: [SQLValue], into line: inout [UInt8]) throws(PostgreSQLError) {
    for (index, value) in values.enumerated() {
      if index > 0 { line.append(UInt8(ascii: "\t")) }
      guard let text = value.textFormat else {
        line += [UInt8(ascii: "\\"), UInt8(ascii: "N")]
        continue
      }
      for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "\\"): line += [UInt8(ascii: "\\"), UInt8(ascii: "\\")]
        case UInt8(ascii: "\t"): line += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
        case UInt8(ascii: "\n"): line += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
        case UInt8(ascii: "\r"): line += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
        case 0:
          throw PostgreSQLError(
            .invalidParameter, "column \(index + 1) of a COPY holds a NUL character",
            sqlState: SQLState(rawValue: "22021"))
        default: line.append(byte)
        }
      }
    }
    line.append(UInt8(ascii: "\n"))
  }

  /// The columns of one row; nil is NULL.
  static func decode(_ line: [UInt8]) -> [String?] {
    var columns: [String?] = []
    var column: [UInt8] = []
    var isNull = false
    var position = 0
    func close() {
      columns.append(isNull ? nil : String(decoding: column, as: UTF8.self))
      column.removeAll(keepingCapacity: true)
      isNull = false
    }
    while position < line.count {
      let byte = line[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\t"): close()
      case UInt8(ascii: "\n") where position == line.count: break
      case UInt8(ascii: "\\") where position < line.count:
        let escaped = line[position]
        position += 1
        if escaped == UInt8(ascii: "N") { isNull = true } else { column.append(unescape(escaped)) }
      default: column.append(byte)
      }
    }
    close()
    return columns
  }

  private static func unescape(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "b"): 8
    case UInt8(ascii: "f"): 12
    case UInt8(ascii: "n"): 10
    case UInt8(ascii: "r"): 13
    case UInt8(ascii: "t"): 9
    case UInt8(ascii: "v"): 11
    default: byte
    }
  }
}

extension Connection {
  /// Sends rows to `COPY … FROM STDIN` (text format, its default).
  ///
  /// - Parameter rows: taken one after the other as the server reads; where one can't be sent, nothing is copied.
  /// - Returns: the number of rows copied.
  @discardableResult
  public nonisolated(nonsending) func copyIn(
    _ sql: String, rows: some Sequence<[SQLValue]>
  ) async throws(PostgreSQLError) -> Int {
    try await turns.acquire()
    defer { turns.release() }
    return try await runCopyIn(sql, rows)
  }

  /// Hands the rows of `COPY … TO STDOUT` (text format, its default) to `body` one by one, as they arrive.
  ///
  /// - Throws: what `body` throws, which ends the copy, or ``PostgreSQLError``.
  public nonisolated(nonsending) func copyOut(
    _ sql: String, _ body: ([String?]) async throws -> Void
  ) async throws {
    try await turns.acquire()
    defer { turns.release() }
    try await runCopyOut(sql, body)
  }

  nonisolated(nonsending) func runCopyIn(
    _ sql: String, _ rows: some Sequence<[SQLValue]>
  ) async throws(PostgreSQLError) -> Int {
    let encoded = try EncodedParameters([], of: sql)
    try await beginCommand()
    let result: Result<Int, PostgreSQLError> = await withTaskCancellationHandler {
      do throws(PostgreSQLError) {
        try await startCopyIn(sql, encoded)
        return .success(try await send(rows))
      } catch {
        return .failure(error)
      }
    } onCancel: {
      cancellation.cancel()
    }
    let wasCancelled = await endCommand()
    do throws(PostgreSQLError) {
      return try result.get()
    } catch {
      throw wasCancelled ? error.causedByCancellation : error
    }
  }

  private func startCopyIn(_ sql: String, _ encoded: EncodedParameters) async throws(PostgreSQLError) {
    try handle.send(sql, encoded)
    try await flush()
    guard case .copyIn? = try await firstResult() else {
      _ = try await receiveResults()
      throw PostgreSQLError(.misuse, "copyIn(_:rows:) takes COPY … FROM STDIN")
    }
  }

  private nonisolated(nonsending) func send(
    _ rows: some Sequence<[SQLValue]>
  ) async throws(PostgreSQLError) -> Int {
    let portion = 32_768
    var buffer: [UInt8] = []
    buffer.reserveCapacity(portion * 2)
    for row in rows {
      do throws(PostgreSQLError) {
        try CopyText.encode(row, into: &buffer)
        // The end of data must not look complete to the server.
        if cancellation.isRequested { throw .taskCancelled }
      } catch {
        return try await finishCopyIn(failure: error)
      }
      if buffer.count >= portion {
        try await sendCopyData(buffer)
        buffer.removeAll(keepingCapacity: true)
      }
    }
    try await sendCopyData(buffer)
    return try await finishCopyIn(failure: nil)
  }

  private func sendCopyData(_ bytes: [UInt8]) async throws(PostgreSQLError) {
    guard !bytes.isEmpty else { return }
    while try !handle.putCopyData(bytes) { try await drainOutput() }
    try await flush()
  }

  /// - Parameter failure: why the server shall copy nothing, where it shall not; thrown in the end.
  private func finishCopyIn(failure: PostgreSQLError?) async throws(PostgreSQLError) -> Int {
    while try !handle.putCopyEnd(failure: failure?.message) { try await drainOutput() }
    try await flush()
    do throws(PostgreSQLError) {
      return try await receiveResults().last?.affectedRows ?? 0
    } catch {
      throw failure ?? error
    }
  }

  private func drainOutput() async throws(PostgreSQLError) {
    try await waitForSocket([.read, .write])
    try handle.consumeInput()
    _ = try handle.flush()
  }

  /// The answer to a COPY command, where it did not fail.
  private func firstResult() async throws(PostgreSQLError) -> ConnectionHandle.Received? {
    guard let received = try await nextResult() else { return nil }
    guard case .failure(let error) = received else { return received }
    // The nil behind it.
    _ = try await receiveResults()
    throw error
  }

  nonisolated(nonsending) func runCopyOut(
    _ sql: String, _ body: ([String?]) async throws -> Void
  ) async throws {
    let encoded = try EncodedParameters([], of: sql)
    try await beginCommand()
    do {
      try await withTaskCancellationHandler {
        try await startCopyOut(sql, encoded)
        while let rows = try await nextCopyRows() {
          for row in rows { try await body(row) }
        }
        _ = try await receiveResults()
      } onCancel: {
        cancellation.cancel()
      }
    } catch {
      await abandonCopyOut()
      let wasCancelled = await endCommand()
      throw wasCancelled ? (error as? PostgreSQLError)?.causedByCancellation ?? error : error
    }
    _ = await endCommand()
  }

  private func startCopyOut(_ sql: String, _ encoded: EncodedParameters) async throws(PostgreSQLError) {
    try handle.send(sql, encoded)
    try await flush()
    guard case .copyOut? = try await firstResult() else {
      _ = try await receiveResults()
      throw PostgreSQLError(.misuse, "copyOut(_:_:) takes COPY … TO STDOUT")
    }
    isCopyingOut = true
  }

  /// Some rows, as many as have arrived up to a portion; nil at the end.
  private func nextCopyRows() async throws(PostgreSQLError) -> [[String?]]? {
    guard isCopyingOut else { return nil }
    var rows: [[String?]] = []
    while rows.count < 256 {
      switch try handle.getCopyData() {
      case .row(let line): rows.append(CopyText.decode(line))
      case .end:
        isCopyingOut = false
        return rows.isEmpty ? nil : rows
      case .needsInput:
        if !rows.isEmpty { return rows }
        try await waitForSocket(.read)
        try handle.consumeInput()
      }
    }
    return rows
  }

  /// Ends a copy that nobody wants the rest of.
  private func abandonCopyOut() async {
    guard isCopyingOut else { return }
    isCopyingOut = false
    cancellation.cancel()
    do throws(PostgreSQLError) {
      try await discardCopyData()
      _ = try await receiveResults()
    } catch {
      // The server confirms that it was cancelled. A broken connection is closed at the command's end.
    }
  }
}

extension Transaction {
  /// Sends rows to `COPY … FROM STDIN`, as ``Connection/copyIn(_:rows:)`` does.
  @discardableResult
  public nonisolated(nonsending) func copyIn(
    _ sql: String, rows: some Sequence<[SQLValue]>
  ) async throws(PostgreSQLError) -> Int {
    try await inTurn { () throws(PostgreSQLError) in try await connection.runCopyIn(sql, rows) }
  }

  /// Hands the rows of `COPY … TO STDOUT` to `body`, as ``Connection/copyOut(_:_:)`` does. While it runs, the
  /// transaction's other statements wait.
  public nonisolated(nonsending) func copyOut(
    _ sql: String, _ body: ([String?]) async throws -> Void
  ) async throws {
    try await inTurnRethrowing { try await connection.runCopyOut(sql, body) }
  }
}
