/// Why a backup was not made or not restored: one line that says what to do. Nothing is half done.
public struct BackupError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: Hashable, Sendable {
    /// The file is no backup, is cut short or was altered.
    case damaged
    /// There is no such file.
    case missing
    /// The file can't be written.
    case cannotCreate
    /// The database is away, or a program for it failed.
    case unavailable
    /// Somebody else makes a backup of this database right now.
    case busy
    case notPermitted
    /// The database to restore into can't take it.
    case target
  }

  public let code: Code
  public let description: String

  init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
