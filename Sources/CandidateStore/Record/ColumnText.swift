/// Makes text fit a column.
public enum ColumnText {
  /// Without NUL, which PostgreSQL refuses, and the white space around it; nil where nothing is left.
  public static func cleaned(_ text: String?) -> String? {
    guard let text else { return nil }
    var scalars = Substring(text).unicodeScalars
    func isEdge(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace || scalar == "\0" }
    while let first = scalars.first, isEdge(first) { scalars.removeFirst() }
    while let last = scalars.last, isEdge(last) { scalars.removeLast() }
    if scalars.isEmpty { return nil }
    guard scalars.contains("\0") else { return String(scalars) }
    scalars.removeAll { $0 == "\0" }
    return String(scalars)
  }

  /// The longest start of the text that has at most `capacity` code points, as PostgreSQL counts characters, and ends
  /// between two characters as a person counts them. A single character longer than that is cut inside.
  public static func cut(_ text: String, to capacity: Int) -> String {
    if text.utf8.count <= capacity || text.unicodeScalars.count <= capacity { return text }
    var kept = text.startIndex
    var count = 0
    while kept < text.endIndex {
      let next = text.index(after: kept)
      count += text.unicodeScalars.distance(from: kept, to: next)
      if count > capacity { break }
      kept = next
    }
    if kept == text.startIndex {
      return String(text.unicodeScalars.prefix(capacity))
    }
    return String(text[..<kept])
  }
}
