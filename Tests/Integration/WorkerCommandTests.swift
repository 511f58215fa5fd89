import Foundation
import TestSupport
import Testing

/// Several processes at one queue.
@Suite struct WorkerCommandTests {
  @Test func workersTakeOverFromAKilledIngestAtOnce() throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder.people(200)
    let ingest = try hotgigs.start(["ingest", "--json", folder.path])
    while ingest.isRunning, ingest.outputSoFar.split(separator: "\n").count < 20 { usleep(2000) }
    kill(ingest.pid, SIGSTOP)
    let held = try #require(Int(try hotgigs.sql("SELECT count(*) FROM resumes WHERE status = 'processing'")))
    let lease = try hotgigs.sql("SELECT min(leased_until) FROM resumes WHERE status = 'processing'")
    _ = ingest.killHard()
    #expect(held > 0)

    let workers = try (1...2).map { _ in try hotgigs.start(["worker", "--until-empty", "--workers", "1"]) }
    for worker in workers { #expect(worker.result().status == 0) }
    #expect(try hotgigs.sql("SELECT count(*) FROM resumes WHERE status <> 'completed'") == "0")
    #expect(
      try hotgigs.sql("SELECT count(*) FROM workers WHERE name = 'ingest' AND stopped_at < '\(lease)'") == "1",
      "its leases were not waited for")
    #expect(try hotgigs.sql("SELECT count(*) FROM workers WHERE stopped_at IS NULL") == "0")
    #expect(try hotgigs.sql("SELECT count(*) - count(DISTINCT candidate_id) FROM candidate_activity") == "0")
  }

  @Test func anIngestWaitsForWhatWorkersTake() throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder.people(150)
    #expect(try hotgigs.run("db", "start").status == 0)
    #expect(try hotgigs.run("status").status == 0)
    let workers = try (1...2).map { _ in try hotgigs.start(["worker", "--workers", "1", "--json"]) }
    let ingest = try hotgigs.run("ingest", "--json", "--workers", "1", folder.path)
    #expect(try ingest.rows().map { $0["outcome"] as? String } == Array(repeating: "created", count: 150))
    for worker in workers { kill(worker.pid, SIGTERM) }
    var shared = 0
    for worker in workers {
      let result = worker.result()
      #expect(result.status == 0, "\(result.errors)")
      shared += try result.rows().count
    }
    #expect(
      try hotgigs.sql("SELECT sum(completed), count(*) FROM workers WHERE stopped_at IS NOT NULL") == "150|3",
      "\(shared) by the workers")
    #expect(try hotgigs.sql("SELECT count(*) FROM candidate_activity WHERE action = 'created'") == "150")
  }

  @Test func aWorkerThatIsToldToStopLeavesNothingInItsHands() throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder.people(300)
    let ingest = try hotgigs.start(["ingest", "--json", folder.path])
    while ingest.isRunning, ingest.outputSoFar.split(separator: "\n").count < 5 { usleep(2000) }
    _ = ingest.killHard()
    let worker = try hotgigs.start(["worker", "--json", "--workers", "1"])
    while worker.isRunning, worker.outputSoFar.split(separator: "\n").count < 10 { usleep(2000) }
    kill(worker.pid, SIGTERM)
    let result = worker.result()
    #expect(result.status == 0, "\(result.errors)")
    #expect(try hotgigs.sql("SELECT count(*) FROM resumes WHERE status = 'processing'") == "0")
    #expect(try hotgigs.run("ingest", "--json", folder.path).rows().count == 300)
    #expect(try hotgigs.sql("SELECT count(*) FROM resumes WHERE status = 'completed'") == "300")
  }

  @Test func aDatabaseThatFallsOverIsWaitedFor() throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder.people(300)
    let ingest = try hotgigs.start(["ingest", "--json", folder.path])
    while ingest.isRunning, ingest.outputSoFar.split(separator: "\n").count < 10 { usleep(2000) }
    let server = try #require(
      Int32(
        String(contentsOfFile: hotgigs.home + "/postgresql/data/postmaster.pid", encoding: .utf8)
          .split(separator: "\n")[0]))
    // As a power cut: no shutdown, no checkpoint.
    kill(server, SIGQUIT)
    while kill(server, 0) == 0 { usleep(2000) }
    #expect(try hotgigs.run("db", "start").status == 0)
    let result = ingest.result()
    #expect(result.status == 0, "\(result.errors)")
    #expect(try result.rows().count == 300)
    #expect(
      try hotgigs.sql("SELECT count(*), count(DISTINCT candidate_id) FROM candidate_activity WHERE action = 'created'")
        == "300|300")
  }

  @Test func aStoreThatIsOutOfOrderEndsTheIngestAndLosesNothing() throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder.people(40)
    // Root may write anywhere: a file where the folder should be stops it too.
    try Data().write(to: URL(filePath: hotgigs.home + "/content"))
    let result = try hotgigs.run("ingest", folder.path)
    #expect(result.status == 69, "\(result.errors)")
    #expect(result.errors.contains("the content store is out of order"))
    #expect(try hotgigs.sql("SELECT status FROM runs") == "failed")
    try FileManager.default.removeItem(atPath: hotgigs.home + "/content")
    #expect(
      try hotgigs.run("ingest", "--json", folder.path).rows().map { $0["outcome"] as? String }
        == Array(repeating: "created", count: 40))
  }

  @Test func aWorkerWaitsForAStoreThatIsAway() async throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder.people(3)
    let settings = try TemporaryFolder()
    let impatient = try settings.write("queue:\n  patience: 1 s\n", to: "impatient.yaml")
    #expect(try hotgigs.run("ingest", folder.path).status == 0)
    // An empty folder, as of a mount that is away.
    let (content, away) = (hotgigs.home + "/content", hotgigs.home + "/away")
    try FileManager.default.moveItem(atPath: content, toPath: away)
    try FileManager.default.createDirectory(atPath: content, withIntermediateDirectories: true)
    _ = try hotgigs.sql("UPDATE resumes SET status = 'pending', processed_at = NULL, lease_token = NULL")
    let ended = try hotgigs.run("worker", "--until-empty", "--config", impatient)
    #expect(ended.status == 69, "\(ended.errors)")
    #expect(ended.errors.contains("the content store is out of order"), "\(ended.errors)")
    let worker = try hotgigs.start(["worker"])
    while worker.isRunning, !worker.errorsSoFar.contains("store_away") { try await Task.sleep(for: .milliseconds(5)) }
    #expect(worker.isRunning, "\(worker.errorsSoFar)")
    #expect(try hotgigs.sql("SELECT count(*) FROM resumes WHERE status = 'failed'") == "0")
    try FileManager.default.removeItem(atPath: content)
    try FileManager.default.moveItem(atPath: away, toPath: content)
    while worker.isRunning, try hotgigs.sql("SELECT count(*) FROM resumes WHERE status = 'completed'") != "3" {
      try await Task.sleep(for: .milliseconds(50))
    }
    kill(worker.pid, SIGTERM)
    #expect(worker.result().status == 0)
  }

  @Test func onlyAnAdminStartsOne() throws {
    let hotgigs = try Installation()
    let result = try hotgigs.run("worker", "--until-empty", "--as", "recruiter@localhost")
    #expect(result.status == 77, "\(result.errors)")
  }
}
