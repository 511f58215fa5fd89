/// The version of reading and understanding together, stored in `resumes.parser_version`.
///
/// A greater one reads differently, so that what an older one failed on is worth another try.
public struct ParserVersion: Hashable, Sendable, Comparable, CustomStringConvertible {
  public let number: Int

  public init(_ number: Int) {
    self.number = number
  }

  /// From its stored form; nil for anything else.
  public init?(_ text: String) {
    guard let number = Int(text), number > 0 else { return nil }
    self.number = number
  }

  public static let current = ParserVersion(1)

  public var description: String { String(number) }

  public static func < (a: Self, b: Self) -> Bool { a.number < b.number }
}
