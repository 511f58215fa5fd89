import ResumeModel

/// A file as its source names it, not yet looked into.
public struct SourceFile: Hashable, Sendable {
  /// Where it is, as an absolute path: the same file is named the same from wherever a command was run.
  public var path: FilePath
  /// Why it can't be read; nil for a file that is worth opening.
  public var failure: OpenFailure?
  /// Which file its source saw there; nil where whatever stands there is meant.
  public var identity: FileIdentity?

  public init(path: FilePath, failure: OpenFailure? = nil, identity: FileIdentity? = nil) {
    self.path = path
    self.failure = failure
    self.identity = identity
  }

  /// The last part of its path, for people and the database.
  public var name: String { path.lastComponent.description }
}

/// It is not the file any more that its source saw: nothing was stored.
public enum SourceChange: Error, Hashable, Sendable {
  case gone
  /// Another file stands there, or it was written to while it was read.
  case changed
}

/// A file whose bytes are safe, or why there are none.
public struct StoredFile: Hashable, Sendable {
  public enum Content: Hashable, Sendable {
    case stored(ContentDigest, address: String)
    /// `unreadable` or `too_large`: nothing was stored.
    case refused(ExtractionError)
  }

  public var source: SourceFile
  public var content: Content
  /// Bytes; 0 for a file that could not be opened.
  public var size: Int
  /// Seconds since 1970; nil for a file that could not be opened.
  public var modified: Int?

  public init(source: SourceFile, content: Content, size: Int, modified: Int?) {
    self.source = source
    self.content = content
    self.size = size
    self.modified = modified
  }
}
