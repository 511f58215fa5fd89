import Foundation
import Glibc
import TestSupport
import Testing

/// The database goes away while files are taken in: each of them has one outcome in the end, as if it had stayed.
@Suite struct OutageTests {
  /// The private one, as its superuser.
  private struct Database {
    let hotgigs: Installation
    let url: String

    init() throws {
      hotgigs = try Installation()
      try #require(try hotgigs.run("users", "list").status == 0)
      url = try hotgigs.run("db", "url").output.trimmingCharacters(in: .whitespacesAndNewlines)
        .replacingOccurrences(of: "//hotgigs@", with: "//postgres@")
    }

    func sql(_ query: String) throws -> String {
      try Shell.run("psql '\(url)' -XAtqc \"\(query)\"").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Asks again until the answer is another than "0", or nobody is at work any more.
    func waitFor(_ query: String, while process: Command) throws -> Bool {
      let end = ContinuousClock.now + .seconds(60)
      while process.isRunning, ContinuousClock.now < end {
        if try sql(query) != "0" { return true }
      }
      return false
    }
  }

  /// A commit that waits for a standby is on disk already: whoever is cut off there does not hear that it was done, and does it
  /// again.
  @Test func commitsThatNobodyHeardOfAreNotDoneTwice() throws {
    let database = try Database()
    let people = try TemporaryFolder.people(150)
    let ingest = try database.hotgigs.start(["ingest", people.path, "--json"])
    try #require(try database.waitFor("SELECT count(*) FROM runs", while: ingest))
    let wait = { (setting: String) in
      _ = try database.sql("ALTER SYSTEM \(setting)")
      _ = try database.sql("SELECT pg_reload_conf()")
    }
    try wait("SET synchronous_standby_names = 'nobody'")
    let cut = """
      SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND usename = 'hotgigs'
      """
    for _ in 0..<6 { #expect(try database.waitFor(cut, while: ingest)) }
    // The whole server, in the middle of a commit; and again commits that nobody hears of.
    let waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND usename = 'hotgigs'"
    #expect(try database.waitFor(waiting, while: ingest))
    try Shell.run("kill -QUIT $(head -n 1 \(database.hotgigs.home)/postgresql/data/postmaster.pid)")
    #expect(try database.hotgigs.run("db", "start").status == 0)
    #expect(try database.waitFor(cut, while: ingest))
    try wait("RESET synchronous_standby_names")

    let result = ingest.result()
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      Set(try result.rows().compactMap { $0["file"] as? String }).count == 150
        && result.output.split(separator: "\n").count == 150, "\(result.output.suffix(2000))")
    let counts = try database.sql(
      """
      SELECT (SELECT count(*) FROM candidates), (SELECT count(*) FROM resumes),
        (SELECT count(*) FROM resumes WHERE status = 'completed' AND candidate_id IS NOT NULL),
        (SELECT count(*) FROM candidate_activity), (SELECT count(DISTINCT candidate_id) FROM candidate_activity),
        (SELECT count(*) FROM runs), (SELECT count(*) FROM sightings), (SELECT count(DISTINCT trace_id) FROM sightings)
      """)
    #expect(counts == "150|150|150|150|150|1|150|150")
  }
}
