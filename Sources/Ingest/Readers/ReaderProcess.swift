import Dispatch
import Glibc
import ReaderProtocol

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
    /// It held the document past the deadline.
    case timedOut
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

    /// A resource of the program is missing (EX_OSFILE): no document's fault, and no other start mends it.
    var isOfTheInstallation: Bool { status & 0x7f == 0 && status >> 8 & 0xff == 72 }

    var description: String {
      let signal = status & 0x7f
      return signal == 0
        ? "exit code \(status >> 8 & 0xff)" : "signal \(signal) (\(String(cString: strsignal(signal))))"
    }
  }

  let pid: pid_t
  private let channel: FrameChannel
  private let queue: DispatchQueue
  /// This process's own peak, bytes: Linux counts what a process held before it became the reader as the reader's.
  private let starterPeak: Int
  private let ordinaryPeakBytes: Int

  /// Starts one.
  ///
  /// - Parameter ordinaryPeakBytes: see ``ProcessPool/Configuration``.
  /// - Throws: ``ReaderUnavailable`` where the executable can't be started.
  init(executable: String, ordinaryPeakBytes: Int) throws(ReaderUnavailable) {
    self.ordinaryPeakBytes = ordinaryPeakBytes
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
    // are the unit of parallelism: tesseract is to start no threads beside its own.
    let environment = [
      "LC_ALL=C.UTF-8", "SWIFT_BACKTRACE=enable=no", "MALLOC_ARENA_MAX=1", "MALLOC_TRIM_THRESHOLD_=33554432",
      "MALLOC_MMAP_THRESHOLD_=8388608", "MALLOC_TOP_PAD_=1048576", "OMP_THREAD_LIMIT=1",
    ]
    var pid: pid_t = 0
    let failure = Self.withCStrings([executable]) { arguments in
      Self.withCStrings(environment) { variables in
        posix_spawn(&pid, executable, &actions, nil, arguments, variables)
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

  private func exchangeNow(_ request: ReaderRequest, document: CInt, deadline: Duration) -> Outcome {
    do {
      try channel.send(request, document: document)
    } catch {
      return .gone(endNow())
    }
    do {
      let reply = try channel.receiveReply(until: .now.advanced(by: deadline))
      guard reply.header.id == request.id else {
        return .died(endNow())
      }
      return .reply(reply)
    } catch .timedOut {
      _ = endNow()
      return .timedOut
    } catch {
      return .died(endNow())
    }
  }

  private func endNow() -> Ending {
    // One that died by itself is a zombie until it is waited for: its own status stays, the signal is lost.
    kill(pid, SIGKILL)
    var status: CInt = 0
    var usage = rusage()
    while wait4(pid, &status, 0, &usage) < 0 && errno == EINTR {}
    return Ending(
      status: status, peakResidentBytes: usage.ru_maxrss * 1024,
      ordinaryPeakBytes: max(ordinaryPeakBytes, starterPeak * 2))
  }

  private static let socketInReader: CInt = 3

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
