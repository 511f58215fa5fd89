import CandidateStore
import Pipeline
import ResumeModel

/// A run's row in `runs`, closed however the run ends.
struct RunRecord: Sendable {
  let store: CandidateStore
  let id: Int
  let userID: Int
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

  /// The ends of resumes that another worker has brought to an end.
  private func settleStrangers() async throws {
    for id in ledger.waiting {
      guard let resume = try await store.resume(id, actingUser: userID) else { continue }
      ledger.settled(id) { path in FileOutcome(file: path, resume.summary) }
    }
  }
}

extension FileOutcome {
  /// From the row that another worker has written.
  init(file: String, _ resume: ResumeSummary) {
    self.init(
      file: file, outcome: .pending, code: resume.errorCode, message: resume.errorMessage, resumeID: resume.id,
      candidateID: resume.candidateID, needsReview: resume.needsReview)
    switch resume.status {
    case .completed: outcome = .updated
    case .failed: outcome = .failed
    case .pending, .processing: outcome = .pending
    }
  }
}
