import ArgumentParser
import CandidateStore
import CommandKit
import Ingest
import Intake

/// `hotgigs watch`: what is dropped into a folder is taken in.
struct WatchCommand: DatabaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Watch folders: what is dropped there becomes a candidate, or is put aside with a plain reason.",
    discussion: """
      The folders stand under watch.folders in pipeline.yaml, each with its recruiter, source and tags. A file is taken once
      it rests (watch.settle), one that is moved in by a rename at once; then it goes to processed/, or to failed/ with a
      NAME.error.txt that says why and what to do. Dropping a mended file in again is all it takes. A zip archive is the files
      in it, and is put away once each has its outcome.

      Runs until SIGTERM or SIGINT: then it finishes what it has begun, gives the rest back to the queue and ends, within
      ten seconds. Killed, it loses nothing. A database or a content store that is away is waited for;
      with --once as long as queue.patience says.

      Beside that it runs what is due of the Google Drive folders that have a schedule (hotgigs drive), each on one host at a
      time.

      EXAMPLES
        hotgigs watch
        hotgigs watch --once                     take what is there and end, for cron
        hotgigs watch --json >> outcomes.jsonl
        hotgigs watch --metrics-port 9464 --log-format json
        hotgigs runs list                        a run per folder and day
      """)

  @Flag(help: "Take what is there now, wait for its outcomes, and end.")
  var once = false

  @Option(help: "Reader processes (default: as pipeline.yaml says, else one per core).")
  var workers: Int?

  @OptionGroup(title: "Log") var log: LogOptions
  @OptionGroup(title: "Metrics") var metrics: MetricsOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    try WorkerCount.validate(workers)
  }

  func run(in workspace: Workspace, as user: User) async throws {
    let reporter = WatchReporter(isJSON: global.json, isQuiet: global.quiet || log.isAsked(global))
    let telemetry = Telemetry(log.startIfAsked(workspace.settings.logging, global))
    let hasSchedule = try await workspace.store.driveSyncs(actingUser: user.id).contains { $0.frequency != .manual }
    let options = WatchRun.Options(
      isOnce: once, readers: workers, mayHaveNoFolders: hasSchedule,
      monitors: (telemetry.metrics.intakeMonitor, telemetry.metrics.monitor),
      pulse: telemetry.pulse)
    let run = try await WatchRun.begin(
      options, in: workspace, actingUser: user,
      observer: WatchTelemetry(reporter: reporter, observer: telemetry.observer))
    try await telemetry.during(metrics, in: workspace, start: ["folders": .number(run.folders)]) {
      try await DriveSchedule(store: workspace.store, user: user, global: global, isOnce: once).beside {
        try await run.run()
      }
      return once ? "empty" : "stopped"
    }
    let unseen = workspace.settings.watch.folders.map(\.path).filter { reporter.troubles.contains(FilePath($0)) }
    if once, !unseen.isEmpty {
      throw CommandFailure(.noInput, "nobody could look into \(unseen.joined(separator: ", ")): see above")
    }
  }
}
