import Ingest

/// How a run ended, for a person.
package enum SummaryText {
  /// - Parameter isBesideFiles: standard output holds files only, as objects or a report.
  package static func print(_ summary: IngestSummary, title: String, elapsed: Duration? = nil, isBesideFiles: Bool) {
    guard !isBesideFiles else {
      // All of it is `hotgigs runs show ID --json`.
      return Terminal.note("\(title): \(summary.files) files, \(summary[.failed]) failed")
    }
    var head = "\(title): \(summary.files) files"
    if let elapsed, elapsed > .zero {
      let seconds = elapsed / .seconds(1)
      head += " in \((seconds * 10).rounded() / 10) s (\(Int((Double(summary.files) / seconds).rounded()))/s)"
    }
    Terminal.print(head)
    for kind in FileOutcome.Kind.allCases where summary[kind] > 0 || kind != .pending {
      var line = "  \(kind.rawValue): \(summary[kind])"
      if kind == .failed, summary[kind] > 0 {
        let codes = summary.failures.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
        line += " (" + codes.map { "\($0.key) \($0.value)" }.joined(separator: ", ") + ")"
      }
      Terminal.print(line)
    }
    if summary.needsReview > 0 { Terminal.print("  to be reviewed: \(summary.needsReview)") }
    if summary[.failed] > 0 { Terminal.print("  why: hotgigs resumes list --status failed") }
  }
}
