import CFileSystem
import Glibc

/// An open folder. What is in it is named relative to it, so that no link put in its way leads elsewhere.
struct FolderHandle: ~Copyable {
  let descriptor: CInt

  /// Opens a folder that a person named, also through links.
  init(_ path: FilePath) throws(SystemError) {
    descriptor = path.withCString { Glibc.open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw SystemError(errno) }
  }

  private init(descriptor: CInt) {
    self.descriptor = descriptor
  }

  deinit {
    close(descriptor)
  }

  /// A folder in it; never by a link.
  ///
  /// - Parameter isMade: makes it where it is not there.
  func folder(_ name: FilePath, isMade: Bool) throws(SystemError) -> FolderHandle {
    let isNew = isMade && name.withCString { mkdirat(descriptor, $0, 0o777) } == 0
    if isMade, !isNew, errno != EEXIST { throw SystemError(errno) }
    let child = name.withCString { openat(descriptor, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
    guard child >= 0 else { throw SystemError(errno) }
    if isNew { shareOwner(with: child) }
    return FolderHandle(descriptor: child)
  }

  /// Whoever may take files out of this folder may take them out of the new one too. Best effort: only root may give away.
  private func shareOwner(with child: CInt) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return }
    if fchown(child, status.st_uid, status.st_gid) == 0 { fchmod(child, status.st_mode & 0o7777) }
  }

  /// Which file stands under a name in it; nil for none.
  func identity(of name: FilePath) throws(SystemError) -> FileIdentity? {
    var status = stat()
    if name.withCString({ fstatat(descriptor, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 { return FileIdentity(status) }
    guard errno == ENOENT else { throw SystemError(errno) }
    return nil
  }

  func remove(_ name: FilePath) throws(SystemError) {
    guard name.withCString({ unlinkat(descriptor, $0, 0) }) == 0 else { throw SystemError(errno) }
  }

  /// Opens a file in it, not by a link; `O_CREAT` makes one for the owner and whom the mask allows.
  func open(_ name: FilePath, _ flags: CInt) throws(SystemError) -> CInt {
    let file = name.withCString { openat(descriptor, $0, flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0o666) }
    guard file >= 0 else { throw SystemError(errno) }
    return file
  }

  /// Renames a file into another folder (or this one) where nothing stands under the new name.
  ///
  /// - Throws: `SystemError` of `EEXIST` where something does, of `EXDEV` where the folders are on different devices.
  func rename(_ name: FilePath, into other: borrowing FolderHandle, as newName: FilePath) throws(SystemError) {
    let (from, to) = (descriptor, other.descriptor)
    let failure = name.withCString { name in
      newName.withCString { newName in
        if file_system_rename_new(from, name, to, newName) == 0 { return CInt(0) }
        guard errno == EINVAL || errno == ENOSYS else { return errno }
        // A file system without that promise: a second name is never made over an existing one.
        guard linkat(from, name, to, newName, 0) == 0 else { return errno }
        return unlinkat(from, name, 0) == 0 ? 0 : errno
      }
    }
    if failure != 0 { throw SystemError(failure) }
  }

  func sync() throws(SystemError) {
    guard fsync(descriptor) == 0 else { throw SystemError(errno) }
  }
}
