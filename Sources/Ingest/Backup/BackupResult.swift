/// What a backup came to.
public struct BackupResult: Codable, Sendable {
  /// Absolute.
  public var location: String
  public var format: BackupFormat
  public var size: Int
  /// Of the file, hexadecimal.
  public var sha256: String
  public var schemaVersion: Int
  /// Rows of all tables.
  public var rows: Int
  /// Nil where no documents were asked for.
  public var documents: Int?
  /// Documents that rows name and the content store did not hold.
  public var absentDocuments: [String]
  /// Older backups that were removed.
  public var removed: [String] = []
  /// Why `backups` has no record of it.
  public var unrecorded: String?

  enum CodingKeys: String, CodingKey {
    case location, format, size, sha256, rows, documents, removed, unrecorded
    case schemaVersion = "schema_version"
    case absentDocuments = "absent_documents"
  }
}
