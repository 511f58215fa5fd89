import ArgumentParser
import CandidateStore
import Ingest

/// `hotgigs runs`: what was taken in when, and what became of it.
struct RunsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "Past runs: who took what in, for whom, and what became of it.",
    subcommands: [List.self, Show.self])

  struct List: DatabaseCommand {
    static let configuration = CommandConfiguration(abstract: "The latest runs, newest first.")

    @Option(help: "How many.") var limit = 50
    @OptionGroup var global: GlobalOptions

    func run(in workspace: Workspace, as user: User) async throws {
      let runs = try await workspace.store.runs(actingUser: user.id, limit: limit)
      if global.json { return try Terminal.printLines(runs) }
      var table = Table("id", "kind", "for", "started", "status", "outcomes")
      for run in runs {
        table.add(
          String(run.id), run.kind.rawValue, run.recruiterEmail ?? "", run.startedAt, run.status.rawValue,
          CountsText.of(run.counts))
      }
      table.print()
    }
  }

  struct Show: DatabaseCommand {
    static let configuration = CommandConfiguration(abstract: "One run and the outcome of each of its files.")

    @Argument(help: "The run's number.") var id: Int
    @OptionGroup var global: GlobalOptions

    func run(in workspace: Workspace, as user: User) async throws {
      guard let run = try await workspace.store.run(id, actingUser: user.id) else {
        throw CommandFailure(.usage, "no run \(id); see hotgigs runs list")
      }
      if global.json {
        Terminal.print(try JSON.line(run))
      } else {
        Terminal.print(
          "run \(run.id): \(run.kind.rawValue) for \(run.recruiterEmail ?? "nobody"), \(run.status.rawValue)")
        Terminal.print("  started \(run.startedAt)\(run.finishedAt.map { ", finished \($0)" } ?? "")")
        Terminal.print("  \(CountsText.of(run.counts))")
      }
      var table = Table("file", "outcome", "resume", "code", "message")
      for sighting in try await workspace.store.sightings(run: id, actingUser: user.id) {
        if global.json {
          Terminal.print(try JSON.line(sighting))
        } else {
          table.add(
            sighting.sourceRef ?? sighting.filename, sighting.outcome, sighting.resumeID.map(String.init) ?? "",
            sighting.errorCode ?? "", sighting.errorMessage ?? sighting.detail ?? "")
        }
      }
      table.print()
    }
  }
}

/// "created 3, failed 1": counts by name, greatest first.
enum CountsText {
  static func of(_ counts: [String: Int]) -> String {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
  }
}
