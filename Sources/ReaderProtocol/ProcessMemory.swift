import Glibc

/// What a process says of its memory in its replies.
public struct ProcessMemory: Sendable {
  private let file: CInt

  /// Opens /proc/self/statm, which a process inside walls can't any more; it stays open for as long as the process lives.
  public init() {
    file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
  }

  /// Resident memory of this process now, bytes; 0 where /proc doesn't say.
  public func residentBytes() -> Int {
    guard file >= 0 else { return 0 }
    var buffer = [UInt8](repeating: 0, count: 128)
    let count = pread(file, &buffer, buffer.count, 0)
    guard count > 0 else { return 0 }
    let fields = buffer[..<count].split(separator: UInt8(ascii: " "))
    guard fields.count > 1, let pages = Int(String(decoding: fields[1], as: UTF8.self)) else { return 0 }
    return pages * sysconf(CInt(_SC_PAGESIZE))
  }
}
