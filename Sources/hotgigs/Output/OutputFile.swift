import CommandKit
import Glibc
import Ingest

/// Where a command's result goes: standard output, or a file that shows all of it or nothing.
///
/// A file is readable for its owner alone, and takes the place of one of that name at the end. A pipe or a device is
/// written to as it is.
struct OutputFile: ~Copyable {
  private let path: String
  private let file: UnfinishedFile?
  private let descriptor: CInt

  private init(_ path: String, file: consuming UnfinishedFile?, descriptor: CInt) {
    self.path = path
    self.file = file
    self.descriptor = descriptor
  }

  /// Standard output is nil, or `-`.
  ///
  /// - Throws: ``CommandFailure`` or `BackupError` where nothing can be written there.
  static func open(_ path: String?) throws -> OutputFile {
    guard let path, path != "-" else { return OutputFile("-", file: nil, descriptor: 1) }
    var status = stat()
    guard stat(path, &status) == 0 else {
      return OutputFile(path, file: try UnfinishedFile(for: path), descriptor: -1)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      // What a link leads to is replaced, not the link.
      guard let resolved = realpath(path, nil) else { throw failure(path) }
      defer { free(resolved) }
      let file = try UnfinishedFile(for: String(cString: resolved), isReplacing: true)
      return OutputFile(path, file: file, descriptor: -1)
    case S_IFDIR:
      throw CommandFailure(.cannotCreate, "\(path) is a folder: name a file in it")
    default:
      let descriptor = Glibc.open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
      guard descriptor >= 0 else { throw failure(path) }
      return OutputFile(path, file: nil, descriptor: descriptor)
    }
  }

  /// Whether a person would see it on a terminal.
  var isTerminal: Bool { isatty(descriptor) == 1 }

  func write(_ bytes: [UInt8]) throws {
    switch file {
    case .some(let file): try file.append(bytes[...])
    case .none: guard Terminal.write(bytes, to: descriptor) else { throw Self.failure(path) }
    }
  }

  /// Shows the file. Without it, nothing is left.
  consuming func finish() throws {
    switch file {
    case .some(let file): try file.finish()
    case .none: break
    }
  }

  deinit {
    if descriptor > 2 { close(descriptor) }
  }

  private static func failure(_ path: String) -> CommandFailure {
    let place = path == "-" ? "standard output" : path
    return CommandFailure(.cannotCreate, "can't write \(place): \(String(cString: strerror(errno)))")
  }
}
