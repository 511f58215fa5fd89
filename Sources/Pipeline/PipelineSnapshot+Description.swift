extension PipelineSnapshot: CustomStringConvertible {
  /// A table for a person, a line per stage, the bottleneck marked:
  ///
  /// ```text
  ///   stage            in   failed    working      waiting     p50     p95     p99  busy  blocked
  ///   read            412        3        4/4        16/16    41 ms   77 ms   91 ms   99 %     0 %  ← bottleneck
  ///   commit          389        0       0/64        5/128     8 ms   12 ms   15 ms    4 %     0 %
  /// ```
  ///
  /// *working* is items in hand of the most there can be, *waiting* items before the stage of the most there can be.
  public var description: String {
    let slowest = bottleneck?.name
    let rows = stages.map { stage in
      [
        stage.name, "\(stage.received)", "\(stage.failed)", "\(stage.inFlight)/\(stage.width * stage.batch)",
        "\(stage.queueDepth)/\(stage.buffer)", stage.latency.p50.brief, stage.latency.p95.brief,
        stage.latency.p99.brief, percent(stage.utilization), percent(stage.blocked),
        stage.name == slowest ? "← bottleneck" : "",
      ]
    }
    let header = ["stage", "in", "failed", "working", "waiting", "p50", "p95", "p99", "busy", "blocked", ""]
    return table([header] + rows)
  }

  private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

  /// The first column to the left, the last as it is, those between to the right.
  private func table(_ rows: [[String]]) -> String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    let lines = rows.map { row in
      let cells = zip(row, widths).enumerated().map { column, cell in
        let (text, width) = cell
        let padding = String(repeating: " ", count: width - text.count)
        return column == 0 ? text + padding : column == row.count - 1 ? text : padding + text
      }
      return String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed())
    }
    return lines.joined(separator: "\n")
  }
}

extension Duration {
  /// Three digits at most and a unit: `850 ns`, `41 µs`, `7.5 ms`, `12 s`.
  var brief: String {
    let (seconds, attoseconds) = components
    let nanoseconds = Double(seconds) * 1e9 + Double(attoseconds) / 1e9
    let scales = [(1.0, "ns"), (1e3, "µs"), (1e6, "ms"), (1e9, "s")]
    let (scale, unit) = scales.last { nanoseconds >= $0.0 } ?? scales[0]
    let value = nanoseconds / scale
    let tenths = (value * 10).rounded() / 10
    return value < 10 && tenths != tenths.rounded() ? "\(tenths) \(unit)" : "\(Int(value.rounded())) \(unit)"
  }
}
