import CandidateStore
import Intake
import Pipeline
import ResumeModel
import ServiceLifecycle
import Synchronization

/// The third of a watch's services: looks for the ends of the files that wait, whoever brings them about, tags the
/// candidates, and puts the files away.
struct WatchOutcomes: Service {
  let store: CandidateStore
  let sources: [WatchedSource]
  let watch: FolderWatch
  let user: User
  let waiting: WaitingFiles
  let patience: Patience
  let isOnce: Bool
  let observer: any WatchObserver
  /// How long a file waits that could not be put away.
  let retryInterval: Duration
  private let files = FileQueue()

  /// A file whose folder refused to have it moved.
  private struct StuckFile {
    var settled: SettledFile
    var target: FileDisposal.Target
  }

  /// What could not be done so far.
  private struct Troubles {
    var stuck: [StuckFile] = []
    var retryAt: ContinuousClock.Instant?
    var reports: [Int: TroubleReport] = [:]
  }

  func run() async throws {
    let isStopping = Atomic(false)
    var troubles = Troubles()
    try await withGracefulShutdownHandler {
      while true {
        // Asked before the look: what ended until then is seen by it.
        let isLast = isStopping.load(ordering: .acquiring)
        try await conclude(&troubles)
        await retry(&troubles)
        if isLast { return }
        if isOnce, await waiting.isIntakeOver, await waiting.isEmpty { return }
        await waiting.news.sleep(upTo: .seconds(1))
        try Task.checkCancellation()
      }
    } onGracefulShutdown: {
      isStopping.store(true, ordering: .releasing)
      Task { await waiting.news.signal() }
    }
  }

  /// All that has ended by now, by one query.
  private func conclude(_ troubles: inout Troubles) async throws {
    let (store, resumes) = (store, await waiting.resumes)
    let ends = resumes.isEmpty ? [] : try await patience.duringOutage { try await store.ends(of: resumes) }
    var ended: [(file: WaitingFile, end: CommitOutcome)] = []
    for end in ends {
      for file in await waiting.take(end.resumeID) { ended.append((file, end)) }
    }
    try await tag(ended)
    for (file, end) in ended { await put(away: file, end, &troubles) }
    for (archive, progress) in await waiting.takeCompleteArchives() { await put(away: archive, progress, &troubles) }
  }

  /// Before the files go: a process that dies in between finds them again, as duplicates, and tags again what lacks it.
  private func tag(_ ended: [(file: WaitingFile, end: CommitOutcome)]) async throws {
    for (folder, files) in Dictionary(grouping: ended, by: { $0.file.settled.folder }) {
      let tags = sources[folder].options.tags
      let candidates = Set(files.filter { !$0.end.isFailed }.compactMap(\.end.candidateID)).sorted()
      guard !tags.isEmpty, !candidates.isEmpty else { continue }
      let (store, user) = (store, user)
      try await patience.duringOutage { try await store.addTags(tags, to: candidates, actingUser: user.id) }
    }
  }

  private func put(away file: WaitingFile, _ end: CommitOutcome, _ troubles: inout Troubles) async {
    let source = sources[file.settled.folder]
    let outcome = FileOutcome(file, end)
    if file.isMember {
      observer.observe(.outcome(outcome, movedTo: nil))
      return await waiting.archive(file.settled, .ended(outcome, message: end.failure?.detail))
    }
    guard let target = source.target(of: outcome, error: end.failure?.detail) else {
      observer.observe(.outcome(outcome, movedTo: nil))
      return await watch.finished(file.settled, .kept(file.settled.identity))
    }
    observer.observe(.outcome(outcome, movedTo: await dispose(of: file.settled, to: target, &troubles)))
  }

  /// An archive of which each file has its outcome.
  private func put(away archive: SettledFile, _ progress: ArchiveProgress, _ troubles: inout Troubles) async {
    if progress.hasChanged { return await watch.finished(archive, .anew) }
    guard let target = sources[archive.folder].target(of: archive, progress) else {
      observer.observe(.archive(archive.path, progress.counts, movedTo: nil))
      return await watch.finished(archive, .kept(archive.identity))
    }
    let place = await dispose(of: archive, to: target, &troubles)
    observer.observe(.archive(archive.path, progress.counts, movedTo: place))
  }

  /// - Returns: where it is now, if it was moved; one whose folder refuses is tried again later.
  private func dispose(
    of file: SettledFile, to target: FileDisposal.Target, _ troubles: inout Troubles
  ) async -> FilePath? {
    let (result, place) = await dispose(of: file, to: target)
    if let failure = result {
      troubles.stuck.append(StuckFile(settled: file, target: target))
      report(failure, of: file.folder, &troubles)
    }
    return place
  }

  /// - Returns: why it is not put away; else where it is now, if it was moved.
  private func dispose(
    of file: SettledFile, to target: FileDisposal.Target
  ) async -> (FileDisposal.Failure?, FilePath?) {
    let disposal = sources[file.folder].disposal
    do {
      let end = try await files.run { () throws(FileDisposal.Failure) in
        try disposal.dispose(of: file.path, file.identity, to: target)
      }
      await watch.finished(file, .anew)
      if case .moved(let place) = end { return (nil, place) }
      return (nil, nil)
    } catch {
      return (error, nil)
    }
  }

  // MARK: Folders that refuse

  private func retry(_ troubles: inout Troubles) async {
    guard !troubles.stuck.isEmpty, troubles.retryAt.map({ $0 <= .now }) ?? true else { return }
    troubles.retryAt = .now + retryInterval
    let stuck = troubles.stuck
    troubles.stuck = []
    var failures: [Int: FileDisposal.Failure] = [:]
    for item in stuck {
      let folder = item.settled.folder
      // One that refuses one file refuses all: it is asked again with the next try.
      if failures[folder] == nil, let failure = await dispose(of: item.settled, to: item.target).0 {
        failures[folder] = failure
      }
      if failures[folder] != nil { troubles.stuck.append(item) }
    }
    for folder in Set(stuck.map(\.settled.folder)) { report(failures[folder], of: folder, &troubles) }
  }

  private func report(_ failure: FileDisposal.Failure?, of folder: Int, _ troubles: inout Troubles) {
    let found = failure.map { [$0.folder: "files can't be put away: \($0.reason)"] } ?? [:]
    for change in troubles.reports[folder, default: TroubleReport()].observed(found, within: sources[folder].path) {
      switch change {
      case .began(let path, let reason): observer.observe(.folder(.troubleBegan(path, reason)))
      case .ended(let path): observer.observe(.folder(.troubleEnded(path)))
      }
    }
  }
}

extension CommitOutcome {
  var failure: ExtractionError? {
    if case .failed(let error) = kind { error } else { nil }
  }

  var isFailed: Bool { failure != nil }
}

extension FileOutcome {
  /// Of a file whose resume has ended: a duplicate says of what.
  init(_ file: WaitingFile, _ end: CommitOutcome) {
    self.init(file: file.path.description, end)
    runID = file.runID
    if case .refused = file.registration { hasBytes = false }
    if case .duplicate(var existing) = file.registration {
      existing.status = end.isFailed ? .failed : .completed
      existing.errorCode = end.failure?.code
      hasBytes = existing.refusal == nil
      outcome = .duplicate
      traceID = file.traceID
      message = existing.explanation
    }
  }
}
