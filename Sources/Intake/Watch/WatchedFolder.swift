/// A folder that is watched.
public struct WatchedFolder: Hashable, Sendable {
  /// Absolute.
  public var path: FilePath
  /// With the folders below it.
  public var isRecursive: Bool
  /// False: by rescans only.
  public var usesInotify: Bool

  public init(path: FilePath, isRecursive: Bool = true, usesInotify: Bool = true) {
    self.path = path.absolute
    self.isRecursive = isRecursive
    self.usesInotify = usesInotify
  }
}

/// How long things take in watched folders.
public struct WatchTiming: Hashable, Sendable {
  /// How long a file's size and time must have rested.
  public var settle: Duration
  /// How often to list a folder although inotify tells of it.
  public var rescan: Duration
  /// How often to list one that inotify can't watch.
  public var poll: Duration

  public init(settle: Duration = .seconds(2), rescan: Duration = .seconds(60), poll: Duration = .seconds(5)) {
    self.settle = settle
    self.rescan = rescan
    self.poll = poll
  }
}

/// A file of a watched folder that rests.
public struct SettledFile: Hashable, Sendable {
  /// Which of the watched folders.
  public var folder: Int
  public var path: FilePath
  public var identity: FileIdentity

  public init(folder: Int, path: FilePath, identity: FileIdentity) {
    self.folder = folder
    self.path = path
    self.identity = identity
  }
}

/// What there is to say of a watched folder.
public enum FolderEvent: Hashable, Sendable {
  /// It is watched by inotify.
  case watchedByInotify(FilePath)
  /// It is watched by rescans only, and why.
  case watchedByRescans(FilePath, String)
  /// Something stands in the way; in the system's words.
  case troubleBegan(FilePath, String)
  case troubleEnded(FilePath)
}
