import ResumeModel

/// A file as its source names it, not yet looked into.
public struct SourceFile: Hashable, Sendable {
  /// Where its bytes are.
  public enum Place: Hashable, Sendable {
    /// In the file of this path.
    case itself
    /// In an archive; the path is the archive's and the member's own, with `!/` between them.
    case member(ArchiveMember)
    /// Not to be had, for a reason that its archive tells; bytes by the archive's account, seconds since 1970.
    case nowhere(ExtractionError, size: Int, modified: Int?)
  }

  /// Where it is, as an absolute path: the same file is named the same from wherever a command was run.
  public var path: FilePath
  /// Why it can't be read; nil for a file that is worth opening.
  public var failure: OpenFailure?
  /// Which file its source saw there, of a member its archive; nil where whatever stands there is meant.
  public var identity: FileIdentity?
  public var place: Place

  public init(path: FilePath, failure: OpenFailure? = nil, identity: FileIdentity? = nil, place: Place = .itself) {
    self.path = path
    self.failure = failure
    self.identity = identity
    self.place = place
  }

  public var isInArchive: Bool {
    if case .member = place { true } else { false }
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
    /// Nothing was stored: it can't be read, is too large, or its archive doesn't give it up.
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
