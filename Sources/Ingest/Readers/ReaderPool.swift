import Glibc
import ReaderProtocol
import ResumeModel

/// Reader processes, lent out one document at a time and replaced after death, hang, many documents or growth.
///
/// A document that kills its reader is tried again alone in a fresh one, and is `crashed` at the third death. One that
/// passes the deadline is a `timeout` at once: it would hang the next reader as well.
public actor ReaderPool {
  public struct Configuration: Sendable {
    /// Path of `hotgigs-reader`.
    public var executable: String
    /// How many processes at most.
    public var size: Int
    /// Wall-clock time for one document.
    public var deadline: Duration
    /// A reader is replaced after so many documents …
    public var documentsPerReader: Int
    /// … or once it holds so much memory, bytes.
    public var maximumResidentBytes: Int
    /// Deaths of a reader until the document it held is given up.
    public var tries: Int
    /// Bytes of a document.
    public var maximumBytes: Int

    public init(
      executable: String = ReaderPool.executableBesideThisOne, size: Int, deadline: Duration = .seconds(15),
      documentsPerReader: Int = 1000, maximumResidentBytes: Int = 150_000_000, tries: Int = 3,
      maximumBytes: Int = 20_000_000
    ) {
      self.executable = executable
      self.size = size
      self.deadline = deadline
      self.documentsPerReader = documentsPerReader
      self.maximumResidentBytes = maximumResidentBytes
      self.tries = tries
      self.maximumBytes = maximumBytes
    }
  }

  /// What has become of readers so far.
  public struct Counts: Hashable, Sendable {
    public var started = 0
    public var died = 0
    public var timedOut = 0
    public var retired = 0
  }

  private struct Reader {
    let process: ReaderProcess
    var documents = 0
  }

  private let configuration: Configuration
  private var idle: [Reader] = []
  private var lent = 0
  private var waiting: [(ticket: UInt64, continuation: CheckedContinuation<Void, any Error>)] = []
  private var lastID: UInt64 = 0
  private var isClosed = false
  public private(set) var counts = Counts()

  /// Starts the first reader at once, so that it is up by the time a document comes.
  public init(_ configuration: Configuration) throws(ReaderUnavailable) {
    self.configuration = configuration
    idle = [Reader(process: try ReaderProcess(executable: configuration.executable))]
    counts.started = 1
  }

  /// `hotgigs-reader` in the folder of the running executable.
  public static let executableBesideThisOne: String = {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let path = String(decoding: buffer.prefix(max(count, 0)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return path[..<(path.lastIndex(of: "/") ?? path.startIndex)] + "/hotgigs-reader"
  }()

  /// Reads one document; waits for a free reader first.
  ///
  /// - Parameters:
  ///   - document: an open descriptor of a regular file; it stays the caller's.
  ///   - parts: what the reply is to hold.
  /// - Throws: ``ExtractionError`` when the document is at fault, `crashed` and `timeout` among its codes;
  ///   ``ReaderUnavailable`` or `CancellationError` when it is not.
  public func read(_ document: CInt, parts: ReaderRequest.Parts, password: String? = nil) async throws -> ReaderReply {
    var deaths = 0
    var goners = 0
    while true {
      var reader = try await borrow(fresh: deaths > 0)
      lastID += 1
      let request = ReaderRequest(
        id: lastID, parts: parts, password: password, maximumBytes: configuration.maximumBytes,
        deadline: Int(configuration.deadline.components.seconds) + 1)
      let outcome = await reader.process.exchange(request, document: document, deadline: configuration.deadline)
      switch outcome {
      case .reply(let reply):
        reader.documents += 1
        await giveBack(reader, residentBytes: reply.header.residentBytes)
        if let error = reply.header.error { throw error }
        return reply
      case .gone(let how):
        // An idle reader may have been killed, all of them at once too; one that dies as it starts is an installation's
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
          .timeout, "not read within \(configuration.deadline.components.seconds) s; open it and save it anew")
      case .died(let how) where how.isOfTheInstallation:
        giveUpPlace()
        throw ReaderUnavailable(executable: configuration.executable, reason: "a part of it is missing (\(how))")
      case .died(let how) where how.isOutOfMemory:
        counts.died += 1
        giveUpPlace()
        throw ExtractionError(
          .limitExceeded, "takes more memory than a resume can need; look at it before anything else opens it")
      case .died(let how):
        counts.died += 1
        deaths += 1
        giveUpPlace()
        if deaths >= configuration.tries {
          throw ExtractionError(
            .crashed, "the reader died on it \(deaths == 1 ? "" : "\(deaths) times ")(\(how)); open it and save it anew"
          )
        }
      }
    }
  }

  /// Ends all idle readers; one at work ends when its document does.
  public func shutDown() async {
    isClosed = true
    let readers = idle
    idle = []
    for reader in readers { await reader.process.end() }
  }

  /// Process numbers of the idle readers.
  public var idleProcesses: [pid_t] { idle.map(\.process.pid) }

  // MARK: Lending

  private func borrow(fresh: Bool) async throws -> Reader {
    try Task.checkCancellation()
    if lent >= configuration.size { try await waitForPlace() } else { lent += 1 }
    do {
      if !fresh, let reader = idle.popLast() { return reader }
      if fresh, !idle.isEmpty, idle.count + lent > configuration.size {
        await idle.removeFirst().process.end()
        counts.retired += 1
      }
      counts.started += 1
      return Reader(process: try ReaderProcess(executable: configuration.executable))
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

  private func giveBack(_ reader: Reader, residentBytes: Int) async {
    let isWorn =
      reader.documents >= configuration.documentsPerReader || residentBytes > configuration.maximumResidentBytes
    if isWorn || isClosed {
      if isWorn { counts.retired += 1 }
      await reader.process.end()
    } else {
      idle.append(reader)
    }
    giveUpPlace()
  }

  /// A place goes straight to the one who waits longest, so that none who comes later overtakes.
  private func giveUpPlace() {
    if waiting.isEmpty { lent -= 1 } else { waiting.removeFirst().continuation.resume() }
  }
}
