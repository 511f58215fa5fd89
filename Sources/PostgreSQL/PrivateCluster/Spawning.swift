import Glibc

/// Starts programs with nothing of ours: no open file, no signal that is blocked or ignored here, a process group of their own,
/// so that what is meant for us or for our terminal does not reach them.
enum Spawning {
  /// - Parameters:
  ///   - arguments: the program, looked up in the search path, and its arguments.
  ///   - actions: what its standard streams are.
  /// - Returns: its process; ``status(of:)`` waits for it.
  static func start(
    _ arguments: [String], environment: [String], _ actions: inout posix_spawn_file_actions_t
  ) throws(ClusterError) -> pid_t {
    for name in FolderEntries.names(in: "/proc/self/fd") {
      if let descriptor = CInt(name), descriptor > 2 { posix_spawn_file_actions_addclose(&actions, descriptor) }
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    posix_spawnattr_setpgroup(&attributes, 0)
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)

    let words = arguments.map { (text: String) in strdup(text) }
    let variables = environment.map { (text: String) in strdup(text) }
    defer { for text in words + variables { free(text) } }
    var process = pid_t()
    let failure = posix_spawnp(&process, arguments[0], &actions, &attributes, words + [nil], variables + [nil])
    guard failure == 0 else {
      throw ClusterError(.server, "\(arguments[0]) can't be run: \(String(cString: strerror(failure)))")
    }
    return process
  }

  /// Waits for its end.
  ///
  /// - Returns: its status as a shell has it.
  static func status(of process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f
  }

  /// Both ends closed on exec.
  static func pipe() throws(ClusterError) -> (read: CInt, write: CInt) {
    var ends: [CInt] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else { throw ClusterError(.server, "no pipe: \(String(cString: strerror(errno)))") }
    for descriptor in ends { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }
}
