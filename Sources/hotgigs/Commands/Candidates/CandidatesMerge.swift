import ArgumentParser
import CandidateStore
import CommandKit
import Ingest

/// `hotgigs candidates merge`: two candidates who are one person.
struct CandidatesMerge: DatabaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Make one candidate of two who are one person.",
    discussion: """
      The other's documents, notes, tags, shares, applications and history become the kept one's. Of each field what a person \
      edited wins, then the newest document; lists are united. The kept one's e-mail address stays, and later documents with \
      the other's find them, too. Both must be of one recruiter: that recruiter or an admin merges. It can't be undone: look \
      with --dry-run first.

      EXAMPLES
        hotgigs candidates duplicates
        hotgigs candidates merge 7 12 --dry-run       12 would become a part of 7
        hotgigs candidates merge 7 12
      """)

  @Argument(help: "The number of the one that stays.") var keep: Int
  @Argument(help: "The number of the one that becomes a part of it.") var other: Int
  @Flag(help: "Only say what would change.") var dryRun = false
  @OptionGroup var global: GlobalOptions

  func run(in workspace: Workspace, as user: User) async throws {
    let merge = try await workspace.store.merge(other, into: keep, isDryRun: dryRun, by: user)
    if merge.isNameConflict {
      Terminal.warning("candidates \(keep) and \(other) have clearly different names: are they one person?")
    }
    if global.json { return Terminal.print(try JSON.line(merge)) }
    guard !global.quiet else { return }
    Terminal.print("candidate \(keep): \(dryRun ? "would take over" : "took over") candidate \(other)")
    if !merge.moved.isEmpty { Terminal.print("  with \(CountsText.of(merge.moved))") }
    for change in merge.changes { Terminal.print("  \(ChangeText.of(change))".singleLine) }
    Terminal.print("  also found by \(merge.furtherAddresses.joined(separator: ", "))".singleLine)
  }
}
