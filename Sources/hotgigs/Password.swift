import FoundationEssentials

/// A password that a person keeps in a file: never an argument, which every process on the machine can see.
enum Password {
  static func read(from path: String) throws -> String {
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
}
