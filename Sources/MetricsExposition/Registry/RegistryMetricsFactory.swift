import CoreMetrics

/// Brings what a library counts by swift-metrics into a registry.
///
/// Timers become histograms of seconds, recorders histograms or gauges.
public struct RegistryMetricsFactory: MetricsFactory {
  private let registry: MetricRegistry
  /// By a metric's label: its name, and what it is.
  private let names: [String: (name: String, help: String)]

  /// - Parameter names: what a label is called here, and help for it; a label without an entry is its own name.
  public init(into registry: MetricRegistry, names: [String: (name: String, help: String)] = [:]) {
    self.registry = registry
    self.names = names
  }

  public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    RegistryCounter(registry.counter(name(label), help: help(label), labels: dimensions))
  }

  public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    RegistryMeter(registry.gauge(name(label), help: help(label), labels: dimensions))
  }

  public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
    if aggregate {
      RegistryRecorder(registry.histogram(name(label), help: help(label), labels: dimensions))
    } else {
      RegistryMeter(registry.gauge(name(label), help: help(label), labels: dimensions))
    }
  }

  public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    RegistryTimer(registry.histogram(name(label), help: help(label), labels: dimensions))
  }

  // A series stays as long as the registry: a counter that came back from zero would look like a restart.
  public func destroyCounter(_ handler: any CounterHandler) {}
  public func destroyMeter(_ handler: any MeterHandler) {}
  public func destroyRecorder(_ handler: any RecorderHandler) {}
  public func destroyTimer(_ handler: any TimerHandler) {}

  private func name(_ label: String) -> String { names[label]?.name ?? label }
  private func help(_ label: String) -> String { names[label]?.help ?? label }
}

private final class RegistryCounter: CounterHandler {
  private let counter: CounterMetric
  init(_ counter: CounterMetric) { self.counter = counter }

  func increment(by amount: Int64) { counter.increment(by: Double(amount)) }
  /// A counter of Prometheus is never set back.
  func reset() {}
}

private final class RegistryMeter: MeterHandler, RecorderHandler {
  private let gauge: GaugeMetric
  init(_ gauge: GaugeMetric) { self.gauge = gauge }

  func set(_ value: Int64) { gauge.set(Double(value)) }
  func set(_ value: Double) { gauge.set(value) }
  func increment(by amount: Double) { gauge.add(amount) }
  func decrement(by amount: Double) { gauge.add(-amount) }
  func record(_ value: Int64) { gauge.set(Double(value)) }
  func record(_ value: Double) { gauge.set(value) }
}

private final class RegistryRecorder: RecorderHandler {
  private let histogram: HistogramMetric
  init(_ histogram: HistogramMetric) { self.histogram = histogram }

  func record(_ value: Int64) { histogram.observe(Double(value)) }
  func record(_ value: Double) { histogram.observe(value) }
}

private final class RegistryTimer: TimerHandler {
  private let histogram: HistogramMetric
  init(_ histogram: HistogramMetric) { self.histogram = histogram }

  func recordNanoseconds(_ duration: Int64) { histogram.observe(Double(duration) / 1e9) }
}
