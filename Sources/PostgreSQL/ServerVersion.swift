/// A server's version: 15.3.
public struct ServerVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// As in `server_version_num`: 150003.
  public let number: Int

  public init(number: Int) {
    self.number = number
  }

  public var major: Int { number / 10_000 }

  public var description: String { "\(major).\(number % 10_000)" }

  public static func < (one: Self, other: Self) -> Bool { one.number < other.number }

  /// The first with `UNIQUE NULLS NOT DISTINCT`.
  public static let oldestSupported = ServerVersion(number: 150_000)
}
