import ArgumentParser
import CandidateStore
import CommandKit
import Ingest

/// `hotgigs candidates list`: the people, by number.
struct CandidatesList: DatabaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Candidates, by number.",
    discussion: """
      EXAMPLES
        hotgigs candidates list --needs-review
        hotgigs candidates list --tag shortlist --source bulk_upload
        hotgigs candidates list --limit 100 --after 4711     the number of the last one of the page before
      """)

  @OptionGroup var filter: CandidateFilterOptions
  @Option(help: "How many.") var limit = 100
  @Option(help: "Only those after this number: the last of the page before.") var after = 0
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit takes a number from 1 on") }
  }

  func run(in workspace: Workspace, as user: User) async throws {
    try CandidateTable.print(
      try await workspace.store.candidates(
        actingUser: user.id, matching: filter.criteria(), limit: limit, after: after),
      asJSON: global.json)
  }
}
