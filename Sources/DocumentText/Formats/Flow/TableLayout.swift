/// Lays out a table's rows in the order their reader takes.
///
/// Tables serve three ends in a resume: short rows (label and value, employer and date), which become one line each;
/// columns of a page laid out side by side, which become a region each; and a rail of headings beside their content,
/// whose cells follow one another.
struct TableLayout {
  struct Cell {
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

  private let context: FlowContext
  /// Among the document's tables, from 0; nil for boxes that stand side by side and are no table.
  private let number: Int?
  private var rows: [Row] = []

  /// The rows of a table.
  init(_ context: FlowContext) {
    self.context = context
    number = context.nextTable()
  }

  /// Boxes side by side: columns of a page, or a line's two ends.
  static func boxes(_ context: FlowContext) -> TableLayout { TableLayout(context, number: nil) }

  private init(_ context: FlowContext, number: Int?) {
    self.context = context
    self.number = number
  }

  /// A cell of the next row from the flow of what it holds.
  func cell(_ flow: TextFlow, column: Int, span: Int) -> Cell {
    let place = number.map { TableCell(table: $0, row: rows.count, column: column) }
    let lines = flow.lines.map { line in
      var line = line
      if line.cell == nil { line.cell = place }
      return line
    }
    return Cell(
      column: column, span: span, region: flow.firstRegion, lines: lines, above: flow.leadingGap,
      below: flow.trailingGap)
  }

  /// Cells without lines take part in nothing.
  mutating func append(_ cells: [Cell]) {
    let cells = cells.filter { !$0.lines.isEmpty }
    guard !cells.isEmpty else { return }
    rows.append(Row(cells: cells, layout: Self.layout(of: cells)))
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

  func emit(into flow: inout TextFlow) {
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
  private func emitJoined(_ row: Row, into flow: inout TextFlow) {
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

  private func emitColumns(_ rows: ArraySlice<Row>, into flow: inout TextFlow) {
    for column in Set(rows.flatMap { $0.cells.map(\.column) }).sorted() {
      flow.beginRegion(context.nextRegion())
      for row in rows {
        for cell in row.cells where cell.column == column {
          flow.addGap(cell.above)
          flow.merge(cell.lines, from: cell.region)
          flow.addGap(cell.below)
        }
      }
    }
    flow.beginRegion(context.nextRegion())
  }
}
