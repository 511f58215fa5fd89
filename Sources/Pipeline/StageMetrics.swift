import Metrics
import Synchronization

/// What a run asks about a joint, whatever it holds.
protocol JointGauge: Sendable {
  var capacity: Int { get }
  var depth: Int { get }
  var peakDepth: Int { get }
}

extension BoundedStream: JointGauge {}

/// Nanoseconds since a run began.
struct RunClock: Sendable {
  private let start = ContinuousClock.now

  var nanoseconds: UInt64 {
    let (seconds, attoseconds) = start.duration(to: .now).components
    return UInt64(clamping: seconds) &* 1_000_000_000 &+ UInt64(clamping: attoseconds / 1_000_000_000)
  }
}

/// Counts what one stage does, for the snapshot and for swift-metrics.
final class StageMetrics: Sendable {
  let name: String
  /// The stage's place in the pipeline, from 0.
  let position: Int
  let width: Int
  let batch: Int
  private let joint: any JointGauge
  private let clock: RunClock
  private let tally = Mutex(StageTally())
  private let instruments: StageInstruments

  /// - Parameters:
  ///   - width: workers.
  ///   - batch: items that a worker takes at once, at most.
  ///   - joint: where the stage receives from.
  init(
    name: String, position: Int, width: Int, batch: Int = 1, joint: any JointGauge, clock: RunClock,
    factory: any MetricsFactory
  ) {
    self.name = name
    self.position = position
    self.width = width
    self.batch = batch
    self.joint = joint
    self.clock = clock
    instruments = StageInstruments(stage: name, factory: factory)
  }

  /// - Returns: when it began, for ``ended(succeeded:failed:started:)``.
  func began(items: Int = 1) -> UInt64 {
    let now = clock.nanoseconds
    let inFlight = tally.withLock {
      $0.began(items: items, at: now)
      return $0.inFlight
    }
    instruments.received.increment(by: items)
    instruments.inFlight.set(Int64(inFlight))
    return now
  }

  func ended(succeeded: Int, failed: Int, started: UInt64) {
    let now = clock.nanoseconds
    tally.withLock { $0.ended(succeeded: succeeded, failed: failed, started: started, at: now) }
    if succeeded > 0 { instruments.succeeded.increment(by: succeeded) }
    if failed > 0 { instruments.failed.increment(by: failed) }
    instruments.latency.recordNanoseconds(Int64(clamping: now > started ? now - started : 0))
  }

  func handedOn(items: Int = 1) {
    let now = clock.nanoseconds
    let inFlight = tally.withLock {
      $0.handedOn(items: items, at: now)
      return $0.inFlight
    }
    instruments.inFlight.set(Int64(inFlight))
    instruments.queueDepth.set(Int64(joint.depth))
  }

  func snapshot(at now: UInt64) -> StageSnapshot {
    let tally = tally.withLock { $0 }
    return StageSnapshot(
      name: name, width: width, batch: batch, buffer: joint.capacity,
      received: tally.received, succeeded: tally.succeeded, failed: tally.failed,
      inFlight: tally.inFlight, peakInFlight: tally.peakInFlight,
      queueDepth: joint.depth, peakQueueDepth: joint.peakDepth,
      latency: tally.latency.summary,
      utilization: tally.utilization(width: width, at: now), blocked: tally.blocked(width: width, at: now))
  }
}

/// A stage's swift-metrics instruments, each with the dimension `stage`.
private struct StageInstruments: Sendable {
  let received: Counter
  let succeeded: Counter
  let failed: Counter
  let inFlight: Meter
  let queueDepth: Meter
  let latency: Timer

  init(stage: String, factory: any MetricsFactory) {
    let stage = [("stage", stage)]
    received = Counter(label: "pipeline_items_received_total", dimensions: stage, factory: factory)
    succeeded = Counter(label: "pipeline_items_succeeded_total", dimensions: stage, factory: factory)
    failed = Counter(label: "pipeline_items_failed_total", dimensions: stage, factory: factory)
    inFlight = Meter(label: "pipeline_items_in_flight", dimensions: stage, factory: factory)
    queueDepth = Meter(label: "pipeline_queue_depth", dimensions: stage, factory: factory)
    latency = Timer(label: "pipeline_stage_duration", dimensions: stage, factory: factory)
  }
}
