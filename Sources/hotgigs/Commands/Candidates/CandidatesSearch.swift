import ArgumentParser
import CandidateStore
import CommandKit
import Ingest

/// `hotgigs candidates search`: find people.
struct CandidatesSearch: DatabaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Find people, best first.",
    discussion: """
      Words are looked for in all that is known of a person and in the text of the documents; case and accents do not \
      matter. All of them must be there: "in quotes" as a phrase, `or` between two for either, -word for without, dev* for \
      whatever begins so. Hits in name and title come first, then skills, employers, summary, the rest. Of thousands of \
      matches the newest come first, each thousand of them ranked.

      A page ends with the place where the next one begins; with --json each object has it as `cursor`.

      EXAMPLES
        hotgigs candidates search "swift berlin"
        hotgigs candidates search '"project manager" -junior'
        hotgigs candidates search kubernetes --skill Go --skill C++ --location berlin --min-years 5
        hotgigs candidates search --skill React --skill Vue --any-skill --tag shortlist --sort newest
        hotgigs candidates search engineer --since 2026-03 --date document
        hotgigs candidates search engineer --after eyJvcmRlciI6…
      """)

  @Argument(help: "Words; \"a phrase\", or, -without, begin*.") var query: [String] = []
  @OptionGroup var filter: CandidateFilterOptions
  @Option(help: "relevance, newest (who was added last), name or number. Without words: newest.") var sort:
    CandidateOrder?
  @Option(help: "How many.") var limit = 20
  @Option(help: "Only those behind this place, which the page before gave.") var after: String?
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if !(1...10_000).contains(limit) { throw ValidationError("--limit takes a number from 1 to 10000") }
    if filter.criteria(query: query.joined(separator: " ")).isEmpty {
      throw ValidationError("say whom to look for: words, or a filter like --skill; everybody: hotgigs candidates list")
    }
  }

  func run(in workspace: Workspace, as user: User) async throws {
    let criteria = filter.criteria(query: query.joined(separator: " "))
    let order = sort ?? (criteria.query == nil ? .newest : .relevance)
    let cursor: CandidateCursor?
    do {
      cursor = try after.map { try CandidateCursor(token: $0, order: order, criteria: criteria) }
    } catch let error as StoreError {
      throw CommandFailure(.usage, error.description)
    }
    let page = try await workspace.store.searchCandidates(
      criteria, actingUser: user.id, order: order, limit: limit, after: cursor)
    if global.json { return try Terminal.printLines(page.candidates.map(Line.init)) }
    try CandidateTable.print(page.candidates.map(\.summary), asJSON: false)
    if let next = page.next, !global.quiet { Terminal.note("more with --after \(next.token)") }
  }

  /// A candidate with the place behind it, as one flat object.
  private struct Line: Encodable {
    var found: FoundCandidate

    init(_ found: FoundCandidate) {
      self.found = found
    }

    private enum Key: CodingKey {
      case cursor
    }

    func encode(to encoder: any Encoder) throws {
      try found.summary.encode(to: encoder)
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(found.cursor.token, forKey: .cursor)
    }
  }
}
