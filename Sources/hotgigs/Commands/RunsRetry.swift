import ArgumentParser
import CandidateStore
import CommandKit
import Ingest

/// `hotgigs runs retry`: what failed in a run is read again.
struct RunsRetry: DatabaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "retry", abstract: "Read the files of a run again that have failed, in a run of its own.",
    discussion: """
      Only what has its bytes can be read again: a file that was unreadable or too large is ingested anew. The same bytes \
      fail the same way, unless something changed: a deadline, a limit, a newer hotgigs. What lacks an address or a \
      password needs hotgigs reprocess.

      EXAMPLES
        hotgigs runs retry 3
        hotgigs runs retry 3 --dry-run
      """)

  @Argument(help: "The run's number.") var id: Int
  @Flag(help: "Only say what would be read again.") var dryRun = false
  @OptionGroup var global: GlobalOptions

  func run(in workspace: Workspace, as user: User) async throws {
    guard let retried = try await workspace.store.run(id, actingUser: user.id) else {
      throw CommandFailure(.noInput, "no run \(id); see hotgigs runs list")
    }
    let preview = try await workspace.store.preview(.failures(run: id), actingUser: user.id)
    for resume in preview.withoutBytes {
      Terminal.warning(
        "#\(resume.id) \(resume.filename): \(resume.errorCode?.rawValue ?? "failed"), no bytes are stored: "
          + "ingest the file again")
    }
    if dryRun { return try ReprocessTable.print(preview.readable, asJSON: global.json) }
    guard !preview.readable.isEmpty else {
      if !global.json { Terminal.print("run \(id) has no failures that can be read again") }
      return
    }
    try await Reprocess.perform(
      ReprocessRun.Request(selection: .failures(run: id), retried: retried, detail: "failures of run \(id)"),
      in: workspace, as: user, global: global)
  }
}
