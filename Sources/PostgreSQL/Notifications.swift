/// What `NOTIFY` sent.
public struct Notification: Sendable, Hashable {
  public let channel: String
  public let payload: String
  /// The server process of the sender.
  public let serverProcessID: Int32
}

/// Notifications that nobody has taken yet: bounded, the oldest go first.
struct NotificationInbox {
  static let capacity = 1024
  private var waiting: [Notification] = []

  mutating func append(_ notification: Notification) {
    if waiting.count == Self.capacity { waiting.removeFirst() }
    waiting.append(notification)
  }

  mutating func next() -> Notification? {
    waiting.isEmpty ? nil : waiting.removeFirst()
  }
}

/// The notifications of a connection, for one reader at a time. Commands may run meanwhile.
///
/// At most 1,024 wait to be read; beyond that the oldest are dropped, so treat them as wake-ups, not as data. Ends
/// when the task is cancelled or the connection closed; throws `connectionLost` when it breaks.
public struct Notifications: AsyncSequence, Sendable {
  let connection: Connection

  public struct AsyncIterator: AsyncIteratorProtocol {
    let connection: Connection

    public func next() async throws(PostgreSQLError) -> Notification? {
      try await connection.nextNotification()
    }

    public func next(isolation: isolated (any Actor)?) async throws(PostgreSQLError) -> Notification? {
      try await connection.nextNotification()
    }
  }

  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(connection: connection) }
}

extension Connection {
  /// Subscribes to channels and returns their notifications.
  public func listen(_ channels: String...) async throws(PostgreSQLError) -> Notifications {
    for channel in channels {
      _ = try await query("LISTEN " + SQLIdentifier.quote(channel), [])
    }
    return Notifications(connection: self)
  }

  func nextNotification() async throws(PostgreSQLError) -> Notification? {
    let socket = handle.socket
    return try await withCancellation { () throws(PostgreSQLError) in
      while !Task.isCancelled {
        if let notification = inbox.next() { return notification }
        if isClosed { return nil }
        if isBusy {
          // The command reads the socket; it is done when it gives up its turn.
          try await turns.acquire()
          turns.release()
          continue
        }
        isListening = true
        let readiness = await SocketReactor.shared.wait(for: socket, .read)
        isListening = false
        guard readiness == .ready, !isBusy, !isClosed else { continue }
        do throws(PostgreSQLError) {
          try handle.consumeInput()
        } catch {
          close()
          throw error
        }
        drainNotifications()
      }
      return nil
    } onCancel: {
      SocketReactor.shared.interrupt(socket)
    }
  }

  private func withCancellation(
    _ operation: () async throws(PostgreSQLError) -> Notification?, onCancel: @Sendable () -> Void
  ) async throws(PostgreSQLError) -> Notification? {
    let result: Result<Notification?, PostgreSQLError> = await withTaskCancellationHandler {
      do throws(PostgreSQLError) {
        return .success(try await operation())
      } catch {
        return error.kind == .cancelled ? .success(nil) : .failure(error)
      }
    } onCancel: {
      onCancel()
    }
    return try result.get()
  }

  func drainNotifications() {
    while let notification = handle.nextNotification() { inbox.append(notification) }
  }
}

/// Names in SQL.
public enum SQLIdentifier {
  /// The name in double quotes, with its own doubled.
  public static func quote(_ name: String) -> String {
    "\"" + name.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }
}
