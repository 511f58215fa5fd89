import ArgumentParser
import CandidateStore
import CommandKit
import Ingest
import Intake

/// `hotgigs runs undo`: as if the run had not been.
struct RunsUndo: DatabaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "undo", abstract: "Take a run back: the wrong folder, the wrong recruiter.",
    discussion: """
      Candidates that nothing but the run made are removed, with their activity; those that were there before show again what \
      the other documents say, and edits stay. The run's documents go with their bytes, unless another run took the same \
      ones in. A candidate that a person works with (an edit, a note, a tag, a share, an application …) is kept with its \
      documents, and so is said. Of a run that read documents again, the reading before comes back, unless a later run has \
      read them since.

      A run that has not ended is refused; --cancel stops it, and takes its waiting files out of the queue. Killed in \
      between, the undo goes on when it is asked for again.

      EXAMPLES
        hotgigs runs undo 3 --dry-run                  what would become of each candidate
        hotgigs runs undo 3
      """)

  @Argument(help: "The run's number.") var id: Int
  @Flag(help: "Only say what would become of each candidate.") var dryRun = false
  @Flag(help: "Also a run that has not ended: stop it first.") var cancel = false
  @OptionGroup var global: GlobalOptions

  func run(in workspace: Workspace, as user: User) async throws {
    guard let undo = try await RunUndo.find(id, in: workspace, actingUser: user) else {
      throw CommandFailure(.noInput, "no run \(id); see hotgigs runs list")
    }
    if let at = undo.run.undoneAt {
      try? await undo.removeContents()
      return Terminal.note("run \(id) was undone already, \(at)\(undo.run.undoneBy.map { " by \($0)" } ?? "")")
    }
    if undo.run.undoStartedAt != nil, !dryRun, !global.quiet {
      Terminal.note("going on with an undo that was interrupted")
    }
    var counts: [String: Int] = [:]
    let show = { (batch: UndoneBatch) in
      for (name, count) in batch.counts { counts[name, default: 0] += count }
      print(batch)
    }
    if dryRun {
      try await undo.rehearse { show($0) }
    } else {
      do {
        try await undo.perform(isCancelling: cancel) { show($0) }
      } catch let error as ContentStoreError {
        Terminal.warning("documents are left in the store: \(error); the next undo removes them")
      }
    }
    if !global.json {
      let verb = dryRun ? "would be undone" : "is undone"
      Terminal.print("run \(id) \(verb): \(counts.isEmpty ? "it had changed nothing" : CountsText.of(counts))")
    }
  }

  private func print(_ batch: UndoneBatch) {
    if global.json {
      for candidate in batch.candidates { Terminal.print(candidate.json.text) }
      for document in batch.documents where document.outcome != .removed { Terminal.print(document.json.text) }
      return
    }
    if global.quiet { return }
    let tense = dryRun ? "would be " : ""
    for candidate in batch.candidates {
      let who = "candidate \(candidate.candidateID) (\(candidate.name ?? "no name"))".singleLine
      switch candidate.outcome {
      case .removed: Terminal.print("\(who): \(tense)removed")
      case .kept:
        Terminal.print("\(who): kept: \(candidate.bonds.map(\.explanation).joined(separator: ", "))")
      case .reverted where candidate.changes.isEmpty: Terminal.print("\(who): nothing that shows")
      case .reverted:
        Terminal.print("\(who): \(tense)changed back")
        for change in candidate.changes { Terminal.print("  \(ChangeText.of(change))") }
      }
    }
    for document in batch.documents where document.outcome == .kept {
      Terminal.print("resume \(document.resumeID) (\(document.filename.singleLine)): kept: \(document.reason ?? "")")
    }
  }
}
