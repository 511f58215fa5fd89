import CPQ
import Glibc

/// An exclusive lock on a file, held by one process at a time; the kernel takes it back when its holder dies.
///
/// Closed on exec: a server started by the holder does not inherit it.
struct FolderLock: ~Copyable {
  private let descriptor: CInt

  /// Blocks until the lock is free: for a ``DetachedThread``.
  init(path: String) throws(ClusterError) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw ClusterError(.folder, "\(path) can't be opened: \(String(cString: strerror(errno)))")
    }
    while flock(descriptor, LOCK_EX) != 0 {
      guard errno == EINTR else {
        let reason = String(cString: strerror(errno))
        close(descriptor)
        throw ClusterError(.folder, "\(path) can't be locked: \(reason)")
      }
    }
  }

  deinit { close(descriptor) }
}
