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
      _ = try await Pipeline(envelopes: SettledFiles(watch: watch, waiting: waiting))
        .through(
          "store", SettledStoring(storing: Storing(storage: storage), observer: observer),
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
                      file: file.settled.path.description, resumeID: id, runID: file.runID, traceID: file.traceID))))
            }
            await waiting.add(file)
            await wake.signal()
          case .changed(let file, let change):
            if change == .gone { observer.observe(.gone(file.path)) }
            await watch.finished(file, .anew)
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

/// Settled files as a pipeline's source; it waits while too many wait for their ends.
private struct SettledFiles: AsyncSequence, Sendable {
  let watch: FolderWatch
  let waiting: WaitingFiles

  func makeAsyncIterator() -> Iterator { Iterator(watch: watch, waiting: waiting) }

  struct Iterator: AsyncIteratorProtocol {
    let watch: FolderWatch
    let waiting: WaitingFiles
    var taken: UInt64 = 0

    mutating func next() async -> Envelope<SettledFile>? {
      await waiting.waitForRoom()
      guard let file = await watch.next() else { return nil }
      taken += 1
      return Envelope(id: taken, trace: TraceID().metadata, value: file)
    }
  }
}

/// A settled file whose bytes are stored, or that is another one by now.
private struct StoredSettledFile: Sendable {
  var settled: SettledFile
  var stored: Result<StoredFile, SourceChange>
}

/// Stores settled files. A store that is out of order is waited for: nobody is there to start a watch again.
private struct SettledStoring: Stage {
  let storing: Storing
  let observer: any WatchObserver

  func process(_ file: SettledFile) async throws -> StoredSettledFile {
    while true {
      do {
        let source = SourceFile(path: file.path, identity: file.identity)
        return StoredSettledFile(settled: file, stored: .success(try await storing.process(source)))
      } catch let change as SourceChange {
        return StoredSettledFile(settled: file, stored: .failure(change))
      } catch let error as ContentStoreError {
        observer.observe(.storeAway(error.description))
        try await Task.sleep(for: .seconds(5))
      }
    }
  }
}

/// What came of a settled file: it waits for its outcome, or is no more the one that settled.
private enum TakenFile: Sendable {
  case waiting(WaitingFile)
  case changed(SettledFile, SourceChange)
}

/// Registers stored files, each in the run of its folder's day.
private struct SettledRegistration: BatchStage {
  let intake: WatchIntake
  let keeping: Keeping

  func process(_ batch: [Envelope<StoredSettledFile>]) async throws -> [Result<TakenFile, any Error>] {
    var taken: [UInt64: TakenFile] = [:]
    for (folder, part) in Dictionary(grouping: batch, by: { $0.value.settled.folder }) {
      var stored: [(settled: SettledFile, file: Envelope<StoredFile>)] = []
      for envelope in part {
        switch envelope.value.stored {
        case .failure(let change): taken[envelope.id] = .changed(envelope.value.settled, change)
        case .success(let file):
          stored.append((envelope.value.settled, Envelope(id: envelope.id, trace: envelope.trace, value: file)))
        }
      }
      guard !stored.isEmpty else { continue }
      let run = try await context(of: folder, files: stored.count)
      let registration = Registration(store: intake.workspace.store, run: run, patience: intake.patience)
      for (item, result) in zip(stored, try await registration.process(stored.map(\.file))) {
        let registered = try result.get()
        do {
          _ = try await keeping.process(registered)
        } catch is ContentStoreError {
          // Its bytes were removed as nobody's in between and can't be stored again now: it is taken anew.
          taken[item.file.id] = .changed(item.settled, .changed)
          continue
        }
        taken[item.file.id] = .waiting(
          WaitingFile(
            settled: item.settled, registration: registered.outcome, runID: run.id, traceID: item.file.traceID))
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
