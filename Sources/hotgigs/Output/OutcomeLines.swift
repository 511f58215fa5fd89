import CommandKit
import Ingest

/// Writes an object for each outcome to standard output: `--json` of a command that logs.
struct OutcomeLines: IngestObserver {
  func observe(_ event: IngestEvent) {
    guard case .outcome(let outcome) = event, let line = try? JSON.line(outcome) else { return }
    Terminal.print(line)
  }
}
