import CandidateStore
import PostgreSQL

/// The scratch databases on one private server.
struct BenchCluster {
  private let cluster: PrivateCluster

  init(_ cluster: PrivateCluster) {
    self.cluster = cluster
  }

  /// Made and filled, unless an earlier run left it. No connection is made to it yet.
  func database(
    _ name: String, _ deployment: Deployment, note: @escaping @Sendable (String) -> Void
  ) async throws -> CandidateStore {
    let server = try configuration(user: "postgres", database: "postgres")
    let isThere = try await Connection.withConnection(to: server) { connection in
      let isThere = try await connection.query("SELECT FROM pg_database WHERE datname = $1", [.text(name)]).count > 0
      if !isThere { try await connection.query("CREATE DATABASE \(name) OWNER \(PrivateCluster.owner)") }
      return isThere
    }
    let owner = try configuration(user: PrivateCluster.owner, database: name)
    if !isThere {
      let migrations = try Migration.load(from: try CandidateStore.schemaDirectory())
      try await MigrationRunner(migrations: migrations, configuration: owner).migrate()
      let store = CandidateStore(pool: ConnectionPool(owner, size: 1))
      _ = try await store.bootstrap()
      await store.pool.close()
      let took = try await ContinuousClock().measure {
        let superuser = try configuration(user: "postgres", database: name)
        try await Population(deployment: deployment, configuration: superuser).fill { note("\(name): \($0)") }
      }
      note("\(name): filled in \(took.components.seconds) s")
    }
    return CandidateStore(pool: ConnectionPool(owner, size: 2))
  }

  /// To be asked for before the first statement: connections tell plans that are made from then on.
  func planLog(database: String) async throws -> PlanLog {
    let log = PlanLog(
      file: "\(cluster.dataDirectory)/server.log",
      administrator: try configuration(user: "postgres", database: "postgres"))
    try await log.prepare(database: database)
    return log
  }

  private func configuration(user: String, database: String) throws -> ConnectionConfiguration {
    try ConnectionConfiguration(
      url: "host=\(cluster.socketDirectory) port=5432 user=\(user) dbname=\(database)")
  }
}
