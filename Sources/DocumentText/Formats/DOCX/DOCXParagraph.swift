import ResumeModel

/// Reads one paragraph: its runs, fields and links into lines, and the text boxes that hang on it.
struct DOCXParagraph {
  private let walk: DOCXWalk
  private let environment: DOCXWalk.Environment
  private let tree: OOXMLTree
  private var properties = ParagraphProperties()
  private var run = RunProperties()
  private var headingLevel: Int?

  private var visible = LineAssembly()
  private var hidden = LineAssembly()
  private var finished: [(line: Line, leading: LineAssembly.LeadingSpace)] = []
  private var bullet: String?
  private var holdsPageNumber = false
  private var boxes: [Box] = []
  private var link: String?
  /// Targets of links around pictures.
  private var pictureLinks: [String] = []
  /// Lines before which a column ended.
  private var columnBreaks: Set<Int> = []

  /// A text box's lines and how far down it is set.
  private struct Box {
    let lines: [Line]
    let top: Double?
  }

  /// Widest a tab at a line's beginning is taken for, in points.
  private static let tabWidth = 36.0

  static func read(
    _ element: Int, _ environment: DOCXWalk.Environment, dropCap: Int? = nil, walk: DOCXWalk,
    into flow: inout TextFlow
  ) throws(ExtractionError) {
    var paragraph = DOCXParagraph(walk, environment)
    paragraph.resolve(element)
    if let dropCap { try paragraph.inline(dropCap) }
    try paragraph.inline(element)
    paragraph.breakLine()
    try paragraph.emit(into: &flow)
  }

  private init(_ walk: DOCXWalk, _ environment: DOCXWalk.Environment) {
    self.walk = walk
    self.environment = environment
    tree = walk.tree
  }

  // MARK: Properties

  private mutating func resolve(_ element: Int) {
    let reading = walk.reading
    let own = tree.child(element, .pPr).map { ParagraphProperties(tree, $0) } ?? ParagraphProperties()
    let styleID = own.styleID ?? reading.styles.defaultParagraphStyle
    let style = reading.styles.style(styleID)
    run = reading.styles.defaultRun
    run.apply(environment.tableRun)
    run.apply(style.run)
    properties = reading.styles.defaultParagraph
    properties.apply(style.paragraph)
    if let id = own.numberingID ?? style.paragraph.numberingID, id > 0 {
      let level =
        own.numberingLevel ?? style.paragraph.numberingLevel ?? reading.numbering.level(of: styleID, in: id)
      let indents = reading.numbering.paragraph(id, level: level)
      // A list's indents give way to those of the style that names the list, and to nothing else of a style.
      if own.numberingID != nil || style.paragraph.left == nil {
        properties.left = indents.left ?? properties.left
        properties.firstLine = indents.firstLine ?? properties.firstLine
      }
      bullet = reading.numbering.next(id, level: level)
    }
    if let mark = own.listMark ?? (style.namedHeading == nil ? style.paragraph.listMark : nil) { bullet = mark }
    properties.apply(own)
    properties.styleID = styleID
    if let level = properties.outlineLevel, (0...8).contains(level) {
      headingLevel = level + 1
    } else if properties.outlineLevel == nil {
      headingLevel = style.namedHeading
    }
  }

  // MARK: Inline content

  private mutating func inline(_ element: Int) throws(ExtractionError) {
    for child in tree.children(element) {
      switch tree.tag(child) {
      case .r: try readRun(child)
      case .hyperlink: try readLink(child, to: walk.target(of: tree.attribute(child, .id)))
      case .link: try readLink(child, to: tree.attribute(child, .dest).flatMap(HTMLStyles.target))
      case .sdt where walk.showsPlaceholder(child): continue
      case .annotation where walk.isRemoved(child): continue
      case .fldSimple: try readSimpleField(child)
      case .alternateContent:
        if let choice = walk.alternative(child) { try inline(choice) }
      case .mathText: append(tree.text(child), run)
      case .pPr, .del, .moveFrom, .rt, .rPr: continue
      default: try inline(child)
      }
    }
  }

  private mutating func readLink(_ element: Int, to target: String?) throws(ExtractionError) {
    let outer = link
    defer { link = outer }
    if let target { link = target }
    let before = (visible.spans.count, visible.spans.last?.text.utf8.count, finished.count)
    try inline(element)
    let after = (visible.spans.count, visible.spans.last?.text.utf8.count, finished.count)
    if let target = link, link != outer, before == after { pictureLinks.append(target) }
  }

  private mutating func readSimpleField(_ element: Int) throws(ExtractionError) {
    walk.fields.mark(.begin)
    walk.fields.append(instruction: tree.attribute(element, .instr) ?? "")
    walk.fields.mark(.separate)
    try inline(element)
    walk.fields.mark(.end)
  }

  private mutating func readRun(_ element: Int) throws(ExtractionError) {
    var properties = run
    if let own = tree.child(element, .rPr).map({ RunProperties(tree, $0) }) {
      if let style = own.styleID { properties.apply(walk.reading.styles.style(style).run) }
      properties.apply(own)
    }
    try readRunContent(element, properties)
  }

  private mutating func readRunContent(_ element: Int, _ properties: RunProperties) throws(ExtractionError) {
    for child in tree.children(element) {
      switch tree.tag(child) {
      case .t: append(tree.text(child), properties)
      // Some producers wrap a link's run once more.
      case .r: try readRun(child)
      case .tab, .ptab: append("\t", properties)
      case .noBreakHyphen: append("-", properties)
      case .br, .cr:
        if !walk.fields.isInInstruction { breakLine() }
        if tree.attribute(child, .type) == "column" { columnBreaks.insert(finished.count) }
      case .ruby:
        for base in tree.children(child) where tree.tag(base) == .rubyBase { try inline(base) }
      case .sym: append(symbol(child), properties)
      case .fldChar:
        if let choice = choice(child) { visible.append(choice, style: properties.style) }
        if let mark = tree.attribute(child, .fldCharType).flatMap(FieldCodes.Mark.init) { walk.fields.mark(mark) }
      case .instrText: walk.fields.append(instruction: tree.text(child))
      case .drawing, .pict, .object: try readShape(child, environment, top: nil)
      case .alternateContent:
        if let choice = walk.alternative(child) { try readRunContent(choice, properties) }
      case .footnoteReference:
        if let id = tree.attribute(child, .id) { walk.reading.footnotes.append(id) }
      case .endnoteReference:
        if let id = tree.attribute(child, .id) { walk.reading.endnotes.append(id) }
      default: continue
      }
    }
  }

  /// What a form's drop-down list shows: such a field has no result of its own.
  private func choice(_ field: Int) -> String? {
    guard let form = tree.child(field, .formField), let list = tree.child(form, .dropDownList) else { return nil }
    let entries = tree.children(list).filter { tree.tag($0) == .listEntry }
    let chosen = tree.child(list, .result).flatMap { tree.integer($0, .val) } ?? 0
    return entries.indices.contains(chosen) ? tree.attribute(entries[chosen], .val) : nil
  }

  private func symbol(_ element: Int) -> String {
    guard let code = tree.attribute(element, .char), var value = UInt32(code, radix: 16) else { return "" }
    if value < 0x100, SymbolFont.isSymbolic(tree.attribute(element, .font) ?? "") { value += 0xF000 }
    return Unicode.Scalar(value).map { String($0) } ?? ""
  }

  private mutating func append(_ text: String, _ properties: RunProperties) {
    guard !text.isEmpty, !walk.fields.isInInstruction else { return }
    if walk.part != .body, walk.fields.isPageNumber {
      holdsPageNumber = true
      return
    }
    var text = text
    if text.utf8.contains(0x0A) { text = Self.unwrapped(text) }
    if let font = properties.font, SymbolFont.isSymbolic(font) { text = SymbolFont.text(text, font: font) }
    if properties.isCaps == true { text = text.uppercased() }
    let target = link ?? walk.fields.link
    if properties.isUnseen(on: [self.properties.shading, environment.shading], hasBackdrop: walk.reading.hasBackdrop) {
      hidden.append(text, style: properties.style, link: target)
    } else {
      visible.append(text, style: properties.style, link: target)
    }
  }

  /// A line end in the XML, with the white space around it, is one space.
  private static func unwrapped(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.split(whereSeparator: { $0 == " " || $0 == "\r" || $0 == "\t" }).joined(separator: " ") }
      .joined(separator: " ")
  }

  // MARK: Shapes

  /// Text boxes and links within a drawing.
  private mutating func readShape(_ element: Int, _ environment: DOCXWalk.Environment, top: Double?)
    throws(ExtractionError)
  {
    var environment = environment
    var top = top
    switch tree.tag(element) {
    case .anchor:
      if let position = tree.child(element, .positionV), let offset = tree.child(position, .posOffset) {
        // English metric units: 12,700 a point.
        top = Double(tree.text(offset)).map { $0 / 12_700 }
      }
    case .textBoxShape:
      if let shape = tree.child(element, .shapeProperties), let fill = DOCXBackdrop.fill(ofShape: shape, tree) {
        environment.shading = fill
      }
    case .vmlShape, .vmlRectangle, .vmlRoundedRectangle:
      if let fill = DOCXBackdrop.vmlFill(element, tree) { environment.shading = fill }
      if let href = tree.attribute(element, .href) { pictureLinks.append(TextNormalizer.normalized(href)) }
    case .hlinkClick:
      if let target = walk.target(of: tree.attribute(element, .id)) { pictureLinks.append(target) }
    case .diagram:
      let lines = try walk.diagram(tree.attribute(element, .dm), environment)
      if !lines.isEmpty { boxes.append(Box(lines: lines, top: top)) }
      return
    case .txbxContent:
      environment.part = .textBox
      environment.tableRun = RunProperties()
      // A text box's fields are its own.
      let fields = walk.fields
      walk.fields = FieldCodes()
      defer { walk.fields = fields }
      let lines = try walk.lines(in: element, environment)
      if !lines.isEmpty { boxes.append(Box(lines: lines, top: top)) }
      return
    case .alternateContent:
      if let choice = walk.alternative(element) { try readShape(choice, environment, top: top) }
      return
    default: break
    }
    for child in tree.children(element) { try readShape(child, environment, top: top) }
  }

  // MARK: Lines

  private mutating func breakLine() {
    if let line = visible.finish(takesBullet: bullet == nil && finished.isEmpty) { finished.append(line) }
    if let (line, _) = hidden.finish() { walk.reading.context.hidden.append(line) }
    visible = LineAssembly()
    hidden = LineAssembly()
  }

  private mutating func emit(into flow: inout TextFlow) throws(ExtractionError) {
    for target in pictureLinks { walk.reading.context.addLink(target) }
    if holdsPageNumber, let line = finished.first?.line, line.text.utf8.count <= 12 { finished = [] }
    flow.beginParagraph(properties.spacing)
    if finished.isEmpty {
      if boxes.isEmpty { flow.addGap((run.size ?? 10) * 1.2) }
    }
    for (index, (line, leading)) in finished.enumerated() {
      var line = line
      line.headingLevel = headingLevel
      line.part = environment.part ?? walk.part
      if index == 0, let bullet { line.bullet = bullet }
      line.indent = indent(isFirst: index == 0, isListItem: line.bullet != nil) + Double(leading.tabs) * Self.tabWidth
      try walk.reading.context.count(line)
      if columnBreaks.contains(index) { flow.beginRegion(walk.reading.context.nextRegion()) }
      flow.append(line)
    }
    if boxes.allSatisfy({ $0.top != nil }) {
      boxes = boxes.enumerated().sorted { ($0.element.top!, $0.offset) < ($1.element.top!, $1.offset) }.map(\.element)
    }
    // A column may end behind the last line, or in a paragraph without any.
    if columnBreaks.contains(finished.count) { flow.beginRegion(walk.reading.context.nextRegion()) }
    for box in boxes { flow.append(contentsOf: box.lines) }
  }

  /// Where the line's text begins: beside its bullet in a list.
  private func indent(isFirst: Bool, isListItem: Bool) -> Double {
    let left = properties.left ?? 0
    guard isFirst, !isListItem else { return left }
    return max(0, left + (properties.firstLine ?? 0))
  }
}
