import PostgreSQL

/// The second step of a commit: writes the batch's candidates, all in one round trip.
public struct CandidateUpsert: Sendable {
  public init() {}

  public nonisolated(nonsending) func process(
    _ batch: DeduplicatedBatch, in transaction: Transaction
  ) async throws -> UpsertedBatch {
    var ids: [PersonKey: Int] = [:]
    for person in batch.people { ids[person.key] = person.candidateID }
    let touched = batch.people.filter(\.isTouched)
    let texts = batch.documentTexts
    let new = try touched.filter { $0.candidateID == nil }.map { try $0.columns(documentTexts: texts[$0.key]) }
    let known = try touched.filter { $0.candidateID != nil }.map { try $0.columns(documentTexts: texts[$0.key]) }
    var statements: [Statement] = []
    // Insertion first: it waits for whoever is updating a row with the same key, who then has no insertion before them.
    if !new.isEmpty { statements.append(Statement(Self.insert, [.json(JSONText(array: new).text)])) }
    if !known.isEmpty {
      let read = batch.resumes.map { Int64($0.resume.claimed.id) }
      statements.append(Statement(Self.update, [.json(JSONText(array: known).text), .intArray(read)]))
    }
    if !statements.isEmpty {
      let results = try await transaction.pipeline(statements)
      if !new.isEmpty {
        let inserted = results[0]
        // Another batch was first with one of them. Its row could only be locked out of order: start again instead.
        guard inserted.count == new.count else {
          throw StoreError(.lostRace, "another batch created one of these candidates")
        }
        for row in inserted {
          ids[PersonKey(recruiterID: try row.int("recruiter_id"), emailKey: try row.string("email_key"))] =
            try row.int("id")
        }
      }
    }
    return UpsertedBatch(
      resumes: batch.resumes, candidateIDs: ids,
      changedCandidates: batch.people.filter(\.isVisiblyChanged).compactMap { ids[$0.key] }.sorted(),
      removedCandidates: batch.people.filter(\.isRemoved).compactMap(\.candidateID).sorted())
  }

  private static let columns = CandidateField.allCases.map(\.rawValue)

  private static let given = """
    jsonb_to_recordset($1::jsonb) AS g(
      id integer, recruiter_id integer, email_key text, source text, is_changed boolean, needs_review boolean,
      contributions jsonb, gone text[], field_dates jsonb, document_texts text[],
      \(CandidateField.allCases.map { "\($0.rawValue) \($0.isList ? "jsonb" : "text")" }.joined(separator: ", ")))
    """

  /// In the order of the key: whoever waits here for another batch's row holds only lesser ones. An address that has become
  /// another candidate's by a merge at this moment is not inserted.
  private static let insert = """
    INSERT INTO candidates (recruiter_id, email_key, source, needs_review, contributions, field_dates, document_words,
      \(columns.joined(separator: ", ")))
    SELECT recruiter_id, email_key, source, needs_review, contributions, field_dates,
      hotgigs_text_words(array_to_string(document_texts, ' ')), \(columns.joined(separator: ", "))
    FROM \(given) WHERE NOT EXISTS (
      SELECT FROM candidate_addresses a JOIN candidates k ON k.id = a.candidate_id
      WHERE a.email_key = g.email_key AND k.recruiter_id + 0 = g.recruiter_id)
    ORDER BY recruiter_id, email_key
    ON CONFLICT (recruiter_id, email_key) DO NOTHING
    RETURNING id, recruiter_id, email_key
    """

  /// The rows are locked already. A document that says nothing new leaves `updated_at`. Its words come to those that are there,
  /// unless another document has the very same text; all are made anew where one is read again, or there are so many that the
  /// limit of what is searched counts. Where documents only leave, their words do so with them, by a trigger of `resumes`.
  private static let update = """
    UPDATE candidates c SET needs_review = g.needs_review, source = g.source,
      contributions = (c.contributions - g.gone) || g.contributions, field_dates = g.field_dates,
      updated_at = CASE WHEN g.is_changed THEN CURRENT_TIMESTAMP ELSE c.updated_at END,
      document_words = CASE WHEN g.document_texts IS NULL THEN c.document_words
        WHEN length(c.document_words) < 5000
          AND NOT EXISTS (SELECT FROM resumes r WHERE r.candidate_id = c.id AND r.id = ANY ($2::integer[]))
          THEN coalesce(hotgigs_text_words((
            SELECT string_agg(text, ' ' ORDER BY place) FROM unnest(g.document_texts) WITH ORDINALITY AS given(text, place)
            WHERE NOT EXISTS (SELECT FROM resumes r WHERE r.candidate_id = c.id AND r.raw_text = text)
          )), ''::tsvector) || c.document_words
        ELSE hotgigs_text_words(array_to_string(g.document_texts, ' '))
          || coalesce(hotgigs_document_words(c.id, $2), ''::tsvector) END,
      \(columns.map { "\($0) = g.\($0)" }.joined(separator: ", "))
    FROM \(given) WHERE c.id = g.id
    """
}

/// A batch whose candidates are written.
public struct UpsertedBatch: Sendable {
  public var resumes: [DecidedResume]
  public var candidateIDs: [PersonKey: Int]
  /// Those that are new or differ from before.
  public var changedCandidates: [Int]
  /// Those that nothing makes any more; their rows go last, with what hangs on them.
  public var removedCandidates: [Int]
}

extension DeduplicatedBatch {
  /// More of a document's text than this is not searched, in code points: a tsvector holds 1 MB.
  private static let longestSearchedText = 60_000

  /// What the documents of each person say that are read now, the newest first, and the same text once.
  fileprivate var documentTexts: [PersonKey: [String]] {
    var texts: [PersonKey: [String]] = [:]
    for decided in resumes.reversed() {
      guard let key = decided.key, case .success(let document) = decided.resume.result else { continue }
      let text = ColumnText.cut(document.rawText, to: Self.longestSearchedText)
      if texts[key]?.contains(text) != true { texts[key, default: []].append(text) }
    }
    return texts
  }
}

extension Person {
  /// A row that another program made holds no contributions of ours: its columns are what it says.
  fileprivate func columns(documentTexts: [String]?) throws -> JSONText {
    let fields = try self.fields ?? CandidateFields(record)
    var dates: [String: String] = [:]
    let changes = contributionChanges
    for (field, date) in fields.dates where !isForeign || !date.isEmpty { dates[field.rawValue] = date }
    var columns: [(String, JSONText)] = [
      ("id", JSONText(number: candidateID)), ("recruiter_id", JSONText(number: key.recruiterID)),
      ("email_key", JSONText(string: key.emailKey)),
      ("source", JSONText(string: candidateID == nil ? fields.source : source)),
      ("is_changed", JSONText(verbatim: isVisiblyChanged ? "true" : "false")),
      ("needs_review", JSONText(verbatim: needsReview ? "true" : "false")),
      ("contributions", try JSONText(changes.new)), ("gone", try JSONText(changes.gone)),
      ("field_dates", try JSONText(dates)),
      ("document_texts", documentTexts.map { JSONText(array: $0.map { JSONText(string: $0) }) } ?? .null),
    ]
    for (field, value) in fields.values.sorted(by: { $0.key < $1.key }) { columns.append((field.rawValue, value)) }
    return JSONText(object: columns)
  }
}
