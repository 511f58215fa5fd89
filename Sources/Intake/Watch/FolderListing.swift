import CFileSystem
import Glibc

/// What is in a watched folder: its files, the folders below it, and what could not be listed.
///
/// Links are not followed: what they point to is not this folder's to move or delete, and a loop of them has no end.
public struct FolderListing: Hashable, Sendable {
  public var files: [FilePath: FileIdentity] = [:]
  /// With the folder itself, each before what is below it.
  public var folders: [FilePath] = []
  /// By path, in the system's words.
  public var troubles: [FilePath: String] = [:]

  /// Lists a folder.
  ///
  /// - Parameters:
  ///   - isRecursive: the folders below it, too.
  ///   - excluded: folders that are left out; hidden ones and those where files end up are anyway.
  ///   - willList: is told of each folder before it is listed: what comes into it afterwards is known by a watch.
  public init(
    of folder: FilePath, isRecursive: Bool, excluding excluded: Set<FilePath> = [],
    willList: (FilePath) -> Void = { _ in }
  ) {
    var pending = [folder]
    while let next = pending.popLast() {
      willList(next)
      guard let names = Self.names(in: next) else {
        troubles[next] = SystemError(errno).description
        continue
      }
      folders.append(next)
      for name in names.sorted(by: >) {
        let path = next.appending(name)
        switch FileKind(at: path) {
        case .file(let identity), .other(let identity):
          if !WatchedNames.isLeftAlone(name) { files[path] = identity }
        case .folder:
          if isRecursive, !WatchedNames.isFolderLeftAlone(name), !excluded.contains(path) { pending.append(path) }
        case .link:
          // One in the place of processed/ is told when something is to be put there.
          if !WatchedNames.isLeftAlone(name), !WatchedNames.isFolderLeftAlone(name) { troubles[path] = Self.link }
        case .missing: break
        case .unreadable(let why): troubles[path] = why
        }
      }
    }
  }

  /// Why a link is left.
  static let link = "a link is not followed: put the file itself here"

  /// Nil, with errno set, for a folder that can't be listed.
  private static func names(in path: FilePath) -> [FilePath]? {
    guard let folder = path.withCString({ opendir($0) }) else { return nil }
    defer { closedir(folder) }
    var names: [FilePath] = []
    while true {
      errno = 0
      guard let entry = readdir(folder) else { return errno == 0 ? names : nil }
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { FilePath(cString: $0) }
      }
      if name != "." && name != ".." { names.append(name) }
    }
  }
}

/// On which kind of file system a folder is.
enum FileSystemKind {
  /// Whether other hosts change it, unheard by this one's inotify.
  static func isRemote(_ folder: FilePath) -> Bool {
    let descriptor = folder.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return remote.contains(file_system_magic(descriptor) & 0xffff_ffff)
  }

  /// NFS, SMB (two), CIFS, AFS, Coda, Ceph, 9P (VirtualBox's, QEMU's shares), Lustre, GFS2, OCFS2, FUSE (sshfs, s3fs), VBoxSF.
  /// Source: statfs(2), linux/magic.h.
  private static let remote: Set<Int> = [
    0x6969, 0x517b, 0xfe53_4d42, 0xff53_4d42, 0x5346_414f, 0x7375_7245, 0x00c3_6400, 0x0102_1997, 0x0bd0_0bd0,
    0x0116_1970, 0x7461_636f, 0x6573_5546, 0x786f_4256,
  ]
}
