import PostgreSQL

/// Documents whose last row is gone: their bytes are removed after the commit that removed the row.
///
/// What to remove is written down in that commit (`content_removals`), so a crash leaves no orphan for ever: whoever removes
/// bytes next removes these, too. Bytes are stored before their row is committed, so a removal may hit bytes that are
/// stored again at this moment. Removals and registrations therefore exclude each other by an advisory lock: who registers
/// after a removal can see that the bytes are gone, and stores them again (`Ingest`, stage "keep").
public struct ContentRemoval: Sendable {
  /// In the content store.
  public var address: String

  /// Any key that nothing else in the database uses.
  private static let lockKey = 7_203_114_662

  /// Shared: registrations do not wait for each other.
  static let waitForRemovals = Statement("SELECT pg_advisory_xact_lock_shared($1)", [.int(lockKey)])
  static let excludeRegistrations = Statement("SELECT pg_advisory_xact_lock($1)", [.int(lockKey)])

  /// Writes down that the bytes of these resumes are to go, in the transaction that removes or empties their rows, and
  /// before it does.
  static func note(ofResumes ids: SQLValue) -> Statement {
    Statement(
      """
      INSERT INTO content_removals (address, sha256)
      SELECT DISTINCT r.file_path, r.content_sha256 FROM resumes r
      WHERE r.id = ANY ($1::integer[]) AND r.content_sha256 IS NOT NULL
      ORDER BY r.file_path
      ON CONFLICT (address) DO NOTHING
      """, [ids])
  }
}

extension CandidateStore {
  /// Removes bytes that are due, a batch at a time, until none are.
  ///
  /// - Parameter remove: removes what is there; called while no file can be registered, so it is to be quick. Where it
  ///   throws, the rest stays due.
  /// - Returns: how many documents' bytes were removed.
  @discardableResult
  public func removeContents(_ remove: @Sendable (ContentRemoval) async throws -> Void) async throws -> Int {
    // On a connection of its own: `remove` may need one of the pool's, of which there may be one only.
    return try await Connection.withConnection(to: pool.configuration) { try await removeContents(over: $0, remove) }
  }

  private func removeContents(
    over connection: Connection, _ remove: @Sendable (ContentRemoval) async throws -> Void
  ) async throws -> Int {
    var removed = 0
    while true {
      let (due, wanted) = try await connection.withTransaction(prelude: workerPrelude) { transaction in
        let results = try await transaction.pipeline([
          ContentRemoval.excludeRegistrations,
          Statement("SELECT address FROM content_removals ORDER BY address LIMIT 200"),
        ])
        let due = try results[1].map { try $0.string("address") }
        guard !due.isEmpty else { return (0, 0) }
        let list = SQLValue.textArray(due)
        let wanted = Set(try await transaction.query(Self.wantedContents, [list]).map { try $0.string("address") })
        for address in due where !wanted.contains(address) { try await remove(ContentRemoval(address: address)) }
        _ = try await transaction.query("DELETE FROM content_removals WHERE address = ANY ($1::text[])", [list])
        return (due.count, wanted.count)
      }
      if due == 0 { return removed }
      removed += due - wanted
    }
  }

  /// By the index over the content, and what an application shows.
  private static let wantedContents = """
    SELECT d.address FROM content_removals d
    WHERE d.address = ANY ($1::text[])
      AND (EXISTS (SELECT FROM resumes r WHERE r.content_sha256 = d.sha256 AND r.file_path = d.address)
        OR d.address IN (SELECT a.resume_url FROM applications a WHERE a.resume_url IS NOT NULL)
        OR d.address IN (SELECT a.resume_url FROM applications_archive a WHERE a.resume_url IS NOT NULL))
    """
}
