/// Why the schema was not changed: one line that says what to do. Nothing of the failed migration remains, unless it
/// runs outside a transaction.
public struct MigrationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong, coarsely. New codes may join.
  public struct Code: RawRepresentable, Hashable, Sendable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
  }

  public let code: Code
  /// The migration at fault.
  public let version: Int?
  public let description: String
  /// What the database said, where it did.
  public let underlying: PostgreSQLError?

  init(_ code: Code, version: Int? = nil, _ description: String, underlying: PostgreSQLError? = nil) {
    self.code = code
    self.version = version
    self.description = description.replacingLineBreaks()
    self.underlying = underlying
  }
}

extension MigrationError.Code {
  /// A file can't be read, is misnamed, or a version is there twice.
  public static let files = Self(rawValue: "files")
  /// A migration was edited after it had been applied.
  public static let changed = Self(rawValue: "changed")
  /// The database holds migrations that this program does not know: it was made by a newer one.
  public static let databaseAhead = Self(rawValue: "database_ahead")
  /// A migration is missing below one that was applied.
  public static let outOfOrder = Self(rawValue: "out_of_order")
  /// There is no such version, or it lies in the other direction.
  public static let unknownVersion = Self(rawValue: "unknown_version")
  /// The migration has no down script.
  public static let irreversible = Self(rawValue: "irreversible")
  /// Another migration run did not end in time.
  public static let locked = Self(rawValue: "locked")
  /// Nothing that a file can be called.
  public static let name = Self(rawValue: "name")
  /// The server lacks what the schema needs.
  public static let serverTooOld = Self(rawValue: "server_too_old")
  /// The connection leads to a transaction pooler.
  public static let pooler = Self(rawValue: "pooler")
  /// A script failed.
  public static let script = Self(rawValue: "script")
  /// The database is away, or refused something outside a script.
  public static let database = Self(rawValue: "database")
}

extension MigrationError {
  /// A failure outside a script.
  static func database(_ error: PostgreSQLError) -> MigrationError {
    MigrationError(.database, error.description, underlying: error)
  }
}
