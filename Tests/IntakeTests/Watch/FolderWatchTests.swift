import Foundation
import Intake
import Synchronization
import TestSupport
import Testing

/// Real folders, the real inotify.
@Suite struct FolderWatchTests {
  let folder: TemporaryFolder
  let events = Recorder()

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func takesWhatIsThereAndWhatComes() async throws {
    try folder.write("x", to: "there.pdf")
    try folder.write("x", to: "there.pdf.part")
    try folder.write("x", to: "processed/old.pdf")
    let watch = watch()
    #expect(await name(watch.next()) == "there.pdf")
    try folder.write("x", to: "comes.pdf")
    #expect(await name(watch.next()) == "comes.pdf")
    #expect(events.all == [.watchedByInotify(FilePath(folder.path))])
    await watch.stop()
    #expect(await watch.next() == nil)
  }

  @Test func takesAtOnceWhatIsMovedIn() async throws {
    // Of those that settle none would be taken before the test's time is up.
    let watch = watch(settle: .seconds(3600))
    let first = Task { await watch.next() }
    await events.first()
    try folder.write("x", to: "slow.pdf")
    try folder.write("x", to: "cv.pdf.part")
    try FileManager.default.moveItem(atPath: folder.path + "/cv.pdf.part", toPath: folder.path + "/cv.pdf")
    #expect(name(await first.value) == "cv.pdf")
    await watch.stop()
  }

  @Test func takesFromFoldersThatAreMadeOrMovedInLater() async throws {
    let watch = watch()
    let first = Task { await watch.next() }
    await events.first()
    try folder.write("x", to: "a/b/one.pdf")
    #expect(name(await first.value) == "a/b/one.pdf")
    let other = try TemporaryFolder()
    try other.write("x", to: "c/two.pdf")
    try FileManager.default.moveItem(atPath: other.path + "/c", toPath: folder.path + "/a/c")
    #expect(await name(watch.next()) == "a/c/two.pdf")
    try folder.write("x", to: "a/c/three.pdf")
    #expect(await name(watch.next()) == "a/c/three.pdf")
    // A folder that is renamed is known by its new name.
    try FileManager.default.moveItem(atPath: folder.path + "/a/c", toPath: folder.path + "/d")
    var names: Set<String> = [await name(watch.next()) ?? "", await name(watch.next()) ?? ""]
    #expect(names == ["d/two.pdf", "d/three.pdf"])
    try folder.write("x", to: "d/four.pdf")
    names = [await name(watch.next()) ?? ""]
    #expect(names == ["d/four.pdf"])
    await watch.stop()
  }

  @Test func rescansFindWhatNobodyTells() async throws {
    let watch = watch(usesInotify: false)
    let first = Task { await watch.next() }
    await events.first()
    try folder.write("x", to: "cv.pdf")
    #expect(name(await first.value) == "cv.pdf")
    #expect(events.all == [.watchedByRescans(FilePath(folder.path), "as configured")])
    await watch.stop()
  }

  @Test func aFolderThatGoesAndComesBackIsSaidOnceEach() async throws {
    try FileManager.default.createDirectory(atPath: folder.path + "/in", withIntermediateDirectories: true)
    let path = FilePath(folder.path + "/in")
    let watch = FolderWatch([WatchedFolder(path: path)], timing: Self.timing) { [events] in events.add($0) }
    let first = Task { await watch.next() }
    await events.first()
    try FileManager.default.removeItem(atPath: path.description)
    await events.count(2)
    try folder.write("x", to: "in/cv.pdf")
    #expect(await first.value?.path == path.appending("cv.pdf"))
    try folder.write("x", to: "in/next.pdf")
    #expect(await watch.next()?.path == path.appending("next.pdf"))
    #expect(
      events.all == [
        .watchedByInotify(path), .troubleBegan(path, "No such file or directory"), .troubleEnded(path),
      ])
    await watch.stop()
  }

  @Test func linksAreSaidAndLeft() async throws {
    let other = try TemporaryFolder()
    try other.write("x", to: "cv.pdf")
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/loop", withDestinationPath: folder.path)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/cv.pdf", withDestinationPath: other.path + "/cv.pdf")
    let found = await all(
      FolderWatch([WatchedFolder(path: FilePath(folder.path))], timing: Self.timing, isOnce: true) { [events] in
        events.add($0)
      })
    #expect(found == [])
    let troubled = events.all.compactMap { event -> String? in
      if case .troubleBegan(let path, _) = event { path.lastComponent.description } else { nil }
    }
    #expect(troubled == ["cv.pdf", "loop"])
  }

  @Test func aFolderThatIsALinkToItselfIsATrouble() async throws {
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/in", withDestinationPath: "in")
    let path = FilePath(folder.path + "/in")
    let found = await all(
      FolderWatch([WatchedFolder(path: path)], timing: Self.timing, isOnce: true) { [events] in
        events.add($0)
      })
    #expect(found == [])
    #expect(events.all == [.troubleBegan(path, "Too many levels of symbolic links")])
  }

  @Test func aFolderWithinAnotherIsItsOwn() async throws {
    try folder.write("x", to: "in/outer.pdf")
    try folder.write("x", to: "in/eve/inner.pdf")
    let folders = ["in", "in/eve"].map { WatchedFolder(path: FilePath(folder.path + "/" + $0)) }
    let watch = FolderWatch(folders, timing: Self.timing, isOnce: true) { [events] in events.add($0) }
    var found: [Int: String] = [:]
    while let file = await watch.next() { found[file.folder] = file.path.lastComponent.description }
    #expect(found == [0: "outer.pdf", 1: "inner.pdf"])
  }

  @Test func whoAsksLateMissesNoFile() async throws {
    try folder.write("x", to: "one.pdf")
    try folder.write("x", to: "two.pdf")
    let watch = FolderWatch(
      [WatchedFolder(path: FilePath(folder.path))], timing: Self.timing, isOnce: true
    ) { [events] in events.add($0) }
    try await Task.sleep(for: Self.timing.settle * 4)
    #expect(await watch.next() != nil)
    try await Task.sleep(for: Self.timing.settle * 4)
    #expect(await watch.next() != nil)
    #expect(await watch.next() == nil)
  }

  @Test func aFolderWithinAnotherStaysItsOwnWhenItIsMadeAnew() async throws {
    try folder.write("x", to: "in/eve/one.pdf")
    let folders = ["in", "in/eve"].map { WatchedFolder(path: FilePath(folder.path + "/" + $0)) }
    let watch = FolderWatch(folders, timing: Self.timing) { [events] in events.add($0) }
    #expect(await watch.next()?.folder == 1)
    try FileManager.default.removeItem(atPath: folder.path + "/in/eve")
    await events.count(3)
    try folder.write("x", to: "in/eve/two.pdf")
    let second = await watch.next()
    #expect(second?.folder == 1)
    #expect(name(second) == "in/eve/two.pdf")
    try folder.write("x", to: "in/three.pdf")
    let third = await watch.next()
    #expect(third?.folder == 0)
    #expect(name(third) == "in/three.pdf")
    await watch.stop()
  }

  @Test func takesAnewWhatChangedInHand() async throws {
    try folder.write("x", to: "cv.pdf")
    let watch = watch()
    let first = try #require(await watch.next())
    try folder.write("written to", to: "cv.pdf")
    await watch.finished(first, .anew)
    let second = try #require(await watch.next())
    #expect(second.path == first.path)
    #expect(second.identity.size == 10)
    await watch.stop()
  }

  // MARK: Its own

  private static let timing = WatchTiming(
    settle: .milliseconds(20), rescan: .seconds(3600), poll: .milliseconds(50))

  private func watch(settle: Duration = timing.settle, usesInotify: Bool = true) -> FolderWatch {
    var timing = Self.timing
    timing.settle = settle
    return FolderWatch(
      [WatchedFolder(path: FilePath(folder.path), usesInotify: usesInotify)], timing: timing
    ) { [events] in events.add($0) }
  }

  private func all(_ watch: FolderWatch) async -> [FilePath] {
    var paths: [FilePath] = []
    while let file = await watch.next() { paths.append(file.path) }
    return paths
  }

  private func name(_ file: SettledFile?) -> String? {
    file?.path.relative(to: FilePath(folder.path))?.description
  }
}

/// What a watch has reported.
final class Recorder: Sendable {
  private let events = Mutex<[FolderEvent]>([])

  var all: [FolderEvent] { events.withLock { $0 } }

  func add(_ event: FolderEvent) {
    events.withLock { $0.append(event) }
  }

  /// Until it has said something.
  func first() async { await count(1) }

  func count(_ count: Int) async {
    while all.count < count { await Task.yield() }
  }
}
