import CandidateStore
import Intake

/// The runs of the watched folders, one for each and day (UTC), so that people can ask about them.
actor WatchRuns {
  private let store: CandidateStore
  private let user: User
  private let patience: Patience
  private var open: [Int: (id: Int, askedAt: ContinuousClock.Instant)] = [:]

  init(store: CandidateStore, user: User, patience: Patience) {
    self.store = store
    self.user = user
    self.patience = patience
  }

  /// Today's run of a folder. The database's clock says what day it is, and is asked again after a minute.
  func run(of source: WatchedSource, index: Int) async throws -> Int {
    if let run = open[index], .now - run.askedAt < .seconds(60) { return run.id }
    let (store, user) = (store, user)
    let folder = source.path.description
    let (id, left) = try await patience.duringOutage {
      (
        try await store.watchRun(folder: folder, userID: user.id, recruiterID: source.recruiter.id),
        try await store.unfinishedWatchRuns(folder: folder, userID: user.id, recruiterID: source.recruiter.id)
      )
    }
    for run in left { try await finish(run) }
    open[index] = (id, .now)
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
}
