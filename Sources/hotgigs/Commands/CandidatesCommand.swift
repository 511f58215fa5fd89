import ArgumentParser
import CandidateStore
import Ingest

/// `hotgigs candidates`: the people.
struct CandidatesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "candidates", abstract: "The people: list, show, search.",
    subcommands: [List.self, Show.self, Search.self])

  struct List: DatabaseCommand {
    static let configuration = CommandConfiguration(abstract: "Candidates, by number.")

    @Flag(help: "Only those whose reading a person should check.") var needsReview = false
    @Option(help: "How many.") var limit = 100
    @Option(help: "Only those after this number: the last of the page before.") var after = 0
    @OptionGroup var global: GlobalOptions

    func run(in workspace: Workspace, as user: User) async throws {
      var filter = CandidateFilter()
      filter.needsReview = needsReview ? true : nil
      try CandidateTable.print(
        try await workspace.store.candidates(actingUser: user.id, filter: filter, limit: limit, after: after),
        asJSON: global.json)
    }
  }

  struct Show: DatabaseCommand {
    static let configuration = CommandConfiguration(abstract: "One candidate, with resumes and activity.")

    @Argument(help: "The candidate's number.") var id: Int
    @OptionGroup var global: GlobalOptions

    func run(in workspace: Workspace, as user: User) async throws {
      guard let candidate = try await workspace.store.candidate(id, actingUser: user.id) else {
        throw CommandFailure(.usage, "no candidate \(id); see hotgigs candidates list")
      }
      Terminal.print(try JSON.text(candidate, pretty: !global.json))
    }
  }

  struct Search: DatabaseCommand {
    static let configuration = CommandConfiguration(
      abstract: "Find people by name, title, skills, companies and summary, best first.",
      discussion: """
        EXAMPLES
          hotgigs candidates search "swift berlin"
          hotgigs candidates search '"project manager" -junior'
        """)

    @Argument(help: "Words; \"a phrase\", or, -without.") var query: [String]
    @Option(help: "How many.") var limit = 20
    @Option(help: "How many to pass over first.") var offset = 0
    @OptionGroup var global: GlobalOptions

    func run(in workspace: Workspace, as user: User) async throws {
      try CandidateTable.print(
        try await workspace.store.searchCandidates(
          query.joined(separator: " "), actingUser: user.id, limit: limit, offset: offset), asJSON: global.json)
    }
  }
}

private enum CandidateTable {
  static func print(_ candidates: [CandidateSummary], asJSON: Bool) throws {
    if asJSON { return try Terminal.printLines(candidates) }
    var table = Table("id", "name", "title", "e-mail", "phone", "location")
    for candidate in candidates {
      table.add(
        String(candidate.id), candidate.fullName, candidate.title ?? "", candidate.email, candidate.phone ?? "",
        candidate.location ?? "")
    }
    table.print()
  }
}
