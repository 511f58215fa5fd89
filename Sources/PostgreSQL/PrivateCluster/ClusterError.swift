/// Why the private cluster can't be used: one line that says what to do.
public struct ClusterError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What went wrong, coarsely. New codes may join.
  public struct Code: RawRepresentable, Hashable, Sendable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
  }

  public let code: Code
  public let description: String

  init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description.replacingLineBreaks()
  }
}

extension ClusterError.Code {
  /// PostgreSQL's server programs aren't installed, or not of the version that wrote the data.
  public static let missingServer = Self(rawValue: "missing_server")
  /// The folder can't be made, reached or trusted.
  public static let folder = Self(rawValue: "folder")
  /// `initdb` failed.
  public static let initialization = Self(rawValue: "initialization")
  /// The server did not start or stop.
  public static let server = Self(rawValue: "server")
}
