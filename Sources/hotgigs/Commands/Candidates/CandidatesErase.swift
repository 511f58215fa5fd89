import ArgumentParser
import CandidateStore
import CommandKit
import Glibc
import Ingest
import Intake
import ResumeModel

/// `hotgigs candidates erase`: nothing that names a person stays.
struct CandidatesErase: DatabaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase", abstract: "Erase a person: all that is held on them, and their documents.",
    discussion: """
      The candidate goes with notes, tags, shares, applications and activity, the documents with their text and bytes, and \
      failed documents that hold the address. What stays are a tombstone (hotgigs candidates erasures) and keyed hashes that \
      name nobody: by them no folder, archive or sync brings the person back, which fails with `suppressed` until \
      hotgigs candidates unsuppress lifts it.

      It is for the candidates of one recruiter, --everywhere for those of all, which is an admin's right. Files in your own \
      folders stay where they are, and are listed. Backups made before hold the person until they are gone.

      EXAMPLES
        hotgigs candidates erase 12 --dry-run
        hotgigs candidates erase 12
        hotgigs candidates erase --email jane@example.com --everywhere --yes
      """)

  @Argument(help: "The candidate's number.") var id: Int?
  @Option(help: "The person with this address, also one with failed documents only.") var email: String?
  @Option(help: "Of an address: at this recruiter (an admin's right). Default: the acting or the default recruiter.")
  var recruiter: String?
  @Flag(help: "At every recruiter.") var everywhere = false
  @Flag(help: "Don't ask.") var yes = false
  @Flag(help: "Only say what would be erased.") var dryRun = false
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    guard (id == nil) != (email == nil) else { throw ValidationError("say whom: a number, or --email ADDRESS") }
    if recruiter != nil, id != nil || everywhere { throw ValidationError("--recruiter goes with --email alone") }
  }

  func run(in workspace: Workspace, as user: User) async throws {
    let target: ErasureTarget
    if let id {
      target = .candidate(id)
    } else {
      guard let address = email.flatMap({ EmailAddress($0) }) else {
        throw CommandFailure(.usage, "\(email ?? "") is no e-mail address")
      }
      target = .address(address)
    }
    let erasure = try await PersonErasure.find(
      target, of: try await workspace.recruiter(named: recruiter, actingUser: user), isEverywhere: everywhere,
      in: workspace, actingUser: user)
    if dryRun { return try show(try await erasure.rehearse()) }
    if !yes { try await confirm(erasure) }
    do {
      var printing: (any Error)?
      try await erasure.perform { report in
        do { try show(report) } catch { printing = error }
      }
      if let printing { throw printing }
    } catch let error as ContentStoreError {
      Terminal.warning(
        "the person is erased, but documents are left in the store: \(error); the next removal takes them")
    }
  }

  private func confirm(_ erasure: PersonErasure) async throws {
    guard isatty(STDIN_FILENO) == 1, !global.json else {
      throw CommandFailure(.usage, "nothing was erased: --yes erases, --dry-run shows what that is")
    }
    let report = try await erasure.rehearse()
    Terminal.write("erase \(Self.size(of: report)) for good? (yes/no) ", to: STDERR_FILENO)
    guard readLine()?.lowercased() == "yes" else { throw CommandFailure(.usage, "nothing was erased") }
  }

  private func show(_ report: ErasureReport) throws {
    if global.json { return Terminal.print(try JSON.line(report)) }
    if !global.quiet {
      Terminal.print("\(dryRun ? "would erase" : "erased") \(Self.size(of: report))")
      let others = report.counts.filter { $0.key != "candidates" && $0.key != "documents" }
      if !others.isEmpty { Terminal.print("  with \(CountsText.of(others))") }
      if let id = report.erasureID { Terminal.print("  what is left of it: erasure \(id)") }
    }
    for source in report.sources { Terminal.note("a file of theirs was at \(source.singleLine): delete it yourself") }
    for id in report.possibleDuplicates {
      Terminal.warning("candidate \(id) may be the same person: hotgigs candidates erase \(id)")
    }
  }

  private static func size(of report: ErasureReport) -> String {
    let candidates = report.candidates.map { "candidate \($0)" }
    let named = candidates.isEmpty ? "no candidate" : candidates.joined(separator: ", ")
    return "\(named) and \(report.resumes.count) documents"
  }
}
