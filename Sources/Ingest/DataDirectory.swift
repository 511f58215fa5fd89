import Glibc

/// Where the private database and the content store live, unless told otherwise.
public enum DataDirectory {
  /// `$HOTGIGS_HOME`; else, for root, `/var/lib/hotgigs` (the server runs as `postgres`, who can't reach below root's
  /// home); else `$XDG_DATA_HOME/hotgigs`; else `~/.local/share/hotgigs`.
  public static var path: String {
    if let home = variable("HOTGIGS_HOME") { return home }
    if geteuid() == 0 { return "/var/lib/hotgigs" }
    if let data = variable("XDG_DATA_HOME") { return data + "/hotgigs" }
    return (variable("HOME") ?? "/tmp") + "/.local/share/hotgigs"
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
