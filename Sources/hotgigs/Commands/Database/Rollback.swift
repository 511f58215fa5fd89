import ArgumentParser
import CommandKit
import Ingest

extension DatabaseAdministration {
  /// `hotgigs db rollback`.
  struct Rollback: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Undo the last migration, or those above a version.",
      discussion: """
        What the columns and tables that go hold is lost: make a backup first. The private database is brought up again by
        the next command that uses it.

        EXAMPLES
          hotgigs db rollback --yes                the last one
          hotgigs db rollback --steps 2 --yes
          hotgigs db rollback --to 14 --yes
          hotgigs db rollback --to 14 --sql        what it would run
        """)

    @Option(help: "Undo all above this version; 0 undoes everything.") var to: Int?
    @Option(help: "Undo so many (default: 1).") var steps: Int?
    @Flag(help: "Print the SQL, and change nothing.") var sql = false
    @Flag(help: "Yes, drop what they made.") var yes = false
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      if to != nil, steps != nil { throw ValidationError("--to and --steps are two ways to say it: give one") }
      if sql, yes { throw ValidationError("--sql changes nothing: --yes has no use") }
    }

    func run() async throws {
      try await CommandFailure.translating {
        let location = try DatabaseLocation.fromEnvironment()
        let migrations = try SchemaMigrations(location: location)
        let history = try await migrations.history()
        // Asked first in any case: it refuses what can't be undone.
        let script = try to.map { try history.sqlToRollBack(to: $0) } ?? history.sqlToRollBack(steps: steps ?? 1)
        if sql { return Terminal.write(script, to: 1) }
        guard yes || script.isEmpty else {
          throw CommandFailure(
            .usage,
            "rolling back drops what the migrations made, with all it holds: see it with --sql, do it with --yes")
        }
        let undone = try await AdministrationLog(location: location, settings: try global.settings())
          .recording("roll_back", of: "schema") {
            if let to {
              try await migrations.rollback(to: to)
            } else {
              try await migrations.rollback(steps: steps ?? 1)
            }
          } changes: { undone in
            undone.last.map { ["undone": "\(undone.count)", "down_to": "\($0.version)"] }
          }
        try MigrationSteps.print(undone, done: "undone", global)
        if undone.isEmpty, !global.json { Terminal.print("nothing to undo") }
      }
    }
  }
}
