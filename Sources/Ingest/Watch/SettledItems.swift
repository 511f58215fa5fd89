import CandidateStore
import Intake
import Pipeline

/// A settled file, or one of the files in a settled archive.
struct SettledItem: Sendable {
  /// The file that lies in the folder, and is put away.
  var settled: SettledFile
  /// What is taken in.
  var source: SourceFile
  /// It is in an archive.
  var isMember: Bool
}

/// Settled files as a pipeline's source, each archive among them as the files in it; it waits while too many wait for their
/// ends.
struct SettledItems: AsyncSequence, Sendable {
  let watch: FolderWatch
  let waiting: WaitingFiles
  let limits: ArchiveLimits

  func makeAsyncIterator() -> Iterator { Iterator(watch: watch, waiting: waiting, limits: limits) }

  struct Iterator: AsyncIteratorProtocol {
    let watch: FolderWatch
    let waiting: WaitingFiles
    let limits: ArchiveLimits
    private var current: (settled: SettledFile, files: ArchiveExpansion<AsyncStream<SourceFile>>.AsyncIterator)?
    private var isInArchive = false
    private var taken: UInt64 = 0

    init(watch: FolderWatch, waiting: WaitingFiles, limits: ArchiveLimits) {
      self.watch = watch
      self.waiting = waiting
      self.limits = limits
    }

    mutating func next() async -> Envelope<SettledItem>? {
      // An archive that is not through when the watch stops is never put away: the next watch goes on with it.
      while await waiting.waitForRoom() {
        if let item = await nextOfCurrent() {
          taken += 1
          return Envelope(id: taken, trace: TraceID().metadata, value: item)
        }
        guard let settled = await watch.next() else { return nil }
        begin(settled)
      }
      return nil
    }

    private mutating func begin(_ settled: SettledFile) {
      let one = AsyncStream<SourceFile> { continuation in
        continuation.yield(SourceFile(path: settled.path, identity: settled.identity))
        continuation.finish()
      }
      current = (settled, ArchiveExpansion(of: one, limits: limits).makeAsyncIterator())
      isInArchive = false
    }

    /// Nil where there are no more.
    private mutating func nextOfCurrent() async -> SettledItem? {
      guard let settled = current?.settled else { return nil }
      let source = await current?.files.next(isolation: nil)
      if let source, source.path != settled.path {
        isInArchive = true
        await waiting.archive(settled, .found)
        return SettledItem(settled: settled, source: source, isMember: true)
      }
      if let source, !isInArchive { return SettledItem(settled: settled, source: source, isMember: false) }
      current = nil
      // An archive that comes itself behind its files was written to meanwhile.
      if isInArchive { await waiting.archive(settled, .through(hasChanged: source != nil)) }
      return nil
    }
  }
}
