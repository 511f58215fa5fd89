import CandidateStore
import Intake
import Pipeline
import ServiceLifecycle

/// The first of a watch's services: settled files become rows of `resumes`, their bytes stored before.
struct WatchIntake: Service {
  let workspace: Workspace
  let sources: [WatchedSource]
  let watch: FolderWatch
  let runs: WatchRuns
  let user: User
  let waiting: WaitingFiles
  let patience: Patience
  let observer: any WatchObserver
  let monitor: PipelineMonitor
  /// Wakes the worker of this process.
  let wake: WakeSignal

  func run() async throws {
    let settings = workspace.settings
    let storage = FileStorage(into: workspace.content, limits: settings.intake.limits)
    try await withGracefulShutdownHandler {
      _ = try await Pipeline(
        envelopes: SettledItems(watch: watch, waiting: waiting, limits: settings.intake.limits)
      )
      .through(
        "store",
        SettledStoring(
          storing: Storing(storage: storage),
          patience: StorePatience(
            limit: patience.limit, observer: WorkerEvents(observer: observer), log: workspace.store)),
        width: settings.stages.store.width, buffer: settings.stages.store.buffer
      )
      .batched(
        "register",
        SettledRegistration(intake: self, keeping: Keeping(storage: storage, content: workspace.content)),
        count: settings.stages.register.count,
        linger: settings.stages.register.linger, buffer: settings.stages.register.buffer
      )
      .run(configuration: .everyErrorIsTheEnvironments(monitor)) { end in
        switch try end.outcome.get() {
        case .waiting(let file):
          if case .registered(let id) = file.registration {
            observer.observe(
              .work(
                .work(
                  .registered(
                    file: file.path.description, resumeID: id, runID: file.runID, traceID: file.traceID))))
          }
          await waiting.add(file)
          await wake.signal()
        case .changed(let item, _) where item.isMember: await waiting.archive(item.settled, .changed)
        case .changed(let item, let change):
          if change == .gone { observer.observe(.gone(item.settled.path)) }
          await watch.finished(item.settled, .anew)
        }
      }
    } onGracefulShutdown: {
      Task {
        await watch.stop()
        await waiting.stop()
      }
    }
    await waiting.intakeIsOver()
  }
}

/// A settled file whose bytes are stored, or that is another one by now.
private struct StoredItem: Sendable {
  var item: SettledItem
  var stored: Result<StoredFile, SourceChange>
}

/// Stores settled files. A store that is out of order is waited for.
private struct SettledStoring: Stage {
  let storing: Storing
  let patience: StorePatience

  func process(_ item: SettledItem) async throws -> StoredItem {
    do {
      let stored = try await patience.outlasting { try await storing.process(item.source) }
      return StoredItem(item: item, stored: .success(stored))
    } catch let change as SourceChange {
      return StoredItem(item: item, stored: .failure(change))
    }
  }
}

/// What came of a settled file: it waits for its outcome, or is no more the one that settled.
private enum TakenFile: Sendable {
  case waiting(WaitingFile)
  case changed(SettledItem, SourceChange)
}

/// Registers stored files, each in the run of its folder's day.
private struct SettledRegistration: BatchStage {
  let intake: WatchIntake
  let keeping: Keeping

  func process(_ batch: [Envelope<StoredItem>]) async throws -> [Result<TakenFile, any Error>] {
    var taken: [UInt64: TakenFile] = [:]
    for (folder, part) in Dictionary(grouping: batch, by: { $0.value.item.settled.folder }) {
      var stored: [(item: SettledItem, file: Envelope<StoredFile>)] = []
      for envelope in part {
        switch envelope.value.stored {
        case .failure(let change): taken[envelope.id] = .changed(envelope.value.item, change)
        case .success(let file):
          stored.append((envelope.value.item, Envelope(id: envelope.id, trace: envelope.trace, value: file)))
        }
      }
      guard !stored.isEmpty else { continue }
      let run = try await context(of: folder, files: stored.count)
      let registration = Registration(
        store: intake.workspace.store, content: intake.workspace.content, run: run, patience: intake.patience)
      for ((item, file), result) in zip(stored, try await registration.process(stored.map(\.file))) {
        let registered = try result.get()
        do {
          _ = try await keeping.process(registered)
        } catch is ContentStoreError {
          // Its bytes were removed as nobody's in between and can't be stored again now: it is taken anew.
          taken[file.id] = .changed(item, .changed)
          continue
        }
        taken[file.id] = .waiting(
          WaitingFile(
            settled: item.settled, path: item.source.path, isMember: item.isMember, registration: registered.outcome,
            runID: run.id, traceID: file.traceID))
      }
    }
    return batch.compactMap { taken[$0.id].map { .success($0) } }
  }

  private func context(of folder: Int, files: Int) async throws -> RunContext {
    let source = intake.sources[folder]
    // Whoever drops a file or two waits for them.
    let isFew = files <= 10
    return RunContext(
      id: try await intake.runs.run(of: source, index: folder), userID: intake.user.id,
      recruiterID: source.recruiter.id, source: DocumentSource(rawValue: source.options.source),
      priority: isFew ? .interactive : .bulk)
  }
}
