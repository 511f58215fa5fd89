import CandidateStore
import Logging
import Synchronization

/// Writes events as log lines: at `info` one for each outcome, and nothing there that names a person.
///
/// A file's name is often a person's, an error's message may quote an address: both are for `debug` alone.
public final class EventLog: IngestObserver {
  private let logger: Logger
  private let outage = Mutex<ContinuousClock.Instant?>(nil)
  /// Until the next outcome.
  private let isStoreAway = Mutex(false)
  private let isScannerAway = Mutex(false)

  public init(_ logger: Logger) {
    self.logger = logger
  }

  public func observe(_ event: IngestEvent) {
    if case .outcome = event {
      isStoreAway.withLock { $0 = false }
      isScannerAway.withLock { $0 = false }
    }
    switch event {
    case .found(let files, let isAll):
      if isAll { logger.info("found", metadata: ["files": .number(files)]) }
    case .outcome(let outcome):
      logger.info("outcome", metadata: outcome.logged)
      logger.debug("outcome_file", metadata: outcome.loggedPersonalData)
    case .databaseAway(let message):
      let isNew = outage.withLock { since in
        defer { if since == nil { since = .now } }
        return since == nil
      }
      if isNew {
        logger.warning("database_away", metadata: ["reason": "\(message)"])
      }
    case .storeAway(let message):
      let isNew = isStoreAway.withLock { isAway in
        defer { isAway = true }
        return !isAway
      }
      if isNew { logger.warning("store_away", metadata: ["reason": "\(message)"]) }
    case .scannerAway(let message):
      let isNew = isScannerAway.withLock { isAway in
        defer { isAway = true }
        return !isAway
      }
      if isNew { logger.warning("scanner_away", metadata: ["reason": "\(message)"]) }
    case .waiting(let resumes, let seconds):
      logger.debug(
        "waiting",
        metadata: ["resumes": .number(resumes)].adding("seconds", seconds.map { .number(Int($0.rounded(.up))) }))
    case .work(let event):
      observe(event)
    }
  }

  private func observe(_ event: WorkEvent) {
    switch event {
    case .registered(let file, let id, let run, let trace):
      let metadata = ["resume": Logger.MetadataValue.number(id)].adding("run", run.map { .number($0) })
        .adding("trace", trace)
      logger.info("registered", metadata: metadata)
      logger.debug("registered_file", metadata: metadata.merging(["file": "\(file)"]) { $1 })
    case .read(let reading):
      let isTooSlow = reading.code == .timeout
      logger.log(
        level: isTooSlow ? .warning : .debug, isTooSlow ? "reader_timed_out" : "read",
        metadata: ["resume": .number(reading.resumeID), "ms": .number(reading.took.wholeMilliseconds)]
          .adding("code", reading.code).adding("run", reading.runID.map { .number($0) }).adding(
            "trace", reading.traceID))
    case .readerDied(let id, let trace, let deaths):
      logger.warning(
        "reader_died", metadata: ["resume": .number(id), "deaths": .number(deaths)].adding("trace", trace))
    case .leaseLost(let id, let trace):
      logger.notice("lease_lost", metadata: ["resume": .number(id)].adding("trace", trace))
    case .databaseBack:
      let began = outage.withLock { since in
        defer { since = nil }
        return since
      }
      if let began {
        logger.notice("database_back", metadata: ["ms": .number((ContinuousClock.now - began).wholeMilliseconds)])
      }
    case .leasesHeld, .processes:
      break
    }
  }
}

extension FileOutcome {
  /// Nothing that names a person.
  fileprivate var logged: Logger.Metadata {
    Logger.Metadata(dictionaryLiteral: ("outcome", .string(outcome.rawValue)))
      .adding("resume", resumeID.map { .number($0) }).adding("candidate", candidateID.map { .number($0) })
      .adding("code", code).adding("run", runID.map { .number($0) }).adding("trace", traceID)
      .adding("ms", milliseconds.map { .number($0) })
      .adding("needs_review", needsReview ? .stringConvertible(true) : nil)
  }

  fileprivate var loggedPersonalData: Logger.Metadata {
    Logger.Metadata(dictionaryLiteral: ("file", .string(file)))
      .adding("message", message).adding("resume", resumeID.map { .number($0) }).adding("trace", traceID)
  }
}

extension Logger.Metadata {
  func adding(_ key: String, _ value: (some CustomStringConvertible)?) -> Logger.Metadata {
    adding(key, value.map { .string($0.description) })
  }

  func adding(_ key: String, _ value: Logger.MetadataValue?) -> Logger.Metadata {
    guard let value else { return self }
    return merging([key: value]) { $1 }
  }
}

extension Logger.MetadataValue {
  /// A number also for machines.
  public static func number(_ value: Int) -> Logger.MetadataValue { .stringConvertible(value) }
}

extension Duration {
  var wholeMilliseconds: Int { Int((self / .milliseconds(1)).rounded()) }
}
