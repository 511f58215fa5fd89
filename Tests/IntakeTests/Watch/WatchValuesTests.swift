import Foundation
import Intake
import TestSupport
import Testing

@Suite struct WatchedNamesTests {
  @Test(arguments: [
    "cv.pdf.part", "cv.PDF.CrDownload", "a.tmp", "b.filepart", "~$cv.docx", ".~lock.cv.odt#", ".hidden.pdf",
    ".cv.pdf.Xy12",
  ])
  func leavesWhatIsHalfWrittenOrALock(_ name: String) {
    #expect(WatchedNames.isLeftAlone(FilePath(name)))
  }

  @Test(arguments: ["cv.pdf", "part", "tmp.docx", "a.part.pdf", "~cv.pdf", "Lebenslauf", "r\u{e9}sum\u{e9}.PDF"])
  func takesTheRest(_ name: String) {
    #expect(!WatchedNames.isLeftAlone(FilePath(name)))
  }

  @Test func neverLooksWhereFilesEndUp() {
    #expect(WatchedNames.isFolderLeftAlone("processed"))
    #expect(WatchedNames.isFolderLeftAlone("failed"))
    #expect(WatchedNames.isFolderLeftAlone(".git"))
    #expect(!WatchedNames.isFolderLeftAlone("failed applications"))
  }
}

@Suite struct TroubleReportTests {
  @Test func tellsEachTroubleOnceWhenItBeginsAndOnceWhenItEnds() {
    var report = TroubleReport()
    #expect(report.observed(["/in": "no such folder"], within: "/in") == [.began("/in", "no such folder")])
    #expect(report.observed(["/in": "no such folder"], within: "/in") == [])
    #expect(report.observed(["/in": "permission denied"], within: "/in") == [.began("/in", "permission denied")])
    #expect(!report.isClear)
    #expect(report.observed([:], within: "/in") == [.ended("/in")])
    #expect(report.observed([:], within: "/in") == [])
    #expect(report.isClear)
  }

  @Test func knowsOnlyOfThePartThatWasLookedAt() {
    var report = TroubleReport()
    #expect(
      report.observed(["/in/a": "x", "/in/b": "y"], within: "/in") == [.began("/in/a", "x"), .began("/in/b", "y")])
    #expect(report.observed([:], within: "/in/a") == [.ended("/in/a")])
    #expect(report.observed(["/in/b": "y"], within: "/in") == [])
  }
}

@Suite struct InotifyTests {
  @Test func saysThatEventsWereLost() throws {
    let limit = Int(
      try String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
        .trimmingCharacters(in: .whitespacesAndNewlines))
    let most = try #require(limit)
    let folder = try TemporaryFolder()
    let inotify = try Inotify()
    let watch = try inotify.watch(FilePath(folder.path), isRoot: true)
    let files = try [folder.write("", to: "0.pdf"), folder.write("", to: "1.pdf")]
    // Of two files in turn: the same event twice in a row would count as one.
    for number in 0...most { chmod(files[number % 2], 0o600) }
    let events = inotify.events()
    #expect(events.first == InotifyEvent(kind: .touched, watch: watch, name: "0.pdf"))
    #expect(events.last == InotifyEvent(kind: .overflow, watch: -1))
    #expect(inotify.events() == [])
  }

  @Test func tellsWhatHappensInAFolder() throws {
    let folder = try TemporaryFolder()
    try folder.write("x", to: "out/a.pdf")
    try folder.write("x", to: "in/b.pdf")
    let path = folder.path + "/in"
    let inotify = try Inotify()
    let watch = try inotify.watch(FilePath(path), isRoot: true)
    #expect(try inotify.watch(FilePath(path), isRoot: true) == watch, "a folder has one watch")
    try FileManager.default.moveItem(atPath: folder.path + "/out/a.pdf", toPath: path + "/a.pdf")
    try FileManager.default.createDirectory(atPath: path + "/below", withIntermediateDirectories: false)
    try FileManager.default.removeItem(atPath: path + "/b.pdf")
    #expect(
      inotify.events() == [
        InotifyEvent(kind: .movedIn, watch: watch, name: "a.pdf"),
        InotifyEvent(kind: .touched, watch: watch, name: "below", isFolder: true),
        InotifyEvent(kind: .vanished, watch: watch, name: "b.pdf"),
      ])
    try FileManager.default.removeItem(atPath: path)
    #expect(inotify.events().last?.kind == .folderGone)
    #expect(throws: SystemError(ENOENT)) { try inotify.watch(FilePath(path), isRoot: true) }
  }
}
