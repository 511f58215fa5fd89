/// Keeps each document's bytes once, under the digest of its content.
public protocol ContentStore: Sendable {
  /// Stores a document; what is there already is left as it is.
  ///
  /// When this returns, the bytes survive a crash of the machine: only then may a row name them.
  ///
  /// - Returns: the document's address, for `resumes.file_path`.
  /// - Throws: ``ContentStoreError``: the store's fault, never the document's.
  func store(_ bytes: [UInt8], digest: ContentDigest) async throws -> String

  /// Opens a stored document for reading.
  func open(_ address: String) async throws -> OpenFile
}

/// The store is away, full or damaged.
public struct ContentStoreError: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String

  public init(_ description: String) {
    self.description = description
  }
}
