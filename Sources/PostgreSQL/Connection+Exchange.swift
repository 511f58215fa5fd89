/// One command and its answer on the wire.
extension Connection {
  /// Runs one exchange: sends, receives all of the answer, and leaves the connection ready for the next or closed.
  ///
  /// - Parameter isCancellable: whether cancelling the task cancels the command. COMMIT and ROLLBACK run to their end.
  func command<Value: Sendable>(
    isCancellable: Bool, _ exchange: () async throws(PostgreSQLError) -> Value
  ) async throws(PostgreSQLError) -> Value {
    try beginCommand()
    let result: Result<Value, PostgreSQLError>
    if isCancellable {
      result = await withTaskCancellationHandler {
        await attempt(exchange)
      } onCancel: {
        cancellation.cancel()
      }
    } else {
      result = await attempt(exchange)
    }
    let wasCancelled = await endCommand()
    do throws(PostgreSQLError) {
      return try result.get()
    } catch {
      if error.sqlState == .readOnlyTransaction { isStale = true }
      throw wasCancelled ? error.causedByCancellation : error
    }
  }

  /// The socket belongs to one command from here to ``endCommand()``.
  func beginCommand() throws(PostgreSQLError) {
    if isClosed { throw PostgreSQLError(.closed, "the connection is closed", sqlState: SQLState(rawValue: "08003")) }
    if isListening { SocketReactor.shared.interrupt(handle.socket) }
    isBusy = true
    cancellation.begin()
  }

  /// Returns whether the command was asked to cancel.
  func endCommand() async -> Bool {
    let wasCancelled = cancellation.isRequested
    await cancellation.end()
    isBusy = false
    drainNotifications()
    // Whatever went wrong half-way leaves the protocol in a state nobody knows.
    let status = handle.transactionStatus
    if handle.isBroken || status == .active || status == .unknown { close() }
    return wasCancelled
  }

  private func attempt<Value: Sendable>(
    _ exchange: () async throws(PostgreSQLError) -> Value
  ) async -> Result<Value, PostgreSQLError> {
    do throws(PostgreSQLError) {
      return .success(try await exchange())
    } catch {
      return .failure(error)
    }
  }

  /// Hands everything to the operating system. Reads meanwhile: a server that can't write its answers stops reading.
  func flush() async throws(PostgreSQLError) {
    while try !handle.flush() {
      try await waitForSocket([.read, .write])
      try handle.consumeInput()
    }
  }

  func waitForSocket(_ interest: SocketReactor.Interest) async throws(PostgreSQLError) {
    let readiness = await SocketReactor.shared.wait(for: handle.socket, interest, deadline: cancellation.deadline)
    if isClosed { throw PostgreSQLError(.closed, "the connection was closed", sqlState: SQLState(rawValue: "08003")) }
    if readiness == .timedOut {
      throw PostgreSQLError(.connectionLost, "the server did not answer a request to cancel")
    }
  }

  /// Nil at the end of a statement.
  func nextResult() async throws(PostgreSQLError) -> ConnectionHandle.Received? {
    while handle.isBusy {
      try await waitForSocket(.read)
      try handle.consumeInput()
    }
    return handle.nextResult()
  }

  /// Receives every result of a query or script.
  ///
  /// - Throws: the first failure, when all results are in.
  func receiveResults() async throws(PostgreSQLError) -> [QueryResult] {
    var results: [QueryResult] = []
    var failure: PostgreSQLError?
    do throws(PostgreSQLError) {
      while let received = try await nextResult() {
        switch received {
        case .result(let result): results.append(result)
        case .failure(let error): failure = failure ?? error
        case .copyIn:
          failure = failure ?? PostgreSQLError(.misuse, "COPY … FROM STDIN needs copyIn(_:rows:)")
          while try !handle.putCopyEnd(failure: "not a query") { try await waitForSocket([.read, .write]) }
          try await flush()
        case .copyOut:
          failure = failure ?? PostgreSQLError(.misuse, "COPY … TO STDOUT needs copyOut(_:_:)")
          try await discardCopyData()
        case .pipelineSync, .notRun: break
        }
        if handle.isBroken { break }
      }
    } catch {
      // The server's own last words say more than the broken socket.
      throw failure ?? error
    }
    if let failure { throw failure }
    return results
  }

  /// Receives one result for each of the statements, then the end of the pipeline.
  func receivePipeline(of count: Int) async throws(PostgreSQLError) -> [QueryResult] {
    var results: [QueryResult] = []
    results.reserveCapacity(count)
    var failure: PostgreSQLError?
    var index = 0
    do throws(PostgreSQLError) {
      receiving: while true {
        switch try await nextResult() {
        case .result(let result): results.append(result)
        case .failure(let error): failure = failure ?? error.inStatement(index)
        // One nil behind the results of each statement.
        case nil: index += 1
        case .pipelineSync: break receiving
        case .notRun: break
        case .copyIn, .copyOut:
          failure = failure ?? PostgreSQLError(.misuse, "COPY can't be part of a pipeline").inStatement(index)
          // There is no way out of a COPY inside a pipeline.
          close()
          break receiving
        }
        if handle.isBroken { throw failure ?? handle.lost() }
      }
      if failure?.kind != .misuse { try handle.exitPipelineMode() }
    } catch {
      throw failure ?? error
    }
    if let failure { throw failure }
    guard results.count == count else {
      close()
      throw PostgreSQLError(.protocolViolation, "\(count) statements gave \(results.count) results")
    }
    return results
  }

  func discardCopyData() async throws(PostgreSQLError) {
    while true {
      switch try handle.getCopyData() {
      case .row: break
      case .end: return
      case .needsInput:
        try await waitForSocket(.read)
        try handle.consumeInput()
      }
    }
  }

  /// Brings the session's output formats to what ``Row`` reads, where the server's settings differ.
  func prepareSession() async throws(PostgreSQLError) {
    if let style = handle.parameterStatus("DateStyle"), !style.hasPrefix("ISO") {
      _ = try await run("SET datestyle = ISO")
    }
  }
}

extension PostgreSQLError {
  /// The same, said as what it is, where it came of the caller's own wish to cancel.
  var causedByCancellation: PostgreSQLError {
    guard sqlState == .queryCanceled || kind == .connectionLost else { return self }
    var copy = self
    copy.kind = .cancelled
    copy.message = "the task was cancelled"
    return copy
  }

  func inStatement(_ index: Int) -> PostgreSQLError {
    var copy = self
    copy.statementIndex = index
    return copy
  }
}
