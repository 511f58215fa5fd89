import Glibc

/// What the kernel tells of a folder.
public struct InotifyEvent: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// Made, written to or closed after writing.
    case touched
    /// It came under this name.
    case movedIn
    /// It is gone from this name: deleted, or moved away.
    case vanished
    /// Who may do what with it has changed.
    case permission
    /// The folder itself was deleted or moved, or its file system went away.
    case folderGone
    /// Events were lost: only a listing tells what is there.
    case overflow
  }

  public var kind: Kind
  /// Which watch; -1 for ``Kind/overflow``.
  public var watch: CInt
  /// In the watched folder; empty where it is the folder itself.
  public var name: FilePath
  public var isFolder: Bool

  public init(kind: Kind, watch: CInt, name: FilePath = "", isFolder: Bool = false) {
    self.kind = kind
    self.watch = watch
    self.name = name
    self.isFolder = isFolder
  }
}

/// The kernel's notice of what happens in folders: inotify(7).
public struct Inotify: ~Copyable, Sendable {
  /// Readable when there are events.
  public let descriptor: CInt

  /// - Throws: `SystemError`: no more instances are to be had.
  public init() throws(SystemError) {
    descriptor = inotify_init1(CInt(IN_NONBLOCK) | CInt(IN_CLOEXEC))
    guard descriptor >= 0 else { throw SystemError(errno) }
  }

  deinit {
    close(descriptor)
  }

  /// Watches a folder; again for one that is watched already, which changes nothing.
  ///
  /// - Returns: the watch's number, the same for the same folder.
  /// - Throws: `SystemError`: there is no such folder (or only a link to one), or no more watches are to be had (`ENOSPC`).
  public borrowing func watch(_ folder: FilePath, isRoot: Bool) throws(SystemError) -> CInt {
    let mask = Self.interest | UInt32(isRoot ? 0 : IN_DONT_FOLLOW)
    let watch = folder.withCString { inotify_add_watch(descriptor, $0, mask) }
    guard watch >= 0 else { throw SystemError(errno) }
    return watch
  }

  /// Ends a watch; one that has ended already is no error.
  public borrowing func end(_ watch: CInt) {
    inotify_rm_watch(descriptor, watch)
  }

  /// The events that are there now; does not wait.
  public borrowing func events() -> [InotifyEvent] {
    var events: [InotifyEvent] = []
    var buffer = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return events }
      events += Self.parse(buffer[..<count])
    }
  }

  /// Reads the kernel's records: a header of 16 bytes (watch, mask, cookie, length) and a name padded by NULs.
  static func parse(_ bytes: ArraySlice<UInt8>) -> [InotifyEvent] {
    var events: [InotifyEvent] = []
    var rest = bytes
    while rest.count >= headerLength {
      let (watch, mask, length) = rest.withUnsafeBytes {
        (
          $0.loadUnaligned(as: Int32.self), $0.loadUnaligned(fromByteOffset: 4, as: UInt32.self),
          Int($0.loadUnaligned(fromByteOffset: 12, as: UInt32.self))
        )
      }
      rest = rest.dropFirst(headerLength)
      let name = FilePath(bytes: rest.prefix(length).prefix { $0 != 0 })
      rest = rest.dropFirst(length)
      guard let kind = kind(mask) else { continue }
      events.append(
        InotifyEvent(kind: kind, watch: watch, name: name, isFolder: mask & UInt32(IN_ISDIR) != 0))
    }
    return events
  }

  private static func kind(_ mask: UInt32) -> InotifyEvent.Kind? {
    func has(_ bits: Int32...) -> Bool { bits.contains { mask & UInt32($0) != 0 } }
    if mask & UInt32(IN_Q_OVERFLOW) != 0 { return .overflow }
    if has(IN_IGNORED, IN_DELETE_SELF, IN_MOVE_SELF, IN_UNMOUNT) { return .folderGone }
    if has(IN_MOVED_TO) { return .movedIn }
    if has(IN_MOVED_FROM, IN_DELETE) { return .vanished }
    if has(IN_ATTRIB) { return .permission }
    if has(IN_CREATE, IN_MODIFY, IN_CLOSE_WRITE) { return .touched }
    return nil
  }

  private static let headerLength = 16
  private static let interest: UInt32 = [
    IN_CREATE, IN_MODIFY, IN_CLOSE_WRITE, IN_MOVED_TO, IN_MOVED_FROM, IN_DELETE, IN_DELETE_SELF, IN_MOVE_SELF,
    IN_ATTRIB, IN_ONLYDIR,
  ].reduce(0) { $0 | UInt32($1) }
}
