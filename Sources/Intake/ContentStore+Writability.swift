import Glibc

extension DirectoryContentStore {
  public func checkWritable() async throws {
    try await files.run { () throws(ContentStoreError) in
      try makeFolder(directory)
      let probe = "\(directory)/.probe-\(getpid())-\(UInt32.random(in: 0 ... .max))"
      let file = Glibc.open(probe, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
      guard file >= 0 else { throw failure("create", probe) }
      defer {
        close(file)
        unlink(probe)
      }
      // A full disk makes files still, and writes none.
      guard write(file, [0], 1) == 1 else { throw failure("write", probe) }
    }
  }
}
