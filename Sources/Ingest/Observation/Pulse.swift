import Synchronization

/// Whether a process still does something: its tasks run, whatever becomes of the database.
public final class Pulse: Sendable {
  private let interval: Duration
  private let last = Mutex(ContinuousClock.now)
  private let stopping = Mutex(false)

  public init(every interval: Duration = .seconds(5)) {
    self.interval = interval
  }

  /// Beats until cancelled.
  public func beat() async {
    while !Task.isCancelled {
      last.withLock { $0 = .now }
      try? await Task.sleep(for: interval)
    }
  }

  /// Whether the last beat is no longer ago than three intervals.
  public var isAlive: Bool { last.withLock { ContinuousClock.now - $0 } <= interval * 3 }

  /// It takes no more work.
  public func stop() { stopping.withLock { $0 = true } }

  public var isStopping: Bool { stopping.withLock { $0 } }
}

/// A value that costs something to make: made once a second at most, for however many ask.
actor Remembered<Value: Sendable> {
  private let make: @Sendable () async -> Value
  private let lifetime: Duration
  private var task: Task<Value, Never>?
  /// Nil while it is being made.
  private var made: ContinuousClock.Instant?

  init(for lifetime: Duration = .seconds(1), _ make: @escaping @Sendable () async -> Value) {
    self.make = make
    self.lifetime = lifetime
  }

  var value: Value {
    get async {
      if let task, made.map({ ContinuousClock.now - $0 < lifetime }) ?? true { return await task.value }
      let make = make
      let task = Task {
        let value = await make()
        self.made = .now
        return value
      }
      self.task = task
      made = nil
      return await task.value
    }
  }
}
