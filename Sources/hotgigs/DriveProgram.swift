import CommandKit
import FoundationEssentials
import Glibc

/// `hotgigs-drive`, which stands beside this executable: what it needs is heavy, and nobody else's.
enum DriveProgram {
  static let name = "hotgigs-drive"

  /// Its path; nil where it was not built, or not installed.
  static var path: String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count)
    let own = String(decoding: buffer.prefix(max(count, 0)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let path = own[..<(own.lastIndex(of: "/") ?? own.startIndex)] + "/" + name
    return access(String(path), X_OK) == 0 ? String(path) : nil
  }

  /// How to get it, in one line.
  static let absence =
    "Google Drive is a program of its own, \(name), which is not beside this one: build it with "
    + "scripts/swift build -c release --static-swift-stdlib --product \(name)"

  /// Becomes the program.
  ///
  /// - Throws: ``CommandFailure`` where that can't be.
  static func become(with arguments: [String]) throws -> Never {
    guard let path else { throw CommandFailure(.unavailable, absence) }
    _ = withCStrings([name] + arguments) { execv(path, $0) }
    throw CommandFailure(.unavailable, "can't run \(path): \(String(cString: strerror(errno)))")
  }

  /// Starts the program beside this one, with the same standard streams, but for the input.
  ///
  /// - Returns: its process; nil where it can't be started.
  static func start(with arguments: [String]) -> pid_t? {
    guard let path else { return nil }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
    // This process ignores the signals that it ends by in order: the other is to hear them.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGINT, SIGTERM, SIGPIPE] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    let variables = ProcessInfo.processInfo.environment.map { "\($0)=\($1)" }
    var process: pid_t = 0
    let code = withCStrings([name] + arguments) { arguments in
      withCStrings(variables) { posix_spawn(&process, path, &actions, &attributes, arguments, $0) }
    }
    return code == 0 ? process : nil
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }
}
