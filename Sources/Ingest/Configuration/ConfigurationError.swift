/// What is wrong in a configuration file, and where.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// From 1; nil where the whole file is at fault.
  public var line: Int?
  /// Path of the key: `readers.deadline`.
  public var key: String?
  public var message: String

  public init(line: Int? = nil, key: String? = nil, _ message: String) {
    self.line = line
    self.key = key
    self.message = message
  }

  public var description: String {
    (line.map { "line \($0): " } ?? "") + (key.map { "\($0): " } ?? "") + message
  }
}

/// All that is wrong in a configuration file.
public struct ConfigurationErrors: Error, Hashable, Sendable, CustomStringConvertible {
  public var file: String
  public var errors: [ConfigurationError]

  public var description: String {
    errors.map { "\(file): \($0)" }.joined(separator: "\n")
  }
}

/// The nearest of some names to one that is none of them.
enum NearestName {
  /// Nil where none is near: more than a third of the letters, and more than two of them, differ.
  static func of(_ name: String, among names: [String]) -> String? {
    let ranked = names.map { (distance(Array(name.utf8), Array($0.utf8)), $0) }.min { $0 < $1 }
    guard let (distance, nearest) = ranked, distance <= max(2, name.utf8.count / 3) else { return nil }
    return nearest
  }

  /// Levenshtein's: insertions, deletions and substitutions.
  static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let substitution = diagonal + (x == y ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substitution, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[b.count]
  }
}
