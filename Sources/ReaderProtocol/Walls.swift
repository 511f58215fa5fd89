/// What stands between a process that opens hostile documents and everything else, as it says itself before the first of them.
public struct Walls: Hashable, Sendable, Codable {
  /// One of them.
  public enum Wall: String, Hashable, Sendable, Codable, CaseIterable {
    /// Memory ends.
    case addressSpace = "address_space"
    /// The processor's time for one document ends.
    case processorTime = "processor_time"
    /// A file written to ends before its first byte.
    case fileSize = "file_size"
    /// So many descriptors and no more.
    case openFiles = "open_files"
    /// A crash leaves no image of the memory, which would hold the document, on a disk.
    case coreDumps = "core_dumps"
    /// No program of another user's rights gives it those.
    case privileges
    /// Landlock: what may be opened is a short list.
    case files
    /// seccomp: no network, no writing, no other process.
    case systemCalls = "system_calls"

    /// For a person.
    public var name: String {
      switch self {
      case .addressSpace: "the limit of memory"
      case .processorTime: "the limit of processor time"
      case .fileSize: "the limit of file sizes"
      case .openFiles: "the limit of open files"
      case .coreDumps: "the limit of core dumps"
      case .privileges: "no_new_privs"
      case .files: "Landlock"
      case .systemCalls: "seccomp"
      }
    }
  }

  /// A wall that does not stand.
  public struct Missing: Hashable, Sendable, Codable {
    public var wall: Wall
    /// What the kernel said.
    public var reason: String

    public init(_ wall: Wall, reason: String) {
      self.wall = wall
      self.reason = reason
    }
  }

  public var standing: [Wall]
  public var missing: [Missing]
  /// The version of Landlock, from 1; 0 where it does not stand.
  public var landlock: Int

  public init(standing: [Wall] = [], missing: [Missing] = [], landlock: Int = 0) {
    self.standing = standing
    self.missing = missing
    self.landlock = landlock
  }

  /// What is missing and why, for a person: "Landlock (Function not implemented)".
  public var whatIsMissing: String {
    missing.map { "\($0.wall.name) (\($0.reason))" }.joined(separator: ", ")
  }
}

/// How much the walls around readers matter to an installation: `readers.sandbox` of `pipeline.yaml`.
public enum SandboxRequirement: String, Hashable, Sendable, Codable, CaseIterable {
  /// Those that the kernel has.
  case available
  /// All of them, or no document is opened.
  case required
  /// Limits of memory, time and descriptors only: for a system whose libraries lie where nobody expected them.
  case off

  /// The argument by which a reader is told to leave walls out.
  public static let offArgument = "--sandbox-off"
}
