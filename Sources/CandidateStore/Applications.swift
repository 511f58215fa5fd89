import PostgreSQL

/// An application as a list shows it.
public struct ApplicationSummary: Hashable, Sendable, Codable {
  public var id: Int
  public var jobID: Int?
  /// Nil where the job is gone or is not the acting user's to see.
  public var job: String?
  public var candidateID: Int?
  public var candidate: String?
  public var status: String?
  /// ISO 8601, UTC.
  public var appliedAt: String?
  public var updatedAt: String?
  /// When a cleanup moved it to the archive.
  public var archivedAt: String?
}

extension CandidateStore {
  /// Applications that the acting user may see, the newest first.
  ///
  /// - Parameters:
  ///   - isArchived: those that a cleanup moved to the archive, which are for admins.
  ///   - candidate: of this one only.
  ///   - after: the page behind this one.
  /// - Throws: ``StoreError`` of code `notPermitted`.
  public func applications(
    isArchived: Bool, candidate: Int? = nil, after: Int? = nil, limit: Int, actingUser user: User
  ) async throws -> [ApplicationSummary] {
    if isArchived, user.role != .admin {
      throw StoreError(.notPermitted, "only an admin sees archived applications")
    }
    return try await asUser(user.id) { transaction in
      try await transaction.query(
        """
        SELECT a.id, a.job_id, j.title AS job, a.candidate_id, c.full_name AS candidate, a.status,
          \(isoTime("a.applied_at")) AS applied_at, \(isoTime("a.updated_at")) AS updated_at,
          \(isArchived ? isoTime("a.archived_at") : "NULL") AS archived_at
        FROM \(isArchived ? "applications_archive" : "applications") a
          LEFT JOIN jobs j ON j.id = a.job_id LEFT JOIN candidates c ON c.id = a.candidate_id
        WHERE ($1::integer IS NULL OR a.candidate_id = $1) AND ($2::integer IS NULL OR a.id < $2)
        ORDER BY a.id DESC LIMIT $3
        """, [.int(ifPresent: candidate), .int(ifPresent: after), .int(limit)]
      ).map { row in
        ApplicationSummary(
          id: try row.int("id"), jobID: try row.int(ifPresent: "job_id"), job: try row.string(ifPresent: "job"),
          candidateID: try row.int(ifPresent: "candidate_id"), candidate: try row.string(ifPresent: "candidate"),
          status: try row.string(ifPresent: "status"), appliedAt: try row.string(ifPresent: "applied_at"),
          updatedAt: try row.string(ifPresent: "updated_at"), archivedAt: try row.string(ifPresent: "archived_at"))
      }
    }
  }
}
