import Intake

/// Something that a person or a program who looks on at watched folders wants to know.
public enum WatchEvent: Sendable {
  /// How a folder is watched, and what stands in the way.
  case folder(FolderEvent)
  /// What became of a file, and where it is now; nil where it stays where it was.
  case outcome(FileOutcome, movedTo: FilePath?)
  /// Each file in an archive has its outcome, and where the archive is now; nil where it stays where it was.
  case archive(FilePath, ArchiveCounts, movedTo: FilePath?)
  /// A file was gone before it was read.
  case gone(FilePath)
  /// What the queue's worker tells.
  case work(IngestEvent)
}

/// How many files an archive had, and how many of them failed.
public struct ArchiveCounts: Hashable, Sendable, Codable {
  public var files: Int
  public var failed: Int
}

/// Learns of events in watched folders, from several tasks at once.
public protocol WatchObserver: Sendable {
  func observe(_ event: WatchEvent)
}

/// Tells a watch's observer what the worker tells. The outcomes of the queue are not the watch's: it knows its own.
struct WorkerEvents: IngestObserver {
  let observer: any WatchObserver

  func observe(_ event: IngestEvent) {
    if case .outcome = event { return }
    observer.observe(.work(event))
  }
}
