import CandidateStore
import Pipeline

/// The part of a run that works on the queue: a worker of the run's own files, until all of them have ended, whoever
/// had them in hand.
struct RunWork: Sendable {
  let workspace: Workspace
  let runID: Int
  /// Whose files they are; nil for a run across recruiters.
  let recruiterID: Int?
  let name: String
  let ledger: FileLedger
  let observer: any IngestObserver
  /// Reader processes at most.
  let width: Int
  /// Opens encrypted documents.
  var password: String?
  var monitor = PipelineMonitor()
  /// Of the run's intake.
  var intake: PipelineMonitor?
  /// Tells of new work in the queue, and of the end of intake.
  var wake = WakeSignal()

  /// Works until every resume of the run has ended.
  ///
  /// - Parameter mayEnd: false as long as more may come into the queue.
  func run(mayEnd: @escaping @Sendable () async -> Bool) async throws {
    let worker = QueueWorker(
      workspace: workspace, name: name, filter: ClaimFilter(recruiterID: recruiterID, seenInRun: runID), width: width,
      password: password, patience: workspace.settings.queue.patience, observer: observer, monitor: monitor,
      intake: intake, wake: wake
    ) { _, outcome in
      ledger.committed(outcome)
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await followOthers() }
      if password != nil { group.addTask { await keepReservation() } }
      defer { group.cancelAll() }
      try await worker.run { inHand in await mayEnd() ? try await isDrained(inHand: inHand) : false }
    }
  }

  /// Whether all resumes of the run have ended, or are in this process's hands.
  private func isDrained(inHand: Int) async throws -> Bool {
    let (store, id) = (workspace.store, runID)
    let patience = Patience(limit: workspace.settings.queue.patience, observer: observer)
    let outstanding = try await patience.duringOutage { try await store.outstanding(run: id) }
    let elsewhere = outstanding.pending + outstanding.processing - inHand
    guard elsewhere > 0 else { return true }
    if outstanding.pending == 0 {
      observer.observe(.waiting(resumes: elsewhere, seconds: outstanding.secondsToLastExpiry))
    }
    return false
  }

  /// The documents with a password are this run's alone while it lives.
  private func keepReservation() async {
    while !Task.isCancelled {
      try? await Task.sleep(for: .seconds(CandidateStore.reservationSeconds / 4))
      guard !Task.isCancelled else { return }
      try? await workspace.store.keepReservation(run: runID)
    }
  }

  /// Tells the ends that other workers bring about as they happen, as far as the database answers.
  private func followOthers() async {
    while !Task.isCancelled {
      try? await Task.sleep(for: max(workspace.settings.queue.poll, .seconds(1)))
      guard !Task.isCancelled else { return }
      try? await ledger.follow(workspace.store)
    }
  }
}
