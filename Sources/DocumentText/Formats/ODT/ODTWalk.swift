import ResumeModel

/// Walks the blocks of one part: paragraphs, lists, tables, sections.
final class ODTWalk {
  /// What surrounds a block.
  struct Environment {
    /// What lies behind it: a cell's, a frame's or a section's fill, the nearest first.
    var shadings: [Shading] = []
    var part = LinePart.body
    var isHidden = false
    var lists = ODTLists()
    /// A list item's mark, until its first line takes it.
    var bullet: String?
  }

  let tree: ODFTree
  let reading: ODTReading

  init(_ tree: ODFTree, reading: ODTReading) {
    self.tree = tree
    self.reading = reading
  }

  /// The lines of a container, in a region of their own.
  func lines(in element: Int, _ environment: Environment) throws(ExtractionError) -> [Line] {
    var flow = TextFlow(region: reading.context.nextRegion())
    var environment = environment
    environment.lists = ODTLists()
    environment.bullet = nil
    try walk(element, &environment, &flow)
    return flow.lines
  }

  func walk(_ element: Int, _ environment: inout Environment, _ flow: inout TextFlow) throws(ExtractionError) {
    for child in tree.children(element) {
      switch tree.tag(child) {
      case .p, .h: try ODTParagraph.read(child, &environment, walk: self, into: &flow)
      case .list: try readList(child, &environment, &flow)
      case .listItem:
        environment.bullet = environment.lists.next(
          environment.lists.style.flatMap { reading.styles.lists[$0] }, start: tree.integer(child, .startValue))
        try walk(child, &environment, &flow)
        environment.bullet = nil
      case .table: try readTable(child, environment, &flow)
      case .section:
        var inner = environment
        if tree.attribute(child, .display) == "none" { inner.isHidden = true }
        if let shading = reading.styles.style(tree.attribute(child, .styleName), family: "section").shading {
          inner.shadings.insert(shading, at: 0)
        }
        try walk(child, &inner, &flow)
        environment.lists = inner.lists
      case .frame, .shape, .rectangle, .ellipse, .group, .drawLink:
        var boxes = ODTBoxes()
        try boxes.read(child, environment, walk: self)
        for box in boxes.inOrder { flow.append(contentsOf: box) }
      case .text: continue
      default: try walk(child, &environment, &flow)
      }
    }
  }

  private func readList(
    _ element: Int, _ environment: inout Environment, _ flow: inout TextFlow
  ) throws(ExtractionError) {
    let named = tree.attribute(element, .styleName) ?? environment.lists.style ?? paragraphListStyle(element)
    environment.lists.begin(style: named, continues: tree.attribute(element, .continueNumbering) == "true")
    try walk(element, &environment, &flow)
    environment.lists.end()
  }

  /// The list that the style of a list's first paragraph names.
  private func paragraphListStyle(_ element: Int) -> String? {
    var next: Int? = element
    while let current = next {
      switch tree.tag(current) {
      case .p, .h: return reading.styles.style(tree.attribute(current, .styleName), family: "paragraph").listStyle
      default: next = tree.children(current).first { tree.tag($0) != .text }
      }
    }
    return nil
  }

  // MARK: Tables

  private func readTable(
    _ element: Int, _ environment: Environment, _ flow: inout TextFlow
  ) throws(ExtractionError) {
    var environment = environment
    environment.lists = ODTLists()
    environment.bullet = nil
    if let shading = reading.styles.style(tree.attribute(element, .styleName), family: "table").shading {
      environment.shadings.insert(shading, at: 0)
    }
    var layout = TableLayout(reading.context)
    try readRows(element, environment, &layout)
    layout.emit(into: &flow)
  }

  private func readRows(
    _ element: Int, _ environment: Environment, _ layout: inout TableLayout
  ) throws(ExtractionError) {
    for child in tree.children(element) {
      switch tree.tag(child) {
      case .tableRow:
        var cells: [TableLayout.Cell] = []
        var column = 0
        for cell in tree.children(child) {
          switch tree.tag(cell) {
          case .tableCell:
            let span = max(1, min(tree.integer(cell, .columnsSpanned) ?? 1, 63))
            cells.append(try readCell(cell, environment, layout, column: column, span: span))
            column += max(1, min(tree.integer(cell, .columnsRepeated) ?? 1, 63))
          // What another cell reaches over.
          case .coveredCell: column += max(1, min(tree.integer(cell, .columnsRepeated) ?? 1, 63))
          default: continue
          }
        }
        layout.append(cells)
      case .tableColumn, .text: continue
      default: try readRows(child, environment, &layout)
      }
    }
  }

  private func readCell(
    _ cell: Int, _ environment: Environment, _ layout: TableLayout, column: Int, span: Int
  ) throws(ExtractionError) -> TableLayout.Cell {
    var environment = environment
    if let shading = reading.styles.style(tree.attribute(cell, .styleName), family: "table-cell").shading {
      environment.shadings.insert(shading, at: 0)
    }
    var flow = TextFlow(region: reading.context.nextRegion())
    try walk(cell, &environment, &flow)
    return layout.cell(flow, column: column, span: span)
  }
}

/// Text boxes and shapes that hang on a paragraph, each a flow of its own.
struct ODTBoxes {
  private var boxes: [(lines: [Line], top: Double?)] = []

  var isEmpty: Bool { boxes.isEmpty }

  /// From the highest, where all say how high they stand.
  var inOrder: [[Line]] {
    guard boxes.allSatisfy({ $0.top != nil }) else { return boxes.map(\.lines) }
    return boxes.enumerated().sorted { ($0.element.top!, $0.offset) < ($1.element.top!, $1.offset) }.map(
      \.element.lines)
  }

  /// - Parameter element: a frame, a shape, or a group of them.
  mutating func read(
    _ element: Int, _ environment: ODTWalk.Environment, walk: ODTWalk
  ) throws(ExtractionError) {
    let tree = walk.tree
    switch tree.tag(element) {
    case .group:
      for child in tree.children(element) { try read(child, environment, walk: walk) }
    case .drawLink:
      let before = boxes.count
      for child in tree.children(element) { try read(child, environment, walk: walk) }
      if boxes.count == before, let target = tree.attribute(element, .href).flatMap(HTMLStyles.target) {
        walk.reading.context.addLink(target)
      }
    case .frame, .shape, .rectangle, .ellipse:
      var environment = environment
      environment.part = .textBox
      if let shading = walk.reading.styles.style(tree.attribute(element, .styleName), family: "graphic").shading {
        environment.shadings.insert(shading, at: 0)
      }
      // A frame's first form is the one that is shown.
      let content =
        tree.tag(element) == .frame ? tree.children(element).first { tree.tag($0) != .text } : element
      guard let content, tree.tag(element) != .frame || tree.tag(content) == .textBox else { return }
      let lines = try walk.lines(in: content, environment)
      let top = tree.attribute(element, .y).flatMap { CSSValue.points($0, em: 12) }
      if !lines.isEmpty { boxes.append((lines, top)) }
    default: return
    }
  }
}
