import Glibc

/// Every file below some paths, folder by folder in the order of names, so that two runs see the same order.
///
/// Hidden files and folders, the lock files that office programs leave beside an open document (`~$…`, `.~lock…`) and
/// what systems keep of a folder (`Thumbs.db`) are left out. A link to a folder is followed once; a loop ends there.
public struct FolderWalk: Sequence, IteratorProtocol, Sendable {
  /// What stands at a path.
  public enum Entry: Hashable, Sendable {
    /// Anything that is no folder, whatever opening it will say.
    case file(FilePath)
    /// A folder that can't be listed, or a path that does not exist; in the system's words.
    case unreadable(FilePath, OpenFailure)
  }

  private var pending: [(path: FilePath, isArgument: Bool)]
  private var seen: Set<FileID> = []
  private let isRecursive: Bool
  private let leftOut: FileID?

  /// - Parameter leftOut: a file that is passed over, whatever it is called: the report of what is found, for one.
  public init(_ paths: [FilePath], isRecursive: Bool = true, leavingOut leftOut: FileID? = nil) {
    pending = paths.reversed().map { ($0, true) }
    self.isRecursive = isRecursive
    self.leftOut = leftOut
  }

  public mutating func next() -> Entry? {
    while let (path, isArgument) = pending.popLast() {
      var status = stat()
      guard path.withCString({ stat($0, &status) }) == 0 else {
        // A dangling link inside a folder is a file that can't be read, not a folder that is missing.
        let failure = OpenFailure(errno)
        return isArgument || failure != .missing
          ? .unreadable(path, failure) : .unreadable(path, .unreadable("leads nowhere"))
      }
      guard status.st_mode & S_IFMT == S_IFDIR else {
        if leftOut == FileID(status) { continue }
        return .file(path)
      }
      guard isArgument || isRecursive else { continue }
      guard seen.insert(FileID(status)).inserted else { continue }
      guard let names = Self.names(in: path) else { return .unreadable(path, OpenFailure(errno)) }
      pending.append(contentsOf: names.sorted(by: >).map { (path.appending($0), false) })
    }
    return nil
  }

  /// Nil, with errno set, for a folder that can't be listed.
  private static func names(in path: FilePath) -> [FilePath]? {
    guard let folder = path.withCString({ opendir($0) }) else { return nil }
    defer { closedir(folder) }
    var names: [FilePath] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { FilePath(cString: $0) }
      }
      if !MemberName.isClutter(name.description) { names.append(name) }
    }
    return names
  }
}
