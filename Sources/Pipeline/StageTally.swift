/// What is counted about one stage, as a value: times are nanoseconds since the run began, and never go back.
///
/// A stage has workers; each receives items, works on them, and hands on what came out. Working and handing on are
/// told apart: a worker that waits for room downstream is not busy, its neighbour is slow.
struct StageTally: Sendable {
  private(set) var received = 0
  private(set) var succeeded = 0
  private(set) var failed = 0
  /// Items received and not handed on yet.
  private(set) var inFlight = 0
  private(set) var peakInFlight = 0
  private(set) var latency = LatencyHistogram()
  private var working = 0
  private var handingOn = 0
  /// Worker-nanoseconds up to `lastChange`.
  private var workedTime: UInt64 = 0
  private var handingOnTime: UInt64 = 0
  private var lastChange: UInt64 = 0

  /// A worker begins with items that it received.
  mutating func began(items: Int, at now: UInt64) {
    advance(to: now)
    received += items
    inFlight += items
    peakInFlight = max(peakInFlight, inFlight)
    working += 1
  }

  /// A worker has outcomes for its items, `started` being when it began, and now hands them on.
  mutating func ended(succeeded: Int, failed: Int, started: UInt64, at now: UInt64) {
    advance(to: now)
    self.succeeded += succeeded
    self.failed += failed
    latency.record(nanoseconds: now > started ? now - started : 0)
    working -= 1
    handingOn += 1
  }

  /// A worker has handed on all its items.
  mutating func handedOn(items: Int, at now: UInt64) {
    advance(to: now)
    inFlight -= items
    handingOn -= 1
  }

  /// The share of `width` workers' time since the run began spent working, 0…1.
  func utilization(width: Int, at now: UInt64) -> Double {
    share(of: workedTime, workers: working, width: width, at: now)
  }

  /// The share of `width` workers' time spent waiting for room downstream, 0…1.
  func blocked(width: Int, at now: UInt64) -> Double {
    share(of: handingOnTime, workers: handingOn, width: width, at: now)
  }

  private func share(of time: UInt64, workers: Int, width: Int, at now: UInt64) -> Double {
    guard now > 0, width > 0 else { return 0 }
    let running = now > lastChange ? UInt64(workers) * (now - lastChange) : 0
    return min(1, Double(time + running) / (Double(width) * Double(now)))
  }

  private mutating func advance(to now: UInt64) {
    // Two workers may read the clock in one order and come here in the other.
    guard now > lastChange else { return }
    workedTime += UInt64(working) * (now - lastChange)
    handingOnTime += UInt64(handingOn) * (now - lastChange)
    lastChange = now
  }
}
