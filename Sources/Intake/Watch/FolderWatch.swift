import Dispatch
import Glibc

/// Watches folders and hands out their files as they settle, one at a time, as they are asked for.
///
/// inotify tells what happens at once; a listing from time to time finds what it did not tell, and is all there is where
/// inotify sees nothing. It lives on a thread of its own, since listing a folder blocks.
public actor FolderWatch {
  private enum Method: Equatable {
    case inotify
    /// And why.
    case rescansOnly(String)
  }

  private struct Folder {
    let options: WatchedFolder
    var settle: SettleState
    var troubles = TroubleReport()
    /// Nil until it could be looked into.
    var method: Method?
    var nextListing: Duration? = .zero
  }

  private let executor = QueueExecutor(label: "watched folders")
  private let timing: WatchTiming
  private let isOnce: Bool
  private let report: @Sendable (FolderEvent) -> Void
  private let start = ContinuousClock.now
  private var folders: [Folder]
  private var inotify: Inotify?
  private var inotifyFailure: String?
  private var watches: [CInt: (folder: Int, path: FilePath)] = [:]
  private var sources: (events: (any DispatchSourceRead)?, timer: any DispatchSourceTimer)?
  private var settled: ArraySlice<SettledFile> = []
  private var consumer: CheckedContinuation<Void, Never>?
  private var hasEnded = false
  /// Until when a look that is only once waits for files that go on changing; nil before it has listed its folders.
  private var patience: Duration?

  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  /// - Parameters:
  ///   - isOnce: only what is there: ends when all of it was handed out, or goes on changing.
  ///   - report: is told what there is to say of the folders.
  public init(
    _ folders: [WatchedFolder], timing: WatchTiming, isOnce: Bool = false,
    report: @escaping @Sendable (FolderEvent) -> Void
  ) {
    self.folders = folders.map { Folder(options: $0, settle: SettleState(settle: timing.settle)) }
    self.timing = timing
    self.isOnce = isOnce
    self.report = report
  }

  // MARK: For whoever takes the files

  /// The next file that rests; one caller at a time. Nil after ``stop()``, and at the end of a look that is only once.
  public func next() async -> SettledFile? {
    if sources == nil, !hasEnded { begin() }
    endIfNothingIsLeft()
    while settled.isEmpty, !hasEnded, !Task.isCancelled {
      await withTaskCancellationHandler {
        await withCheckedContinuation { continuation in
          consumer = continuation
          if Task.isCancelled { wake() }
        }
      } onCancel: {
        Task { await self.wake() }
      }
    }
    return hasEnded || Task.isCancelled ? nil : settled.popFirst()
  }

  /// What became of a file that was handed out.
  public func finished(_ file: SettledFile, _ end: SettleState.End) {
    folders[file.folder].settle.finished(file.path, end, now: now)
    arm()
  }

  /// Watches no more; what was handed out stays valid.
  public func stop() {
    hasEnded = true
    sources?.events?.cancel()
    sources?.timer.cancel()
    sources = nil
    wake()
  }

  private func wake() {
    consumer?.resume()
    consumer = nil
  }

  // MARK: What wakes it

  private func begin() {
    do {
      if !isOnce { inotify = try Inotify() }
    } catch {
      inotifyFailure = "inotify has no room (\(error)): see fs.inotify.max_user_instances"
    }
    let timer = DispatchSource.makeTimerSource(queue: executor.queue)
    timer.setEventHandler { [weak self] in self?.assumeIsolated { $0.timeIsUp() } }
    var events: (any DispatchSourceRead)?
    if let descriptor = inotify?.descriptor {
      let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: executor.queue)
      source.setEventHandler { [weak self] in self?.assumeIsolated { $0.heard() } }
      // The descriptor stays open until nobody polls it.
      source.setCancelHandler { withExtendedLifetime(self) {} }
      source.resume()
      events = source
    }
    sources = (events, timer)
    timer.activate()
    timeIsUp()
    patience = now + timing.settle * 3
    endIfNothingIsLeft()
  }

  private func timeIsUp() {
    for index in folders.indices {
      if let time = folders[index].nextListing, time <= now { list(index) }
      for path in folders[index].settle.due(now: now) {
        take(folders[index].settle.looked(at: path, identity(at: path, index), now: now), index)
      }
    }
    arm()
  }

  private func heard() {
    var lists: Set<Int> = []
    var touched: Set<FilePath> = []
    for event in inotify?.events() ?? [] {
      if event.kind == .overflow {
        lists.formUnion(folders.indices)
      } else if let (index, folder) = watches[event.watch] {
        let path = event.name.bytes.isEmpty ? folder : folder.appending(event.name)
        switch event.kind {
        case .folderGone:
          watches[event.watch] = nil
          inotify?.end(event.watch)
          lists.insert(index)
        case .permission where event.name.bytes.isEmpty: lists.insert(index)
        case _ where event.isFolder:
          if folders[index].options.isRecursive, !WatchedNames.isFolderLeftAlone(event.name), !isWatchedItself(path) {
            happened(toFolder: path, event.kind, index)
          }
        case .permission: break
        case _ where WatchedNames.isLeftAlone(event.name): break
        // Writers make many of these, and one look tells as much as many.
        case .touched where !touched.insert(path).inserted: break
        default: happened(to: path, event.kind, index)
        }
      }
    }
    for index in lists { list(index) }
    arm()
  }

  /// Sets the timer, and tells whoever waits.
  private func arm() {
    let next = folders.flatMap { [$0.settle.nextDue, $0.nextListing] }.compactMap { $0 }.min()
    if let next {
      let wait = max(.zero, next - now)
      sources?.timer.schedule(deadline: .now() + .microseconds(Int(wait / .microseconds(1))))
    }
    endIfNothingIsLeft()
    if !settled.isEmpty { wake() }
  }

  /// A look that is only once waits for no file that goes on changing.
  private func endIfNothingIsLeft() {
    guard isOnce, !hasEnded, settled.isEmpty, let patience else { return }
    let now = now
    guard folders.contains(where: { $0.settle.isSettling }) else { return stop() }
    // Whoever waited too long to ask, or for a listing, missed no file: what is due is looked at first.
    if now > patience, !folders.contains(where: { $0.settle.nextDue.map { $0 <= now } ?? false }) { stop() }
  }

  private var now: Duration { ContinuousClock.now - start }

  // MARK: What is there

  private func happened(to path: FilePath, _ kind: InotifyEvent.Kind, _ index: Int) {
    guard let identity = identity(at: path, index) else { return folders[index].settle.vanished(path) }
    if kind == .movedIn {
      take(folders[index].settle.movedIn(path, identity), index)
    } else {
      folders[index].settle.touched(path, identity, now: now)
    }
  }

  private func happened(toFolder path: FilePath, _ kind: InotifyEvent.Kind, _ index: Int) {
    if kind == .vanished {
      for (watch, place) in watches where place.path.isWithin(path) {
        inotify?.end(watch)
        watches[watch] = nil
      }
      folders[index].settle.listed([:], within: path, now: now)
      tell(folders[index].troubles.observed([:], within: path))
    } else if case .folder = FileKind(at: path) {
      list(index, only: path)
    }
  }

  private func isWatchedItself(_ path: FilePath) -> Bool {
    folders.contains { $0.options.path == path }
  }

  /// Lists a folder, or a part of it, watching each part before it is listed.
  private func list(_ index: Int, only part: FilePath? = nil) {
    let options = folders[index].options
    let others = Set(folders.map(\.options.path)).subtracting([options.path])
    var refusal = inotifyRefusal(options)
    let listing = FolderListing(of: part ?? options.path, isRecursive: options.isRecursive, excluding: others) { path in
      guard refusal == nil else { return }
      do throws(SystemError) {
        if let watch = try inotify?.watch(path, isRoot: path == options.path) { watches[watch] = (index, path) }
      } catch {
        if error.code == ENOSPC || error.code == ENOMEM {
          refusal = "inotify watches no more folders: see fs.inotify.max_user_watches"
        }
      }
    }
    folders[index].settle.listed(listing.files, within: part ?? options.path, now: now)
    tell(folders[index].troubles.observed(listing.troubles, within: part ?? options.path))
    guard part == nil else {
      // A part that can't be watched: the whole folder is listed more often from now on.
      if refusal != nil, folders[index].method == .inotify { list(index) }
      return
    }
    let isThere = listing.folders.first == options.path
    if isThere, !isOnce { say(refusal, index) }
    let interval = isThere ? (refusal == nil ? timing.rescan : timing.poll) : min(Self.absence, timing.rescan)
    folders[index].nextListing = isOnce ? nil : now + interval
  }

  /// How a folder is watched, said once and when it changes.
  private func say(_ refusal: String?, _ index: Int) {
    let method = refusal.map { Method.rescansOnly($0) } ?? .inotify
    guard folders[index].method != method else { return }
    folders[index].method = method
    let path = folders[index].options.path
    report(refusal.map { .watchedByRescans(path, $0) } ?? .watchedByInotify(path))
  }

  private func inotifyRefusal(_ options: WatchedFolder) -> String? {
    if !options.usesInotify { return "as configured" }
    if FileSystemKind.isRemote(options.path) { return "other hosts may write to it" }
    return inotifyFailure
  }

  /// Which file stands at a path; what stands in its way otherwise is reported.
  private func identity(at path: FilePath, _ index: Int) -> FileIdentity? {
    var troubles: [FilePath: String] = [:]
    var identity: FileIdentity?
    switch FileKind(at: path) {
    case .file(let found), .other(let found): identity = found
    case .link where WatchedNames.isFolderLeftAlone(path.lastComponent): break
    case .link: troubles[path] = FolderListing.link
    case .unreadable(let why): troubles[path] = why
    case .folder, .missing: break
    }
    tell(folders[index].troubles.observed(troubles, within: path))
    return identity
  }

  private func take(_ take: SettleState.Take?, _ index: Int) {
    guard let take else { return }
    settled.append(SettledFile(folder: index, path: take.path, identity: take.identity))
  }

  private func tell(_ changes: [TroubleReport.Change]) {
    for change in changes {
      switch change {
      case .began(let path, let reason): report(.troubleBegan(path, reason))
      case .ended(let path): report(.troubleEnded(path))
      }
    }
  }

  /// How often to look whether a folder is back.
  private static let absence: Duration = .seconds(1)
}
