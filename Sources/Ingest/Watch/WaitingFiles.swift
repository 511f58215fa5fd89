import CandidateStore
import Intake

/// A file that has its row in `resumes`, and waits for that row's end.
struct WaitingFile: Sendable {
  /// The file as its bytes were stored: only that one may be moved. Of a file in an archive, the archive.
  var settled: SettledFile
  /// The file's own path.
  var path: FilePath
  /// It is in an archive, and can't be moved by itself.
  var isMember = false
  var registration: RegistrationOutcome
  /// The run that it came with.
  var runID: Int
  /// What log lines about the file carry.
  var traceID: TraceID?
}

/// The files that wait, by resume: a bounded number, so that a full folder waits where it is. With them the archives of
/// which some file has no end yet.
actor WaitingFiles {
  private var files: [Int: [WaitingFile]] = [:]
  private var count = 0
  private var archives: [SettledFile: ArchiveProgress] = [:]
  private(set) var isIntakeOver = false
  private var isStopping = false
  private let room = WakeSignal()
  /// Signalled when there may be an end to look for.
  nonisolated let news = WakeSignal()

  var isEmpty: Bool { files.isEmpty && archives.isEmpty }
  var resumes: [Int] { files.keys.sorted() }

  func add(_ file: WaitingFile) async {
    files[file.registration.resumeID, default: []].append(file)
    count += 1
    await news.signal()
  }

  /// The files of a resume that has ended: they wait no more.
  func take(_ resume: Int) async -> [WaitingFile] {
    guard let taken = files.removeValue(forKey: resume) else { return [] }
    count -= taken.count
    await room.signal()
    return taken
  }

  /// Waits until there is room for one more.
  ///
  /// - Returns: false where no more are to come.
  func waitForRoom() async -> Bool {
    while count >= Self.most, !isStopping, !Task.isCancelled { await room.sleep(upTo: .seconds(1)) }
    return !isStopping && !Task.isCancelled
  }

  /// Something happened to an archive or to a file in it.
  func archive(_ archive: SettledFile, _ event: ArchiveProgress.Event) async {
    archives[archive, default: ArchiveProgress()].observe(event)
    if archives[archive]?.isComplete == true { await news.signal() }
  }

  /// The archives of which each file has its end: they wait no more.
  func takeCompleteArchives() -> [(SettledFile, ArchiveProgress)] {
    let complete = archives.filter(\.value.isComplete)
    for archive in complete.keys { archives[archive] = nil }
    return complete.map { ($0.key, $0.value) }
  }

  /// No more are to come.
  func stop() async {
    isStopping = true
    await room.signal()
  }

  func intakeIsOver() async {
    isIntakeOver = true
    await news.signal()
  }

  private static let most = 512
}
