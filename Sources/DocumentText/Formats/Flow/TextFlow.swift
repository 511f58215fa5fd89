/// Lines of one flow (a body, a cell, a text box) as they are found, with the white between them.
struct TextFlow {
  private(set) var lines: [Line] = []
  /// New lines stand in this region.
  private(set) var region: Int
  /// The region it began in.
  let firstRegion: Int
  /// White above the first line.
  private(set) var leadingGap = 0.0
  /// White that has gathered since the last line.
  private var gap = 0.0
  /// Space that the last paragraph asks for below it, its style, and whether it asks for none before its own kind.
  private var after = 0.0
  private var lastStyle: String?
  private var lastIsContextual = false

  init(region: Int) {
    self.region = region
    firstRegion = region
  }

  /// Spacing of a paragraph that is about to come: the greater of what the two ask for.
  mutating func beginParagraph(_ spacing: ParagraphSpacing) {
    let isSameKind = spacing.style == lastStyle
    let below = isSameKind && lastIsContextual ? 0 : after
    let above = isSameKind && spacing.isContextual ? 0 : spacing.before
    gap += max(below, above)
    after = spacing.after
    lastIsContextual = spacing.isContextual
    lastStyle = spacing.style
  }

  /// White that something takes without being a line.
  mutating func addGap(_ points: Double) { gap += points }

  /// White below the last line.
  var trailingGap: Double { gap + after }

  mutating func append(_ line: Line) {
    var line = line
    if lines.isEmpty { leadingGap = gap }
    line.region = region
    line.gapAbove = lines.last?.region == region ? gap : nil
    gap = 0
    lines.append(line)
  }

  /// Lines that were laid out elsewhere and keep their regions.
  mutating func append(contentsOf other: [Line]) {
    guard !other.isEmpty else { return }
    lines += other
    gap = 0
    after = 0
  }

  /// Lines of a flow that continues this one.
  mutating func merge(_ other: [Line], from otherRegion: Int) {
    var isFirst = true
    gap += after
    after = 0
    for line in other {
      guard line.region == otherRegion else {
        lines.append(line)
        continue
      }
      if isFirst { gap = max(gap, line.gapAbove ?? 0) } else { gap = line.gapAbove ?? 0 }
      isFirst = false
      append(line)
    }
  }

  /// What follows stands in a region of its own.
  mutating func beginRegion(_ region: Int) {
    self.region = region
  }
}

/// The white that a paragraph asks for around it, in points.
struct ParagraphSpacing {
  var before = 0.0
  var after = 0.0
  /// What kind of paragraph it is.
  var style: String?
  /// It asks for none between paragraphs of its own kind.
  var isContextual = false
}
