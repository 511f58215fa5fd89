import ArgumentParser
import Ingest
import PostgreSQL

/// `hotgigs db`: the database itself.
struct DatabaseAdministration: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "db", abstract: "The database: migrate, status, url, start, stop.",
    subcommands: [Migrate.self, Status.self, URLCommand.self, Start.self, Stop.self])

  struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Bring the schema up to this program's, or to a version.",
      discussion: """
        The private database is migrated by whichever command needs it; one behind DATABASE_URL only by this command.
        """)

    @Option(help: "Stop at this version.") var to: Int?
    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await CommandFailure.translating {
        let location = try DatabaseLocation.fromEnvironment()
        if case .privateCluster(let cluster) = location { try await cluster.start() }
        let applied = try await SchemaMigrations(location: location).migrate(to: to)
        if global.json {
          return try Terminal.printLines(applied.map { ["version": "\($0.version)", "name": $0.name] })
        }
        for migration in applied { Terminal.print("applied \(migration.version) \(migration.name)") }
        if applied.isEmpty { Terminal.print("nothing to do: the schema is current") }
      }
    }
  }

  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Where the database is, and how far its schema.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await CommandFailure.translating {
        let location = try DatabaseLocation.fromEnvironment()
        let report = try await DatabaseStatus.of(location)
        if global.json { return Terminal.print(try JSON.line(report)) }
        Terminal.print("database: \(report.database)")
        Terminal.print("server: \(report.server)")
        if let version = report.schemaVersion {
          Terminal.print("schema: version \(version) of \(report.latestSchemaVersion)")
        }
      }
    }
  }

  struct URLCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "url", abstract: "A connection string for psql: psql \"$(hotgigs db url)\".")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await CommandFailure.translating {
        Terminal.print(try DatabaseLocation.fromEnvironment().url)
      }
    }
  }

  struct Start: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Start the private server; other commands do so by themselves.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await CommandFailure.translating {
        let cluster = try privateCluster()
        let started = try await cluster.start()
        if !global.quiet { Terminal.print(started ? "started" : "was up already") }
      }
    }
  }

  struct Stop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Stop the private server.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await CommandFailure.translating {
        let cluster = try privateCluster()
        let stopped = try await cluster.stop()
        if !global.quiet { Terminal.print(stopped ? "stopped" : "was not running") }
      }
    }
  }

  private static func privateCluster() throws -> PrivateCluster {
    guard case .privateCluster(let cluster) = try DatabaseLocation.fromEnvironment() else {
      throw CommandFailure(.usage, "DATABASE_URL names the database: its server is not ours to start or stop")
    }
    return cluster
  }
}
