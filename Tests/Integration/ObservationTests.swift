import Foundation
import TestSupport
import Testing

/// What a worker tells of itself: its log, its metrics, whether it is well.
@Suite struct ObservationTests {
  @Test func aWorkerTellsMachinesHowItFares() throws {
    let hotgigs = try Installation()
    #expect(try hotgigs.run("ingest", "--quiet", Fixtures.resumes).status == 0)
    let count = try FileManager.default.contentsOfDirectory(atPath: Fixtures.resumes).count
    _ = try hotgigs.sql("UPDATE resumes SET status = 'pending'")
    let worker = try hotgigs.start(
      ["worker", "--workers", "1", "--metrics-port", "0", "--log-format", "json", "--until-empty"])
    _ = worker.result()
    let lines = try log(of: worker)
    #expect(lines.first?["message"] as? String == "metrics")
    #expect(lines[1]["message"] as? String == "started" && lines[1]["readers"] as? Int == 1)
    #expect(lines.last?["message"] as? String == "ended" && lines.last?["reason"] as? String == "empty")
    let outcomes = lines.filter { $0["message"] as? String == "outcome" }
    #expect(outcomes.count == count)
    #expect(
      outcomes.allSatisfy { $0["outcome"] as? String == "unchanged" && $0["ms"] is Int && $0["run"] as? Int == 1 })
    #expect(
      Set(outcomes.compactMap { $0["trace"] as? String })
        == Set(
          try hotgigs.sql("SELECT replace(trace_id::text, '-', '') FROM resumes").split(separator: "\n").map(
            String.init)))
    // No name of a file or a person, no address.
    #expect(!worker.errorsSoFar.contains("@") && !worker.errorsSoFar.contains(".pdf"))
  }

  @Test func answersForAsLongAsItWorks() throws {
    let hotgigs = try Installation()
    #expect(try hotgigs.run("ingest", "--quiet", Fixtures.resumes).status == 0)
    _ = try hotgigs.sql("UPDATE resumes SET status = 'pending'")
    let worker = try hotgigs.start(["worker", "--workers", "1", "--metrics-port", "0", "--log-format", "json"])
    let port = try port(of: worker)
    let unchanged = "hotgigs_outcomes_total{code=\"\",outcome=\"unchanged\"}"
    let waiting = "hotgigs_queue_resumes{status=\"pending\"}"
    var metrics = try metrics(port)
    // The queue's length is asked for once a second.
    while worker.isRunning, metrics[unchanged] != 14 || metrics[waiting] != 0 { metrics = try self.metrics(port) }
    #expect(metrics["hotgigs_database_up"] == 1)
    #expect(metrics["hotgigs_stage_items_received_total{stage=\"read\"}"] == 14)
    #expect(metrics["hotgigs_stage_duration_seconds_count{stage=\"commit\"}"] ?? 0 > 0)
    #expect(metrics["hotgigs_reader_processes_started_total{kind=\"reader\"}"] ?? 0 >= 1)
    #expect(metrics.types["process_resident_memory_bytes"] == "gauge")
    #expect(get("/healthz", port).hasPrefix("HTTP/1.1 200 ") && get("/readyz", port).hasPrefix("HTTP/1.1 200 "))
    #expect(get("/secret", port).hasPrefix("HTTP/1.1 404 "))

    for garbage in [
      "\u{16}\u{3}\u{1}\u{2}", "GET", "POST /metrics HTTP/1.1\r\n\r\n", String(repeating: "x", count: 100_000),
    ] {
      try TCPClient(port).send(garbage)
    }
    #expect(get("/healthz", port).hasPrefix("HTTP/1.1 200 "))

    // A database that is away makes it not ready, and no less alive.
    #expect(try hotgigs.run("db", "stop").status == 0)
    while get("/readyz", port).hasPrefix("HTTP/1.1 200 ") {}
    #expect(get("/healthz", port).hasPrefix("HTTP/1.1 200 "))
    while !worker.errorsSoFar.contains("database_away"), worker.isRunning { usleep(2000) }
    #expect(try self.metrics(port)["hotgigs_database_up"] == 0)
    #expect(try hotgigs.run("db", "start").status == 0)
    while !get("/readyz", port).hasPrefix("HTTP/1.1 200 "), worker.isRunning {}
    while !worker.errorsSoFar.contains("database_back"), worker.isRunning { usleep(2000) }
    #expect(try self.metrics(port)["hotgigs_database_outages_total"] == 1)

    kill(worker.pid, SIGTERM)
    let result = worker.result()
    #expect(result.status == 0, "\(result.errors)")
    let messages = try log(of: worker).compactMap { $0["message"] as? String }.filter { $0 != "outcome" }
    #expect(messages == ["metrics", "started", "database_away", "database_back", "ended"])
  }

  @Test func aPortThatIsTakenIsSaid() throws {
    let hotgigs = try Installation()
    let first = try hotgigs.start(["worker", "--metrics-port", "0", "--log-format", "json"])
    let port = try port(of: first)
    let second = try hotgigs.run("worker", "--metrics-port", "\(port)")
    #expect(second.status == 69 && second.errors.contains("can't listen on 127.0.0.1 port \(port)"), "\(second.errors)")
    _ = first.killHard()
  }

  @Test func aWorkerThatCanNotGoOnSaysWhy() throws {
    let hotgigs = try Installation()
    #expect(try hotgigs.run("ingest", "--quiet", Fixtures.resumes).status == 0)
    _ = try hotgigs.sql("UPDATE resumes SET status = 'pending' WHERE id = 1")
    try FileManager.default.moveItem(atPath: hotgigs.home + "/content", toPath: hotgigs.home + "/elsewhere")
    let worker = try hotgigs.start(["worker", "--until-empty", "--log-format", "json"])
    let result = worker.result()
    #expect(result.status == 69, "\(result.errors)")
    let last = try log(of: worker).last
    #expect(last?["message"] as? String == "ended" && last?["reason"] as? String == "error")
    #expect((last?["error"] as? String)?.hasPrefix("the stored document ") == true, "\(result.errors)")
    #expect(try hotgigs.sql("SELECT status FROM resumes WHERE id = 1") == "pending", "it goes back to the queue")
  }

  @Test func oneTraceFromIntakeToCommit() throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder()
    let text = "Ann Lee\nann@example.com\n\nSkills\nSQL, Swift\n"
    try folder.write(text, to: "a.txt")
    let first = try hotgigs.run("ingest", "--json", "--verbose", folder.path)
    let trace = try #require(try first.rows().first?["trace_id"] as? String)
    for event in ["registered resume=1 run=1 trace=\(trace)", "outcome resume=1 outcome=created candidate=1"] {
      #expect(first.errors.contains(" info \(event)"), "\(first.errors)")
    }
    #expect(first.errors.components(separatedBy: trace).count == 3, "a line of intake, and one of the commit")
    #expect(try hotgigs.run("runs", "show", "1", "--json").rows().last?["traceID"] as? String == trace)
    #expect(try hotgigs.run("resumes", "show", "1").output.contains("\"traceID\" : \"\(trace)\""))
    #expect(try hotgigs.sql("SELECT activity_metadata ->> 'trace_id' FROM candidate_activity") == trace)

    // A duplicate has its own; what is read again goes on with the first one's.
    try folder.write(text, to: "b.txt")
    let traces = try hotgigs.run("ingest", "--json", folder.path).rows().compactMap { $0["trace_id"] as? String }
    #expect(Set(traces).count == 2 && !traces.contains(trace))
    #expect(try hotgigs.run("reprocess", "--all", "--json").rows().first?["trace_id"] as? String == trace)
  }

  @Test func aWatchTellsTheSame() throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder()
    let settings = try folder.write(
      "watch:\n  settle: 200 ms\n  folders:\n    - path: \(folder.path)/in\n", to: "pipeline.yaml")
    try folder.write("Ann Lee\nann@example.com\n\nSkills\nSQL, Swift\n", to: "in/ann.txt")
    let watch = try hotgigs.start(
      ["watch", "--config", settings, "--json", "--metrics-port", "0", "--log-format", "json"])
    let port = try port(of: watch)
    let created = "hotgigs_outcomes_total{code=\"\",outcome=\"created\"}"
    var metrics = try metrics(port)
    while watch.isRunning, metrics[created] != 1 { metrics = try self.metrics(port) }
    #expect(metrics["hotgigs_files_registered_total"] == 1)
    #expect(metrics["hotgigs_stage_items_received_total{stage=\"store\"}"] == 1)
    #expect(metrics["hotgigs_stage_items_received_total{stage=\"read\"}"] == 1)
    #expect(get("/healthz", port).hasPrefix("HTTP/1.1 200 "))
    kill(watch.pid, SIGTERM)
    let result = watch.result()
    #expect(result.status == 0, "\(result.errors)")
    let trace = try #require(try result.rows().first?["trace_id"] as? String)
    let lines = try log(of: watch).filter { $0["trace"] as? String == trace }
    #expect(lines.map { $0["message"] as? String } == ["registered", "outcome"], "\(result.errors)")
    #expect(lines.allSatisfy { $0["run"] as? Int == 1 })
    #expect(try log(of: watch).last?["reason"] as? String == "stopped")
  }

  /// An installation whose reader dies of every document.
  @Test func eachReaderThatDiesIsSaid() throws {
    let hotgigs = try Installation()
    let folder = try TemporaryFolder()
    let source = URL(filePath: Installation.executable).deletingLastPathComponent().path
    let resources = try FileManager.default.contentsOfDirectory(atPath: source).filter { $0.hasSuffix(".resources") }
    // By a process of its own: no child of another test is to inherit it open for writing.
    let copying = try Command(
      executable: "/bin/cp", arguments: ["-R"] + (["hotgigs"] + resources).map { source + "/" + $0 } + [folder.path],
      environment: [:])
    #expect(copying.result().status == 0)
    try folder.write("#!/bin/sh\nhead -c 8 <&3 >/dev/null\nkill -9 $$\n", to: "hotgigs-reader")
    chmod(folder.path + "/hotgigs-reader", 0o700)
    let file = try folder.write("Ann Lee\nann@example.com\n", to: "in/ann.txt")
    let ingest = try Command(
      executable: folder.path + "/hotgigs", arguments: ["ingest", "--json", "--verbose", "--workers", "1", file],
      environment: ["HOTGIGS_HOME": hotgigs.home])
    let result = ingest.result()
    #expect(try result.rows().map { $0["code"] as? String } == ["crashed"], "\(result.errors)")
    let trace = try #require(try result.rows().first?["trace_id"] as? String)
    let deaths = result.errors.split(separator: "\n").filter { $0.contains(" warning reader_died resume=1 ") }
    #expect(
      (1...3).allSatisfy { number in deaths.count { $0.contains(" deaths=\(number) ") } == 1 }, "\(result.errors)")
    #expect(deaths.allSatisfy { $0.contains("trace=\(trace)") }, "\(result.errors)")
  }

  @Test func statusIsWatched() throws {
    let hotgigs = try Installation()
    #expect(try hotgigs.run("ingest", "--quiet", Fixtures.resumes).status == 0)
    let worker = try hotgigs.start(["worker", "--metrics-port", "0", "--log-format", "json"])
    _ = try port(of: worker)
    let watch = try hotgigs.start(["status", "--watch", "--interval", "100ms", "--json"])
    while watch.isRunning, watch.outputSoFar.split(separator: "\n").count < 3 { usleep(2000) }
    let rows = try watch.killHard().rows()
    #expect(rows.allSatisfy { $0["completed"] as? Int == 14 && ($0["time"] as? String)?.hasSuffix("Z") == true })
    #expect(rows[0]["filesPerSecond"] == nil && rows[1]["filesPerSecond"] as? Double == 0)
    while try hotgigs.run("status", "--json").rows().first?["workers"].map({ ($0 as? [Any])?.isEmpty ?? true }) ?? true
    {}
    #expect(try hotgigs.run("status").output.contains("\nworker  "))

    #expect(try hotgigs.run("users", "add", "eve@example.com", "--role", "recruiter").status == 0)
    let hers = try hotgigs.run("status", "--json", "--as", "eve@example.com").rows()[0]
    #expect(hers["completed"] as? Int == 0 && (hers["workers"] as? [Any])?.isEmpty == true)
    #expect(try hotgigs.run("status", "--watch", "--interval", "soon").status == 64)
    _ = worker.killHard()
  }

  private func log(of command: Command) throws -> [[String: Any]] {
    try command.errorsSoFar.split(separator: "\n").filter { $0.hasPrefix("{") }.map { line in
      try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
    }
  }

  /// The port that a worker has chosen, once it has said so and begun.
  private func port(of worker: Command) throws -> Int {
    while worker.isRunning, !worker.errorsSoFar.contains("\"started\"") { usleep(2000) }
    let line = try log(of: worker).first { $0["message"] as? String == "metrics" }
    return try #require(line?["port"] as? Int, "\(worker.errorsSoFar)")
  }

  private func get(_ path: String, _ port: Int) -> String {
    (try? TCPClient(port).askAndWait("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")) ?? ""
  }

  private func metrics(_ port: Int) throws -> ExpositionFormat {
    let answer = get("/metrics", port)
    let body = try #require(answer.range(of: "\r\n\r\n")).upperBound
    #expect(answer.contains("\r\nContent-Type: text/plain; version=0.0.4"))
    return try ExpositionFormat(String(answer[body...]))
  }
}
