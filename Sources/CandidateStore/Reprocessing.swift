import PostgreSQL
import ResumeModel

/// Which resumes are read again.
public enum ReprocessSelection: Hashable, Sendable {
  /// Every one that failed, but for infected ones: those are opened only when asked for by number or by that code.
  case failed
  case ids([Int])
  /// Every one of which the run saw a file.
  case run(Int)
  /// Those of them that have failed.
  case failures(run: Int)
  case error(ErrorCode)
  /// Those that were read, or failed to be, by an older version.
  case parserOlderThan(String)
  case all

  /// A person named them, and waits.
  fileprivate var isOfSingleResumes: Bool { if case .ids = self { true } else { false } }
}

/// What a person says of documents that are read again.
public struct ReprocessOrders: Hashable, Sendable {
  /// The address that counts, in place of the document's own.
  public var email: EmailAddress?
  /// They are of the candidate with their address, whatever the names.
  public var merge: Bool
  /// They are resumes, whatever they look like.
  public var force: Bool

  public init(email: EmailAddress? = nil, merge: Bool = false, force: Bool = false) {
    self.email = email
    self.merge = merge
    self.force = force
  }
}

/// What a selection holds.
public struct ReprocessPreview: Hashable, Sendable {
  /// Those that can be read again.
  public var readable: [ResumeSummary]
  /// Of these no bytes are stored.
  public var withoutBytes: [ResumeSummary]
  /// These wait to be read, or are being read.
  public var waiting: [ResumeSummary]
}

extension CandidateStore {
  /// Seconds for which documents are kept for the run that reads them again, unless it says again that it lives.
  public static let reservationSeconds = 60

  /// What a selection holds, as far as the acting user may change it, by number.
  public func preview(_ selection: ReprocessSelection, actingUser: Int) async throws -> ReprocessPreview {
    try await asUser(actingUser) { transaction in
      let (condition, parameters) = try await Self.condition(of: selection, in: transaction)
      let rows = try await transaction.query(
        """
        SELECT \(Self.resumeColumns), r.content_sha256 IS NOT NULL AS has_bytes FROM resumes r
        WHERE \(condition) ORDER BY r.id
        """, parameters)
      var preview = ReprocessPreview(readable: [], withoutBytes: [], waiting: [])
      for row in rows {
        let resume = try ResumeSummary(row)
        if resume.status == .pending || resume.status == .processing {
          preview.waiting.append(resume)
        } else if try row.bool("has_bytes") {
          preview.readable.append(resume)
        } else {
          preview.withoutBytes.append(resume)
        }
      }
      return preview
    }
  }

  /// Puts resumes back into the queue, as far as the acting user may change them. What has no bytes and what waits
  /// already is left alone.
  ///
  /// - Parameters:
  ///   - run: sees them again, with what becomes of them.
  ///   - isReserved: nobody else may claim them while the run lives: it alone has the password.
  /// - Returns: their ids.
  /// - Throws: ``StoreError`` of code `suppressed` for an address of somebody who was erased.
  @discardableResult
  public func reprocess(
    _ selection: ReprocessSelection, orders: ReprocessOrders = ReprocessOrders(), run: Int? = nil,
    isReserved: Bool = false, actingUser: Int
  ) async throws -> [Int] {
    if let email = orders.email { try await refuseSuppressed(email, for: selection, actingUser: actingUser) }
    return try await asUser(actingUser) { transaction in
      let (condition, parameters) = try await Self.condition(of: selection, in: transaction)
      let ids = try await transaction.query(
        """
        SELECT r.id FROM resumes r
        WHERE r.status IN ('failed', 'completed') AND r.content_sha256 IS NOT NULL AND \(condition)
        ORDER BY r.id FOR NO KEY UPDATE
        """, parameters
      ).map { try $0.int("id") }
      guard !ids.isEmpty else { return ids }
      let list = SQLValue.intArray(ids.map { Int64($0) })
      var statements = [
        Statement(Self.insertReadings, [list, .int(ifPresent: run)]),
        Statement(
          Self.requeue,
          [
            list, .text(ifPresent: orders.email?.address), .bool(orders.merge), .bool(orders.force),
            .int(ifPresent: isReserved ? run : nil),
            .int((selection.isOfSingleResumes ? Priority.interactive : .bulk).rawValue),
          ]),
        Self.notifyQueue,
      ]
      if isReserved, let run { statements.append(Self.reservation(run: run)) }
      _ = try await transaction.pipeline(statements)
      // The address that was supplied is with the document, not here.
      let changes = JSONText(object: [
        ("resumes", JSONText(number: ids.count)), ("email", JSONText(string: orders.email == nil ? nil : "supplied")),
        ("merge", JSONText(verbatim: "\(orders.merge)")), ("force", JSONText(verbatim: "\(orders.force)")),
      ])
      try await Self.audit(
        "reprocess", resource: "run", id: run.map(String.init), changes: changes, over: transaction)
      return ids
    }
  }

  /// A mistyped address costs no document: a reading that turns out to be an erased person's would remove it.
  private func refuseSuppressed(_ email: EmailAddress, for selection: ReprocessSelection, actingUser: Int) async throws
  {
    let recruiters = try await asUser(actingUser) { transaction in
      let (condition, parameters) = try await Self.condition(of: selection, in: transaction)
      return try await transaction.query(
        "SELECT DISTINCT r.recruiter_id FROM resumes r WHERE r.recruiter_id IS NOT NULL AND \(condition)", parameters
      ).map { try $0.int(0) }
    }
    let statement = Suppression.find(
      .email, recruiters: recruiters, values: recruiters.map { _ in email.key })
    let found = try await asWorker { try await $0.query(statement.sql, statement.parameters) }
    guard found.isEmpty else {
      throw StoreError(
        .suppressed,
        "the person with this address was erased; if they want to be taken in again: hotgigs candidates unsuppress ADDRESS"
      )
    }
  }

  /// Says that a run lives, for which documents are reserved.
  public func keepReservation(run: Int) async throws {
    try await asWorker { transaction in _ = try await transaction.query(Self.reservation(run: run)) }
  }

  private static func reservation(run: Int) -> Statement {
    Statement(
      "UPDATE runs SET reserves_until = clock_timestamp() + make_interval(secs => $2) WHERE id = $1",
      [.int(run), .int(reservationSeconds)])
  }

  /// A row of `resumes r` as it is before it is read again, with what it said of its candidate: what an undo gives back.
  static let formerState = """
    jsonb_build_object('status', r.status, 'error_code', r.error_code, 'error_message', r.error_message,
      'candidate_id', r.candidate_id, 'parser_version', r.parser_version, 'confidence', r.confidence,
      'needs_review', r.needs_review, 'warnings', r.warnings, 'document_date', r.document_date,
      'processed_at', r.processed_at, 'email_override', r.email_override, 'merge_override', r.merge_override,
      'force_override', r.force_override, 'contributions',
      (SELECT c.contributions -> encode(r.content_sha256, 'hex') FROM candidates c WHERE c.id = r.candidate_id))
    """

  private static let insertReadings = """
    INSERT INTO sightings (resume_id, run_id, recruiter_id, source, source_ref, filename, file_size, source_modified_at,
      detail, former, trace_id)
    SELECT r.id, $2, r.recruiter_id, coalesce(r.source, 'bulk_upload'), r.source_ref, r.filename, r.file_size,
      r.source_modified_at, 'reprocessed', \(formerState), r.trace_id
    FROM resumes r WHERE r.id = ANY ($1::integer[]) ORDER BY r.id
    """

  /// What a person said of a document before still holds, unless they say otherwise: who supplies another address takes a
  /// former word to merge back.
  private static let requeue = """
    UPDATE resumes SET status = 'pending', error_code = NULL, error_message = NULL, attempts = 0, reader_deaths = 0,
      available_at = clock_timestamp(), processed_at = NULL, lease_token = NULL, reserved_for_run = $5,
      email_override = coalesce($2, email_override),
      merge_override = CASE WHEN $2::text IS NULL THEN merge_override OR $3 ELSE $3 END,
      force_override = force_override OR $4, priority = $6
    WHERE id = ANY ($1::integer[])
    """

  private nonisolated(nonsending) static func condition(
    of selection: ReprocessSelection, in transaction: Transaction
  ) async throws -> (sql: String, parameters: [SQLValue]) {
    let isHarmless = "r.error_code IS DISTINCT FROM '\(ErrorCode.infected.rawValue)'"
    switch selection {
    case .failed: return ("r.status = 'failed' AND \(isHarmless)", [])
    case .ids(let ids): return ("r.id = ANY ($1::integer[])", [.intArray(ids.map { Int64($0) })])
    case .failures(let run):
      return (
        "r.status = 'failed' AND r.id IN (SELECT resume_id FROM sightings WHERE run_id = $1) AND \(isHarmless)",
        [.int(run)]
      )
    case .run(let run):
      return ("r.id IN (SELECT resume_id FROM sightings WHERE run_id = $1) AND \(isHarmless)", [.int(run)])
    case .error(let code): return ("r.status = 'failed' AND r.error_code = $1", [.text(code.rawValue)])
    case .all: return (isHarmless, [])
    case .parserOlderThan(let version):
      // Versions compare as numbers, which SQL does not; there are few of them.
      let older = try await transaction.query(
        "SELECT DISTINCT parser_version FROM resumes WHERE parser_version IS NOT NULL"
      ).map { try $0.string(0) }.filter { ParserVersion.order($0, version) == .before }
      return (
        "(r.parser_version IS NULL OR r.parser_version = ANY ($1::text[])) AND \(isHarmless)", [.textArray(older)]
      )
    }
  }
}
