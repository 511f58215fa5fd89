import ResumeModel

/// Keeps each document's bytes once, under the digest of its content.
public protocol ContentStore: Sendable {
  /// Stores a document; what is there already is left as it is.
  ///
  /// When this returns, the bytes survive a crash of the machine: only then may a row name them.
  ///
  /// - Returns: the document's address, for `resumes.file_path`.
  /// - Throws: ``ContentStoreError``: the store's fault, never the document's.
  func store(_ bytes: [UInt8], digest: ContentDigest) async throws -> String

  /// A place for a document whose bytes come piece by piece.
  ///
  /// - Throws: ``ContentStoreError``.
  func spool() async throws -> Spool

  /// Stores a document that came piece by piece; otherwise as ``store(_:digest:)``.
  func store(_ spool: Spool) async throws -> String

  /// Opens a stored document for reading.
  ///
  /// - Throws: ``ContentStoreError``: the store is away or out of order; `ExtractionError` (`unreadable`) where the store is
  ///   well and this one document is gone from it.
  func open(_ address: String) async throws -> OpenFile

  /// Whether a document could be stored now.
  ///
  /// - Throws: what ``store(_:digest:)`` would.
  func checkWritable() async throws

  /// Whether a document is there.
  func contains(_ address: String) async throws -> Bool

  /// Removes a document; one that is not there is no error.
  func remove(_ address: String) async throws
}

extension ExtractionError {
  /// Of a document whose bytes somebody removed from the store behind our back: its own failure, not the store's.
  public static func goneFromStore(_ address: String) -> ExtractionError {
    ExtractionError(.unreadable, "its stored bytes (\(address)) are gone from the content store; ingest the file again")
  }
}

/// The store is away, full or damaged.
public struct ContentStoreError: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String

  public init(_ description: String) {
    self.description = description
  }
}
