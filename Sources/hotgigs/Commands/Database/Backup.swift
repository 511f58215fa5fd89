import ArgumentParser
import CommandKit
import Ingest

extension BackupFormat: ExpressibleByArgument {}

extension DatabaseAdministration {
  /// `hotgigs db backup`.
  struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write the database, and with --with-files the stored documents, to a file.",
      discussion: """
        The file is complete under its name, or not there at all. Beside a dump stands its manifest; an archive with
        documents (tar) holds it. `hotgigs db restore --verify FILE` tries a backup out.

        EXAMPLES
          hotgigs db backup                                into `backups` in the data directory
          hotgigs db backup /mnt/backups --with-files      documents too, for a disaster
          hotgigs db backup nightly.sql --format plain     SQL that psql takes
          hotgigs db backup /mnt/backups --keep 14         and only the newest fourteen stay
          hotgigs db backup --list                         what was made, and whether it is still there
        """)

    @Argument(
      help: "A new file, or a folder (default: `backups` in the data directory).", completion: .file())
    var target: String?
    @Option(help: "custom (compressed) or plain (SQL).") var format = BackupFormat.custom
    @Flag(help: "The stored documents, too: one archive.") var withFiles = false
    @Option(help: "Remove all but the newest N backups in the folder (default: backup.keep).") var keep: Int?
    @Flag(help: "List the backups that were made.") var list = false
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      if let keep, keep < 1 { throw ValidationError("--keep takes a number from 1 on") }
    }

    func run() async throws {
      try await CommandFailure.translating {
        let settings = try global.settings()
        let location = try DatabaseLocation.fromEnvironment()
        var backup = DatabaseBackup(location: location)
        if list { return try show(try await backup.records()) }
        backup.format = format
        backup.contentDirectory = withFiles ? settings.content.folder : nil
        backup.keep = keep ?? settings.backup.keep
        let job = backup
        let result = try await AdministrationLog(location: location, settings: settings)
          .recording("back_up", of: "database") {
            try await Interruption.cancelling { try await job.run(to: target) }
          } changes: { result in
            ["location": result.location, "removed": result.removed.joined(separator: ", ")].filter {
              !$0.value.isEmpty
            }
          }
        if global.json { return Terminal.print(try JSON.line(result)) }
        report(result)
      }
    }

    private func report(_ result: BackupResult) {
      for address in result.absentDocuments {
        Terminal.warning(
          "the document \(address) is missing from the content store, or was altered there: the backup lacks it")
      }
      if let reason = result.unrecorded { Terminal.warning("not listed by --list: \(reason)") }
      guard !global.quiet else { return Terminal.print(result.location) }
      let documents = result.documents.map { ", \($0) documents" } ?? ""
      Terminal.print("backed up \(result.rows) rows\(documents) to \(result.location) (\(result.size) bytes)")
      for path in result.removed { Terminal.print("removed \(path)") }
    }

    private func show(_ records: [BackupRecord]) throws {
      if global.json { return try Terminal.printLines(records) }
      var table = Table("id", "started", "status", "size", "documents", "verified", "location")
      for record in records {
        let place = record.isThere == false ? "\(record.location) (gone)" : record.location
        table.add(
          "\(record.id)", record.startedAt, record.status, record.size.map { "\($0)" } ?? "",
          record.documents.map { "\($0)" } ?? "", record.verifiedAt ?? "", record.errorMessage ?? place)
      }
      table.print()
    }
  }
}
