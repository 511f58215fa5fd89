import CandidateStore
import TestSupport
import Testing

@testable import Ingest

/// Workers, as they keep their leases, against the rules of the queue, while everything fails that can: they are killed and
/// come back, readers die, requests and answers are lost, the server's clock jumps, a host sleeps.
@Suite struct QueueSimulationTests {
  @Test(arguments: 0..<60)
  func everyFileEndsOnceWhateverFails(seed: Int) {
    var simulation = QueueSimulation(seed: UInt64(seed), workers: 3, files: 60)
    for _ in 0..<3000 { simulation.step() }
    simulation.endFaults()
    var rounds = 0
    while simulation.queue.count(.pending) + simulation.queue.count(.processing) > 0, rounds < 5000 {
      simulation.step()
      rounds += 1
    }
    let rows = simulation.queue.rows.values
    #expect(rows.allSatisfy { $0.status == .completed || $0.status == .failed }, "seed \(seed)")
    #expect(rows.allSatisfy { $0.effects == 1 }, "seed \(seed): an effect is missing or doubled")
    // Only a file that kills its readers fails, whoever died with a good one in hand.
    for row in rows { #expect((row.status == .failed) == simulation.isDeadly(row.id), "seed \(seed): file \(row.id)") }
    #expect(rows.allSatisfy { simulation.isDeadly($0.id) || $0.deaths == 0 })
    #expect(simulation.mostAtOnce == 1, "seed \(seed): a worker had one file twice in hand")
  }
}

private struct QueueSimulation {
  private struct Work {
    var lease: Lease
    var deaths: Int
    /// Whether it was read, and how that went.
    var failed: Bool?
  }

  private struct Worker {
    var id: Int
    var isAlive = true
    var book = LeaseBook(length: .seconds(lease))
    var inHand: [Work] = []
    /// Its own clock, seconds: it starts anywhere.
    var clock: Double
  }

  private static let lease = 30
  private static let tries = 3

  private(set) var queue = QueueModel()
  private var workers: [Worker]
  private var random: SeededGenerator
  private var hasFaults = true
  private var lastWorker: Int
  private(set) var mostAtOnce = 0

  init(seed: UInt64, workers: Int, files: Int) {
    random = SeededGenerator(seed: seed)
    lastWorker = workers
    self.workers = (0..<workers).map { Worker(id: $0, clock: Double($0) * 1000) }
    for id in 0..<files { queue.register(id: id, recruiter: id % 4, priority: id % 7 == 0 ? 10 : 0) }
  }

  /// One file in fifteen kills every reader.
  func isDeadly(_ id: Int) -> Bool { id % 15 == 3 }

  mutating func endFaults() {
    hasFaults = false
    for index in workers.indices where !workers[index].isAlive { revive(index) }
  }

  mutating func step() {
    let seconds = Double.random(in: 0...2, using: &random)
    queue.now += Int(seconds * 1000)
    for index in workers.indices { workers[index].clock += seconds }
    if hasFaults {
      if random.chance(0.01) { queue.now += Int.random(in: -90_000...90_000, using: &random) }
      if random.chance(0.02) { kill(Int.random(in: workers.indices, using: &random)) }
      // A host that sleeps: its clock goes on, it does nothing meanwhile.
      if random.chance(0.01) { workers[Int.random(in: workers.indices, using: &random)].clock += 100 }
    }
    let index = Int.random(in: workers.indices, using: &random)
    guard workers[index].isAlive else {
      if random.chance(0.3) { revive(index) }
      return
    }
    switch Int.random(in: 0..<5, using: &random) {
    case 0: claim(index)
    case 1: renew(index)
    case 2, 3: read(index)
    default: commit(index)
    }
    mostAtOnce = max(
      mostAtOnce, Dictionary(grouping: workers[index].inHand, by: \.lease.resumeID).values.map(\.count).max() ?? 0)
  }

  private mutating func kill(_ index: Int) {
    workers[index].isAlive = false
    // Another of its host sees at times that it is dead.
    if random.chance(0.5) { queue.stop(worker: workers[index].id) }
  }

  private mutating func revive(_ index: Int) {
    lastWorker += 1
    workers[index] = Worker(id: lastWorker, clock: workers[index].clock)
  }

  /// Whether a message is lost: the request, or only its answer.
  private enum Fate { case arrives, lost, answerLost }

  private mutating func fate() -> Fate {
    guard hasFaults, random.chance(0.15) else { return .arrives }
    return random.chance(0.5) ? .lost : .answerLost
  }

  private func now(_ index: Int) -> Duration { .milliseconds(Int(workers[index].clock * 1000)) }

  private mutating func claim(_ index: Int) {
    let fate = fate()
    guard fate != .lost else { return }
    let claims = queue.claim(5, worker: workers[index].id, lease: Self.lease * 1000)
    guard fate == .arrives else { return }
    let leases = claims.map { Lease(resumeID: $0.id, token: String($0.token)) }
    let refused = Set(workers[index].book.take(leases, askedAt: now(index)))
    queue.release(refused.map { ($0.resumeID, Int($0.token) ?? 0) })
    for (claim, lease) in zip(claims, leases) where !refused.contains(lease) {
      workers[index].inHand.append(Work(lease: lease, deaths: claim.deaths))
    }
  }

  private mutating func renew(_ index: Int) {
    let asked = workers[index].book.due(at: now(index))
    let fate = fate()
    guard fate != .lost, !asked.isEmpty else { return }
    let kept = queue.renew(asked.map { ($0.resumeID, Int($0.token) ?? 0) }, lease: Self.lease * 1000)
    if fate == .arrives { workers[index].book.renewed(asked, kept: kept, askedAt: now(index)) }
  }

  private mutating func read(_ index: Int) {
    guard let place = workers[index].inHand.firstIndex(where: { $0.failed == nil }) else { return }
    let work = workers[index].inHand[place]
    guard workers[index].book.isHeld(work.lease.resumeID, at: now(index)) else {
      workers[index].book.settle(work.lease.resumeID)
      workers[index].inHand.remove(at: place)
      return
    }
    guard isDeadly(work.lease.resumeID) else {
      workers[index].inHand[place].failed = false
      return
    }
    if work.deaths < Self.tries {
      workers[index].inHand[place].deaths += 1
      if fate() != .lost { _ = queue.blame(work.lease.resumeID, token: Int(work.lease.token) ?? 0) }
    }
    if workers[index].inHand[place].deaths >= Self.tries { workers[index].inHand[place].failed = true }
  }

  private mutating func commit(_ index: Int) {
    for work in workers[index].inHand.filter({ $0.failed != nil }) {
      let fate = fate()
      guard fate != .lost else { continue }
      _ = queue.commit(work.lease.resumeID, token: Int(work.lease.token) ?? 0, failed: work.failed ?? false)
      // Without an answer it asks again, later, with the same token.
      guard fate == .arrives else { continue }
      workers[index].book.settle(work.lease.resumeID)
      workers[index].inHand.removeAll { $0.lease == work.lease }
    }
  }
}
