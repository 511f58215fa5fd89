import Glibc

/// The files below some paths, one at a time, as they are asked for: a folder or a list of any size costs no memory.
public struct DirectorySource: AsyncSequence, Sendable {
  public typealias Element = SourceFile

  private let paths: [FilePath]
  private let list: PathList?
  private let isRecursive: Bool
  private let leftOut: FileID?

  /// - Parameters:
  ///   - paths: files and folders; relative ones are below the working folder.
  ///   - list: more of them, which come after these.
  ///   - leftOut: a file that is passed over.
  public init(
    _ paths: [FilePath], list: PathList? = nil, isRecursive: Bool = true, leavingOut leftOut: FileID? = nil
  ) {
    self.paths = paths.map(\.absolute)
    self.list = list
    self.isRecursive = isRecursive
    self.leftOut = leftOut
  }

  public func makeAsyncIterator() -> Iterator {
    Iterator(walk: walk(paths), list: list?.makeAsyncIterator(), source: self)
  }

  fileprivate func walk(_ paths: [FilePath]) -> FolderWalk {
    FolderWalk(paths, isRecursive: isRecursive, leavingOut: leftOut)
  }

  public struct Iterator: AsyncIteratorProtocol {
    fileprivate var walk: FolderWalk
    fileprivate var list: PathList.AsyncIterator?
    fileprivate let source: DirectorySource

    /// - Throws: ``OpenFailure`` where the list can't be read on; a file that can't be is no error.
    public mutating func next() async throws(OpenFailure) -> SourceFile? {
      while !Task.isCancelled {
        switch walk.next() {
        case .file(let path): return SourceFile(path: path)
        case .unreadable(let path, let failure): return SourceFile(path: path, failure: failure)
        case nil: break
        }
        guard let path = try await list?.next() else { return nil }
        walk = source.walk([path.absolute])
      }
      return nil
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
