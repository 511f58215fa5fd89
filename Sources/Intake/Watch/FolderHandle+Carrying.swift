import Glibc

extension FolderHandle {
  /// Moves a file into another folder: by a rename, or across devices by a copy that is on disk before the file goes.
  ///
  /// - Returns: false where it turns out to be another file: then that one is where it was, or beside it.
  /// - Throws: `SystemError` of `EEXIST` where something has the new name.
  func carry(
    _ name: FilePath, _ identity: FileIdentity, into other: borrowing FolderHandle, as newName: FilePath
  ) throws(SystemError) -> Bool {
    do throws(SystemError) {
      try rename(name, into: other, as: newName)
    } catch {
      // EPERM and EOPNOTSUPP: no second names on this file system either.
      guard [EXDEV, EPERM, EOPNOTSUPP].contains(error.code) else { throw error }
      return try copy(name, identity, into: other, as: newName)
    }
    if try other.identity(of: newName) == identity { return true }
    // It was replaced or written to in the last moment: it is not the one that was stored.
    for number in 1...Int.max {
      do throws(SystemError) {
        try other.rename(newName, into: self, as: name.numbered(number, leaving: 0))
        return false
      } catch {
        if error.code != EEXIST { throw error }
      }
    }
    return false
  }

  private func copy(
    _ name: FilePath, _ identity: FileIdentity, into other: borrowing FolderHandle, as newName: FilePath
  ) throws(SystemError) -> Bool {
    let source = try open(name, O_RDONLY)
    defer { close(source) }
    var status = stat()
    guard fstat(source, &status) == 0, FileIdentity(status) == identity else { return false }
    let temporary = FilePath(".\(getpid())-\(UInt32.random(in: 0 ... .max)).partial")
    let copy = try other.open(temporary, O_WRONLY | O_CREAT | O_EXCL)
    do throws(SystemError) {
      defer { close(copy) }
      try Self.copyAll(from: source, to: copy)
      var times = [status.st_atim, status.st_mtim]
      guard fchmod(copy, status.st_mode & 0o777) == 0, futimens(copy, &times) == 0, fsync(copy) == 0 else {
        throw SystemError(errno)
      }
      try other.publish(temporary, as: newName)
      try other.sync()
    } catch {
      try? other.remove(temporary)
      throw error
    }
    guard try self.identity(of: name) == identity else { return false }
    try remove(name)
    return true
  }

  /// Where a file system can neither rename without overwriting nor give a second name, a plain rename after a look is what is
  /// left.
  private func publish(_ temporary: FilePath, as name: FilePath) throws(SystemError) {
    do throws(SystemError) {
      try rename(temporary, into: self, as: name)
    } catch {
      guard error.code == EPERM || error.code == EOPNOTSUPP else { throw error }
      guard try identity(of: name) == nil else { throw SystemError(EEXIST) }
      let result = temporary.withCString { temporary in
        name.withCString { renameat(descriptor, temporary, descriptor, $0) }
      }
      guard result == 0 else { throw SystemError(errno) }
    }
  }

  private static func copyAll(from source: CInt, to copy: CInt) throws(SystemError) {
    var buffer = [UInt8](repeating: 0, count: 256 * 1024)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(source, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw SystemError(errno) }
      if count == 0 { return }
      try buffer[..<count].write(to: copy)
    }
  }
}
