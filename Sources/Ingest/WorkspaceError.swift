/// Why there is nothing to work on, before any file is looked at: one line that says what to do.
public struct WorkspaceError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable {
    /// Database or content store can't be reached.
    case unavailable
    case configuration
    case notPermitted
    /// A name on the command line that no one has.
    case unknownName
  }

  public var kind: Kind
  public var description: String

  public init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}
