import CandidateStore
import Intake

/// A watched folder with all that its files have in common.
struct WatchedSource: Sendable {
  let options: Settings.WatchFolder
  let path: FilePath
  let recruiter: User
  let disposal: FileDisposal

  init(_ options: Settings.WatchFolder, recruiter: User) {
    self.options = options
    self.recruiter = recruiter
    path = FilePath(options.path)
    disposal = FileDisposal(in: path)
  }

  var folder: WatchedFolder {
    WatchedFolder(path: path, isRecursive: options.isRecursive, usesInotify: options.usesInotify)
  }

  /// Where a file goes; nil for one that stays where it is.
  func target(of outcome: FileOutcome, error: String?) -> FileDisposal.Target? {
    if options.afterwards == .keep { return nil }
    if outcome.code != nil { return .failed(note: FailureNote(outcome, message: error, folder: path).text) }
    return options.afterwards == .move ? .processed : .deleted
  }

  /// Where an archive goes once each file in it has its outcome; nil for one that stays where it is.
  func target(of archive: SettledFile, _ progress: ArchiveProgress) -> FileDisposal.Target? {
    if options.afterwards == .keep { return nil }
    if !progress.failures.isEmpty {
      return .failed(note: FailureNote(archive: archive.path, progress, folder: path).text)
    }
    return options.afterwards == .move ? .processed : .deleted
  }
}
