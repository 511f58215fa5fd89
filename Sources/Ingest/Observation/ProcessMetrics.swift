import Foundation
import Glibc
import MetricsExposition

/// What Prometheus expects of every process, under the names that all of them have.
///
/// Source: "Writing client libraries", process metrics, in the documentation of Prometheus; proc(5).
struct ProcessMetrics: Sendable {
  private let cpu: CounterMetric
  private let memory: GaugeMetric
  private let descriptors: GaugeMetric

  init(in registry: MetricRegistry) {
    cpu = registry.counter("process_cpu_seconds_total", help: "Processor time of this process, readers apart.")
    memory = registry.gauge("process_resident_memory_bytes", help: "Memory that this process holds, readers apart.")
    descriptors = registry.gauge("process_open_fds", help: "Open file descriptors.")
    registry.gauge("process_start_time_seconds", help: "When this process began, in seconds since 1970.")
      .set(Date().timeIntervalSince1970)
  }

  func collect() {
    var usage = rusage()
    getrusage(RUSAGE_SELF.rawValue, &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    cpu.raise(to: seconds(usage.ru_utime) + seconds(usage.ru_stime))
    let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ")
    memory.set(pages.flatMap { $0.count > 1 ? Double($0[1]) : nil }.map { $0 * Double(getpagesize()) })
    descriptors.set((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")).map { Double($0.count) })
  }
}
