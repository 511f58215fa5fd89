import ArgumentParser
import CandidateStore
import CommandKit
import Ingest
import ResumeModel

/// `hotgigs runs`: what was taken in when, and what became of it.
struct RunsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "Past runs: who took what in, for whom, and what became of it; retry and undo.",
    subcommands: [List.self, RunsShow.self, RunsRetry.self, RunsUndo.self])

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
          String(run.id), run.kind.rawValue, run.recruiterEmail ?? "", run.startedAt, RunText.status(run),
          CountsText.of(run.counts))
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

enum RunText {
  /// Where a run stands, in a word.
  static func status(_ run: Run) -> String {
    if run.undoneAt != nil { return "undone" }
    return run.undoStartedAt == nil ? run.status.rawValue : "undo interrupted"
  }
}
