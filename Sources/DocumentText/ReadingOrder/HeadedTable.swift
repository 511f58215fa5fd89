import ResumeModel

/// A table under a row of column heads ("Company | Position | From | To"), each of whose rows holds a date: it is read row
/// by row, however its cells wrap.
///
/// Its columns are where the heads begin; white, or else a date in the column of dates, parts its rows.
struct HeadedTable {
  /// The head first.
  private var rows: [[[Fragment]]]
  /// What stands above the head and beneath the last row.
  let above, below: [Fragment]

  /// The first table of a page.
  static func first(of fragments: [Fragment], ink: PageInk, em: Double) -> HeadedTable? {
    guard fragments.count >= 9 else { return nil }
    let rows = Row.rows(of: fragments)
    for index in rows.indices.dropLast(2) where isHead(rows[index], ink) {
      if let table = HeadedTable(rows, head: index, ink: ink, em: em) { return table }
    }
    return nil
  }

  /// Three or more short cells without figures, set alike.
  private static func isHead(_ row: Row, _ ink: PageInk) -> Bool {
    guard (3...7).contains(row.fragments.count) else { return false }
    let style = ink.words[row.fragments[0].words[0]].style
    return row.fragments.allSatisfy { cell in
      cell.length <= 28
        && cell.words.allSatisfy { place in
          let word = ink.words[place]
          return word.style == style && word.kind == .text
            && !ink.text[word.start..<word.end].contains { (0x30...0x39).contains($0) || $0 == 0x40 || $0 == 0x3A }
        }
    }
  }

  private init?(_ rows: [Row], head: Int, ink: PageInk, em: Double) {
    let edges = rows[head].fragments.map(\.box.x0)
    let style = ink.words[rows[head].fragments[0].words[0]].style
    var drawn: [[[Fragment]]] = []
    var clusters: [Range<Int>] = []
    var bottom = rows[head].box.y1
    for row in rows[(head + 1)...] {
      guard row.box.y0 - bottom < 3 * em, let cells = Self.cells(row, edges, ink),
        !cells.joined().contains(where: { ink.words[$0.words[0]].style == style })
      else { break }
      if drawn.isEmpty || row.box.y0 - bottom > 0.28 * em {
        clusters.append(drawn.count..<drawn.count + 1)
      } else {
        clusters[clusters.count - 1] = clusters[clusters.count - 1].lowerBound..<drawn.count + 1
      }
      drawn.append(cells)
      bottom = max(bottom, row.box.y1)
    }
    guard drawn.count >= 2, let first = clusters.first,
      edges.indices.filter({ column in first.contains { !drawn[$0][column].isEmpty } }).count >= max(2, edges.count - 1)
    else { return nil }
    func dates(_ row: Int, _ column: Int) -> Bool {
      drawn[row][column].contains { LayoutPiece($0, ink: ink).traits.contains(.hasYear) }
    }
    let counts = edges.indices.map { column in drawn.indices.lazy.filter { dates($0, column) }.count }
    guard let most = counts.max(), most >= 2, let column = counts.firstIndex(of: most) else { return nil }
    // What stands beneath the last date's row is no part of the table.
    var parts = Array(clusters.prefix { $0.contains { dates($0, column) } })
    if parts.count == 1 {
      let starts = parts[0].filter { dates($0, column) }
      guard starts.first == 0 else { return nil }
      parts = zip(starts, starts.dropFirst() + [parts[0].upperBound]).map { $0..<$1 }
    }
    guard parts.count >= 2, let end = parts.last?.upperBound else { return nil }
    self.rows = [rows[head].fragments.map { [$0] }]
    self.rows += parts.map { part in edges.indices.map { column in part.flatMap { drawn[$0][column] } } }
    above = rows[..<head].flatMap(\.fragments)
    below = rows[(head + 1 + end)...].flatMap(\.fragments)
  }

  /// A drawn row's fragments by column; nil where one reaches from one column into the next.
  private static func cells(_ row: Row, _ edges: [Double], _ ink: PageInk) -> [[Fragment]]? {
    var cells = [[Fragment]](repeating: [], count: edges.count)
    var pieces = row.fragments
    for edge in edges.dropFirst() where pieces.contains(where: { $0.box.x0 < edge - 2 && $0.box.x1 > edge + 2 }) {
      pieces = pieces.flatMap { LayoutPiece($0, ink: ink).parted(at: edge, ink: ink).map(\.fragment) }
    }
    for piece in pieces {
      guard let column = edges.lastIndex(where: { $0 <= piece.box.x0 + 3 }) else { return nil }
      if column + 1 < edges.count, piece.box.x1 > edges[column + 1] - 1 { return nil }
      cells[column].append(piece)
    }
    return cells
  }

  /// A line for each row, and under it those of cells that are lists.
  func lines(_ builder: LineBuilder, region: Int) -> [Line] {
    var lines: [Line] = []
    func add(_ line: Line) {
      var line = line
      line.region = region
      if let above = lines.last?.box, let box = line.box { line.gapAbove = box.y0 - above.y1 }
      lines.append(line)
    }
    for row in rows {
      var lists: [[Fragment]] = []
      var cells: [Fragment] = []
      for cell in row where !cell.isEmpty {
        if cell.count > 1, cell.count > 3 || cell.contains(where: { Bullet.beginsItem($0, builder.ink) }) {
          lists.append(cell)
        } else {
          var whole = cell[0]
          for rest in cell.dropFirst() { whole.append(rest, isSetOff: false) }
          cells.append(whole)
        }
      }
      if !cells.isEmpty, let line = builder.line(Row(fragments: cells)) { add(line) }
      for list in lists { builder.lines(of: list, region: region).forEach(add) }
    }
    return lines
  }
}
