import ArgumentParser
import CommandKit
import FoundationEssentials
import Ingest
import PostgreSQL

extension DatabaseAdministration {
  /// `hotgigs db new`.
  struct NewMigration: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "new", abstract: "Write the two files of a new migration, up and down.",
      discussion: """
        In a checkout of the source they go to Sources/CandidateStore/Schema, from where the next build takes them.

        EXAMPLES
          hotgigs db new add_interviews
          hotgigs db new add_interviews --directory /srv/migrations
        """)

    @Argument(help: "What it does, as add_interviews.") var name: String
    @Option(help: "Where the migrations are.", completion: .directory) var directory: String?
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await CommandFailure.translating {
        guard let folder = directory ?? Self.schemaFolder() else {
          throw CommandFailure(
            .noInput, "there is no checkout of the source here: say with --directory where the migrations are")
        }
        let paths = try Migration.create(named: name, in: folder)
        if global.json { return try Terminal.printLines(paths.map { ["path": $0] }) }
        for path in paths { Terminal.print(path) }
      }
    }

    /// That of the checkout in which we stand.
    private static func schemaFolder() -> String? {
      var folder = FileManager.default.currentDirectoryPath
      while true {
        let schema = (folder == "/" ? "" : folder) + "/Sources/CandidateStore/Schema"
        if FileManager.default.fileExists(atPath: schema) { return schema }
        guard folder != "/", let slash = folder.lastIndex(of: "/") else { return nil }
        folder = slash == folder.startIndex ? "/" : String(folder[..<slash])
      }
    }
  }
}
