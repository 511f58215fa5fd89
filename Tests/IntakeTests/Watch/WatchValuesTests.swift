import Intake
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
