import PostgreSQL
import ResumeModel
import TestSupport
import Testing

@testable import CandidateStore

@Suite struct RegistrationTests {
  @Test func theSameBytesAreRegisteredOnce() async throws {
    let test = try await TestDatabase.makeStore()
    let run = try await test.store.beginRun(
      kind: .ingest, userID: test.accounts.adminID, recruiterID: test.accounts.recruiterID, detail: "/inbox")
    let first = try await test.store.register([
      test.document("a", filename: "bob.pdf", run: run), test.document("b", run: run),
      test.document("a", filename: "copy of bob.pdf", run: run),
    ])
    let a = first[0].resumeID
    #expect(first[0] == .registered(resumeID: a))
    #expect(first[1] == .registered(resumeID: first[1].resumeID))
    #expect(
      first[2]
        == .duplicate(ExistingResume(id: a, status: .pending, errorCode: nil, candidateID: nil, filename: "bob.pdf")))
    let claimed = try await test.store.claim(10, worker: "test")
    _ = try await test.store.commit([
      claimed[0].read(.of("Bob Hay", "bob@example.com")), claimed[1].failed(.empty),
    ])
    let second = try await test.store.register([test.document("b", run: run), test.document("a", run: run)])
    guard case .duplicate(let failed) = second[0], case .duplicate(let completed) = second[1] else {
      throw StoreError(.init(rawValue: "test"), "\(second)")
    }
    #expect(failed.explanation == "duplicate of failed #\(failed.id) (empty): reprocess it")
    #expect(completed.id == a && completed.candidateID != nil)
    #expect(try await test.number("SELECT count(*) FROM resumes") == 2)
    #expect(
      try await test.store.outcomes(ofRun: run, actingUser: test.accounts.adminID)
        == RunOutcomes(counts: ["created": 1, "failed": 1, "duplicate": 3], failures: ["empty": 1]))
    #expect(try await test.number("SELECT last_value FROM resumes_id_seq") == 2)
    // Another recruiter's are their own.
    let other = try await test.store.register([test.document("a", recruiter: test.accounts.adminID)])
    #expect(other == [.registered(resumeID: other[0].resumeID)])
  }

  /// The first time was committed, and its answer lost with the connection.
  @Test func whatIsRegisteredAgainByTheSameSightIsNoDuplicateOfItself() async throws {
    let test = try await TestDatabase.makeStore()
    let run = try await test.store.beginRun(
      kind: .ingest, userID: test.accounts.adminID, recruiterID: test.accounts.recruiterID, detail: "/inbox")
    var batch = ["a", "b", "a"].map { test.document($0, run: run) }
    batch[1].content = .unstored(ExtractionError(.unreadable, "may not be read"))
    for index in batch.indices { batch[index].traceID = TraceID() }
    let first = try await test.store.register(batch)
    #expect(try await test.store.register(batch) == first)
    #expect(
      try await test.store.outcomes(ofRun: run, actingUser: test.accounts.adminID)
        == RunOutcomes(counts: ["pending": 1, "failed": 1, "duplicate": 1], failures: ["unreadable": 1]))
    #expect(try await test.number("SELECT count(*) FROM sightings") == 3)
  }

  @Test func whatHasNoBytesFailsAtOnceAndOnce() async throws {
    let test = try await TestDatabase.makeStore()
    var huge = test.document("huge", modifiedAt: 1_700_000_000.25)
    huge.content = .unstored(ExtractionError(.tooLarge, "over 20 MB"))
    huge.size = 5_000_000_000
    huge.sourceRef = "/inbox/" + String(repeating: "long/", count: 2000)
    var locked = test.document("locked")
    locked.content = .unstored(ExtractionError(.unreadable, "no permission"))
    let first = try await test.store.register([huge, locked])
    #expect(first[0] == .refused(resumeID: first[0].resumeID, ExtractionError(.tooLarge, "over 20 MB")))
    let again = try await test.store.register([locked, huge])
    #expect(again.map(\.resumeID) == [first[1].resumeID, first[0].resumeID])
    guard case .duplicate(let known) = again[0] else { throw StoreError(.init(rawValue: "test"), "\(again)") }
    #expect(known.errorCode == .unreadable)
    let row = try await test.ask("SELECT * FROM resumes WHERE error_code = 'too_large'").only()
    #expect(try row.string("status") == "failed")
    #expect(try row.string("file_path").hasPrefix("unstored:/inbox/long/"))
    #expect(try await test.ask("SELECT max(file_size) FROM sightings").only().int(0) == 5_000_000_000)
    #expect(try await test.store.claim(10, worker: "test") == [])
    // A new version of the file is a new row.
    locked.size += 1
    let changed = try await test.store.register([locked])
    #expect(changed[0] == .refused(resumeID: changed[0].resumeID, ExtractionError(.unreadable, "no permission")))
    #expect(try await test.store.reprocess(.failed, actingUser: test.accounts.adminID) == [])
  }

  @Test func anyFilenameFits() async throws {
    let test = try await TestDatabase.makeStore()
    let names = [
      String(repeating: "👩‍👩‍👧‍👦", count: 100) + ".pdf", "a\0b.pdf", "", "  ", "x\n\t\"'\\.pdf",
      String(repeating: "é", count: 300),
    ]
    _ = try await test.store.register(names.enumerated().map { test.document("\($0)", filename: $1) })
    let stored = try await test.ask("SELECT filename FROM resumes ORDER BY id").map { try $0.string(0) }
    #expect(stored[0].count == 36)
    #expect(
      stored[1...].map { $0 } == ["ab.pdf", "unnamed", "unnamed", "x\n\t\"'\\.pdf", String(repeating: "é", count: 255)])
  }

  @Test func parallelRegistrationsOfTheSameFilesMakeOneRowEach() async throws {
    let test = try await TestDatabase.makeStore(connections: 6)
    let documents = (0..<40).map { test.document("\($0)") }
    let outcomes = try await withThrowingTaskGroup(of: [RegistrationOutcome].self) { group in
      for seed in 0..<6 {
        group.addTask {
          var generator = SeededGenerator(seed: UInt64(seed))
          return try await test.store.register(documents.shuffled(using: &generator))
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    let registered = outcomes.filter { if case .registered = $0 { true } else { false } }
    #expect(registered.count == 40)
    #expect(try await test.number("SELECT count(*) FROM resumes") == 40)
    #expect(try await test.number("SELECT count(*) FROM sightings") == 240)
  }

  @Test func listenersHearOfWork() async throws {
    let test = try await TestDatabase.makeStore()
    let heard = try await Connection.withConnection(to: test.server) { connection in
      let notifications = try await connection.listen(CandidateStore.queueChannel)
      _ = try await test.store.register([test.document("a")])
      let iterator = notifications.makeAsyncIterator()
      return try await iterator.next()?.channel
    }
    #expect(heard == CandidateStore.queueChannel)
  }
}

@Suite struct QueueTests {
  @Test func parallelWorkersShareTheQueue() async throws {
    let test = try await TestDatabase.makeStore(connections: 8)
    _ = try await test.store.register((0..<100).map { test.document("\($0)") })
    let claimed = try await withThrowingTaskGroup(of: [ClaimedResume].self) { group in
      for worker in 0..<8 {
        group.addTask {
          var all: [ClaimedResume] = []
          while true {
            let some = try await test.store.claim(7, worker: "worker \(worker)")
            if some.isEmpty { return all }
            all += some
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(claimed.count == 100)
    #expect(Set(claimed.map(\.id)).count == 100)
    #expect(Set(claimed.map(\.lease.token)).count == 100)
  }

  @Test func anEndedLeaseGoesToAnotherAndFencesTheFirst() async throws {
    let test = try await TestDatabase.makeStore()
    let first = try await test.claim("a")[0]
    #expect(first.attempts == 1)
    #expect(try await test.store.claim(1, worker: "other") == [])
    // As if its worker had hung for longer than the lease.
    _ = try await test.ask("UPDATE resumes SET leased_until = clock_timestamp() - interval '1 second'")
    let second = try #require(try await test.store.claim(1, worker: "other").first)
    #expect(second.id == first.id && second.attempts == 2 && second.readerDeaths == 0)
    #expect(try await test.store.renew([first.lease]) == [])
    #expect(try await test.store.renew([second.lease]) == [second.id])
    #expect(try await test.store.blame(first.lease) == nil)
    let stale = try await test.store.commit([first.read(.of("Ana Lima", "ana@example.com"))])
    #expect(stale.map(\.kind) == [.leaseLost])
    #expect(try await test.number("SELECT count(*) FROM candidates") == 0)
    let good = try await test.store.commit([second.read(.of("Ana Lima", "ana@example.com"))])
    #expect(good.map(\.kind) == [.created])
    // The answer was lost with the connection: asked again, it is the same, and nothing happens twice.
    #expect(try await test.store.commit([second.read(.of("Ana Lima", "ana@example.com"))]) == good)
    #expect(try await test.store.commit([first.read(.of("Ana Lima", "ana@example.com"))]).map(\.kind) == [.leaseLost])
    #expect(try await test.number("SELECT count(*) FROM candidate_activity") == 1)
  }

  @Test func expiredLeasesAreRecovered() async throws {
    let test = try await TestDatabase.makeStore()
    _ = try await test.claim("a", "b", "c")
    #expect(try await test.store.recoverExpired() == 0)
    _ = try await test.ask("UPDATE resumes SET leased_until = clock_timestamp() - interval '1 second' WHERE id < 3")
    #expect(try await test.store.recoverExpired() == 2)
    #expect(try await test.number("SELECT count(*) FROM resumes WHERE status = 'pending' AND lease_token IS NULL") == 2)
  }

  @Test func releaseBlamesNoneAndBlameCounts() async throws {
    let test = try await TestDatabase.makeStore()
    let first = try await test.claim("a")[0]
    #expect(try await test.store.blame(first.lease) == 1)
    #expect(try await test.store.blame(first.lease) == 2)
    try await test.store.release([first.lease])
    let second = try #require(try await test.store.claim(1, worker: "other").first)
    #expect(second.readerDeaths == 2)
    #expect(try await test.store.blame(second.lease) == CandidateStore.mostReaderDeaths)
    _ = try await test.store.commit([second.failed(.crashed)])
    try await test.store.reprocess(.failed, actingUser: test.accounts.adminID)
    #expect(try await test.store.claim(1, worker: "other").first?.readerDeaths == 0)
  }

  @Test func recruitersTakeTurnsAndThoseWhoWaitComeFirst() async throws {
    let test = try await TestDatabase.makeStore()
    let (many, few) = (test.accounts.recruiterID, test.accounts.adminID)
    _ = try await test.store.register((0..<100).map { test.document("many \($0)", recruiter: many) })
    _ = try await test.store.register((0..<3).map { test.document("few \($0)", recruiter: few) })
    let first = try await test.store.claim(8, worker: "test")
    #expect(first.filter { $0.recruiterID == few }.count == 3)
    #expect(Set(first.filter { $0.recruiterID == many }.map(\.filename)) == Set((0..<5).map { "many \($0).pdf" }))
    // One that a person brings and waits for overtakes, also where a bulk run has registered it before.
    var single = test.document("many 90", recruiter: many)
    single.priority = .interactive
    var urgent = test.document("urgent", recruiter: many)
    urgent.priority = .interactive
    _ = try await test.store.register([single, urgent])
    let second = try await test.store.claim(3, worker: "test")
    #expect(second.map(\.filename) == ["many 90.pdf", "urgent.pdf", "many 5.pdf"])
  }

  @Test func aWorkersEndGivesBackWhatItHolds() async throws {
    let test = try await TestDatabase.makeStore()
    let identity = WorkerIdentity(
      name: "worker", host: "a", processID: 7, process: "boot/namespace/7/1", parserVersion: "2")
    let (first, second) = (
      try await test.store.registerWorker(identity), try await test.store.registerWorker(identity)
    )
    _ = try await test.store.register((0..<5).map { test.document("\($0)") })
    let held = try await test.store.claim(3, worker: first)
    _ = try await test.store.claim(2, worker: second)
    try await test.store.heartbeat(
      worker: first, WorkerReport(completed: 4, failed: 1, stages: [], connections: test.store.pool.statistics))
    let seen = try await test.store.workers(actingUser: test.accounts.adminID)
    #expect(seen.map(\.inHand) == [3, 2] && seen.map(\.report.completed) == [4, 0])
    #expect(seen.map(\.report.connections?.size) == [4, nil])
    #expect(try await test.store.workers(actingUser: test.accounts.recruiterID).isEmpty)
    #expect(try await test.store.unstoppedWorkers(host: "a").count == 2)
    #expect(try await test.store.stopWorkers([first]) == 3)
    #expect(try await test.store.unstoppedWorkers(host: "a") == [second: "boot/namespace/7/1"])
    // Fenced: whoever was taken for dead and lives changes nothing.
    #expect(try await test.store.commit([held[0].failed(.corrupt)]).map(\.kind) == [.leaseLost])
    #expect(try await test.store.claim(5, worker: second).map(\.readerDeaths) == [0, 0, 0])
    // A heartbeat of one that was taken for dead: it lives.
    try await test.store.heartbeat(worker: first, WorkerReport())
    #expect(try await test.store.unstoppedWorkers(host: "a").count == 2)
  }

  @Test func filtersByRecruiterAndRun() async throws {
    let test = try await TestDatabase.makeStore()
    let admin = test.accounts.adminID
    _ = try await test.store.register([test.document("theirs", recruiter: admin), test.document("old")])
    let run = try await test.store.beginRun(kind: .ingest, userID: admin, recruiterID: test.accounts.recruiterID)
    _ = try await test.store.register([test.document("old", run: run), test.document("new", run: run)])
    #expect(
      try await test.store.outstanding(run: run) == Outstanding(pending: 2, processing: 0, secondsToLastExpiry: nil))
    let seen = try await test.store.claim(10, worker: "test", filter: ClaimFilter(seenInRun: run))
    #expect(seen.map(\.filename) == ["old.pdf", "new.pdf"])
    let left = try await test.store.outstanding(run: run)
    #expect(left.pending == 0 && left.processing == 2 && (left.secondsToLastExpiry ?? 0) > 20)
    let theirs = try await test.store.claim(10, worker: "test", filter: ClaimFilter(recruiterID: admin))
    #expect(theirs.map(\.filename) == ["theirs.pdf"])
    _ = try await test.store.commit((seen + theirs).map { $0.failed(.corrupt) })
    #expect(try await test.store.outstanding(run: run).isDrained)
  }

  @Test func reprocessesASelection() async throws {
    let test = try await TestDatabase.makeStore()
    let admin = test.accounts.adminID
    let claimed = try await test.claim("a", "b", "c", "d")
    _ = try await test.store.commit([
      claimed[0].read(.of("A A", "a@example.com"), parser: "1.9"),
      claimed[1].read(.of("B B", "b@example.com"), parser: "1.10"),
      claimed[2].failed(.timeout),
    ])
    let ids = claimed.map(\.id)
    func selected(_ selection: ReprocessSelection) async throws -> [Int] {
      try await test.store.preview(selection, actingUser: admin).readable.map(\.id)
    }
    #expect(try await selected(.all) == Array(ids[..<3]))
    #expect(try await selected(.failed) == [ids[2]])
    #expect(try await selected(.error(.timeout)) == [ids[2]])
    #expect(try await selected(.error(.corrupt)) == [])
    #expect(try await selected(.ids([ids[1], ids[3]])) == [ids[1]])
    #expect(try await selected(.parserOlderThan("1.10")) == [ids[0], ids[2]])
    let run = try await test.store.beginRun(kind: .reprocess, userID: admin)
    #expect(try await test.store.reprocess(.error(.timeout), run: run, actingUser: admin) == [ids[2]])
    #expect(try await selected(.run(run)) == [])
    let again = try await test.store.claim(1, worker: "test", filter: ClaimFilter(seenInRun: run))
    let outcome = try await test.store.commit([again[0].read(.of("C C", "c@example.com"))])
    #expect(outcome.map(\.kind) == [.created])
    #expect(try await selected(.run(run)) == [ids[2]])
    #expect(try await test.store.outcomes(ofRun: run, actingUser: admin).counts == ["created": 1])
    #expect(try await test.store.resume(ids[2], actingUser: admin)?.sightings.map(\.outcome) == ["failed", "created"])
  }

  @Test func parallelBatchesOfTheSamePeopleEachCountOnce() async throws {
    let test = try await TestDatabase.makeStore(connections: 6)
    let people = 12
    _ = try await test.store.register((0..<120).map { test.document("\($0)") })
    try await withThrowingTaskGroup(of: Void.self) { group in
      for worker in 0..<6 {
        group.addTask {
          var generator = SeededGenerator(seed: UInt64(worker))
          while true {
            let claimed = try await test.store.claim(10, worker: "\(worker)")
            if claimed.isEmpty { return }
            let batch = claimed.shuffled(using: &generator).map { resume in
              resume.read(
                .of(
                  "Person Number", "p\(resume.id % people)@example.com", phone: "1000\(resume.id)",
                  date: "20\(10 + resume.id % 15)"))
            }
            let outcomes = try await test.store.commit(batch)
            #expect(!outcomes.contains { $0.candidateID == nil })
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(
      try await test.number("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()") == 0)
    #expect(try await test.number("SELECT count(*) FROM candidates") == people)
    #expect(try await test.number("SELECT count(*) FROM resumes WHERE status = 'completed'") == 120)
    #expect(try await test.number("SELECT count(*) FROM candidate_activity WHERE action = 'created'") == people)
    #expect(
      try await test.number("SELECT count(DISTINCT activity_metadata ->> 'resume_id') FROM candidate_activity")
        == test.number("SELECT count(*) FROM candidate_activity"))
    #expect(
      try await test.number("SELECT sum((SELECT count(*) FROM jsonb_object_keys(contributions))) FROM candidates")
        == 120)
  }

  @Test func showsWhereThingsStand() async throws {
    let test = try await TestDatabase.makeStore()
    let admin = test.accounts.adminID
    let run = try await test.store.beginRun(kind: .ingest, userID: admin, detail: "two folders")
    let claimed = try await test.claim("a", "b")
    _ = try await test.store.commit([claimed[0].read(.of(nil, "a@example.com")), claimed[1].failed(.empty)])
    _ = try await test.store.register([test.document("c")])
    let status = try await test.store.status(actingUser: admin)
    #expect(status.pending == 1 && status.completed == 1 && status.failed == 1 && status.processing == 0)
    #expect(status.failures == ["empty": 1] && status.candidates == 1 && status.needsReview == 1)
    #expect(status.activeRuns == [run])
    try await test.store.finishRun(run, counts: ["created": 1])
    let finished = try #require(try await test.store.run(run, actingUser: admin))
    #expect(finished.status == .finished && finished.counts == ["created": 1] && finished.finishedAt != nil)
    #expect(try await test.store.runs(actingUser: admin).map(\.id) == [run])
    #expect(try await test.store.resumes(actingUser: admin, error: .empty).map(\.id) == [claimed[1].id])
    #expect(try await test.store.resumes(actingUser: admin, limit: 2).map(\.filename) == ["c.pdf", "b.pdf"])
    let detail = try #require(try await test.store.resume(claimed[0].id, actingUser: admin))
    #expect(detail.parsed?.emails.first?.value == "a@example.com")
    #expect(detail.warnings.map(\.code) == [.missingName])
  }
}
