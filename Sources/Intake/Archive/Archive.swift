import ResumeModel

/// An open ZIP archive, whose members are inflated one at a time into memory and never written by their names.
///
/// Open as long as one of its members is still to be read; members may be read at the same time.
final class Archive: Sendable {
  let path: FilePath
  let directory: ZipDirectory
  private let file: OpenFile

  /// What stands at a path.
  enum Opening: Sendable {
    /// A document, or whatever is no archive.
    case document
    case archive(Archive)
    /// An archive that can't be taken.
    case refused(ExtractionError, size: Int, modified: Int)
  }

  /// - Parameter seen: which file its source saw there. Another one is a document: whoever takes it in tells of the change.
  static func open(_ path: FilePath, seen: FileIdentity? = nil, limits: ArchiveLimits) -> Opening {
    // Whoever reads it says that it is an archive: nobody brings other people's files by a document's name.
    if hasDocumentName(path) { return .document }
    // Whoever takes the file in says why it can't be opened.
    guard let file = try? OpenFile(path, followsLinks: seen == nil) else { return .document }
    let content = ZipContent(of: FileBytes(descriptor: file.descriptor, count: file.size), limits: limits)
    if let seen, file.identity != seen || file.identityNow != seen { return .document }
    switch content {
    case .document: return .document
    case .refused(let error): return .refused(error, size: file.size, modified: file.modified)
    case .archive(let directory): return .archive(Archive(path: path, file: file, directory: directory))
    }
  }

  private static func hasDocumentName(_ path: FilePath) -> Bool {
    let name = path.description.lowercased()
    return documentEndings.contains { name.hasSuffix($0) }
  }

  private static let documentEndings = [
    ".pdf", ".docx", ".docm", ".dotx", ".dotm", ".odt", ".ott", ".doc", ".dot", ".rtf", ".txt", ".html", ".htm",
  ]

  private init(path: FilePath, file: consuming OpenFile, directory: ZipDirectory) {
    self.path = path
    self.directory = directory
    self.file = file
  }

  /// Bytes, as it was opened.
  var size: Int { file.size }
  /// Seconds since 1970, as it was opened.
  var modified: Int { file.modified }

  /// A member's content.
  ///
  /// - Throws: why it can't be had; the others are not to blame.
  func read(_ entry: ZipDirectory.Entry) throws(ExtractionError) -> [UInt8] {
    let content = Result { () throws(ExtractionError) in
      try entry.content(in: FileBytes(descriptor: file.descriptor, count: file.size))
    }
    // What was read of a file that somebody was writing is nothing to go by.
    guard !hasChanged else { throw Self.changed }
    return try content.get()
  }

  /// Whether somebody has written to it since it was opened.
  var hasChanged: Bool { file.identityNow != file.identity }

  static let changed = ExtractionError(
    .unreadable, "the archive was written to while it was read: ingest it again once it is complete")
}
