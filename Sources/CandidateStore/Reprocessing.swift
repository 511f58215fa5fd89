import PostgreSQL
import ResumeModel

/// Which resumes are read again.
public enum ReprocessSelection: Hashable, Sendable {
  /// Every one that failed.
  case failed
  case ids([Int])
  /// Every one of which the run saw a file.
  case run(Int)
  case error(ErrorCode)
  /// Those that were read, or failed to be, by an older version.
  case parserOlderThan(String)
  case all

  /// A person named them, and waits.
  fileprivate var isOfSingleResumes: Bool { if case .ids = self { true } else { false } }
}

extension CandidateStore {
  /// Puts resumes back into the queue, as far as the acting user may change them. What has no bytes and what waits
  /// already is left alone.
  ///
  /// - Parameters:
  ///   - email: the address that counts, in place of the document's own.
  ///   - merge: they are of the candidate with their address, whatever the names.
  ///   - force: they are resumes, whatever they look like.
  ///   - run: sees them again, with what becomes of them.
  ///   - isDryRun: changes nothing.
  /// - Returns: their ids.
  @discardableResult
  public func reprocess(
    _ selection: ReprocessSelection, email: EmailAddress? = nil, merge: Bool = false, force: Bool = false,
    run: Int? = nil, actingUser: Int, isDryRun: Bool = false
  ) async throws -> [Int] {
    try await asUser(actingUser) { transaction in
      let (condition, parameters) = try await Self.condition(of: selection, in: transaction)
      let ids = try await transaction.query(
        """
        SELECT id FROM resumes
        WHERE status IN ('failed', 'completed') AND content_sha256 IS NOT NULL AND \(condition)
        ORDER BY id\(isDryRun ? "" : " FOR NO KEY UPDATE")
        """, parameters
      ).map { try $0.int("id") }
      guard !isDryRun, !ids.isEmpty else { return ids }
      let list = SQLValue.intArray(ids.map { Int64($0) })
      _ = try await transaction.pipeline([
        Statement(
          """
          UPDATE resumes SET status = 'pending', error_code = NULL, error_message = NULL, attempts = 0, reader_deaths = 0,
            available_at = clock_timestamp(), processed_at = NULL, lease_token = NULL, email_override = $2, merge_override = $3,
            force_override = force_override OR $4, priority = $5
          WHERE id = ANY ($1::integer[])
          """,
          [
            list, .text(ifPresent: email?.address), .bool(merge), .bool(force),
            .int((selection.isOfSingleResumes ? Priority.interactive : .bulk).rawValue),
          ]),
        Statement(
          """
          INSERT INTO sightings (resume_id, run_id, recruiter_id, source, source_ref, filename, file_size,
            source_modified_at, detail, trace_id)
          SELECT id, $2, recruiter_id, coalesce(source, 'bulk_upload'), source_ref, filename, file_size, source_modified_at,
            'reprocessed', trace_id
          FROM resumes WHERE id = ANY ($1::integer[]) ORDER BY id
          """, [list, .int(ifPresent: run)]),
        Self.notifyQueue,
      ])
      return ids
    }
  }

  private nonisolated(nonsending) static func condition(
    of selection: ReprocessSelection, in transaction: Transaction
  ) async throws -> (sql: String, parameters: [SQLValue]) {
    switch selection {
    case .failed: return ("status = 'failed'", [])
    case .ids(let ids): return ("id = ANY ($1::integer[])", [.intArray(ids.map { Int64($0) })])
    case .run(let run): return ("id IN (SELECT resume_id FROM sightings WHERE run_id = $1)", [.int(run)])
    case .error(let code): return ("status = 'failed' AND error_code = $1", [.text(code.rawValue)])
    case .all: return ("true", [])
    case .parserOlderThan(let version):
      // Versions compare as numbers, which SQL does not; there are few of them.
      let older = try await transaction.query(
        "SELECT DISTINCT parser_version FROM resumes WHERE parser_version IS NOT NULL"
      ).map { try $0.string(0) }.filter { ParserVersion.order($0, version) == .before }
      return ("(parser_version IS NULL OR parser_version = ANY ($1::text[]))", [.textArray(older)])
    }
  }
}
