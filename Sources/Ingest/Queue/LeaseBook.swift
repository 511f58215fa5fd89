import CandidateStore

/// The leases that a worker has taken, as a value: which are due to be renewed, which may have ended.
///
/// Times are those of a clock of the process's own that neither stops nor jumps. A lease counts from before the request
/// that took it was sent, so it ends here before it ends at the server, however slow the network. Where the server's own
/// clock jumps, a lease may be lost unnoticed: then its token fences whatever is done with it.
struct LeaseBook: Hashable, Sendable {
  private struct Entry: Hashable {
    var lease: Lease
    /// When it ends; nil once it is known to be lost.
    var end: Duration?
  }

  /// How long the server grants one.
  let length: Duration
  private var entries: [Int: Entry] = [:]

  init(length: Duration) {
    self.length = length
  }

  /// Resumes that are in hand, those with a lost lease among them: the pipeline may be at work on them.
  var count: Int { entries.count }

  /// Notes leases that a claim has brought.
  ///
  /// - Parameter askedAt: when the claim was sent.
  /// - Returns: those to be given back: of resumes that are in hand with a lease that was lost. One resume is never
  ///   twice in hand.
  mutating func take(_ leases: [Lease], askedAt: Duration) -> [Lease] {
    var refused: [Lease] = []
    for lease in leases {
      if entries[lease.resumeID] == nil {
        entries[lease.resumeID] = Entry(lease: lease, end: askedAt + length)
      } else {
        refused.append(lease)
      }
    }
    return refused
  }

  /// The leases to be renewed now: all that have no more than two thirds of their time left.
  func due(at now: Duration) -> [Lease] {
    entries.values.filter { entry in entry.end.map { $0 - now <= length * 2 / 3 } ?? false }.map(\.lease)
      .sorted { $0.resumeID < $1.resumeID }
  }

  /// Notes the answer to a renewal: the leases that the server did not find are lost.
  ///
  /// - Parameters:
  ///   - asked: the leases that were to be renewed.
  ///   - kept: the resumes of those that were.
  ///   - askedAt: when the request was sent.
  mutating func renewed(_ asked: [Lease], kept: Set<Int>, askedAt: Duration) {
    for lease in asked where entries[lease.resumeID]?.lease == lease {
      entries[lease.resumeID]?.end = kept.contains(lease.resumeID) ? askedAt + length : nil
    }
  }

  /// Whether the resume's lease holds still, as far as this process can know.
  func isHeld(_ resumeID: Int, at now: Duration) -> Bool {
    guard let end = entries[resumeID]?.end else { return false }
    return now < end
  }

  /// The resume has come to its end, or was never begun.
  mutating func settle(_ resumeID: Int) {
    entries[resumeID] = nil
  }

  /// Empties the book.
  ///
  /// - Returns: the leases to be given back.
  mutating func close() -> [Lease] {
    defer { entries = [:] }
    return entries.values.filter { $0.end != nil }.map(\.lease).sorted { $0.resumeID < $1.resumeID }
  }
}
