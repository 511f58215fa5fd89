/// A five-character SQLSTATE, as the server reports it.
///
/// Source: PostgreSQL documentation, appendix A, "PostgreSQL Error Codes".
public struct SQLState: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  public let rawValue: String

  public init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// The first two characters: the family of the error.
  public var errorClass: Substring { rawValue.prefix(2) }

  public var description: String { rawValue }
}

extension SQLState {
  public static let uniqueViolation = Self(rawValue: "23505")
  public static let foreignKeyViolation = Self(rawValue: "23503")
  public static let notNullViolation = Self(rawValue: "23502")
  public static let checkViolation = Self(rawValue: "23514")
  public static let stringTooLong = Self(rawValue: "22001")
  public static let invalidTextRepresentation = Self(rawValue: "22P02")
  public static let insufficientPrivilege = Self(rawValue: "42501")
  public static let undefinedTable = Self(rawValue: "42P01")
  public static let undefinedColumn = Self(rawValue: "42703")
  public static let undefinedObject = Self(rawValue: "42704")
  public static let duplicateTable = Self(rawValue: "42P07")
  public static let syntaxError = Self(rawValue: "42601")
  public static let invalidPassword = Self(rawValue: "28P01")
  public static let unknownDatabase = Self(rawValue: "3D000")
  public static let failedTransaction = Self(rawValue: "25P02")
  public static let readOnlyTransaction = Self(rawValue: "25006")
  public static let serializationFailure = Self(rawValue: "40001")
  public static let deadlockDetected = Self(rawValue: "40P01")
  public static let lockNotAvailable = Self(rawValue: "55P03")
  public static let queryCanceled = Self(rawValue: "57014")
  public static let adminShutdown = Self(rawValue: "57P01")
  public static let crashShutdown = Self(rawValue: "57P02")
  public static let cannotConnectNow = Self(rawValue: "57P03")
  public static let idleSessionTimeout = Self(rawValue: "57P05")
  public static let tooManyConnections = Self(rawValue: "53300")
  public static let diskFull = Self(rawValue: "53100")
}
