import PostgreSQL

/// Takes what is old, a batch at a time, each in a transaction of its own: killed anywhere, what was begun is done and the
/// next cleanup goes on. Nothing that anything refers to is taken.
extension CandidateStore {
  /// Rows of a batch.
  private static let batch = 500

  /// Does one task to its end, and audits it.
  ///
  /// - Parameter isDryRun: only counts.
  /// - Throws: ``StoreError`` of code `notPermitted` where the acting user is no admin; `CancellationError` between two batches.
  public func cleanUp(
    _ task: CleanupTask, ages: CleanupAges, isDryRun: Bool = false, actingUser user: User
  ) async throws -> CleanupResult {
    guard user.role == .admin else { throw StoreError(.notPermitted, "only an admin cleans up") }
    var result = CleanupResult(task: task, olderThan: ages.text(task), count: 0)
    guard let interval = ages.interval(task) else { return result }
    let age = [.int(interval.months), .int(interval.days)] as [SQLValue]
    do {
      var place = 0
      while true {
        try Task.checkCancellation()
        let start = place
        let (count, last) = try await retryingLostRaces {
          try await asWorker { transaction in
            try await Self.takeBatch(of: task, age: age, after: start, isDryRun: isDryRun, in: transaction)
          }
        }
        result.count += count
        guard let last else { break }
        place = last
      }
    } catch {
      try? await auditCleanup(result, isDryRun: isDryRun, by: user)
      throw error
    }
    try await auditCleanup(result, isDryRun: isDryRun, by: user)
    return result
  }

  private func auditCleanup(_ result: CleanupResult, isDryRun: Bool, by user: User) async throws {
    guard !isDryRun, result.count > 0 else { return }
    let changes = try JSONText(result)
    try await asUser(user.id) { transaction in
      try await Self.audit("clean_up", resource: result.task.rawValue, changes: changes, over: transaction)
    }
  }

  /// - Returns: how many were taken, and after which number the next batch begins; nil where there is none.
  private nonisolated(nonsending) static func takeBatch(
    of task: CleanupTask, age: [SQLValue], after place: Int, isDryRun: Bool, in transaction: Transaction
  ) async throws -> (count: Int, last: Int?) {
    let parameters = age + [.int(place), .int(batch)]
    if task == .unusedCandidates {
      let ids = try await transaction.query(oldCandidates, parameters).map { try $0.int("id") }
      let count = try await UnusedCandidates(ids: ids, age: age).take(isDryRun: isDryRun, in: transaction)
      return (count, ids.count < batch ? nil : ids.last)
    }
    let ids = try await transaction.query(oldRows(of: task), parameters).map { try $0.int("id") }
    let last = ids.count < batch ? nil : ids.last
    guard !isDryRun, !ids.isEmpty else { return (ids.count, last) }
    let list = SQLValue.intArray(ids.map { Int64($0) })
    let statements =
      switch task {
      case .applications: [Statement(archive, [list])]
      case .failedResumes, .unusedCandidates:
        [
          Statement("SELECT FROM resumes WHERE id = ANY ($1::integer[]) ORDER BY id FOR UPDATE", [list]),
          ContentRemoval.note(ofResumes: list), Statement(removeFailed, age + [list]),
        ]
      case .errorLogs: [Statement("DELETE FROM error_logs WHERE id = ANY ($1::integer[])", [list])]
      }
    return (try await transaction.pipeline(statements).last?.affectedRows ?? 0, last)
  }

  private static let before = "LOCALTIMESTAMP - make_interval(months => $1::integer, days => $2::integer)"

  /// Behind `$3`, `$4` of them at most, by number. The clock is UTC, as the columns are.
  private static func oldRows(of task: CleanupTask) -> String {
    let source =
      switch task {
      case .applications: "applications t WHERE greatest(t.applied_at, t.updated_at) < \(before)"
      case .errorLogs: "error_logs t WHERE t.created_at < \(before)"
      case .failedResumes, .unusedCandidates: "resumes t WHERE \(isOldFailure("t"))"
      }
    return "SELECT t.id FROM \(source) AND t.id > $3 ORDER BY t.id LIMIT $4"
  }

  /// One that is some candidate's was read before: it stays with what it said then.
  private static func isOldFailure(_ row: String) -> String {
    """
    \(row).status = 'failed' AND \(row).candidate_id IS NULL
      AND coalesce(\(row).processed_at, \(row).uploaded_at) < \(before)
    """
  }

  /// A change that comes between leaves it for the next time.
  private static let removeFailed = "DELETE FROM resumes r WHERE r.id = ANY ($3::integer[]) AND \(isOldFailure("r"))"

  private static let archive = """
    WITH old AS (
      DELETE FROM applications WHERE id = ANY ($1::integer[])
      RETURNING id, job_id, candidate_id, status, cover_letter, resume_url, applied_at, updated_at
    )
    INSERT INTO applications_archive (id, job_id, candidate_id, status, cover_letter, resume_url, applied_at, updated_at)
    SELECT id, job_id, candidate_id, status, cover_letter, resume_url, applied_at, updated_at FROM old
    """

  private static let oldCandidates = """
    SELECT c.id FROM candidates c
    WHERE c.id > $3 AND greatest(c.created_at, c.updated_at) < \(before) AND c.edited_fields = '{}' AND c.user_id IS NULL
    ORDER BY c.id LIMIT $4
    """

  /// Some of the candidates that are old enough.
  private struct UnusedCandidates {
    let ids: [Int]
    let age: [SQLValue]

    /// Removes those with whom nobody works, with their documents.
    nonisolated(nonsending) func take(isDryRun: Bool, in transaction: Transaction) async throws -> Int {
      guard !ids.isEmpty else { return 0 }
      var unused = try await found(ids, in: transaction)
      guard !isDryRun, !unused.isEmpty else { return unused.count }
      // Resumes before candidates, each in their order, as everywhere; then again, for what came between.
      let list = SQLValue.intArray(unused.map { Int64($0) })
      _ = try await transaction.pipeline([
        Statement("SELECT FROM resumes WHERE candidate_id = ANY ($1::integer[]) ORDER BY id FOR UPDATE", [list]),
        Statement(
          "SELECT FROM candidates WHERE id = ANY ($1::integer[]) ORDER BY recruiter_id, email_key FOR UPDATE", [list]),
      ])
      unused = try await found(unused, in: transaction)
      let removed = SQLValue.intArray(unused.map { Int64($0) })
      let documents = SQLValue.intArray(
        try await transaction.query("SELECT id FROM resumes WHERE candidate_id = ANY ($1::integer[])", [removed]).map {
          try Int64($0.int(0))
        })
      _ = try await transaction.pipeline(
        [
          ContentRemoval.note(ofResumes: documents),
          Statement("DELETE FROM resumes WHERE id = ANY ($1::integer[])", [documents]),
        ] + CandidateRemoval.statements(unused))
      return unused.count
    }

    /// Those of them that nothing holds.
    private nonisolated(nonsending) func found(_ ids: [Int], in transaction: Transaction) async throws -> [Int] {
      let quiet = try await transaction.query(Self.quiet, age + [.intArray(ids.map { Int64($0) })]).map {
        try $0.int("id")
      }
      let bonds = try await CandidateBond.all(of: quiet, apartFrom: [], in: transaction)
      // Their documents go with them, and what happened long ago holds nobody.
      return quiet.filter { (bonds[$0] ?? []).allSatisfy { $0 == .document || $0 == .activity } }
    }

    /// Without activity or document since then, without an application that was archived, and into whom nobody merged another.
    private static let quiet = """
      SELECT c.id FROM candidates c
      WHERE c.id = ANY ($3::integer[]) AND greatest(c.created_at, c.updated_at) < \(before)
        AND NOT EXISTS (SELECT FROM candidate_activity a WHERE a.candidate_id = c.id AND a.created_at >= \(before))
        AND NOT EXISTS (SELECT FROM applications_archive a WHERE a.candidate_id = c.id)
        AND NOT EXISTS (SELECT FROM candidate_addresses a WHERE a.candidate_id = c.id)
        AND NOT EXISTS (
          SELECT FROM resumes r WHERE r.candidate_id = c.id
            AND (r.status IN ('pending', 'processing') OR greatest(r.uploaded_at, r.processed_at) >= \(before)))
      ORDER BY c.id
      """
  }
}
