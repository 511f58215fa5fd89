import PostgreSQL

/// What a run does.
public enum RunKind: String, Hashable, Sendable, Codable {
  case ingest, watch, drive, reprocess, worker
}

/// Where a run stands.
public enum RunStatus: String, Hashable, Sendable, Codable {
  case running, finished, failed, cancelled
}

/// One ingest, watch day, sync or reprocess: who, for whom, of what, and what came of it.
public struct Run: Hashable, Sendable, Codable {
  public var id: Int
  public var kind: RunKind
  public var userID: Int?
  public var userEmail: String?
  public var recruiterID: Int?
  public var recruiterEmail: String?
  public var detail: String?
  /// Of a retry: the run whose failures it reads again.
  public var retriedRunID: Int?
  public var status: RunStatus
  public var counts: [String: Int]
  /// ISO 8601, UTC.
  public var startedAt: String
  public var finishedAt: String?
  /// Of one that was undone. Begun and not ended, the undo was interrupted, and goes on when it is asked for again.
  public var undoStartedAt: String?
  public var undoneAt: String?
  public var undoneBy: String?
  /// Candidates and documents by what became of them.
  public var undoCounts: [String: Int]?
}

/// What became of the files that a run saw.
public struct RunOutcomes: Hashable, Sendable, Codable {
  /// By the outcome of the sighting: pending, created, updated, unchanged, failed, duplicate.
  public var counts: [String: Int]
  /// By error code, of the files that failed in it.
  public var failures: [String: Int]

  public init(counts: [String: Int], failures: [String: Int]) {
    self.counts = counts
    self.failures = failures
  }

  /// For `runs.counts`: outcomes by name, failures as `failed_CODE`.
  public var stored: [String: Int] {
    failures.reduce(into: counts) { stored, failure in stored["failed_" + failure.key] = failure.value }
  }
}

extension CandidateStore {
  /// - Returns: the run's id.
  public func beginRun(
    kind: RunKind, userID: Int, recruiterID: Int? = nil, detail: String? = nil, retrying: Int? = nil
  ) async throws -> Int {
    try await asUser(userID) { transaction in
      try await transaction.query(
        """
        INSERT INTO runs (kind, user_id, recruiter_id, detail, retried_run_id) VALUES ($1, $2, $3, $4, $5) RETURNING id
        """,
        [
          .text(kind.rawValue), .int(userID), .int(ifPresent: recruiterID),
          .text(ifPresent: ColumnText.cleaned(detail)), .int(ifPresent: retrying),
        ]
      ).only().int("id")
    }
  }

  public func finishRun(_ id: Int, status: RunStatus = .finished, counts: [String: Int]) async throws {
    let counts = try JSONText(counts)
    try await asWorker { transaction in
      _ = try await transaction.query(
        """
        UPDATE runs SET status = $2, counts = $3::jsonb, finished_at = clock_timestamp(), reserves_until = NULL
        WHERE id = $1
        """, [.int(id), .text(status.rawValue), .json(counts.text)])
    }
  }

  /// The newest first.
  public func runs(actingUser: Int, limit: Int = 50, offset: Int = 0) async throws -> [Run] {
    try await asUser(actingUser) { transaction in
      try await transaction.query(
        "\(Self.runQuery) ORDER BY r.id DESC LIMIT $1 OFFSET $2", [.int(limit), .int(offset)]
      ).map(Run.init)
    }
  }

  public func run(_ id: Int, actingUser: Int) async throws -> Run? {
    try await asUser(actingUser) { transaction in
      try await transaction.query("\(Self.runQuery) WHERE r.id = $1", [.int(id)]).first.map(Run.init)
    }
  }

  /// What became of the files that a run saw, as far as the acting user may see them.
  public func outcomes(ofRun id: Int, actingUser: Int) async throws -> RunOutcomes {
    try await asUser(actingUser) { transaction in
      let results = try await transaction.pipeline([
        Statement("SELECT outcome, count(*) AS count FROM sightings WHERE run_id = $1 GROUP BY outcome", [.int(id)]),
        Statement(
          """
          SELECT r.error_code, count(*) AS count FROM sightings s JOIN resumes r ON r.id = s.resume_id
          WHERE s.run_id = $1 AND s.outcome = 'failed' AND r.error_code IS NOT NULL GROUP BY r.error_code
          """, [.int(id)]),
      ])
      return RunOutcomes(
        counts: try results[0].countsByName(), failures: try results[1].countsByName())
    }
  }

  private static var runQuery: String {
    """
    SELECT r.id, r.kind, r.user_id, w.email AS user_email, r.recruiter_id, u.email AS recruiter_email, r.detail,
      r.retried_run_id, r.status, r.counts, \(isoTime("r.started_at")) AS started_at,
      \(isoTime("r.finished_at")) AS finished_at, \(isoTime("r.undo_started_at")) AS undo_started_at,
      \(isoTime("r.undone_at")) AS undone_at, b.email AS undone_by, r.undo_counts
    FROM runs r LEFT JOIN users u ON u.id = r.recruiter_id LEFT JOIN users w ON w.id = r.user_id
    LEFT JOIN users b ON b.id = r.undone_by
    """
  }
}

extension Run {
  init(_ row: Row) throws {
    func counts(_ column: String) throws -> [String: Int] {
      try JSONText(verbatim: row.string(column)).decode([String: Int].self)
    }
    let undoStartedAt = try row.string(ifPresent: "undo_started_at")
    self.init(
      id: try row.int("id"), kind: RunKind(rawValue: try row.string("kind")) ?? .ingest,
      userID: try row.int(ifPresent: "user_id"), userEmail: try row.string(ifPresent: "user_email"),
      recruiterID: try row.int(ifPresent: "recruiter_id"),
      recruiterEmail: try row.string(ifPresent: "recruiter_email"), detail: try row.string(ifPresent: "detail"),
      retriedRunID: try row.int(ifPresent: "retried_run_id"),
      status: RunStatus(rawValue: try row.string("status")) ?? .failed, counts: try counts("counts"),
      startedAt: try row.string("started_at"), finishedAt: try row.string(ifPresent: "finished_at"),
      undoStartedAt: undoStartedAt, undoneAt: try row.string(ifPresent: "undone_at"),
      undoneBy: try row.string(ifPresent: "undone_by"),
      undoCounts: undoStartedAt == nil ? nil : try counts("undo_counts"))
  }
}

extension QueryResult {
  /// Of rows of a name and a number.
  func countsByName() throws -> [String: Int] {
    var counts: [String: Int] = [:]
    for row in self { counts[try row.string(0)] = try row.int(1) }
    return counts
  }
}
