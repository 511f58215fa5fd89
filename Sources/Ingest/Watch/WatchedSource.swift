import CandidateStore
import Glibc
import Intake

/// A watched folder with all that its files have in common.
struct WatchedSource: Sendable {
  let options: Settings.WatchFolder
  let path: FilePath
  let recruiter: User
  let disposal: FileDisposal

  init(_ options: Settings.WatchFolder, recruiter: User) {
    self.options = options
    self.recruiter = recruiter
    path = FilePath(options.path)
    disposal = FileDisposal(in: path)
  }

  var folder: WatchedFolder {
    WatchedFolder(path: path, isRecursive: options.isRecursive, usesInotify: options.usesInotify)
  }

  /// Where a file goes; nil for one that stays where it is.
  func target(of outcome: FileOutcome, error: String?) -> FileDisposal.Target? {
    if options.afterwards == .keep { return nil }
    if outcome.code != nil { return .failed(note: FailureNote(outcome, message: error, folder: path).text) }
    return options.afterwards == .move ? .processed : .deleted
  }
}

/// The runs of the watched folders, one for each and day (UTC), so that people can ask about them.
actor WatchRuns {
  private let store: CandidateStore
  private let user: User
  private let patience: Patience
  private var open: [Int: (day: Int, id: Int)] = [:]

  init(store: CandidateStore, user: User, patience: Patience) {
    self.store = store
    self.user = user
    self.patience = patience
  }

  /// Today's run of a folder.
  func run(of source: WatchedSource, index: Int) async throws -> Int {
    let today = Self.today
    if let run = open[index], run.day == today { return run.id }
    let (store, user) = (store, user)
    let folder = source.path.description
    let (id, left) = try await patience.duringOutage {
      (
        try await store.watchRun(folder: folder, userID: user.id, recruiterID: source.recruiter.id),
        try await store.unfinishedWatchRuns(folder: folder, userID: user.id, recruiterID: source.recruiter.id)
      )
    }
    // Files of yesterday that wait still are told of when the day's process ends, or the next one begins.
    for run in left { try await finish(run) }
    open[index] = (today, id)
    return id
  }

  /// Finishes the runs of today.
  func finish() async throws {
    for run in open.values { try await finish(run.id) }
    open = [:]
  }

  private func finish(_ run: Int) async throws {
    let outcomes = try await store.outcomes(ofRun: run, actingUser: user.id)
    var counts = outcomes.counts
    for (code, count) in outcomes.failures { counts["failed_" + code] = count }
    try await store.finishRun(run, counts: counts)
  }

  /// Days since 1970.
  private static var today: Int {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return time.tv_sec / 86_400
  }
}
