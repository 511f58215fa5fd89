import CandidateStore
import Intake
import Pipeline

/// A pile of files becomes candidates: intake, and a worker of the queue in the same process, until every file of the
/// run has its outcome.
///
/// The two are joined by the queue alone, the `resumes` table: what intake has registered survives this process, and
/// another may take it over.
public struct IngestRun: Sendable {
  public struct Options: Sendable {
    public var paths: [FilePath]
    /// More paths, named while the run goes on.
    public var list: PathList?
    public var source: DocumentSource
    /// Reader processes; nil is what the settings say.
    public var readers: Int?
    /// They are all resumes, whatever they look like.
    public var isForced: Bool
    public var priority: Priority
    /// A file that is none of them, though it may lie among them: a report of the run.
    public var leftOut: FileID?

    public init(
      paths: [FilePath], list: PathList? = nil, source: DocumentSource, readers: Int? = nil, isForced: Bool = false,
      priority: Priority = .bulk, leavingOut leftOut: FileID? = nil
    ) {
      self.paths = paths
      self.list = list
      self.source = source
      self.readers = readers
      self.isForced = isForced
      self.priority = priority
      self.leftOut = leftOut
    }

    /// What `runs.detail` says, for people: not each of thousands of arguments.
    fileprivate var detail: String {
      var lines = paths.prefix(Self.mostNamed).map(\.description)
      if paths.count > lines.count { lines.append("… and \(paths.count - lines.count) more") }
      if list != nil { lines.append("a list of files") }
      return lines.joined(separator: "\n")
    }

    private static let mostNamed = 20
  }

  private let workspace: Workspace
  private let options: Options
  private let context: RunContext
  private let observer: any IngestObserver
  private let monitors = (intake: PipelineMonitor(), work: PipelineMonitor())

  /// What people ask about it by.
  public var id: Int { context.id }

  /// Begins a run: from here on it has a number that people can ask about.
  public static func begin(
    _ options: Options, in workspace: Workspace, actingUser: User, recruiter: User, observer: any IngestObserver
  ) async throws -> IngestRun {
    try await workspace.settings.readers.requireWalls()
    let id = try await workspace.store.beginRun(
      kind: .ingest, userID: actingUser.id, recruiterID: recruiter.id, detail: options.detail)
    return IngestRun(
      workspace: workspace, options: options,
      context: RunContext(
        id: id, userID: actingUser.id, recruiterID: recruiter.id, source: options.source, isForced: options.isForced,
        priority: options.priority),
      observer: observer)
  }

  /// Runs to the end.
  ///
  /// - Returns: the summary, which is stored with the run.
  /// - Throws: what stopped it: `PostgreSQLError`, `ContentStoreError`, ``ReaderUnavailable``, `CancellationError`. What is
  ///   stored and registered by then stays in the queue.
  public func run() async throws -> IngestSummary {
    let ledger = FileLedger(observer: observer, runID: id)
    let record = RunRecord(store: workspace.store, id: id, ledger: ledger)
    return try await record.closing {
      let wake = WakeSignal()
      let intake = IntakeProgress()
      let work = RunWork(
        workspace: workspace, runID: id, recruiterID: context.recruiterID, name: "ingest", ledger: ledger,
        observer: observer, width: options.readers ?? workspace.settings.readers.count, monitor: monitors.work,
        intake: monitors.intake, wake: wake)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          try await takeIn(ledger, wake: wake)
          await intake.finish()
          await wake.signal()
        }
        group.addTask { try await work.run(mayEnd: { await intake.isFinished }) }
        // Not `waitForAll`, which would wait for the one also when the other has failed.
        while try await group.next() != nil {}
      }
    }
  }

  /// How far each stage is, intake's first, while it runs and after.
  public var stages: [StageSnapshot] {
    monitors.intake.snapshot().stages + monitors.work.snapshot().stages
  }

  private func takeIn(_ ledger: FileLedger, wake: WakeSignal) async throws {
    let (settings, stages) = (workspace.settings, workspace.settings.stages)
    let storage = FileStorage(into: workspace.content, limits: settings.intake.limits)
    let patience = Patience(limit: settings.queue.patience, observer: observer)
    let files = DirectorySource(
      options.paths, list: options.list, isRecursive: settings.intake.isRecursive, leavingOut: options.leftOut)
    let source = ArchiveExpansion(of: files, limits: settings.intake.limits).map { file in
      let number = ledger.found(isAll: false)
      return Envelope(id: UInt64(number), trace: TraceID().metadata.adding("run", context.id), value: file)
    }
    try await Pipeline(envelopes: source)
      .through("store", Storing(storage: storage), width: stages.store.width, buffer: stages.store.buffer)
      .batched(
        "register",
        Registration(store: workspace.store, content: workspace.content, run: context, patience: patience),
        count: stages.register.count, linger: stages.register.linger, buffer: stages.register.buffer
      )
      .through("keep", Keeping(storage: storage, content: workspace.content), buffer: stages.register.buffer)
      .run(configuration: .everyErrorIsTheEnvironments(monitors.intake)) { end in
        ledger.registered(try end.outcome.get())
        await wake.signal()
      }
    ledger.found(isAll: true)
  }
}

/// Whether intake has come to its end.
private actor IntakeProgress {
  private(set) var isFinished = false

  func finish() { isFinished = true }
}
