import CandidateStore
import Pipeline
import ResumeModel

/// A run's row in `runs`, closed however the run ends.
struct RunRecord: Sendable {
  let store: CandidateStore
  let id: Int
  let ledger: FileLedger

  /// Runs `body` and stores the summary.
  ///
  /// - Throws: what stopped `body`; of a pipeline the error of the stage that stopped it.
  func closing(_ body: () async throws -> Void) async throws -> IngestSummary {
    do {
      try await body()
      try await settleStrangers()
    } catch {
      let status: RunStatus = error is CancellationError ? .cancelled : .failed
      let counts = ledger.summary.stored
      // Not cancelled with the run; best effort, for the database may be what is away.
      _ = await Task { try? await store.finishRun(id, status: status, counts: counts) }.value
      throw (error as? RunStopped)?.error ?? error
    }
    let summary = ledger.summary
    try await store.finishRun(id, counts: summary.stored)
    return summary
  }

  /// The ends of resumes that another worker has brought to an end; what is left waits still.
  private func settleStrangers() async throws {
    try await ledger.follow(store)
    for id in ledger.waiting { ledger.settled(id) { FileOutcome(file: $0, outcome: .pending, resumeID: id) } }
  }
}
