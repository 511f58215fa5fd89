/// Rows under headings, in columns as wide as they need to be.
package struct Table {
  private let headings: [String]
  private var rows: [[String]] = []

  package init(_ headings: String...) {
    self.headings = headings
  }

  package mutating func add(_ cells: String...) {
    rows.append(
      cells.map { cell in
        let line = cell.singleLine
        return line.count > Self.widest ? line.prefix(Self.widest - 1) + "…" : line
      })
  }

  /// Nothing at all where there are no rows.
  package func print() {
    for line in lines { Terminal.print(line) }
  }

  /// As ``print()`` prints them.
  package var lines: [String] {
    guard !rows.isEmpty else { return [] }
    let widths = headings.indices.map { column in ([headings] + rows).map { $0[column].count }.max() ?? 0 }
    return ([headings] + rows).map { row in
      let cells = row.enumerated().map { column, cell in
        column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
      }
      return cells.joined(separator: "  ")
    }
  }

  /// Longer cells are cut: `--json` holds them whole.
  private static let widest = 60
}
