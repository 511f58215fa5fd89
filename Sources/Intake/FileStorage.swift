import Glibc
import ResumeModel

/// Takes a file's bytes into the content store, the first thing that happens to it.
public struct FileStorage: Sendable {
  private let store: any ContentStore
  private let limits: ArchiveLimits
  private let files = FileQueue()

  /// - Parameter limits: a file longer than `memberBytes` is refused, unread.
  public init(into store: any ContentStore, limits: ArchiveLimits) {
    self.store = store
    self.limits = limits
  }

  /// Stores a file.
  ///
  /// - Returns: the stored file; one that can't be had or is too large is refused, which is no error.
  /// - Throws: ``ContentStoreError``: the store is at fault, and no file is to blame. ``SourceChange``, only where the source
  ///   says which file it saw.
  public func take(_ source: SourceFile) async throws -> StoredFile {
    if let failure = source.failure { return Self.refused(source, failure) }
    switch source.place {
    case .itself: return try await takeFile(source)
    case .member(let member): return try await take(member, of: source)
    case .nowhere(let error, let size, let modified):
      return StoredFile(source: source, content: .refused(error), size: size, modified: modified)
    }
  }

  private func take(_ member: ArchiveMember, of source: SourceFile) async throws -> StoredFile {
    let limits = limits
    let bytes: [UInt8]
    do {
      bytes = try await files.run { () throws(ExtractionError) in try member.read(limits: limits) }
    } catch {
      if source.identity != nil, error == Archive.changed { throw SourceChange.changed }
      return StoredFile(
        source: source, content: .refused(error), size: member.size, modified: member.modified)
    }
    return try await stored(source, bytes, modified: member.modified)
  }

  private func stored(_ source: SourceFile, _ bytes: [UInt8], modified: Int?) async throws -> StoredFile {
    let digest = ContentDigest(of: bytes)
    let address = try await store.store(bytes, digest: digest)
    return StoredFile(
      source: source, content: .stored(digest, address: address), size: bytes.count, modified: modified)
  }

  private func takeFile(_ source: SourceFile) async throws -> StoredFile {
    let maximumBytes = limits.memberBytes
    let reading = await files.run {
      Reading(source.path, followsLinks: source.identity == nil, maximumBytes: maximumBytes)
    }
    if let seen = source.identity, let change = reading.change(since: seen) { throw change }
    switch reading.result {
    case .failure(let failure):
      return Self.refused(source, failure)
    case .success(let bytes?):
      return try await stored(source, bytes, modified: reading.modified)
    case .success(nil):
      let error = ExtractionError(
        .tooLarge, "\(reading.size) bytes, over the limit of \(maximumBytes); see intake.maximum_file_size")
      return StoredFile(source: source, content: .refused(error), size: reading.size, modified: reading.modified)
    }
  }

  private static func refused(_ source: SourceFile, _ failure: OpenFailure) -> StoredFile {
    return StoredFile(
      source: source, content: .refused(ExtractionError(.unreadable, failure.description)), size: 0, modified: nil)
  }

  /// A file's bytes, or nil for one over the limit; also for one that grows over it while it is read.
  private struct Reading: Sendable {
    var result: Result<[UInt8]?, OpenFailure>
    var size = 0
    var modified: Int?
    /// When it was opened, and when it was read; nil for a file that could not be opened.
    private var identities: (before: FileIdentity, after: FileIdentity?)?
    private var isLinkInItsPlace = false

    init(_ path: FilePath, followsLinks: Bool, maximumBytes: Int) {
      do {
        let file = try OpenFile(path, followsLinks: followsLinks)
        size = file.size
        modified = file.modified
        identities = (file.identity, nil)
        if size > maximumBytes {
          result = .success(nil)
          identities?.after = file.identity
        } else {
          let bytes = try Self.bytes(of: file, maximumBytes: maximumBytes)
          size = bytes.count
          result = .success(size > maximumBytes ? nil : bytes)
          identities?.after = file.identityNow
        }
      } catch {
        result = .failure(error)
        isLinkInItsPlace = !followsLinks && FileKind(at: path) == .link
      }
    }

    /// Whether it is another file than the one that was seen.
    func change(since seen: FileIdentity) -> SourceChange? {
      if let (before, after) = identities {
        return before == seen && (after ?? seen) == seen ? nil : .changed
      }
      if isLinkInItsPlace { return .changed }
      return result == .failure(.missing) ? .gone : nil
    }

    /// One byte more than the limit at most.
    private static func bytes(of file: borrowing OpenFile, maximumBytes: Int) throws(OpenFailure) -> [UInt8] {
      var bytes = [UInt8](repeating: 0, count: min(file.size, maximumBytes) + 1)
      var filled = 0
      while true {
        if filled == bytes.count {
          guard filled <= maximumBytes else { return bytes }
          bytes.append(contentsOf: repeatElement(0, count: min(filled, maximumBytes + 1 - filled)))
        }
        let count = bytes.withUnsafeMutableBytes { buffer in
          read(file.descriptor, buffer.baseAddress! + filled, buffer.count - filled)  // never empty: see above
        }
        if count < 0 && errno == EINTR { continue }
        guard count >= 0 else { throw OpenFailure(errno) }
        if count == 0 { return Array(bytes[..<filled]) }
        filled += count
      }
    }
  }
}
