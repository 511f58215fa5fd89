import PostgreSQL

/// Follows one file from where it was found to its commit, through log lines of any host: 32 hexadecimal digits.
///
/// Source: "Trace Context" of the W3C, §3.2.2.3, so that other programs' traces can go on with it.
public struct TraceID: Hashable, Sendable, Codable, CustomStringConvertible {
  public let description: String

  /// A new one, by chance.
  public init() {
    let halves = (UInt64.random(in: 1 ... .max), UInt64.random(in: .min ... .max))
    description = Self.digits(halves.0) + Self.digits(halves.1)
  }

  /// From 32 hexadecimal digits, also with hyphens between them as PostgreSQL writes a UUID; nil for what is none.
  public init?(_ text: String) {
    let digits = text.lowercased().filter { $0 != "-" }
    guard digits.utf8.count == 32, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) else { return nil }
    description = digits
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let id = TraceID(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not 32 hexadecimal digits")
    }
    self = id
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  private static func digits(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

extension Row {
  /// Of the column `trace_id`.
  func traceID() throws -> TraceID? { try string(ifPresent: "trace_id").flatMap { TraceID($0) } }
}
