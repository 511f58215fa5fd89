import CandidateStore
import Foundation
import Intake
import ResumeModel
import Synchronization

/// Which files of a run wait for which resume, until each has its one outcome.
///
/// A resume may be committed before its registration is recorded here: the two ends of the pipeline race.
final class FileLedger: Sendable {
  private struct State {
    var waiting: [Int: [String]] = [:]
    var early: [Int: CommitOutcome] = [:]
    /// Ended by another worker, as the database told: told of again by this one's, they are known already.
    var followed: Set<Int> = []
    var found = 0
    var summary = IngestSummary()
  }

  private let state = Mutex(State())
  private let observer: any IngestObserver
  /// Whose ledger it is.
  private let runID: Int?

  init(observer: any IngestObserver, runID: Int? = nil) {
    self.observer = observer
    self.runID = runID
  }

  var summary: IngestSummary { state.withLock { $0.summary } }

  /// Resumes whose end is not known yet.
  var waiting: [Int] { state.withLock { $0.waiting.keys.sorted() } }

  /// - Returns: how many have been found so far.
  @discardableResult
  func found(isAll: Bool) -> Int {
    let files = state.withLock { state in
      if !isAll { state.found += 1 }
      return state.found
    }
    observer.observe(.found(files: files, isAll: isAll))
    return files
  }

  func registered(_ registered: RegisteredFile) {
    self.registered(registered.file.source.path.description, registered.outcome, traceID: registered.traceID)
  }

  func registered(_ path: String, _ outcome: RegistrationOutcome, traceID: TraceID?) {
    switch outcome {
    case .registered(let id):
      observer.observe(.work(.registered(file: path, resumeID: id, runID: runID, traceID: traceID)))
      wait(for: id, path)
    case .refused(let id, let error):
      record(
        FileOutcome(
          file: path, outcome: .failed, code: error.code, message: error.detail, resumeID: id, traceID: traceID,
          hasBytes: false))
    case .duplicate(let existing):
      let isOurs = state.withLock { $0.waiting[existing.id] != nil || $0.early[existing.id] != nil }
      let isOpen = existing.status == .pending || existing.status == .processing
      if isOpen && !isOurs {
        // An earlier run died with it: its end is this file's.
        wait(for: existing.id, path)
      } else {
        record(
          FileOutcome(
            file: path, outcome: .duplicate, code: existing.errorCode, message: existing.explanation,
            resumeID: existing.id, candidateID: existing.candidateID, traceID: traceID,
            hasBytes: existing.refusal == nil))
      }
    }
  }

  /// A file that a killed predecessor registered, and that has no end yet.
  func resumed(_ resumeID: Int, _ path: String) {
    found(isAll: false)
    wait(for: resumeID, path)
  }

  /// A file whose bytes could not be had this time: its source gives it again.
  func unavailable(_ path: String, _ reason: String) {
    record(FileOutcome(file: path, outcome: .pending, message: reason, hasBytes: false))
  }

  /// A file that was found, and then was there no more: it has no outcome.
  func gone() {
    let files = state.withLock { state in
      state.found -= 1
      return state.found
    }
    observer.observe(.found(files: files, isAll: false))
  }

  /// A resume that is to be read again; it is named by its number, for its source may be long gone.
  func requeued(_ resumeID: Int) { resumed(resumeID, "resume \(resumeID)") }

  func committed(_ outcome: CommitOutcome) {
    if case .leaseLost = outcome.kind { return }
    let paths = state.withLock { state -> [String] in
      guard let paths = state.waiting.removeValue(forKey: outcome.resumeID) else {
        if state.followed.remove(outcome.resumeID) == nil { state.early[outcome.resumeID] = outcome }
        return []
      }
      return paths
    }
    for path in paths { record(FileOutcome(file: path, outcome)) }
  }

  /// Looks in the database for the ends of resumes that wait: another worker may have had them in hand.
  func follow(_ store: CandidateStore) async throws {
    let waiting = waiting
    for start in stride(from: 0, to: waiting.count, by: 5000) {
      for outcome in try await store.ends(of: Array(waiting[start..<min(start + 5000, waiting.count)])) {
        state.withLock { state in
          if state.waiting[outcome.resumeID] != nil { _ = state.followed.insert(outcome.resumeID) }
        }
        settled(outcome.resumeID) { FileOutcome(file: $0, outcome) }
      }
    }
  }

  /// The end of a resume that another worker had in hand.
  func settled(_ resumeID: Int, _ outcome: (String) -> FileOutcome) {
    let paths = state.withLock { $0.waiting.removeValue(forKey: resumeID) ?? [] }
    for path in paths { record(outcome(path)) }
  }

  private func wait(for id: Int, _ path: String) {
    let early = state.withLock { state -> CommitOutcome? in
      if let outcome = state.early.removeValue(forKey: id) { return outcome }
      state.waiting[id, default: []].append(path)
      return nil
    }
    if let early { record(FileOutcome(file: path, early)) }
  }

  private func record(_ outcome: FileOutcome) {
    var outcome = outcome
    outcome.runID = runID
    state.withLock { $0.summary.add(outcome) }
    observer.observe(.outcome(outcome))
  }
}

extension FileOutcome {
  init(file: String, _ outcome: CommitOutcome) {
    self.init(
      file: file, outcome: .unchanged, resumeID: outcome.resumeID, candidateID: outcome.candidateID,
      needsReview: outcome.needsReview, traceID: outcome.traceID)
    milliseconds = outcome.took?.wholeMilliseconds
    switch outcome.kind {
    case .created: self.outcome = .created
    case .updated: self.outcome = .updated
    case .unchanged: self.outcome = .unchanged
    case .leaseLost: self.outcome = .pending
    case .failed(let error):
      self.outcome = .failed
      code = error.code
      message = error.detail
      hasBytes = error.code != .suppressed
    }
  }
}

/// How a run ended, in numbers.
public struct IngestSummary: Hashable, Sendable {
  public var counts: [FileOutcome.Kind: Int] = [:]
  public var failures: [ErrorCode: Int] = [:]
  public var needsReview = 0

  public init() {}

  public var files: Int { counts.values.reduce(0, +) }

  public subscript(_ kind: FileOutcome.Kind) -> Int { counts[kind] ?? 0 }

  mutating func add(_ outcome: FileOutcome) {
    counts[outcome.outcome, default: 0] += 1
    if outcome.outcome == .failed, let code = outcome.code { failures[code, default: 0] += 1 }
    if outcome.needsReview { needsReview += 1 }
  }

  /// For `runs.counts`.
  var stored: [String: Int] {
    var stored =
      RunOutcomes(
        counts: Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) }),
        failures: Dictionary(uniqueKeysWithValues: failures.map { ($0.key.rawValue, $0.value) })
      ).stored
    if needsReview > 0 { stored["needs_review"] = needsReview }
    return stored
  }
}
