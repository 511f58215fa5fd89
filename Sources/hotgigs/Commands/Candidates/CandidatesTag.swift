import ArgumentParser
import CandidateStore
import CommandKit
import Ingest

/// `hotgigs candidates tag`: words to find candidates by.
struct CandidatesTag: DatabaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "tag", abstract: "Tag candidates; candidates list --tag finds them.",
    discussion: """
      Case does not matter: the spelling that a candidate has already stays.

      EXAMPLES
        hotgigs candidates tag 7 shortlist "night shift"
        hotgigs candidates tag 7,9,12 shortlist
      """)

  @Argument(help: "The candidate's number, or several separated by commas.") var ids: CandidateIDs
  @Argument(help: "The tags.") var tags: [String]
  @OptionGroup var global: GlobalOptions

  func run(in workspace: Workspace, as user: User) async throws {
    let changes = try await workspace.store.tag(ids.ids, with: tags, actingUser: user.id)
    try TagReport.print(changes, asJSON: global.json)
  }
}

/// `hotgigs candidates untag`: takes tags away.
struct CandidatesUntag: DatabaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "untag", abstract: "Take tags away from candidates.",
    discussion: """
      EXAMPLES
        hotgigs candidates untag 7 shortlist
      """)

  @Argument(help: "The candidate's number, or several separated by commas.") var ids: CandidateIDs
  @Argument(help: "The tags.") var tags: [String]
  @OptionGroup var global: GlobalOptions

  func run(in workspace: Workspace, as user: User) async throws {
    let changes = try await workspace.store.untag(ids.ids, from: tags, actingUser: user.id)
    try TagReport.print(changes, asJSON: global.json)
  }
}

private enum TagReport {
  static func print(_ changes: [TagChange], asJSON: Bool) throws {
    if asJSON { return try Terminal.printLines(changes) }
    for change in changes {
      let tags = change.tags.isEmpty ? "no tags" : change.tags.joined(separator: ", ")
      let unchanged = change.changed.isEmpty ? " (as before)" : ""
      Terminal.print("candidate \(change.candidateID): \(tags)\(unchanged)".singleLine)
    }
  }
}
