import Synchronization

/// Asks a run to stop taking items and to finish those it has; give one to ``RunConfiguration``.
///
/// A run that is to stop at once is cancelled instead. Once sent the signal stays: a run that begins later with the
/// same signal takes nothing.
public final class DrainSignal: Sendable {
  // Nothing is ever sent: whoever receives waits for the end.
  private let line = BoundedStream<Never>(capacity: 0)
  private let sent = Atomic(false)

  public init() {}

  /// Sends the signal. The source's task is cancelled, which most sequences answer by ending; a sequence that ignores
  /// cancellation holds the run up until it gives its next item.
  public func drain() {
    sent.store(true, ordering: .releasing)
    line.finish()
  }

  /// Whether the signal was sent.
  public var isSent: Bool { sent.load(ordering: .acquiring) }

  /// Returns when the signal is sent, or the waiting task is cancelled.
  func wait() async {
    do { for try await _ in line {} } catch {}
  }
}
