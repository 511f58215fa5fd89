import Glibc
import Intake
import PostgreSQL

/// Writes the bytes of a backup. Blocks.
struct BackupWriting: Sendable {
  let dump: ClientProgram
  let login: ConnectionConfiguration
  let snapshot: BackupSnapshot
  let format: BackupFormat
  let path: String
  /// The content store's folder; nil for a dump without documents.
  let contentDirectory: String?
  /// Seconds since 1970.
  let time: Int

  /// The dump, then the documents: they are stored before the rows that name them, so whatever the snapshot names is there,
  /// unless it has been removed since.
  func write(_ stop: ClientProgram.Stop) throws -> BackupResult {
    let file = try UnfinishedFile(for: path)
    var manifest: BackupManifest
    if let contentDirectory {
      manifest = try writeDump(to: file, isMember: true, stop)
      manifest.documents = try writeDocuments(from: contentDirectory, to: file, stop)
      try append(BackupArchive.manifest, try manifest.encoded(), to: file)
      try file.append(TarHeader.end[...])
    } else {
      manifest = try writeDump(to: file, isMember: false, stop)
    }
    let (sha256, size) = try file.digest()
    try stop.check()
    if contentDirectory == nil {
      let beside = try UnfinishedFile(for: BackupName.manifest(of: path))
      try beside.append(try manifest.encoded()[...])
      try beside.finish()
    }
    do {
      try file.finish()
    } catch {
      if contentDirectory == nil { unlink(BackupName.manifest(of: path)) }
      throw error
    }
    return BackupResult(
      location: path, format: format, size: size, sha256: sha256.description, schemaVersion: snapshot.schemaVersion,
      rows: snapshot.tables.values.reduce(0, +), documents: manifest.documents?.count,
      absentDocuments: manifest.documents?.absent ?? [])
  }

  private func writeDump(
    to file: borrowing UnfinishedFile, isMember: Bool, _ stop: ClientProgram.Stop
  ) throws -> BackupManifest {
    let name = BackupArchive.dump(format)
    // The size is known at its end.
    if isMember { try file.append(TarHeader(name: name, size: 0).encoded(modified: time)[...]) }
    let digest = StreamingDigest()
    var size = 0
    var arguments = ["--format=\(format.rawValue)", "--snapshot=\(snapshot.name)", "--lock-wait-timeout=60s"]
    // A custom dump holds owners, and pg_restore leaves them out; SQL is taken as it is.
    if format == .plain { arguments.append("--no-owner") }
    let descriptor = file.descriptor
    let outcome = try dump.run(arguments, login: login, stop: stop) { piece in
      digest.update(piece)
      size += piece.count
      try UnfinishedFile.append(piece, to: descriptor, path: path)
    }
    guard outcome.succeeded else { throw BackupError(dump: outcome.complaint) }
    if isMember {
      try file.append([UInt8](repeating: 0, count: TarHeader.padding(after: size))[...])
      try file.overwrite(TarHeader(name: name, size: size).encoded(modified: time), at: 0)
    }
    return BackupManifest(
      schemaVersion: snapshot.schemaVersion, format: format, serverVersion: snapshot.serverVersion,
      databaseSHA256: digest.value.description, databaseSize: size, tables: snapshot.tables, documents: nil)
  }

  private func writeDocuments(
    from directory: String, to file: borrowing UnfinishedFile, _ stop: ClientProgram.Stop
  ) throws -> BackupManifest.Documents {
    var sums: [UInt8] = []
    var documents = BackupManifest.Documents(count: 0, size: 0, sumsSHA256: "", absent: [])
    for address in snapshot.addresses {
      try stop.check()
      // One that is gone, or that the disk altered, is no reason to have no backup of the others.
      guard let bytes = try Self.read("\(directory)/\(address)"),
        case let sha256 = ContentDigest(of: bytes).description, address.hasSuffix(sha256)
      else {
        documents.absent.append(address)
        continue
      }
      try append(BackupArchive.documents + address, bytes, to: file)
      sums += Array("\(sha256)  \(BackupArchive.documents)\(address)\n".utf8)
      documents.count += 1
      documents.size += bytes.count
    }
    documents.sumsSHA256 = ContentDigest(of: sums).description
    try append(BackupArchive.sums, sums, to: file)
    return documents
  }

  private func append(_ name: String, _ bytes: [UInt8], to file: borrowing UnfinishedFile) throws {
    try file.append(TarHeader(name: name, size: bytes.count).encoded(modified: time)[...])
    try file.append(bytes[...])
    try file.append([UInt8](repeating: 0, count: TarHeader.padding(after: bytes.count))[...])
  }

  /// A whole file; nil where there is none.
  private static func read(_ path: String) throws -> [UInt8]? {
    do throws(BackupError) {
      let file = try BackupFile(path)
      return try file.read(0..<file.size)
    } catch {
      if error.code == .missing { return nil }
      throw BackupError(
        .unavailable, "the stored document \(path) can't be read: mend the content store, then try again")
    }
  }
}

/// The members of an archive with documents, in this order.
enum BackupArchive {
  static func dump(_ format: BackupFormat) -> String { "database.\(format.ending)" }
  static let documents = "documents/"
  /// What `sha256sum -c` takes.
  static let sums = "SHA256SUMS"
  /// Last, so that a backup cut short has none.
  static let manifest = "manifest.json"
}

extension BackupError {
  /// Of `pg_dump`'s complaint.
  init(dump complaint: String) {
    if complaint.contains("permission denied") || complaint.contains("row-level security") {
      self.init(.notPermitted, "\(complaint): put the name of the tables' owner into DATABASE_URL")
    } else {
      self.init(.unavailable, "the dump failed: \(complaint); nothing was kept of it, try again")
    }
  }
}
