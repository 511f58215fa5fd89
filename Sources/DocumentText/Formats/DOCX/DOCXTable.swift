import ResumeModel

/// Reads a table in the order its reader takes.
///
/// Word's tables serve three ends in a resume: short rows (label and value, employer and date), which become one line
/// each; columns of a page laid out side by side, which become a region each; and a rail of headings beside their
/// content, whose cells follow one another.
struct DOCXTable {
  private struct Cell {
    let column: Int
    let span: Int
    let region: Int
    var lines: [Line]
    /// White above and below its lines.
    let above, below: Double
  }

  private struct Row {
    var cells: [Cell]
    var layout = Layout.single
  }

  private enum Layout {
    /// One cell at most holds anything.
    case single
    /// Short cells side by side: one line.
    case joined
    /// One cell after the other.
    case stacked
    /// Long cells side by side, each a flow of its own.
    case columns
  }

  /// Lines from which a cell is long.
  private static let longCell = 3
  /// Lines up to which a cell with a year is an entry's margin rather than a column.
  private static let marginCell = 5
  /// Rows up to which a run of columns is one layout of a page.
  private static let layoutRows = 4

  private let walk: DOCXWalk
  private let tree: XMLTree
  private let number: Int
  private var rows: [Row] = []

  static func read(
    _ element: Int, _ environment: DOCXWalk.Environment, walk: DOCXWalk, into flow: inout DOCXFlow
  ) throws(ExtractionError) {
    var environment = environment
    if let properties = walk.tree.child(element, .tblPr) {
      if let id = walk.tree.child(properties, .tblStyle).flatMap({ walk.tree.attribute($0, .val) }) {
        let style = walk.reading.styles.style(id)
        environment.tableRun = style.run
        if style.isShaded { environment.shading = .fill(0x808080) }
      }
      if let shading = walk.tree.child(properties, .shd).map({ RunProperties.shading(walk.tree, $0) }),
        shading != .clear
      {
        environment.shading = shading
      }
    }
    var table = DOCXTable(walk)
    try table.readRows(element, environment)
    table.emit(into: &flow)
  }

  private init(_ walk: DOCXWalk) {
    self.walk = walk
    tree = walk.tree
    number = walk.reading.nextTable()
  }

  // MARK: Reading

  private mutating func readRows(_ element: Int, _ environment: DOCXWalk.Environment) throws(ExtractionError) {
    for child in tree.children(element) {
      switch tree.tag(child) {
      case .tr:
        if let properties = tree.child(child, .trPr), tree.child(properties, .del) != nil { continue }
        var row = Row(cells: [])
        var column = 0
        try readCells(child, environment, &row, &column)
        row.cells.removeAll { $0.lines.isEmpty }
        guard !row.cells.isEmpty else { continue }
        row.layout = Self.layout(of: row.cells)
        rows.append(row)
      case .tblPr, .del, .moveFrom: continue
      case .alternateContent:
        if let choice = walk.alternative(child) { try readRows(choice, environment) }
      default: try readRows(child, environment)
      }
    }
  }

  private func readCells(
    _ element: Int, _ environment: DOCXWalk.Environment, _ row: inout Row, _ column: inout Int
  ) throws(ExtractionError) {
    for child in tree.children(element) {
      switch tree.tag(child) {
      case .tc:
        var environment = environment
        var span = 1
        var isContinuation = false
        if let properties = tree.child(child, .tcPr) {
          span = max(1, min(tree.child(properties, .gridSpan).flatMap { tree.integer($0, .val) } ?? 1, 63))
          for merge in [OOXMLTag.vMerge, .hMerge] {
            if let merge = tree.child(properties, merge), tree.attribute(merge, .val) != "restart" {
              isContinuation = true
            }
          }
          if let shading = tree.child(properties, .shd).map({ RunProperties.shading(tree, $0) }), shading != .clear {
            environment.shading = shading
          }
        }
        // A merged cell's content stands in its first part.
        if !isContinuation {
          var flow = DOCXFlow(region: walk.reading.nextRegion())
          let region = flow.region
          try walk.walk(child, environment, &flow)
          let place = TableCell(table: number, row: rows.count, column: column)
          let lines = flow.lines.map { line in
            var line = line
            if line.cell == nil { line.cell = place }
            return line
          }
          row.cells.append(
            Cell(
              column: column, span: span, region: region, lines: lines, above: flow.leadingGap, below: flow.trailingGap)
          )
        }
        column += span
      case .trPr, .tblPr, .del, .moveFrom: continue
      default: try readCells(child, environment, &row, &column)
      }
    }
  }

  // MARK: Layout

  private static func layout(of cells: [Cell]) -> Layout {
    guard cells.count > 1 else { return .single }
    let long = cells.filter { $0.lines.count >= longCell }
    switch long.count {
    case 0: return .joined
    case 1:
      // A date or place beside an entry belongs to its first line; a heading at the left stands before it.
      let isRail = cells[0].lines.count < longCell && cells.count == 2 && !cells[0].lines.contains { holdsDigit($0) }
      return isRail ? .stacked : .joined
    default:
      return cells[0].lines.count <= marginCell && cells[0].lines.contains(where: holdsYear) ? .stacked : .columns
    }
  }

  private static func holdsDigit(_ line: Line) -> Bool {
    line.text.utf8.contains { $0 >= 0x30 && $0 <= 0x39 }
  }

  private static func holdsYear(_ line: Line) -> Bool {
    var digits: [UInt8] = []
    for byte in line.text.utf8 + [0x20] {
      if byte >= 0x30 && byte <= 0x39 {
        digits.append(byte)
      } else {
        if digits.count == 4, digits.starts(with: "19".utf8) || digits.starts(with: "20".utf8) { return true }
        digits = []
      }
    }
    return false
  }

  // MARK: Output

  private func emit(into flow: inout DOCXFlow) {
    var index = 0
    while index < rows.count {
      let row = rows[index]
      switch row.layout {
      case .single, .stacked:
        for cell in row.cells {
          flow.addGap(cell.above)
          flow.merge(cell.lines, from: cell.region)
          flow.addGap(cell.below)
        }
        index += 1
      case .joined:
        emitJoined(row, into: &flow)
        index += 1
      case .columns:
        let end = endOfColumns(from: index)
        emitColumns(rows[index..<end], into: &flow)
        index = end
      }
    }
  }

  /// The cells' first lines as one, tabs between them, and what they hold besides below.
  private func emitJoined(_ row: Row, into flow: inout DOCXFlow) {
    let counts = Set(row.cells.map(\.lines.count))
    // Cells of equal height are lines side by side all the way down.
    let joinedLines = counts.count == 1 ? counts.first! : 1
    var lines: [Line] = []
    for index in 0..<joinedLines {
      var joined = row.cells[0].lines[index]
      for cell in row.cells.dropFirst() {
        let next = cell.lines[index]
        joined.spans[joined.spans.count - 1].text += "\t"
        if let bullet = next.bullet, let first = next.spans.first {
          joined.spans.append(Span(text: bullet + " ", style: first.style))
        }
        joined.spans += next.spans
      }
      joined.region = row.cells[0].region
      lines.append(joined)
    }
    for cell in row.cells {
      for var line in cell.lines.dropFirst(joinedLines) {
        if line.region == cell.region { line.region = row.cells[0].region }
        lines.append(line)
      }
    }
    flow.addGap(row.cells.map(\.above).max() ?? 0)
    flow.merge(lines, from: row.cells[0].region)
    flow.addGap(row.cells.map(\.below).max() ?? 0)
  }

  /// Where the run of rows ends that lay out one page in the same columns.
  private func endOfColumns(from start: Int) -> Int {
    let columns = Set(rows[start].cells.map(\.column))
    var end = start + 1
    while end < rows.count, end - start < Self.layoutRows {
      let row = rows[end]
      let fits = row.cells.allSatisfy {
        columns.contains($0.column) && $0.span == width(of: $0.column, in: rows[start])
      }
      guard fits, row.layout == .columns || row.layout == .single else { break }
      end += 1
    }
    // More rows of the kind are entries one below the other, not columns of a page.
    if end < rows.count, rows[end].layout == .columns { return start + 1 }
    return end
  }

  private func width(of column: Int, in row: Row) -> Int? {
    row.cells.first { $0.column == column }?.span
  }

  private func emitColumns(_ rows: ArraySlice<Row>, into flow: inout DOCXFlow) {
    for column in Set(rows.flatMap { $0.cells.map(\.column) }).sorted() {
      flow.beginRegion(walk.reading.nextRegion())
      for row in rows {
        for cell in row.cells where cell.column == column {
          flow.addGap(cell.above)
          flow.merge(cell.lines, from: cell.region)
          flow.addGap(cell.below)
        }
      }
    }
    flow.beginRegion(walk.reading.nextRegion())
  }
}
