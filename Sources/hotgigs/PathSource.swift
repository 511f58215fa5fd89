import Intake

/// The documents that arguments and standard input name.
actor PathSource {
  private var walk: FolderWalk?
  private var arguments: ArraySlice<FilePath>
  /// Read as it comes: a program at the other end may wait for one answer before it asks for the next.
  private var list: PathList.Iterator?

  /// - Parameter walksFolders: a folder stands for all files below it; otherwise it is a document that can't be read.
  init(arguments: [FilePath], walksFolders: Bool, readsStandardInput: Bool) {
    walk = walksFolders ? FolderWalk(arguments) : nil
    self.arguments = walksFolders ? [] : arguments[...]
    list = readsStandardInput ? PathList.standardInput(separator: .newline).makeAsyncIterator() : nil
  }

  /// The next path, nil at the end.
  func next() async -> FilePath? {
    switch walk?.next() {
    case .file(let path), .unreadable(let path, _): return path
    case nil: break
    }
    if let path = arguments.popFirst() { return path }
    // Taken out while it waits: one asks at a time.
    guard var list else { return nil }
    let path = try? await list.next()
    self.list = list
    return path
  }
}
