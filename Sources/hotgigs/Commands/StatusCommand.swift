import ArgumentParser
import CandidateStore
import CommandKit
import Ingest
import PostgreSQL

/// `hotgigs status`: the queue, failures by code, who works on it and what holds it up.
struct StatusCommand: DatabaseCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "The queue, failures by code, the workers and what holds them up.",
    discussion: """
      A recruiter sees their own resumes; the workers are an admin's to see. Of the stages the busiest is the bottleneck:
      only more of that one makes intake faster. The readers' line is of this host: which walls stand around the processes that open
      documents (readers.sandbox in pipeline.yaml).

      EXAMPLES
        hotgigs status
        hotgigs status --watch                  again every two seconds, until interrupted
        hotgigs status --watch --interval 10s --json >> status.jsonl
      """)

  @Flag(help: "Look again and again.") var watch = false
  @Option(help: "With --watch: how often, as 2s or 1min.") var interval = Interval(duration: .seconds(2))
  @OptionGroup var global: GlobalOptions

  func run(in workspace: Workspace, as user: User) async throws {
    var status = StatusWatch(workspace.store, actingUser: user.id)
    // They are the kernel's and the installation's, which do not change while one looks.
    let readers = await workspace.settings.readers.wallStatus()
    guard watch else { return try show(try await status.look(), readers) }
    let clock = ContinuousClock()
    var next = clock.now
    var isAway = false
    while true {
      do {
        try show(try await status.look(), readers)
        isAway = false
      } catch let error as PostgreSQLError where error.isConnectionProblem {
        if !isAway { Terminal.note("waiting for the database: \(error.message)".singleLine) }
        isAway = true
      }
      next = max(next.advanced(by: interval.duration), clock.now)
      try await clock.sleep(until: next)
    }
  }

  private func show(_ status: SystemStatus, _ readers: ReaderWalls) throws {
    var status = status
    status.readers = readers
    let time = LogText.time(milliseconds: LogLine.now)
    status.time = time
    if global.json { return Terminal.print(try JSON.line(status)) }
    let lines = StatusText.lines(status)
    guard watch else { return Terminal.write(lines.map { $0 + "\n" }.joined(), to: 1) }
    let block = ([time] + lines).map { $0 + "\n" }.joined()
    // From the top, over what stood there; elsewhere one block after the other.
    Terminal.write(Terminal.isStandardOutputATerminal ? "\u{1b}[H\u{1b}[2J" + block : block + "\n", to: 1)
  }
}

/// A time with its unit: "2s", "500 ms".
struct Interval: ExpressibleByArgument, CustomStringConvertible {
  var duration: Duration

  init(duration: Duration) {
    self.duration = duration
  }

  init?(argument: String) {
    guard let milliseconds = Quantity.parse(argument, units: ["ms": 1, "s": 1000, "min": 60_000, "h": 3_600_000]),
      (100...86_400_000).contains(milliseconds)
    else { return nil }
    duration = .milliseconds(milliseconds)
  }

  var description: String { "\(duration / .seconds(1))s" }
  var defaultValueDescription: String { "2s" }
}
