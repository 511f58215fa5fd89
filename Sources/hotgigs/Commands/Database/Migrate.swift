import ArgumentParser
import CommandKit
import Ingest

extension DatabaseAdministration {
  /// `hotgigs db migrate`.
  struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Bring the schema up to this program's, or to a version.",
      discussion: """
        The private database is migrated by whichever command needs it; one behind DATABASE_URL only by this command, which
        needs an address that leads to the server itself rather than to a transaction pooler. Any number of them may start
        together: one migrates, the others wait.

        EXAMPLES
          hotgigs db migrate
          hotgigs db migrate --to 14
          hotgigs db migrate --sql > up.sql        what it would run, for an administrator
        """)

    @Option(help: "Stop at this version.") var to: Int?
    @Flag(help: "Print the SQL, and change nothing.") var sql = false
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await CommandFailure.translating {
        let location = try DatabaseLocation.fromEnvironment()
        let migrations = try SchemaMigrations(location: location)
        if sql { return Terminal.write(try await migrations.history().sqlToMigrate(to: to), to: 1) }
        if case .privateCluster(let cluster) = location { try await cluster.start() }
        let applied = try await AdministrationLog(location: location, settings: try global.settings())
          .recording("migrate", of: "schema") {
            try await migrations.migrate(to: to)
          } changes: { applied in
            applied.last.map { ["applied": "\(applied.count)", "version": "\($0.version)"] }
          }
        try MigrationSteps.print(applied, done: "applied", global)
        if applied.isEmpty, !global.json { Terminal.print("nothing to do: the schema is current") }
      }
    }
  }
}
