import PostgreSQL

/// A process that works on the queue, as it introduces itself.
public struct WorkerIdentity: Hashable, Sendable {
  /// For people: "ingest", "worker", "watch".
  public var name: String
  /// The host's name.
  public var host: String
  public var processID: Int
  /// Names the process beyond its number, which another may bear after it: see ``CandidateStore/unstoppedWorkers(host:)``.
  public var process: String
  public var parserVersion: String

  public init(name: String, host: String, processID: Int, process: String, parserVersion: String) {
    self.name = name
    self.host = host
    self.processID = processID
    self.process = process
    self.parserVersion = parserVersion
  }
}

/// What a worker says of itself with each heartbeat.
public struct WorkerReport: Hashable, Sendable, Codable {
  /// One stage of its pipeline.
  public struct Stage: Hashable, Sendable, Codable {
    public var name: String
    /// Items it works on at a time.
    public var width: Int
    public var received: Int
    public var inFlight: Int
    /// Items that wait before it.
    public var waiting: Int
    /// Of a call, in milliseconds.
    public var p50: Double
    public var p95: Double
    public var p99: Double
    /// The share of its time spent working, 0…1.
    public var utilization: Double
    /// The share of its time spent waiting for the next stage, 0…1.
    public var blocked: Double

    public init(
      name: String, width: Int, received: Int, inFlight: Int, waiting: Int, p50: Double, p95: Double, p99: Double,
      utilization: Double, blocked: Double
    ) {
      self.name = name
      self.width = width
      self.received = received
      self.inFlight = inFlight
      self.waiting = waiting
      self.p50 = p50
      self.p95 = p95
      self.p99 = p99
      self.utilization = utilization
      self.blocked = blocked
    }
  }

  /// Resumes that became, or were merged into, candidates.
  public var completed: Int
  public var failed: Int
  public var stages: [Stage]
  /// Its connections to the database; nil from a worker of an older version.
  public var connections: PoolStatistics?

  public init(completed: Int = 0, failed: Int = 0, stages: [Stage] = [], connections: PoolStatistics? = nil) {
    self.completed = completed
    self.failed = failed
    self.stages = stages
    self.connections = connections
  }
}

/// A worker as `hotgigs status` shows it.
public struct WorkerStatus: Hashable, Sendable, Codable {
  public var id: String
  public var name: String
  public var host: String?
  public var processID: Int?
  public var parserVersion: String?
  /// ISO 8601, UTC.
  public var startedAt: String
  /// Since its last heartbeat.
  public var secondsSilent: Double
  /// Since it began.
  public var secondsRunning: Double
  /// Resumes that it holds a lease on.
  public var inHand: Int
  public var report: WorkerReport
}

extension CandidateStore {
  /// Begins a worker's life.
  ///
  /// - Returns: its id, a UUID: what its claims are made with.
  public func registerWorker(_ identity: WorkerIdentity) async throws -> String {
    try await asWorker { transaction in
      try await transaction.query(
        """
        INSERT INTO workers (name, host, process_id, process, parser_version) VALUES ($1, $2, $3, $4, $5) RETURNING id
        """,
        [
          .text(identity.name), .text(identity.host), .int(identity.processID), .text(identity.process),
          .text(identity.parserVersion),
        ]
      ).only().string("id")
    }
  }

  /// Says that a worker lives, and how it fares. One that was taken for dead lives again.
  public func heartbeat(worker id: String, _ report: WorkerReport) async throws {
    let stages = try JSONText(report.stages)
    let connections = try report.connections.map { try JSONText($0).text }
    try await asWorker { transaction in
      _ = try await transaction.query(
        """
        UPDATE workers SET heartbeat_at = clock_timestamp(), stopped_at = NULL, completed = $2, failed = $3,
          stages = $4::jsonb, connections = $5::jsonb
        WHERE id = $1::uuid
        """,
        [
          .text(id), .int(report.completed), .int(report.failed), .json(stages.text),
          .json(ifPresent: connections),
        ])
    }
  }

  /// Ends workers' lives. What they still hold waits in the queue again at once, and blames no file.
  ///
  /// - Returns: how many resumes that were.
  @discardableResult
  public func stopWorkers(_ ids: [String]) async throws -> Int {
    guard !ids.isEmpty else { return 0 }
    return try await asWorker { transaction in
      let results = try await transaction.pipeline([
        Statement(
          """
          WITH held AS (
            SELECT id FROM resumes WHERE status = 'processing' AND leased_by = ANY ($1::text[])
            ORDER BY id FOR NO KEY UPDATE SKIP LOCKED)
          UPDATE resumes r SET status = 'pending', lease_token = NULL, leased_until = NULL, leased_by = NULL,
            available_at = clock_timestamp()
          FROM held WHERE r.id = held.id
          """, [.textArray(ids)]),
        Statement(
          "UPDATE workers SET stopped_at = clock_timestamp() WHERE id = ANY ($1::text[]::uuid[]) AND stopped_at IS NULL",
          [.textArray(ids)]),
        Self.notifyQueue,
      ])
      return results[0].affectedRows
    }
  }

  /// The workers of a host that have not said they ended, for a process of the same host to see who of them is dead.
  ///
  /// - Returns: by worker id, what ``WorkerIdentity/process`` it had.
  public func unstoppedWorkers(host: String) async throws -> [String: String] {
    try await asWorker { transaction in
      var found: [String: String] = [:]
      let rows = try await transaction.query(
        "SELECT id, process FROM workers WHERE host = $1 AND stopped_at IS NULL AND process IS NOT NULL", [.text(host)])
      for row in rows { found[try row.string("id")] = try row.string("process") }
      return found
    }
  }

  /// The workers that live, and those that were heard of within the last minutes and have not said that they ended. An
  /// admin's to see.
  public func workers(actingUser: Int) async throws -> [WorkerStatus] {
    try await asUser(actingUser) { transaction in
      try await transaction.query(
        """
        SELECT w.id, w.name, w.host, w.process_id, w.parser_version, \(isoTime("w.started_at")) AS started_at,
          extract(epoch FROM clock_timestamp() - w.heartbeat_at)::float8 AS silent,
          extract(epoch FROM clock_timestamp() - w.started_at)::float8 AS running, w.completed, w.failed, w.stages, w.connections,
          (SELECT count(*) FROM resumes r WHERE r.status = 'processing' AND r.leased_by = w.id::text) AS in_hand
        FROM workers w
        WHERE w.stopped_at IS NULL AND w.heartbeat_at > clock_timestamp() - interval '5 minutes'
        ORDER BY w.started_at, w.id
        """
      ).map { row in
        WorkerStatus(
          id: try row.string("id"), name: try row.string("name"), host: try row.string(ifPresent: "host"),
          processID: try row.int(ifPresent: "process_id"), parserVersion: try row.string(ifPresent: "parser_version"),
          startedAt: try row.string("started_at"), secondsSilent: try row.double("silent"),
          secondsRunning: try row.double("running"), inHand: try row.int("in_hand"),
          report: WorkerReport(
            completed: try row.int("completed"), failed: try row.int("failed"),
            stages: try JSONText(verbatim: row.string("stages")).decode([WorkerReport.Stage].self),
            connections: try row.string(ifPresent: "connections").map {
              try JSONText(verbatim: $0).decode(PoolStatistics.self)
            }))
      }
    }
  }
}
