import ArgumentParser
import CandidateStore
import Ingest

/// `hotgigs status`: the queue, and failures by code.
struct StatusCommand: DatabaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "The queue, what was done, and failures by code.")

  @OptionGroup var global: GlobalOptions

  func run(in workspace: Workspace, as user: User) async throws {
    let status = try await workspace.store.status(actingUser: user.id)
    if global.json { return Terminal.print(try JSON.line(status)) }
    Terminal.print("candidates: \(status.candidates)")
    Terminal.print(
      "resumes: \(status.completed) completed, \(status.failed) failed, \(status.processing) processing, "
        + "\(status.pending) pending")
    for (code, count) in status.failures.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      Terminal.print("  \(code): \(count)  (hotgigs resumes list --error \(code))")
    }
  }
}
