import Foundation
import Synchronization

/// The most resident memory that this process had at any sample.
final class PeakMemory: Sendable {
  private let peak = Mutex(0)

  var bytes: Int { peak.withLock { $0 } }

  func sample() throws {
    let now = try Self.residentBytes()
    peak.withLock { $0 = max($0, now) }
  }

  /// Source: proc(5), `/proc/self/statm`: the second number counts resident pages.
  static func residentBytes() throws -> Int {
    let statm = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
    let pages = statm.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}
