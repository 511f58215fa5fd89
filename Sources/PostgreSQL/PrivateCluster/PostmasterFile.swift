import Glibc

/// `postmaster.pid`, which a running server keeps in its data folder and a killed one leaves behind.
///
/// Source: PostgreSQL, src/include/utils/pidfile.h.
struct PostmasterFile {
  let processID: pid_t
  let socketFolder: String
  let isReady: Bool

  /// Nil where there is no file.
  init?(dataFolder: String) {
    guard let text = SmallFile.read("\(dataFolder)/postmaster.pid") else { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let processID = lines.first.flatMap({ pid_t($0) }) else { return nil }
    self.processID = processID
    socketFolder = lines.count > 4 ? String(lines[4]) : ""
    isReady = lines.count > 7 && lines[7].hasPrefix("ready")
  }

  /// The process is there and is the server of this folder, not another one that got its number after a reboot.
  func isAlive(dataFolder: String) -> Bool {
    guard kill(processID, 0) == 0 || errno == EPERM else { return false }
    guard let data = realpath(dataFolder, nil) else { return false }
    defer { free(data) }
    // The server's working directory is its data folder. Nothing is known of a dead one that nobody has reaped.
    if let folder = realpath("/proc/\(processID)/cwd", nil) {
      defer { free(folder) }
      return strcmp(folder, data) == 0
    }
    // In a container root may not look at another user's process so closely.
    return errno == EACCES && isServer(ofOwner: dataFolder)
  }

  /// The process is a PostgreSQL server of the folder's owner, by what everybody may see of it.
  private func isServer(ofOwner dataFolder: String) -> Bool {
    var process = stat()
    var data = stat()
    guard stat("/proc/\(processID)", &process) == 0, stat(dataFolder, &data) == 0, process.st_uid == data.st_uid,
      // Number, name in parentheses, state.
      let line = SmallFile.read("/proc/\(processID)/stat"), line.contains("(postgres) ")
    else { return false }
    return !line.contains("(postgres) Z")
  }
}

/// Files of a few kilobytes that the server's user may have written: links are not followed.
enum SmallFile {
  static func read(_ path: String, last limit: Int = 16_384) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let size = lseek(descriptor, 0, SEEK_END)
    lseek(descriptor, max(0, size - limit), SEEK_SET)
    var bytes = [UInt8](repeating: 0, count: limit)
    let count = Glibc.read(descriptor, &bytes, limit)
    return count < 0 ? nil : String(decoding: bytes.prefix(count), as: UTF8.self)
  }
}
