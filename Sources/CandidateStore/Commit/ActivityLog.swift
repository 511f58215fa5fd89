import PostgreSQL
import ResumeModel

/// The last step of a commit: activity, possible duplicates, sightings and the resumes' own rows, in one round trip.
public struct ActivityLog: Sendable {
  /// More of a document's text than this is not kept beside it, in code points: the search index over it has a limit.
  static let longestRawText = 250_000
  /// Below it a person should look at what was read.
  static let leastConfidence = 0.5

  public init() {}

  public nonisolated(nonsending) func process(
    _ batch: UpsertedBatch, in transaction: Transaction
  ) async throws -> [CommitOutcome] {
    let outcomes = batch.resumes.map { decided in
      decided.committed
        ?? CommitOutcome(
          resumeID: decided.resume.claimed.id, kind: decided.decision,
          candidateID: decided.key.flatMap { batch.candidateIDs[$0] }, needsReview: decided.isReviewNeeded,
          warnings: decided.warnings, traceID: decided.resume.claimed.traceID)
    }
    let decided = zip(batch.resumes, outcomes).filter { resume, _ in resume.decision != .leaseLost }
    guard !decided.isEmpty else { return outcomes }
    let removed = Set(batch.removedCandidates)
    let activities = decided.flatMap { resume, outcome in
      [
        resume.activity(candidateID: outcome.candidateID, removed: removed),
        resume.lossActivity(newOwner: outcome.candidateID, removed: removed),
      ].compactMap { $0 }
    }
    let rows = try decided.map { try $0.columns(outcome: $1) }
    var statements = [Statement(Self.completeResumes, [.json(JSONText(array: rows).text)])]
    let erased = decided.compactMap { resume, _ -> (id: Int, email: String)? in
      guard case .blanked(let email) = resume.suppression else { return nil }
      return (resume.resume.claimed.id, email)
    }
    if !erased.isEmpty { statements += Suppression.blank(erased) }
    if !activities.isEmpty {
      statements.append(Statement(Self.insertActivities, [.json(JSONText(array: activities).text)]))
    }
    if !batch.changedCandidates.isEmpty {
      statements.append(
        Statement(Self.notePossibleDuplicates(), [.intArray(batch.changedCandidates.map { Int64($0) })]))
    }
    if !batch.removedCandidates.isEmpty { statements += CandidateRemoval.statements(batch.removedCandidates) }
    _ = try await transaction.pipeline(statements)
    return outcomes
  }

  static let insertActivities = """
    INSERT INTO candidate_activity (candidate_id, user_id, action, description, activity_metadata)
    SELECT candidate_id, user_id, action, description, metadata
    FROM jsonb_to_recordset($1::jsonb) AS g(
      candidate_id integer, user_id integer, action text, description text, metadata jsonb)
    """

  /// Fenced by the token, though the rows are locked: a row that is not held is not completed, whoever calls. The token
  /// stays, to know the holder who asks again. What an earlier reading left stays where this one has none; what a person said
  /// of the document (`email_override`, `merge_override`) holds for every later reading.
  private static let completeResumes = """
    WITH g AS (
      SELECT * FROM jsonb_to_recordset($1::jsonb) AS g(
        id integer, token uuid, status text, outcome text, detail text, error_code text, error_message text,
        parsed_data jsonb, raw_text text, candidate_id integer, parser_version text, confidence real,
        needs_review boolean, warnings jsonb, document_date text, mime_type text, former_review boolean)
    ), completed AS (
      UPDATE resumes r SET status = g.status, error_code = g.error_code, error_message = g.error_message,
        parsed_data = coalesce(g.parsed_data, r.parsed_data), raw_text = coalesce(g.raw_text, r.raw_text),
        candidate_id = coalesce(g.candidate_id, r.candidate_id), parser_version = g.parser_version,
        confidence = g.confidence, needs_review = g.needs_review, warnings = g.warnings,
        document_date = coalesce(g.document_date, r.document_date), mime_type = coalesce(g.mime_type, r.mime_type),
        processed_at = CURRENT_TIMESTAMP, leased_until = NULL, leased_by = NULL, reserved_for_run = NULL
      FROM g WHERE r.id = g.id AND r.lease_token = g.token AND r.status = 'processing'
      RETURNING r.id
    )
    UPDATE sightings s SET outcome = g.outcome, detail = coalesce(g.detail, s.detail),
      former = CASE WHEN g.former_review IS NULL THEN s.former
        ELSE coalesce(s.former, '{}') || jsonb_build_object('candidate_needs_review', g.former_review) END
    FROM completed JOIN g ON g.id = completed.id
    WHERE s.resume_id = completed.id AND s.outcome = 'pending'
    """

  /// By the indexes over the three keys, twenty of each at most: a switchboard's number is many people's.
  ///
  /// - Parameter condition: of the other one, `p`, beside being the recruiter's.
  static func notePossibleDuplicates(where condition: String = "true") -> String {
    // The sum keeps the index over recruiters out of it: without statistics all that a recruiter has would be looked through.
    let isSameRecruiter = "p.recruiter_id + 0 = c.recruiter_id"
    return """
      INSERT INTO possible_duplicates (candidate_id, other_id, reason)
      SELECT least(c.id, o.id), greatest(c.id, o.id), o.reason
      FROM candidates c, LATERAL (
        (SELECT p.id, 'phone' AS reason FROM candidates p
         WHERE \(isSameRecruiter) AND p.phone_key = c.phone_key AND p.id <> c.id AND \(condition) LIMIT 20)
        UNION ALL
        (SELECT p.id, 'linkedin' FROM candidates p
         WHERE \(isSameRecruiter) AND p.linkedin_key = c.linkedin_key AND p.id <> c.id AND \(condition) LIMIT 20)
        UNION ALL
        (SELECT p.id, 'name_employer' FROM candidates p
         WHERE \(isSameRecruiter) AND p.name_key = c.name_key AND p.id <> c.id AND \(condition)
           AND EXISTS (
             SELECT FROM jsonb_path_query(p.experience, '$[*].name') a, jsonb_path_query(c.experience, '$[*].name') b
             WHERE hotgigs_fold(a #>> '{}') = hotgigs_fold(b #>> '{}'))
         LIMIT 20)
      ) o
      WHERE c.id = ANY ($1::integer[])
      GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
      ON CONFLICT (candidate_id, other_id, reason) DO NOTHING
      """
  }
}

extension DecidedResume {
  fileprivate var document: ReadDocument? { try? resume.result.get() }

  fileprivate var isReviewNeeded: Bool {
    guard let document, key != nil else { return false }
    return needsReview || (document.parsed.overallConfidence ?? 1) < ActivityLog.leastConfidence
  }

  /// Nil where nothing happened to a candidate.
  fileprivate func activity(candidateID: Int?, removed: Set<Int>) -> JSONText? {
    guard let candidateID, decision == .created || decision == .updated else { return nil }
    var metadata = provenance
    if decision == .updated { metadata.append(("changes", JSONText(changes: changes))) }
    var description = "\(decision == .created ? "Created" : "Updated") from \(resume.claimed.filename)"
    if let former = formerOwner?.candidateID {
      metadata.append(("moved_from", JSONText(number: former)))
      let fate = removed.contains(former) ? ", removed since nothing else made it" : ""
      description += ", until now of candidate #\(former)\(fate)"
    }
    return activity(of: candidateID, action: decision.name, description: description, metadata: metadata)
  }

  /// Of the candidate whose the document was; nil where there was none, or it is gone.
  fileprivate func lossActivity(newOwner: Int?, removed: Set<Int>) -> JSONText? {
    guard let formerOwner, !removed.contains(formerOwner.candidateID) else { return nil }
    let metadata =
      provenance + [
        ("moved_to", JSONText(number: newOwner)), ("changes", JSONText(changes: formerOwner.changes)),
      ]
    return activity(
      of: formerOwner.candidateID, action: "updated",
      description: "\(resume.claimed.filename) is of \(newOwner.map { "candidate #\($0)" } ?? "another candidate")",
      metadata: metadata)
  }

  private var provenance: [(String, JSONText)] {
    [
      ("resume_id", JSONText(number: resume.claimed.id)), ("filename", JSONText(string: resume.claimed.filename)),
      ("source", JSONText(string: resume.claimed.source?.rawValue)), ("run_id", JSONText(number: runID)),
      ("trace_id", JSONText(string: resume.claimed.traceID?.description)),
    ]
  }

  private func activity(
    of candidateID: Int, action: String, description: String, metadata: [(String, JSONText)]
  ) -> JSONText {
    JSONText(object: [
      ("candidate_id", JSONText(number: candidateID)),
      ("user_id", JSONText(number: userID ?? resume.claimed.recruiterID)), ("action", JSONText(string: action)),
      ("description", JSONText(string: description)), ("metadata", JSONText(object: metadata)),
    ])
  }

  fileprivate func columns(outcome: CommitOutcome) throws -> JSONText {
    var columns: [(String, JSONText)] = [
      ("id", JSONText(number: resume.claimed.id)), ("token", JSONText(string: resume.claimed.lease.token)),
      ("outcome", JSONText(string: decision.name)), ("candidate_id", JSONText(number: outcome.candidateID)),
      ("parser_version", JSONText(string: ColumnText.cut(resume.parserVersion, to: 50))),
      ("needs_review", JSONText(verbatim: outcome.needsReview ? "true" : "false")),
      ("mime_type", JSONText(string: ColumnText.cleaned(resume.mimeType).map { ColumnText.cut($0, to: 100) })),
    ]
    if let formerReview {
      columns.append(("former_review", JSONText(verbatim: formerReview ? "true" : "false")))
    }
    if case .failed(let error) = decision {
      columns += [
        ("status", JSONText(string: ResumeStatus.failed.rawValue)),
        ("error_code", JSONText(string: error.code.rawValue)),
        ("error_message", JSONText(string: error.detail)), ("detail", JSONText(string: error.description)),
      ]
    } else {
      columns.append(("status", JSONText(string: ResumeStatus.completed.rawValue)))
    }
    if let document, suppression == nil {
      columns += [
        ("parsed_data", try document.parsedJSON.map(JSONText.init(received:)) ?? JSONText(document.parsed)),
        ("raw_text", JSONText(string: ColumnText.cut(document.rawText, to: ActivityLog.longestRawText))),
        ("document_date", JSONText(string: document.parsed.documentDate?.description)),
        ("confidence", document.parsed.overallConfidence.map { JSONText(verbatim: "\($0)") } ?? .null),
      ]
    }
    if !warnings.isEmpty { columns.append(("warnings", try JSONText(warnings))) }
    return JSONText(object: columns)
  }
}

extension JSONText {
  /// By field, what it was and what it is.
  init(changes: [FieldChange]) {
    self.init(
      object: changes.map { change in
        (change.field.rawValue, JSONText(object: [("old", change.old), ("new", change.new)]))
      })
  }
}

extension ParsedResume {
  /// The mean of the fields that a recruiter reads first; nil without any.
  public var overallConfidence: Double? {
    let firsts = [name?.confidence, label?.confidence, emails.first?.confidence, phones.first?.confidence]
    let jobs = work.flatMap { [$0.company?.confidence, $0.position?.confidence, $0.start?.confidence] }
    let all = (firsts + jobs).compactMap { $0 }
    guard !all.isEmpty else { return nil }
    return ((all.reduce(0, +) / Double(all.count)) * 1000).rounded() / 1000
  }
}
