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
    let out = try Spawning.pipe()
    let into = try Spawning.pipe()
    defer { close(out.read) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, into.read, 0)
    posix_spawn_file_actions_adddup2(&actions, out.write, 1)
    posix_spawn_file_actions_adddup2(&actions, out.write, 2)
    // The server outlives this process and its terminal, and keeps nothing of ours open, such as a lock or a pipe whose end
    // somebody waits for.
    let process: pid_t
    do throws(ClusterError) {
      process = try Spawning.start(arguments, environment: Self.environment, &actions)
    } catch {
      for end in [into.read, into.write, out.write] { close(end) }
      throw error
    }
    close(into.read)
    close(out.write)
    Self.writeAll(input, to: into.write)
    close(into.write)
    output = Self.readAll(out.read)
    status = Spawning.status(of: process)
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
