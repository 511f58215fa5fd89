import ResumeModel

/// Reads a table's rows and cells.
struct DOCXTable {
  private let walk: DOCXWalk
  private let tree: OOXMLTree
  private var layout: TableLayout

  static func read(
    _ element: Int, _ environment: DOCXWalk.Environment, walk: DOCXWalk, into flow: inout TextFlow
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
    // What floats beside the text is no part of its flow.
    let isFloating = walk.tree.child(element, .tblPr).flatMap { walk.tree.child($0, .floatingTable) } != nil
    if isFloating { flow.beginRegion(walk.reading.context.nextRegion()) }
    table.layout.emit(into: &flow)
    if isFloating { flow.beginRegion(walk.reading.context.nextRegion()) }
  }

  private init(_ walk: DOCXWalk) {
    self.walk = walk
    tree = walk.tree
    layout = TableLayout(walk.reading.context)
  }

  // MARK: Reading

  private mutating func readRows(_ element: Int, _ environment: DOCXWalk.Environment) throws(ExtractionError) {
    for child in tree.children(element) {
      switch tree.tag(child) {
      case .tr:
        if let properties = tree.child(child, .trPr), tree.child(properties, .del) != nil { continue }
        var cells: [TableLayout.Cell] = []
        var column = 0
        try readCells(child, environment, &cells, &column)
        layout.append(cells)
      case .tblPr, .del, .moveFrom: continue
      case .sdt where walk.showsPlaceholder(child): continue
      case .alternateContent:
        if let choice = walk.alternative(child) { try readRows(choice, environment) }
      default: try readRows(child, environment)
      }
    }
  }

  private func readCells(
    _ element: Int, _ environment: DOCXWalk.Environment, _ cells: inout [TableLayout.Cell], _ column: inout Int
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
          var flow = TextFlow(region: walk.reading.context.nextRegion())
          try walk.walk(child, environment, &flow)
          cells.append(layout.cell(flow, column: column, span: span))
        }
        column += span
      case .trPr, .tblPr, .del, .moveFrom: continue
      case .sdt where walk.showsPlaceholder(child): continue
      default: try readCells(child, environment, &cells, &column)
      }
    }
  }
}
