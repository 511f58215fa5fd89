import Dispatch
import Glibc
import ReaderProtocol
import Synchronization

/// One running `hotgigs-reader` or `hotgigs-ocr`, which works on one document at a time.
///
/// Exchanges block, so they run on a queue of the reader's own, never on Swift's cooperative pool.
final class ReaderProcess: Sendable {
  /// How an exchange ended.
  enum Outcome: Sendable {
    case reply(ReaderReply)
    /// It was dead before it had the document, how for a person: nothing to blame the document for.
    case gone(Ending)
    /// It died while it held the document; how, for a person.
    case died(Ending)
    /// It held the document past the deadline, or used more of the processor's time than that.
    case timedOut
    /// It has not the walls that are required, and was given nothing.
    case unwalled(Walls)
  }

  /// How a process ended, as `waitpid` tells it.
  struct Ending: Sendable, CustomStringConvertible {
    let status: CInt
    /// The most memory it ever held, bytes.
    let peakResidentBytes: Int

    /// What it may at most have held without having asked for more than a reader that is well does, bytes.
    let ordinaryPeakBytes: Int

    /// It held far more memory than that: its address space ended, and it with that.
    var isOutOfMemory: Bool { status != 0 && peakResidentBytes > ordinaryPeakBytes }

    /// It used more of the processor's time than a document has.
    var isOutOfTime: Bool { status & 0x7f == SIGXCPU }

    /// A resource of the program is missing (EX_OSFILE): no document's fault, and no other start mends it.
    var isOfTheInstallation: Bool { status & 0x7f == 0 && status >> 8 & 0xff == 72 }

    var description: String {
      let signal = status & 0x7f
      return signal == 0
        ? "exit code \(status >> 8 & 0xff)" : "signal \(signal) (\(String(cString: strsignal(signal))))"
    }
  }

  let pid: pid_t
  private let executable: String
  private let channel: FrameChannel
  private let queue: DispatchQueue
  /// This process's own peak, bytes: Linux counts what a process held before it became the reader as the reader's.
  private let starterPeak: Int
  private let ordinaryPeakBytes: Int
  private let sandbox: SandboxRequirement
  /// What it has said of its walls; nil until it was heard.
  private let walls = Mutex<Walls?>(nil)

  /// Starts one.
  ///
  /// - Parameters:
  ///   - ordinaryPeakBytes: see ``ProcessPool/Configuration``.
  ///   - sandbox: which walls it raises, and whether it is given a document with one missing.
  /// - Throws: ``ReaderUnavailable`` where the executable can't be started.
  init(executable: String, ordinaryPeakBytes: Int, sandbox: SandboxRequirement) throws(ReaderUnavailable) {
    self.ordinaryPeakBytes = ordinaryPeakBytes
    self.sandbox = sandbox
    self.executable = executable
    let ours: CInt
    let theirs: CInt
    do {
      (ours, theirs) = try FrameChannel.socketPair()
    } catch {
      throw ReaderUnavailable(executable: executable, reason: "no socket pair: \(error)")
    }
    defer { close(theirs) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // What a library prints about a document is of no use to a person, and must not mix with progress.
    for descriptor in 0...2 as ClosedRange<CInt> {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", descriptor == 0 ? O_RDONLY : O_WRONLY, 0)
    }
    posix_spawn_file_actions_adddup2(&actions, theirs, Self.socketInReader)
    // No variable of ours, a database's password among them, reaches the process that opens hostile documents.
    // One document after another wants the same memory: malloc is to keep it, not to give it back and ask again. Processes
    // are the unit of parallelism: tesseract is to start no threads beside its own. A document's dates are the same on hosts of
    // all time zones, and no file of them is looked for.
    let environment = [
      "LC_ALL=C.UTF-8", "TZ=UTC0", "SWIFT_BACKTRACE=enable=no", "MALLOC_ARENA_MAX=1", "MALLOC_TRIM_THRESHOLD_=33554432",
      "MALLOC_MMAP_THRESHOLD_=8388608", "MALLOC_TOP_PAD_=1048576", "OMP_THREAD_LIMIT=1",
    ]
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // A thread of Dispatch blocks nearly all signals, and what it starts inherits that: neither the reader's own alarm nor the
    // end of its processor time would reach it. What a terminal or a service's manager sends to all of a group is for the pool
    // to hear, which ends its readers when it ends.
    var signals = sigset_t()
    sigemptyset(&signals)
    for signal in [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var pid: pid_t = 0
    let arguments = [executable] + (sandbox == .off ? [SandboxRequirement.offArgument] : [])
    let failure = Self.withCStrings(arguments) { arguments in
      Self.withCStrings(environment) { variables in
        posix_spawn(&pid, executable, &actions, &attributes, arguments, variables)
      }
    }
    guard failure == 0 else {
      close(ours)
      throw ReaderUnavailable(executable: executable, reason: String(cString: strerror(failure)))
    }
    self.pid = pid
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    starterPeak = usage.ru_maxrss * 1024
    channel = FrameChannel(socket: ours)
    queue = DispatchQueue(label: "hotgigs-reader \(pid)")
  }

  /// Hands the document over and waits for its reply, until the deadline. Cancelled, it ends the reader at once.
  func exchange(_ request: ReaderRequest, document: CInt, deadline: Duration) async -> Outcome {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        queue.async {
          continuation.resume(returning: self.exchangeNow(request, document: document, deadline: deadline))
        }
      }
    } onCancel: {
      channel.stopReceiving()
    }
  }

  /// Ends it and takes its exit status.
  @discardableResult
  func end() async -> Ending {
    await withCheckedContinuation { continuation in
      queue.async { continuation.resume(returning: self.endNow()) }
    }
  }

  /// What walls it has raised, as it says itself.
  ///
  /// - Parameter deadline: how long it may take to start.
  /// - Throws: ``ReaderUnavailable`` where it does not say.
  func walls(within deadline: Duration) async throws -> Walls {
    let result: Result<Walls, ReaderUnavailable> = await withCheckedContinuation { continuation in
      queue.async {
        do {
          continuation.resume(returning: .success(try self.hear(until: .now.advanced(by: deadline))))
        } catch {
          let ending = self.endNow()
          continuation.resume(
            returning: .failure(
              ReaderUnavailable(executable: self.executable, reason: "it ends as soon as it is started (\(ending))")))
        }
      }
    }
    return try result.get()
  }

  private func exchangeNow(_ request: ReaderRequest, document: CInt, deadline: Duration) -> Outcome {
    let end = ContinuousClock.now.advanced(by: deadline)
    do {
      // Elsewhere the document is on its way while the reader still starts.
      if sandbox == .required {
        let walls = try hear(until: end)
        guard walls.missing.isEmpty else {
          _ = endNow()
          return .unwalled(walls)
        }
      }
      try channel.send(request, document: document)
    } catch {
      return .gone(endNow())
    }
    do {
      _ = try hear(until: end)
      let reply = try channel.receiveReply(until: end)
      guard reply.header.id == request.id else {
        return .died(endNow())
      }
      return .reply(reply)
    } catch .timedOut {
      _ = endNow()
      return .timedOut
    } catch {
      let ending = endNow()
      return ending.isOutOfTime ? .timedOut : .died(ending)
    }
  }

  /// Its first words, which come once.
  private func hear(until deadline: ContinuousClock.Instant) throws(FrameChannel.Failure) -> Walls {
    if let known = walls.withLock({ $0 }) { return known }
    let said = try channel.receiveWalls(until: deadline)
    walls.withLock { $0 = said }
    return said
  }

  private func endNow() -> Ending {
    // One that died by itself is a zombie until it is waited for: its own status stays, the signal is lost.
    kill(pid, SIGKILL)
    var status: CInt = 0
    var usage = rusage()
    while wait4(pid, &status, 0, &usage) < 0 && errno == EINTR {}
    return Ending(
      status: status, peakResidentBytes: usage.ru_maxrss * 1024,
      ordinaryPeakBytes: max(ordinaryPeakBytes, starterPeak + Self.countingError))
  }

  private static let socketInReader: CInt = 3

  /// Linux counts the pages of several threads loosely; bytes.
  private static let countingError = 50_000_000

  private static func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }
}

/// The reader executable can't be started: the installation's fault, never a document's.
public struct ReaderUnavailable: Error, CustomStringConvertible {
  public let executable: String
  public let reason: String

  public var description: String {
    "can't start \(executable): \(reason); it belongs beside the hotgigs executable"
  }
}
