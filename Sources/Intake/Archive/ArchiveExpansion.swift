import ResumeModel

/// Files, with each archive among them replaced by the files in it: a zip is a folder that happens to be one file.
///
/// Archives are told by their content. One is open at a time, and a member's bytes are read when it is stored, so an archive
/// of any size costs no more memory than its directory. An archive that can't be taken is one file, refused; one that is
/// not the file any more that its source saw is left to whoever takes it in, as any other file.
public struct ArchiveExpansion<Files: AsyncSequence & Sendable>: AsyncSequence, Sendable
where Files.Element == SourceFile {
  public typealias Element = SourceFile

  private let files: Files
  private let limits: ArchiveLimits

  public init(of files: Files, limits: ArchiveLimits) {
    self.files = files
    self.limits = limits
  }

  public func makeAsyncIterator() -> Iterator {
    Iterator(files: files.makeAsyncIterator(), limits: limits)
  }

  public struct Iterator: AsyncIteratorProtocol {
    fileprivate var files: Files.AsyncIterator
    fileprivate let limits: ArchiveLimits
    private let queue = FileQueue()
    private var archive: Archive?
    /// Which file the archive's source saw.
    private var seen: FileIdentity?
    private var entries: ArraySlice<ZipDirectory.Entry> = []

    fileprivate init(files: Files.AsyncIterator, limits: ArchiveLimits) {
      self.files = files
      self.limits = limits
    }

    public mutating func next() async throws -> SourceFile? {
      try await next(isolation: nil)
    }

    public mutating func next(isolation actor: isolated (any Actor)?) async throws(Files.Failure) -> SourceFile? {
      if let member = nextMember() { return member }
      guard let file = try await files.next(isolation: actor) else { return nil }
      guard file.failure == nil, file.place == .itself else { return file }
      let limits = limits
      switch await queue.run({ Archive.open(file.path, seen: file.identity, limits: limits) }) {
      case .document: return file
      case .refused(let error, let size, let modified):
        return SourceFile(path: file.path, place: .nowhere(error, size: size, modified: modified))
      case .archive(let archive):
        self.archive = archive
        seen = file.identity
        entries = archive.directory.entries[...]
        return nextMember()
      }
    }

    /// Nil once the archive is through.
    private mutating func nextMember() -> SourceFile? {
      guard let archive, !Task.isCancelled else { return nil }
      if archive.hasChanged {
        self.archive = nil
        if let seen { return SourceFile(path: archive.path, identity: seen) }
        return SourceFile(
          path: archive.path, place: .nowhere(Archive.changed, size: archive.size, modified: archive.modified))
      }
      guard let entry = entries.popFirst() else {
        self.archive = nil
        return nil
      }
      return SourceFile(
        path: ArchiveMember.path(of: entry, in: archive), identity: seen,
        place: place(of: entry, in: archive))
    }

    private func place(of entry: ZipDirectory.Entry, in archive: Archive) -> SourceFile.Place {
      func refused(_ code: ErrorCode, _ detail: String) -> SourceFile.Place {
        .nowhere(ExtractionError(code, detail), size: entry.size, modified: entry.modified)
      }
      if entry.isEncrypted {
        return refused(.encrypted, "encrypted in its archive: unpack it with its password and ingest it")
      }
      if entry.isLink { return refused(.unreadable, "a link in an archive, which is not followed") }
      if entry.size > limits.memberBytes {
        return refused(
          .tooLarge, "\(entry.size) bytes, over the limit of \(limits.memberBytes); see intake.maximum_file_size")
      }
      return .member(ArchiveMember(archive: archive, entry: entry))
    }
  }
}

/// A file in an archive, to be inflated when it is needed.
public struct ArchiveMember: Hashable, Sendable {
  /// Between an archive's path and the member's within it, as in URLs of JAR files.
  public static let separator = "!/"

  /// Of a member, in UTF-8 whatever its name was in: no file is opened by it.
  static func path(of entry: ZipDirectory.Entry, in archive: Archive) -> FilePath {
    FilePath(bytes: archive.path.bytes + separator.utf8 + MemberName.shown(entry.name).utf8)
  }

  let archive: Archive
  let entry: ZipDirectory.Entry

  /// Bytes, by the archive's account.
  var size: Int { entry.size }
  /// Seconds since 1970; nil where the archive says none.
  var modified: Int? { entry.modified }

  /// - Throws: why it can't be had; an archive in an archive is not taken apart.
  func read(limits: ArchiveLimits) throws(ExtractionError) -> [UInt8] {
    let bytes = try archive.read(entry)
    if case .archive = ZipContent(of: bytes, limits: limits) {
      throw ExtractionError(.unsupportedType, "an archive inside an archive: unpack it and ingest its files")
    }
    return bytes
  }

  public static func == (a: Self, b: Self) -> Bool { a.archive === b.archive && a.entry == b.entry }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(archive))
    hasher.combine(entry)
  }
}
