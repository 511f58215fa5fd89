import Synchronization

/// Permits handed out in the order of asking. Waiting is cancellable and takes no thread.
final class FairSemaphore: Sendable {
  /// The order of permits and waiters, as a value.
  struct Line {
    private(set) var free: Int
    private var nextTicket: UInt64 = 0
    private var waiting: [(ticket: UInt64, continuation: CheckedContinuation<Bool, Never>)] = []
    private var head = 0

    init(permits: Int) { free = permits }

    var count: Int { waiting.count - head }
    var isEmpty: Bool { count == 0 }

    mutating func takeFree() -> Bool {
      guard free > 0, isEmpty else { return false }
      free -= 1
      return true
    }

    mutating func issueTicket() -> UInt64 {
      nextTicket += 1
      return nextTicket
    }

    mutating func join(_ ticket: UInt64, _ continuation: CheckedContinuation<Bool, Never>) {
      waiting.append((ticket, continuation))
    }

    mutating func leave(_ ticket: UInt64) -> CheckedContinuation<Bool, Never>? {
      guard let index = waiting[head...].firstIndex(where: { $0.ticket == ticket }) else { return nil }
      return waiting.remove(at: index).continuation
    }

    /// The waiter that gets the returned permit; with none, the permit is free.
    mutating func giveBack() -> CheckedContinuation<Bool, Never>? {
      guard !isEmpty else {
        free += 1
        return nil
      }
      let next = waiting[head].continuation
      head += 1
      if head > 32, head * 2 > waiting.count {
        waiting.removeFirst(head)
        head = 0
      }
      return next
    }
  }

  private let line: Mutex<Line>

  init(permits: Int) {
    line = Mutex(Line(permits: permits))
  }

  /// How many permits nobody has.
  var free: Int { line.withLock { $0.free } }

  /// How many wait now.
  var waiting: Int { line.withLock { $0.count } }

  /// Waits for a permit. With `isCancellable` false, a cancelled task waits all the same (a ROLLBACK must run).
  func acquire(
    isCancellable: Bool = true, isolation: isolated (any Actor)? = #isolation
  ) async throws(PostgreSQLError) {
    if isCancellable, Task.isCancelled { throw .taskCancelled }
    if line.withLock({ $0.takeFree() }) { return }
    let ticket = line.withLock { $0.issueTicket() }
    let hasPermit = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let answer: Bool? = line.withLock { line in
          // Cancelled before joining: the handler has run already and found nobody.
          if isCancellable, Task.isCancelled { return false }
          if line.takeFree() { return true }
          line.join(ticket, continuation)
          return nil
        }
        if let answer { continuation.resume(returning: answer) }
      }
    } onCancel: {
      guard isCancellable else { return }
      line.withLock { $0.leave(ticket) }?.resume(returning: false)
    }
    if !hasPermit { throw .taskCancelled }
  }

  func release() {
    line.withLock { $0.giveBack() }?.resume(returning: true)
  }
}

extension PostgreSQLError {
  static var taskCancelled: PostgreSQLError { PostgreSQLError(.cancelled, "the task was cancelled") }
}
