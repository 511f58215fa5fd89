import ResumeModel

/// Puts one story (the body, a header, a text box) together from what a stream of characters and marks brings.
///
/// RTF and DOC share Word's oldest model of a document: text in which a mark ends each paragraph, cell and row and says
/// how it is set.
struct StoryBuilder {
  /// Of the paragraph that is open; it counts when the paragraph ends.
  var paragraph = ParagraphFormat()
  /// Cells of the row that is open, where the format describes them before their text.
  var row: [CellFormat] = []
  /// Fields that are open; they may span paragraphs.
  var fields = FieldCodes()
  /// The bullet or number that the list gives to the open paragraph.
  var bullet: String?

  private let part: LinePart
  private let context: FlowContext
  private let backdrop: Shading
  private var flow: TextFlow
  private var tables: [StoryTable] = []
  private var visible = LineAssembly()
  private var hidden = LineAssembly()
  private var finished: [(line: Line, leading: LineAssembly.LeadingSpace)] = []
  private var boxes: [Box] = []
  private var holdsPageNumber = false
  /// Size of the last text, by which an empty paragraph's height is measured.
  private var size = 10.0
  /// Characters seen since the innermost link began.
  private var linkedCharacters = 0

  /// A text box's lines and how far down it is set.
  private struct Box {
    let lines: [Line]
    let top: Double?
  }

  /// Tables in one another, at most; what is deeper counts as being in the innermost.
  private static let maximumTableDepth = 16
  /// Widest a tab at a line's beginning is taken for, in points.
  private static let tabWidth = 36.0
  /// Of an empty line, to its characters' size.
  private static let lineHeight = 1.2

  /// - Parameter backdrop: what lies behind all of it.
  init(_ part: LinePart, context: FlowContext, backdrop: Shading = .clear) {
    self.part = part
    self.context = context
    self.backdrop = backdrop
    flow = TextFlow(region: context.nextRegion())
  }

  // MARK: Text

  /// - Parameter text: a tab within it is a gap.
  mutating func append(_ text: String, _ format: CharacterFormat) {
    guard !text.isEmpty, !format.isDeleted, !fields.isInInstruction else { return }
    if part != .body, fields.isPageNumber {
      holdsPageNumber = true
      return
    }
    linkedCharacters += text.utf8.count
    size = format.size
    let text = format.isCaps ? text.uppercased() : text
    if isHidden(format) {
      hidden.append(text, style: format.style, link: fields.link)
    } else {
      visible.append(text, style: format.style, link: fields.link)
    }
  }

  /// Whether no reader sees text of this format: hidden outright, under 2 points, or white on white.
  private func isHidden(_ format: CharacterFormat) -> Bool {
    if format.isHidden || format.size < 2 { return true }
    guard Shading.isWhite(format.color) else { return false }
    for shading in [format.background, paragraph.background, cellBackground, backdrop] {
      if case .fill(let fill) = shading { return Shading.isWhite(fill) }
    }
    return true
  }

  /// Behind the open cell; of nested tables too little is known to call anything invisible.
  private var cellBackground: Shading {
    guard paragraph.tableDepth > 0 else { return .clear }
    guard paragraph.tableDepth == 1 else { return .fill(0x808080) }
    let column = tables.first?.column ?? 0
    return column < row.count ? row[column].background : .clear
  }

  // MARK: Fields and boxes

  mutating func mark(_ mark: FieldCodes.Mark) {
    let link = fields.link
    fields.mark(mark)
    if mark == .separate { linkedCharacters = 0 }
    // A link without text leads somewhere all the same: it lies on a picture.
    if mark == .end, let link, fields.link == nil, linkedCharacters == 0 { context.addLink(link) }
  }

  /// A text box that hangs on the open paragraph.
  ///
  /// - Parameter top: how far down it is set, in points.
  mutating func anchor(_ lines: [Line], top: Double?) {
    if !lines.isEmpty { boxes.append(Box(lines: lines, top: top)) }
  }

  // MARK: Marks

  mutating func breakLine() {
    guard !fields.isInInstruction else { return }
    if let line = visible.finish(takesBullet: bullet == nil && finished.isEmpty) { finished.append(line) }
    if let (line, _) = hidden.finish() { context.hidden.append(line) }
    visible = LineAssembly()
    hidden = LineAssembly()
  }

  /// What follows stands at the top of the next column.
  mutating func breakColumn() {
    breakLine()
    if tables.isEmpty { flow.beginRegion(context.nextRegion()) }
  }

  mutating func endParagraph() throws(ExtractionError) {
    guard !fields.isInInstruction else { return }
    breakLine()
    setDepth(paragraph.tableDepth)
    try emit()
    finished = []
    boxes = []
    bullet = nil
    holdsPageNumber = false
  }

  /// Ends the open paragraph, unless nothing is in it, and the cell.
  mutating func endCell() throws(ExtractionError) {
    paragraph.tableDepth = max(1, paragraph.tableDepth)
    if hasOpenParagraph { try endParagraph() }
    // Also where the paragraph goes on, since a field that it began has no end yet.
    setDepth(paragraph.tableDepth)
    tables[tables.count - 1].endCell()
  }

  /// - Parameter depth: of the row's table, from 1.
  mutating func endRow(depth: Int, _ cells: [CellFormat]) throws(ExtractionError) {
    let depth = min(max(1, depth), Self.maximumTableDepth)
    if hasOpenParagraph { try endParagraph() }
    // A row without a cell is none.
    guard tables.count >= depth else { return }
    setDepth(depth)
    tables[depth - 1].endRow(cells)
  }

  /// All of the story's lines.
  mutating func finish() throws(ExtractionError) -> [Line] {
    fields = FieldCodes()
    if hasOpenParagraph { try endParagraph() }
    setDepth(0)
    return flow.lines
  }

  /// Whether nothing has been read yet.
  var isEmpty: Bool { flow.lines.isEmpty && tables.isEmpty && !hasOpenParagraph }

  private var hasOpenParagraph: Bool {
    !finished.isEmpty || !boxes.isEmpty || !visible.isBlank || !hidden.isBlank || bullet != nil
  }

  // MARK: Lines

  /// Opens or closes tables until as many are open as the paragraph stands in.
  private mutating func setDepth(_ depth: Int) {
    let depth = min(max(0, depth), Self.maximumTableDepth)
    while tables.count < depth { tables.append(StoryTable(context)) }
    while tables.count > depth, var table = tables.popLast() {
      if tables.isEmpty { table.emit(into: &flow) } else { table.emit(into: &tables[tables.count - 1].flow) }
    }
  }

  private mutating func emit() throws(ExtractionError) {
    if holdsPageNumber, let line = finished.first?.line, line.text.utf8.count <= 12 { finished = [] }
    var lines: [Line] = []
    for (index, (line, leading)) in finished.enumerated() {
      var line = line
      line.headingLevel = paragraph.headingLevel
      line.part = part
      if index == 0, let bullet { line.bullet = bullet }
      let firstLine = index == 0 && line.bullet == nil ? paragraph.firstLine : 0
      line.indent = max(0, paragraph.left + firstLine) + Double(leading.tabs) * Self.tabWidth
      try context.count(line)
      lines.append(line)
    }
    if boxes.allSatisfy({ $0.top != nil }) {
      boxes = boxes.enumerated().sorted { ($0.element.top!, $0.offset) < ($1.element.top!, $1.offset) }.map(\.element)
    }
    let (spacing, emptyHeight, boxes) = (paragraph.spacing, size * Self.lineHeight, boxes)
    withFlow { flow in
      flow.beginParagraph(spacing)
      if lines.isEmpty, boxes.isEmpty { flow.addGap(emptyHeight) }
      for line in lines { flow.append(line) }
      for box in boxes { flow.append(contentsOf: box.lines) }
    }
  }

  /// The innermost flow that is open: the story's own, or a cell's.
  private mutating func withFlow(_ body: (inout TextFlow) -> Void) {
    if tables.isEmpty { body(&flow) } else { body(&tables[tables.count - 1].flow) }
  }
}
