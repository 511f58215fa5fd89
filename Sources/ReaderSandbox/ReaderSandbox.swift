import CReaderSandbox
import Glibc
import ReaderProtocol

/// Locks this process in, before it opens a document that a stranger wrote.
///
/// First ``limit(_:)``, so that loading data is bounded, too; then ``close(reading:)``, once what needs more rights is open;
/// then ``allowProcessorTime(seconds:)`` before each document. Nothing of it can be taken back, and a process does it while
/// it has one thread.
///
/// A wall that the kernel refuses is no failure here: ``walls`` tells of it, and whoever hands documents over decides.
public struct ReaderSandbox {
  /// What stands by now, and what does not.
  public private(set) var walls = Walls()

  public init() {}

  /// Limits what it may take of the machine.
  public mutating func limit(_ limits: ProcessLimits) {
    note(.addressSpace, ProcessResource.addressSpace.limit(to: limits.addressSpace))
    note(.fileSize, ProcessResource.fileSize.limit(to: limits.fileSize))
    note(.openFiles, ProcessResource.openFiles.limit(to: limits.openFiles))
    note(.coreDumps, ProcessResource.coreDumps.limit(to: 0))
    note(.processorTime, Self.limitProcessorTime(seconds: Self.secondsForStarting))
  }

  /// Leaves it the descriptors that it has, the files named here and those of ``SystemFiles`` for reading, and the calls that
  /// reading a document needs.
  ///
  /// - Parameter paths: files and folders; one that does not exist is none.
  public mutating func close(reading paths: [String]) {
    note(.privileges, Self.failure(reader_sandbox_renounce_privileges()))
    let version = Self.withCStrings(paths + SystemFiles.all) { reader_sandbox_close_files($0, $0.count) }
    walls.landlock = Int(max(version, 0))
    note(.files, version < 0 ? -version : nil)
    // Last: it refuses the calls that the others are raised by.
    note(.systemCalls, Self.failure(reader_sandbox_filter_calls()))
  }

  /// Gives it so much of the processor's time from now on; what it has used before counts no more.
  public static func allowProcessorTime(seconds: Int) {
    _ = limitProcessorTime(seconds: seconds)
  }

  /// Reading gazetteers or a language's data takes less than one.
  private static let secondsForStarting = 30

  /// Linux counts it over the life of a process: the limit moves ahead of what is used.
  private static func limitProcessorTime(seconds: Int) -> CInt? {
    var used = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used)
    return ProcessResource.processorTime.limitForNow(to: used.tv_sec + 1 + seconds)
  }

  private mutating func note(_ wall: Walls.Wall, _ failure: CInt?) {
    if let failure {
      walls.missing.append(Walls.Missing(wall, reason: String(cString: strerror(failure))))
    } else {
      walls.standing.append(wall)
    }
  }

  private static func failure(_ code: CInt) -> CInt? { code == 0 ? nil : code }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies.map { UnsafePointer($0) })
  }
}
