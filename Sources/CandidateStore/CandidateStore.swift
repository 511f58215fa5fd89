import FoundationEssentials
import PostgreSQL

/// Candidates, resumes and the queue that `resumes` is, in PostgreSQL.
///
/// Every function steps down from the connection's role for its transaction: to `hotgigs_app` with the acting user,
/// whom row-level security then holds to their own, or to `hotgigs_worker` for the queue. Errors of the database pass
/// through as ``PostgreSQLError``.
public struct CandidateStore: Sendable {
  public let pool: ConnectionPool
  /// What a transaction may take.
  public let limits: TransactionLimits

  public init(pool: ConnectionPool, limits: TransactionLimits = TransactionLimits()) {
    self.pool = pool
    self.limits = limits
  }

  /// The folder of the migrations, beside the executable, so that an installed copy works away from its build folder.
  ///
  /// - Throws: ``StoreError`` of code `missingResources`.
  public static func schemaDirectory() throws(StoreError) -> String {
    let executable = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let folder = executable.split(separator: "/").dropLast().map { "/" + $0 }.joined()
    let schema = folder + "/hotgigs-intake_CandidateStore.resources/Schema"
    guard FileManager.default.fileExists(atPath: schema) else {
      throw StoreError(.missingResources, "the database's schema is not at \(schema): install it beside the program")
    }
    return schema
  }

  /// A transaction that sees and changes what this user may.
  public nonisolated(nonsending) func asUser<Value>(
    _ userID: Int, _ body: (Transaction) async throws -> Value
  ) async throws -> Value {
    try await pool.withTransaction(prelude: prelude(role: "hotgigs_app", userID: userID), body)
  }

  /// A transaction of the queue's worker, which crosses recruiters.
  public nonisolated(nonsending) func asWorker<Value>(
    _ body: (Transaction) async throws -> Value
  ) async throws -> Value {
    try await pool.withTransaction(prelude: workerPrelude, body)
  }

  var workerPrelude: [Statement] { prelude(role: "hotgigs_worker", userID: nil) }

  /// All of it ends with the transaction, so it works through a transaction pooler. The time zone is that of the
  /// TIMESTAMP columns, also where the database's own could not be set; notices ("the query has no words") are for nobody.
  private func prelude(role: String, userID: Int?) -> [Statement] {
    [
      Statement("SET LOCAL ROLE \(role)"),
      Statement(
        """
        SELECT set_config('hotgigs.user_id', $1, true), set_config('TimeZone', 'UTC', true),
          set_config('client_min_messages', 'warning', true),
          set_config('statement_timeout', $2, true), set_config('lock_timeout', $3, true),
          set_config('idle_in_transaction_session_timeout', $4, true)
        """,
        [.text(userID.map(String.init) ?? "")]
          + [limits.statement, limits.lock, limits.idle].map { .text(TransactionLimits.setting($0)) }),
    ]
  }
}

/// How long a transaction's parts may take before the server ends them; zero is for ever.
public struct TransactionLimits: Hashable, Sendable {
  /// One statement.
  public var statement = Duration.seconds(300)
  /// Waiting for another's lock.
  public var lock = Duration.seconds(60)
  /// The client saying nothing: one whose host vanished holds its locks for less than a lease.
  public var idle = Duration.seconds(20)

  public init() {}

  /// As PostgreSQL's settings have it. Less than its smallest would be none at all.
  static func setting(_ time: Duration) -> String {
    time <= .zero ? "0" : "\(max(1, Int(time / .milliseconds(1))))ms"
  }
}

/// Why the store refused, beside what PostgreSQL itself says.
public struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
  public struct Code: RawRepresentable, Hashable, Sendable {
    public let rawValue: String

    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// The SQL files are not beside the executable.
    public static let missingResources = Self(rawValue: "missing_resources")
    /// There is an account with this address.
    public static let userExists = Self(rawValue: "user_exists")
    /// No account has this address.
    public static let unknownUser = Self(rawValue: "unknown_user")
    /// A password that is too short.
    public static let weakPassword = Self(rawValue: "weak_password")
    /// There was no memory to hash a password.
    public static let hashingFailed = Self(rawValue: "hashing_failed")
    /// Address or password are wrong, or the account can't sign in: which, is not told.
    public static let signInFailed = Self(rawValue: "sign_in_failed")
    /// No key of the `configuration` table.
    public static let unknownConfiguration = Self(rawValue: "unknown_configuration")
    /// A key or value that the `configuration` table does not take.
    public static let invalidConfiguration = Self(rawValue: "invalid_configuration")
    /// A secret, and no key to seal it with.
    public static let missingSecretKey = Self(rawValue: "missing_secret_key")
    /// A key for secrets that can be guessed.
    public static let weakSecretKey = Self(rawValue: "weak_secret_key")
    /// The secret is sealed with another key than the one given.
    public static let wrongSecretKey = Self(rawValue: "wrong_secret_key")
    /// The key is right, but the secret does not open.
    public static let damagedSecret = Self(rawValue: "damaged_secret")
    /// There was no memory to seal a secret.
    public static let sealingFailed = Self(rawValue: "sealing_failed")
    /// Only an admin may.
    public static let notPermitted = Self(rawValue: "not_permitted")
    /// The person was erased.
    public static let suppressed = Self(rawValue: "suppressed")
    /// Nothing is held on the person.
    public static let unknownPerson = Self(rawValue: "unknown_person")
    /// The run was undone, or is being undone.
    public static let runIsUndone = Self(rawValue: "run_is_undone")
    /// No sync of a Google Drive folder has this number.
    public static let unknownDriveSync = Self(rawValue: "unknown_drive_sync")
    /// The recruiter has a sync of the folder already.
    public static let driveFolderTaken = Self(rawValue: "drive_folder_taken")
    /// Why a run can't be undone, or not now.
    public static let notUndoable = Self(rawValue: "not_undoable")
    /// Another batch created the same candidate at the same moment: the transaction is run again.
    static let lostRace = Self(rawValue: "lost_race")
  }

  public let code: Code
  /// One line for a person.
  public let description: String

  public init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}

/// SQL for a time as JSON prints it: ISO 8601 in UTC, to the second.
func isoTime(_ column: String) -> String {
  "to_char(\(column), 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
}
