import Glibc
import Ingest
import Intake
import Synchronization

/// The outcomes of a run as a spreadsheet can read them (RFC 4180), each written as it happens.
///
/// It is written in place, a line at a time, rather than moved there at the end: what a run that is interrupted, or killed,
/// has done by then stands in it, and a person can look at it while the run goes on.
package final class CSVReport: Sendable {
  package static let columns = [
    "file", "outcome", "code", "message", "next_step", "resume_id", "candidate_id", "duplicate_of", "needs_review",
  ]

  private let descriptor: CInt
  private let path: String
  /// Why it is not complete.
  private let failure = Mutex<String?>(nil)

  /// Standard output is `-`.
  ///
  /// - Throws: ``CommandFailure`` where the file can't be written.
  package init(_ path: String) throws {
    self.path = path
    descriptor = path == "-" ? 1 : open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw CommandFailure(.cannotCreate, "can't write the report \(path): \(String(cString: strerror(errno)))")
    }
    write(Self.columns)
  }

  /// Which file it is, so that a run doesn't take its own report in.
  package var identity: FileID? { FileID(descriptor: descriptor) }

  deinit {
    if descriptor > 2 { close(descriptor) }
  }

  /// Adds a file; a report that can't be written on stops no run.
  package func add(_ outcome: FileOutcome) {
    let isDuplicate = outcome.outcome == .duplicate
    let resume = outcome.resumeID.map(String.init) ?? ""
    write([
      outcome.file, outcome.outcome.rawValue, outcome.code?.rawValue ?? "", outcome.message ?? "",
      NextStep.advice(for: outcome) ?? "", isDuplicate ? "" : resume, outcome.candidateID.map(String.init) ?? "",
      isDuplicate ? resume : "", outcome.needsReview ? "true" : "false",
    ])
  }

  /// - Throws: ``CommandFailure`` where it lacks lines.
  package func finish() throws {
    guard let reason = failure.withLock({ $0 }) else { return }
    throw CommandFailure(.cannotCreate, "the report \(path) is not complete: \(reason)")
  }

  private func write(_ cells: [String]) {
    let line = CSV.line(cells)
    failure.withLock { failure in
      guard failure == nil else { return }
      if !Terminal.write(Array(line.utf8), to: descriptor) { failure = String(cString: strerror(errno)) }
    }
  }
}
