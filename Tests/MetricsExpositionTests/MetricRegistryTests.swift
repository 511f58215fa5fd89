import CoreMetrics
import TestSupport
import Testing

@testable import MetricsExposition

@Suite struct MetricRegistryTests {
  @Test func tellsEveryKindOfMetric() {
    let registry = MetricRegistry()
    registry.counter("things_total", help: "Things.", labels: [("kind", "b")]).increment(by: 2)
    registry.counter("things_total", help: "Things.", labels: [("kind", "a")]).increment()
    registry.gauge("depth", help: "Depth.").set(2.5)
    let histogram = registry.histogram("took_seconds", help: "Time.", bounds: [0.1, 1])
    for value in [0.05, 0.1, 0.5, 7] { histogram.observe(value) }
    #expect(
      registry.text() == """
        # HELP depth Depth.
        # TYPE depth gauge
        depth 2.5
        # HELP things_total Things.
        # TYPE things_total counter
        things_total{kind="a"} 1
        things_total{kind="b"} 2
        # HELP took_seconds Time.
        # TYPE took_seconds histogram
        took_seconds_bucket{le="0.1"} 2
        took_seconds_bucket{le="1"} 3
        took_seconds_bucket{le="+Inf"} 4
        took_seconds_sum 7.65
        took_seconds_count 4

        """)
  }

  @Test func namesAndLabelsAreTheSameInAnyOrder() {
    let registry = MetricRegistry()
    registry.counter("a_total", help: "", labels: [("x", "1"), ("y", "2")]).increment()
    registry.counter("a_total", help: "", labels: [("y", "2"), ("x", "1")]).increment()
    #expect(registry.text().contains("a_total{x=\"1\",y=\"2\"} 2\n"))
  }

  @Test func escapesWhatWouldEndALine() {
    let registry = MetricRegistry()
    registry.gauge("g", help: "a\\b\nc", labels: [("l", "say \"\\\"\nno")]).set(1)
    #expect(registry.text() == "# HELP g a\\\\b\\nc\n# TYPE g gauge\ng{l=\"say \\\"\\\\\\\"\\nno\"} 1\n")
    #expect(MetricName.valid("1st.metric-name") == "_st_metric_name")
  }

  /// A sign with a mark upon it, and a line end of two signs, are one character to Swift.
  @Test func escapesByScalars() {
    #expect(ExpositionText.labelValue("a\"\u{301}\\\u{301}\r\nb") == "a\\\"\u{301}\\\\\u{301}\r\\nb")
  }

  @Test func tellsNothingOfWhatIsNotKnown() {
    let registry = MetricRegistry()
    let gauge = registry.gauge("g", help: "G.")
    #expect(registry.text() == "")
    gauge.set(.infinity)
    #expect(registry.text().hasSuffix("g +Inf\n"))
    gauge.set(nil)
    #expect(registry.text() == "")
  }

  @Test func aCounterNeverShrinks() {
    let counter = CounterMetric()
    counter.raise(to: 5)
    counter.raise(to: 3)
    counter.increment(by: -1)
    #expect(counter.samples.map(\.value) == [5])
  }

  @Test func takesWhatALibraryCounts() {
    let registry = MetricRegistry()
    let factory = RegistryMetricsFactory(into: registry, names: ["work": ("work_seconds", "Work.")])
    Counter(label: "items", dimensions: [("stage", "read")], factory: factory).increment(by: 3)
    Meter(label: "depth", factory: factory).set(4)
    Timer(label: "work", factory: factory).recordNanoseconds(2_000_000_000)
    Recorder(label: "size", factory: factory).record(10)
    let text = registry.text()
    #expect(text.contains("items{stage=\"read\"} 3\n"))
    #expect(text.contains("depth 4\n"))
    #expect(text.contains("# HELP work_seconds Work.\n") && text.contains("work_seconds_sum 2\n"))
    #expect(text.contains("size_count 1\n"))
  }

  @Test func isReadByWhoeverHoldsItToTheFormat() throws {
    let registry = MetricRegistry()
    let labels = ["", "plain", "quote \" backslash \\ line\nend", "a,b}c{d=\"e\" ", "\u{e4}\u{1f600}"]
    for label in labels {
      registry.counter("c_total", help: "C \\ and\nmore.", labels: [("l", label), ("k", "1")]).increment(by: 1.5)
      registry.histogram("h_seconds", help: "H.", labels: [("l", label)]).observe(1e-9)
    }
    registry.gauge("g", help: "G.").set(-.infinity)
    let format = try ExpositionFormat(registry.text())
    #expect(format.types == ["c_total": "counter", "h_seconds": "histogram", "g": "gauge"])
    #expect(format.samples.count == labels.count * (1 + HistogramMetric.secondsBounds.count + 3) + 1)
    #expect(format[#"c_total{k="1",l="plain"}"#] == 1.5)
    #expect(format[#"h_seconds_bucket{l="plain",le="0.001"}"#] == 1)
  }
}
