import CandidateStore
import Pipeline

/// The resumes that this process has claimed from the queue, from the claim to the end of each.
///
/// What is claimed is leased: ``keepLeases()`` renews every lease until its resume has ended, and what a stopped run leaves
/// goes back to the queue.
actor ClaimQueue {
  private let store: CandidateStore
  private let filter: ClaimFilter
  private let worker: String
  private let settings: Settings.QueueSettings
  private let patience: Patience
  private let wake: WakeSignal
  /// Whether nothing more is to be waited for, given how many resumes this process has in hand.
  private let isDrained: @Sendable (Int) async throws -> Bool
  private var claimed: [ClaimedResume] = []
  private var open: [Int: Lease] = [:]

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
  }

  /// The next resume to read; nil once the queue is drained.
  func next() async throws -> Envelope<ClaimedResume>? {
    while claimed.isEmpty {
      try Task.checkCancellation()
      let store = store
      let (count, seconds) = (settings.claim, leaseSeconds)
      let (worker, filter) = (worker, filter)
      let found = try await patience.duringOutage {
        try await store.claim(count, worker: worker, leaseSeconds: seconds, filter: filter)
      }
      if !found.isEmpty {
        // Reversed, so that the oldest is the last and the cheapest to take.
        claimed = found.reversed()
        for resume in found { open[resume.lease.resumeID] = resume.lease }
      } else if try await isDrained(open.count) {
        return nil
      } else {
        await wake.sleep(upTo: settings.poll)
        _ = try await patience.duringOutage { try await store.recoverExpired() }
      }
    }
    let resume = claimed.removeLast()
    return Envelope(id: UInt64(resume.lease.resumeID), trace: ["resume": "\(resume.lease.resumeID)"], value: resume)
  }

  /// The resume has ended: its lease need not be kept.
  func settle(_ resumeIDs: [Int]) {
    for id in resumeIDs { open[id] = nil }
  }

  /// Renews the leases of all that is in hand, until cancelled.
  func keepLeases() async {
    while !Task.isCancelled {
      try? await Task.sleep(for: settings.lease / 3)
      let leases = Array(open.values)
      guard !Task.isCancelled, !leases.isEmpty else { continue }
      // An outage is the commit's to wait out: a lease that ends meanwhile is fenced, and its resume is read again.
      _ = try? await store.renew(leases, leaseSeconds: leaseSeconds)
    }
  }

  /// Gives back to the queue all that has not ended, so that it waits for no lease. Best effort: the leases end anyway.
  func releaseAll() async {
    let leases = Array(open.values)
    open = [:]
    claimed = []
    if !leases.isEmpty { try? await store.release(leases) }
  }

  private var leaseSeconds: Int { max(1, Int(settings.lease.components.seconds)) }
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
