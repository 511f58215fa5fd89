import ResumeModel

/// Reads one paragraph: its spans, fields and links into lines, and the text boxes that hang on it.
struct ODTParagraph {
  private let walk: ODTWalk
  private let tree: ODFTree
  private let environment: ODTWalk.Environment
  private let style: ODTStyles.Resolved
  private let headingLevel: Int?

  private var visible = LineAssembly()
  private var hidden = LineAssembly()
  private var finished: [(line: Line, leading: LineAssembly.LeadingSpace)] = []
  private var boxes = ODTBoxes()
  private var holdsPageNumber = false
  /// Whether a space would follow another, or begin the line.
  private var endsInWhite = true

  /// Widest a tab at a line's beginning is taken for, in points.
  private static let tabWidth = 36.0

  static func read(
    _ element: Int, _ environment: inout ODTWalk.Environment, walk: ODTWalk, into flow: inout TextFlow
  ) throws(ExtractionError) {
    var paragraph = ODTParagraph(element, environment, walk: walk)
    try paragraph.inline(element, paragraph.style.run, link: nil)
    paragraph.breakLine()
    try paragraph.emit(into: &flow)
    if !paragraph.finished.isEmpty { environment.bullet = nil }
  }

  private init(_ element: Int, _ environment: ODTWalk.Environment, walk: ODTWalk) {
    self.walk = walk
    self.environment = environment
    tree = walk.tree
    style = walk.reading.styles.style(tree.attribute(element, .styleName), family: "paragraph")
    let level = tree.tag(element) == .h ? tree.integer(element, .outlineLevel) ?? 1 : style.headingLevel
    headingLevel = level.map { max(1, min($0, 9)) }
  }

  // MARK: Inline content

  private mutating func inline(_ element: Int, _ run: RunProperties, link: String?) throws(ExtractionError) {
    for child in tree.children(element) {
      switch tree.tag(child) {
      case .text: append(tree.text(child), run, link)
      case .span:
        var run = run
        walk.reading.styles.apply(textStyle: tree.attribute(child, .styleName), to: &run)
        try inline(child, run, link: link)
      case .a:
        var run = run
        walk.reading.styles.apply(textStyle: tree.attribute(child, .styleName), to: &run)
        let target = tree.attribute(child, .href).flatMap(HTMLStyles.target)
        let before = visible.spans.count
        try inline(child, run, link: target ?? link)
        if let target, visible.spans.count == before, visible.spans.last?.link != target {
          walk.reading.context.addLink(target)
        }
      case .space: add(String(repeating: " ", count: max(1, min(tree.integer(child, .c) ?? 1, 100))), run, link)
      case .tab, .oldTab: add("\t", run, link)
      case .lineBreak: breakLine()
      case .note:
        // Read at the document's end; what stands here is its number.
        for body in tree.children(child) where tree.tag(body) == .noteBody { walk.reading.notes.append((walk, body)) }
      case .noteCitation: continue
      case .pageNumber, .pageCount: holdsPageNumber = true
      case .hiddenText, .hiddenParagraph:
        if tree.attribute(child, .isHidden) != "true" { try inline(child, run, link: link) }
      case .frame, .shape, .rectangle, .ellipse, .group, .drawLink:
        try boxes.read(child, environment, walk: walk)
      default:
        // A content control may show what should be filled in rather than what was.
        if tree.attribute(child, .showingPlaceholder) != "true" { try inline(child, run, link: link) }
      }
    }
  }

  /// White space in the XML is one space at most; more is said by elements of its own.
  private mutating func append(_ text: String, _ run: RunProperties, _ link: String?) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      let isSpace = CSSText.isSpace(byte)
      if !isSpace || !endsInWhite { bytes.append(isSpace ? 0x20 : byte) }
      endsInWhite = isSpace
    }
    guard !bytes.isEmpty else { return }
    let endsInWhite = endsInWhite
    add(String(decoding: bytes, as: UTF8.self), run, link)
    self.endsInWhite = endsInWhite
  }

  private mutating func add(_ text: String, _ run: RunProperties, _ link: String?) {
    var text = text
    endsInWhite = false
    if let font = run.font, SymbolFont.isSymbolic(font) { text = SymbolFont.text(text, font: font) }
    if run.isCaps == true { text = text.uppercased() }
    let isUnseen =
      environment.isHidden
      || run.isUnseen(
        on: [style.shading] + environment.shadings + [walk.reading.background],
        hasBackdrop: walk.reading.styles.hasFills)
    if isUnseen {
      hidden.append(text, style: run.style, link: link)
    } else {
      visible.append(text, style: run.style, link: link)
    }
  }

  // MARK: Lines

  private mutating func breakLine() {
    let takesBullet = environment.bullet == nil && finished.isEmpty
    if let line = visible.finish(takesBullet: takesBullet) { finished.append(line) }
    if let (line, _) = hidden.finish() { walk.reading.context.hidden.append(line) }
    visible = LineAssembly()
    hidden = LineAssembly()
    endsInWhite = true
  }

  private mutating func emit(into flow: inout TextFlow) throws(ExtractionError) {
    if environment.part != .body, holdsPageNumber, let line = finished.first?.line, line.text.utf8.count <= 12 {
      finished = []
    }
    if style.startsColumn { flow.beginRegion(walk.reading.context.nextRegion()) }
    flow.beginParagraph(style.paragraph.spacing)
    if finished.isEmpty, boxes.isEmpty { flow.addGap((style.run.size ?? 12) * 1.2) }
    for (index, (line, leading)) in finished.enumerated() {
      var line = line
      line.headingLevel = headingLevel
      line.part = environment.part
      if index == 0, let bullet = environment.bullet { line.bullet = bullet }
      line.indent =
        indent(isFirst: index == 0, isListItem: line.bullet != nil) + Double(min(leading.tabs, 50)) * Self.tabWidth
      try walk.reading.context.count(line)
      flow.append(line)
    }
    for box in boxes.inOrder { flow.append(contentsOf: box) }
  }

  /// Where the line's text begins: beside its bullet in a list.
  private func indent(isFirst: Bool, isListItem: Bool) -> Double {
    let lists = environment.lists
    let level = lists.style.flatMap { walk.reading.styles.lists[$0]?.left(level: lists.depth) }
    let left = level ?? style.paragraph.left ?? 0
    guard isFirst, !isListItem else { return left }
    return max(0, left + (style.paragraph.firstLine ?? 0))
  }
}
