/// A section as the parser cut it: which lines of the document it took as one.
public struct SectionOutline: Hashable, Sendable, Codable {
  /// `work`, `education`, `skills` …; `contact` for what stands before the first heading.
  public var kind: String
  /// Index of its heading's line in the document's reading order, from 0; nil for a section without one.
  public var heading: Int?
  /// Indices of its lines, the heading's not among them.
  public var lines: [Int]

  public init(kind: String, heading: Int?, lines: [Int]) {
    self.kind = kind
    self.heading = heading
    self.lines = lines
  }
}
