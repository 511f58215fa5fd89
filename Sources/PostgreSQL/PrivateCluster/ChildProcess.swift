import Glibc

/// Runs a program to its end and collects what it prints. Blocks: for a ``DetachedThread``.
struct ChildProcess {
  let status: Int32
  /// Standard output and error together.
  let output: String

  var succeeded: Bool { status == 0 }

  /// Nothing of ours: a locale or a library path would change what the server does.
  private static let environment = [
    "PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "LANG=C.UTF-8", "LC_ALL=C.UTF-8",
  ]

  /// What went wrong, for a one-line message: the last lines that the program printed.
  var complaint: String {
    output.split(whereSeparator: \.isNewline).suffix(3).joined(separator: " ")
  }

  /// - Parameter arguments: the program, looked up in the search path, and its arguments.
  /// - Parameter input: what the program reads from standard input.
  init(_ arguments: [String], input: String = "") throws(ClusterError) {
    var out: (read: CInt, write: CInt) = (-1, -1)
    var into: (read: CInt, write: CInt) = (-1, -1)
    try Self.makePipe(&out)
    try Self.makePipe(&into)
    defer { close(out.read) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, into.read, 0)
    posix_spawn_file_actions_adddup2(&actions, out.write, 1)
    posix_spawn_file_actions_adddup2(&actions, out.write, 2)
    // Nor does the server keep anything of ours open, such as a lock or a pipe whose end somebody waits for.
    for name in FolderEntries.names(in: "/proc/self/fd") {
      if let descriptor = CInt(name), descriptor > 2 { posix_spawn_file_actions_addclose(&actions, descriptor) }
    }
    // The server outlives this process and its terminal; a signal for us is none for it.
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
    let environment = Self.environment.map { (text: String) in strdup(text) }
    defer { for text in words + environment { free(text) } }
    var process = pid_t()
    let failure = posix_spawnp(&process, arguments[0], &actions, &attributes, words + [nil], environment + [nil])
    close(into.read)
    close(out.write)
    guard failure == 0 else {
      close(into.write)
      throw ClusterError(.server, "\(arguments[0]) can't be run: \(String(cString: strerror(failure)))")
    }
    Self.writeAll(input, to: into.write)
    close(into.write)
    output = Self.readAll(out.read)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    self.status = status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f
  }

  private static func makePipe(_ ends: inout (read: CInt, write: CInt)) throws(ClusterError) {
    var descriptors: [CInt] = [-1, -1]
    guard pipe(&descriptors) == 0 else {
      throw ClusterError(.server, "no pipe: \(String(cString: strerror(errno)))")
    }
    for descriptor in descriptors { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    ends = (descriptors[0], descriptors[1])
  }

  /// Small inputs only: a pipe takes 64 kB before it blocks.
  private static func writeAll(_ text: String, to descriptor: CInt) {
    guard !text.isEmpty else { return }
    let bytes = Array(text.utf8)
    _ = write(descriptor, bytes, bytes.count)
  }

  private static func readAll(_ descriptor: CInt) -> String {
    var collected: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return String(decoding: collected, as: UTF8.self) }
      collected += buffer[..<count]
    }
  }
}
