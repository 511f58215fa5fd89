import ArgumentParser
import CandidateStore
import CommandKit
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

      A zip archive is taken as the files in it, each named ARCHIVE.zip!/PATH/IN/IT, wherever it lies and whatever it is
      called; archives in it are not taken apart.

      EXAMPLES
        hotgigs ingest ~/Downloads/applications
        hotgigs ingest applications.zip --recruiter jane@example.com
        find /srv/mail -name '*.pdf' -mtime -7 -print0 | hotgigs ingest --files-from - --null
        hotgigs ingest batch/ --report outcomes.csv --strict
        hotgigs ingest batch/ --json > outcomes.jsonl
      """)

  @Argument(help: "Files, folders and zip archives.", completion: .file())
  var paths: [String] = []

  @Option(
    help: "Also those that this file names, one a line (- reads standard input). It may still be written to.",
    completion: .file())
  var filesFrom: String?

  @Flag(name: [.customShort("0"), .long], help: "The names in --files-from end in NUL, as find -print0 writes them.")
  var null = false

  @Option(help: "Whose candidates they become (e-mail address of a user).")
  var recruiter: String?

  @Option(help: "What candidates.source says: bulk_upload, resume_import, google_drive, application or admin_share.")
  var source: String?

  @Option(help: "Reader processes (default: as pipeline.yaml says, else one per core).")
  var workers: Int?

  @Option(
    help: "Write every file's outcome to this CSV file, as it happens (- is standard output).",
    completion: .file(extensions: ["csv"]))
  var report: String?

  @Flag(help: "Take them all for resumes, also what looks like a letter, a job advert or an invoice.")
  var force = false

  @Flag(help: "Exit 1 if any file failed.")
  var strict = false

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    try WorkerCount.validate(workers)
    if paths.isEmpty && filesFrom == nil { throw ValidationError("name files or folders, or a list by --files-from") }
    if null && filesFrom == nil { throw ValidationError("--null goes with --files-from") }
    if report == "-" && global.json { throw ValidationError("--report - and --json both need standard output") }
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
    let list = try list()
    let report = try report.map { try CSVReport($0) }
    let options = IngestRun.Options(
      paths: paths, list: list, source: DocumentSource(rawValue: source ?? workspace.settings.intake.source),
      readers: workers, isForced: force, priority: list == nil ? Self.priority(of: paths) : .bulk,
      leavingOut: report?.identity)
    let reporter = IngestReporter(style: global.reporterStyle, report: report)
    let run = try await IngestRun.begin(
      options, in: workspace, actingUser: user, recruiter: recruiter,
      observer: global.observers(reporter, workspace.settings))
    let started = ContinuousClock.now
    defer { reporter.end() }
    let summary: IngestSummary
    do {
      summary = try await reporter.ticking { try await Interruption.cancelling { try await run.run() } }
    } catch is CancellationError {
      let progress = reporter.progress
      throw CommandFailure(
        .temporaryFailure,
        "interrupted after \(progress.done) files of run \(run.id), \(progress.found) found by then; nothing is lost: "
          + "give the same command again to go on")
    }
    reporter.end()
    SummaryText.print(
      summary, title: "run \(run.id) for \(recruiter.email)", elapsed: ContinuousClock.now - started,
      isBesideFiles: global.json || self.report == "-")
    if global.verbose && !global.json { StageTable.print(run.stages) }
    try report?.finish()
    if strict && summary[.failed] > 0 {
      throw CommandFailure(.failures, "\(summary[.failed]) files failed: hotgigs resumes list --status failed")
    }
  }

  private func list() throws -> PathList? {
    guard let filesFrom else { return nil }
    do {
      return try PathList(FilePath(argument: filesFrom), separator: null ? .null : .newline)
    } catch {
      throw CommandFailure(.noInput, "can't read the list \(filesFrom): \(error)")
    }
  }
}
