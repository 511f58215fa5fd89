import ResumeModel

/// A table that is being read: its rows come as cells that end one after the other.
struct StoryTable {
  private struct Row {
    var cells: [TextFlow]
    var formats: [CellFormat]
  }

  /// What has been read of the open cell.
  var flow: TextFlow
  private var cells: [TextFlow] = []
  private var rows: [Row] = []
  private let context: FlowContext

  /// Edges this near one another, in points, are one.
  private static let edgeTolerance = 3.0

  init(_ context: FlowContext) {
    self.context = context
    flow = TextFlow(region: context.nextRegion())
  }

  /// The open cell's number in its row.
  var column: Int { cells.count }

  mutating func endCell() {
    cells.append(flow)
    flow = TextFlow(region: context.nextRegion())
  }

  /// - Parameter formats: of the row's cells, as far as they are known.
  mutating func endRow(_ formats: [CellFormat]) {
    if !flow.lines.isEmpty { endCell() }
    if !cells.isEmpty { rows.append(Row(cells: cells, formats: formats)) }
    cells = []
  }

  /// Lays the table out, a row that was left open included.
  mutating func emit(into target: inout TextFlow) {
    endRow([])
    let grid = edges()
    var layout = TableLayout(context)
    for row in rows {
      var column = 0
      var cells: [TableLayout.Cell] = []
      for (index, flow) in row.cells.enumerated() {
        let format = index < row.formats.count ? row.formats[index] : nil
        let end =
          format.map { format in grid.firstIndex { $0 >= format.right - Self.edgeTolerance } ?? column } ?? column
        let span = max(1, end + 1 - column)
        if format?.isContinuation != true { cells.append(layout.cell(flow, column: column, span: span)) }
        column += span
      }
      layout.append(cells)
    }
    layout.emit(into: &target)
  }

  /// Where cells of any row end, from the left.
  private func edges() -> [Double] {
    var grid: [Double] = []
    for edge in Set(rows.flatMap { $0.formats.map(\.right) }).sorted() {
      if let last = grid.last, edge - last <= Self.edgeTolerance { continue }
      grid.append(edge)
    }
    return grid
  }
}
