import Glibc

/// Where the tests' servers keep their data, open to the server's user and short enough for a socket's path: in memory where
/// the machine has room there, so that no test waits for a disk. What survives `kill -9` does so there too.
public enum ServerFolder {
  public static let root: String = {
    var space = statvfs()
    let isRoomy =
      access("/dev/shm", W_OK | X_OK) == 0 && statvfs("/dev/shm", &space) == 0
      && UInt(space.f_bavail) * space.f_frsize > 4 << 30
    return isRoomy ? "/dev/shm" : "/tmp"
  }()
}
