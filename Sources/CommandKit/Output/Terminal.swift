import Glibc
import ResumeModel

/// Writing to the two standard streams.
package enum Terminal {
  package static let isStandardErrorATerminal = isatty(2) == 1
  package static let isStandardOutputATerminal = isatty(1) == 1

  /// Colour only on a terminal, and not where NO_COLOR is set (no-color.org).
  package static let hasColour = isStandardErrorATerminal && isColourWanted
  /// The same for standard output.
  package static let hasColourOnOutput = isStandardOutputATerminal && isColourWanted
  private static let isColourWanted = getenv("NO_COLOR").map { $0.pointee == 0 } ?? true

  /// One line to standard output.
  package static func print(_ line: String) {
    write(line + "\n", to: 1)
  }

  /// Each value as one line of JSON.
  package static func printLines(_ values: some Sequence<some Encodable>) throws {
    for value in values { print(try JSON.line(value)) }
  }

  /// One line to standard error.
  package static func note(_ line: String) {
    write(line + "\n", to: 2)
  }

  /// `error: …`, in red on a terminal.
  package static func error(_ message: String) {
    note((hasColour ? "\u{1b}[31merror:\u{1b}[0m " : "error: ") + message.singleLine)
  }

  /// `warning: …`, in yellow on a terminal.
  package static func warning(_ message: String) {
    note((hasColour ? "\u{1b}[33mwarning:\u{1b}[0m " : "warning: ") + message.singleLine)
  }

  /// All of the bytes, past short writes.
  package static func write(_ text: String, to descriptor: CInt) {
    write(Array(text.utf8), to: descriptor)
  }

  /// - Returns: false, with errno set, where not all of them could be written.
  @discardableResult
  package static func write(_ bytes: [UInt8], to descriptor: CInt) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }
}

extension String {
  /// On one line: a file's name or a document's text can't drive a terminal, nor look like another there.
  package var singleLine: String { replacingSteering(with: " ") }
}
