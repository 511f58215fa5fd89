import FoundationEssentials

/// One parameter of a statement. Values travel apart from the SQL, so nothing needs quoting.
///
/// The server infers a parameter's type from the statement, as it does for a literal: where that is ambiguous
/// (`SELECT $1`), write a cast. `bytes` alone are declared, as `bytea`.
public enum SQLValue: Sendable, Hashable {
  case null
  /// Text without NUL, also for any type that the server reads from text.
  case text(String)
  case int(Int64)
  case double(Double)
  case bool(Bool)
  /// A serialised JSON document for a `json` or `jsonb` column.
  case json(String)
  case bytes([UInt8])
  case textArray([String?])
  case intArray([Int64?])
  /// A point in time, sent in UTC with microseconds.
  case timestamp(Date)
}

extension SQLValue {
  public static func int(_ value: Int) -> SQLValue { .int(Int64(value)) }

  /// `text` or NULL.
  public static func text(ifPresent value: String?) -> SQLValue { value.map(SQLValue.text) ?? .null }

  /// `int` or NULL.
  public static func int(ifPresent value: Int?) -> SQLValue { value.map { .int(Int64($0)) } ?? .null }

  /// `json` or NULL.
  public static func json(ifPresent value: String?) -> SQLValue { value.map(SQLValue.json) ?? .null }

  /// `timestamp` or NULL.
  public static func timestamp(ifPresent value: Date?) -> SQLValue { value.map(SQLValue.timestamp) ?? .null }
}

extension SQLValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation {
  public init(stringLiteral value: String) { self = .text(value) }
}

extension SQLValue: ExpressibleByIntegerLiteral {
  public init(integerLiteral value: Int64) { self = .int(value) }
}

extension SQLValue: ExpressibleByFloatLiteral {
  public init(floatLiteral value: Double) { self = .double(value) }
}

extension SQLValue: ExpressibleByBooleanLiteral {
  public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension SQLValue: ExpressibleByNilLiteral {
  public init(nilLiteral: ()) { self = .null }
}

/// SQL with its parameters.
public struct Statement: Sendable, Hashable {
  public var sql: String
  public var parameters: [SQLValue]

  public init(_ sql: String, _ parameters: [SQLValue] = []) {
    self.sql = sql
    self.parameters = parameters
  }
}

extension SQLValue {
  /// The value in PostgreSQL's text format; nil is NULL. Bytes are in hexadecimal, as COPY takes them.
  var textFormat: String? {
    switch self {
    case .null: nil
    case .text(let text), .json(let text): text
    case .int(let number): String(number)
    case .double(let number):
      number.isNaN ? "NaN" : number.isInfinite ? (number < 0 ? "-Infinity" : "Infinity") : String(number)
    case .bool(let flag): flag ? "t" : "f"
    case .bytes(let bytes): Hexadecimal.encode(bytes)
    case .textArray(let elements): ArrayLiteral.encode(elements)
    case .intArray(let elements): ArrayLiteral.encode(elements)
    case .timestamp(let date): TimestampText.encode(date)
    }
  }
}
