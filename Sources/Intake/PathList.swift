import Glibc

/// Paths that a file or standard input names, as they come: whoever writes the list may still be looking for files.
public struct PathList: AsyncSequence, Sendable {
  public typealias Element = FilePath

  /// What stands between two paths.
  public enum Separator: UInt8, Hashable, Sendable {
    case newline = 0x0A
    /// As `find -print0` writes: a name may hold anything else.
    case null = 0
  }

  fileprivate final class Descriptor: Sendable {
    let number: CInt
    let isOurs: Bool

    init(number: CInt, isOurs: Bool) {
      self.number = number
      self.isOurs = isOurs
    }

    deinit {
      if isOurs { close(number) }
    }
  }

  private let descriptor: Descriptor
  private let separator: Separator

  /// Opens a list; a pipe is one as well.
  ///
  /// - Parameter path: `-` is standard input.
  /// - Throws: ``OpenFailure``.
  public init(_ path: FilePath, separator: Separator) throws(OpenFailure) {
    guard path != "-" else {
      self = .standardInput(separator: separator)
      return
    }
    self.separator = separator
    let number = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NOCTTY) }
    guard number >= 0 else { throw OpenFailure(errno) }
    descriptor = Descriptor(number: number, isOurs: true)
    var status = stat()
    guard fstat(number, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { throw .unreadable("is a folder") }
  }

  /// The list that standard input is.
  public static func standardInput(separator: Separator) -> PathList {
    PathList(Descriptor(number: 0, isOurs: false), separator)
  }

  private init(_ descriptor: Descriptor, _ separator: Separator) {
    self.descriptor = descriptor
    self.separator = separator
  }

  public func makeAsyncIterator() -> Iterator {
    Iterator(descriptor: descriptor, paths: PathSplitter(separator: separator))
  }

  public struct Iterator: AsyncIteratorProtocol, Sendable {
    private let descriptor: Descriptor
    private let queue = FileQueue()
    private var paths: PathSplitter
    private var isAtEnd = false

    fileprivate init(descriptor: Descriptor, paths: PathSplitter) {
      self.descriptor = descriptor
      self.paths = paths
    }

    /// Nil at the list's end, and once the task is cancelled.
    ///
    /// - Throws: ``OpenFailure`` where the list can't be read on.
    public mutating func next() async throws(OpenFailure) -> FilePath? {
      while true {
        if let path = paths.next() { return path }
        guard !isAtEnd, !Task.isCancelled else { return nil }
        let descriptor = descriptor
        switch await queue.run({ Self.read(descriptor) }) {
        case .bytes(let bytes): paths.append(bytes)
        case .nothingYet: break
        case .end:
          isAtEnd = true
          paths.finish()
        case .failure(let failure): throw failure
        }
      }
    }

    private enum Chunk: Sendable {
      case bytes([UInt8])
      case nothingYet, end
      case failure(OpenFailure)
    }

    /// Waits a moment at most: the end of a run must not wait for a list that is never finished.
    private static func read(_ descriptor: Descriptor) -> Chunk {
      var request = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
      guard poll(&request, 1, 100) != 0 else { return .nothingYet }
      var count = 0
      let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, filled in
        count = Glibc.read(descriptor.number, buffer.baseAddress, buffer.count)
        filled = Swift.max(0, count)
      }
      if count < 0 { return errno == EINTR || errno == EAGAIN ? .nothingYet : .failure(OpenFailure(errno)) }
      return count == 0 ? .end : .bytes(bytes)
    }
  }
}

/// Takes a stream of bytes apart into paths. Empty ones are none; a carriage return before a newline belongs to the newline.
struct PathSplitter {
  private let separator: PathList.Separator
  private var bytes: [UInt8] = []
  private var start = 0
  private var searched = 0
  private var isFinished = false

  init(separator: PathList.Separator) {
    self.separator = separator
  }

  mutating func append(_ chunk: [UInt8]) {
    bytes.removeSubrange(..<start)
    searched -= start
    start = 0
    // What is longer than any path is none: it is cut, and opening it says that it is too long.
    if bytes.count > Self.longest { bytes.removeSubrange(Self.longest...) }
    searched = min(searched, bytes.count)
    bytes += chunk
  }

  /// No more will come: what is left is the last path.
  mutating func finish() { isFinished = true }

  mutating func next() -> FilePath? {
    while true {
      let end: Int
      if let found = bytes[searched...].firstIndex(of: separator.rawValue) {
        end = found
      } else if isFinished, start < bytes.count {
        end = bytes.count
      } else {
        searched = bytes.count
        return nil
      }
      var path = bytes[start..<end]
      start = min(end + 1, bytes.count)
      searched = start
      if separator == .newline, path.last == 0x0D { path.removeLast() }
      if !path.isEmpty { return FilePath(bytes: path) }
    }
  }

  private static let longest = 2 * Int(PATH_MAX)
}
