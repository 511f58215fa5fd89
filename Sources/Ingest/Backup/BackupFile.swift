import Glibc
import Intake

/// A backup, open for reading.
final class BackupFile: Sendable {
  let path: String
  let size: Int
  private let descriptor: CInt

  init(_ path: String) throws(BackupError) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    self.path = path
    guard descriptor >= 0 else {
      let reason = SystemError(errno)
      let isMissing = reason.code == ENOENT || reason.code == ENOTDIR
      throw BackupError(
        isMissing ? .missing : .notPermitted,
        isMissing
          ? "there is no file \(path): hotgigs db backup --list says what there is" : "can't read \(path): \(reason)")
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw BackupError(.missing, "\(path) is no file: name a backup")
    }
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Fewer bytes only where the file ends.
  func read(_ region: Range<Int>) throws(BackupError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: min(region.count, max(0, size - region.lowerBound)))
    var filled = 0
    while filled < bytes.count {
      let offset = off_t(region.lowerBound + filled)
      // Not empty: see the condition.
      let count = bytes.withUnsafeMutableBytes {
        pread(descriptor, $0.baseAddress! + filled, $0.count - filled, offset)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw BackupError(.damaged, "\(path) can't be read: \(SystemError(errno))") }
      if count == 0 { return Array(bytes[..<filled]) }
      filled += count
    }
    return bytes
  }

  /// Reads a region piece by piece; an empty piece ends it.
  func pieces(of region: Range<Int>) -> () throws(BackupError) -> ArraySlice<UInt8> {
    var offset = region.lowerBound
    return { () throws(BackupError) in
      let piece = try self.read(offset..<min(region.upperBound, offset + 1 << 18))
      offset += piece.count
      return piece[...]
    }
  }

  func digest(of region: Range<Int>) throws(BackupError) -> ContentDigest {
    let digest = StreamingDigest()
    let next = pieces(of: region)
    while case let piece = try next(), !piece.isEmpty { digest.update(piece) }
    return digest.value
  }

  /// Lends the descriptor, at the file's begin.
  func withDescriptor<Value>(_ body: (CInt) throws -> Value) rethrows -> Value {
    lseek(descriptor, 0, SEEK_SET)
    return try body(descriptor)
  }

  /// Of the whole file, hexadecimal.
  func digest() throws(BackupError) -> String { try digest(of: 0..<size).description }
}
