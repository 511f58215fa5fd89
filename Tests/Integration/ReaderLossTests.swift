import Foundation
import ReaderProtocol
import TestSupport
import Testing

/// Readers of a running ingest are killed, fill their memory and are stopped: no file but the one that a stopped reader holds
/// is any the worse for it.
@Suite struct ReaderLossTests {
  @Test func fiveHundredFilesOutliveTheirReaders() throws {
    let hotgigs = try Installation()
    let people = try TemporaryFolder.people(500)
    let elsewhere = try TemporaryFolder()
    let settings = try elsewhere.write("readers:\n  processes: 2\n  deadline: 5 s\n", to: "pipeline.yaml")
    let ingest = try hotgigs.start(["ingest", "--json", "--config", settings, people.path])

    // Wherever each is: waiting, reading, between two documents.
    var killed: Set<pid_t> = []
    for count in [20, 60, 100] {
      let reader = try reader(of: ingest, except: killed, after: count)
      killed.insert(reader)
      kill(reader, SIGKILL)
    }
    for count in [140, 180] {
      let reader = try reader(of: ingest, except: killed, after: count)
      killed.insert(reader)
      // A debug build's reader then takes memory until there is none.
      kill(reader, SIGUSR1)
    }
    let stopped = try reader(of: ingest, except: killed, after: 220)
    kill(stopped, SIGSTOP)

    let result = ingest.result()
    #expect(result.status == 0, "\(result.errors)")
    let rows = try result.rows()
    #expect(rows.count == 500)
    let failed = rows.filter { $0["outcome"] as? String != "created" }
    #expect(failed.map { $0["code"] as? String } == ["timeout"], "\(failed)")

    #expect(try hotgigs.run("reprocess", "--error", "timeout", "--config", settings).status == 0)
    #expect(
      try hotgigs.sql("SELECT count(*), count(DISTINCT candidate_id) FROM resumes WHERE status = 'completed'")
        == "500|500")
    #expect(
      try hotgigs.sql("SELECT count(*) FROM candidate_activity WHERE action <> 'created'") == "0",
      "each has one effect")
  }

  /// One of its readers that is well, once it has so many outcomes.
  private func reader(of ingest: Command, except gone: Set<pid_t>, after outcomes: Int) throws -> pid_t {
    while ingest.isRunning {
      if ingest.outputSoFar.utf8.count(where: { $0 == UInt8(ascii: "\n") }) >= outcomes,
        let reader = readers(of: ingest.pid).first(where: { !gone.contains($0) })
      {
        return reader
      }
      usleep(5000)
    }
    throw NoReader(after: outcomes, output: ingest.outputSoFar, errors: ingest.errorsSoFar)
  }

  private struct NoReader: Error {
    let after: Int
    let output, errors: String
  }

  /// Those that have not ended.
  private func readers(of parent: pid_t) -> [pid_t] {
    let processes = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return processes.compactMap { pid_t($0) }.filter { process in
      guard let stat = FileManager.default.contents(atPath: "/proc/\(process)/stat") else { return false }
      // "7 (hotgigs-reader) S 3 …"
      let fields = String(decoding: stat, as: UTF8.self).split(separator: " ")
      return fields.count > 3 && fields[1] == "(hotgigs-reader)" && fields[2] != "Z" && fields[3] == "\(parent)"
    }
  }
}
