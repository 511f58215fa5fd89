import PostgreSQL

/// What `backups` knows of a backup.
public struct BackupRecord: Codable, Sendable {
  public var id: Int
  public var location: String
  /// running, finished or failed.
  public var status: String
  public var format: String?
  public var size: Int?
  public var sha256: String?
  /// Documents in it; nil where none were asked for.
  public var documents: Int?
  public var schemaVersion: Int?
  public var startedAt: String
  public var finishedAt: String?
  /// When it was last restored for a trial.
  public var verifiedAt: String?
  public var errorMessage: String?
  /// Whether the file is there, as this machine sees it.
  public var isThere: Bool?

  enum CodingKeys: String, CodingKey {
    case id, location, status, format, size, sha256, documents
    case schemaVersion = "schema_version"
    case startedAt = "started_at"
    case finishedAt = "finished_at"
    case verifiedAt = "verified_at"
    case errorMessage = "error_message"
    case isThere = "is_there"
  }
}

/// The table `backups`, by its owner. A database whose schema is older than its columns keeps no record.
struct BackupRecords {
  let connection: Connection

  func isKept() async throws(PostgreSQLError) -> Bool {
    try await connection.query(
      """
      SELECT EXISTS (SELECT FROM pg_attribute
        WHERE attrelid = to_regclass('public.backups') AND attname = 'verified_at' AND NOT attisdropped)
      """
    ).only().bool(0)
  }

  /// While a backup holds its lock, any other that is said to run was killed.
  func begin(_ location: String, format: BackupFormat) async throws(PostgreSQLError) -> Int {
    try await connection.query(
      """
      UPDATE public.backups SET status = 'failed', finished_at = now(), error_message = 'it was killed'
      WHERE status = 'running'
      """)
    return try await connection.query(
      "INSERT INTO public.backups (location, format) VALUES ($1, $2) RETURNING id",
      [.text(location), .text(format.rawValue)]
    ).only().int(0)
  }

  func finish(_ id: Int, _ result: BackupResult) async throws(PostgreSQLError) {
    try await connection.query(
      """
      UPDATE public.backups SET status = 'finished', finished_at = now(), size = $2, sha256 = decode($3, 'hex'),
        documents = $4, schema_version = $5
      WHERE id = $1
      """,
      [
        .int(id), .int(result.size), .text(result.sha256), result.documents.map { .int($0) } ?? .null,
        .int(result.schemaVersion),
      ])
  }

  func fail(_ id: Int, _ reason: String) async throws(PostgreSQLError) {
    try await connection.query(
      "UPDATE public.backups SET status = 'failed', finished_at = now(), error_message = $2 WHERE id = $1",
      [.int(id), .text(reason)])
  }

  /// - Returns: whether there is a record of a backup with this digest.
  func verified(sha256: String) async throws(PostgreSQLError) -> Bool {
    try await !connection.query(
      "UPDATE public.backups SET verified_at = now() WHERE sha256 = decode($1, 'hex') AND status = 'finished' RETURNING id",
      [.text(sha256)]
    ).isEmpty
  }

  /// Newest first.
  func list() async throws(PostgreSQLError) -> [BackupRecord] {
    func time(_ column: String) -> String {
      "to_char(\(column) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
    }
    var records: [BackupRecord] = []
    for row in try await connection.query(
      """
      SELECT id, location, status, format, size, encode(sha256, 'hex') AS sha256, documents, schema_version, error_message,
        \(time("started_at")) AS started, \(time("finished_at")) AS finished, \(time("verified_at")) AS verified
      FROM public.backups ORDER BY id DESC
      """)
    {
      records.append(
        BackupRecord(
          id: try row.int("id"), location: try row.string("location"), status: try row.string("status"),
          format: try row.string(ifPresent: "format"), size: try row.int(ifPresent: "size"),
          sha256: try row.string(ifPresent: "sha256"), documents: try row.int(ifPresent: "documents"),
          schemaVersion: try row.int(ifPresent: "schema_version"), startedAt: try row.string("started"),
          finishedAt: try row.string(ifPresent: "finished"), verifiedAt: try row.string(ifPresent: "verified"),
          errorMessage: try row.string(ifPresent: "error_message")))
    }
    return records
  }
}
