import FoundationEssentials
import ReaderProtocol

extension ReaderSandbox {
  /// Raises the walls around this process only to tell which of them stand, as one line of JSON: what `--walls` prints.
  ///
  /// - Returns: the exit code: 0, or 69 where a wall is missing.
  public static func report(_ limits: ProcessLimits, reading paths: [String]) -> CInt {
    var limits = limits
    // The line itself may go to a file.
    limits.fileSize = 1 << 20
    var sandbox = ReaderSandbox()
    sandbox.limit(limits)
    sandbox.close(reading: paths)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    guard let line = try? encoder.encode(sandbox.walls) else { return 70 }
    print(String(decoding: line, as: UTF8.self))
    return sandbox.walls.missing.isEmpty ? 0 : 69
  }
}
