import CandidateStore
import Glibc
import Ingest

/// What a person hands over without showing it to others: from a file, standard input or a prompt.
package enum ConfigurationInput {
  /// All of a file, without the line's end behind it.
  ///
  /// - Parameter path: `-` is standard input.
  package static func read(from path: String) throws -> String {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw CommandFailure(.noInput, "can't read \(path): \(String(cString: strerror(errno)))")
    }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while bytes.count <= CandidateStore.longestConfigurationValue + 2 {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else {
        throw CommandFailure(.noInput, "can't read \(path): \(String(cString: strerror(errno)))")
      }
      if count == 0 { break }
      bytes += buffer[..<count]
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw CommandFailure(.dataError, "\(path == "-" ? "standard input" : path) is no UTF-8 text: encode it in base64")
    }
    // One character to Swift, however the line ends.
    return text.last?.isNewline == true ? String(text.dropLast()) : text
  }
}
