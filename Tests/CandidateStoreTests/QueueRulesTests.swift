import PostgreSQL
import ResumeModel
import TestSupport
import Testing

@testable import CandidateStore

/// The SQL of the queue does what ``QueueModel`` says, whatever the order of what is asked of it.
@Suite struct QueueRulesTests {
  @Test(arguments: 0..<6)
  func theDatabaseFollowsTheRules(seed: Int) async throws {
    let test = try await TestDatabase.makeStore()
    var random = SeededGenerator(seed: UInt64(seed) + 1000)
    var model = QueueModel()
    var held: [(lease: Lease, claim: QueueModel.Claim, resume: ClaimedResume)] = []
    let recruiters = [test.accounts.recruiterID, test.accounts.adminID]
    // The server's clock can't be set: time passes by moving the rows' times back, and what passes by itself is added. It
    // passes in steps of 1,000 s, and leases are stretched to end between two of them: the model is told the time before
    // the statement that it is compared with, and no lease may end in between, however slow the machine.
    let lease = 30_500
    var passed = 0

    for round in 0..<80 {
      model.now = try await serverTime(test) + passed
      switch Int.random(in: 0..<9, using: &random) {
      case 0, 1:
        let count = Int.random(in: 1...6, using: &random)
        let recruiter = recruiters.randomElement(using: &random) ?? recruiters[0]
        let priority: Priority = random.chance(0.2) ? .interactive : .bulk
        let outcomes = try await test.store.register(
          (0..<count).map { number in
            var document = test.document("\(seed)-\(round)-\(number)", recruiter: recruiter)
            document.priority = priority
            return document
          })
        for outcome in outcomes {
          model.register(id: outcome.resumeID, recruiter: recruiter, priority: priority.rawValue)
        }
      case 2, 3:
        let count = Int.random(in: 1...5, using: &random)
        let worker = Int.random(in: 1...2, using: &random)
        let found = try await test.store.claim(count, worker: "\(worker)", leaseSeconds: 30)
        try await stretch(test, found.map(\.id), to: lease)
        let expected = model.claim(count, worker: worker, lease: lease * 1_000_000)
        #expect(Set(found.map(\.id)) == Set(expected.map(\.id)), "seed \(seed), round \(round)")
        for resume in found {
          guard let claim = expected.first(where: { $0.id == resume.id }) else { continue }
          #expect(resume.readerDeaths == claim.deaths)
          held.append((resume.lease, claim, resume))
        }
      case 4:
        let asked = held.filter { _ in random.chance(0.5) }
        let kept = try await test.store.renew(asked.map(\.lease), leaseSeconds: 30)
        try await stretch(test, Array(kept), to: lease)
        #expect(kept == model.renew(asked.map { ($0.claim.id, $0.claim.token) }, lease: lease * 1_000_000))
      case 5:
        let asked = held.filter { _ in random.chance(0.2) }
        try await test.store.release(asked.map(\.lease))
        model.release(asked.map { ($0.claim.id, $0.claim.token) })
      case 6:
        guard let one = held.randomElement(using: &random) else { continue }
        #expect(try await test.store.blame(one.lease) == model.blame(one.claim.id, token: one.claim.token))
      case 7:
        let some = held.filter { _ in random.chance(0.3) }
        guard !some.isEmpty else { continue }
        for one in some {
          let outcome = try await test.store.commit([one.resume.failed(.corrupt)])
          switch model.commit(one.claim.id, token: one.claim.token, failed: true) {
          case .fenced: #expect(outcome.map(\.kind) == [.leaseLost])
          case .done, .known: #expect(outcome.map(\.kind) == [.failed(ExtractionError(.corrupt, "for the test"))])
          }
        }
      default:
        if random.chance(0.3) {
          let worker = Int.random(in: 1...2, using: &random)
          try await stop(test, worker: worker)
          model.stop(worker: worker)
        } else {
          let seconds = Int.random(in: 1...40, using: &random) * 1000
          passed += seconds * 1_000_000
          try await age(test, seconds: seconds)
        }
      }
      try await compare(test, model, "seed \(seed), round \(round)")
    }
  }

  /// Microseconds, as PostgreSQL keeps them: what waits longest is told from what came a moment later.
  private func serverTime(_ test: TestStore) async throws -> Int {
    try await test.number("SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint")
  }

  /// Leases longer than the store grants.
  private func stretch(_ test: TestStore, _ ids: [Int], to seconds: Int) async throws {
    for id in ids {
      _ = try await test.ask(
        "UPDATE resumes SET leased_until = clock_timestamp() + make_interval(secs => $2) WHERE id = $1",
        [.int(id), .int(seconds)])
    }
  }

  private func age(_ test: TestStore, seconds: Int) async throws {
    _ = try await test.ask(
      """
      UPDATE resumes SET leased_until = leased_until - make_interval(secs => $1),
        available_at = available_at - make_interval(secs => $1)
      """, [.int(seconds)])
  }

  /// By the statement that `stopWorkers` uses, for a worker whose id is no UUID.
  private func stop(_ test: TestStore, worker: Int) async throws {
    let id = "00000000-0000-0000-0000-00000000000\(worker)"
    _ = try await test.ask("UPDATE resumes SET leased_by = $2 WHERE leased_by = $1", [.text("\(worker)"), .text(id)])
    try await test.store.stopWorkers([id])
  }

  private func compare(_ test: TestStore, _ model: QueueModel, _ place: String) async throws {
    for row in try await test.ask("SELECT id, status, attempts, reader_deaths FROM resumes ORDER BY id") {
      let expected = try #require(model.rows[try row.int("id")], "\(place)")
      #expect(try row.string("status") == expected.status.rawValue, "\(place): \(expected.id)")
      #expect(try row.int("attempts") == expected.attempts, "\(place): \(expected.id)")
      #expect(try row.int("reader_deaths") == expected.deaths, "\(place): \(expected.id)")
    }
  }
}
