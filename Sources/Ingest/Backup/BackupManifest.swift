import FoundationEssentials

/// What a backup holds, written beside or into it, so that a restore can tell that all of it is there.
public struct BackupManifest: Codable, Hashable, Sendable {
  /// Of this layout.
  var formatVersion = Self.currentFormat
  var schemaVersion: Int
  var format: BackupFormat
  /// Of PostgreSQL, its major version.
  var serverVersion: Int
  /// Of the dump: hexadecimal SHA-256, and bytes.
  var databaseSHA256: String
  var databaseSize: Int
  /// Rows by table, as of the dump's snapshot.
  var tables: [String: Int]
  /// Nil where no documents were asked for.
  var documents: Documents?

  struct Documents: Codable, Hashable, Sendable {
    var count: Int
    var size: Int
    /// Of the member `SHA256SUMS`.
    var sumsSHA256: String
    /// Addresses that rows name and the content store did not hold.
    var absent: [String]

    enum CodingKeys: String, CodingKey {
      case count, size, absent
      case sumsSHA256 = "sums_sha256"
    }
  }

  enum CodingKeys: String, CodingKey {
    case format, tables, documents
    case formatVersion = "format_version"
    case schemaVersion = "schema_version"
    case serverVersion = "server_version"
    case databaseSHA256 = "database_sha256"
    case databaseSize = "database_size"
  }

  static let currentFormat = 1

  func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    return Array(try encoder.encode(self)) + [UInt8(ascii: "\n")]
  }

  /// - Throws: ``BackupError`` of code `damaged`, or for a layout of a newer program.
  init(_ bytes: [UInt8], of file: String) throws(BackupError) {
    struct Version: Decodable {
      var formatVersion: Int

      enum CodingKeys: String, CodingKey { case formatVersion = "format_version" }
    }
    let decoder = JSONDecoder()
    let data = Data(bytes)
    if let version = try? decoder.decode(Version.self, from: data).formatVersion, version > Self.currentFormat {
      throw BackupError(.target, "\(file) was made by a newer version of this program: restore it with that one")
    }
    guard let manifest = try? decoder.decode(BackupManifest.self, from: data) else {
      throw BackupError(
        .damaged, "\(file): its manifest can't be read, so it was altered or cut short: take another backup")
    }
    self = manifest
  }

  init(
    schemaVersion: Int, format: BackupFormat, serverVersion: Int, databaseSHA256: String, databaseSize: Int,
    tables: [String: Int], documents: Documents?
  ) {
    self.schemaVersion = schemaVersion
    self.format = format
    self.serverVersion = serverVersion
    self.databaseSHA256 = databaseSHA256
    self.databaseSize = databaseSize
    self.tables = tables
    self.documents = documents
  }
}

/// How `pg_dump` writes the database.
public enum BackupFormat: String, Codable, Hashable, Sendable, CaseIterable {
  /// Compressed, for `pg_restore`.
  case custom
  /// SQL that `psql` takes.
  case plain

  var ending: String { self == .custom ? "dump" : "sql" }
}
