/// A run at one moment: counts, rates and who is slow.
public struct PipelineSnapshot: Sendable, Hashable {
  /// Since the run began; of a run that is over, how long it took.
  public let elapsed: Duration
  /// Items that the source has given.
  public let taken: Int
  /// Items acknowledged as succeeded.
  public let succeeded: Int
  /// Items acknowledged as failed.
  public let failed: Int
  /// In the order of the pipeline; the last is the acknowledgement.
  public let stages: [StageSnapshot]

  /// Items between the source and their acknowledgement.
  public var inFlight: Int { taken - succeeded - failed }

  /// Items acknowledged per second since the run began.
  public var itemsPerSecond: Double {
    let seconds = elapsed / .seconds(1)
    return seconds > 0 ? Double(succeeded + failed) / seconds : 0
  }

  /// The stage that sets the pace: the one whose workers are busiest. Nil before anything was worked on.
  ///
  /// A wider, faster or larger-batched bottleneck makes the whole run faster; another stage does not.
  public var bottleneck: StageSnapshot? {
    stages.filter { $0.received > 0 }.max { $0.utilization < $1.utilization }
  }
}

/// One stage at one moment.
public struct StageSnapshot: Sendable, Hashable, Identifiable {
  public let name: String
  /// Workers, each with one item or batch at a time.
  public let width: Int
  /// Items in a batch at most; 1 for a stage that is not batched.
  public let batch: Int
  /// Items that may wait before the stage.
  public let buffer: Int
  public let received: Int
  public let succeeded: Int
  public let failed: Int
  /// Items received and not handed on; never more than `width * batch`.
  public let inFlight: Int
  public let peakInFlight: Int
  /// Items that wait before the stage; never more than `buffer`.
  public let queueDepth: Int
  public let peakQueueDepth: Int
  /// Of a call to the stage: of an item, or of a batch.
  public let latency: LatencySummary
  /// The share of the workers' time spent working, 0…1. Near 1 in one stage and lower in the others: the bottleneck.
  public let utilization: Double
  /// The share of the workers' time spent waiting for room downstream, 0…1: another stage is slow.
  public let blocked: Double

  public var id: String { name }
}
