/// What stands in the way at which path, so that each trouble is told once when it begins and once when it ends.
public struct TroubleReport: Sendable {
  public enum Change: Hashable, Sendable {
    /// In the system's words.
    case began(FilePath, String)
    case ended(FilePath)
  }

  private var open: [FilePath: String] = [:]

  public init() {}

  /// All that stands in the way at or below a folder now.
  ///
  /// - Returns: what is new, and what is over, in the order of the paths.
  public mutating func observed(_ troubles: [FilePath: String], within folder: FilePath) -> [Change] {
    let over = open.keys.filter { troubles[$0] == nil && $0.isWithin(folder) }.sorted()
    let new = troubles.filter { open[$0.key] != $0.value }.sorted { $0.key < $1.key }
    for path in over { open[path] = nil }
    for (path, reason) in new { open[path] = reason }
    return over.map { .ended($0) } + new.map { .began($0.key, $0.value) }
  }

  public var isClear: Bool { open.isEmpty }
}
