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
    let id = try await patience.duringOutage {
      try await store.watchRun(folder: folder, userID: user.id, recruiterID: source.recruiter.id)
    }
    open[index] = (id, .now)
    try await finishOthers(of: source, besides: id)
    return id
  }

  /// Finishes the runs that a killed process left, or yesterday.
  func finishOthers(of source: WatchedSource, besides current: Int? = nil) async throws {
    let (store, user) = (store, user)
    let folder = source.path.description
    try await patience.duringOutage {
      let left = try await store.unfinishedWatchRuns(
        folder: folder, userID: user.id, recruiterID: source.recruiter.id, besides: current)
      for run in left { try await Self.finish(run, store: store, user: user) }
    }
  }

  /// Finishes the runs of today.
  func finish() async throws {
    for run in open.values { try await Self.finish(run.id, store: store, user: user) }
    open = [:]
  }

  private static func finish(_ run: Int, store: CandidateStore, user: User) async throws {
    let outcomes = try await store.outcomes(ofRun: run, actingUser: user.id)
    try await store.finishRun(run, counts: outcomes.stored)
  }
}
