import CandidateStore
import Pipeline

/// A worker of the queue in this process: claims resumes, reads them, commits them in batches.
///
/// Any number of workers, on any number of hosts, share one queue; the database is all they have in common.
struct QueueWorker: Sendable {
  let workspace: Workspace
  /// What `hotgigs status` calls it.
  let name: String
  /// Which rows it takes.
  var filter = ClaimFilter.all
  /// Reader processes at most.
  let width: Int
  /// Opens encrypted documents.
  var password: String?
  /// How long it waits for a database that is away; nil for as long as it takes.
  let patience: Duration?
  let observer: any IngestObserver
  var monitor = PipelineMonitor()
  /// Of the intake that goes on in this process, for its heartbeats.
  var intake: PipelineMonitor?
  /// Tells of new work in the queue, and of the end of intake.
  var wake = WakeSignal()
  /// Makes it claim nothing more, finish what is begun and give the rest back.
  var drain = DrainSignal()
  /// Learns the end of each resume.
  let ended: @Sendable (ClaimedResume, CommitOutcome) -> Void

  /// Works until the queue is drained, or told to by ``drain``.
  ///
  /// - Parameter isDrained: asked when nothing is to be had from the queue, with the number of resumes in this process's
  ///   hands: whether nothing more is to be waited for.
  /// - Throws: what stopped it: `PostgreSQLError`, `ContentStoreError`, ``ScannerUnavailable``, ``ReaderUnavailable``, `CancellationError`. What it
  ///   had in hand is given back.
  func run(until isDrained: @escaping @Sendable (_ inHand: Int) async throws -> Bool) async throws {
    let settings = workspace.settings
    let readers = try ReaderPool(
      settings.readers.pool(maximumBytes: settings.intake.maximumBytes, processes: width)
    ) { kind, counts in observer.observe(.work(.processes(kind, counts))) }
    let presence: WorkerPresence
    do {
      presence = try await WorkerPresence.begin(name: name, store: workspace.store, patience: outages)
    } catch {
      await readers.shutDown()
      throw error
    }
    let queue = ClaimQueue(
      store: workspace.store, filter: filter, worker: presence.id, settings: settings.queue, patience: outages,
      wake: wake, isDrained: isDrained)
    let tally = WorkerTally((intake.map { [$0] } ?? []) + [monitor], pool: workspace.store.pool)
    let failure: (any Error)? = await withTaskGroup(of: Void.self) { group in
      group.addTask { await queue.keepLeases() }
      group.addTask { await presence.beat(every: min(settings.queue.lease / 6, .seconds(2))) { tally.report() } }
      defer { group.cancelAll() }
      do {
        // Again, for a lease that was lost in an outage comes back to the queue after the source has ended.
        repeat { try await runOnce(queue, readers: readers, tally: tally) } while try await !isOver(isDrained)
        return nil
      } catch {
        return error
      }
    }
    await queue.releaseAll()
    await presence.end(tally.report())
    await readers.shutDown()
    if let failure { throw (failure as? RunStopped)?.error ?? failure }
  }

  private func runOnce(_ queue: ClaimQueue, readers: ReaderPool, tally: WorkerTally) async throws {
    let settings = workspace.settings
    let stages = settings.stages
    let steps = Deduplication().followed(by: CandidateUpsert()).followed(by: ActivityLog())
    var configuration = RunConfiguration.everyErrorIsTheEnvironments(monitor)
    configuration.drain = drain
    try await Pipeline(envelopes: ClaimedResumes(queue: queue))
      .through(
        "read",
        Reading(
          readers: readers, content: workspace.content, scanner: VirusScanner(settings.scan),
          absence: settings.scan.absence,
          password: password, store: workspace.store, patience: outages),
        width: width, buffer: stages.read.buffer
      )
      .batched(
        "commit", InTransaction(store: workspace.store, content: workspace.content, patience: outages, steps: steps),
        count: stages.commit.count, linger: stages.commit.linger, buffer: stages.commit.buffer
      )
      .run(
        to: OutcomeRecorder(queue: queue) { resume, outcome in
          tally.count(outcome)
          if case .leaseLost = outcome.kind {
            observer.observe(.work(.leaseLost(resumeID: resume.id, traceID: resume.traceID)))
          }
          ended(resume, outcome)
        }, configuration: configuration)
  }

  private func isOver(_ isDrained: @Sendable (Int) async throws -> Bool) async throws -> Bool {
    if drain.isSent { return true }
    // A cancelled source has ended too.
    try Task.checkCancellation()
    return try await isDrained(0)
  }

  private var outages: Patience { Patience(limit: patience, observer: observer, log: workspace.store) }
}

extension RunConfiguration {
  /// Whatever a stage of ours throws is the environment's fault: a document's faults are results, not errors.
  static func everyErrorIsTheEnvironments(_ monitor: PipelineMonitor) -> RunConfiguration {
    RunConfiguration(monitor: monitor, isEnvironmental: { _ in true })
  }
}

/// The end of each resume: its lease is settled, and whoever waits learns its outcome.
private struct OutcomeRecorder: Acknowledger {
  let queue: ClaimQueue
  let ended: @Sendable (ClaimedResume, CommitOutcome) -> Void

  func acknowledge(_ ends: [Acknowledgement<ClaimedResume, CommitOutcome>]) async throws {
    let took = await queue.settle(ends.map { Int($0.envelope.id) })
    for end in ends {
      var outcome = try end.outcome.get()
      outcome.took = took[outcome.resumeID]
      ended(end.envelope.value, outcome)
    }
  }

  func release(_ envelopes: [Envelope<ClaimedResume>]) async {
    await queue.releaseAll()
  }
}
