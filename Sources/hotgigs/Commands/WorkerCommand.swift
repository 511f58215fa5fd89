import ArgumentParser
import CandidateStore
import Ingest

/// `hotgigs worker`: works on the queue only.
struct WorkerCommand: DatabaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "worker",
    abstract: "Work on the queue: read what others have taken in. As many as you like, on any host.",
    discussion: """
      Takes resumes from the queue, of each recruiter in turn, those that somebody waits for first. Runs until SIGTERM or
      SIGINT: then it finishes what it has begun, gives the rest back and ends, within ten seconds. Killed, it loses
      nothing: another worker takes over. A database that is away is waited for.

      Workers on several hosts need one DATABASE_URL, and documents where all of them reach them: content.storage:
      database in pipeline.yaml, or content.directory on a shared mount.

      EXAMPLES
        hotgigs worker
        hotgigs worker --workers 8 --json >> outcomes.jsonl
        hotgigs worker --until-empty             work off what waits now, then end
      """)

  @Option(help: "Reader processes (default: as pipeline.yaml says, else one per core).")
  var workers: Int?

  @Flag(help: "End when nothing waits any more.")
  var untilEmpty = false

  @OptionGroup var global: GlobalOptions

  func validate() throws {
    try WorkerCount.validate(workers)
  }

  func run(in workspace: Workspace, as user: User) async throws {
    guard user.role == .admin else {
      throw CommandFailure(.noPermission, "a worker reads every recruiter's resumes: only an admin may start one")
    }
    let reporter = IngestReporter(style: global.reporterStyle)
    let run = WorkerRun(in: workspace, readers: workers, observer: reporter)
    defer { reporter.end() }
    let untilEmpty = untilEmpty
    do {
      try await Interruption.finishing(within: Self.grace, stop: run.stop) {
        try await run.run(untilEmpty: untilEmpty)
      }
    } catch is CancellationError {
      // What took longer than the grace went back to the queue: that is an end in order.
    }
    reporter.end()
    if global.verbose { StageTable.print(run.stages) }
  }

  /// Of the ten seconds that an end may take, what is left after giving back what is not finished.
  private static let grace = Duration.seconds(8)
}

/// What `--workers` takes.
enum WorkerCount {
  static func validate(_ count: Int?) throws {
    if let count, !(1...256).contains(count) { throw ValidationError("--workers takes a number from 1 to 256") }
  }
}
