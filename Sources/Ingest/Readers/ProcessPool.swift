import Glibc
import ReaderProtocol
import ResumeModel

/// Processes of one executable, lent out for one exchange at a time and replaced after death, hang, many exchanges or growth.
///
/// A document that kills its process is tried again alone in a fresh one, and is `crashed` at the third death, or
/// `limit_exceeded` where the process had filled its memory: the one that died may have been filled by others. One that
/// passes the deadline is a `timeout` at once: it would hang the next process as well.
actor ProcessPool {
  struct Configuration: Sendable {
    /// Path of the executable.
    var executable: String
    /// How many processes at most.
    var size: Int
    /// A process is replaced after so many exchanges …
    var exchangesPerProcess: Int
    /// … or once it holds so much memory, bytes.
    var maximumResidentBytes: Int
    /// What one that is well may at most have held, bytes: if it dies after more than that, memory is what it died of.
    var ordinaryPeakBytes: Int
    /// Deaths of a process until the document it held is given up.
    var tries: Int
    /// Whether a wall around a process may be missing.
    var sandbox: SandboxRequirement
  }

  /// One exchange, made out once a process is at hand.
  struct Exchange: Sendable {
    var request: ReaderRequest
    /// Wall-clock time for it.
    var deadline: Duration
  }

  private struct Lent {
    let process: ReaderProcess
    var exchanges = 0

    init(_ configuration: Configuration) throws(ReaderUnavailable) {
      process = try ReaderProcess(
        executable: configuration.executable, ordinaryPeakBytes: configuration.ordinaryPeakBytes,
        sandbox: configuration.sandbox)
    }
  }

  private let configuration: Configuration
  private var idle: [Lent] = []
  private var lent = 0
  private var waiting: [(ticket: UInt64, continuation: CheckedContinuation<Void, any Error>)] = []
  private var lastID: UInt64 = 0
  private var isClosed = false
  private(set) var counts = ReaderPool.Counts() {
    didSet { onChange(counts) }
  }
  private let onChange: @Sendable (ReaderPool.Counts) -> Void

  /// - Parameter onChange: learns what has become of processes so far, whenever that changes.
  init(_ configuration: Configuration, onChange: @escaping @Sendable (ReaderPool.Counts) -> Void) {
    self.configuration = configuration
    self.onChange = onChange
  }

  /// Starts the first process at once, so that it is up by the time a document comes.
  init(
    startingOne configuration: Configuration, onChange: @escaping @Sendable (ReaderPool.Counts) -> Void
  ) throws(ReaderUnavailable) {
    self.configuration = configuration
    self.onChange = onChange
    idle = [try Lent(configuration)]
    counts.started = 1
    onChange(counts)
  }

  /// Hands a document over and waits for the reply; waits for a free process first.
  ///
  /// - Parameters:
  ///   - document: an open descriptor of a regular file; it stays the caller's.
  ///   - deathsBefore: how many processes have died on the document already, here or elsewhere.
  ///   - onDeath: is told of each that dies on it now.
  ///   - make: given the request's number, the exchange; nil where there is no time left for one.
  /// - Returns: Nil where there was no time left.
  /// - Throws: ``ExtractionError`` when the document is at fault, `crashed` and `timeout` among its codes;
  ///   ``ReaderUnavailable``, ``WallsMissing`` or `CancellationError` when it is not.
  func exchange(
    _ document: CInt, deathsBefore: Int = 0, onDeath: @Sendable () async -> Void = {},
    _ make: @Sendable (UInt64) -> Exchange?
  ) async throws -> ReaderReply? {
    var deaths = deathsBefore
    guard deaths < configuration.tries else {
      throw ExtractionError(.crashed, "readers died on it \(deaths) times before; open it and save it anew")
    }
    var goners = 0
    while true {
      var borrowed = try await borrow(fresh: deaths > 0)
      lastID += 1
      guard let exchange = make(lastID) else {
        idle.append(borrowed)
        giveUpPlace()
        return nil
      }
      switch await borrowed.process.exchange(exchange.request, document: document, deadline: exchange.deadline) {
      case .reply(let reply):
        borrowed.exchanges += 1
        await giveBack(borrowed, residentBytes: reply.header.residentBytes)
        return reply
      case .gone where Task.isCancelled, .died where Task.isCancelled:
        giveUpPlace()
        throw CancellationError()
      case .gone(let how):
        // An idle process may have been killed, all of them at once too; one that dies as it starts is an installation's
        // fault, which another start does not mend.
        goners += 1
        giveUpPlace()
        if goners > configuration.size + 2 {
          throw ReaderUnavailable(
            executable: configuration.executable, reason: "it ends as soon as it is started (\(how))")
        }
      case .timedOut:
        counts.timedOut += 1
        giveUpPlace()
        throw ExtractionError(
          .timeout, "not read within \(exchange.deadline.components.seconds) s; open it and save it anew")
      case .died(let how) where how.isOfTheInstallation:
        giveUpPlace()
        throw ReaderUnavailable(executable: configuration.executable, reason: "a part of it is missing (\(how))")
      case .unwalled(let walls):
        giveUpPlace()
        throw WallsMissing(executable: configuration.executable, walls: walls)
      case .died(let how):
        counts.died += 1
        deaths += 1
        giveUpPlace()
        await onDeath()
        if deaths >= configuration.tries {
          if how.isOutOfMemory {
            throw ExtractionError(
              .limitExceeded, "takes more memory than a resume can need; look at it before anything else opens it")
          }
          throw ExtractionError(
            .crashed, "the reader died on it \(deaths == 1 ? "" : "\(deaths) times ")(\(how)); open it and save it anew"
          )
        }
      }
    }
  }

  /// Ends all idle processes; one at work ends when its document does.
  func shutDown() async {
    isClosed = true
    let processes = idle
    idle = []
    for lent in processes { await lent.process.end() }
  }

  /// Numbers of the idle processes.
  var idleProcesses: [pid_t] { idle.map(\.process.pid) }

  // MARK: Lending

  private func borrow(fresh: Bool) async throws -> Lent {
    try Task.checkCancellation()
    if lent >= configuration.size { try await waitForPlace() } else { lent += 1 }
    do {
      if !fresh, let lent = idle.popLast() { return lent }
      if fresh, !idle.isEmpty, idle.count + lent > configuration.size {
        await idle.removeFirst().process.end()
        counts.retired += 1
      }
      counts.started += 1
      return try Lent(configuration)
    } catch {
      giveUpPlace()
      throw error
    }
  }

  private func waitForPlace() async throws {
    lastID += 1
    let ticket = lastID
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
        if Task.isCancelled {
          continuation.resume(throwing: CancellationError())
        } else {
          waiting.append((ticket, continuation))
        }
      }
    } onCancel: {
      Task { await self.stopWaiting(ticket) }
    }
  }

  private func stopWaiting(_ ticket: UInt64) {
    guard let index = waiting.firstIndex(where: { $0.ticket == ticket }) else { return }
    waiting.remove(at: index).continuation.resume(throwing: CancellationError())
  }

  private func giveBack(_ lent: Lent, residentBytes: Int) async {
    let isWorn =
      lent.exchanges >= configuration.exchangesPerProcess || residentBytes > configuration.maximumResidentBytes
    if isWorn || isClosed {
      if isWorn { counts.retired += 1 }
      await lent.process.end()
    } else {
      idle.append(lent)
    }
    giveUpPlace()
  }

  /// A place goes straight to the one who waits longest, so that none who comes later overtakes.
  private func giveUpPlace() {
    if waiting.isEmpty { lent -= 1 } else { waiting.removeFirst().continuation.resume() }
  }
}
