import ArgumentParser
import CandidateStore
import CommandKit
import Ingest
import ResumeModel

/// `hotgigs runs show`: one run, and what became of each of its files.
struct RunsShow: DatabaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "One run and the outcome of each of its files, duplicates too.",
    discussion: """
      A duplicate names the resume that it duplicates, and the run that brought it; an updated file what it changed. With \
      --json the run comes first, then an object per file with all of that.

      EXAMPLES
        hotgigs runs show 3
        hotgigs runs show 3 --failed                  what is still to be done
        hotgigs runs show 3 --failed --report todo.csv   the same for a spreadsheet, with what to do about each
        hotgigs runs show 3 --outcome duplicate       or --error missing_email
        hotgigs runs show 3 --limit 100 --after 4711  page by page; the number of the last file of the page before
        hotgigs runs show 3 --json | jq .outcome
      """)

  @Argument(help: "The run's number.") var id: Int
  @Flag(help: "Only the files that failed and still have.") var failed = false
  @Option(
    help: "Only the files with this outcome: pending, created, updated, unchanged, failed, duplicate or undone.",
    completion: .list(SightingFilter.outcomes))
  var outcome: String?
  @Option(help: "Only the failures with this code.") var error: ErrorCode?
  @Option(
    help: "Write the files to this CSV file, as ingest --report does (- is standard output).",
    completion: .file(extensions: ["csv"]))
  var report: String?
  @Option(help: "How many files at most (default: all of them).") var limit: Int?
  @Option(help: "Only files after this one: the last of the page before.") var after = 0
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    if let outcome, !SightingFilter.outcomes.contains(outcome) {
      throw ValidationError("--outcome takes one of: \(SightingFilter.outcomes.joined(separator: ", "))")
    }
    if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1 on") }
  }

  func run(in workspace: Workspace, as user: User) async throws {
    guard let run = try await workspace.store.run(id, actingUser: user.id) else {
      throw CommandFailure(.noInput, "no run \(id); see hotgigs runs list")
    }
    let report = try report.map { try CSVReport($0) }
    if report == nil {
      if global.json { Terminal.print(try JSON.line(run)) } else { describe(run) }
    }
    let last = try await pages(of: workspace, as: user) { page in
      guard let report else { return show(page) }
      for sighting in page { report.add(FileOutcome(sighting)) }
    }
    try report?.finish()
    if let last, report == nil, !global.json, !global.quiet { Terminal.note("there may be more: --after \(last)") }
  }

  /// Hands over all files that are asked for, a page at a time.
  ///
  /// - Returns: the last of them where the limit ended it; nil where there are no more.
  private func pages(of workspace: Workspace, as user: User, _ body: ([Sighting]) throws -> Void) async throws -> Int? {
    let filter = SightingFilter(outcome: outcome, errorCode: error?.rawValue, isOpenFailure: failed)
    var (last, left) = (after, limit ?? .max)
    while left > 0 {
      let page = try await workspace.store.sightings(
        run: id, filter: filter, limit: min(left, Self.pageSize), after: last, actingUser: user.id)
      try body(page)
      guard let final = page.last, page.count == min(left, Self.pageSize) else { return nil }
      last = final.id
      left -= page.count
    }
    return last
  }

  /// Memory stays flat however many files a run had.
  private static let pageSize = 500

  private func describe(_ run: Run) {
    let whom = run.recruiterEmail.map { " for \($0)" } ?? ""
    Terminal.print("run \(run.id): \(run.kind.rawValue)\(whom), \(RunText.status(run))")
    Terminal.print(
      "  started \(run.startedAt)\(run.userEmail.map { " by \($0)" } ?? "")\(run.finishedAt.map { ", finished \($0)" } ?? "")"
    )
    if let retried = run.retriedRunID { Terminal.print("  reads the failures of run \(retried) again") }
    for line in (run.detail ?? "").split(separator: "\n").prefix(5) {
      Terminal.print("  of \(String(line).singleLine)")
    }
    if !run.counts.isEmpty { Terminal.print("  \(CountsText.of(run.counts))") }
    if let started = run.undoStartedAt {
      let who = run.undoneBy.map { " by \($0)" } ?? ""
      Terminal.print(
        run.undoneAt.map { "  undone \($0)\(who)" }
          ?? "  undo begun \(started)\(who), not ended: hotgigs runs undo \(run.id) goes on with it")
      if let counts = run.undoCounts, !counts.isEmpty { Terminal.print("  \(CountsText.of(counts))") }
    }
  }

  private func show(_ page: [Sighting]) {
    guard !global.json else {
      for sighting in page { Terminal.print(sighting.json.text) }
      return
    }
    var table = Table("file", "outcome", "resume", "candidate", "code", "what")
    for sighting in page {
      table.add(
        sighting.sourceRef ?? sighting.filename, sighting.outcome, sighting.resumeID.map { "#\($0)" } ?? "",
        sighting.candidateID.map { "\($0) \(sighting.candidateName ?? "")" } ?? "", sighting.errorCode ?? "",
        Self.explanation(sighting))
    }
    table.print()
  }

  private static func explanation(_ sighting: Sighting) -> String {
    if let original = sighting.original {
      let run = original.runID.map { ", run \($0)" } ?? ""
      let fate = original.status == .failed ? ", failed: reprocess it" : ""
      return "of #\(original.resumeID) (\(original.filename)\(run))\(fate)"
    }
    if !sighting.changes.isEmpty { return "changed " + sighting.changes.map(\.field.rawValue).joined(separator: ", ") }
    return sighting.errorMessage ?? (sighting.outcome == "undone" ? sighting.detail : nil) ?? ""
  }
}

extension FileOutcome {
  /// As the database remembers it.
  fileprivate init(_ sighting: Sighting) {
    let outcome = Kind(rawValue: sighting.outcome) ?? .pending
    self.init(
      file: sighting.sourceRef ?? sighting.filename, outcome: outcome,
      code: sighting.errorCode.map(ErrorCode.init(rawValue:)),
      message: outcome == .duplicate ? sighting.detail : sighting.errorMessage ?? sighting.detail,
      resumeID: sighting.resumeID, candidateID: sighting.candidateID, needsReview: sighting.needsReview,
      hasBytes: sighting.hasBytes)
  }
}
