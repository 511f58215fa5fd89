import Glibc

/// A child process with pipes for what is exchanged with it. Blocks.
struct Spawned {
  let process: pid_t
  /// Our end of its standard input; -1 for none.
  private let input: CInt
  /// Our end of its standard output; -1 for none.
  private let output: CInt

  init(
    _ arguments: [String], environment: [String], input source: ClientProgram.Input, hasOutput: Bool, errors: CInt
  ) throws(ClusterError) {
    var into: (read: CInt, write: CInt) = (-1, -1)
    var out: (read: CInt, write: CInt) = (-1, -1)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    do throws(ClusterError) {
      switch source {
      case .nothing: posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
      case .file(let descriptor): posix_spawn_file_actions_adddup2(&actions, descriptor, 0)
      case .pieces:
        into = try Spawning.pipe()
        posix_spawn_file_actions_adddup2(&actions, into.read, 0)
      }
      if hasOutput {
        out = try Spawning.pipe()
        posix_spawn_file_actions_adddup2(&actions, out.write, 1)
      } else {
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
      }
      posix_spawn_file_actions_adddup2(&actions, errors, 2)
      process = try Spawning.start(arguments, environment: environment, &actions)
    } catch {
      for end in [into.read, into.write, out.read, out.write] where end >= 0 { close(end) }
      throw error
    }
    for end in [into.read, out.write] where end >= 0 { close(end) }
    input = into.write
    output = out.read
  }

  /// Hands in or takes out all there is.
  func exchange(_ source: ClientProgram.Input, _ sink: ((ArraySlice<UInt8>) throws -> Void)?) throws {
    if case .pieces(let next) = source { try feed(next) }
    guard let sink else { return }
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = read(output, &buffer, buffer.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      try sink(buffer[..<count])
    }
  }

  /// A program that takes no more says why by its status.
  private func feed(_ next: () throws -> ArraySlice<UInt8>) throws {
    while true {
      var rest = try next()
      if rest.isEmpty { return }
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return }
        rest = rest.dropFirst(count)
      }
    }
  }

  func closeEnds() {
    if input >= 0 { close(input) }
    if output >= 0 { close(output) }
  }

  /// Its status as a shell has it.
  func wait() -> Int32 { Spawning.status(of: process) }
}
