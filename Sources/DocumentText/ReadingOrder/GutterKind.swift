import ResumeModel

/// What the two sides of a gutter are to each other.
enum GutterKind {
  /// Two flows: one is read to its end before the other.
  case columns
  /// Rows that belong together: dates or labels beside what they are of.
  case cells
  /// Neither: too little text to tell.
  case none
}

extension Gutter {
  /// Least white between two columns, in ems.
  private static let leastColumnWidth = 0.7

  /// Judges by how the rows of both sides stand to each other: rows that share base lines are cells of one table, rows
  /// that clash are two flows.
  func kind(_ all: [LayoutPiece], em: Double) -> GutterKind {
    let (leftRows, rightRows) = sides(all[pieces])
    guard min(leftRows.count, rightRows.count) >= 2 else { return .none }
    let extent =
      min(leftRows[leftRows.count - 1].y1, rightRows[rightRows.count - 1].y1)
      - max(leftRows[0].y0, rightRows[0].y0)
    guard extent > 0 else { return .none }
    let rows = SideRows(left: leftRows, right: rightRows, x: x, em: em)
    let mayBeColumns = width >= Self.leastColumnWidth * em
    if mayBeColumns, rows.haveHeadings || rows.areAlike { return .columns }
    if mayBeColumns, rows.haveContactMargin { return .columns }
    if rows.areTable || rows.areCells { return .cells }
    guard mayBeColumns else { return .none }
    if min(leftRows.count, rightRows.count) >= 4 { return .columns }
    return rows.clashes >= 2 && width > 2 * em && leftRows.count + rightRows.count >= 5 ? .columns : .none
  }

  /// Where columns that have headings on one line begin, in points from the page's top; nil where a heading of one side
  /// stands above these, or there are none.
  func columnTop(_ all: [LayoutPiece], em: Double) -> Double? {
    let (left, right) = sides(all[pieces])
    return SideRows(left: left, right: right, x: x, em: em).firstHeadings
  }

  private func sides(_ pieces: ArraySlice<LayoutPiece>) -> (left: [SideRow], right: [SideRow]) {
    var left: [SideRow] = []
    var right: [SideRow] = []
    for piece in pieces {
      if piece.box.x0 >= x - 2 {
        SideRow(piece).join(&right)
      } else if piece.box.x1 > x, let seam = piece.seam(at: x) {
        var (head, tail) = (SideRow(piece), SideRow(piece))
        (head.x1, tail.x0) = (seam.start, seam.end)
        head.length = Int(Double(piece.length) * (head.x1 - head.x0) / piece.box.width)
        tail.length = piece.length - head.length
        tail.isBullet = false
        head.join(&left)
        tail.join(&right)
      } else {
        SideRow(piece).join(&left)
      }
    }
    return (left, right)
  }
}

/// A row of one side: pieces on one base line taken together.
private struct SideRow {
  var y0, y1, baseline: Double
  var length: Int
  var style: Int
  var size: Double
  var x0, x1: Double
  var isBullet: Bool
  /// Of its first piece.
  var traits: LayoutPiece.Traits
  /// Of all its pieces.
  var allTraits: LayoutPiece.Traits
  var pieces = 1

  init(_ piece: LayoutPiece) {
    (y0, y1, x0, x1) = (piece.box.y0, piece.box.y1, piece.box.x0, piece.box.x1)
    (baseline, length, style, size, isBullet) =
      (piece.baseline, piece.length, piece.style, piece.size, piece.isBullet)
    (traits, allTraits) = (piece.traits, piece.traits)
  }

  func join(_ rows: inout [SideRow]) {
    guard let last = rows.indices.last, baseline - rows[last].baseline < 0.4 * min(size, rows[last].size) else {
      rows.append(self)
      return
    }
    rows[last].y1 = max(rows[last].y1, y1)
    rows[last].length += length
    if x0 < rows[last].x0 { (rows[last].traits, rows[last].style) = (traits, style) }
    rows[last].allTraits = rows[last].allTraits.union(traits)
    rows[last].pieces += 1
    rows[last].x0 = min(rows[last].x0, x0)
    rows[last].x1 = max(rows[last].x1, x1)
  }

  /// Of one kind: set alike, and a date where the other is one, an address where the other is one.
  func isLike(_ other: SideRow) -> Bool {
    style == other.style && allTraits.subtracting(.isCapitals) == other.allTraits.subtracting(.isCapitals)
  }
}

/// The rows of a gutter's two sides, from the top.
private struct SideRows {
  let left, right: [SideRow]
  let x, em: Double
  /// Rows on one base line.
  private let pairs: [(left: SideRow, right: SideRow)]

  init(left: [SideRow], right: [SideRow], x: Double, em: Double) {
    (self.left, self.right, self.x, self.em) = (left, right, x, em)
    var pairs: [(left: SideRow, right: SideRow)] = []
    var first = 0
    for row in left {
      while first < right.count, right[first].y1 < row.y0 { first += 1 }
      let mate = right[first...].prefix { $0.y0 <= row.y1 }.first { Self.isAligned(row, $0) }
      if let mate { pairs.append((row, mate)) }
    }
    self.pairs = pairs
  }

  /// Fonts tell their heights differently, so that base lines are estimates: boxes that nearly cover each other will do.
  private static func isAligned(_ row: SideRow, _ other: SideRow) -> Bool {
    let shared = (min(row.y1, other.y1) - max(row.y0, other.y0)) / min(row.y1 - row.y0, other.y1 - other.y0)
    let isLike = max(row.size, other.size) < 1.25 * min(row.size, other.size)
    let offset = abs(other.baseline - row.baseline) / min(row.size, other.size)
    return isLike ? shared > 0.75 || offset < 0.25 : offset < 0.15
  }

  /// Rows of the narrower count that stand beside rows of the other side without sharing a base line with any.
  var clashes: Int { max(Self.clashes(left, right), Self.clashes(right, left)) }

  private static func clashes(_ rows: [SideRow], _ others: [SideRow]) -> Int {
    var count = 0
    var first = 0
    for row in rows {
      while first < others.count, others[first].y1 < row.y0 { first += 1 }
      if standing(row, others[first...]) == .clashing { count += 1 }
    }
    return count
  }

  private enum Standing { case aligned, free, clashing }

  private static func standing(_ row: SideRow, _ others: ArraySlice<SideRow>) -> Standing {
    var answer = Standing.free
    for other in others {
      if other.y0 > row.y1 { break }
      if isAligned(row, other) { return .aligned }
      let shared = (min(row.y1, other.y1) - max(row.y0, other.y0)) / min(row.y1 - row.y0, other.y1 - other.y0)
      if shared > 0.3 { answer = .clashing }
    }
    return answer
  }
}

extension SideRows {
  /// Whether both sides have a heading on one line, each over rows of its own: two flows on one grid.
  var haveHeadings: Bool { headings != nil }

  private var headings: (left: SideRow, right: SideRow)? {
    let edge = left.reduce(Double.infinity) { min($0, $1.x0) }
    let haveDates =
      pairs.lazy.filter { $1.traits.contains(.hasYear) && !$0.allTraits.contains(.hasYear) }.count >= 2
    return pairs.first { head, other in
      let isLarge = head.size > 1.12 * em
      return head.style == other.style && (isLarge || !haveDates && isEmphatic(head) && isEmphatic(other))
        && max(head.length, other.length) <= 40 && !head.traits.union(other.traits).contains(.hasYear)
        && head.x0 < edge + em && other.x0 < x + em && isOver(head, left) && isOver(other, right)
    }
  }

  /// The top of the first headings on one line, where no row of their style is above them.
  var firstHeadings: Double? {
    guard let (head, other) = headings else { return nil }
    let isFirst = [left, right].allSatisfy { rows in
      rows.allSatisfy { $0.style != head.style || $0.y0 >= min(head.y0, other.y0) - 1 }
    }
    return isFirst ? min(head.y0, other.y0) : nil
  }

  /// Whether the left side is a narrow list of contact details, an address among them, beside text on lines of its own.
  var haveContactMargin: Bool {
    guard left.count >= 3, left.contains(where: { $0.allTraits.contains(.hasAddress) }),
      left.allSatisfy({ $0.length <= 44 && !$0.allTraits.contains(.hasYear) }),
      right.contains(where: { $0.length > 60 })
    else { return false }
    return left.contains { Self.standing($0, right[...]) != .aligned }
  }

  private func isEmphatic(_ row: SideRow) -> Bool { row.traits.isSuperset(of: [.isBold, .isCapitals]) }

  /// Whether a row of another style follows, near enough to belong to it.
  private func isOver(_ head: SideRow, _ rows: [SideRow]) -> Bool {
    guard let next = rows.first(where: { $0.y0 > head.baseline - 0.2 * head.size }) else { return false }
    return next.style != head.style && next.y0 - head.y1 < 2 * head.size
  }

  /// Whether the rows differ down each side and are alike across, as in entries set side by side; in a table it is the
  /// other way about.
  var areAlike: Bool {
    guard pairs.count >= 3, pairs.count * 10 >= 9 * min(left.count, right.count) else { return false }
    let alike = pairs.lazy.filter { $0.isLike($1) && $1.x0 < x + em }.count
    guard alike * 10 >= 9 * pairs.count else { return false }
    return [left, right].allSatisfy { rows in
      zip(rows, rows.dropFirst()).lazy.filter { !$0.isLike($1) }.count * 5 >= 2 * (rows.count - 1)
    }
  }

  /// Whether every row of several cells at the left goes on at the right, and all other rows are what such cells wrap to.
  var areTable: Bool {
    let starts = pairs.filter { $0.left.pieces > 1 }
    guard starts.count >= 3, left.lazy.filter({ $0.pieces > 1 }).count == starts.count else { return false }
    for (rows, firsts) in [(left, Set(starts.map(\.left.y0))), (right, Set(starts.map(\.right.y0)))] {
      for index in rows.indices where !firsts.contains(rows[index].y0) {
        guard index > 0, rows[index].y0 - rows[index - 1].y1 < 0.5 * rows[index].size else { return false }
      }
    }
    return true
  }

  /// Whether the rows of one side are short notes on the other side's: dates, places, labels.
  var areCells: Bool {
    let start = left.reduce(Double.infinity) { min($0, $1.x0) }
    let span = right.reduce(0) { max($0, $1.x1) } - start
    // Figures alone, years or levels, are no flow.
    let figures = [left, right].contains { rows in
      rows.lazy.filter { !$0.allTraits.contains(.hasLetters) }.count * 5 >= 4 * rows.count
    }
    return figures || areCells(left, beside: right, span: span, areLabels: true)
      || areCells(right.filter { !isCentred($0, start: start, span: span) }, beside: left, span: span, areLabels: false)
  }

  /// Whether a row stands alone in the middle of both sides: a heading of the whole, that begins right of the gutter only
  /// because it is short.
  private func isCentred(_ row: SideRow, start: Double, span: Double) -> Bool {
    abs((row.x0 + row.x1) / 2 - (start + span / 2)) < 0.02 * span && Self.standing(row, left[...]) == .free
  }

  /// - Parameter areLabels: Whether they stand to the left: labels may follow each other row by row; at the right a long
  ///   run of them beside text is a list of its own.
  private func areCells(_ rows: [SideRow], beside others: [SideRow], span: Double, areLabels: Bool) -> Bool {
    let x0 = rows.reduce(Double.infinity) { min($0, $1.x0) }
    let x1 = rows.reduce(0) { max($0, $1.x1) }
    guard x1 - x0 <= 0.45 * span else { return false }
    let length = rows.reduce(0) { $0 + $1.length }
    guard length <= 24 * rows.count, rows.lazy.filter({ $0.length > 44 }).count * 10 <= rows.count,
      rows.lazy.filter(\.isBullet).count < 2
    else { return false }
    let isRail = areLabels && rows.count * 2 <= others.count && rows.allSatisfy { $0.style == rows[0].style }
    var aligned = 0
    var between = 0
    var clashing = 0
    var dense = 0
    var densest = 0
    var first = 0
    var styles = 0
    for (index, row) in rows.enumerated() {
      while first < others.count, others[first].y1 < row.y0 { first += 1 }
      let isClose = index > 0 && row.y0 - rows[index - 1].y1 < 0.5 * row.size
      dense = isClose ? dense + 1 : 1
      if isClose, row.style != rows[index - 1].style { styles += 1 }
      densest = max(densest, dense)
      switch Self.standing(row, others[first...]) {
      case .aligned: aligned += 1
      // In the other side's white, between its rows.
      case .free: if row.y0 > others[0].y0, row.y1 < others[others.count - 1].y1 { between += 1 }
      case .clashing:
        // What wraps in a narrow cell goes on beneath it, wherever the other side's rows are.
        if isClose, dense <= 3 { continue }
        // A heading in the margin has another size, and so a base line a little off.
        if isRail, !isClose, others[first...].contains(where: { abs($0.baseline - row.baseline) < 0.6 * row.size }) {
          aligned += 1
        } else {
          clashing += 1
        }
      }
    }
    guard aligned > 0, (aligned + between) * 2 >= rows.count, clashing * 10 <= rows.count else { return false }
    // A long run of rows in several styles is a heading with its list: a flow of its own on a shared grid.
    if densest >= 4, styles > 0, densest * 2 > rows.count { return false }
    return areLabels || densest < 4 || others.reduce(0) { $0 + $1.length } <= 24 * others.count
  }
}
