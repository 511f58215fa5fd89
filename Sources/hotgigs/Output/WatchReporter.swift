import CommandKit
import Ingest
import Intake
import Synchronization

/// Tells a person, or a program, what becomes of watched folders and their files: a line each as it happens.
///
/// Outcomes go to standard output, as objects with `--json`; what else there is to say goes to standard error.
final class WatchReporter: WatchObserver {
  private let isJSON: Bool
  private let isQuiet: Bool
  /// What the database or the content store is waited for, said once.
  private let outages = Mutex<Set<String>>([])
  private let troubled = Mutex<Set<FilePath>>([])

  /// What stands in the way now.
  var troubles: Set<FilePath> { troubled.withLock { $0 } }

  /// - Parameter isQuiet: failures and troubles only.
  init(isJSON: Bool, isQuiet: Bool) {
    self.isJSON = isJSON
    self.isQuiet = isQuiet
  }

  func observe(_ event: WatchEvent) {
    switch event {
    case .folder(.watchedByInotify(let path)): note("watching \(path) (inotify)")
    case .folder(.watchedByRescans(let path, let reason)): note("watching \(path) (by rescans only: \(reason))")
    case .folder(.troubleBegan(let path, let reason)):
      troubled.withLock { _ = $0.insert(path) }
      Terminal.warning("\(path): \(reason)")
    case .folder(.troubleEnded(let path)):
      troubled.withLock { _ = $0.remove(path) }
      note("\(path): in order again")
    case .gone(let path): note("\(path): gone before it was read")
    case .outcome(let outcome, let place):
      outages.withLock { $0 = [] }
      tell(outcome, place)
    case .archive(let path, let counts, let place): tell(path, counts, place)
    case .work(.databaseAway(let message)): outage("the database", message)
    case .work(.storeAway(let message)): outage("the content store", message)
    case .work(.scannerAway(let message)): outage("the virus scanner", message)
    case .work: break
    }
  }

  private func tell(_ outcome: FileOutcome, _ place: FilePath?) {
    if isJSON {
      if let line = try? JSON.line(WatchedOutcome(outcome: outcome, movedTo: place?.description)) {
        Terminal.print(line)
      }
      return
    }
    var line = "\(outcome.outcome.rawValue): \(outcome.file)"
    if let code = outcome.code, outcome.outcome == .failed { line += ": \(code)" }
    if let message = outcome.message { line += ": \(message)" }
    if let candidate = outcome.candidateID { line += " (candidate \(candidate))" }
    if let place { line += ", now \(place)" }
    if !isQuiet || outcome.code != nil { Terminal.print(line.singleLine) }
  }

  private func tell(_ archive: FilePath, _ counts: ArchiveCounts, _ place: FilePath?) {
    if isJSON {
      let end = ArchiveEnd(
        archive: archive.description, files: counts.files, failed: counts.failed, movedTo: place?.description)
      if let line = try? JSON.line(end) { Terminal.print(line) }
      return
    }
    var line = "archive: \(archive): \(counts.files) files, \(counts.failed) failed"
    if let place { line += ", now \(place)" }
    if !isQuiet || counts.failed > 0 { Terminal.print(line.singleLine) }
  }

  private func outage(_ what: String, _ message: String) {
    if outages.withLock({ $0.insert(what).inserted }) { note("waiting for \(what): \(message)") }
  }

  private func note(_ line: String) {
    if !isQuiet { Terminal.note(line.singleLine) }
  }
}

/// The end of an archive, after those of its files.
private struct ArchiveEnd: Encodable {
  var archive: String
  var files, failed: Int
  var movedTo: String?

  enum CodingKeys: String, CodingKey {
    case archive, files, failed
    case movedTo = "moved_to"
  }
}

/// An outcome, and where its file is now.
private struct WatchedOutcome: Encodable {
  var outcome: FileOutcome
  var movedTo: String?

  enum CodingKeys: String, CodingKey {
    case movedTo = "moved_to"
  }

  func encode(to encoder: any Encoder) throws {
    try outcome.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeIfPresent(movedTo, forKey: .movedTo)
  }
}
