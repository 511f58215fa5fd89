import ResumeModel

/// White that runs down a region with text on both sides of it.
struct Gutter {
  /// Where the right side begins, points.
  var x: Double
  /// Points.
  var width: Double
  /// The pieces it parts, as a range of the region's pieces by height.
  var pieces: Range<Int>
  /// Pieces on each side.
  var left, right: Int
  /// Share of the right side's pieces that begin right at it, or share their right edge, 0…1.
  var support: Double

  /// Greater for longer, wider gutters with a cleaner edge.
  func score(em: Double) -> Double {
    Double(min(left, right)) * min(width / em, 4) * (0.4 + support)
  }
}

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
  /// Least white of a gutter, in ems; less than a word space stands only where a column of words begins at it.
  static let leastWidth = 0.35
  /// Stretches looked at in one region: more than any page needs.
  private static let most = 2000
  /// Least white between two columns, in ems.
  private static let leastColumnWidth = 0.7

  /// Every stretch of white that something begins at the right of, best first.
  static func candidates(_ pieces: [LayoutPiece], em: Double) -> [Gutter] {
    guard let leftEdge = pieces.map(\.box.x0).min() else { return [] }
    var edges = pieces.map(\.box.x0).filter { $0 > leftEdge + 2 * em }
    edges.sort()
    var found: [Gutter] = []
    var last = -Double.infinity
    for edge in edges where edge - last > 2 {
      guard found.count < most else { break }
      last = edge
      sweep(pieces, x: edge, em: em, into: &found)
    }
    return found.sorted {
      let (a, b) = ($0.score(em: em), $1.score(em: em))
      return a != b ? a > b : $0.x < $1.x
    }
  }

  /// Adds the stretches of the line at `x` that no piece crosses.
  private static func sweep(_ pieces: [LayoutPiece], x: Double, em: Double, into found: inout [Gutter]) {
    var start = 0
    var left = 0
    var right = 0
    var atEdge = 0
    var reach = -Double.infinity
    func close(_ end: Int, _ found: inout [Gutter]) {
      guard left >= 2, right >= 2, x - reach >= leastWidth * em else { return }
      // A column may be set to its right edge instead.
      let edge = pieces[start..<end].reduce(0) { max($0, $1.box.x1) }
      let atRight = pieces[start..<end].count { $0.box.x0 >= x - 2 && $0.box.x1 > edge - 0.5 * em }
      found.append(
        Gutter(
          x: x, width: x - reach, pieces: start..<end, left: left, right: right,
          support: Double(max(atEdge, atRight)) / Double(right)))
    }
    for index in pieces.indices {
      let box = pieces[index].box
      if box.x0 >= x - 2 {
        right += 1
        // A list's items are set in from their heading.
        if box.x0 < x + 2 * em { atEdge += 1 }
      } else if box.x1 <= x - leastWidth * em {
        left += 1
        reach = max(reach, box.x1)
      } else if let seam = pieces[index].seam(at: x) {
        left += 1
        right += 1
        atEdge += 1
        reach = max(reach, seam.start)
      } else {
        close(index, &found)
        (start, left, right, atEdge, reach) = (index + 1, 0, 0, 0, -Double.infinity)
      }
    }
    close(pieces.count, &found)
  }
}

extension Gutter {
  /// Rows of one side: pieces on one base line taken together.
  private struct SideRow {
    var y0, y1, baseline: Double
    var length: Int
    var style: Int
    var size: Double
    var x0, x1: Double
    var isBullet: Bool

    init(_ piece: LayoutPiece) {
      (y0, y1, x0, x1) = (piece.box.y0, piece.box.y1, piece.box.x0, piece.box.x1)
      (baseline, length, style, size, isBullet) =
        (piece.baseline, piece.length, piece.style, piece.size, piece.isBullet)
    }
  }

  /// Judges by how the rows of both sides stand to each other: rows that share base lines are cells of one table, rows
  /// that clash are two flows.
  func kind(_ all: [LayoutPiece], em: Double) -> GutterKind {
    let (leftRows, rightRows) = sides(all[pieces])
    guard min(leftRows.count, rightRows.count) >= 2 else { return .none }
    let extent =
      min(leftRows[leftRows.count - 1].y1, rightRows[rightRows.count - 1].y1)
      - max(leftRows[0].y0, rightRows[0].y0)
    guard extent > 0 else { return .none }
    let span = Self.width(leftRows, rightRows)
    if Self.areCells(leftRows, beside: rightRows, span: span, areLabels: true) { return .cells }
    if Self.areCells(rightRows, beside: leftRows, span: span, areLabels: false) { return .cells }
    guard width >= Self.leastColumnWidth * em else { return .none }
    let clashes = max(Self.clashes(leftRows, rightRows), Self.clashes(rightRows, leftRows))
    let least = min(leftRows.count, rightRows.count)
    if least >= 4 { return .columns }
    return clashes >= 2 && width > 2 * em && leftRows.count + rightRows.count >= 5 ? .columns : .none
  }

  private func sides(_ pieces: ArraySlice<LayoutPiece>) -> (left: [SideRow], right: [SideRow]) {
    var left: [SideRow] = []
    var right: [SideRow] = []
    for piece in pieces {
      if piece.box.x0 >= x - 2 {
        Self.add(SideRow(piece), to: &right)
      } else if piece.box.x1 > x, let seam = piece.seam(at: x) {
        var (head, tail) = (SideRow(piece), SideRow(piece))
        (head.x1, tail.x0) = (seam.start, seam.end)
        head.length = Int(Double(piece.length) * (head.x1 - head.x0) / piece.box.width)
        tail.length = piece.length - head.length
        tail.isBullet = false
        Self.add(head, to: &left)
        Self.add(tail, to: &right)
      } else {
        Self.add(SideRow(piece), to: &left)
      }
    }
    return (left, right)
  }

  private static func add(_ row: SideRow, to rows: inout [SideRow]) {
    guard let last = rows.indices.last, row.baseline - rows[last].baseline < 0.4 * min(row.size, rows[last].size) else {
      rows.append(row)
      return
    }
    rows[last].y1 = max(rows[last].y1, row.y1)
    rows[last].length += row.length
    rows[last].x0 = min(rows[last].x0, row.x0)
    rows[last].x1 = max(rows[last].x1, row.x1)
  }

  private static func width(_ left: [SideRow], _ right: [SideRow]) -> Double {
    let start = left.reduce(Double.infinity) { min($0, $1.x0) }
    return right.reduce(0) { max($0, $1.x1) } - start
  }

  /// Rows that stand beside rows of the other side without sharing a base line with any.
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
      // Fonts tell their heights differently, so that base lines are estimates: boxes that nearly cover each other will do.
      let shared = (min(row.y1, other.y1) - max(row.y0, other.y0)) / min(row.y1 - row.y0, other.y1 - other.y0)
      let isLike = max(row.size, other.size) < 1.25 * min(row.size, other.size)
      let offset = abs(other.baseline - row.baseline) / min(row.size, other.size)
      if isLike ? shared > 0.75 || offset < 0.25 : offset < 0.15 { return .aligned }
      if shared > 0.3 { answer = .clashing }
    }
    return answer
  }

  /// Whether the rows are short notes on the other side's rows: dates, places, labels.
  ///
  /// - Parameter areLabels: Whether they stand to the left: labels may follow each other row by row; at the right a long
  ///   run of them beside text is a list of its own.
  private static func areCells(_ rows: [SideRow], beside others: [SideRow], span: Double, areLabels: Bool) -> Bool {
    let x0 = rows.reduce(Double.infinity) { min($0, $1.x0) }
    let x1 = rows.reduce(0) { max($0, $1.x1) }
    guard x1 - x0 <= 0.45 * span else { return false }
    let length = rows.reduce(0) { $0 + $1.length }
    guard length <= 24 * rows.count, rows.lazy.filter({ $0.length > 44 }).count * 10 <= rows.count,
      rows.lazy.filter(\.isBullet).count < 2
    else { return false }
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
      switch standing(row, others[first...]) {
      case .aligned: aligned += 1
      // In the other side's white, between its rows.
      case .free: if row.y0 > others[0].y0, row.y1 < others[others.count - 1].y1 { between += 1 }
      // What wraps in a narrow cell goes on beneath it, wherever the other side's rows are.
      case .clashing: if !isClose { clashing += 1 } else if dense > 3 { clashing += 1 }
      }
    }
    guard aligned > 0, (aligned + between) * 2 >= rows.count, clashing * 10 <= rows.count else { return false }
    // A long run of rows in several styles is a heading with its list: a flow of its own on a shared grid.
    if densest >= 4, styles > 0, densest * 2 > rows.count { return false }
    return areLabels || densest < 4 || others.reduce(0) { $0 + $1.length } <= 24 * others.count
  }
}
