import PostgreSQL

/// Where a resume's document is kept.
public struct StoredDocument: Hashable, Sendable {
  public var filename: String
  /// In the content store.
  public var address: String
  /// In hexadecimal; nil where no bytes are stored.
  public var sha256: String?
}

extension CandidateStore {
  /// Nil where there is no such resume that the acting user may see.
  public func storedDocument(of resume: Int, actingUser: Int) async throws -> StoredDocument? {
    guard Int32(exactly: resume) != nil else { return nil }
    return try await asUser(actingUser) { transaction in
      try await transaction.query(
        "SELECT filename, file_path, encode(content_sha256, 'hex') AS sha256 FROM resumes WHERE id = $1", [.int(resume)]
      ).first.map { row in
        StoredDocument(
          filename: try row.string("filename"), address: try row.string("file_path"),
          sha256: try row.string(ifPresent: "sha256"))
      }
    }
  }

  /// Leaves word with the candidate, if the document is of one, that somebody took it out; and with those who watch over
  /// admins.
  public func recordDocumentTaken(of resume: Int, actingUser: Int) async throws {
    try await retryingLostRaces {
      try await asUser(actingUser) { transaction in
        _ = try await transaction.query(
          """
          INSERT INTO candidate_activity (candidate_id, user_id, action, description, activity_metadata)
          SELECT r.candidate_id, $2, 'viewed', 'Took out the document ' || r.filename, jsonb_build_object('resume_id', r.id)
          FROM resumes r WHERE r.id = $1 AND r.candidate_id IS NOT NULL AND (SELECT hotgigs_user_id()) = $2
          """, [.int(resume), .int(actingUser)])
        try await Self.audit("take_document", resource: "resume", id: String(resume), over: transaction)
      }
    }
  }
}
