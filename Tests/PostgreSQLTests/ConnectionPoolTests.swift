import Synchronization
import Testing

@testable import PostgreSQL

@Suite struct ConnectionPoolTests {
  @Test func neverOpensMoreThanItsSize() async throws {
    let pool = try await TestServer.makePool(size: 3)
    let gauge = Gauge()
    let processes = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<60 {
        group.addTask {
          try await pool.withConnection { connection in
            gauge.enter()
            try await connection.query("SELECT 1")
            gauge.leave()
            return connection.serverProcessID
          }
        }
      }
      return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
    }
    #expect(gauge.most <= 3)
    #expect(processes.count <= 3)
  }

  @Test func servesInTheOrderOfAsking() async throws {
    let pool = try await TestServer.makePool(size: 1)
    let order = Order()
    let tasks = try await pool.withConnection { _ in
      var tasks: [Task<Void, any Error>] = []
      for number in 0..<20 {
        tasks.append(Task { try await pool.withConnection { _ in order.append(number) } })
        while pool.waiting != number + 1 { await Task.yield() }
      }
      return tasks
    }
    for task in tasks { try await task.value }
    #expect(order.numbers == Array(0..<20))
  }

  @Test func aCancelledWaiterLeavesTheLine() async throws {
    let pool = try await TestServer.makePool(size: 1)
    try await pool.withConnection { _ in
      let waiter = Task { try await pool.query("SELECT 1") }
      while pool.waiting != 1 { await Task.yield() }
      waiter.cancel()
      let error = await #expect(throws: PostgreSQLError.self) { try await waiter.value }
      #expect(error?.kind == .cancelled)
      #expect(pool.waiting == 0)
    }
    #expect(try await pool.query("SELECT 1").only().int(0) == 1)
  }

  @Test func replacesAConnectionThatTheServerEnded() async throws {
    let pool = try await TestServer.makePool(size: 1)
    let first = try await pool.withConnection { $0.serverProcessID }
    let administrator = try await Connection.connect(
      try ConnectionConfiguration(url: "\(pool.configuration) user=postgres"))
    try await administrator.query("SELECT pg_terminate_backend($1, 10000)", [.int(first)])
    let second = try await pool.withConnection { $0.serverProcessID }
    #expect(first != second)
    #expect(try await pool.query("SELECT 1").only().int(0) == 1)
  }

  @Test func aTerminatedQueryIsAConnectionProblem() async throws {
    let pool = try await TestServer.makePool(size: 1)
    let administrator = try await Connection.connect(
      try ConnectionConfiguration(url: "\(pool.configuration) user=postgres"))
    let process = try await pool.withConnection { $0.serverProcessID }
    let task = Task { try await pool.query("SELECT pg_sleep(600)") }
    try await administrator.waitUntilRunning("pg_sleep(600)", in: process)
    try await administrator.query("SELECT pg_terminate_backend($1)", [.int(process)])
    let error = await #expect(throws: PostgreSQLError.self) { try await task.value }
    #expect(error?.kind == .connectionLost)
    #expect(error?.sqlState == .adminShutdown)
    #expect(error?.isConnectionProblem == true)
    #expect(try await pool.query("SELECT 1").only().int(0) == 1)
  }

  @Test func aConnectionLeftInATransactionIsNotLentAgain() async throws {
    let pool = try await TestServer.makePool(size: 1)
    try await pool.withConnection { connection in _ = try await connection.query("BEGIN") }
    let status = try await pool.withConnection { connection in await connection.transactionStatus }
    #expect(status == .idle)
  }

  @Test func aClosedPoolLendsNothing() async throws {
    let pool = try await TestServer.makePool(size: 2)
    try await pool.query("SELECT 1")
    await pool.close()
    let error = await #expect(throws: PostgreSQLError.self) { try await pool.query("SELECT 1") }
    #expect(error?.kind == .closed)
  }

  @Test func nobodyWaitsForEverWhenConnectingFails() async throws {
    let pool = ConnectionPool(try ConnectionConfiguration(url: "host=/nonexistent/folder"), size: 1)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<10 {
        group.addTask {
          let error = await #expect(throws: PostgreSQLError.self) { try await pool.query("SELECT 1") }
          #expect(error?.isConnectionProblem == true)
        }
      }
    }
  }
}

/// How many are inside at a time.
private final class Gauge: Sendable {
  private let counts = Mutex((inside: 0, most: 0))
  var most: Int { counts.withLock { $0.most } }

  func enter() {
    counts.withLock { counts in
      counts.inside += 1
      counts.most = max(counts.most, counts.inside)
    }
  }

  func leave() { counts.withLock { $0.inside -= 1 } }
}

/// Who came when.
private final class Order: Sendable {
  private let list = Mutex<[Int]>([])
  var numbers: [Int] { list.withLock { $0 } }

  func append(_ number: Int) { list.withLock { $0.append(number) } }
}
