import CandidateStore
import Intake

/// How long a worker or a watch waits for a content store that is out of order, or a virus scanner that is away, before it gives
/// up: nobody is there to start it again. A person who ingests is, and is told of the store at once.
struct StorePatience: Sendable {
  /// From the first failure on; nil never gives up.
  let limit: Duration?
  let observer: any IngestObserver
  /// Where it is written down that the store failed.
  let log: CandidateStore

  /// Nil for what is worth no wait.
  private static func event(of error: any Error) -> IngestEvent? {
    switch error {
    case let error as ContentStoreError: .storeAway(error.description)
    case let error as ScannerUnavailable: .scannerAway(error.description)
    default: nil
    }
  }

  private static let interval = Duration.seconds(5)

  /// Runs `body` again as long as either is.
  ///
  /// - Throws: what `body` threw, once it is neither's fault or the limit has passed.
  func outlasting<Value>(_ body: () async throws -> Value) async throws -> Value {
    var first: ContinuousClock.Instant?
    while true {
      let begun = ContinuousClock.now
      do {
        return try await body()
      } catch {
        guard let event = Self.event(of: error) else { throw error }
        let now = ContinuousClock.now
        // What went well for so long was no part of this outage.
        if now - begun > Self.interval * 2 { first = nil }
        let since = first ?? now
        first = since
        guard limit.map({ now + Self.interval - since <= $0 }) ?? true else { throw error }
        observer.observe(event)
        if since == now, error is ContentStoreError {
          try? await log.recordError(
            .critical, .fileUpload, code: "content_store", message: "the content store is out of order: \(error)")
        }
        try await Task.sleep(for: Self.interval)
      }
    }
  }
}
