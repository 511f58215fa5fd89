import CandidateStore

/// How the whole of intake fares, of all its workers, at one moment.
public struct SystemStatus: Sendable {
  /// One stage, over all workers that have it.
  public struct Stage: Hashable, Sendable, Codable {
    public var name: String
    public var workers: Int
    public var width: Int
    public var received: Int
    public var inFlight: Int
    public var waiting: Int
    /// Of a call, in milliseconds: that of the slowest worker.
    public var p50: Double
    public var p95: Double
    /// The share of their time that the workers' stage worked of late, 0…1.
    public var utilization: Double
    /// The share of their time that it waited for the next stage, 0…1.
    public var blocked: Double
  }

  /// When, ISO 8601 in UTC; nil where nobody asks.
  public var time: String?
  public var queue: QueueStatus
  /// An admin's to see; a recruiter sees none.
  public var workers: [WorkerStatus]
  /// What stands around the readers of this host; nil where nobody asks.
  public var readers: ReaderWalls?
  /// Files that came to an end since the last look, per second; nil for the first.
  public var filesPerSecond: Double?
  /// In the order of the pipeline.
  public let stages: [Stage]

  /// - Parameter filesPerSecond: since the last look.
  public init(queue: QueueStatus, workers: [WorkerStatus], filesPerSecond: Double? = nil) {
    self.queue = queue
    self.workers = workers
    self.filesPerSecond = filesPerSecond
    stages = Self.stages(of: workers)
  }

  /// The stage that sets the pace: the busiest one. Nil where all of them rest.
  public var bottleneck: Stage? {
    stages.filter { $0.received > 0 && $0.utilization >= Self.leastUtilization }.max { $0.utilization < $1.utilization }
  }

  private static let leastUtilization = 0.05

  private static func stages(of workers: [WorkerStatus]) -> [Stage] {
    var stages: [Stage] = []
    // What only tells others of ends is no stage that a person could widen.
    for stage in workers.flatMap(\.report.stages) where stage.name != "acknowledge" {
      let one = Stage(
        name: stage.name, workers: 1, width: stage.width, received: stage.received, inFlight: stage.inFlight,
        waiting: stage.waiting, p50: stage.p50, p95: stage.p95, utilization: stage.utilization, blocked: stage.blocked)
      if let place = stages.firstIndex(where: { $0.name == stage.name }) {
        stages[place].add(one)
      } else {
        stages.append(one)
      }
    }
    let order = ["store", "register", "read", "commit"]
    return stages.sorted {
      (order.firstIndex(of: $0.name) ?? order.count) < (order.firstIndex(of: $1.name) ?? order.count)
    }
  }
}

extension SystemStatus.Stage {
  fileprivate mutating func add(_ other: Self) {
    let share = Double(other.width) / Double(max(1, width + other.width))
    utilization += (other.utilization - utilization) * share
    blocked += (other.blocked - blocked) * share
    workers += other.workers
    width += other.width
    received += other.received
    inFlight += other.inFlight
    waiting += other.waiting
    p50 = max(p50, other.p50)
    p95 = max(p95, other.p95)
  }
}

extension SystemStatus: Encodable {
  private enum CodingKeys: String, CodingKey {
    case time, workers, stages, bottleneck, filesPerSecond, readers
  }

  /// What is counted of the queue, and beside it the rest.
  public func encode(to encoder: any Encoder) throws {
    try queue.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(time, forKey: .time)
    try container.encode(workers, forKey: .workers)
    try container.encode(stages, forKey: .stages)
    try container.encodeIfPresent(bottleneck?.name, forKey: .bottleneck)
    try container.encodeIfPresent(filesPerSecond, forKey: .filesPerSecond)
    try container.encodeIfPresent(readers, forKey: .readers)
  }
}

/// Looks again and again, and tells what came to an end in between.
public struct StatusWatch: Sendable {
  private let store: CandidateStore
  private let userID: Int
  private var throughput = Throughput()
  private let began = ContinuousClock.now

  public init(_ store: CandidateStore, actingUser: Int) {
    self.store = store
    userID = actingUser
  }

  public mutating func look() async throws -> SystemStatus {
    let queue = try await store.status(actingUser: userID)
    let rate = throughput.note(ended: queue.completed + queue.failed, at: ContinuousClock.now - began)
    return SystemStatus(queue: queue, workers: try await store.workers(actingUser: userID), filesPerSecond: rate)
  }
}

/// Ends per second between two counts of them.
struct Throughput: Sendable {
  private var last: (ended: Int, time: Duration)?

  init() {}

  /// - Returns: nil for the first count. What is read again has an end the less: that is no negative speed.
  mutating func note(ended: Int, at time: Duration) -> Double? {
    defer { last = (ended, time) }
    guard let last, time > last.time else { return nil }
    return Double(max(0, ended - last.ended)) / ((time - last.time) / .seconds(1))
  }
}
