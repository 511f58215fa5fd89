/// Which formatting belongs to which bytes of the main stream, from pages of 512 bytes that a table lists.
///
/// Source: [MS-DOC] §2.9.33 (characters), §2.9.181 (paragraphs).
struct DOCFormatRuns {
  struct Run {
    /// Bytes of the main stream.
    let range: Range<Int>
    /// Changes to the style's formatting; a paragraph's begin with its style's number.
    let changes: ArraySlice<UInt8>
  }

  enum Kind {
    case characters, paragraphs
  }

  private var runs: [Run] = []

  private static let pageSize = 512

  init(_ kind: Kind, _ main: BinaryData, _ table: BinaryData, _ location: Range<Int>?) {
    for (_, entry) in DOCPlex(table, location, size: 4).entries {
      guard let page = table.uint32(entry) else { break }
      readPage(kind, main, (page & 0x3F_FFFF) * Self.pageSize)
    }
    runs.sort { $0.range.lowerBound < $1.range.lowerBound }
  }

  private mutating func readPage(_ kind: Kind, _ main: BinaryData, _ start: Int) {
    guard main.count >= start + Self.pageSize, let count = main.uint8(start + Self.pageSize - 1) else { return }
    // A character's entry is the place of its changes; a paragraph's has twelve bytes more.
    let size = kind == .characters ? 1 : 13
    for index in 0..<count where (count + 1) * 4 + (index + 1) * size < Self.pageSize {
      guard let from = main.uint32(start + index * 4), let to = main.uint32(start + index * 4 + 4), from < to,
        let place = main.uint8(start + (count + 1) * 4 + index * size)
      else { continue }
      var changes: ArraySlice<UInt8> = []
      if place > 0 {
        var at = start + place * 2
        var length = main.uint8(at) ?? 0
        at += 1
        if kind == .paragraphs {
          // Two counts: of pairs of bytes but one, or where that is zero of pairs.
          if length == 0 {
            length = (main.uint8(at) ?? 0) * 2
            at += 1
          } else {
            length = length * 2 - 1
          }
        }
        changes = main.slice(at, count: length) ?? []
      }
      runs.append(Run(range: from..<to, changes: changes))
    }
  }

  /// The run that holds a byte of the main stream.
  func run(at offset: Int) -> Run? {
    var (low, high) = (0, runs.count)
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].range.upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low < runs.count && runs[low].range.contains(offset) ? runs[low] : nil
  }
}
