import PostgreSQL

/// Writes an erasure, all of it in one transaction: from its beginning to its end nobody registers or commits a document.
struct ErasureCommit {
  let subject: ErasureSubject
  /// Who erases.
  let userID: Int
  /// Entries of logs that were scrubbed already.
  var logEntries = 0

  nonisolated(nonsending) func process(in transaction: Transaction) async throws -> ErasureReport {
    _ = try await transaction.pipeline([ContentRemoval.excludeRegistrations])
    // What came in since the person was looked for.
    var subject = subject
    for row in try await transaction.query(
      Self.candidatesByKey,
      subject.reach.parameters + [ids(subject.candidates), .textArray(subject.addressKeys.sorted())])
    {
      subject.candidates.insert(try row.int("id"))
    }
    // Resumes before candidates, each in their order, as everywhere.
    try await subject.findResumes(isLocking: true, in: transaction)
    let locked = try await transaction.query(Self.lockCandidates, [ids(subject.candidates)])
    subject.candidates = Set(try locked.map { try $0.int("id") })

    let erasureID = try await transaction.query(
      "INSERT INTO erasures (recruiter_id, erased_by) VALUES ($1, $2) RETURNING id",
      [.int(ifPresent: subject.reach.recruiterID), .int(userID)]
    ).only().int("id")
    let steps = steps(subject, erasureID: erasureID)
    let results = try await transaction.pipeline(steps.map(\.statement))
    var report = ErasureReport(
      erasureID: erasureID, candidates: subject.candidates.sorted(), resumes: subject.resumes.sorted())
    report.sources = subject.sources.sorted()
    for (step, result) in zip(steps, results) {
      if step.name == Self.suspects { report.possibleDuplicates = try result.map { try $0.int(0) } }
      if let name = step.count, result.affectedRows > 0 { report.counts[name, default: 0] += result.affectedRows }
    }
    if logEntries > 0 { report.counts["log_entries"] = logEntries }
    if subject.reach.isEverywhere {
      let accounts = try await transaction.query(
        "SELECT hotgigs_erase_account($1::text[]) AS count",
        [.textArray(subject.allAddresses.sorted())]
      ).only().int("count")
      if accounts > 0 { report.counts["accounts"] = accounts }
    }
    let counts = try JSONText(report.counts)
    _ = try await transaction.query(
      "UPDATE erasures SET counts = $2::jsonb WHERE id = $1", [.int(erasureID), .json(counts.text)])
    return report
  }

  private struct Step {
    var name = ""
    /// What its rows count as.
    var count: String?
    var statement: Statement
  }

  private static let suspects = "suspects"

  private func ids(_ numbers: Set<Int>) -> SQLValue { .intArray(numbers.sorted().map { Int64($0) }) }

  private func steps(_ subject: ErasureSubject, erasureID: Int) -> [Step] {
    let (candidates, resumes) = (ids(subject.candidates), ids(subject.resumes))
    let hashes =
      [
        .int(erasureID), .int(ifPresent: subject.reach.recruiterID), .textArray(subject.addressKeys.sorted()),
        .textArray(subject.documents.sorted()),
      ] as [SQLValue]
    let scope = PersonalScope(subject)
    return [
      Step(name: Self.suspects, statement: Statement(Self.possibleDuplicates, [candidates])),
      Step(statement: Statement(Self.joinEarlier, hashes)),
      Step(statement: Statement(Self.suppress, hashes + [.int(userID)])),
      Step(statement: ContentRemoval.note(ofResumes: resumes)),
    ]
      + PersonalTable.all.flatMap { table in
        table.parts.compactMap { part in
          scope.removal(part, of: table).map { Step(count: part.count, statement: $0) }
        }
      }
  }

  /// By the unique index on recruiter and key, of each recruiter in turn, and by further addresses.
  private static let candidatesByKey = """
    SELECT c.id FROM candidates c
    WHERE c.id = ANY ($3::integer[])
      OR (c.recruiter_id = ANY (CASE WHEN $1 THEN ARRAY(SELECT u.id FROM users u) ELSE ARRAY[$2::integer] END)
        AND c.email_key = ANY ($4::text[]))
      OR (($1 OR c.recruiter_id = $2) AND c.id IN (
        SELECT a.candidate_id FROM candidate_addresses a WHERE a.email_key = ANY ($4::text[])))
    """

  private static let lockCandidates = """
    SELECT id FROM candidates WHERE id = ANY ($1::integer[]) ORDER BY recruiter_id, email_key FOR UPDATE
    """

  private static let possibleDuplicates = """
    SELECT DISTINCT o.id FROM possible_duplicates d
    CROSS JOIN LATERAL unnest(ARRAY[d.candidate_id, d.other_id]) AS o(id)
    WHERE (d.candidate_id = ANY ($1::integer[]) OR d.other_id = ANY ($1)) AND d.status = 'open' AND o.id <> ALL ($1)
    ORDER BY o.id
    """

  /// The hashes of the same person's earlier erasures become this one's: to lift one is to lift all.
  private static let joinEarlier = """
    UPDATE suppressions SET erasure_id = $1 WHERE erasure_id IN (
      SELECT s.erasure_id FROM suppressions s
      WHERE s.recruiter_id IS NOT DISTINCT FROM $2::integer
        AND (s.kind = 'email' AND s.key_hash IN (
            SELECT hotgigs_suppression_hash('email', a) FROM unnest($3::text[]) a OFFSET 0)
          OR s.kind = 'document' AND s.key_hash IN (
            SELECT hotgigs_suppression_hash('document', d) FROM unnest($4::text[]) d OFFSET 0)))
    """

  private static let suppress = """
    INSERT INTO suppressions (kind, key_hash, recruiter_id, erasure_id, created_by)
    SELECT 'email', hotgigs_suppression_hash('email', a), $2::integer, $1::integer, $5::integer FROM unnest($3::text[]) a
    UNION ALL
    SELECT 'document', hotgigs_suppression_hash('document', d), $2::integer, $1::integer, $5::integer FROM unnest($4::text[]) d
    ON CONFLICT DO NOTHING
    """
}
