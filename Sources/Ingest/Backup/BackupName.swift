import FoundationEssentials
import Glibc

/// Names that backups get by themselves, and by which they are known again.
enum BackupName {
  /// `hotgigs-20260301T120000Z.dump`, in UTC.
  static func make(at time: time_t, ending: String) -> String {
    var time = time
    var parts = tm()
    gmtime_r(&time, &parts)
    func digits(_ value: CInt, _ width: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    let day = digits(parts.tm_year + 1900, 4) + digits(parts.tm_mon + 1, 2) + digits(parts.tm_mday, 2)
    let clock = digits(parts.tm_hour, 2) + digits(parts.tm_min, 2) + digits(parts.tm_sec, 2)
    return "hotgigs-\(day)T\(clock)Z.\(ending)"
  }

  /// Whether a name is one of ours, and not its manifest's.
  static func isOurs(_ name: String) -> Bool {
    name.wholeMatch(of: /hotgigs-[0-9]{8}T[0-9]{6}Z\.(dump|sql|tar)/) != nil
  }

  /// Beside a dump that is no archive.
  static func manifest(of path: String) -> String { path + ".manifest.json" }

  /// Removes all but the newest backups of our own naming in a folder.
  ///
  /// - Returns: what was removed.
  static func removeOlder(in folder: String, keeping count: Int) -> [String] {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter(isOurs)
    // Names sort by time, whatever the ending.
    let old = names.sorted(by: >).dropFirst(max(1, count))
    return old.compactMap { name in
      let path = "\(folder)/\(name)"
      guard unlink(path) == 0 else { return nil }
      unlink(manifest(of: path))
      return path
    }
  }
}
