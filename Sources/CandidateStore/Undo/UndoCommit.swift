import PostgreSQL

/// Writes an undo's plan, all of it in the transaction that found it out.
struct UndoCommit {
  let run: UndoneRun
  /// Who undoes.
  let userID: Int

  nonisolated(nonsending) func process(_ plan: UndoPlan, in transaction: Transaction) async throws {
    let people = plan.people.values.sorted { $0.key < $1.key }
    let written = try await CandidateUpsert().process(DeduplicatedBatch(resumes: [], people: people), in: transaction)
    let counts = try JSONText(plan.batch.counts)
    let ids = plan.documents.map(\.document.resumeID)
    let removed = plan.documents.filter { $0.undo == .remove }.map(\.document)
    var statements = restorations(plan, candidates: written.candidateIDs)
    statements.append(Statement(Self.markSightings, [.int(run.id), .intArray(ids.map { Int64($0) }), reasons(plan)]))
    if !removed.isEmpty { statements += removals(removed) }
    let activities = plan.candidates.compactMap(activity)
    if !activities.isEmpty {
      statements.append(Statement(ActivityLog.insertActivities, [.json(JSONText(array: activities).text)]))
    }
    let reverted = plan.candidates.filter { $0.outcome == .reverted }.map { Int64($0.candidateID) }
    if !reverted.isEmpty {
      statements.append(Statement(Self.forgetPossibleDuplicates, [.intArray(reverted), .int(run.id)]))
    }
    if !written.removedCandidates.isEmpty { statements += CandidateRemoval.statements(written.removedCandidates) }
    statements.append(Statement(Self.addCounts, [.int(run.id), .json(counts.text)]))
    _ = try await transaction.pipeline(statements)
  }

  // MARK: Documents

  private func restorations(_ plan: UndoPlan, candidates: [PersonKey: Int]) -> [Statement] {
    let rows = plan.documents.compactMap { document, undo -> JSONText? in
      guard case .restore = undo else { return nil }
      return JSONText(object: [
        ("id", JSONText(number: document.resumeID)),
        ("candidate_id", JSONText(number: plan.heirs[document.resumeID].flatMap { candidates[$0] })),
      ])
    }
    guard !rows.isEmpty else { return [] }
    return [Statement(Self.restore, [.json(JSONText(array: rows).text), .int(run.id)])]
  }

  /// What was read stays beside it; all that says what came of it is as before. A worker that holds it loses it.
  private static let restore = """
    UPDATE resumes r SET status = f.status, error_code = f.error_code, error_message = f.error_message,
      candidate_id = g.candidate_id, parser_version = f.parser_version, confidence = f.confidence,
      needs_review = coalesce(f.needs_review, false), warnings = f.warnings, document_date = f.document_date,
      processed_at = f.processed_at, email_override = f.email_override,
      merge_override = coalesce(f.merge_override, false), force_override = coalesce(f.force_override, false),
      lease_token = NULL, leased_until = NULL, leased_by = NULL, reserved_for_run = NULL
    FROM jsonb_to_recordset($1::jsonb) AS g(id integer, candidate_id integer)
    CROSS JOIN LATERAL (
      SELECT s.former FROM sightings s
      WHERE s.resume_id = g.id AND s.run_id = $2 AND s.outcome <> 'undone' AND s.former ? 'status'
      ORDER BY s.id LIMIT 1) mine
    CROSS JOIN LATERAL jsonb_to_record(mine.former) AS f(
      status text, error_code text, error_message text, parser_version text, confidence real, needs_review boolean,
      warnings jsonb, document_date text, processed_at timestamp, email_override text, merge_override boolean,
      force_override boolean)
    WHERE r.id = g.id
    """

  private func reasons(_ plan: UndoPlan) -> SQLValue {
    .textArray(
      plan.batch.documents.map { document in
        switch document.outcome {
        case .removed: "removed"
        case .restored: "as it was before"
        case .kept: document.reason.map { "kept: \($0)" }
        }
      })
  }

  /// The outcome that it had stands in front of what became of it; what it replaced is needed no longer.
  private static let markSightings = """
    UPDATE sightings s SET outcome = 'undone', former = NULL, detail = concat_ws('; ', s.outcome, s.detail, g.reason)
    FROM unnest($2::integer[], $3::text[]) AS g(id, reason)
    WHERE s.resume_id = g.id AND s.run_id = $1 AND s.outcome <> 'undone'
    """

  private func removals(_ documents: [RunDocument]) -> [Statement] {
    let list = SQLValue.intArray(documents.map { Int64($0.resumeID) })
    return [
      Statement(Self.markReadings, [list, .int(run.id)]), ContentRemoval.note(ofResumes: list),
      Statement("DELETE FROM resumes WHERE id = ANY ($1::integer[])", [list]),
    ]
  }

  /// The runs that read these documents again read nothing that is left.
  private static let markReadings = """
    UPDATE sightings s SET outcome = 'undone', former = NULL,
      detail = concat_ws('; ', s.outcome, s.detail, 'removed with run ' || $2::integer)
    WHERE s.resume_id = ANY ($1::integer[]) AND s.outcome <> 'undone'
    """

  // MARK: Candidates

  private func activity(_ candidate: UndoneCandidate) -> JSONText? {
    guard candidate.outcome == .reverted, !candidate.changes.isEmpty else { return nil }
    let metadata: [(String, JSONText)] = [
      ("undone_run_id", JSONText(number: run.id)), ("changes", JSONText(changes: candidate.changes)),
    ]
    return JSONText(object: [
      ("candidate_id", JSONText(number: candidate.candidateID)), ("user_id", JSONText(number: userID)),
      ("action", JSONText(string: "updated")), ("description", JSONText(string: "Undid run \(run.id)")),
      ("metadata", JSONText(object: metadata)),
    ])
  }

  /// Suspicions that arose with the run or later, and that nothing shown now bears out.
  private static let forgetPossibleDuplicates = """
    DELETE FROM possible_duplicates d
    USING candidates a, candidates b, runs u
    WHERE u.id = $2 AND a.id = d.candidate_id AND b.id = d.other_id
      AND (d.candidate_id = ANY ($1::integer[]) OR d.other_id = ANY ($1))
      AND d.status = 'open' AND d.created_at >= u.started_at
      AND NOT coalesce(CASE d.reason
        WHEN 'phone' THEN a.phone_key = b.phone_key
        WHEN 'linkedin' THEN a.linkedin_key = b.linkedin_key
        WHEN 'name_employer' THEN a.name_key = b.name_key AND EXISTS (
          SELECT FROM jsonb_path_query(a.experience, '$[*].name') x, jsonb_path_query(b.experience, '$[*].name') y
          WHERE hotgigs_fold(x #>> '{}') = hotgigs_fold(y #>> '{}'))
        ELSE true END, false)
    """

  private static let addCounts = """
    UPDATE runs SET undo_counts = undo_counts || (
      SELECT coalesce(jsonb_object_agg(n.key, n.value::integer + coalesce((undo_counts ->> n.key)::integer, 0)), '{}')
      FROM jsonb_each_text($2::jsonb) n)
    WHERE id = $1
    """
}
