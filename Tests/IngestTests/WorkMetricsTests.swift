import ResumeModel
import Testing

@testable import Ingest

@Suite struct WorkMetricsTests {
  @Test func countsOutcomesByCodeAndOutagesOnce() {
    let metrics = WorkMetrics(version: "1")
    var created = FileOutcome(file: "a", outcome: .created)
    created.milliseconds = 40
    metrics.observe(.outcome(created))
    for _ in 0..<2 { metrics.observe(.outcome(FileOutcome(file: "b", outcome: .failed, code: .encrypted))) }
    for _ in 0..<2 { metrics.observe(.databaseAway("gone")) }
    metrics.observe(.work(.databaseBack))
    metrics.observe(.databaseAway("gone"))
    metrics.observe(.work(.leasesHeld(7)))
    metrics.observe(.work(.processes(.reader, ReaderPool.Counts(started: 3, died: 1))))
    let text = metrics.registry.text()
    for line in [
      #"hotgigs_outcomes_total{code="",outcome="created"} 1"#,
      #"hotgigs_outcomes_total{code="encrypted",outcome="failed"} 2"#,
      "hotgigs_database_outages_total 2", "hotgigs_leases_held 7", "hotgigs_resume_duration_seconds_sum 0.04",
      #"hotgigs_reader_processes_started_total{kind="reader"} 3"#,
      #"hotgigs_reader_processes_died_total{kind="reader"} 1"#,
    ] {
      #expect(text.contains("\n" + line + "\n"), "\(line)")
    }
  }
}
