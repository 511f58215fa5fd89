/// Who may do what with which table: select, insert, update, delete. The row in question is, or belongs to, a candidate
/// of the recruiter Bo; inserting means to add another one there.
enum AccessMatrix {
  /// A column of ``rights``.
  enum Actor: String, CaseIterable {
    /// No acting user is set.
    case nobody
    case owner, stranger
    /// With whom the candidate is shared.
    case reader, editor
    case admin
    case superAdmin
    /// Whose profile the candidate is.
    case candidate
    /// With whom it is shared, too.
    case deactivated
    case worker
    /// Roles that some hosts serve the schema to.
    case anon, authenticated

    var role: String {
      switch self {
      case .worker: "hotgigs_worker"
      case .anon, .authenticated: rawValue
      default: "hotgigs_app"
      }
    }

    var userID: Int? {
      switch self {
      case .nobody, .worker, .anon, .authenticated: nil
      case .admin: 101
      case .superAdmin: 102
      case .owner: 103
      case .stranger: 104
      case .reader: 105
      case .editor: 106
      case .candidate: 107
      case .deactivated: 108
      }
    }
  }

  enum Verb: String, CaseIterable {
    case select = "S"
    case insert = "I"
    case update = "U"
    case delete = "D"
  }

  /// A table and how each verb is tried.
  struct Table {
    var name: String
    var change: String
    var insertion: String
    /// Which row is in question, where the table holds others too.
    var row: String

    init(_ name: String, change: String, insert insertion: String, row: String = "true") {
      self.name = name
      self.change = change
      self.insertion = insertion
      self.row = row
    }

    func statement(_ verb: Verb, as actor: Actor) -> String {
      switch verb {
      case .select: "SELECT count(*) FROM \(name) WHERE \(row)"
      case .insert:
        "INSERT INTO \(name) "
          + insertion.split(separator: "$me", omittingEmptySubsequences: false)
          .joined(separator: actor.userID.map(String.init) ?? "NULL")
      case .update: "UPDATE \(name) SET \(change) WHERE \(row)"
      case .delete: "DELETE FROM \(name) WHERE \(row)"
      }
    }
  }

  /// By table, for owner, stranger, reader, editor, admin, super admin, candidate, worker. Nobody, the deactivated, anon and
  /// authenticated may nothing.
  static let rights = """
    admin_users            ---- ---- ---- ---- S--- S-U- ---- ----
    applications           SIU- ---- S--- S--- SIU- SIU- S--- S--D
    applications_archive   ---- ---- ---- ---- S--- S--- ---- SI-D
    audit_logs             ---- ---- ---- ---- SI-- SI-- ---- ----
    backups                ---- ---- ---- ---- S--- S--- ---- ----
    candidate_activity     SI-- ---- S--- SI-- SI-- SI-- ---- SI-D
    candidate_addresses    S--- ---- S--- S--- S--- S--- ---- SIUD
    candidate_job_matches  S--- ---- S--- S--- S--- S--- ---- S--D
    candidate_notes        SIUD ---- S--- SIUD SI-D SI-D ---- S--D
    candidate_shares       ---- ---- S--- S--- SIUD SIUD ---- S--D
    candidate_tags         SI-D ---- S--- SI-D SI-D SI-D ---- S--D
    candidates             SIU- ---- S--- S-U- SIU- SIU- S--- SIUD
    companies              S--- S--- S--- S--- SIU- SIU- ---- ----
    configuration          ---- ---- ---- ---- SIU- SIU- ---- ----
    content_removals       ---- ---- ---- ---- ---- ---- ---- SIUD
    document_contents      ---- ---- ---- ---- ---- ---- ---- SIUD
    email_logs             ---- ---- ---- ---- S--- S--- ---- ----
    erasures               S--- ---- ---- ---- S--- S--- ---- SIU-
    error_logs             ---- ---- ---- ---- S--- S--- ---- SI-D
    google_drive_syncs     SIUD ---- ---- ---- SIUD SIUD ---- SIUD
    jobs                   SIU- ---- ---- ---- SIU- SIU- ---- ----
    possible_duplicates    SIU- ---- S--- SIU- SIU- SIU- ---- SIUD
    resumes                SIU- ---- S--- S--- SIU- SIU- ---- SIUD
    runs                   SIU- ---- ---- ---- SIU- SIU- ---- SIU-
    schema_migrations      ---- ---- ---- ---- ---- ---- ---- ----
    sightings              SI-- ---- ---- ---- SI-- SI-- ---- SIU-
    suppression_keys       ---- ---- ---- ---- ---- ---- ---- ----
    suppressions           ---- ---- ---- ---- ---- ---- ---- SIUD
    users                  S--- ---- ---- ---- SIU- SIU- ---- S---
    workers                ---- ---- ---- ---- S--- S--- ---- SIU-
    """

  static let columns: [Actor] = [.owner, .stranger, .reader, .editor, .admin, .superAdmin, .candidate, .worker]

  static let tables = [
    Table(
      "admin_users", change: "is_super_admin = true",
      insert: "(email, username, hashed_password) VALUES ('n', 'n', '!')",
      row: "id = 101"),
    Table("applications", change: "status = 'x'", insert: "(job_id, candidate_id) VALUES (1, 1)"),
    Table("applications_archive", change: "status = 'x'", insert: "(id) VALUES (2)"),
    Table("audit_logs", change: "action = 'x'", insert: "(admin_user_id, action) VALUES ($me, 'n')"),
    Table("backups", change: "location = 'x'", insert: "(location) VALUES ('n')"),
    Table(
      "candidate_activity", change: "description = 'x'",
      insert: "(candidate_id, user_id, action) VALUES (1, $me, 'updated')"),
    Table(
      "candidate_addresses", change: "email = 'x'",
      insert: "(candidate_id, email_key, email) VALUES (1, 'n', 'n')"),
    Table("candidate_job_matches", change: "match_score = 1", insert: "(candidate_id) VALUES (1)"),
    Table("candidate_notes", change: "note = 'x'", insert: "(candidate_id, created_by, note) VALUES (1, $me, 'n')"),
    Table(
      "candidate_shares", change: "permission = 'full-access'", insert: "(candidate_id, recruiter_id) VALUES (1, 104)"),
    Table("candidate_tags", change: "tag = 'x'", insert: "(candidate_id, created_by, tag) VALUES (1, $me, 'n')"),
    Table(
      "candidates", change: "phone = '5'", insert: "(full_name, email, recruiter_id) VALUES ('n', 'n', 103)",
      row: "id = 1"),
    Table("companies", change: "name = 'x'", insert: "(name) VALUES ('n')"),
    Table("configuration", change: "value = 'x'", insert: "(key) VALUES ('n')"),
    Table("content_removals", change: "address = 'x'", insert: "(address, sha256) VALUES ('n', sha256('n'))"),
    Table("document_contents", change: "size = 2", insert: "(sha256, bytes, size) VALUES (sha256('n'), 'n', 1)"),
    Table("email_logs", change: "subject = 'x'", insert: "(recipient, subject) VALUES ('n', 'n')"),
    Table("erasures", change: "counts = '{}'", insert: "(recruiter_id) VALUES (103)"),
    Table("error_logs", change: "message = 'x'", insert: "(severity, message) VALUES ('error', 'n')"),
    Table("google_drive_syncs", change: "folder_id = 'x'", insert: "(user_id, folder_id) VALUES (103, 'n')"),
    Table(
      "jobs", change: "title = 'x'", insert: "(title, description, recruiter_id, company_id) VALUES ('n', 'n', 103, 1)"),
    Table(
      "possible_duplicates", change: "status = 'x'",
      insert: "(candidate_id, other_id, reason) VALUES (1, 2, 'phone')"),
    Table(
      "resumes", change: "needs_review = true",
      insert: """
        (filename, file_path, source_ref, recruiter_id, uploaded_by, candidate_id, run_id)
        VALUES ('n', 'n', 'n', 103, $me, 1, 1)
        """),
    Table("runs", change: "detail = 'x'", insert: "(kind, user_id, recruiter_id) VALUES ('ingest', $me, 103)"),
    Table("schema_migrations", change: "name = 'x'", insert: "VALUES (999999, 'n', 'n', now(), '1 s')"),
    Table(
      "sightings", change: "detail = 'x'",
      insert: "(recruiter_id, source, filename, resume_id) VALUES (103, 'bulk_upload', 'n', 1)"),
    Table(
      "suppression_keys", change: "inner_pad = outer_pad",
      insert: "VALUES (true, decode(repeat('36', 64), 'hex'), decode(repeat('5c', 64), 'hex'))"),
    Table("suppressions", change: "reason = 'x'", insert: "(kind, key_hash) VALUES ('email', 'n')"),
    Table(
      "users", change: "full_name = 'x'",
      insert: "(email, username, hashed_password, role) VALUES ('n', 'n', '!', 'recruiter')", row: "id = 103"),
    Table("workers", change: "name = 'x'", insert: "(name) VALUES ('n')"),
  ]

  /// One row of each table, and who asks for it.
  static let contents = """
    INSERT INTO users (id, email, username, hashed_password, role, is_active) VALUES
      (101, 'adam@example.org', 'adam', '!', 'admin', true), (102, 'root@example.org', 'root', '!', 'admin', true),
      (103, 'bo@example.org', 'bo', '!', 'recruiter', true), (104, 'ana@example.org', 'ana', '!', 'recruiter', true),
      (105, 'rea@example.org', 'rea', '!', 'recruiter', true), (106, 'edi@example.org', 'edi', '!', 'recruiter', true),
      (107, 'theo@example.com', 'theo', '!', 'candidate', true), (108, 'off@example.org', 'off', '!', 'recruiter', false);
    UPDATE admin_users SET id = 101 WHERE email = 'adam@example.org';
    UPDATE admin_users SET id = 102, role = 'super_admin', is_super_admin = true WHERE email = 'root@example.org';
    INSERT INTO companies (name) VALUES ('Acme');
    INSERT INTO jobs (title, description, recruiter_id, company_id) VALUES ('t', 'd', 103, 1);
    INSERT INTO candidates (full_name, email, recruiter_id, user_id) VALUES
      ('Theo Falk', 'theo@example.com', 103, 107), ('Tea Falk', 'tea@example.com', 103, NULL);
    INSERT INTO candidate_shares (candidate_id, recruiter_id, permission)
      SELECT c, r, p FROM (VALUES (1), (2)) candidate (c),
        (VALUES (105, 'read-only'), (106, 'full-access'), (108, 'full-access')) share (r, p);
    INSERT INTO applications (job_id, candidate_id) VALUES (1, 1);
    INSERT INTO runs (kind, user_id, recruiter_id) VALUES ('ingest', 103, 103);
    INSERT INTO resumes (filename, file_path, recruiter_id, uploaded_by, candidate_id, run_id)
      VALUES ('f', 'f', 103, 103, 1, 1);
    INSERT INTO candidate_notes (candidate_id, created_by, note) SELECT 1, u, 'n' FROM unnest(ARRAY[103, 105, 106, 108]) u;
    INSERT INTO candidate_tags (candidate_id, created_by, tag) VALUES (1, 103, 'a');
    INSERT INTO candidate_activity (candidate_id, user_id, action) VALUES (1, 103, 'created');
    INSERT INTO google_drive_syncs (user_id, folder_id) VALUES (103, 'f');
    INSERT INTO candidate_job_matches (candidate_id, job_id) VALUES (1, 1);
    INSERT INTO candidate_addresses (candidate_id, email_key, email) VALUES (1, 'x', 'x');
    INSERT INTO audit_logs (admin_user_id, action) VALUES (101, 'x');
    INSERT INTO error_logs (severity, message) VALUES ('error', 'x');
    INSERT INTO email_logs (recipient, subject) VALUES ('x', 'x');
    INSERT INTO configuration (key) VALUES ('x');
    INSERT INTO sightings (recruiter_id, source, filename, resume_id, run_id) VALUES (103, 'bulk_upload', 'f', 1, 1);
    INSERT INTO possible_duplicates (candidate_id, other_id, reason) VALUES (1, 2, 'linkedin');
    INSERT INTO suppressions (kind, key_hash) VALUES ('email', 'x');
    INSERT INTO erasures (recruiter_id) VALUES (103);
    SELECT hotgigs_suppression_hash('email', 'x');
    INSERT INTO workers (name) VALUES ('w');
    INSERT INTO backups (location) VALUES ('x');
    INSERT INTO applications_archive (id) VALUES (1);
    INSERT INTO document_contents (sha256, bytes, size) VALUES (sha256('a'), 'a', 1);
    INSERT INTO content_removals (address, sha256) VALUES ('a', sha256('a'));
    """
}
