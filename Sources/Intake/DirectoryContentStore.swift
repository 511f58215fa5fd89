import Glibc
import ResumeModel

/// Documents as files, two levels deep by digest: `ab/abcdef…`.
///
/// Below the data directory, or on a mount that all hosts share: a document is written under a temporary name, synced,
/// renamed and its folder synced, so that its final name never shows half of it, whoever dies when.
public struct DirectoryContentStore: ContentStore {
  let directory: String
  let files = FileQueue()

  /// - Parameter directory: made when it is first needed, for its owner alone.
  public init(directory: String) {
    self.directory = directory
  }

  public func store(_ bytes: [UInt8], digest: ContentDigest) async throws -> String {
    let address = Self.address(digest)
    try await files.run { () throws(ContentStoreError) in
      try write(to: address, size: bytes.count) { file throws(SystemError) in try bytes[...].write(to: file) }
    }
    return address
  }

  public func spool() async throws -> Spool {
    try await files.run { () throws(ContentStoreError) in
      try makeFolder(directory)
      return try Spool(in: directory, on: files)
    }
  }

  public func store(_ spool: Spool) async throws -> String {
    let (address, size, pieces) = (Self.address(await spool.digest), await spool.size, await spool.pieces)
    try await files.run { () throws(ContentStoreError) in
      try write(to: address, size: size) { file throws(SystemError) in
        for piece in pieces { try piece.get()[...].write(to: file) }
      }
    }
    // Its file is open as long as somebody holds it.
    return withExtendedLifetime(spool) { address }
  }

  private static func address(_ digest: ContentDigest) -> String {
    String(digest.description.prefix(2)) + "/" + digest.description
  }

  public func open(_ address: String) async throws -> OpenFile {
    do {
      return try OpenFile(FilePath(directory + "/" + address))
    } catch OpenFailure.missing where holdsAnything {
      throw ExtractionError.goneFromStore(address)
    } catch {
      throw ContentStoreError("the stored document \(address) can't be opened in \(directory): \(error)")
    }
  }

  /// Whether there is a document in it at all: an empty folder is rather a mount that is away than a store whose every
  /// document was removed.
  private var holdsAnything: Bool {
    guard let folder = opendir(directory) else { return false }
    defer { closedir(folder) }
    while let entry = readdir(folder) {
      if entry.pointee.d_name.0 != CChar(UInt8(ascii: ".")) { return true }
    }
    return false
  }

  public func contains(_ address: String) async throws -> Bool {
    let path = directory + "/" + address
    return await files.run {
      var status = stat()
      return stat(path, &status) == 0
    }
  }

  public func remove(_ address: String) async throws {
    let path = directory + "/" + address
    try await files.run { () throws(ContentStoreError) in
      // Its folder stays: others of its kind come and go.
      guard unlink(path) == 0 || errno == ENOENT else { throw failure("remove", path) }
    }
  }

  /// - Parameters:
  ///   - size: of the document, bytes.
  ///   - fill: writes it to an open file.
  private func write(to address: String, size: Int, fill: (CInt) throws(SystemError) -> Void) throws(ContentStoreError)
  {
    let path = directory + "/" + address
    let folder = String(path[..<path.lastIndex(of: "/")!])  // an address has a slash: it is made above
    var status = stat()
    if stat(path, &status) == 0, Int(status.st_size) == size {
      // A predecessor that died after renaming may not have synced the folder.
      return try sync(folder: folder)
    }
    try makeFolder(folder)
    let temporary = "\(path).\(getpid())-\(UInt32.random(in: 0 ... .max)).tmp"
    let file = Glibc.open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw failure("create", temporary) }
    defer { close(file) }
    do throws(ContentStoreError) {
      do {
        try fill(file)
      } catch {
        throw failure("write", temporary, error)
      }
      guard fsync(file) == 0 else { throw failure("sync", temporary) }
      guard rename(temporary, path) == 0 else { throw failure("rename", temporary) }
    } catch {
      unlink(temporary)
      throw error
    }
    try sync(folder: folder)
  }

  func makeFolder(_ path: String) throws(ContentStoreError) {
    if mkdir(path, 0o700) == 0 {
      // A new folder's own name has to survive too.
      if let slash = path.lastIndex(of: "/") { try sync(folder: String(path[..<slash])) }
      return
    }
    switch errno {
    case EEXIST: return
    case ENOENT:
      guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { throw failure("create", path) }
      try makeFolder(String(path[..<slash]))
      try makeFolder(path)
    default: throw failure("create", path)
    }
  }

  private func sync(folder: String) throws(ContentStoreError) {
    let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("open", folder) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure("sync", folder) }
  }

  func failure(_ action: String, _ path: String, _ error: SystemError = SystemError(errno)) -> ContentStoreError {
    ContentStoreError("can't \(action) \(path): \(error)")
  }
}
