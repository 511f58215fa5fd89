import CandidateStore
import CommandKit

/// The findings of `hotgigs db health` as a table, and below it what to do.
enum HealthText {
  static func print(_ findings: [HealthFinding]) {
    var table = Table("level", "check", "value", "threshold", "detail")
    for finding in findings {
      table.add(
        finding.level.rawValue, finding.check, finding.value.map { quantity($0, finding.unit) } ?? "–",
        finding.threshold.map { quantity($0, finding.unit) } ?? "", finding.detail ?? "")
    }
    for (index, line) in table.lines.enumerated() {
      Terminal.print(index == 0 ? line : coloured(line, findings[index - 1].level))
    }
    for finding in findings {
      if let advice = finding.advice { Terminal.print("\(finding.check): \(advice)") }
    }
  }

  /// `3 h`, `12 %`, `1.5 s`: rounded for a person.
  static func quantity(_ value: Double, _ unit: String) -> String {
    switch unit {
    case "s": StatusText.time(value)
    case "percent": "\(Int(value.rounded())) %"
    case "count": "\(Int(value))"
    case "millions": "\(Int(value)) million"
    default: "\(Int(value.rounded())) \(unit)"
    }
  }

  private static func coloured(_ line: String, _ level: HealthFinding.Level) -> String {
    guard Terminal.hasColourOnOutput else { return line }
    switch level {
    case .critical: return "\u{1b}[31m\(line)\u{1b}[0m"
    case .warning: return "\u{1b}[33m\(line)\u{1b}[0m"
    case .ok, .unknown: return line
    }
  }
}
