import Dispatch
import Intake

/// The documents that arguments and standard input name.
actor PathSource {
  private var walk: FolderWalk?
  private var arguments: ArraySlice<FilePath>
  private let readsStandardInput: Bool
  private let queue = DispatchQueue(label: "standard input")

  /// - Parameter walksFolders: a folder stands for all files below it; otherwise it is a document that can't be read.
  init(arguments: [FilePath], walksFolders: Bool, readsStandardInput: Bool) {
    walk = walksFolders ? FolderWalk(arguments) : nil
    self.arguments = walksFolders ? [] : arguments[...]
    self.readsStandardInput = readsStandardInput
  }

  /// The next path, nil at the end.
  func next() async -> FilePath? {
    switch walk?.next() {
    case .file(let path), .unreadable(let path, _): return path
    case nil: break
    }
    if let path = arguments.popFirst() { return path }
    return readsStandardInput ? await nextLine().map { FilePath($0) } : nil
  }

  /// Line by line as they come: a program at the other end may wait for one answer before it asks for the next. Waiting
  /// for it blocks a thread of the queue's, none of Swift's.
  private func nextLine() async -> String? {
    await withCheckedContinuation { continuation in
      queue.async {
        while let line = readLine() {
          guard line.isEmpty else { return continuation.resume(returning: line) }
        }
        continuation.resume(returning: nil)
      }
    }
  }
}
