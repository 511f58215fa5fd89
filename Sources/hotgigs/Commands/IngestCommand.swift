import ArgumentParser
import CandidateStore
import Foundation
import Ingest
import Intake

/// `hotgigs ingest`: files become candidates.
struct IngestCommand: DatabaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "ingest",
    abstract: "Take resumes in: every file becomes a candidate, or has a plain reason why not.",
    discussion: """
      Bytes are stored and a row is committed before a file is read, so nothing is lost if the run is killed: run it again
      and it goes on. The same bytes are taken in once. Exits 0 when every file has an outcome, however many failed;
      --strict turns failures into exit 1.

      EXAMPLES
        hotgigs ingest ~/Downloads/applications
        hotgigs ingest cv.pdf --recruiter jane@example.com
        hotgigs ingest batch/ --report failures.csv --strict
        hotgigs ingest batch/ --json > outcomes.jsonl
      """)

  @Argument(help: "Files and folders.", completion: .file())
  var paths: [String]

  @Option(help: "Whose candidates they become (e-mail address of a user).")
  var recruiter: String?

  @Option(help: "What candidates.source says: bulk_upload, resume_import, google_drive, application or admin_share.")
  var source: String?

  @Option(help: "Reader processes (default: as pipeline.yaml says, else one per core).")
  var workers: Int?

  @Option(help: "Write every file's outcome to this CSV file.", completion: .file(extensions: ["csv"]))
  var report: String?

  @Flag(help: "Take them all for resumes, also what looks like a letter, a job advert or an invoice.")
  var force = false

  @Flag(help: "Exit 1 if any file failed.")
  var strict = false

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    try WorkerCount.validate(workers)
    if let source, !DocumentSource.all.map(\.rawValue).contains(source) {
      throw ValidationError("--source takes one of: \(DocumentSource.all.map(\.rawValue).joined(separator: ", "))")
    }
  }

  /// Whoever names a few files one by one waits for them; a folder is one of many.
  private static func priority(of paths: [FilePath]) -> Priority {
    let isFew =
      paths.count <= 10
      && paths.allSatisfy { path in
        var status = stat()
        return path.withCString { stat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFREG
      }
    return isFew ? .interactive : .bulk
  }

  func run(in workspace: Workspace, as user: User) async throws {
    let paths = paths.map { FilePath(argument: $0) }
    for path in paths where path.withCString({ access($0, F_OK) }) != 0 && errno == ENOENT {
      throw CommandFailure(.noInput, "no such file or folder: \(path)")
    }
    let recruiter = try await workspace.recruiter(named: recruiter, actingUser: user)
    let reporter = IngestReporter(style: global.reporterStyle, keepsRows: report != nil)
    let options = IngestRun.Options(
      paths: paths, source: DocumentSource(rawValue: source ?? workspace.settings.intake.source), readers: workers,
      isForced: force, priority: Self.priority(of: paths))
    let run = try await IngestRun.begin(
      options, in: workspace, actingUser: user, recruiter: recruiter,
      observer: global.observers(reporter, workspace.settings))
    let started = ContinuousClock.now
    defer { reporter.end() }
    let summary = try await Interruption.cancelling { try await run.run() }
    reporter.end()
    if let report { try CSVReport.write(reporter.rows, to: report) }
    SummaryText.print(
      summary, title: "run \(run.id) for \(recruiter.email)", elapsed: ContinuousClock.now - started,
      asJSON: global.json)
    if global.verbose && !global.json { StageTable.print(run.stages) }
    if strict && summary[.failed] > 0 {
      throw CommandFailure(.failures, "\(summary[.failed]) files failed: hotgigs resumes list --status failed")
    }
  }
}
