import Dispatch
import Foundation

/// Programs that tests set things up with: of PostgreSQL, of OpenSSL, a pooler.
public enum Shell {
  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  /// Runs a script to its end.
  ///
  /// - Returns: what it printed.
  /// - Throws: ``Failure`` with that, where it failed.
  @discardableResult
  public static func run(_ script: String, in folder: String = "/") throws -> String {
    let output = NSTemporaryDirectory() + "hotgigs-shell-\(UUID().uuidString)"
    defer { unlink(output) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_adddup2(&actions, 1, 2)
    let words: [String] = ["env", "-C", folder, "sh", "-ec", script]
    let settings: [String] = ["PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL=C.UTF-8"]
    let (arguments, variables) = (words.map { strdup($0) }, settings.map { strdup($0) })
    defer { for text in arguments + variables { free(text) } }
    var process: pid_t = 0
    guard posix_spawn(&process, "/usr/bin/env", &actions, nil, arguments + [nil], variables + [nil]) == 0 else {
      throw Failure(description: "no shell")
    }
    var status: CInt = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    let printed = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
    guard status == 0 else { throw Failure(description: "\(script): \(printed)") }
    return printed
  }

  /// The same without holding up other tasks.
  @discardableResult
  public static func runAside(_ script: String, in folder: String = "/") async throws -> String {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(with: Result { try run(script, in: folder) }) }
    }
  }

  /// Before a command: what PostgreSQL and its poolers, which refuse to run as root, run as.
  public static let asServer = geteuid() == 0 ? "setpriv --reuid=postgres --regid=postgres --clear-groups " : ""

  /// Gives a folder to whom ``asServer`` runs as.
  public static func giveToServer(_ folder: String) -> String {
    geteuid() == 0 ? "chown -R postgres:postgres \(folder)" : "true"
  }
}
