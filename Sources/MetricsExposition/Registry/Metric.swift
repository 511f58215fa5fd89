import Synchronization

/// Something that has values to be told.
protocol Metric: AnyObject, Sendable {
  var samples: [MetricSample] { get }
}

/// One line of the text.
struct MetricSample {
  /// Behind the family's name: "_bucket".
  var suffix = ""
  /// Behind the series' own labels.
  var label: MetricLabel?
  var value: Double
}

/// A number that only grows.
public final class CounterMetric: Metric {
  private let value = Mutex(0.0)

  public func increment(by amount: Double = 1) {
    guard amount > 0 else { return }
    value.withLock { $0 += amount }
  }

  /// Grows to what was counted elsewhere; it never shrinks.
  public func raise(to total: Double) {
    value.withLock { $0 = max($0, total) }
  }

  var samples: [MetricSample] { [MetricSample(value: value.withLock { $0 })] }
}

/// A number that goes up and down, or is not known.
public final class GaugeMetric: Metric {
  private let value = Mutex<Double?>(nil)

  /// - Parameter number: nil where it is not known: then nothing is told of it.
  public func set(_ number: Double?) {
    value.withLock { $0 = number }
  }

  public func add(_ amount: Double) {
    value.withLock { $0 = ($0 ?? 0) + amount }
  }

  var samples: [MetricSample] { value.withLock { $0 }.map { [MetricSample(value: $0)] } ?? [] }
}

/// How often values of which size occurred.
public final class HistogramMetric: Metric {
  private struct State {
    /// By bucket, the one without a bound last.
    var counts: [Int]
    var sum = 0.0
  }

  /// For what takes from a millisecond to a minute.
  public static let secondsBounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

  private let bounds: [Double]
  private let state: Mutex<State>

  init(bounds: [Double]) {
    precondition(zip(bounds, bounds.dropFirst()).allSatisfy(<), "the bounds of buckets ascend")
    self.bounds = bounds
    state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
  }

  public func observe(_ value: Double) {
    let bucket = bounds.firstIndex { value <= $0 } ?? bounds.count
    state.withLock { state in
      state.counts[bucket] += 1
      state.sum += value
    }
  }

  /// Each bucket holds the values of those before it, too.
  var samples: [MetricSample] {
    let state = state.withLock { $0 }
    var total = 0
    var samples: [MetricSample] = []
    for (bound, count) in zip(bounds + [.infinity], state.counts) {
      total += count
      samples.append(
        MetricSample(
          suffix: "_bucket", label: MetricLabel(name: "le", value: ExpositionText.number(bound)), value: Double(total)))
    }
    return samples + [
      MetricSample(suffix: "_sum", value: state.sum), MetricSample(suffix: "_count", value: Double(total)),
    ]
  }
}
