import CommandKit
import Pipeline

/// Which stage is the bottleneck, at a glance.
enum StageTable {
  static func print(_ stages: [StageSnapshot]) {
    var table = Table("stage", "in", "out", "failed", "p50", "p95", "p99", "busy")
    for stage in stages where stage.received > 0 {
      table.add(
        stage.name, String(stage.received), String(stage.succeeded), String(stage.failed),
        milliseconds(stage.latency.p50), milliseconds(stage.latency.p95), milliseconds(stage.latency.p99),
        "\(Int((stage.utilization * 100).rounded())) %")
    }
    table.print()
  }

  private static func milliseconds(_ duration: Duration) -> String {
    "\((duration / .milliseconds(1) * 10).rounded() / 10) ms"
  }
}
