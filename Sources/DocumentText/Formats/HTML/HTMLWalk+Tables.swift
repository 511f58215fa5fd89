import ResumeModel

/// Tables: of data, and those that lay out a page.
extension HTMLWalk {
  func placeTable(_ element: Int, _ style: HTMLStyle, _ flow: inout HTMLFlow) throws(ExtractionError) {
    guard boxes < Self.maximumBoxes else { return try placeContent(element, style, &flow) }
    var table = TableLayout(context)
    var merged: [Int: Int] = [:]
    try placeRows(element, style, &table, &merged, &flow)
    flow.append(table)
  }

  private func placeRows(
    _ element: Int, _ style: HTMLStyle, _ table: inout TableLayout, _ merged: inout [Int: Int], _ flow: inout HTMLFlow
  ) throws(ExtractionError) {
    var loose: [Box] = []
    for box in boxes(in: element, style) where !isWhite(box) {
      let tag = tree.tag(box.element)
      path.append(styles.element(box.element))
      defer { path.removeLast() }
      switch tag {
      case .thead, .tbody, .tfoot:
        if isShown(box) {
          try placeRows(box.element, box.style, &table, &merged, &flow)
        } else {
          try readUnseen(box.element, box.style)
        }
      case .caption:
        try placeBlock(box.element, tag, box.style, &flow)
      case .td, .th: loose.append(box)
      case .col, .colgroup: continue
      default:
        if isShown(box) {
          let cells = boxes(in: box.element, box.style).filter { !isWhite($0) }
          table.append(try row(cells, table, &merged))
        } else {
          try readUnseen(box.element, box.style)
        }
      }
    }
    if !loose.isEmpty { table.append(try row(loose, table, &merged)) }
  }

  /// - Parameter merged: rows that cells above still reach into, by column.
  private func row(
    _ boxes: [Box], _ table: TableLayout, _ merged: inout [Int: Int]
  ) throws(ExtractionError) -> [TableLayout.Cell] {
    var cells: [TableLayout.Cell] = []
    var column = 0
    var reaching = merged
    for box in boxes {
      while column < 1000, reaching[column, default: 0] > 0 { column += 1 }
      let span = max(1, min(tree.integer(box.element, .colspan) ?? 1, 63))
      let rows = max(1, min(tree.integer(box.element, .rowspan) ?? 1, 1000))
      if rows > 1 { for at in column..<column + span { merged[at] = rows } }
      cells.append(table.cell(try apart([box]), column: column, span: span))
      column += span
    }
    for (at, rows) in merged { merged[at] = rows > 1 ? rows - 1 : nil }
    reaching = [:]
    return cells
  }
}
