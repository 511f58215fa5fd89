/// Which names in a watched folder are nobody's documents.
public enum WatchedNames {
  /// Where files go that were taken in, and those that failed: never looked into.
  public static let processed: FilePath = "processed"
  public static let failed: FilePath = "failed"

  /// Half-written files by the names that browsers, mail and transfer programs give them, locks of office programs, and
  /// whatever is hidden.
  public static func isLeftAlone(_ name: FilePath) -> Bool {
    if name.hasPrefix(".") || name.hasPrefix("~$") { return true }
    let lowercase = FilePath(bytes: name.bytes.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 })
    return unfinished.contains { lowercase.hasSuffix($0) }
  }

  /// Hidden folders, and those where files end up, at any depth: a folder may be watched as a part of another.
  public static func isFolderLeftAlone(_ name: FilePath) -> Bool {
    name.hasPrefix(".") || name == processed || name == failed
  }

  private static let unfinished = [".part", ".crdownload", ".tmp", ".filepart"]
}
