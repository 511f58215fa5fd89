import CandidateStore
import Logging
import Pipeline

/// The resumes that this process has claimed from the queue, from the claim to the end of each.
///
/// What is claimed is leased: ``keepLeases()`` renews every lease until its resume has ended, and what a stopped worker
/// leaves goes back to the queue.
actor ClaimQueue {
  private let store: CandidateStore
  private let filter: ClaimFilter
  /// The worker's id.
  private let worker: String
  private let settings: Settings.QueueSettings
  private let patience: Patience
  private let wake: WakeSignal
  /// Whether nothing more is to be waited for, given how many resumes this process has in hand.
  private let isDrained: @Sendable (Int) async throws -> Bool
  private let clock = MonotonicClock()
  private var claimed: [ClaimedResume] = []
  private var book: LeaseBook
  /// How long the next look is put off where this one found nothing.
  private var pause = firstPause
  private static let firstPause = Duration.milliseconds(50)
  /// When each was handed out.
  private var begun: [Int: Duration] = [:]

  init(
    store: CandidateStore, filter: ClaimFilter, worker: String, settings: Settings.QueueSettings, patience: Patience,
    wake: WakeSignal, isDrained: @escaping @Sendable (Int) async throws -> Bool
  ) {
    self.store = store
    self.filter = filter
    self.worker = worker
    self.settings = settings
    self.patience = patience
    self.wake = wake
    self.isDrained = isDrained
    book = LeaseBook(length: settings.lease)
  }

  /// The next resume to read; nil once the queue is drained, or the task is cancelled.
  func next() async throws -> Envelope<ClaimedResume>? {
    while !Task.isCancelled {
      guard let resume = claimed.popLast() else {
        guard try await claim() else { return nil }
        continue
      }
      // Time may have passed since the claim: this host slept, or the database was away.
      guard book.isHeld(resume.id, at: clock.now) else {
        book.settle(resume.id)
        patience.observer.observe(.work(.leaseLost(resumeID: resume.id, traceID: resume.traceID)))
        tellHeld()
        continue
      }
      begun[resume.id] = clock.now
      return Envelope(id: UInt64(resume.id), trace: resume.trace, value: resume)
    }
    return nil
  }

  /// Claims more, or waits for a while where nothing is to be had.
  ///
  /// - Returns: false once the queue is drained.
  private func claim() async throws -> Bool {
    let (store, settings, worker, filter) = (store, settings, worker, filter)
    let (found, askedAt) = try await patience.duringOutage { [clock] in
      let askedAt = clock.now
      return (
        try await store.claim(settings.claim, worker: worker, leaseSeconds: settings.leaseSeconds, filter: filter),
        askedAt
      )
    }
    let refused = Set(book.take(found.map(\.lease), askedAt: askedAt))
    if !refused.isEmpty { try? await store.release(Array(refused), delaySeconds: 1) }
    // Reversed, so that the first is the last and the cheapest to take.
    claimed = found.filter { !refused.contains($0.lease) }.reversed()
    tellHeld()
    guard claimed.isEmpty else {
      pause = Self.firstPause
      return true
    }
    if try await isDrained(book.count) { return false }
    // Soon at first: a run's last files are in the hands of others, for a moment.
    await wake.sleep(upTo: min(pause, settings.poll))
    pause = min(pause * 2, settings.poll)
    return true
  }

  /// The resumes have ended: their leases need not be kept.
  ///
  /// - Returns: how long each was in hand.
  func settle(_ resumeIDs: [Int]) -> [Int: Duration] {
    var took: [Int: Duration] = [:]
    for id in resumeIDs {
      book.settle(id)
      took[id] = begun.removeValue(forKey: id).map { clock.now - $0 }
    }
    tellHeld()
    return took
  }

  private func tellHeld() {
    patience.observer.observe(.work(.leasesHeld(book.count)))
  }

  /// Renews the leases of all that is in hand, until cancelled.
  func keepLeases() async {
    while !Task.isCancelled {
      try? await Task.sleep(for: settings.lease / 6)
      let askedAt = clock.now
      let due = book.due(at: askedAt)
      guard !Task.isCancelled, !due.isEmpty else { continue }
      // An outage is the commit's to wait out: a lease that ends meanwhile is fenced, and its resume is read again.
      guard let kept = try? await store.renew(due, leaseSeconds: settings.leaseSeconds) else { continue }
      book.renewed(due, kept: kept, askedAt: askedAt)
    }
  }

  /// Gives back to the queue all that has not ended, so that it waits for no lease. Best effort: the leases end anyway.
  func releaseAll() async {
    claimed = []
    begun = [:]
    let leases = book.close()
    if !leases.isEmpty { try? await store.release(leases) }
    tellHeld()
  }
}

/// A claim queue as a pipeline's source.
struct ClaimedResumes: AsyncSequence {
  let queue: ClaimQueue

  func makeAsyncIterator() -> Iterator { Iterator(queue: queue) }

  struct Iterator: AsyncIteratorProtocol {
    let queue: ClaimQueue

    func next() async throws -> Envelope<ClaimedResume>? { try await queue.next() }
  }
}

/// Time since this value was made, by a clock that goes on while the machine sleeps.
struct MonotonicClock: Sendable {
  private let start = ContinuousClock.now

  var now: Duration { start.duration(to: .now) }
}

extension Settings.QueueSettings {
  /// Whole seconds, as the server takes them.
  var leaseSeconds: Int { max(1, Int(lease.components.seconds)) }
}

extension ClaimedResume {
  /// What log lines about it carry: nothing that names a person.
  var trace: [String: Logger.MetadataValue] {
    var trace: [String: Logger.MetadataValue] = ["resume": "\(id)"]
    if let runID { trace["run"] = "\(runID)" }
    if let traceID { trace.merge(traceID.metadata) { $1 } }
    return trace
  }
}
