import PostgreSQL
import ResumeModel
import Testing

@testable import CandidateStore

@Suite struct DriveSyncTests {
  private func add(
    _ test: TestStore, _ folder: String = "f", frequency: SyncFrequency = .daily, recruiter: Int? = nil,
    by user: Int? = nil
  ) async throws -> DriveSync {
    try await test.store.addDriveSync(
      NewDriveSync(
        recruiterID: recruiter ?? test.accounts.recruiterID, folderID: folder, folderName: "Folder",
        frequency: frequency, credential: "file:/key.json", tags: ["a", "b"]),
      actingUser: user ?? test.accounts.adminID)
  }

  private func lease(_ test: TestStore, _ sync: DriveSync) async throws -> DriveSyncLease {
    try #require(
      try await test.store.leaseDriveSync(sync.id, holder: "here", seconds: 60, actingUser: test.accounts.adminID))
  }

  private func recruiter(_ test: TestStore, _ name: String) async throws -> Int {
    let address = try #require(EmailAddress("\(name)@example.org"))
    return try await test.store.addUser(email: address, role: .recruiter, actingUser: test.accounts.adminID).id
  }

  @Test func oneHostAtATimeRunsASync() async throws {
    let test = try await TestDatabase.makeStore()
    let (store, admin) = (test.store, test.accounts.adminID)
    let sync = try await add(test)
    #expect(try await store.dueDriveSyncs(actingUser: admin) == [sync.id])
    let leases = try await withThrowingTaskGroup(of: DriveSyncLease?.self) { group in
      for host in 0..<4 {
        group.addTask { try await store.leaseDriveSync(sync.id, holder: "\(host)", seconds: 60, actingUser: admin) }
      }
      return try await group.reduce(into: []) { $0.append($1) }.compactMap(\.self)
    }
    let first = try #require(leases.first)
    #expect(leases.count == 1)
    #expect(try await store.dueDriveSyncs(actingUser: admin) == [])
    #expect(try await store.driveSync(sync.id, actingUser: admin)?.leasedBy == first.sync.leasedBy)
    #expect(try await store.renew(first, seconds: 60))

    // It died: another takes over, and what it still says counts for nothing.
    _ = try await test.ask("UPDATE google_drive_syncs SET leased_until = clock_timestamp() - interval '1 s'")
    let second = try await lease(test, sync)
    #expect(try await !store.renew(first, seconds: 60))
    #expect(try await !store.save(DriveSyncPosition(pageToken: "old"), of: first))
    try await store.end(first, .failed("old"))
    #expect(try await store.save(DriveSyncPosition(pageToken: "7", openFiles: ["x": "why"]), of: second))
    try await store.end(second, .complete)
    let after = try #require(try await store.driveSync(sync.id, actingUser: admin))
    #expect(after.status == .active && after.errorMessage == nil && after.openFiles == 1 && after.leasedBy == nil)
    #expect(after.lastSyncAt != nil)
    let third = try #require(
      try await store.leaseDriveSync(sync.id, holder: "here", process: "p", seconds: 60, actingUser: admin))
    #expect(third.position == DriveSyncPosition(pageToken: "7", openFiles: ["x": "why"]))
    // Where its process is known to be gone, nobody waits for its lease to end.
    for (isGone, isHad) in [(false, false), (true, true)] {
      let taken = try await store.leaseDriveSync(sync.id, holder: "there", seconds: 60, actingUser: admin) {
        #expect($0 == "p")
        return isGone
      }
      #expect((taken != nil) == isHad)
    }
    #expect(try await !store.renew(third, seconds: 60))
  }

  @Test(arguments: [
    (DriveSyncEnd.complete, "active", 24 * 60), (.failed("why"), "error", 24 * 60), (.postponed("why"), "active", 60),
    (.interrupted, "active", 0),
  ])
  func theNextTryIsWhenTheEndSays(_ end: DriveSyncEnd, status: String, minutes: Int) async throws {
    let test = try await TestDatabase.makeStore()
    let sync = try await add(test)
    try await test.store.end(try await lease(test, sync), end)
    let row = try await test.ask(
      """
      SELECT status, round(extract(epoch FROM next_sync_at - clock_timestamp() AT TIME ZONE 'UTC') / 60)::integer AS minutes
      FROM google_drive_syncs
      """
    ).only()
    #expect(try row.string("status") == status)
    #expect(try abs(row.int("minutes") - minutes) <= 5)
    // By hand alone, nothing is due; paused, it stays so.
    let manual = try await add(test, "g", frequency: .manual)
    try await test.store.end(try await lease(test, manual), end)
    #expect(try await test.number("SELECT count(*) FROM google_drive_syncs WHERE next_sync_at IS NULL") == 1)
    let leased = try await lease(test, sync)
    _ = try await test.store.setDriveSync(sync.id, isPaused: true, actingUser: test.accounts.adminID)
    try await test.store.end(leased, end)
    #expect(try await test.store.driveSync(sync.id, actingUser: test.accounts.adminID)?.status == .paused)
    #expect(try await !test.store.dueDriveSyncs(actingUser: test.accounts.adminID).contains(sync.id))
  }

  @Test func aRecruiterSeesTheirOwnAndLendsNobodyTheirName() async throws {
    let test = try await TestDatabase.makeStore()
    let (store, admin) = (test.store, test.accounts.adminID)
    let (ana, bo) = (try await recruiter(test, "ana"), try await recruiter(test, "bo"))
    let own = try await add(test, recruiter: ana, by: ana)
    let given = try await add(test, "g", recruiter: ana, by: admin)
    _ = try await add(test, "h", recruiter: bo, by: bo)
    #expect(try await store.driveSyncs(actingUser: ana).map(\.id) == [own.id, given.id])
    #expect(try await store.driveSyncs(actingUser: admin).count == 3)
    await #expect(throws: StoreError.self) { try await add(test, "i", recruiter: bo, by: ana) }
    await #expect(throws: StoreError.self, "the same folder again") { try await add(test, recruiter: ana, by: admin) }
    _ = try await add(test, "f", recruiter: bo, by: bo)

    // Whoever named a credential opened it: an admin's process opens no recruiter's.
    #expect(try await Set(store.dueDriveSyncs(actingUser: ana)) == [own.id, given.id])
    #expect(try await store.dueDriveSyncs(actingUser: admin) == [given.id])
    await #expect(throws: StoreError.self) {
      try await store.leaseDriveSync(own.id, holder: "h", seconds: 60, actingUser: admin)
    }
    await #expect(throws: StoreError.self) {
      try await store.leaseDriveSync(own.id, holder: "h", seconds: 60, actingUser: bo)
    }
    #expect(try await store.setDriveSync(given.id, isPaused: true, actingUser: ana)?.status == .paused)
    #expect(try await store.setDriveSync(own.id, isPaused: true, actingUser: bo) == nil)
    #expect(try await store.removeDriveSync(own.id, actingUser: bo) == nil)
    for (change, id) in [
      ("folder_id = 'x'", given.id), ("credential = 'file:/other'", given.id), ("added_by = \(admin)", own.id),
    ] {
      await #expect(throws: PostgreSQLError.self, "\(change)") {
        try await store.asUser(ana) {
          _ = try await $0.query("UPDATE google_drive_syncs SET \(change) WHERE id = \(id)")
        }
      }
    }
  }

  @Test func aRunGoesOnWhereAKilledOneLeftIt() async throws {
    let test = try await TestDatabase.makeStore()
    let (store, admin) = (test.store, test.accounts.adminID)
    let sync = try await add(test)
    let first = try await lease(test, sync)
    let run = try await store.beginDriveRun(first, userID: admin, detail: "d")
    var document = test.document("a", run: run)
    (document.source, document.sourceRef, document.sourceChecksum) = (.googleDrive, "id", "v1")
    _ = try await store.register([document])
    #expect(try await store.openFiles(ofRun: run).map(\.sourceRef) == ["id"])
    let known = try await store.knownDriveFiles(
      [("id", "v2"), ("id", "v1"), ("other", "v1")], recruiterID: sync.recruiterID)
    #expect(known == [1])
    #expect(try await store.knownDriveFiles([("id", "v1")], recruiterID: admin) == [])

    // Killed, and even finished by another's hand: it is the run of its files until they have ended.
    try await store.end(first, .interrupted)
    try await store.finishRun(run, status: .failed, counts: [:])
    let second = try await lease(test, sync)
    #expect(try await store.beginDriveRun(second, userID: admin, detail: "d") == run)
    let claimed = try await store.claim(1, worker: "test")
    _ = try await store.commit([claimed[0].read(.of("Mia Roth", "mia@example.com"))])
    try await store.finishRun(run, counts: ["created": 1])
    #expect(try await store.candidates(ofRun: run).count == 1)
    try await store.end(second, .complete)
    #expect(try await store.driveSync(sync.id, actingUser: admin)?.filesSynced == 1)
    let third = try await lease(test, sync)
    #expect(try await store.beginDriveRun(third, userID: admin, detail: "d") != run)
    // It outlives its sync.
    _ = try await store.removeDriveSync(sync.id, actingUser: admin)
    #expect(try await test.number("SELECT count(*) FROM runs WHERE kind = 'drive' AND drive_sync_id IS NULL") == 2)
    #expect(try await !store.renew(third, seconds: 60))
  }
}
