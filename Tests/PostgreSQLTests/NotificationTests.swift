import Testing

@testable import PostgreSQL

@Suite struct NotificationTests {
  @Test func arriveInOrderAndWithTheirPayload() async throws {
    let configuration = try await TestServer.makeDatabase()
    let listener = try await Connection.connect(configuration)
    let sender = try await Connection.connect(configuration)
    let notifications = try await listener.listen("jobs", "Odd \"name\"")
    for number in 1...3 { try await sender.query("SELECT pg_notify('jobs', $1)", [.text("job \(number)")]) }
    try await sender.query("SELECT pg_notify('Odd \"name\"', 'zażółć')")
    var payloads: [String] = []
    for try await notification in notifications {
      #expect(Int(notification.serverProcessID) == sender.serverProcessID)
      payloads.append(notification.payload)
      if payloads.count == 4 { break }
    }
    #expect(payloads == ["job 1", "job 2", "job 3", "zażółć"])
  }

  @Test func aWaitingReaderIsWokenWhileCommandsRun() async throws {
    let configuration = try await TestServer.makeDatabase()
    let listener = try await Connection.connect(configuration)
    let sender = try await Connection.connect(configuration)
    let notifications = try await listener.listen("jobs")
    let reader = Task {
      var count = 0
      for try await notification in notifications {
        count += 1
        if notification.payload == "last" { break }
      }
      return count
    }
    for number in 0..<100 {
      async let query = listener.query("SELECT $1::int", [.int(number)]).only().int(0)
      try await sender.query("SELECT pg_notify('jobs', $1)", [.text(number == 99 ? "last" : "\(number)")])
      #expect(try await query == number)
    }
    #expect(try await reader.value == 100)
  }

  @Test func onlyTheNewestAreKept() async throws {
    let connection = try await TestServer.connect()
    let notifications = try await connection.listen("jobs")
    try await connection.query("SELECT pg_notify('jobs', g::text) FROM generate_series(1, 1500) g")
    let iterator = notifications.makeAsyncIterator()
    #expect(try await iterator.next()?.payload == "477")
  }

  @Test func cancellingTheReaderEndsTheSequence() async throws {
    let connection = try await TestServer.connect()
    let notifications = try await connection.listen("jobs")
    let reader = Task {
      for try await _ in notifications {}
      return "ended"
    }
    reader.cancel()
    #expect(try await reader.value == "ended")
    #expect(try await connection.query("SELECT 1").only().int(0) == 1)
  }

  @Test func closingEndsAndLosingThrows() async throws {
    let configuration = try await TestServer.makeDatabase()
    let closing = try await Connection.connect(configuration)
    let closed = try await closing.listen("jobs")
    let reader = Task {
      for try await _ in closed {}
      return "ended"
    }
    await closing.close()
    #expect(try await reader.value == "ended")

    let losing = try await Connection.connect(configuration)
    let lost = try await losing.listen("jobs")
    let other = Task { for try await _ in lost {} }
    let administrator = try await Connection.connect(
      try ConnectionConfiguration(url: "\(configuration) user=postgres"))
    try await administrator.query("SELECT pg_terminate_backend($1)", [.int(losing.serverProcessID)])
    let error = await #expect(throws: PostgreSQLError.self) { try await other.value }
    #expect(error?.kind == .connectionLost)
  }
}
