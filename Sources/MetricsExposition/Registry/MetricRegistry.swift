import Synchronization

/// What is counted and measured, by name and labels, to be told as text.
///
/// Asked for the same name and labels twice, it gives the same instrument.
public final class MetricRegistry: Sendable {
  private let families = Mutex<[String: MetricFamily]>([:])

  public init() {}

  /// A number that only grows: its name ends in `_total`.
  public func counter(_ name: String, help: String, labels: [(String, String)] = []) -> CounterMetric {
    instrument(name, .counter, help, labels) { CounterMetric() }
  }

  /// A number that goes up and down.
  public func gauge(_ name: String, help: String, labels: [(String, String)] = []) -> GaugeMetric {
    instrument(name, .gauge, help, labels) { GaugeMetric() }
  }

  /// How often values of which size occur, in buckets.
  ///
  /// - Parameter bounds: the buckets' upper bounds, ascending; one without a bound follows them.
  public func histogram(
    _ name: String, help: String, labels: [(String, String)] = [], bounds: [Double] = HistogramMetric.secondsBounds
  ) -> HistogramMetric {
    instrument(name, .histogram, help, labels) { HistogramMetric(bounds: bounds) }
  }

  /// All of it in the text format of Prometheus, families by name, series by labels.
  public func text() -> String {
    families.withLock { $0 }.sorted { $0.key < $1.key }.map(\.value.text).joined()
  }

  private func instrument<Instrument: Metric>(
    _ name: String, _ kind: MetricFamily.Kind, _ help: String, _ labels: [(String, String)],
    _ make: () -> Instrument
  ) -> Instrument {
    let name = MetricName.valid(name)
    let labels = labels.map { MetricLabel(name: MetricName.valid($0.0), value: $0.1) }.sorted { $0.name < $1.name }
    return families.withLock { families in
      if let known = families[name]?.series[labels] as? Instrument { return known }
      precondition(families[name].map { $0.kind == kind } ?? true, "\(name) is a metric of another kind already")
      let made = make()
      families[name, default: MetricFamily(name: name, kind: kind, help: help)].series[labels] = made
      return made
    }
  }
}

/// One name's instruments.
struct MetricFamily {
  enum Kind: String {
    case counter, gauge, histogram
  }

  let name: String
  let kind: Kind
  let help: String
  var series: [[MetricLabel]: any Metric] = [:]

  /// Nothing at all where no series has a value.
  var text: String {
    let samples = series.sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .flatMap { labels, metric in metric.samples.map { $0.text(family: name, labels: labels) } }
    guard !samples.isEmpty else { return "" }
    return "# HELP \(name) \(ExpositionText.help(help))\n# TYPE \(name) \(kind.rawValue)\n" + samples.joined()
  }
}

struct MetricLabel: Hashable, Comparable {
  let name: String
  let value: String

  static func < (a: Self, b: Self) -> Bool { (a.name, a.value) < (b.name, b.value) }
}

enum MetricName {
  /// What no name may hold becomes an underscore.
  static func valid(_ name: String) -> String {
    let scalars = name.unicodeScalars.enumerated().map { place, scalar -> Character in
      let isDigit = ("0"..."9").contains(scalar)
      let isLetter = ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
      return isLetter || (isDigit && place > 0) ? Character(scalar) : "_"
    }
    return scalars.isEmpty ? "_" : String(scalars)
  }
}
