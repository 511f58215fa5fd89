import ArgumentParser
import CommandKit
import Ingest

extension DatabaseAdministration {
  /// `hotgigs db restore`.
  struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Put a backup into an empty database, with its documents; or try out that it can be.",
      discussion: """
        The whole backup is checked first. Then all of it is restored, or nothing. What is in the content store already
        stays. A backup of an older schema is migrated afterwards.

        EXAMPLES
          hotgigs db restore FILE --verify          into a database of its own that is removed again
          hotgigs db restore FILE                   into the empty database
          hotgigs db restore FILE --yes             also over one with nothing but its first accounts
          hotgigs db restore FILE --into hotgigs2   into a new database on the same server
        """)

    @Argument(help: "What hotgigs db backup or pg_dump made.", completion: .file()) var file: String
    @Flag(help: "Only try it: restore into a scratch database, compare, remove it.") var verify = false
    @Flag(help: "Replace a database that holds the schema and its first accounts only.") var yes = false
    @Option(help: "Make this database and restore into it.") var into: String?
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      if verify, into != nil || yes { throw ValidationError("--verify restores into no database of yours") }
      if into == "" { throw ValidationError("--into takes a name") }
    }

    func run() async throws {
      try await CommandFailure.translating {
        let settings = try global.settings()
        let location = try DatabaseLocation.fromEnvironment()
        let restore = DatabaseRestore(location: location, contentDirectory: settings.content.folder)
        let result = try await AdministrationLog(location: location, database: into, settings: settings)
          .recording(verify ? "verify_backup" : "restore", of: "database") {
            try await Interruption.cancelling { [file, verify, into, yes] in
              verify ? try await restore.verify(file) : try await restore.run(file, into: into, replacesFresh: yes)
            }
          } changes: { _ in
            ["file": file]
          }
        if global.json { return Terminal.print(try JSON.line(result)) }
        report(result)
      }
    }

    private func report(_ result: DatabaseRestore.Result) {
      if !result.isCounted {
        Terminal.warning("the file has no manifest: nobody can say how many rows it should hold")
      }
      if verify, result.isRecorded == false {
        Terminal.warning("this database has no record of that backup: the trial is not noted")
      }
      guard !global.quiet else { return }
      let documents = result.documents > 0 ? " and \(result.documents) documents" : ""
      if verify {
        Terminal.print("the backup is good: \(result.rows) rows\(documents) came back; the scratch database is gone")
      } else {
        let kept = result.documentsKept > 0 ? " (\(result.documentsKept) were there)" : ""
        Terminal.print("restored \(result.rows) rows\(documents)\(kept) into \(result.database)")
      }
      if let version = result.migratedTo {
        Terminal.print("its schema was at version \(result.schemaVersion): migrated to \(version)")
      }
    }
  }
}
