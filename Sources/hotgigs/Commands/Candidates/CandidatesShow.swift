import ArgumentParser
import CandidateStore
import CommandKit
import Ingest

/// `hotgigs candidates show`: one person, or a few.
struct CandidatesShow: DatabaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "A candidate: profile, notes, tags, shares, resumes, and who did what when.",
    discussion: """
      EXAMPLES
        hotgigs candidates show 7
        hotgigs candidates show 7 9 --history 5
        hotgigs candidates show 7 --json | jq .activity
      """)

  @Argument(help: "The candidates' numbers.") var ids: [Int]
  @Option(help: "How many activities at most, the newest.") var history = 100
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if history < 0 { throw ValidationError("--history takes a number from 0 on") }
  }

  func run(in workspace: Workspace, as user: User) async throws {
    var missing: [Int] = []
    var isFirst = true
    for id in ids {
      guard let candidate = try await workspace.store.candidate(id, actingUser: user.id, history: history) else {
        missing.append(id)
        continue
      }
      try await workspace.store.recordView(of: id, actingUser: user.id)
      if global.json {
        Terminal.print(try JSON.line(candidate))
      } else {
        if !isFirst { Terminal.print("") }
        for line in CandidateText.lines(candidate) { Terminal.print(line) }
      }
      isFirst = false
    }
    guard missing.isEmpty else {
      throw CommandFailure(
        .noInput, "no candidate \(missing.map(String.init).joined(separator: ", ")); see hotgigs candidates list")
    }
  }
}
