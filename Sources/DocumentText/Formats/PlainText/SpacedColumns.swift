/// Columns that a text lays out side by side by spaces, as a converter that keeps the layout does.
///
/// A gutter is a column of characters that hardly any row crosses, with text that begins at one place behind it. Rows of
/// a table look alike; they are told by what stands in them: dates or labels at the left, one value for each.
struct SpacedColumns {
  /// Rows that run across the page, or the two columns of a stretch of rows, the one that is read first before the other.
  enum Part: Equatable {
    case wide([String])
    case columns(first: [String], second: [String])
  }

  private struct Row {
    let scalars: [Unicode.Scalar]
    let first, last: Int

    init(_ raw: Substring) {
      var scalars: [Unicode.Scalar] = []
      for scalar in raw.unicodeScalars {
        if scalar == "\t" {
          repeat { scalars.append(" ") } while scalars.count % SpacedColumns.tabWidth != 0
        } else {
          scalars.append(scalar == "\u{A0}" ? " " : scalar)
        }
      }
      self.scalars = scalars
      first = scalars.firstIndex { $0 != " " } ?? scalars.count
      last = scalars.lastIndex { $0 != " " } ?? -1
    }

    var isBlank: Bool { last < 0 }

    func isInk(_ column: Int) -> Bool { column >= 0 && column < scalars.count && scalars[column] != " " }

    func text(_ range: Range<Int>) -> String {
      String(String.UnicodeScalarView(scalars[range.clamped(to: 0..<scalars.count)]))
    }

    /// Where text begins at or behind a column.
    func start(from column: Int) -> Int? {
      var column = column
      while column <= last, !isInk(column) { column += 1 }
      return column <= last ? column : nil
    }
  }

  private static let tabWidth = 8
  /// Rows above the columns, at most.
  private static let maximumHead = 14
  /// Rows that hold anything, at least, and at most for a page that is looked at.
  private static let rowCounts = 8...2000
  /// Where in the width a gutter may lie.
  private static let gutterRange = 0.15...0.85
  /// How many rows in a hundred may cross it.
  private static let crossings = 6
  /// How far behind the gutter the text of the right column begins, indents of lists included.
  private static let indents = 0...4
  /// Rows that follow one another within one column, at least.
  private static let run = 4

  /// The parts of a page from its top; nil where it is no page in columns.
  static func parts(of lines: [Substring]) -> [Part]? {
    guard rowCounts.contains(lines.count) else { return nil }
    let rows = lines.map(Row.init)
    for head in 0..<min(maximumHead, rows.count) where head == 0 || !rows[head - 1].isBlank {
      if let gutter = gutter(of: rows[head...]) { return parts(rows, from: head, gutter: gutter) }
    }
    return nil
  }

  // MARK: Gutter

  private static func gutter(of rows: ArraySlice<Row>) -> Int? {
    let rows = rows.filter { !$0.isBlank }
    guard rows.count >= rowCounts.lowerBound else { return nil }
    let width = Double(rows.map(\.last).max() ?? 0)
    // Columns where text begins behind a space, those of most rows first.
    var starts: [Int: Int] = [:]
    for row in rows {
      for column in row.first...row.last where column > 0 && row.isInk(column) && !row.isInk(column - 1) {
        starts[column, default: 0] += 1
      }
    }
    let candidates = starts.filter { gutterRange.contains(Double($0.key) / width) && $0.value > 1 }
    for (start, _) in candidates.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }).prefix(60)
    where isGutter(start - 1, rows) {
      return start - 1
    }
    return nil
  }

  private static func isGutter(_ gutter: Int, _ rows: [Row]) -> Bool {
    var crossing = 0
    var (left, right, alone, aligned) = (0, 0, 0, 0)
    var (leftRun, rightRun, longestLeft, longestRight) = (0, 0, 0, 0)
    var (leftYears, rightYears, labels) = (0, 0, 0)
    for row in rows {
      if row.isInk(gutter) {
        crossing += 1
        continue
      }
      let hasLeft = row.first < gutter
      let start = row.start(from: gutter + 1)
      leftRun = hasLeft ? leftRun + 1 : 0
      rightRun = start != nil ? rightRun + 1 : 0
      longestLeft = max(longestLeft, leftRun)
      longestRight = max(longestRight, rightRun)
      if hasLeft != (start != nil) { alone += 1 }
      if hasLeft {
        left += 1
        let text = row.text(0..<gutter)
        if holdsYear(text) { leftYears += 1 }
        if text.unicodeScalars.last(where: { $0 != " " }) == ":" { labels += 1 }
      }
      if let start {
        right += 1
        if indents.contains(start - gutter - 1) { aligned += 1 }
        if holdsYear(row.text(start..<row.last + 1)) { rightYears += 1 }
      }
    }
    guard crossing * 100 <= rows.count * crossings, left >= 5, right >= 5, longestLeft >= run, longestRight >= run
    else {
      return false
    }
    // A form has a value beside nearly each of its labels; a history has a date beside each entry.
    return alone * 5 >= rows.count && aligned * 10 >= right * 7 && leftYears * 10 < left * 6
      && rightYears * 10 < right * 6 && labels * 2 < left
  }

  private static func holdsYear(_ text: String) -> Bool {
    var digits: [UInt8] = []
    for byte in Array(text.utf8) + [0x20] {
      if byte >= 0x30, byte <= 0x39 {
        digits.append(byte)
      } else {
        if digits.count == 4, digits.starts(with: "19".utf8) || digits.starts(with: "20".utf8) { return true }
        digits = []
      }
    }
    return false
  }

  // MARK: Parts

  private static func parts(_ rows: [Row], from head: Int, gutter: Int) -> [Part] {
    // Columns begin and end with the text that is aligned behind the gutter.
    let aligned = rows.indices.filter { index in
      index >= head && !rows[index].isInk(gutter)
        && rows[index].start(from: gutter + 1).map { indents.contains($0 - gutter - 1) } == true
    }
    guard let first = aligned.first, let last = aligned.last else { return [] }
    // Below, the left column may go on alone, until a row runs across the page; what stands right above that is its own.
    var end = rows.indices.first { $0 > last && rows[$0].isInk(gutter) } ?? rows.count
    while end < rows.count, end - 1 > last, !rows[end - 1].isBlank { end -= 1 }
    var parts: [Part] = []
    var wide: [String] = []
    var left: [String] = []
    var right: [String] = []
    func flush() {
      if !wide.isEmpty { parts.append(.wide(wide)) }
      if !left.isEmpty {
        let beginsPage = parts.allSatisfy { if case .wide(let rows) = $0 { rows.allSatisfy(isBlank) } else { false } }
        let isMargin = beginsPage && isMargin(left, beside: right)
        parts.append(isMargin ? .columns(first: right, second: left) : .columns(first: left, second: right))
      }
      (wide, left, right) = ([], [], [])
    }
    for (index, row) in rows.enumerated() {
      let isWide = index < first || index >= end || row.isInk(gutter)
      if isWide != !wide.isEmpty, !wide.isEmpty || !left.isEmpty { flush() }
      if isWide {
        wide.append(row.text(0..<row.scalars.count))
      } else {
        left.append(row.text(0..<gutter))
        right.append(row.text(min(gutter + 1, row.scalars.count)..<row.scalars.count))
      }
    }
    flush()
    return parts
  }

  private static func isBlank(_ text: String) -> Bool { text.utf8.allSatisfy { $0 == 0x20 } }

  /// Whether a page's left column is a margin with details of contact, beside a column that begins with a name.
  private static func isMargin(_ left: [String], beside right: [String]) -> Bool {
    let margin = left.filter { !isBlank($0) }.prefix(3).map(Signs.init)
    let head = right.filter { !isBlank($0) }.prefix(2).map(Signs.init)
    guard let heading = margin.first, let name = head.first else { return false }
    return !heading.isDetail && margin.dropFirst().contains(where: \.isDetail) && !name.isDetail
      && head.allSatisfy { $0.length <= 40 }
  }

  /// What the signs of a line say of it.
  private struct Signs {
    let length: Int
    /// An address, or a number as long as a telephone's.
    let isDetail: Bool

    init(_ text: String) {
      let bytes = text.utf8.drop { $0 == 0x20 }
      length = bytes.count
      isDetail = bytes.contains(UInt8(ascii: "@")) || bytes.reduce(0) { $0 + ((0x30...0x39).contains($1) ? 1 : 0) } >= 7
    }
  }
}
