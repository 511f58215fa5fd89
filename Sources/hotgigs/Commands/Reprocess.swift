import ArgumentParser
import CandidateStore
import CommandKit
import Ingest
import ResumeModel

/// `hotgigs reprocess`: read documents again.
struct Reprocess: DatabaseCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read documents again: failed ones, those of a run, or all.",
    discussion: """
      At the end stands what changed in which candidate; what people edited stays. Recruiters read their own again, admins \
      anybody's. A document that gets another address leaves the candidate whose it was. A password stays in this process: \
      nobody else reads these documents meanwhile.

      EXAMPLES
        hotgigs reprocess --failed
        hotgigs reprocess --id 12 --email jane@example.com   supply an address that the document lacks
        hotgigs reprocess --id 12 --merge                    it is the same person after all
        hotgigs reprocess --id 12 --force                    it is a resume after all
        hotgigs reprocess --error encrypted --password-file pw.txt
        hotgigs reprocess --parser-older-than 2 --dry-run
      """)

  @Flag(help: "All failed ones.") var failed = false
  @Option(help: "These resumes.") var id: [Int] = []
  @Option(help: "Those of a run.") var run: Int?
  @Option(help: "Failures with this code.") var error: ErrorCode?
  @Option(help: "Those read by an older parser.") var parserOlderThan: String?
  @Flag(help: "All of them.") var all = false
  @Option(help: "The person's e-mail address, for one resume that has none.") var email: String?
  @Flag(help: "Merge with the candidate who has the address, whatever the names say.") var merge = false
  @Flag(help: "They are resumes, whatever they look like.") var force = false
  @Option(help: "File whose first line is the password of encrypted documents (- reads standard input).")
  var passwordFile: String?
  @Flag(help: "Only say what would be read again.") var dryRun = false
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    let chosen = [failed, !id.isEmpty, run != nil, error != nil, parserOlderThan != nil, all].filter { $0 }.count
    guard chosen == 1 else {
      throw ValidationError("choose one of --failed, --id, --run, --error, --parser-older-than and --all")
    }
    if (email != nil || merge) && id.count != 1 { throw ValidationError("--email and --merge go with one --id") }
  }

  func run(in workspace: Workspace, as user: User) async throws {
    let address = try email.map { text in
      guard let address = EmailAddress(text) else { throw CommandFailure(.usage, "\(text) is no e-mail address") }
      return address
    }
    let password = try passwordFile.map { try Password.read(from: $0) }
    if dryRun {
      let preview = try await workspace.store.preview(selection, actingUser: user.id)
      for resume in preview.withoutBytes where !all {
        Terminal.warning("#\(resume.id) \(resume.filename): no bytes are stored: ingest the file again")
      }
      return try ReprocessTable.print(preview.readable, asJSON: global.json)
    }
    try await Self.perform(
      ReprocessRun.Request(
        selection: selection, orders: ReprocessOrders(email: address, merge: merge, force: force), password: password,
        detail: description),
      in: workspace, as: user, global: global)
  }

  /// Runs to the end, and tells what changed.
  static func perform(
    _ request: ReprocessRun.Request, in workspace: Workspace, as user: User, global: GlobalOptions
  ) async throws {
    let reporter = IngestReporter(style: global.reporterStyle)
    let run = try await ReprocessRun.begin(
      request, in: workspace, actingUser: user, observer: global.observers(reporter, workspace.settings))
    defer { reporter.end() }
    let summary = try await reporter.ticking { try await Interruption.cancelling { try await run.run() } }
    reporter.end()
    try await ChangeList.print(ofRun: run.id, in: workspace, as: user, global: global)
    SummaryText.print(summary, title: "run \(run.id)", isBesideFiles: global.json)
  }

  /// What is read again, in the words of the command line; an address is kept with the document, not here.
  private var description: String {
    switch selection {
    case .failed: "all failed"
    case .ids(let ids):
      "resumes " + ids.prefix(20).map(String.init).joined(separator: ", ") + (ids.count > 20 ? " …" : "")
    case .run(let run): "files of run \(run)"
    case .failures(let run): "failures of run \(run)"
    case .error(let code): "failures with \(code)"
    case .parserOlderThan(let version): "read by a parser older than \(version)"
    case .all: "all"
    }
  }

  private var selection: ReprocessSelection {
    if failed { return .failed }
    if !id.isEmpty { return .ids(id) }
    if let run { return .run(run) }
    if let error { return .error(error) }
    if let parserOlderThan { return .parserOlderThan(parserOlderThan) }
    return .all
  }
}
