import ArgumentParser
import CandidateStore
import CommandKit
import Ingest

/// `hotgigs candidates duplicates`: who may be one person twice.
struct CandidatesDuplicates: DatabaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "duplicates", abstract: "Candidates who may be the same person, the likeliest first.",
    discussion: """
      Imports note a suspicion where two candidates of a recruiter have the same phone number, LinkedIn profile, or name and \
      employer. A person decides: `candidates merge` makes one of the two, --dismiss says that they are two, and then they are \
      shown no more.

      EXAMPLES
        hotgigs candidates duplicates
        hotgigs candidates duplicates 7               those of one candidate
        hotgigs candidates duplicates 7 12 --dismiss
      """)

  @Argument(help: "Only those of this candidate; with --dismiss the two.") var ids: [Int] = []
  @Flag(help: "They are two people: show them no more.") var dismiss = false
  @Option(help: "How many pairs.") var limit = 100
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit takes a number from 1 on") }
    if dismiss, ids.count != 2 { throw ValidationError("--dismiss takes the numbers of two candidates") }
    if !dismiss, ids.count > 1 { throw ValidationError("name one candidate, or two with --dismiss") }
  }

  func run(in workspace: Workspace, as user: User) async throws {
    if dismiss { return try await dismiss(ids[0], ids[1], in: workspace, as: user) }
    let pairs = try await workspace.store.possibleDuplicates(of: ids.first, actingUser: user.id, limit: limit)
    if global.json { return try Terminal.printLines(pairs) }
    var table = Table("id", "name", "e-mail", "id", "name", "e-mail", "why")
    for pair in pairs {
      table.add(
        String(pair.candidate.id), pair.candidate.fullName, pair.candidate.email, String(pair.other.id),
        pair.other.fullName, pair.other.email, pair.reasons.map(DuplicateReason.text).joined(separator: ", "))
    }
    table.print()
  }

  private func dismiss(_ one: Int, _ other: Int, in workspace: Workspace, as user: User) async throws {
    let isNew = try await workspace.store.dismissDuplicate(one, other, actingUser: user.id)
    if global.json { return Terminal.print(try JSON.line(["dismissed": isNew])) }
    if !global.quiet {
      Terminal.print("candidates \(one) and \(other): two people\(isNew ? "" : " (as before)")")
    }
  }
}
