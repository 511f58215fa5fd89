import ResumeModel

/// A flow of a page with the line that is being put together at its end.
struct HTMLFlow {
  private(set) var text: TextFlow
  private let context: FlowContext

  private var visible = LineAssembly()
  private var hidden = LineAssembly()
  /// Whether a space would follow another, or begin the line.
  private var endsInWhite = true
  /// How the line's first words are set.
  private var lineStyle: HTMLStyle?
  /// White asked for before the next line: of margins that meet the greatest counts.
  private var margin = 0.0
  /// A list item's mark, until its first line takes it.
  private var bullet: String?
  /// Boxes that the next line stands beside.
  private var floats: [(side: HTMLStyle.Side, flow: TextFlow)] = []

  /// White that an empty line takes, in font sizes.
  private static let lineHeight = 1.2
  /// Lines from which a box at the side is a column of the page.
  private static let longBox = 3
  private static let maximumHiddenLines = 1000

  init(_ context: FlowContext) {
    self.context = context
    text = TextFlow(region: context.nextRegion())
  }

  /// Whether boxes stand at the side that are columns rather than parts of a line.
  var hasColumnsBeside: Bool { floats.contains { $0.flow.lines.count >= Self.longBox } }

  /// Changes with each stretch of text that can be seen.
  var extent: Int {
    text.lines.count &* 1_000_003 &+ visible.spans.count &* 1009 &+ (visible.spans.last?.text.utf8.count ?? 0)
  }

  // MARK: Text

  mutating func append(_ string: String, _ style: HTMLStyle) throws(ExtractionError) {
    switch style.whiteSpace {
    case .collapsed: appendCollapsed(string, style)
    case .preserved, .lines:
      var isFirst = true
      for part in string.split(separator: "\n", omittingEmptySubsequences: false) {
        if !isFirst { try breakLine(style) }
        isFirst = false
        let part = part.hasSuffix("\r") ? part.dropLast() : part
        if style.whiteSpace == .lines { appendCollapsed(String(part), style) } else { add(String(part), style) }
      }
    }
  }

  private mutating func appendCollapsed(_ string: String, _ style: HTMLStyle) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(string.utf8.count)
    var isWhite = endsInWhite
    for byte in string.utf8 {
      if CSSText.isSpace(byte) {
        if !isWhite { bytes.append(0x20) }
        isWhite = true
      } else {
        bytes.append(byte)
        isWhite = false
      }
    }
    guard !bytes.isEmpty else { return }
    if !style.isUnseen { endsInWhite = isWhite }
    add(String(decoding: bytes, as: UTF8.self), style)
  }

  private mutating func add(_ string: String, _ style: HTMLStyle) {
    var string = string
    if SymbolFont.isSymbolic(style.font) { string = SymbolFont.text(string, font: style.font) }
    if style.isUppercase { string = string.uppercased() }
    if style.isUnseen {
      hidden.append(string, style: style.span, link: style.link)
      return
    }
    if lineStyle == nil, string.utf8.contains(where: { !CSSText.isSpace($0) }) { lineStyle = style }
    visible.append(string, style: style.span, link: style.link)
  }

  /// Text set apart on the line from what stands before it.
  mutating func setApart() {
    if !visible.isBlank, let style = lineStyle { visible.append("\t", style: style.span) }
    endsInWhite = true
  }

  // MARK: Lines

  /// Ends the line; where there is none, an empty one takes its white.
  mutating func breakLine(_ style: HTMLStyle) throws(ExtractionError) {
    if try !finishLine() { margin += style.size * Self.lineHeight }
  }

  mutating func openBlock(_ style: HTMLStyle) throws(ExtractionError) {
    try finishLine()
    margin = max(margin, style.marginTop)
  }

  mutating func closeBlock(_ style: HTMLStyle) throws(ExtractionError) {
    try finishLine()
    margin = max(margin, style.marginBottom)
  }

  mutating func begin(item mark: String?) { bullet = mark }

  /// A list item without a line of its own leaves no mark behind.
  mutating func endItem() { bullet = nil }

  @discardableResult
  private mutating func finishLine() throws(ExtractionError) -> Bool {
    if let (line, _) = hidden.finish(), context.hidden.count < Self.maximumHiddenLines { context.hidden.append(line) }
    hidden = LineAssembly()
    let assembly = visible
    let style = lineStyle
    visible = LineAssembly()
    lineStyle = nil
    endsInWhite = true
    guard let style, let (finished, leading) = assembly.finish(takesBullet: bullet == nil) else { return false }
    var line = finished
    if let bullet { line.bullet = bullet }
    bullet = nil
    line.headingLevel = style.headingLevel
    line.part = style.part
    line.indent = max(0, style.indent + min(max(style.textIndent, -style.indent), 200))
    if style.whiteSpace == .preserved { line.indent += Double(min(leading.spaces, 200)) * style.size / 2 }
    try context.count(line)
    guard !floats.isEmpty else {
      takeMargin()
      text.append(line)
      return true
    }
    var flow = TextFlow(region: context.nextRegion())
    flow.append(line)
    emitBeside(flow)
    return true
  }

  private mutating func takeMargin() {
    text.addGap(margin)
    margin = 0
  }

  // MARK: Side by side

  /// Rows of cells that were read apart.
  mutating func append(_ table: TableLayout) {
    takeMargin()
    table.emit(into: &text)
  }

  /// A box at the side of what follows.
  mutating func float(_ flow: TextFlow, _ side: HTMLStyle.Side) {
    guard !flow.lines.isEmpty else { return }
    floats.append((side, flow))
  }

  /// What stands between the boxes at the sides, or the boxes alone.
  mutating func emitBeside(_ flow: TextFlow?) {
    guard !floats.isEmpty else {
      if let flow {
        takeMargin()
        text.merge(flow.lines, from: flow.firstRegion)
      }
      return
    }
    var table = TableLayout.boxes(context)
    let flows =
      floats.filter { $0.side == .left }.map(\.flow) + [flow].compactMap { $0 }
      + floats.filter { $0.side == .right }.map(\.flow).reversed()
    floats = []
    table.append(flows.enumerated().map { table.cell($1, column: $0, span: 1) })
    append(table)
  }

  /// Ends the flow.
  consuming func finished(_ style: HTMLStyle) throws(ExtractionError) -> TextFlow {
    var flow = self
    try flow.finishLine()
    flow.emitBeside(nil)
    return flow.text
  }
}
