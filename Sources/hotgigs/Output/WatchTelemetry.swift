import Ingest

/// Brings what goes on in watched folders to the log and the metrics, too.
struct WatchTelemetry: WatchObserver {
  let reporter: WatchReporter
  let observer: any IngestObserver

  func observe(_ event: WatchEvent) {
    reporter.observe(event)
    switch event {
    case .outcome(let outcome, _): observer.observe(.outcome(outcome))
    case .work(let event): observer.observe(event)
    case .archive, .folder, .gone: break
    }
  }
}
