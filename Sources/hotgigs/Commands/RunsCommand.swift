import ArgumentParser
import CandidateStore
import Ingest
import ResumeModel

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
    static let configuration = CommandConfiguration(
      abstract: "One run and the outcome of each of its files.",
      discussion: """
        EXAMPLES
          hotgigs runs show 3 --failed                     what is still to be done
          hotgigs runs show 3 --failed --report todo.csv   the same for a spreadsheet, with what to do about each
        """)

    @Argument(help: "The run's number.") var id: Int
    @Flag(help: "Only the files that failed and still have.") var failed = false
    @Option(
      help: "Write the files to this CSV file, as ingest --report does (- is standard output).",
      completion: .file(extensions: ["csv"]))
    var report: String?
    @OptionGroup var global: GlobalOptions

    func run(in workspace: Workspace, as user: User) async throws {
      guard let run = try await workspace.store.run(id, actingUser: user.id) else {
        throw CommandFailure(.usage, "no run \(id); see hotgigs runs list")
      }
      if let report { return try await write(CSVReport(report), from: workspace, as: user) }
      if global.json {
        Terminal.print(try JSON.line(run))
      } else {
        Terminal.print(
          "run \(run.id): \(run.kind.rawValue) for \(run.recruiterEmail ?? "nobody"), \(run.status.rawValue)")
        Terminal.print("  started \(run.startedAt)\(run.finishedAt.map { ", finished \($0)" } ?? "")")
        Terminal.print("  \(CountsText.of(run.counts))")
      }
      var table = Table("file", "outcome", "resume", "code", "message")
      try await workspace.store.sightings(run: id, onlyFailed: failed, actingUser: user.id) { page in
        if global.json { return try Terminal.printLines(page) }
        for sighting in page {
          table.add(
            sighting.sourceRef ?? sighting.filename, sighting.outcome, sighting.resumeID.map(String.init) ?? "",
            sighting.errorCode ?? "", sighting.errorMessage ?? sighting.detail ?? "")
        }
      }
      table.print()
    }

    private func write(_ report: CSVReport, from workspace: Workspace, as user: User) async throws {
      try await workspace.store.sightings(run: id, onlyFailed: failed, actingUser: user.id) { page in
        for sighting in page { report.add(FileOutcome(sighting)) }
      }
      try report.finish()
    }
  }
}

extension FileOutcome {
  /// As the database remembers it.
  fileprivate init(_ sighting: Sighting) {
    let outcome = Kind(rawValue: sighting.outcome) ?? .pending
    self.init(
      file: sighting.sourceRef ?? sighting.filename, outcome: outcome,
      code: sighting.errorCode.map(ErrorCode.init(rawValue:)),
      message: outcome == .duplicate ? sighting.detail : sighting.errorMessage ?? sighting.detail,
      resumeID: sighting.resumeID, candidateID: sighting.candidateID, needsReview: sighting.needsReview,
      hasBytes: sighting.hasBytes)
  }
}

/// "created 3, failed 1": counts by name, greatest first.
enum CountsText {
  static func of(_ counts: [String: Int]) -> String {
    counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
  }
}
