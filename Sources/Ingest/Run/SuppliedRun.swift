import CandidateStore
import Intake
import Pipeline
import ResumeModel

/// Files that a source supplies become candidates: intake, and a worker of the queue in the same process once there is work,
/// until every file of the run has its outcome.
public struct SuppliedRun<Supply: FileSupply>: Sendable {
  public struct Options: Sendable {
    public var source: DocumentSource
    /// How many files are fetched at once.
    public var width: Int
    /// Reader processes; nil is what the settings say.
    public var readers: Int?

    public init(source: DocumentSource, width: Int, readers: Int? = nil) {
      self.source = source
      self.width = width
      self.readers = readers
    }
  }

  /// What people ask about it by.
  public let id: Int
  private let supply: Supply
  private let workspace: Workspace
  private let options: Options
  private let context: RunContext
  private let observer: any IngestObserver

  /// - Parameters:
  ///   - id: of the run, which has begun.
  ///   - user: who acts.
  ///   - recruiterID: whose the files become.
  public init(
    _ id: Int, of supply: Supply, in workspace: Workspace, options: Options, actingUser user: User, recruiterID: Int,
    observer: any IngestObserver
  ) {
    self.id = id
    self.supply = supply
    self.workspace = workspace
    self.options = options
    self.observer = observer
    context = RunContext(id: id, userID: user.id, recruiterID: recruiterID, source: options.source)
  }

  /// Runs to the end.
  ///
  /// - Parameter unfinished: files that a killed predecessor took in, and that have no end yet.
  /// - Returns: the summary. What stands in `runs.counts` is the database's own, so that it holds for what a killed
  ///   predecessor did, too.
  /// - Throws: what stopped it: the supply's own errors, and those of ``IngestRun/run()``. What is stored and registered by
  ///   then stays in the queue.
  public func run(
    resuming unfinished: [(resumeID: Int, filename: String, reference: String)] = []
  ) async throws -> IngestSummary {
    try await workspace.settings.readers.requireWalls()
    let ledger = FileLedger(observer: observer, runID: id)
    for file in unfinished {
      ledger.resumed(file.resumeID, supply.label(of: file.reference, name: file.filename))
    }
    let record = RunRecord(store: workspace.store, id: id, ledger: ledger)
    let summary = try await record.closing {
      let intake = SuppliedIntake(hasWork: !unfinished.isEmpty)
      let work = RunWork(
        workspace: workspace, runID: id, recruiterID: context.recruiterID, name: "drive", ledger: ledger,
        observer: observer, width: options.readers ?? workspace.settings.readers.count, wake: intake.wake)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          try await takeIn(ledger, intake)
          await intake.finish()
        }
        group.addTask {
          // Readers are started for work, and most syncs find none.
          if try await intake.waitForWork() { try await work.run(mayEnd: { await intake.isFinished }) }
        }
        // Not `waitForAll`, which would wait for the one also when the other has failed.
        while try await group.next() != nil {}
      }
    }
    let outcomes = try await workspace.store.outcomes(ofRun: id, actingUser: context.userID)
    try await workspace.store.finishRun(id, counts: outcomes.stored)
    return summary
  }

  private func takeIn(_ ledger: FileLedger, _ intake: SuppliedIntake) async throws {
    let stages = workspace.settings.stages
    let patience = Patience(limit: workspace.settings.queue.patience, observer: observer)
    let source = supply.files.map { file in
      let number = ledger.found(isAll: false)
      return Envelope(id: UInt64(number), trace: TraceID().metadata.adding("run", context.id), value: file)
    }
    let fetching = Fetching(supply: supply, content: workspace.content)
    try await Pipeline(envelopes: source)
      .through("fetch", fetching, width: options.width, buffer: stages.store.buffer)
      .batched(
        "register",
        SuppliedRegistration(fetching: fetching, store: workspace.store, run: context, patience: patience),
        count: stages.register.count, linger: stages.register.linger, buffer: stages.register.buffer
      )
      .run(configuration: .everyErrorIsTheEnvironments(PipelineMonitor())) { end in
        let taken = try end.outcome.get()
        let label = supply.label(of: taken.file.reference, name: taken.file.name)
        switch taken.end {
        case .registered(let outcome):
          ledger.registered(label, outcome, traceID: end.envelope.traceID)
          await intake.foundWork()
        case .unavailable(let reason): ledger.unavailable(label, reason)
        case .gone: ledger.gone()
        }
      }
    try await supply.allTaken()
    ledger.found(isAll: true)
  }
}

/// How far intake is: whether there is work for readers yet, and whether more may come.
private actor SuppliedIntake {
  nonisolated let wake = WakeSignal()
  private(set) var isFinished = false
  private var hasWork: Bool

  init(hasWork: Bool) {
    self.hasWork = hasWork
  }

  func foundWork() async {
    hasWork = true
    await wake.signal()
  }

  func finish() async {
    isFinished = true
    await wake.signal()
  }

  /// - Returns: false where intake came to its end without any.
  func waitForWork() async throws -> Bool {
    while !hasWork && !isFinished {
      try Task.checkCancellation()
      await wake.sleep(upTo: .seconds(1))
    }
    return hasWork
  }
}

/// A file whose bytes are safe, or why there are none.
private struct FetchedFile: Sendable {
  var file: SuppliedFile
  var content: Content
  /// Bytes.
  var size: Int

  enum Content: Sendable {
    case known(NewDocument.Content)
    case unavailable(String)
    case gone
  }
}

/// What came of a file.
private struct TakenSupply: Sendable {
  enum End: Sendable {
    case registered(RegistrationOutcome)
    case unavailable(String)
    case gone
  }

  var file: SuppliedFile
  var end: End
}

/// Takes a file's bytes from its source into the content store: durable before anything else happens to it.
private struct Fetching<Supply: FileSupply>: Stage {
  let supply: Supply
  let content: any ContentStore

  func process(_ file: SuppliedFile) async throws -> FetchedFile {
    if let refusal = file.refusal {
      return FetchedFile(file: file, content: .known(.unstored(refusal)), size: file.size)
    }
    let spool = try await content.spool()
    switch try await supply.fetch(file, into: spool) {
    case .fetched(let file):
      let address = try await content.store(spool)
      return FetchedFile(
        file: file, content: .known(.stored(sha256: await spool.digest.bytes, address: address)), size: await spool.size
      )
    case .refused(let error): return FetchedFile(file: file, content: .known(.unstored(error)), size: file.size)
    case .unavailable(let reason): return FetchedFile(file: file, content: .unavailable(reason), size: file.size)
    case .gone: return FetchedFile(file: file, content: .gone, size: file.size)
    }
  }
}

/// Gives each fetched file its row in `resumes`, or finds the row that the same bytes have already, and makes sure of the
/// bytes of what was registered: see ``Keeping``.
private struct SuppliedRegistration<Supply: FileSupply>: BatchStage {
  let fetching: Fetching<Supply>
  let store: CandidateStore
  let run: RunContext
  let patience: Patience

  func process(_ batch: [Envelope<FetchedFile>]) async throws -> [Result<TakenSupply, any Error>] {
    let documents = batch.map(document)
    var outcomes = try await store.register(
      documents.compactMap(\.self), stored: fetching.content, patience
    ).makeIterator()
    var taken: [Result<TakenSupply, any Error>] = []
    for (envelope, document) in zip(batch, documents) {
      let fetched = envelope.value
      switch fetched.content {
      case .unavailable(let reason): taken.append(.success(TakenSupply(file: fetched.file, end: .unavailable(reason))))
      case .gone: taken.append(.success(TakenSupply(file: fetched.file, end: .gone)))
      case .known:
        guard document != nil, let outcome = outcomes.next() else { continue }
        try await keep(fetched, outcome)
        taken.append(.success(TakenSupply(file: fetched.file, end: .registered(outcome))))
      }
    }
    return taken
  }

  private func keep(_ fetched: FetchedFile, _ outcome: RegistrationOutcome) async throws {
    guard case .registered = outcome, case .known(.stored(let sha256, let address)) = fetched.content,
      try await !fetching.content.contains(address)
    else { return }
    guard case .known(.stored(sha256, _)) = try await fetching.process(fetched.file).content else {
      throw ContentStoreError("\(fetched.file.name) changed while an undo removed its bytes: sync again")
    }
  }

  private func document(_ envelope: Envelope<FetchedFile>) -> NewDocument? {
    let file = envelope.value.file
    guard case .known(let content) = envelope.value.content else { return nil }
    return NewDocument(
      recruiterID: run.recruiterID, uploadedBy: run.userID, runID: run.id,
      filename: file.name.replacingSteering(with: " "), content: content, size: envelope.value.size,
      source: run.source, sourceRef: file.reference, sourceChecksum: file.version, modifiedAt: file.modifiedAt,
      isResumeForced: run.isForced, priority: run.priority, traceID: envelope.traceID)
  }
}
