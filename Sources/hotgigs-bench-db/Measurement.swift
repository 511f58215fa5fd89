/// How long one kind of work took, over many runs.
struct Measurement: Encodable {
  var what: String
  var who: String
  var runs: Int
  /// Milliseconds; so the next two.
  var p50: Double
  var p95: Double
  var worst: Double
  /// How the server did it, once more; nil where that was not asked for.
  var plans: String?

  /// Warm: a tenth more runs come first and don't count.
  static func of(
    _ what: String, as who: String, runs: Int, plans: PlanLog?, _ body: (Int) async throws -> Void
  ) async throws -> Measurement {
    var times: [Double] = []
    for run in 0..<(runs + runs / 10) {
      let took = try await ContinuousClock().measure { try await body(run) }
      if run >= runs / 10 { times.append(took / .milliseconds(1)) }
    }
    times.sort()
    func percentile(_ part: Double) -> Double {
      let time = times[min(Int(Double(times.count) * part), times.count - 1)]
      return (time * 100).rounded() / 100
    }
    return Measurement(
      what: what, who: who, runs: runs, p50: percentile(0.5), p95: percentile(0.95), worst: percentile(1),
      plans: try await plans?.plans { try await body(runs + runs / 10) })
  }
}
