import ArgumentParser
import CandidateStore
import CommandKit
import Ingest

/// `hotgigs applications`: who applied for which job.
struct ApplicationsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "applications", abstract: "Who applied for which job.", subcommands: [List.self])

  struct List: DatabaseCommand {
    static let configuration = CommandConfiguration(
      abstract: "Applications, the newest first; also those that a cleanup archived.",
      discussion: """
        EXAMPLES
          hotgigs applications list --candidate 7
          hotgigs applications list --archived --limit 1000 --json
          hotgigs applications list --after 4711       the page behind number 4711
        """)

    @Flag(help: "Those that hotgigs db cleanup moved to the archive (for admins).") var archived = false
    @Option(help: "Of this candidate.") var candidate: Int?
    @Option(help: "Behind this number.") var after: Int?
    @Option(help: "How many.") var limit = 100
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      if limit < 1 { throw ValidationError("--limit takes a number from 1 on") }
    }

    func run(in workspace: Workspace, as user: User) async throws {
      let applications = try await workspace.store.applications(
        isArchived: archived, candidate: candidate, after: after, limit: limit, actingUser: user)
      if global.json { return try Terminal.printLines(applications) }
      var table = Table("id", "applied", "status", "candidate", "job", archived ? "archived" : "changed")
      for application in applications {
        table.add(
          String(application.id), application.appliedAt ?? "", application.status ?? "",
          Self.named(application.candidateID, application.candidate), Self.named(application.jobID, application.job),
          (archived ? application.archivedAt : application.updatedAt) ?? "")
      }
      table.print()
    }

    private static func named(_ id: Int?, _ name: String?) -> String {
      [id.map { "#\($0)" }, name].compactMap { $0 }.joined(separator: " ")
    }
  }
}
