import Glibc
import ReaderProtocol
import ResumeModel

/// Reads documents in processes of their own: text and fields by `hotgigs-reader`, and, where a document's pages are
/// pictures, their words by `hotgigs-ocr` before that.
///
/// A document is tried again in a fresh process when its own died; see ``ProcessPool``.
public struct ReaderPool: Sendable {
  public struct Configuration: Sendable {
    /// Path of `hotgigs-reader`.
    public var executable: String
    /// Path of `hotgigs-ocr`.
    public var recognizer: String
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
    /// Wall-clock time for one document with pictures to recognise, in all; what was recognised by then is kept.
    public var recognitionDeadline: Duration
    /// Whether a wall may be missing.
    public var sandbox: SandboxRequirement

    public init(
      executable: String = ReaderPool.executableBesideThisOne,
      recognizer: String = ReaderPool.recognizerBesideThisOne, size: Int, deadline: Duration = .seconds(15),
      documentsPerReader: Int = 1000, maximumResidentBytes: Int = 150_000_000, tries: Int = 3,
      maximumBytes: Int = 20_000_000, recognitionDeadline: Duration = .seconds(60),
      sandbox: SandboxRequirement = .available
    ) {
      self.executable = executable
      self.recognizer = recognizer
      self.recognitionDeadline = recognitionDeadline
      self.size = size
      self.deadline = deadline
      self.documentsPerReader = documentsPerReader
      self.maximumResidentBytes = maximumResidentBytes
      self.tries = tries
      self.maximumBytes = maximumBytes
      self.sandbox = sandbox
    }
  }

  /// Which executable a process is of.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case reader, recognizer
  }

  /// What has become of readers so far.
  public struct Counts: Hashable, Sendable {
    public var started = 0
    public var died = 0
    public var timedOut = 0
    public var retired = 0
  }

  private let configuration: Configuration
  private let readers: ProcessPool
  private let recognizers: ProcessPool

  /// Starts the first reader at once, so that it is up by the time a document comes. `hotgigs-ocr` is started when a page
  /// needs it.
  ///
  /// - Parameter onChange: learns what has become of processes so far, whenever that changes.
  public init(
    _ configuration: Configuration, onChange: @escaping @Sendable (Kind, Counts) -> Void = { _, _ in }
  ) throws(ReaderUnavailable) {
    self.configuration = configuration
    readers = try ProcessPool(
      startingOne: ProcessPool.Configuration(
        executable: configuration.executable, size: configuration.size,
        exchangesPerProcess: configuration.documentsPerReader,
        maximumResidentBytes: configuration.maximumResidentBytes, ordinaryPeakBytes: 250_000_000,
        tries: configuration.tries, sandbox: configuration.sandbox)
    ) { onChange(.reader, $0) }
    recognizers = ProcessPool(
      ProcessPool.Configuration(
        executable: configuration.recognizer, size: configuration.size,
        exchangesPerProcess: configuration.documentsPerReader,
        maximumResidentBytes: max(configuration.maximumResidentBytes, Self.recognizerBytes),
        ordinaryPeakBytes: Self.recognizerBytes * 2, tries: configuration.tries,
        sandbox: configuration.sandbox)
    ) { onChange(.recognizer, $0) }
  }

  /// What a recogniser holds that is well: its languages, and the pictures' buffers that malloc keeps.
  private static let recognizerBytes = 500_000_000

  /// `hotgigs-reader` in the folder of the running executable.
  public static let executableBesideThisOne = executable("hotgigs-reader")

  /// `hotgigs-ocr` there.
  public static let recognizerBesideThisOne = executable("hotgigs-ocr")

  private static func executable(_ name: String) -> String {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let path = String(decoding: buffer.prefix(max(count, 0)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return path[..<(path.lastIndex(of: "/") ?? path.startIndex)] + "/" + name
  }

  /// Reads one document; waits for a free reader first.
  ///
  /// - Parameters:
  ///   - document: an open descriptor of a regular file; it stays the caller's.
  ///   - parts: what the reply is to hold.
  ///   - deathsBefore: how many readers have died on the document already.
  ///   - onDeath: is told of each that dies on it now.
  /// - Throws: ``ExtractionError`` when the document is at fault, `crashed` and `timeout` among its codes;
  ///   ``ReaderUnavailable``, ``WallsMissing`` or `CancellationError` when it is not.
  public func read(
    _ document: CInt, parts: ReaderRequest.Parts, password: String? = nil, deathsBefore: Int = 0,
    onDeath: @Sendable () async -> Void = {}
  ) async throws -> ReaderReply {
    let reply = try await read(
      document, parts: parts, password: password, recognition: nil, deathsBefore: deathsBefore, onDeath: onDeath)
    guard !reply.header.unrecognized.isEmpty else {
      if let error = reply.header.error { throw error }
      return reply
    }
    // By the reader's own account, whatever waited for whom. It is read once more, with what was recognised, and takes as long
    // again.
    let took = Duration.microseconds(reply.header.textMicroseconds) + .microseconds(reply.header.fieldMicroseconds)
    let reading = PictureReading(
      recognizers: recognizers, document: document, password: password, maximumBytes: configuration.maximumBytes,
      deadline: configuration.recognitionDeadline, used: max(took, .zero) * 2)
    let outcome = try await reading.recognize(reply.header.unrecognized, width: configuration.size)
    // Where nothing was recognised and nothing else is in it, why that is says more than that it is empty.
    if outcome.pages.isEmpty, reply.header.error != nil, let failure = outcome.failure { throw failure }
    let whole = try await read(
      document, parts: parts, password: password,
      recognition: Recognition(pages: outcome.pages, whyPartly: outcome.failure?.detail), deathsBefore: deathsBefore,
      onDeath: onDeath)
    if let error = whole.header.error { throw error }
    return whole
  }

  private func read(
    _ document: CInt, parts: ReaderRequest.Parts, password: String?, recognition: Recognition?, deathsBefore: Int,
    onDeath: @Sendable () async -> Void
  ) async throws -> ReaderReply {
    let (maximumBytes, deadline) = (configuration.maximumBytes, configuration.deadline)
    let reply = try await readers.exchange(document, deathsBefore: deathsBefore, onDeath: onDeath) { id in
      ProcessPool.Exchange(
        request: ReaderRequest(
          id: id, parts: parts, password: password, maximumBytes: maximumBytes,
          deadline: Int(deadline.components.seconds) + 1, recognition: recognition),
        deadline: deadline)
    }
    // There is always time for a reader: its exchange is never nil.
    return reply ?? ReaderReply(header: ReaderReply.Header(id: 0))
  }

  /// Ends all idle processes; one at work ends when its document does.
  public func shutDown() async {
    await readers.shutDown()
    await recognizers.shutDown()
  }

  /// What has become of readers so far.
  public var counts: Counts { get async { await readers.counts } }

  /// What has become of recognisers.
  public var recognizerCounts: Counts { get async { await recognizers.counts } }

  /// Process numbers of the idle readers.
  public var idleProcesses: [pid_t] { get async { await readers.idleProcesses } }

  /// Process numbers of the idle recognisers.
  public var idleRecognizers: [pid_t] { get async { await recognizers.idleProcesses } }
}

extension ExtractionError {
  /// Of an answer that is whole by its frame and no resume by its content: a document that has a reader in its power may make
  /// it say anything, and would again.
  public static let unintelligibleReply = ExtractionError(.crashed, "what the reader made of it can't be understood")
}
