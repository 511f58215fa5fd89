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
    return Measurement(
      what, as: who, times: times, plans: try await plans?.plans { try await body(runs + runs / 10) })
  }

  /// - Parameter times: of each run, milliseconds; at least one.
  init(_ what: String, as who: String, times: [Double], plans: String?) {
    let times = times.sorted()
    func percentile(_ part: Double) -> Double {
      let time = times[min(Int(Double(times.count) * part), times.count - 1)]
      return (time * 100).rounded() / 100
    }
    (self.what, self.who, self.plans) = (what, who, plans)
    (runs, p50, p95, worst) = (times.count, percentile(0.5), percentile(0.95), percentile(1))
  }
}
