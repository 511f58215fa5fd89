import CandidateStore
import Foundation
import Pipeline

/// A worker's life as others see it: its row in `workers`, with a heartbeat, from its begin to its end.
///
/// It also looks after the dead of its own host: what a process that was killed still holds goes back to the queue at
/// once, instead of when its leases end.
struct WorkerPresence: Sendable {
  let id: String
  private let store: CandidateStore
  private let host: String

  /// Begins it, and takes back what dead processes of this host hold.
  static func begin(name: String, store: CandidateStore, patience: Patience) async throws -> WorkerPresence {
    let identity = WorkerIdentity.current(name: name)
    let id = try await patience.duringOutage { try await store.registerWorker(identity) }
    let presence = WorkerPresence(id: id, store: store, host: identity.host)
    try? await presence.takeBackFromTheDead()
    return presence
  }

  /// Reports until cancelled. An outage is waited out: those who matter then are at work on nothing either.
  func beat(every interval: Duration, _ report: @Sendable () -> WorkerReport) async {
    while !Task.isCancelled {
      try? await store.heartbeat(worker: id, report())
      try? await takeBackFromTheDead()
      try? await Task.sleep(for: interval)
    }
  }

  /// Ends it. Best effort, and not cancelled with the worker's task.
  func end(_ report: WorkerReport) async {
    let (store, id) = (store, id)
    _ = await Task {
      try? await store.heartbeat(worker: id, report)
      _ = try? await store.stopWorkers([id])
    }.value
  }

  private func takeBackFromTheDead() async throws {
    let dead = try await store.unstoppedWorkers(host: host).filter { $0.key != id }
      .filter { ProcessIdentity($0.value)?.isGone ?? false }.map(\.key)
    try await store.stopWorkers(dead)
  }
}

extension WorkerReport.Stage {
  /// One stage of a pipeline that is watched.
  ///
  /// - Parameters:
  ///   - utilization: of late, 0…1.
  ///   - blocked: of late, 0…1.
  init(_ stage: StageSnapshot, utilization: Double, blocked: Double) {
    self.init(
      name: stage.name, width: stage.width, received: stage.received, inFlight: stage.inFlight,
      waiting: stage.queueDepth, p50: stage.latency.p50.milliseconds, p95: stage.latency.p95.milliseconds,
      p99: stage.latency.p99.milliseconds, utilization: utilization.rounded(to: 3),
      blocked: blocked.rounded(to: 3))
  }
}

extension Duration {
  /// To a thousandth.
  fileprivate var milliseconds: Double { (self / .milliseconds(1)).rounded(to: 3) }
}

extension Double {
  /// To so many decimals: what is stored is for people.
  fileprivate func rounded(to decimals: Int) -> Double {
    let scale = pow(10, Double(decimals))
    return (self * scale).rounded() / scale
  }
}
