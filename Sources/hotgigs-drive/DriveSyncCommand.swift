import ArgumentParser
import CandidateStore
import CommandKit
import DriveSync
import Ingest

extension HotgigsDrive {
  struct Sync: DriveCommand {
    static let configuration = CommandConfiguration(
      abstract: "Take in what is new or changed in folders.",
      discussion: """
        The first time all of a folder is looked through, later what Drive says has changed. Bytes are stored and a row is \
        committed before a file counts as taken: killed at any time, the same command goes on. A file that can't be had is asked for \
        again by the next sync, and keeps no other waiting. Exits 0 when each sync came to its end, however many files failed.

        EXAMPLES
          hotgigs drive sync 1 2
          hotgigs drive sync --all --report outcomes.csv
          hotgigs drive sync --due                 what the schedules ask for; `hotgigs watch` does so every minute
          hotgigs drive sync 1 --json > outcomes.jsonl
        """)

    @Argument(help: "Numbers of syncs.") var ids: [Int] = []
    @Flag(help: "All that are not paused.") var all = false
    @Flag(help: "Those that are due by their schedule.") var due = false
    @Option(help: "Reader processes (default: as pipeline.yaml says, else one per core).") var workers: Int?
    @Option(
      help: "Write every file's outcome to this CSV file, as it happens (- is standard output).",
      completion: .file(extensions: ["csv"]))
    var report: String?
    @Flag(help: "Exit 1 if any file failed.") var strict = false
    @OptionGroup var global: GlobalOptions

    func validate() throws {
      try WorkerCount.validate(workers)
      guard [!ids.isEmpty, all, due].count(where: { $0 }) == 1 else {
        throw ValidationError("name syncs by their numbers, or say --all or --due")
      }
      if report == "-" && global.json { throw ValidationError("--report - and --json both need standard output") }
    }

    func act(in workspace: Workspace, as user: User) async throws {
      let report = try report.map { try CSVReport($0) }
      let logging = workspace.settings.logging
      let log = global.verbose ? EventLog(Log.start(format: logging.format, level: logging.level.level)) : nil
      var failure: CommandFailure?
      var failed = 0
      for id in try await chosen(in: workspace.store, as: user) {
        do {
          failed += try await sync(id, in: workspace, as: user, report, log)
        } catch let error where !(error is CommandFailure) && CommandFailure(drive: error) != nil {
          // One folder that is out of order keeps no other waiting.
          let described = CommandFailure(drive: error) ?? CommandFailure(.software, "\(error)")
          Terminal.error("sync \(id): \(described.message)")
          failure = failure ?? CommandFailure(described.exitCode, "not every sync went well: hotgigs drive list")
        }
      }
      try report?.finish()
      if let failure { throw failure }
      if strict && failed > 0 {
        throw CommandFailure(.failures, "\(failed) files failed: hotgigs resumes list --status failed")
      }
    }

    private func chosen(in store: CandidateStore, as user: User) async throws -> [Int] {
      if due { return try await store.dueDriveSyncs(actingUser: user.id) }
      let syncs = try await store.driveSyncs(actingUser: user.id)
      if all { return syncs.filter { $0.status != .paused }.map(\.id) }
      for id in ids {
        guard let sync = syncs.first(where: { $0.id == id }) else { throw CommandFailure.unknownSync(id) }
        if sync.status == .paused {
          throw CommandFailure(.usage, "sync \(id) is paused; go on with it: hotgigs drive resume \(id)")
        }
      }
      return ids
    }

    /// - Returns: how many files failed.
    private func sync(
      _ id: Int, in workspace: Workspace, as user: User, _ report: CSVReport?, _ log: EventLog?
    ) async throws -> Int {
      let reporter = IngestReporter(style: global.reporterStyle, report: report)
      let observers: [any IngestObserver] = [reporter] + (log.map { [$0] } ?? [])
      guard
        let run = try await DriveSyncRun.begin(
          id, in: workspace, actingUser: user, readers: workers, observer: Observers(observers))
      else {
        if !global.quiet { Terminal.note("sync \(id) is running elsewhere; see hotgigs drive list") }
        return 0
      }
      let started = ContinuousClock.now
      defer { reporter.end() }
      let result: DriveSyncRun.Result
      do {
        result = try await reporter.ticking { try await Interruption.cancelling { try await run.run() } }
      } catch is CancellationError {
        throw CommandFailure(
          .temporaryFailure,
          "interrupted in sync \(id), run \(run.runID); nothing is lost: give the same command again to go on")
      }
      reporter.end()
      tell(result, of: run, elapsed: ContinuousClock.now - started)
      return result.summary[.failed]
    }

    private func tell(_ result: DriveSyncRun.Result, of run: DriveSyncRun, elapsed: Duration) {
      let name = run.sync.folderName ?? run.sync.folderID
      // Run every minute by a watch, it has something to tell where something was new.
      if due && result.summary.files == 0 { return }
      SummaryText.print(
        result.summary,
        title: "sync \(run.sync.id) of \(name) for \(run.sync.recruiterEmail ?? "its recruiter"), "
          + "run \(run.runID)".singleLine, elapsed: elapsed, isBesideFiles: global.json || report == "-")
      guard !global.json, report != "-" else { return }
      if result.known > 0 { Terminal.print("  known already: \(result.known)") }
      if result.open > 0 { Terminal.print("  asked for again by the next sync: \(result.open)") }
    }
  }
}
