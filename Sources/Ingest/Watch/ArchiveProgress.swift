import Intake
import ResumeModel

/// How far the files in a dropped archive are: it is put away once it is through and each of them has its end.
struct ArchiveProgress: Sendable {
  enum Event: Sendable {
    /// A file was found in it.
    case found
    /// A file in it has its end.
    case ended(FileOutcome, message: String?)
    /// A file in it could not be had, since the archive is another one by now.
    case changed
    /// There are no more files in it; or it is another one by now, and what follows is not known.
    case through(hasChanged: Bool)
  }

  /// A file in it that was not taken in.
  struct Failure: Sendable {
    var outcome: FileOutcome
    var message: String?
  }

  private(set) var files = 0
  private(set) var failures: [Failure] = []
  /// It was written to, or replaced, while its files were read: it is to be taken anew.
  private(set) var hasChanged = false
  private var ended = 0
  private var isThrough = false

  var counts: ArchiveCounts { ArchiveCounts(files: files, failed: failures.count) }
  var isComplete: Bool { isThrough && ended == files }

  mutating func observe(_ event: Event) {
    switch event {
    case .found: files += 1
    case .ended(let outcome, let message):
      ended += 1
      if outcome.code != nil { failures.append(Failure(outcome: outcome, message: message)) }
    case .changed:
      ended += 1
      hasChanged = true
    case .through(let change):
      isThrough = true
      hasChanged = hasChanged || change
    }
  }
}
