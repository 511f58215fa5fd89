import CandidateStore
import Foundation
import Pipeline

/// A worker of the queue in this process: claims resumes, reads them, commits them in batches, until a run has none left.
struct QueueWork: Sendable {
  let workspace: Workspace
  let runID: Int
  let filter: ClaimFilter
  let ledger: FileLedger
  let observer: any IngestObserver
  let monitor: PipelineMonitor
  /// Reader processes at most.
  let width: Int
  /// Opens encrypted documents.
  let password: String?
  /// Tells of new work in the queue, and of the end of intake.
  let wake: WakeSignal

  /// Works until every resume of the run has ended.
  ///
  /// - Parameter mayEnd: false as long as more may come into the queue.
  func run(mayEnd: @escaping @Sendable () async -> Bool) async throws {
    let settings = workspace.settings
    let readers = try ReaderPool(
      settings.readers.pool(maximumBytes: settings.intake.maximumBytes, processes: width))
    let queue = ClaimQueue(
      store: workspace.store, filter: filter, worker: Self.workerName, settings: settings.queue, patience: patience,
      wake: wake, isDrained: { inHand in await mayEnd() ? try await isDrained(inHand: inHand) : false })
    let keeper = Task { await queue.keepLeases() }
    do {
      // Again, for a lease that was lost in an outage comes back to the queue after the source has ended.
      repeat { try await runOnce(queue, readers: readers) } while try await !isDrained(inHand: 0)
    } catch {
      keeper.cancel()
      await queue.releaseAll()
      await readers.shutDown()
      throw error
    }
    keeper.cancel()
    await readers.shutDown()
  }

  private func runOnce(_ queue: ClaimQueue, readers: ReaderPool) async throws {
    let stages = workspace.settings.stages
    let steps = Deduplication().followed(by: CandidateUpsert()).followed(by: ActivityLog())
    try await Pipeline(envelopes: ClaimedResumes(queue: queue))
      .through(
        "read", Reading(readers: readers, content: workspace.content, password: password), width: width,
        buffer: stages.read.buffer
      )
      .batched(
        "commit", InTransaction(store: workspace.store, patience: patience, steps: steps), count: stages.commit.count,
        linger: stages.commit.linger, buffer: stages.commit.buffer
      )
      .run(to: OutcomeRecorder(queue: queue, ledger: ledger), configuration: .everyErrorIsTheEnvironments(monitor))
  }

  /// Whether all resumes of the run have ended, or are in this process's hands.
  private func isDrained(inHand: Int) async throws -> Bool {
    let (store, id) = (workspace.store, runID)
    let outstanding = try await patience.duringOutage { try await store.outstanding(run: id) }
    let elsewhere = outstanding.pending + outstanding.processing - inHand
    guard elsewhere > 0 else { return true }
    if outstanding.pending == 0 {
      observer.observe(.waiting(resumes: elsewhere, seconds: outstanding.secondsToLastExpiry))
    }
    return false
  }

  private var patience: Patience { Patience(limit: workspace.settings.queue.patience, observer: observer) }

  /// For whoever wonders who holds a lease: host and process.
  private static var workerName: String {
    "\(ProcessInfo.processInfo.hostName)/\(ProcessInfo.processInfo.processIdentifier)"
  }
}

extension RunConfiguration {
  /// Whatever a stage of ours throws is the environment's fault: a document's faults are results, not errors.
  static func everyErrorIsTheEnvironments(_ monitor: PipelineMonitor) -> RunConfiguration {
    RunConfiguration(monitor: monitor, isEnvironmental: { _ in true })
  }
}

/// The end of each resume: its lease is settled, and its files have their outcome.
private struct OutcomeRecorder: Acknowledger {
  let queue: ClaimQueue
  let ledger: FileLedger

  func acknowledge(_ ends: [Acknowledgement<ClaimedResume, CommitOutcome>]) async throws {
    await queue.settle(ends.map { Int($0.envelope.id) })
    for end in ends { ledger.committed(try end.outcome.get()) }
  }

  func release(_ envelopes: [Envelope<ClaimedResume>]) async {
    await queue.releaseAll()
  }
}
