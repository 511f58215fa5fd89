import ArgumentParser
import CandidateStore
import CommandKit
import Ingest

/// `hotgigs candidates share`: shows candidates to another recruiter.
struct CandidatesShare: DatabaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "share", abstract: "Show candidates to another recruiter (an admin's right, and audited).",
    discussion: """
      read-only: they see the candidate, its documents, notes and history. full-access: they may also edit all but the \
      e-mail address, note and tag. To share again changes the permission.

      EXAMPLES
        hotgigs candidates share 7 --with eve@example.com --permission read-only
        hotgigs candidates share 7 9 12 --with eve@example.com --permission full-access
      """)

  @Argument(help: "The candidates' numbers.") var ids: [Int]
  @Option(help: "The recruiter's e-mail address.") var with: String
  @Option(help: "read-only or full-access.") var permission: SharePermission
  @OptionGroup var global: GlobalOptions

  func run(in workspace: Workspace, as user: User) async throws {
    let changes = try await workspace.store.share(ids, with: with, permission, actingUser: user.id)
    if global.json { return try Terminal.printLines(changes) }
    for change in changes {
      let former = change.former == change.permission ? "as before" : change.former.map { "\($0.rawValue) until now" }
      Terminal.print(
        "candidate \(change.candidateID): shared with \(change.email), \(permission.rawValue)"
          + (former.map { " (\($0))" } ?? ""))
    }
  }
}

/// `hotgigs candidates unshare`: takes a share back.
struct CandidatesUnshare: DatabaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "unshare", abstract: "Show candidates to another recruiter no longer.",
    discussion: """
      EXAMPLES
        hotgigs candidates unshare 7 9 --with eve@example.com
      """)

  @Argument(help: "The candidates' numbers.") var ids: [Int]
  @Option(help: "The recruiter's e-mail address.") var with: String
  @OptionGroup var global: GlobalOptions

  func run(in workspace: Workspace, as user: User) async throws {
    let changes = try await workspace.store.unshare(ids, with: with, actingUser: user.id)
    if global.json { return try Terminal.printLines(changes) }
    for change in changes {
      Terminal.print(
        "candidate \(change.candidateID): "
          + (change.former == nil ? "was not shared with" : "no longer shared with") + " \(change.email)")
    }
  }
}

extension SharePermission: ExpressibleByArgument {}
