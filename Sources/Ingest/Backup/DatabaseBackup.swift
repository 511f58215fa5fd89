import FoundationEssentials
import Glibc
import PostgreSQL

/// Makes backups of the database, with or without the stored documents.
///
/// One file each: a dump with its manifest beside it, or a tar archive of dump, documents, their checksums and the
/// manifest. (tar, as everybody can open one; `pg_dump`'s directory format would be many files, which get parted.)
public struct DatabaseBackup: Sendable {
  public var location: DatabaseLocation
  public var format = BackupFormat.custom
  /// The content store's folder; nil for a backup without documents.
  public var contentDirectory: String?
  /// How many backups of our own naming stay in the folder; nil keeps all.
  public var keep: Int?

  public init(location: DatabaseLocation) {
    self.location = location
  }

  /// Makes one.
  ///
  /// - Parameter target: a file, a folder that is there, or nil for `backups` in the data directory.
  /// - Throws: ``BackupError``, `PostgreSQLError`, `ClusterError`, `CancellationError`. No file stands under the final name,
  ///   and `backups` says why.
  public func run(to target: String? = nil) async throws -> BackupResult {
    try await start()
    return try await Connection.withConnection(to: try location.configuration()) { connection in
      // The snapshot's connection is busy with it.
      try await Connection.withConnection(to: try location.configuration()) { recording in
        try await BackupSnapshot.held(over: connection) { snapshot in
          try await write(snapshot, to: target, BackupRecords(connection: recording))
        }
      }
    }
  }

  /// What `backups` says, newest first.
  public func records() async throws -> [BackupRecord] {
    try await start()
    var all = try await Connection.withConnection(to: try location.configuration()) { connection in
      let records = BackupRecords(connection: connection)
      guard try await records.isKept() else {
        throw BackupError(.target, "the database's schema keeps no list of backups yet: run hotgigs db migrate")
      }
      return try await records.list()
    }
    for index in all.indices where all[index].status == "finished" {
      all[index].isThere = FileManager.default.fileExists(atPath: all[index].location)
    }
    return all
  }

  private func start() async throws {
    if case .privateCluster(let cluster) = location {
      guard cluster.status().isInitialized else {
        throw BackupError(
          .missing, "there is no database yet in \(cluster.directory): any command that needs one makes it")
      }
      try await cluster.start()
    }
  }

  /// The record is made after the snapshot: a backup holds nothing of itself.
  private func write(_ snapshot: BackupSnapshot, to target: String?, _ records: BackupRecords) async throws
    -> BackupResult
  {
    let now = time(nil)
    let path = try Self.path(target, ending: contentDirectory == nil ? format.ending : "tar", at: now)
    let isRecorded = try await records.isKept()
    let record = isRecorded ? try await records.begin(path, format: format) : 0
    do {
      let programs = try ClientPrograms.forServer(majorVersion: snapshot.serverVersion)
      let writing = BackupWriting(
        dump: programs.program("pg_dump"), login: try location.configuration(), snapshot: snapshot, format: format,
        path: path, contentDirectory: contentDirectory, time: now)
      var result = try await ClientProgram.onThread { stop in try writing.write(stop) }
      if isRecorded {
        try await records.finish(record, result)
      } else {
        result.unrecorded = "the database's schema is older than the list of backups"
      }
      if let keep {
        let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
        result.removed = BackupName.removeOlder(in: folder, keeping: keep)
      }
      return result
    } catch {
      let reason = error is CancellationError ? "it was interrupted" : "\(error)"
      // On a task of its own: this one may be cancelled, and what failed is worth more than that it can't be told.
      if isRecorded { await Task { try? await records.fail(record, reason) }.value }
      throw error
    }
  }

  private static func path(_ target: String?, ending: String, at time: time_t) throws(BackupError) -> String {
    let files = FileManager.default
    let name = BackupName.make(at: time, ending: ending)
    let here = files.currentDirectoryPath
    guard let target else {
      let folder = absolute(DataDirectory.path + "/backups", from: here)
      do {
        try files.createDirectory(
          atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      } catch {
        throw BackupError(.cannotCreate, "\(folder) can't be made: name another folder for the backup")
      }
      return "\(folder)/\(name)"
    }
    var isFolder = false
    let path = absolute(target, from: here)
    if files.fileExists(atPath: path, isDirectory: &isFolder), isFolder { return "\(path)/\(name)" }
    guard !target.hasSuffix("/") else {
      throw BackupError(.cannotCreate, "there is no folder \(target): make it first")
    }
    guard !files.fileExists(atPath: path) else {
      throw BackupError(.cannotCreate, "\(path) is there already: name another file")
    }
    return path
  }

  private static func absolute(_ path: String, from here: String) -> String {
    let whole = path.hasPrefix("/") ? path : "\(here)/\(path)"
    return whole.count > 1 && whole.hasSuffix("/") ? String(whole.dropLast()) : whole
  }
}
