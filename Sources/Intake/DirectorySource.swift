import Glibc

/// The files below some paths, one at a time, as they are asked for: a folder of any size costs no memory.
public struct DirectorySource: AsyncSequence, Sendable {
  public typealias Element = SourceFile

  private let paths: [String]
  private let isRecursive: Bool

  /// - Parameter paths: files and folders; relative ones are below the working folder.
  public init(_ paths: [String], isRecursive: Bool = true) {
    self.paths = paths.map(Self.absolute)
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

  private static func absolute(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    if path.hasPrefix("/") { return path }
    while path.hasPrefix("./") { path.removeFirst(2) }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    guard getcwd(&buffer, buffer.count) != nil else { return path }
    let folder = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    if path.isEmpty || path == "." { return folder }
    return (folder == "/" ? "" : folder) + "/" + path
  }
}
