import PostgreSQL

/// A run that is being undone.
public struct UndoneRun: Hashable, Sendable {
  public var id: Int
  public var kind: RunKind
  public var status: RunStatus
  /// Who made it.
  public var userID: Int?
  /// ISO 8601, UTC; nil for one that was never undone.
  public var undoStartedAt: String?
  public var undoneAt: String?
  /// The address of whoever undid it.
  public var undoneBy: String?
  /// Files of it that wait, or are being read.
  public var open: Int

  /// Whether it brings documents in; one that reads stored ones again does not.
  var takesIn: Bool { kind != .reprocess }
}

extension CandidateStore {
  /// How many documents an undo takes at a time: few enough that no worker waits long.
  static let undoBatch = 100

  /// What is known of a run before it is undone; nil where the acting user may not see it.
  public func runToUndo(_ id: Int, actingUser: Int) async throws -> UndoneRun? {
    let run = try await asUser(actingUser) { transaction in
      try await transaction.query(Self.undoneRun, [.int(id)]).first.map(UndoneRun.init)
    }
    guard var run else { return nil }
    let outstanding = try await outstanding(run: id)
    run.open = outstanding.pending + outstanding.processing
    return run
  }

  /// Begins an undo, or goes on with one that was interrupted. From here on nothing more is taken in with the run.
  ///
  /// - Parameter isCancelling: also a run that has not ended: it is stopped, and its waiting files leave the queue.
  /// - Throws: ``StoreError`` of code `notPermitted` or `notUndoable`, with what to do.
  public func beginUndo(_ run: UndoneRun, isCancelling: Bool, by user: User) async throws {
    guard run.kind != .worker else {
      throw StoreError(.notUndoable, "run \(run.id) is a worker's: undo the run that brought the files")
    }
    guard user.role == .admin || run.userID == user.id else {
      throw StoreError(.notPermitted, "run \(run.id) was made by somebody else: they or an admin undo it")
    }
    if run.undoStartedAt == nil, !isCancelling {
      if run.open > 0 {
        throw StoreError(
          .notUndoable,
          "\(run.open) files of run \(run.id) wait or are being read: let it end, or stop it with "
            + "hotgigs runs undo \(run.id) --cancel")
      }
      if run.status == .running {
        throw StoreError(
          .notUndoable,
          "run \(run.id) has not ended; if it was killed, or is to be stopped: hotgigs runs undo \(run.id) --cancel")
      }
    }
    try await asUser(user.id) { transaction in
      let begun = try await transaction.query(
        """
        UPDATE runs SET undo_started_at = clock_timestamp(), undone_by = $2,
          status = CASE WHEN status = 'running' THEN 'cancelled' ELSE status END
        WHERE id = $1 AND undo_started_at IS NULL
        """, [.int(run.id), .int(user.id)])
      guard begun.affectedRows == 1, user.role == .admin else { return }
      _ = try await transaction.query(
        """
        INSERT INTO audit_logs (admin_user_id, action, resource_type, resource_id, description)
        SELECT id, 'undo_run', 'run', $2, $3 FROM admin_users WHERE lower(email) = lower($1)
        """, [.text(user.email), .text(String(run.id)), .text("\(user.email) undoes run \(run.id)")])
    }
  }

  /// Undoes a run part by part, each in a transaction of its own; killed in between, it goes on where it was.
  ///
  /// - Parameters:
  ///   - isDryRun: changes nothing, locks nothing.
  ///   - report: is told of each part.
  public func undo(
    _ run: UndoneRun, actingUser: Int, isDryRun: Bool = false,
    report: (UndoneBatch) async throws -> Void
  ) async throws {
    var last = 0
    var seen: Set<Int> = []
    while true {
      let (after, known) = (last, seen)
      let part = try await retryingLostRaces {
        try await asWorker { transaction in
          try await Self.undoPart(
            of: run, after: after, apartFrom: known, by: actingUser, isDryRun: isDryRun, in: transaction)
        }
      }
      guard let part else { break }
      last = part.last
      seen.formUnion(part.batch.documents.map(\.resumeID))
      try await report(part.batch)
    }
    guard !isDryRun else { return }
    try await asWorker { transaction in
      _ = try await transaction.pipeline([
        // Files whose rows were cleaned up long ago.
        Statement(
          """
          UPDATE sightings SET outcome = 'undone', former = NULL, detail = concat_ws('; ', outcome, detail)
          WHERE run_id = $1 AND outcome <> 'undone'
          """, [.int(run.id)]),
        Statement("UPDATE runs SET undone_at = clock_timestamp() WHERE id = $1 AND undone_at IS NULL", [.int(run.id)]),
      ])
    }
  }

  private nonisolated(nonsending) static func undoPart(
    of run: UndoneRun, after: Int, apartFrom known: Set<Int>, by user: Int, isDryRun: Bool, in transaction: Transaction
  ) async throws -> (batch: UndoneBatch, last: Int)? {
    // Two who undo the same run take turns.
    if !isDryRun {
      _ = try await transaction.query("SELECT id FROM runs WHERE id = $1 FOR NO KEY UPDATE", [.int(run.id)])
    }
    let rows = try await transaction.query(pickDocuments, [.int(run.id), .int(after), .int(undoBatch)])
    guard !rows.isEmpty else { return nil }
    let last = try rows.filter { try $0.bool("is_picked") }.map { try $0.int("id") }.max() ?? after
    let ids = try rows.map { try $0.int("id") }.filter { !known.contains($0) }
    let plan = try await UndoPlan(of: run, documents: ids, isLocking: !isDryRun, in: transaction)
    if !isDryRun { try await UndoCommit(run: run, userID: user).process(plan, in: transaction) }
    return (plan.batch, last)
  }

  /// The next documents that the run saw, and all others of it of the same candidates: what becomes of a candidate is
  /// decided once. By the indexes over the run's sightings, each candidate's resumes, each resume's sightings.
  private static let pickDocuments = """
    WITH picked AS MATERIALIZED (
      SELECT DISTINCT s.resume_id AS id FROM sightings s
      WHERE s.run_id = $1 AND s.outcome <> 'undone' AND s.resume_id > $2 ORDER BY 1 LIMIT $3
    )
    SELECT id, true AS is_picked FROM picked
    UNION ALL
    SELECT o.id, false FROM resumes o
    WHERE o.candidate_id IN (SELECT r.candidate_id FROM resumes r JOIN picked ON picked.id = r.id)
      AND NOT EXISTS (SELECT FROM picked WHERE picked.id = o.id)
      AND EXISTS (SELECT FROM sightings s WHERE s.resume_id = o.id AND s.run_id = $1 AND s.outcome <> 'undone')
    ORDER BY id
    """

  private static let undoneRun = """
    SELECT r.id, r.kind, r.status, r.user_id, \(isoTime("r.undo_started_at")) AS undo_started_at,
      \(isoTime("r.undone_at")) AS undone_at, u.email AS undone_by
    FROM runs r LEFT JOIN users u ON u.id = r.undone_by WHERE r.id = $1
    """
}

extension UndoneRun {
  init(_ row: Row) throws {
    self.init(
      id: try row.int("id"), kind: RunKind(rawValue: try row.string("kind")) ?? .ingest,
      status: RunStatus(rawValue: try row.string("status")) ?? .failed, userID: try row.int(ifPresent: "user_id"),
      undoStartedAt: try row.string(ifPresent: "undo_started_at"), undoneAt: try row.string(ifPresent: "undone_at"),
      undoneBy: try row.string(ifPresent: "undone_by"), open: 0)
  }
}
