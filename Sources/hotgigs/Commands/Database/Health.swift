import ArgumentParser
import CandidateStore
import CommandKit
import Ingest

extension DatabaseAdministration {
  /// `hotgigs db health`.
  struct Health: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "How the database fares: each value with its threshold and what to do.",
      discussion: """
        Thresholds are under `health` in pipeline.yaml. Ends with 1 where anything is critical, else with 0. What the role
        of DATABASE_URL may not see is said to be unknown.

        EXAMPLES
          hotgigs db health
          hotgigs db health --quiet                only what needs looking after, for cron
          hotgigs db health --json | jq 'select(.level != "ok")'
        """)

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      try await CommandFailure.translating {
        let report = try await HealthReport.of(try DatabaseLocation.fromEnvironment(), try global.settings())
        if global.json {
          try Terminal.printLines(report.findings)
        } else {
          HealthText.print(global.quiet ? report.findings.filter { $0.level != .ok } : report.findings)
        }
        if report.isCritical { throw ExitCode(CommandFailure.Code.failures.rawValue) }
      }
    }
  }
}
