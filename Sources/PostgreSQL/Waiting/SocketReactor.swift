import CPQ
import Glibc
import Synchronization

/// Waits for sockets on one thread for the whole process, by epoll.
///
/// A wait costs one `epoll_ctl` on the caller's side and one wake-up here. A socket has one waiter at a time.
final class SocketReactor: Sendable {
  static let shared = SocketReactor()

  enum Readiness: Sendable {
    case ready
    /// The deadline passed first.
    case timedOut
    /// ``interrupt(_:)`` was called: look again at why you wait.
    case interrupted
  }

  struct Interest: OptionSet, Sendable {
    let rawValue: UInt32
    static let read = Interest(rawValue: UInt32(EPOLLIN.rawValue))
    static let write = Interest(rawValue: UInt32(EPOLLOUT.rawValue))
  }

  private struct Waiter {
    let continuation: CheckedContinuation<Readiness, Never>
    let deadline: ContinuousClock.Instant?
  }

  private struct State {
    var waiters: [CInt: Waiter] = [:]
    var registered: Set<CInt> = []
    var interrupted: Set<CInt> = []
  }

  private let epoll: CInt
  private let wakeup: CInt
  private let state = Mutex(State())

  private init() {
    epoll = epoll_create1(CInt(EPOLL_CLOEXEC))
    wakeup = eventfd(0, CInt(EFD_CLOEXEC) | CInt(EFD_NONBLOCK))
    precondition(epoll >= 0 && wakeup >= 0, "the process is out of file descriptors")
    var event = epoll_event(events: UInt32(EPOLLIN.rawValue), data: epoll_data_t(fd: wakeup))
    epoll_ctl(epoll, EPOLL_CTL_ADD, wakeup, &event)
    DetachedThread.start { self.loop() }
  }

  /// Suspends until the socket is ready, the deadline passes or somebody interrupts.
  func wait(
    for socket: CInt, _ interest: Interest, deadline: ContinuousClock.Instant? = nil,
    isolation: isolated (any Actor)? = #isolation
  ) async -> Readiness {
    await withCheckedContinuation { continuation in
      let early: Readiness? = state.withLock { state in
        if state.interrupted.remove(socket) != nil { return .interrupted }
        state.waiters[socket] = Waiter(continuation: continuation, deadline: deadline)
        var event = epoll_event(
          events: interest.rawValue | UInt32(EPOLLONESHOT.rawValue), data: epoll_data_t(fd: socket))
        let isNew = state.registered.insert(socket).inserted
        if epoll_ctl(epoll, isNew ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, socket, &event) != 0 {
          state.waiters[socket] = nil
          state.registered.remove(socket)
          // A broken socket is "ready": the read that follows reports what is wrong with it.
          return .ready
        }
        return nil
      }
      if let early {
        continuation.resume(returning: early)
      } else if deadline != nil {
        wake()
      }
    }
  }

  /// Ends the wait for a socket, or the next one where none is going on.
  func interrupt(_ socket: CInt) {
    let waiter = state.withLock { state in
      let waiter = state.waiters.removeValue(forKey: socket)
      if waiter == nil { state.interrupted.insert(socket) }
      return waiter
    }
    waiter?.continuation.resume(returning: .interrupted)
  }

  /// Must be called before a socket is closed, since its number will be used again.
  func forget(_ socket: CInt) {
    let waiter = state.withLock { state in
      state.interrupted.remove(socket)
      if state.registered.remove(socket) != nil {
        epoll_ctl(epoll, EPOLL_CTL_DEL, socket, nil)
      }
      return state.waiters.removeValue(forKey: socket)
    }
    waiter?.continuation.resume(returning: .interrupted)
  }

  private func wake() {
    var one: UInt64 = 1
    _ = write(wakeup, &one, 8)
  }

  private func loop() {
    var events = [epoll_event](repeating: epoll_event(), count: 64)
    while true {
      let count = epoll_wait(epoll, &events, CInt(events.count), millisecondsToNextDeadline())
      for event in events.prefix(Int(max(count, 0))) {
        let socket = event.data.fd
        if socket == wakeup {
          var ignored: UInt64 = 0
          _ = read(wakeup, &ignored, 8)
          continue
        }
        let waiter = state.withLock { $0.waiters.removeValue(forKey: socket) }
        waiter?.continuation.resume(returning: .ready)
      }
      expireDeadlines()
    }
  }

  private func millisecondsToNextDeadline() -> CInt {
    let next = state.withLock { $0.waiters.values.lazy.compactMap(\.deadline).min() }
    guard let next else { return -1 }
    let remaining = ContinuousClock.now.duration(to: next)
    return CInt(clamping: max(0, Int64((remaining / .milliseconds(1)).rounded(.up))))
  }

  private func expireDeadlines() {
    let expired = state.withLock { state -> [Waiter] in
      let now = ContinuousClock.now
      let sockets = state.waiters.filter { $0.value.deadline.map { $0 <= now } ?? false }.keys
      return sockets.compactMap { state.waiters.removeValue(forKey: $0) }
    }
    for waiter in expired { waiter.continuation.resume(returning: .timedOut) }
  }
}
