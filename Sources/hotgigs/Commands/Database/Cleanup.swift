import ArgumentParser
import CandidateStore
import CommandKit
import Ingest
import Intake

extension DatabaseAdministration {
  /// `hotgigs db cleanup`.
  struct Cleanup: DatabaseCommand {
    static let configuration = CommandConfiguration(
      abstract: "Remove what is old, by the ages in pipeline.yaml (an admin's right).",
      discussion: """
        Old applications move to an archive (hotgigs applications list --archived). Failed uploads that made no candidate go \
        with their bytes; that they were seen stays. Old entries of error_logs go. Candidates with whom nobody works go only \
        where cleanup.unused_candidates is set. Nothing that anything refers to is removed. It works in small batches: \
        interrupted, it goes on the next time.

        EXAMPLES
          hotgigs db cleanup --dry-run             what would go
          hotgigs db cleanup --quiet               for cron
        """)

    @Flag(help: "Only say what would go.") var dryRun = false
    @OptionGroup var global: GlobalOptions

    func run(in workspace: Workspace, as user: User) async throws {
      let (ages, isDryRun) = (workspace.settings.cleanup, dryRun)
      for task in CleanupTask.allCases {
        let result = try await Interruption.cancelling {
          try await workspace.store.cleanUp(task, ages: ages, isDryRun: isDryRun, actingUser: user)
        }
        try show(result)
      }
      guard !dryRun else { return }
      let content = workspace.content
      let removed = try await workspace.store.removeContents { try await content.remove($0.address) }
      if removed > 0, !global.quiet, !global.json { Terminal.print("removed the bytes of \(removed) documents") }
    }

    private func show(_ result: CleanupResult) throws {
      if global.json { return Terminal.print(try JSON.line(result)) }
      guard !global.quiet else { return }
      guard let age = result.olderThan else {
        return Terminal.print("\(Self.noun(result.task)): kept (cleanup.\(result.task.rawValue) is none)")
      }
      let verb = result.task == .applications ? "archive" : "remove"
      Terminal.print(
        "\(dryRun ? "would \(verb)" : verb + "d") \(result.count) \(Self.noun(result.task)) older than \(age)")
    }

    private static func noun(_ task: CleanupTask) -> String {
      switch task {
      case .applications: "applications"
      case .failedResumes: "failed resumes"
      case .errorLogs: "entries of error_logs"
      case .unusedCandidates: "unused candidates"
      }
    }
  }
}
