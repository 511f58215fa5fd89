import FoundationEssentials
import Glibc

/// A password that a person keeps in a file or types: never an argument, which every process on the machine can see.
package enum Password {
  package static func read(from path: String) throws -> String {
    let line: String?
    if path == "-" {
      line = readLine()
    } else {
      guard let data = FileManager.default.contents(atPath: path) else {
        throw CommandFailure(.noInput, "can't read the password file \(path)")
      }
      line = String(decoding: data, as: UTF8.self).split(separator: "\n", maxSplits: 1).first.map(String.init)
    }
    guard let line, !line.isEmpty else { throw CommandFailure(.usage, "the password file is empty") }
    return line.hasSuffix("\r") ? String(line.dropLast()) : line
  }

  /// Asks twice for a new one on the terminal, without showing it.
  ///
  /// - Parameter option: the one that takes it from a file.
  package static func ask(_ what: String, option: String = "--password-file") throws -> String {
    guard isatty(STDIN_FILENO) == 1 else {
      throw CommandFailure(.usage, "no terminal to ask on: give it with \(option) F, or - for standard input")
    }
    let first = try typed("\(what): ")
    guard try typed("again: ") == first else { throw CommandFailure(.dataError, "the two differ: try again") }
    return first
  }

  private static func typed(_ prompt: String) throws -> String {
    var former = termios()
    guard tcgetattr(STDIN_FILENO, &former) == 0 else { throw CommandFailure(.usage, "can't hide what is typed here") }
    var silent = former
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
    defer {
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &former)
      show("\n")
    }
    show(prompt)
    guard let line = readLine() else { throw CommandFailure(.dataError, "no password was typed") }
    return line
  }

  private static func show(_ text: String) {
    _ = text.utf8.withContiguousStorageIfAvailable { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
