import Glibc
import Synchronization
import TestSupport

@testable import PostgreSQL

/// Real servers for the tests, in folders that the server's user can reach, gone when the process ends.
enum TestServer {
  private static let shared = Task { () throws(ClusterError) in
    // All tests that run side by side are on it, each with as many connections as it likes.
    let cluster = makeCluster(maximumConnections: 500)
    try await cluster.start()
    return cluster
  }

  private static let clusters: Mutex<[PrivateCluster]> = {
    atexit { TestServer.removeAll() }
    return Mutex([])
  }()

  private static let counter = Atomic(0)

  /// A cluster of its own for a test that stops or kills the server.
  ///
  /// - Parameter path: folders between the temporary one and the cluster's.
  static func makeCluster(below path: String = "", maximumConnections: Int = 100) -> PrivateCluster {
    let number = counter.add(1, ordering: .relaxed).newValue
    let cluster = PrivateCluster(
      directory: "\(ServerFolder.root)/hotgigs-postgresql-tests-\(getpid())-\(number)/\(path)",
      maximumConnections: maximumConnections)
    clusters.withLock { $0.append(cluster) }
    return cluster
  }

  /// A new, empty database on the shared server.
  static func makeDatabase() async throws -> ConnectionConfiguration {
    let cluster = try await shared.value
    let name = "test_\(counter.add(1, ordering: .relaxed).newValue)"
    let superuser = try ConnectionConfiguration(
      url: "host=\(cluster.socketDirectory) port=5432 user=postgres dbname=postgres")
    let connection = try await Connection.connect(superuser)
    try await connection.query("CREATE DATABASE \(name) OWNER \(PrivateCluster.owner)")
    await connection.close()
    return try ConnectionConfiguration(url: cluster.url).with(database: name)
  }

  static func configuration(of database: String) async throws -> ConnectionConfiguration {
    try ConnectionConfiguration(url: try await shared.value.url).with(database: database)
  }

  static func connect() async throws -> Connection {
    try await Connection.connect(try await makeDatabase())
  }

  static func makePool(size: Int) async throws -> ConnectionPool {
    ConnectionPool(try await makeDatabase(), size: size)
  }

  /// The one that is its own below the root.
  private static func folder(of cluster: PrivateCluster) -> String {
    let name = cluster.directory.dropFirst(ServerFolder.root.count).split(separator: "/").first ?? "none"
    return "\(ServerFolder.root)/\(name)"
  }

  private static func removeAll() {
    for cluster in clusters.withLock({ $0 }) {
      if let server = cluster.status().processID { kill(pid_t(server), SIGQUIT) }
      while cluster.status().isRunning { sched_yield() }
      _ = try? ChildProcess(["rm", "-rf", folder(of: cluster), cluster.socketDirectory])
    }
  }
}

/// Repeats a query with one boolean until it is true.
func waitUntil(_ sql: String, _ parameters: [SQLValue] = [], on connection: Connection) async throws {
  while try await !connection.query(sql, parameters).only().bool(0) { await Task.yield() }
}

extension Connection {
  /// Waits until a server process runs a statement that contains a text.
  func waitUntilRunning(_ text: String, in process: Int) async throws {
    try await waitUntil(
      """
      SELECT count(*) = 1 FROM pg_stat_activity
      WHERE pid = $1 AND state = 'active' AND query LIKE '%' || $2 || '%'
      """, [.int(process), .text(text)], on: self)
  }
}
