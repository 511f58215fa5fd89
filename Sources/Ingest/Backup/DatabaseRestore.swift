import CandidateStore
import Intake
import PostgreSQL

/// Restores backups, or tries out that they can be.
public struct DatabaseRestore: Sendable {
  let location: DatabaseLocation
  /// Where documents are put back.
  let contentDirectory: String

  /// What a restore came to.
  public struct Result: Codable, Sendable {
    public var database: String
    /// Rows of all tables.
    public var rows: Int
    public var documents: Int
    /// Of the documents, those that were there already.
    public var documentsKept: Int
    /// What the backup was made at.
    public var schemaVersion: Int
    /// What the database was migrated to; nil where it was current.
    public var migratedTo: Int?
    /// Whether the backup said how many rows each table has, and they were the same.
    public var isCounted: Bool
    /// Of a trial: whether `backups` has it on record.
    public var isRecorded: Bool?

    enum CodingKeys: String, CodingKey {
      case database, rows, documents
      case documentsKept = "documents_kept"
      case schemaVersion = "schema_version"
      case migratedTo = "migrated_to"
      case isCounted = "is_counted"
      case isRecorded = "is_recorded"
    }
  }

  public init(location: DatabaseLocation, contentDirectory: String) {
    self.location = location
    self.contentDirectory = contentDirectory
  }

  /// Restores into the empty database, or into a new one.
  ///
  /// - Throws: ``BackupError``, `PostgreSQLError`, `ClusterError`, `MigrationError`, `ContentStoreError`,
  ///   `CancellationError`. The database is as it was.
  public func run(_ path: String, into name: String? = nil, replacesFresh: Bool = false) async throws -> Result {
    let content = try await check(path)
    try await start()
    guard let name else {
      let target = RestoreTarget(configuration: try location.configuration(), name: "the database")
      return try await restore(content, into: target, replacesFresh: replacesFresh, withDocuments: true)
    }
    let database = NewDatabase(name: name, location: location)
    try await database.create()
    return try await droppingOnFailure(database) {
      let target = RestoreTarget(configuration: try database.configuration(), name: name)
      return try await restore(content, into: target, replacesFresh: false, withDocuments: true)
    }
  }

  /// Restores into a database of its own, compares, and removes it.
  public func verify(_ path: String) async throws -> Result {
    let content = try await check(path)
    let sha256 = try await ClientProgram.onThread { _ in try content.file.digest() }
    try await start()
    try await NewDatabase.removeLeftovers(on: location)
    let database = NewDatabase.scratch(on: location)
    try await database.create()
    var result = try await droppingOnFailure(database) {
      // Others see by it that the database is in use.
      try await Connection.withConnection(to: try database.configuration()) { _ in
        let target = RestoreTarget(configuration: try database.configuration(), name: database.name)
        return try await restore(content, into: target, replacesFresh: false, withDocuments: false)
      }
    }
    try await database.drop()
    result.isRecorded = try await record(sha256)
    return result
  }

  private func droppingOnFailure<Value>(
    _ database: NewDatabase, _ body: () async throws -> Value
  ) async throws -> Value {
    do {
      return try await body()
    } catch {
      // On a task of its own: this one may be cancelled.
      await Task { try? await database.drop() }.value
      throw error
    }
  }

  private func record(_ sha256: String) async throws -> Bool {
    try await Connection.withConnection(to: try location.configuration()) { connection in
      let records = BackupRecords(connection: connection)
      return try await records.isKept() ? try await records.verified(sha256: sha256) : false
    }
  }

  private func start() async throws {
    if case .privateCluster(let cluster) = location { try await cluster.start() }
  }

  // MARK: Steps

  /// Before anything is touched.
  private func check(_ path: String) async throws -> BackupContent {
    let newest = try ClientPrograms.forServer(majorVersion: 0)
    let content = try await ClientProgram.onThread { stop in
      try BackupContent(checking: path, with: newest, stop)
    }
    let latest = try SchemaMigrations(location: location).latestVersion
    guard content.schemaVersion <= latest else {
      throw BackupError(
        .target,
        "\(path) has the schema's version \(content.schemaVersion), newer than this program's \(latest): "
          + "install the newer program, then restore with it")
    }
    return content
  }

  /// Documents first: a row is never there before its bytes.
  private func restore(
    _ content: BackupContent, into target: RestoreTarget, replacesFresh: Bool, withDocuments: Bool
  ) async throws -> Result {
    try await target.prepare(replacesFresh: replacesFresh)
    let documents = RestoredDocuments(content: content, directory: contentDirectory)
    let added = withDocuments ? try await documents.store() : []
    do {
      try await load(content, into: target)
      let migrated = try await migrate(target)
      var result = try await compare(content, target)
      result.migratedTo = migrated
      result.documentsKept = withDocuments ? content.documents.count - added.count : 0
      return result
    } catch {
      await Task { await documents.remove(added) }.value
      throw error
    }
  }

  private func load(_ content: BackupContent, into target: RestoreTarget) async throws {
    let version = try await serverVersion(target)
    let programs = try ClientPrograms.forServer(majorVersion: version)
    let outcome = try await ClientProgram.onThread { stop in
      let input = ClientProgram.Input.pieces(content.file.pieces(of: content.dump))
      switch content.format {
      case .custom:
        return try programs.program("pg_restore").run(
          ["--single-transaction", "--exit-on-error", "--no-owner"], login: target.configuration, input: input,
          stop: stop)
      case .plain:
        return try programs.program("psql").run(
          ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--file=-"],
          login: target.configuration, input: input, stop: stop)
      }
    }
    guard outcome.succeeded else { throw BackupError(restore: outcome.complaint) }
  }

  private func serverVersion(_ target: RestoreTarget) async throws -> Int {
    try await Connection.withConnection(to: target.configuration) { connection in
      try await connection.query("SELECT current_setting('server_version_num')::int / 10000").only().int(0)
    }
  }

  /// - Returns: the version reached; nil where there was nothing to do.
  private func migrate(_ target: RestoreTarget) async throws -> Int? {
    let migrations = try Migration.load(from: try CandidateStore.schemaDirectory())
    return try await MigrationRunner(migrations: migrations, configuration: target.configuration).migrate().last?
      .version
  }

  /// - Throws: ``BackupError`` of code `damaged` where a table has other rows than the backup says.
  private func compare(_ content: BackupContent, _ target: RestoreTarget) async throws -> Result {
    let counts = try await Connection.withConnection(to: target.configuration) { connection in
      try await connection.query("ANALYZE")
      return try await TableCounts.read(over: connection)
    }
    if let expected = content.manifest?.tables {
      for (table, rows) in expected.sorted(by: { $0.key < $1.key }) where counts[table] != rows {
        // A migration on top has its own line there, and may make or fill others.
        if table == "schema_migrations", counts[table] ?? 0 >= rows { continue }
        throw BackupError(
          .damaged, "\(content.file.path): \(table) has \(counts[table] ?? 0) rows after the restore instead of \(rows)"
        )
      }
    }
    return Result(
      database: target.configuration.description, rows: counts.values.reduce(0, +), documents: content.documents.count,
      documentsKept: 0, schemaVersion: content.schemaVersion, isCounted: content.manifest != nil)
  }
}

extension BackupError {
  /// Of `pg_restore`'s or psql's complaint.
  init(restore complaint: String) {
    let wasUndone = "nothing of it remains in the database"
    if complaint.contains("permission denied") || complaint.contains("must be owner") {
      self.init(
        .notPermitted, "the restore failed: \(complaint); \(wasUndone): put the database's owner into DATABASE_URL")
    } else {
      self.init(.unavailable, "the restore failed: \(complaint); \(wasUndone)")
    }
  }
}
