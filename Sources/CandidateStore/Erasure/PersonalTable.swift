import PostgreSQL

/// A table that holds something on people: which of its rows are a person's, and what an erasure does with them.
///
/// ``all`` is the one list that `candidates erase` goes by and that `candidates subject` shows: what is in it is neither
/// forgotten by the one nor by the other.
struct PersonalTable: Sendable {
  let name: String
  /// A row for a person to read: SQL over its columns.
  let summary: String
  /// A row for machines: SQL that gives JSON, without what follows from other columns.
  var content = "to_jsonb(t)"
  let parts: [Part]

  /// Rows that are treated alike.
  struct Part: Sendable {
    /// SQL over a row `t` and the scope `p` (``PersonalScope``).
    let condition: String
    let treatment: Treatment
    /// What an erasure counts them as.
    var count: String?

    init(_ treatment: Treatment, where condition: String, count: String? = nil) {
      self.treatment = treatment
      self.condition = condition
      self.count = count
    }
  }

  /// What an erasure does.
  enum Treatment: Hashable, Sendable {
    case remove
    /// The row stays and names nobody: what is set in it.
    case blank(String)
    /// The row is somebody else's, and loses the person's strings: what is set in it. Beforehand, in a transaction of its own.
    case scrub(String)
    /// The same in logs, which a function of the database's alone may change (`hotgigs_scrub_logs`).
    case scrubLogs
    /// `hotgigs_erase_account`, where it is everywhere.
    case eraseAccount
  }

  /// Which of its rows `t` are the person's.
  var condition: String { parts.map { "(\($0.condition))" }.joined(separator: " OR ") }

  /// In the order in which an erasure takes them: what refers to a row before the row.
  static let all = logs + runs + belongings + [documents, candidates]

  private static let logs = [
    PersonalTable(
      name: "error_logs", summary: "concat_ws(' ', \(time("created_at")), severity, category, message)",
      parts: [
        Part(
          .scrubLogs,
          where: """
            concat_ws(E'\\n', t.message, t.stack_trace, t.request_url, t.request_data::text)
              ~* ANY (p.log_patterns || p.log_json_patterns)
            """)
      ]),
    PersonalTable(
      name: "audit_logs",
      summary: "concat_ws(' ', \(time("created_at")), action, resource_type, resource_id, description, changes)",
      parts: [
        Part(
          .scrubLogs,
          where: """
            concat_ws(E'\\n', t.description, t.resource_id, t.changes::text) ~* ANY (p.log_patterns || p.log_json_patterns)
            """)
      ]),
    PersonalTable(
      name: "google_drive_syncs", summary: "concat_ws(' ', 'folder', folder_id, error_message)",
      parts: [Part(.scrubLogs, where: "t.error_message ~* ANY (p.log_patterns)")]),
    PersonalTable(
      name: "email_logs", summary: "concat_ws(' ', \(time("created_at")), recipient, subject, status)",
      parts: [Part(.eraseAccount, where: "lower(t.recipient) = ANY (p.addresses)")]),
    PersonalTable(
      name: "users", summary: "concat_ws(', ', email, full_name, role, 'since ' || \(time("created_at")))",
      content: """
        (SELECT to_jsonb(u) FROM (SELECT t.id, t.email, t.username, t.full_name, t.role, t.is_active, t.is_verified,
          t.created_at, t.updated_at, t.last_login) u)
        """,
      parts: [Part(.eraseAccount, where: "t.role = 'candidate' AND lower(t.email) = ANY (p.addresses)")]),
  ]

  private static let runs = [
    PersonalTable(
      name: "runs", summary: "concat_ws(' ', kind, \(time("started_at")), detail)",
      parts: [
        Part(
          .scrub("detail = hotgigs_scrubbed(t.detail, p.patterns)"),
          where: """
            (p.is_everywhere OR t.recruiter_id = p.owner OR t.recruiter_id IS NULL) AND t.detail ~* ANY (p.patterns)
            """),
        Part(
          .blank("detail = hotgigs_scrubbed(t.detail, p.name_patterns)"),
          where: """
            t.id IN (SELECT s.run_id FROM sightings s WHERE s.resume_id = ANY (p.resumes))
              AND t.detail ~* ANY (p.name_patterns)
            """),
      ]),
    PersonalTable(
      name: "sightings",
      summary: "concat_ws(' ', \(time("seen_at")), source, filename, source_ref, outcome, detail)",
      parts: [
        Part(
          .scrub(
            """
            detail = hotgigs_scrubbed(t.detail, p.patterns),
              former = hotgigs_scrubbed(t.former::text, p.json_patterns)::jsonb
            """),
          where: """
            (p.is_everywhere OR t.recruiter_id = p.owner)
              AND (t.detail ~* ANY (p.patterns) OR t.former::text ~* ANY (p.json_patterns))
            """),
        Part(.blank(Redaction.sighting), where: "t.resume_id = ANY (p.resumes)", count: "sightings"),
        // Their row is gone already, and they lay where the person's files lay.
        Part(
          .blank(Redaction.sighting),
          where: """
            t.resume_id IS NULL AND (p.is_everywhere OR t.recruiter_id = p.owner) AND t.source_ref = ANY (p.sources)
            """, count: "sightings"),
      ]),
  ]

  private static let belongings = [
    PersonalTable(
      name: "candidate_activity",
      summary: "concat_ws(' ', \(time("created_at")), 'candidate', candidate_id, action, description)",
      parts: [
        ofCandidates("activities"),
        // What is said of the person's documents where others lost or gained them.
        Part(
          .remove,
          where: """
            t.candidate_id IN (SELECT c.id FROM candidates c WHERE p.is_everywhere OR c.recruiter_id = p.owner)
              AND t.activity_metadata ->> 'resume_id' = ANY (p.resumes::text[])
            """),
      ]),
    PersonalTable(
      name: "possible_duplicates", summary: "concat_ws(' ', 'candidates', candidate_id, other_id, reason, status)",
      parts: [Part(.remove, where: "t.candidate_id = ANY (p.candidates) OR t.other_id = ANY (p.candidates)")]),
    PersonalTable(
      name: "candidate_addresses", summary: "concat_ws(' ', 'candidate', candidate_id, email)",
      parts: [Part(.remove, where: "t.candidate_id = ANY (p.candidates)")]),
    PersonalTable(
      name: "candidate_notes", summary: "concat_ws(' ', \(time("created_at")), 'candidate', candidate_id, note)",
      parts: [ofCandidates("notes")]),
    PersonalTable(
      name: "candidate_tags", summary: "concat_ws(' ', 'candidate', candidate_id, tag)", parts: [ofCandidates("tags")]),
    PersonalTable(
      name: "candidate_shares",
      summary: "concat_ws(' ', 'candidate', candidate_id, 'with recruiter', recruiter_id, permission)",
      parts: [ofCandidates("shares")]),
    PersonalTable(
      name: "candidate_job_matches",
      summary: "concat_ws(' ', 'candidate', candidate_id, 'job', job_id, match_score, ai_explanation)",
      parts: [ofCandidates("matches")]),
    PersonalTable(
      name: "applications",
      summary: "concat_ws(' ', \(time("applied_at")), 'candidate', candidate_id, 'job', job_id, status, cover_letter)",
      parts: [ofCandidates("applications")]),
    PersonalTable(
      name: "applications_archive",
      summary: "concat_ws(' ', \(time("applied_at")), 'candidate', candidate_id, 'job', job_id, status, cover_letter)",
      parts: [ofCandidates("archived_applications")]),
  ]

  private static let documents = PersonalTable(
    name: "resumes",
    summary: """
      concat_ws(', ', 'recruiter ' || recruiter_id, filename, status, error_code || ': ' || error_message,
        'uploaded ' || \(time("uploaded_at")))
      """,
    parts: [
      // Those of others, whose message names the person.
      Part(
        .scrub(
          """
          error_message = hotgigs_scrubbed(t.error_message, p.patterns),
            warnings = hotgigs_scrubbed(t.warnings::text, p.json_patterns)::jsonb
          """),
        where: """
          (p.is_everywhere OR t.recruiter_id = p.owner)
            AND (t.error_message ~* ANY (p.patterns) OR t.warnings::text ~* ANY (p.json_patterns))
          """),
      Part(.remove, where: "t.id = ANY (p.resumes)", count: "documents"),
    ])

  private static let candidates = PersonalTable(
    name: "candidates",
    summary: """
      concat_ws(', ', 'recruiter ' || recruiter_id, full_name, email, phone, location, title, 'since ' || \(time("created_at")))
      """,
    content: """
      to_jsonb(t) - ARRAY(
        SELECT attname::text FROM pg_attribute WHERE attrelid = 'candidates'::regclass AND attgenerated <> '')
      """,
    parts: [Part(.remove, where: "t.id = ANY (p.candidates)", count: "candidates")])

  private static func ofCandidates(_ count: String) -> Part {
    Part(.remove, where: "t.candidate_id = ANY (p.candidates)", count: count)
  }

  /// SQL of a time, to the second.
  private static func time(_ column: String) -> String { "to_char(\(column), 'YYYY-MM-DD HH24:MI:SS')" }
}

/// Whom the conditions of ``PersonalTable`` are about, as the one row `p` of each statement.
struct PersonalScope {
  private let parameters: [SQLValue]

  init(_ subject: ErasureSubject) {
    let strong = PersonPattern.all(
      addresses: subject.allAddresses, names: subject.names, phones: subject.phones,
      exact: subject.links.union(subject.sources))
    let logged = PersonPattern.all(
      addresses: subject.allAddresses, names: subject.names, phones: subject.phones,
      exact: subject.links.union(subject.sources).union(subject.fileNames))
    func numbers(_ ids: Set<Int>) -> SQLValue { .intArray(ids.sorted().map { Int64($0) }) }
    parameters =
      subject.reach.parameters + [
        numbers(subject.candidates), numbers(subject.resumes), .textArray(subject.allAddresses.sorted()),
        .textArray(subject.sources.sorted()), .textArray(strong.text), .textArray(strong.json), .textArray(logged.text),
        .textArray(logged.json), .textArray(subject.fileNames.sorted().map(PersonPattern.escaped)),
      ]
  }

  private static let sql = """
    WITH p AS (
      SELECT $1::boolean AS is_everywhere, $2::integer AS owner, $3::integer[] AS candidates,
        $4::integer[] AS resumes, $5::text[] AS addresses, $6::text[] AS sources, $7::text[] AS patterns,
        $8::text[] AS json_patterns, $9::text[] AS log_patterns, $10::text[] AS log_json_patterns,
        $11::text[] AS name_patterns)

    """

  private func statement(_ sql: String) -> Statement { Statement(Self.sql + sql, parameters) }

  /// What removes a part of a table or blanks it, when the person goes.
  func removal(_ part: PersonalTable.Part, of table: PersonalTable) -> Statement? {
    switch part.treatment {
    case .remove: statement("DELETE FROM \(table.name) t USING p WHERE \(part.condition)")
    case .blank(let columns): statement("UPDATE \(table.name) t SET \(columns) FROM p WHERE \(part.condition)")
    case .scrub, .scrubLogs, .eraseAccount: nil
    }
  }

  /// What takes the person's strings out of a part of a table.
  func scrubbing(_ part: PersonalTable.Part, of table: PersonalTable) -> Statement? {
    guard case .scrub(let columns) = part.treatment else { return nil }
    return statement("UPDATE \(table.name) t SET \(columns) FROM p WHERE \(part.condition)")
  }

  /// How many entries of logs held one of the person's strings.
  var logScrubbing: Statement {
    statement("SELECT hotgigs_scrub_logs(p.log_patterns, p.log_json_patterns) AS count FROM p")
  }

  /// The person's rows of a table: `content` and `summary`, by number.
  func rows(of table: PersonalTable) -> Statement {
    statement(
      """
      SELECT content, summary FROM (
        SELECT \(table.content) AS content, \(table.summary) AS summary FROM \(table.name) t, p WHERE \(table.condition)) r
      ORDER BY content -> 'id', summary
      """)
  }
}
