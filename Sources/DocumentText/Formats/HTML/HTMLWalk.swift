import ResumeModel

/// Walks a page's elements into lines, in the order a reader takes.
final class HTMLWalk {
  let tree: HTMLTree
  let styles: HTMLStyles
  let context: FlowContext
  /// The elements that are open.
  var path: [CSSElement] = []
  private var lists: [HTMLList] = []
  /// Boxes side by side within one another.
  var boxes = 0

  /// Deeper ones are read one after the other.
  static let maximumBoxes = 12

  init(_ tree: HTMLTree, styles: HTMLStyles, context: FlowContext) {
    self.tree = tree
    self.styles = styles
    self.context = context
  }

  func lines() throws(ExtractionError) -> [Line] {
    guard let root = tree.root else { return [] }
    let style = styles.root
    var flow = HTMLFlow(context)
    try place(Box(element: root, style: resolved(root, style)), &flow)
    return try flow.finished(style).lines
  }

  /// An element with its style; a stretch of text has that of what it stands in.
  struct Box {
    let element: Int
    let style: HTMLStyle
  }

  private func resolved(_ element: Int, _ parent: HTMLStyle) -> HTMLStyle {
    guard tree.tag(element) != .text else { return parent.inherited }
    path.append(styles.element(element))
    defer { path.removeLast() }
    return styles.style(of: element, path: path, in: parent)
  }

  func boxes(in element: Int, _ style: HTMLStyle) -> [Box] {
    tree.children(element).map { Box(element: $0, style: resolved($0, style)) }
  }

  func isWhite(_ box: Box) -> Bool {
    tree.tag(box.element) == .text && tree.text(box.element).utf8.allSatisfy(CSSText.isSpace)
  }

  // MARK: One element

  private func place(_ box: Box, _ flow: inout HTMLFlow) throws(ExtractionError) {
    let (element, style) = (box.element, box.style)
    let tag = tree.tag(element)
    if tag == .text { return try flow.append(tree.text(element), style) }
    path.append(styles.element(element))
    defer { path.removeLast() }
    switch style.display {
    case .none:
      if ![.title, .meta, .link, .style, .base].contains(tag) { try readUnseen(element, style) }
    case .inline, .contents: try placeInline(element, tag, style, &flow)
    case .inlineBlock:
      if isControl(tag) {
        try placeControl(element, tag, style, &flow)
      } else if holdsBlocks(element) {
        try placeBlock(element, tag, style, &flow)
      } else {
        try placeInline(element, tag, style, &flow)
      }
    case .row, .grid:
      try flow.openBlock(style)
      try placeSideBySide(element, style, &flow)
      try flow.closeBlock(style)
    case .table:
      try flow.openBlock(style)
      try placeTable(element, style, &flow)
      try flow.closeBlock(style)
    case .block, .listItem, .column, .tableCell: try placeBlock(element, tag, style, &flow)
    }
  }

  private func placeInline(
    _ element: Int, _ tag: HTMLTag, _ style: HTMLStyle, _ flow: inout HTMLFlow
  ) throws(ExtractionError) {
    if tag == .br { return try flow.breakLine(style) }
    if let drawn = style.drawnBefore { try flow.append(drawn, style) }
    let before = flow.extent
    try placeContent(element, style, &flow)
    if tag == .a, let link = style.link, flow.extent == before, !style.isUnseen { context.addLink(link) }
  }

  func placeBlock(
    _ element: Int, _ tag: HTMLTag, _ style: HTMLStyle, _ flow: inout HTMLFlow
  ) throws(ExtractionError) {
    try flow.openBlock(style)
    switch tag {
    case .hr:
      try flow.breakLine(style)
    case .ul, .ol, .menu, .dir:
      lists.append(
        HTMLList(isOrdered: tag == .ol, start: tree.integer(element, .start), type: tree.attribute(element, .type)))
      try placeContent(element, style, &flow)
      lists.removeLast()
    default:
      let isItem = if case .listItem = style.display { true } else { false }
      if isItem {
        let mark =
          lists.isEmpty ? "•" : lists[lists.count - 1].next(value: tree.integer(element, .value))
        flow.begin(item: style.hasMarkers ? mark : nil)
      }
      if let drawn = style.drawnBefore {
        // A list's own marks, drawn as text.
        if isItem, !style.hasMarkers, LiteralBullet.split(drawn)?.rest.isEmpty == true || drawn.count == 1 {
          flow.begin(item: LiteralBullet.split(drawn)?.bullet ?? "•")
        } else {
          try flow.append(drawn, style)
        }
      }
      let before = flow.extent
      try placeContent(element, style, &flow)
      if tag == .a, let link = style.link, flow.extent == before, !style.isUnseen { context.addLink(link) }
      try flow.closeBlock(style)
      if isItem { flow.endItem() }
      return
    }
    try flow.closeBlock(style)
  }

  /// Text that is not shown is kept apart, wherever it stands.
  func readUnseen(_ element: Int, _ style: HTMLStyle) throws(ExtractionError) {
    var unseen = HTMLFlow(context)
    var style = style
    style.display = .block
    style.isHidden = true
    try placeContent(element, style, &unseen)
    _ = try unseen.finished(style)
  }

  // MARK: What stands in an element

  func placeContent(
    _ element: Int, _ style: HTMLStyle, _ flow: inout HTMLFlow
  ) throws(ExtractionError) {
    let boxes = boxes(in: element, style)
    // What stands beside columns at its sides, once they have begun.
    var beside: HTMLFlow?
    var index = 0
    while index < boxes.count {
      let box = boxes[index]
      if box.style.clearsFloats, let flowBeside = beside {
        flow.emitBeside(try flowBeside.finished(style))
        beside = nil
      } else if box.style.clearsFloats {
        flow.emitBeside(nil)
      }
      if let side = box.style.float, isShown(box), self.boxes < Self.maximumBoxes {
        if let flowBeside = beside {
          flow.emitBeside(try flowBeside.finished(style))
          beside = nil
        }
        flow.float(try apart([box]), side)
        index += 1
        continue
      }
      let run = cells(in: boxes, from: index)
      if beside == nil, flow.hasColumnsBeside, isBlock(box) || run > 1 { beside = HTMLFlow(context) }
      if run > 1 {
        let cells = boxes[index..<index + run].filter { !isWhite($0) }
        if beside != nil {
          try placeRow(Array(cells), style, &beside!)
        } else {
          try placeRow(Array(cells), style, &flow)
        }
        index += run
        continue
      }
      if beside != nil { try place(box, &beside!) } else { try place(box, &flow) }
      index += 1
    }
    if let flowBeside = beside {
      flow.emitBeside(try flowBeside.finished(style))
    } else if flow.hasColumnsBeside {
      try flow.openBlock(style)
      flow.emitBeside(nil)
    }
  }

  func isShown(_ box: Box) -> Bool {
    if case .none = box.style.display { return false }
    return true
  }

  private func isBlock(_ box: Box) -> Bool {
    switch box.style.display {
    case .block, .listItem, .row, .column, .grid, .table: tree.tag(box.element) != .text
    default: false
    }
  }

  /// How many boxes from here on stand side by side as cells do, white space between them included; 1 where only one does.
  private func cells(in boxes: [Box], from start: Int) -> Int {
    guard isCell(boxes[start]), self.boxes < Self.maximumBoxes else { return 1 }
    var end = start + 1
    var index = end
    while index < boxes.count {
      if isCell(boxes[index]) { end = index + 1 } else if !isWhite(boxes[index]) { break }
      index += 1
    }
    return end - start
  }

  private func isCell(_ box: Box) -> Bool {
    guard tree.tag(box.element) != .text else { return false }
    switch box.style.display {
    case .tableCell: return true
    case .inlineBlock: return !isControl(tree.tag(box.element)) && holdsBlocks(box.element)
    default: return false
    }
  }

  /// Whether an element holds others that make lines of their own.
  private func holdsBlocks(_ element: Int, depth: Int = 0) -> Bool {
    tree.children(element).contains { child in
      switch tree.tag(child) {
      case .div, .p, .ul, .ol, .dl, .table, .section, .article, .h1, .h2, .h3, .h4, .h5, .h6, .li, .header, .aside,
        .main, .pre, .blockquote, .form, .address, .br:
        true
      case .text: false
      default: depth < 4 && holdsBlocks(child, depth: depth + 1)
      }
    }
  }

  // MARK: Side by side

  /// The lines of boxes in a flow of their own.
  func apart(_ boxes: [Box]) throws(ExtractionError) -> TextFlow {
    var flow = HTMLFlow(context)
    self.boxes += 1
    defer { self.boxes -= 1 }
    let lists = lists
    for box in boxes { try place(box, &flow) }
    self.lists = lists
    return try flow.finished(boxes[0].style)
  }

  private func placeSideBySide(
    _ element: Int, _ style: HTMLStyle, _ flow: inout HTMLFlow
  ) throws(ExtractionError) {
    guard boxes < Self.maximumBoxes else { return try placeContent(element, style, &flow) }
    let items = boxes(in: element, style).filter { !isWhite($0) && (isShown($0) || tree.tag($0.element) != .style) }
    guard !items.isEmpty else { return }
    var columns = items.count
    if case .grid(let count) = style.display { columns = min(count, items.count) }
    var table = TableLayout.boxes(context)
    var start = 0
    while start < items.count {
      let row = items[start..<min(start + columns, items.count)]
      var cells: [TableLayout.Cell] = []
      for (column, item) in row.enumerated() {
        cells.append(table.cell(try apart([item]), column: column, span: 1))
      }
      table.append(cells)
      start += columns
    }
    flow.append(table)
  }

  private func placeRow(_ items: [Box], _ style: HTMLStyle, _ flow: inout HTMLFlow) throws(ExtractionError) {
    var table = TableLayout.boxes(context)
    var cells: [TableLayout.Cell] = []
    for (column, item) in items.enumerated() {
      cells.append(table.cell(try apart([item]), column: column, span: 1))
    }
    table.append(cells)
    try flow.openBlock(style.inherited)
    flow.append(table)
  }
}
