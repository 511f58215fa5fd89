import ArgumentParser
import CommandKit
import Ingest
import PostgreSQL

/// `hotgigs db`: the database itself.
struct DatabaseAdministration: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "db", abstract: "The database: its schema, where it is, backups and how it fares.",
    subcommands: [
      Migrate.self, Rollback.self, NewMigration.self, History.self, Status.self, URLCommand.self, Start.self, Stop.self,
      Backup.self, Restore.self, Cleanup.self, Health.self,
    ])

  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Which database it is, by which way it is reached, how far its schema, and what is missing.",
      discussion: """
        Changes and starts nothing. No value of a setting is printed that could be a secret. Exits 0 where the server answers
        and nothing is missing, 69, 77 or 78 where it does not answer, and 78 where something is missing.

        EXAMPLES
          hotgigs db status
          DATABASE_URL_FILE=/run/secrets/db hotgigs db status --json
        """)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await CommandFailure.translating {
        let location = try DatabaseLocation.fromEnvironment()
        let status = try await DatabaseStatus.of(location)
        if global.json {
          Terminal.print(try JSON.line(status))
        } else {
          for line in DatabaseStatusText.lines(status) { Terminal.print(line) }
        }
        if let failure = status.failure { throw CommandFailure(database: failure) }
        if let first = status.missing.first { throw CommandFailure(.configuration, "the database lacks \(first)") }
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
