import Glibc
import Intake
import PostgreSQL

/// What a backup holds, once all of it was found to be there and unaltered.
struct BackupContent: Sendable {
  struct Document: Sendable {
    /// In the content store.
    var address: String
    var region: Range<Int>
  }

  let file: BackupFile
  var format: BackupFormat
  /// Where in the file the dump is.
  var dump: Range<Int>
  var documents: [Document] = []
  /// Nil for a dump by other hands, such as pg_dump's own.
  var manifest: BackupManifest?
  var schemaVersion: Int

  /// Reads and checks a whole backup. Blocks.
  ///
  /// - Throws: ``BackupError`` of code `missing` or `damaged`.
  init(checking path: String, with programs: ClientPrograms, _ stop: ClientProgram.Stop) throws {
    let file = try BackupFile(path)
    let head = try file.read(0..<TarHeader.blockSize)
    if head.starts(with: Array("PGDMP".utf8)) {
      try self.init(bare: file, .custom, programs, stop)
    } else if head.dropFirst(257).starts(with: Array("ustar".utf8)) {
      self = try ArchiveReading(file: file).content(stop)
    } else if String(decoding: head, as: UTF8.self).contains("PostgreSQL database dump") {
      try self.init(bare: file, .plain, programs, stop)
    } else {
      throw BackupError(.damaged, "\(path) is no backup: name a file that hotgigs db backup or pg_dump made")
    }
  }

  init(
    file: BackupFile, format: BackupFormat, dump: Range<Int>, documents: [Document], manifest: BackupManifest
  ) {
    self.file = file
    self.format = format
    self.dump = dump
    self.documents = documents
    self.manifest = manifest
    schemaVersion = manifest.schemaVersion
  }

  private init(
    bare file: BackupFile, _ format: BackupFormat, _ programs: ClientPrograms, _ stop: ClientProgram.Stop
  ) throws {
    self.file = file
    self.format = format
    dump = 0..<file.size
    let beside = BackupName.manifest(of: file.path)
    if access(beside, F_OK) == 0 {
      let text = try BackupFile(beside)
      let manifest = try BackupManifest(try text.read(0..<text.size), of: beside)
      guard file.size == manifest.databaseSize, try file.digest() == manifest.databaseSHA256 else {
        throw .damaged(file.path, "is not what \(beside) says: it was cut short or altered")
      }
      self.manifest = manifest
      schemaVersion = manifest.schemaVersion
    } else {
      let foreign = ForeignDump(file: file, format: format, programs: programs)
      try foreign.check(stop)
      schemaVersion = try foreign.schemaVersion(stop)
    }
  }
}

extension Error where Self == BackupError {
  static func damaged(_ path: String, _ what: String) -> BackupError {
    BackupError(.damaged, "\(path) \(what); nothing was changed: take another backup (hotgigs db backup --list)")
  }
}
