import Testing

@testable import CandidateStore
@testable import PostgreSQL

/// Every table, for every role, by every verb, in a database whose host grants all to `anon` and `authenticated`.
@Suite struct AccessMatrixTests {
  @Test func everyTableHasItsRights() async throws {
    let connection = try await makeDatabase()
    let existing = try await names(
      "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')",
      over: connection)
    var rights: [String: [AccessMatrix.Actor: String]] = [:]
    for line in AccessMatrix.rights.split(separator: "\n") {
      let cells = line.split(separator: " ").map(String.init)
      try #require(cells.count == AccessMatrix.columns.count + 1, "\(line)")
      rights[cells[0]] = Dictionary(uniqueKeysWithValues: zip(AccessMatrix.columns, cells.dropFirst()))
    }
    // A new table, or view, needs a decision here.
    #expect(Set(existing) == Set(rights.keys))
    #expect(Set(AccessMatrix.tables.map(\.name)) == Set(rights.keys))
    for table in AccessMatrix.tables {
      for actor in AccessMatrix.Actor.allCases {
        var allowed = ""
        for verb in AccessMatrix.Verb.allCases {
          allowed += try await may(table.statement(verb, as: actor), as: actor, over: connection) ? verb.rawValue : "-"
        }
        #expect(allowed == rights[table.name]?[actor] ?? "----", "\(table.name) for \(actor)")
      }
    }
    await connection.close()
  }

  @Test func nothingBesideRowsIsOpen() async throws {
    let connection = try await makeDatabase()
    for actor in AccessMatrix.Actor.allCases {
      for table in AccessMatrix.tables {
        #expect(
          try await !may("TRUNCATE \(table.name) CASCADE", as: actor, over: connection), "\(table.name) for \(actor)")
      }
    }
    for actor in [AccessMatrix.Actor.anon, .authenticated] {
      #expect(
        try await names(
          """
          SELECT c.relname FROM pg_class c WHERE relnamespace = 'public'::regnamespace
            AND CASE WHEN relkind = 'S' THEN has_sequence_privilege('\(actor.role)', c.oid, 'USAGE, SELECT, UPDATE') END
          """, over: connection) == [])
      #expect(
        try await names(
          """
          SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
            AND has_function_privilege('\(actor.role)', oid, 'EXECUTE')
          """, over: connection) == [])
    }
    // What runs as the owner looks names up where nobody else can put any.
    #expect(
      try await names(
        """
        SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef
          AND NOT coalesce(proconfig, '{}') && ARRAY['search_path=public, pg_temp', 'search_path=pg_catalog, pg_temp']
        """, over: connection) == [])
    // Nor do tables and functions that come later open themselves to the host's roles.
    try await connection.query("CREATE TABLE later (id SERIAL PRIMARY KEY)")
    try await connection.query("CREATE FUNCTION later() RETURNS INTEGER LANGUAGE sql AS 'SELECT 1'")
    for actor in [AccessMatrix.Actor.anon, .authenticated] {
      #expect(try await !may("SELECT count(*) FROM later", as: actor, over: connection))
      #expect(try await !may("SELECT nextval('later_id_seq')", as: actor, over: connection))
    }
    #expect(
      try await names(
        """
        SELECT grantee::regrole::text FROM pg_proc, aclexplode(proacl) WHERE proname = 'later'
          AND grantee::regrole::text IN ('anon', 'authenticated')
        """, over: connection) == [])
    await connection.close()
  }

  /// Neither an id nor an address of a stranger's is told apart from one that nobody has.
  @Test func errorsTellOfNoStranger() async throws {
    let connection = try await makeDatabase()
    try await connection.query(
      """
      INSERT INTO candidates (full_name, email, recruiter_id) VALUES ('Mia Roth', 'mia@example.com', 104),
        ('Theo Falk', 'theo@example.com', 104)
      """)
    let probes = [
      "INSERT INTO candidate_notes (candidate_id, created_by, note) VALUES ($id, 104, 'x')",
      "INSERT INTO candidate_tags (candidate_id, created_by, tag) VALUES ($id, 104, 'a')",
      "INSERT INTO candidate_activity (candidate_id, user_id, action) VALUES ($id, 104, 'viewed')",
      "INSERT INTO applications (job_id, candidate_id) VALUES ($id, 3)",
      "INSERT INTO applications (job_id, candidate_id) VALUES (NULL, $id)",
      "INSERT INTO candidate_shares (candidate_id, recruiter_id) VALUES ($id, 104)",
      "INSERT INTO candidate_job_matches (candidate_id, job_id) VALUES (3, $id)",
      "INSERT INTO possible_duplicates (candidate_id, other_id, reason) VALUES (LEAST($id, 3), GREATEST($id, 3), 'x')",
      "INSERT INTO possible_duplicates (candidate_id, other_id, reason, decided_by) VALUES (3, 4, 'x', $id)",
      "INSERT INTO candidates (full_name, email, recruiter_id) VALUES ('x', 'x@example.com', 102 + $id)",
      "INSERT INTO candidates (full_name, email, recruiter_id, user_id) VALUES ('x', 'x@example.com', 104, 106 + $id)",
      "UPDATE candidates SET user_id = 106 + $id WHERE id = 3",
      "UPDATE candidates SET recruiter_id = 102 + $id WHERE id = 3",
      "INSERT INTO resumes (filename, file_path, recruiter_id, candidate_id) VALUES ('x', 'x', 104, $id)",
      "INSERT INTO resumes (filename, file_path, recruiter_id, run_id) VALUES ('x', 'x', 104, $id)",
      "INSERT INTO resumes (filename, file_path, recruiter_id, reserved_for_run) VALUES ('x', 'x', 104, $id)",
      "INSERT INTO resumes (filename, file_path, recruiter_id, uploaded_by) VALUES ('x', 'x', 104, 102 + $id)",
      "INSERT INTO runs (kind, user_id, recruiter_id, retried_run_id) VALUES ('ingest', 104, 104, $id)",
      "INSERT INTO runs (kind, user_id, recruiter_id, undone_by) VALUES ('ingest', 104, 104, 102 + $id)",
      "INSERT INTO sightings (recruiter_id, source, filename, resume_id) VALUES (104, 'x', 'x', $id)",
      "INSERT INTO sightings (recruiter_id, source, filename, run_id) VALUES (104, 'x', 'x', $id)",
      "INSERT INTO google_drive_syncs (user_id, folder_id) VALUES (102 + $id, 'x')",
      "INSERT INTO google_drive_syncs (user_id, folder_id, added_by) VALUES (104, 'x', 102 + $id)",
      "INSERT INTO runs (kind, user_id, recruiter_id, drive_sync_id) VALUES ('drive', 104, 104, $id)",
      "INSERT INTO jobs (title, description, recruiter_id) VALUES ('x', 'x', 102 + $id)",
    ]
    for probe in probes {
      func answer(_ id: Int) async throws -> String {
        let statement = probe.split(separator: "$id", omittingEmptySubsequences: false).joined(separator: "\(id)")
        let error = try await refusal(statement, as: .stranger, over: connection)
        return "\(error?.sqlState?.rawValue ?? "done"): \(error?.message ?? "")"
      }
      let (known, unknown) = (try await answer(1), try await answer(900_000))
      #expect(known == unknown, "\(probe)")
      #expect(known.hasPrefix("42501"), "\(probe)")
    }
    // The same address at two recruiters: neither hears of the other, nor does whom one shares a candidate with.
    #expect(
      try await may(
        "INSERT INTO candidates (full_name, email, recruiter_id) VALUES ('Tea', 'tea@example.com', 104)", as: .stranger,
        over: connection))
    for address in ["tea@example.com", "nobody@example.com"] {
      let error = try await refusal(
        "UPDATE candidates SET email = '\(address)' WHERE id = 1", as: .editor, over: connection)
      #expect(error?.sqlState == .insufficientPrivilege)
    }
    #expect(try await may("UPDATE candidates SET email = 'new@example.com' WHERE id = 1", as: .owner, over: connection))
    await connection.close()
  }

  @Test func copiesFollowTheSameRules() async throws {
    let connection = try await makeDatabase()
    for (actor, expected) in [(AccessMatrix.Actor.owner, 2), (.stranger, 0), (.reader, 2), (.nobody, 0)] {
      try await begin(as: actor, over: connection)
      var copied = 0
      try await connection.copyOut("COPY candidates TO STDOUT") { _ in copied += 1 }
      #expect(copied == expected, "\(actor)")
      // PostgreSQL copies nothing into a table beneath row-level security.
      await #expect(throws: PostgreSQLError.self) {
        try await connection.copyIn(
          "COPY candidates (full_name, email, recruiter_id) FROM STDIN", rows: [[.text("x"), .text("x"), .int(103)]])
      }
      try await connection.query("ROLLBACK")
      #expect(try await !may("COPY candidates TO '/tmp/hotgigs-copied'", as: actor, over: connection))
      #expect(try await !may("COPY candidates TO PROGRAM 'cat'", as: actor, over: connection))
    }
    await connection.close()
  }

  // MARK: What it is tried on

  /// A database of a host that serves the schema to roles of its own, with the rows of ``AccessMatrix/contents``.
  private func makeDatabase() async throws -> Connection {
    let configuration = try await TestDatabase.makeEmpty()
    let connection = try await Connection.connect(configuration)
    for role in ["anon", "authenticated"] {
      try await connection.query(
        """
        DO $$ BEGIN CREATE ROLE \(role) NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$
        """)
      try await connection.query(
        """
        DO $$ BEGIN GRANT \(role) TO CURRENT_USER; EXCEPTION WHEN internal_error OR unique_violation THEN NULL; END $$
        """)
      try await connection.query("GRANT USAGE ON SCHEMA public TO \(role)")
      for kind in ["TABLES", "SEQUENCES", "FUNCTIONS"] {
        try await connection.query("ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON \(kind) TO \(role)")
      }
    }
    try await MigrationRunner(migrations: try TestDatabase.migrations(), configuration: configuration).migrate()
    for statement in AccessMatrix.contents.split(separator: ";") where statement.contains(" ") {
      try await connection.query(String(statement))
    }
    return connection
  }

  private func begin(as actor: AccessMatrix.Actor, over connection: Connection) async throws {
    try await connection.query("BEGIN")
    try await connection.query("SET LOCAL ROLE \(actor.role)")
    try await connection.query("SET LOCAL hotgigs.user_id = '\(actor.userID.map(String.init) ?? "")'")
  }

  /// Whether a statement finds a row that it may touch. A foreign key that stands against a deletion asks after it may.
  private func may(_ sql: String, as actor: AccessMatrix.Actor, over connection: Connection) async throws -> Bool {
    try await begin(as: actor, over: connection)
    let result: Bool
    do {
      let answer = try await connection.query(sql)
      result = sql.hasPrefix("SELECT count") ? try answer.only().int(0) > 0 : answer.affectedRows > 0
    } catch {
      result = error.sqlState?.rawValue == "23503"
      if !result { #expect(error.sqlState == .insufficientPrivilege, "\(sql) as \(actor): \(error)") }
    }
    try await connection.query("ROLLBACK")
    return result
  }

  private func refusal(
    _ sql: String, as actor: AccessMatrix.Actor, over connection: Connection
  ) async throws -> PostgreSQLError? {
    try await begin(as: actor, over: connection)
    var refusal: PostgreSQLError?
    do { try await connection.query(sql) } catch { refusal = error }
    try await connection.query("ROLLBACK")
    return refusal
  }

  private func names(_ sql: String, over connection: Connection) async throws -> [String] {
    try await connection.query(sql).map { try $0.string(0) }
  }
}
