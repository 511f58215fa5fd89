import Glibc

/// The files below some paths, one at a time, as they are asked for: a folder of any size costs no memory.
public struct DirectorySource: AsyncSequence, Sendable {
  public typealias Element = SourceFile

  private let paths: [FilePath]
  private let isRecursive: Bool

  /// - Parameter paths: files and folders; relative ones are below the working folder.
  public init(_ paths: [FilePath], isRecursive: Bool = true) {
    self.paths = paths.map(\.absolute)
    self.isRecursive = isRecursive
  }

  public func makeAsyncIterator() -> Iterator {
    Iterator(walk: FolderWalk(paths, isRecursive: isRecursive))
  }

  public struct Iterator: AsyncIteratorProtocol {
    fileprivate var walk: FolderWalk

    public mutating func next() async -> SourceFile? {
      guard !Task.isCancelled else { return nil }
      return switch walk.next() {
      case .file(let path): SourceFile(path: path)
      case .unreadable(let path, let failure): SourceFile(path: path, failure: failure)
      case nil: nil
      }
    }
  }
}

extension FilePath {
  /// From the root: a relative path is below the working folder. Without slashes at its end.
  public var absolute: FilePath {
    var path = bytes[...]
    while path.count > 1, path.last == UInt8(ascii: "/") { path.removeLast() }
    if path.first == UInt8(ascii: "/") { return FilePath(bytes: path) }
    while path.starts(with: "./".utf8) { path.removeFirst(2) }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    guard getcwd(&buffer, buffer.count) != nil else { return FilePath(bytes: path) }
    let folder = FilePath(cString: buffer)
    return path.isEmpty || path.elementsEqual(".".utf8) ? folder : folder.appending(FilePath(bytes: path))
  }
}
