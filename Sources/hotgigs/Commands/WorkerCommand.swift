import ArgumentParser
import CandidateStore
import CommandKit
import Ingest

/// `hotgigs worker`: works on the queue only.
struct WorkerCommand: DatabaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker",
    abstract: "Work on the queue: read what others have taken in. As many as you like, on any host.",
    discussion: """
      Takes resumes from the queue, of each recruiter in turn, those that somebody waits for first. Runs until SIGTERM or
      SIGINT: then it finishes what it has begun, gives the rest back and ends, within ten seconds. Killed, it loses
      nothing: another worker takes over. A database or a content store that is away is waited
      for; with --until-empty as long as queue.patience says.

      Workers on several hosts need one DATABASE_URL, and documents where all of them reach them: content.storage:
      database in pipeline.yaml, or content.directory on a shared mount.

      It logs to standard error: a line for each outcome, and nothing that names a person but at --log-level debug. With
      --json it also writes one object for each outcome to standard output, with the file's name.

      EXAMPLES
        hotgigs worker
        hotgigs worker --workers 8 --json >> outcomes.jsonl
        hotgigs worker --until-empty             work off what waits now, then end
        hotgigs worker --log-format json --metrics-port 9464
      """)

  @Option(help: "Reader processes (default: as pipeline.yaml says, else one per core).")
  var workers: Int?

  @Flag(help: "End when nothing waits any more.")
  var untilEmpty = false

  @OptionGroup(title: "Log") var log: LogOptions
  @OptionGroup(title: "Metrics") var metrics: MetricsOptions
  @OptionGroup var global: GlobalOptions

  func validate() throws {
    try WorkerCount.validate(workers)
  }

  func run(in workspace: Workspace, as user: User) async throws {
    guard user.role == .admin else {
      throw CommandFailure(.noPermission, "a worker reads every recruiter's resumes: only an admin may start one")
    }
    let telemetry = Telemetry(log.start(workspace.settings.logging, global))
    let observers = [telemetry.observer] + (global.json ? [OutcomeLines()] : [])
    let run = WorkerRun(
      in: workspace, readers: workers, observer: Observers(observers), monitor: telemetry.metrics.monitor,
      pulse: telemetry.pulse)
    try await telemetry.during(metrics, in: workspace, start: ["readers": .number(run.readers)]) { try await work(run) }
    if global.verbose && !global.json { StageTable.print(run.stages) }
  }

  /// - Returns: why it ended.
  private func work(_ run: WorkerRun) async throws -> String {
    let untilEmpty = untilEmpty
    do {
      try await Interruption.finishing(within: WorkerRun.grace, stop: run.stop) {
        try await run.run(untilEmpty: untilEmpty)
      }
      return run.isStopped ? "stopped" : "empty"
    } catch is CancellationError {
      // What took longer than the grace went back to the queue: that is an end in order.
      return "stopped in mid-work"
    }
  }
}
