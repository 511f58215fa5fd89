import PostgreSQL

/// The documents themselves, where they are kept in the database (`storage: database`).
extension CandidateStore {
  /// Keeps a document's bytes once, under their SHA-256. What is there already is not sent again: most of a folder that is
  /// gone through a second time is.
  public func storeContent(_ bytes: [UInt8], sha256: [UInt8]) async throws {
    try await asWorker { transaction in
      let known = try await transaction.query("SELECT FROM document_contents WHERE sha256 = $1", [.bytes(sha256)])
      guard known.isEmpty else { return }
      _ = try await transaction.query(
        """
        INSERT INTO document_contents (sha256, bytes, size) VALUES ($1, $2, $3)
        ON CONFLICT (sha256) DO NOTHING
        """, [.bytes(sha256), .bytes(bytes), .int(bytes.count)])
    }
  }

  /// A document's bytes; nil where there is none of that SHA-256.
  public func content(sha256: [UInt8]) async throws -> [UInt8]? {
    try await asWorker { transaction in
      try await transaction.query("SELECT bytes FROM document_contents WHERE sha256 = $1", [.bytes(sha256)])
        .first?.bytes("bytes")
    }
  }

  /// Whether there is a document of that SHA-256.
  public func hasContent(sha256: [UInt8]) async throws -> Bool {
    try await asWorker { transaction in
      try await transaction.query(
        "SELECT EXISTS (SELECT FROM document_contents WHERE sha256 = $1)", [.bytes(sha256)]
      ).only().bool(0)
    }
  }

  /// Removes a document's bytes.
  public func removeContent(sha256: [UInt8]) async throws {
    try await asWorker { transaction in
      _ = try await transaction.query("DELETE FROM document_contents WHERE sha256 = $1", [.bytes(sha256)])
    }
  }
}
