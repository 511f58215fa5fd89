import FoundationEssentials
import PostgreSQL

/// Candidates, resumes and the queue that `resumes` is, in PostgreSQL.
///
/// Every function steps down from the connection's role for its transaction: to `hotgigs_app` with the acting user,
/// whom row-level security then holds to their own, or to `hotgigs_worker` for the queue. Errors of the database pass
/// through as ``PostgreSQLError``.
public struct CandidateStore: Sendable {
  public let pool: ConnectionPool

  public init(pool: ConnectionPool) {
    self.pool = pool
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
    try await pool.withTransaction(prelude: Self.prelude(role: "hotgigs_app", userID: userID), body)
  }

  /// A transaction of the queue's worker, which crosses recruiters.
  public nonisolated(nonsending) func asWorker<Value>(
    _ body: (Transaction) async throws -> Value
  ) async throws -> Value {
    try await pool.withTransaction(prelude: Self.workerPrelude, body)
  }

  static let workerPrelude = prelude(role: "hotgigs_worker", userID: nil)

  /// All of it ends with the transaction, so it works through a transaction pooler. The time zone is that of the
  /// TIMESTAMP columns, also where the database's own could not be set; notices ("the query has no words") are for nobody.
  /// A client whose host vanished in the middle of a transaction holds its locks for less than a lease.
  private static func prelude(role: String, userID: Int?) -> [Statement] {
    [
      Statement("SET LOCAL ROLE \(role)"),
      Statement(
        """
        SELECT set_config('hotgigs.user_id', $1, true), set_config('TimeZone', 'UTC', true),
          set_config('client_min_messages', 'warning', true),
          set_config('idle_in_transaction_session_timeout', '20s', true)
        """,
        [.text(userID.map(String.init) ?? "")]),
    ]
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
    /// Only an admin may.
    public static let notPermitted = Self(rawValue: "not_permitted")
    /// The run was undone, or is being undone.
    public static let runIsUndone = Self(rawValue: "run_is_undone")
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
