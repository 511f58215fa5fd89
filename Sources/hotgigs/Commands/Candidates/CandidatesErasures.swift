import ArgumentParser
import CandidateStore
import CommandKit
import Ingest
import ResumeModel

/// `hotgigs candidates erasures`: what is left of those who were erased.
struct CandidatesErasures: DatabaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "erasures", abstract: "Erasures, the newest first: when, by whom, how much; never who.")

  @Option(help: "How many.") var limit = 100
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit takes a number from 1 on") }
  }

  func run(in workspace: Workspace, as user: User) async throws {
    let erasures = try await workspace.store.erasures(actingUser: user.id, limit: limit)
    if global.json { return try Terminal.printLines(erasures) }
    for erasure in erasures {
      let reach = erasure.recruiterID.map { "recruiter \($0)" } ?? "everywhere"
      let lifted = erasure.liftedAt.map { ", lifted \($0)" } ?? ""
      Terminal.print("\(erasure.id)  \(erasure.erasedAt)  \(reach)  \(CountsText.of(erasure.counts))\(lifted)")
    }
  }
}

/// `hotgigs candidates unsuppress`: an erased person may come again.
struct CandidatesUnsuppress: DatabaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "unsuppress", abstract: "Let an erased person be taken in again.",
    discussion: """
      A recruiter lifts what they erased; an admin whatever was erased with the address. Nothing comes back by that: ingest \
      the person's document again.

      EXAMPLES
        hotgigs candidates unsuppress jane@example.com
      """)

  @Argument(help: "The person's e-mail address.") var email: String
  @OptionGroup var global: GlobalOptions

  func run(in workspace: Workspace, as user: User) async throws {
    guard let address = EmailAddress(email) else { throw CommandFailure(.usage, "\(email) is no e-mail address") }
    let lifted = try await workspace.store.liftSuppression(of: address, by: user)
    if global.json { return Terminal.print(try JSON.line(["lifted": lifted])) }
    if !global.quiet { Terminal.print("lifted: \(lifted) erasure\(lifted == 1 ? "" : "s")") }
  }
}
