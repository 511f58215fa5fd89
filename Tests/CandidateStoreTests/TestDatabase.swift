import Glibc
import ResumeModel
import Synchronization
import TestSupport

@testable import CandidateStore
@testable import PostgreSQL

/// A server of the tests' own, and a new database for whoever asks; gone when the process ends.
///
/// With `HOTGIGS_TEST_POOLER=transaction` in the environment all that a store does goes through a transaction pooler.
enum TestDatabase {
  private static let cluster = Task { () throws(ClusterError) in
    let cluster = PrivateCluster(directory: directory)
    atexit { TestDatabase.remove() }
    try await cluster.start()
    return cluster
  }

  private static let pooler: Task<TransactionPooler, any Error>? =
    getenv("HOTGIGS_TEST_POOLER").map { String(cString: $0) } == "transaction"
    ? Task {
      try await TransactionPooler.start(
        in: directory + "/pooler", before: try await cluster.value.socketDirectory, users: [PrivateCluster.owner])
    } : nil

  /// The server has a hundred connections for all tests, a store four to eight.
  static let stores = FairSemaphore(permits: 16)

  private static let directory = "\(ServerFolder.root)/hotgigs-store-test-\(getpid())"
  private static let counter = Atomic(0)

  /// Has the schema; copied for each test.
  private static let template = Task {
    let configuration = try await make(from: nil)
    try await MigrationRunner(migrations: migrations(), configuration: configuration.0).migrate()
    return configuration.name
  }

  /// A new database without a schema, owned by no superuser, as a real one is.
  static func makeEmpty() async throws -> ConnectionConfiguration { try await make(from: nil).0 }

  private static func make(from template: String?) async throws -> (ConnectionConfiguration, name: String) {
    let cluster = try await cluster.value
    let name = "store_\(counter.add(1, ordering: .relaxed).newValue)"
    let connection = try await Connection.connect(
      try ConnectionConfiguration(url: "host=\(cluster.socketDirectory) port=5432 user=postgres dbname=postgres"))
    try await connection.query(
      "CREATE DATABASE \(name) OWNER \(PrivateCluster.owner) TEMPLATE \(template ?? "template0")")
    await connection.close()
    let configuration = try ConnectionConfiguration(
      url: "host=\(cluster.socketDirectory) port=5432 user=\(PrivateCluster.owner) dbname=\(name)")
    return (configuration, name)
  }

  /// A store on a new database with the schema and the default accounts.
  static func makeStore(connections: Int = 4) async throws -> TestStore {
    try await stores.acquire()
    let configuration = try await make(from: try await template.value).0
    let store = CandidateStore(pool: ConnectionPool(try await pooled(configuration), size: connections))
    return TestStore(store: store, accounts: try await store.bootstrap(), server: configuration)
  }

  /// The same by the pooler, where there is one.
  private static func pooled(_ configuration: ConnectionConfiguration) async throws -> ConnectionConfiguration {
    guard let pooler else { return configuration }
    let place = "host=\(try await pooler.value.directory) port=6432"
    let rest = configuration.description.split(separator: " ").filter {
      !$0.hasPrefix("host=") && !$0.hasPrefix("port=")
    }
    return try ConnectionConfiguration(url: place + " " + rest.joined(separator: " "))
  }

  /// Where the server writes what it logs.
  static var serverLog: String { "\(directory)/data/server.log" }

  /// A superuser's connection to a store's database.
  static func connectAsSuperuser(to store: CandidateStore) async throws -> Connection {
    let cluster = try await cluster.value
    let database = try await store.pool.query("SELECT current_database()").only().string(0)
    return try await Connection.connect(
      try ConnectionConfiguration(url: "host=\(cluster.socketDirectory) port=5432 user=postgres dbname=\(database)"))
  }

  static func migrations() throws -> [Migration] {
    try Migration.load(from: CandidateStore.schemaDirectory())
  }

  private static func remove() {
    TransactionPooler(directory: directory + "/pooler").stop()
    let cluster = PrivateCluster(directory: directory)
    if let server = cluster.status().processID { kill(pid_t(server), SIGQUIT) }
    system("rm -rf \(directory)")
  }
}

/// A store with what tests do to it.
struct TestStore {
  let store: CandidateStore
  let accounts: DefaultAccounts
  /// The way to the server itself, past a pooler: for what a session holds.
  let server: ConnectionConfiguration
  private let connections: PoolLifetime

  init(store: CandidateStore, accounts: DefaultAccounts, server: ConnectionConfiguration) {
    self.store = store
    self.accounts = accounts
    self.server = server
    connections = PoolLifetime(pool: store.pool)
  }

  /// Closes a test's connections at its end, and lets the next test begin.
  private final class PoolLifetime: Sendable {
    let pool: ConnectionPool

    init(pool: ConnectionPool) {
      self.pool = pool
    }

    deinit {
      Task { [pool] in
        await pool.close()
        TestDatabase.stores.release()
      }
    }
  }

  /// Asks the database as its owner, whom no policy binds.
  func ask(_ sql: String, _ parameters: [SQLValue] = []) async throws -> QueryResult {
    try await store.pool.query(sql, parameters)
  }

  func number(_ sql: String, _ parameters: [SQLValue] = []) async throws -> Int {
    try await ask(sql, parameters).only().int(0)
  }

  func document(
    _ content: String, filename: String? = nil, recruiter: Int? = nil, run: Int? = nil, modifiedAt: Double? = nil,
    isForced: Bool = false
  ) -> NewDocument {
    NewDocument(
      recruiterID: recruiter ?? accounts.recruiterID, uploadedBy: accounts.adminID, runID: run,
      filename: filename ?? "\(content).pdf",
      content: .stored(sha256: Self.checksum(content), address: "sha256/\(content)"),
      size: 100, mimeType: "application/pdf", source: .bulkUpload, sourceRef: "/inbox/\(filename ?? content)",
      modifiedAt: modifiedAt, isResumeForced: isForced)
  }

  /// Any 32 bytes that differ with the content.
  static func checksum(_ content: String) -> [UInt8] {
    var generator = SeededGenerator(seed: content.utf8.reduce(5381) { $0 &* 33 &+ UInt64($1) })
    return (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }

  /// Registers documents and claims all that waits.
  func claim(_ contents: String..., recruiter: Int? = nil) async throws -> [ClaimedResume] {
    _ = try await store.register(contents.map { document($0, recruiter: recruiter) })
    return try await store.claim(1000, worker: "test")
  }

  /// Registers one document and commits it as read.
  @discardableResult
  func take(
    _ content: String, _ parsed: ParsedResume, recruiter: Int? = nil, text: String? = nil
  ) async throws -> CommitOutcome {
    let claimed = try await claim(content, recruiter: recruiter)
    guard let mine = claimed.first(where: { $0.sha256 == Self.checksum(content) }) else {
      throw StoreError(.init(rawValue: "test"), "\(content) was not claimed")
    }
    return try await store.commit([mine.read(parsed, text: text)])[0]
  }
}

extension ClaimedResume {
  func read(_ parsed: ParsedResume, parser: String = "1", text: String? = nil) -> ProcessedResume {
    ProcessedResume(
      claimed: self, result: .success(ReadDocument(parsed: parsed, rawText: text ?? "text of \(filename)")),
      parserVersion: parser)
  }

  func failed(_ code: ErrorCode) -> ProcessedResume {
    ProcessedResume(claimed: self, result: .failure(ExtractionError(code, "for the test")), parserVersion: "1")
  }
}

extension ParsedResume {
  static func of(
    _ name: String?, _ email: String?, phone: String? = nil, title: String? = nil, date: String? = nil,
    skills: [String] = [], company: String? = nil, nameConfidence: Double = 0.9, likeness: ResumeLikeness? = nil
  ) -> ParsedResume {
    ParsedResume(
      name: name.map { Extracted($0, confidence: nameConfidence) }, label: title.map { Extracted($0, confidence: 0.9) },
      emails: email.map { [Extracted($0, confidence: 0.9)] } ?? [],
      phones: phone.map { [Extracted(PhoneNumber($0), confidence: 0.9)] } ?? [],
      skills: skills.map { Extracted($0, confidence: 0.9) },
      work: company.map { [WorkEntry(company: Extracted($0, confidence: 0.9))] } ?? [],
      documentDate: date.flatMap { PartialDate($0) }, likeness: likeness)
  }
}
