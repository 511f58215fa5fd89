import FoundationEssentials
import PostgreSQL

/// Fills a database with invented people: the same at every run, since all follows from their numbers.
struct Population {
  let deployment: Deployment
  /// A superuser's: triggers and foreign keys are passed over.
  let configuration: ConnectionConfiguration

  /// Rows a statement.
  private static let portion = 5000

  /// Indexes go first and come back last: to keep them up to date row by row takes as long again.
  func fill(progress: @escaping @Sendable (String) -> Void) async throws {
    let owner = try await connect()
    try await owner.execute(script: script("accounts"))
    let indexes = try await owner.query(
      """
      SELECT indexname, indexdef FROM pg_indexes i WHERE schemaname = 'public'
        AND tablename IN ('candidates', 'resumes', 'sightings', 'candidate_activity', 'candidate_tags', 'candidate_notes',
          'applications')
        AND NOT EXISTS (SELECT FROM pg_constraint WHERE conname = i.indexname)
      """)
    for index in indexes { try await owner.query("DROP INDEX \(try index.string("indexname"))") }
    try await withThrowingTaskGroup { group in
      for half in 0..<2 {
        group.addTask {
          let connection = try await connect()
          let firsts = stride(from: 1 + half * Self.portion, through: deployment.candidates, by: 2 * Self.portion)
          for first in firsts {
            let last = min(first + Self.portion - 1, deployment.candidates)
            try await connection.execute(script: try script("people", first: first, last: last))
            progress("\(last) of \(deployment.candidates) candidates")
          }
          await connection.close()
        }
      }
      try await group.waitForAll()
    }
    try await owner.query("SET maintenance_work_mem = '1GB'")
    for index in indexes {
      progress("index \(try index.string("indexname"))")
      try await owner.query(try index.string("indexdef"))
    }
    for table in ["users", "companies", "jobs", "candidates", "resumes", "applications"] {
      try await owner.query("SELECT setval('\(table)_id_seq', (SELECT max(id) FROM \(table)))")
    }
    progress("VACUUM ANALYZE")
    try await owner.query("VACUUM ANALYZE")
    await owner.close()
  }

  private func connect() async throws -> Connection {
    let connection = try await Connection.connect(configuration)
    try await connection.execute(script: "SET session_replication_role = replica; SET synchronous_commit = off")
    try await connection.execute(script: try script("vocabulary"))
    return connection
  }

  private func script(_ name: String, first: Int = 0, last: Int = 0) throws -> String {
    guard let path = Resources.path(name) else { throw BenchError("\(name).sql is not beside the program") }
    var sql = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
    let values = [
      "first": first, "last": last, "total": deployment.candidates, "recruiters": deployment.recruiters,
      "users": deployment.users, "companies": deployment.companies, "jobs": deployment.jobs,
    ]
    for (name, value) in values { sql = sql.replacing("{\(name)}", with: String(value)) }
    return sql
  }
}

/// What lies beside the executable.
private enum Resources {
  /// Nil where it is not there.
  static func path(_ name: String) -> String? {
    let executable = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let folder = executable.split(separator: "/").dropLast().map { "/" + $0 }.joined()
    let path = "\(folder)/hotgigs-intake_hotgigs-bench-db.resources/\(name).sql"
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }
}

/// What went wrong, in one line.
struct BenchError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
