/// Applies declarations to a style, one after the other.
struct HTMLCascade {
  /// Percentages and "inherit" are of it.
  let parent: HTMLStyle

  mutating func apply(_ declaration: CSSDeclarations.Declaration, to style: inout HTMLStyle, _ box: inout HTMLBox) {
    let value = declaration.value
    func points(_ text: some StringProtocol, whole: Double? = nil) -> Double? {
      CSSValue.points(text, em: style.size, whole: whole)
    }
    switch declaration.property {
    case .display: setDisplay(value, &style)
    case .visibility: style.isInvisible = value == "hidden" || value == "collapse"
    case .opacity: box.isClear = Double(value.filter { $0 != "%" }).map { $0 < 0.02 } ?? false
    case .animation, .animationName, .transition: box.isAnimated = value != "none"
    case .backgroundClip, .webkitBackgroundClip: box.isClippedToText = value == "text"
    case .msoHide: if value == "all" { style.isHidden = true }
    case .float: style.float = value == "left" ? .left : value == "right" ? .right : nil
    case .clear: style.clearsFloats = value != "none"
    case .color: setColor(value, &style)
    case .background, .backgroundColor, .backgroundImage: setBackground(value, &style)
    case .font: setFont(value, &style)
    case .fontFamily: style.font = Self.family(value)
    case .fontSize: setSize(value, &style)
    case .fontStyle: style.isItalic = value.hasPrefix("italic") || value.hasPrefix("oblique")
    case .fontWeight: setWeight(value, &style)
    case .textTransform: style.isUppercase = value == "uppercase"
    case .textIndent: style.textIndent = points(value) ?? 0
    case .whiteSpace:
      style.whiteSpace = value == "pre-line" ? .lines : value.hasPrefix("pre") ? .preserved : .collapsed
    case .listStyle, .listStyleType: style.hasMarkers = !value.split(separator: " ").contains("none")
    case .flexDirection, .flexFlow:
      if case .row = style.display, value.hasPrefix("column") { style.display = .column }
      if case .column = style.display, value.hasPrefix("row") { style.display = .row }
    case .gridTemplateColumns, .gridTemplate:
      if case .grid = style.display { style.display = .grid(columns: Self.columns(value)) }
      gridColumns = Self.columns(value)
    case .margin:
      let parts = value.split(separator: " ")
      guard let first = parts.first else { return }
      style.marginTop = points(first) ?? 0
      style.marginBottom = points(parts.count > 2 ? parts[2] : first) ?? 0
      if parts.count > 1 { style.indent += max(0, points(parts.count > 3 ? parts[3] : parts[1]) ?? 0) }
    case .marginTop: style.marginTop = points(value) ?? 0
    case .marginBottom: style.marginBottom = points(value) ?? 0
    case .marginLeft, .paddingLeft: style.indent = max(0, min(2000, style.indent + (points(value) ?? 0)))
    case .padding, .content: return
    case .position: box.isPositioned = value != "static"
    case .left: box.left = points(value)
    case .right: box.right = points(value)
    case .top: box.top = points(value)
    case .bottom: return
    case .width, .maxWidth: box.width = points(value, whole: 1000)
    case .height, .maxHeight: box.height = points(value, whole: 1000)
    case .overflow: box.isClipping = value.hasPrefix("hidden") || value.hasPrefix("clip")
    case .clip: box.isClippedAway = Self.isEmptyRectangle(value)
    case .clipPath: if value.hasPrefix("inset(50%") || value.hasPrefix("inset(100%") { box.isClippedAway = true }
    case .transform: if value.hasPrefix("scale(0)") || value.hasPrefix("scale(0,") { style.isHidden = true }
    }
  }

  /// Columns that a grid names before or after it is declared one.
  private var gridColumns: Int?

  init(parent: HTMLStyle) {
    self.parent = parent
  }

  private func setDisplay(_ value: String, _ style: inout HTMLStyle) {
    switch value {
    case "none": style.display = .none
    case "inline": style.display = .inline
    case "inline-block": style.display = .inlineBlock
    case "flex", "inline-flex", "-webkit-flex", "-webkit-box": style.display = .row
    case "grid", "inline-grid": style.display = .grid(columns: gridColumns ?? 1)
    case "list-item": style.display = .listItem
    case "table", "inline-table": style.display = .table
    case "table-row", "table-row-group", "table-header-group", "table-footer-group": style.display = .block
    case "table-cell": style.display = .tableCell
    case "contents": style.display = .contents
    case "block", "flow-root": style.display = .block
    default: break
    }
  }

  /// "1fr 2fr" → 2, "repeat(3, 1fr)" → 3; those that fill a row have as many as there are.
  private static func columns(_ value: String) -> Int {
    var count = 0
    for part in CSSText.split(value[...], at: " ") where !part.isEmpty && part != "/" && !part.hasPrefix("[") {
      guard part.hasPrefix("repeat(") else {
        count += 1
        continue
      }
      let number = part.dropFirst(7).prefix { $0 != "," }
      guard let times = Int8(number.filter { $0 != " " }) else { return 100 }
      count += max(1, Int(times))
    }
    return max(1, min(count, 100))
  }

  private func setColor(_ value: String, _ style: inout HTMLStyle) {
    style.isTransparent = value == "transparent"
    if let color = CSSValue.color(value) {
      style.color = color
    } else if !style.isTransparent, value != "inherit", value != "currentcolor" {
      // A name or a variable that is not known: any colour, so that nothing is concluded from it.
      style.color = style.color == 0xFFFFFF ? 0 : style.color
    }
  }

  private func setBackground(_ value: String, _ style: inout HTMLStyle) {
    if value.contains("url(") || value.contains("gradient") || value.contains("var(") {
      style.backdrop = .unknown
      return
    }
    for part in CSSText.split(value[...], at: " ") {
      if let color = CSSValue.color(part) {
        style.backdrop = .color(color)
        return
      }
    }
  }

  private func setFont(_ value: String, _ style: inout HTMLStyle) {
    let parts = CSSText.split(value[...], at: " ")
    style.isBold = false
    style.isItalic = false
    for (index, part) in parts.enumerated() {
      let size = part.prefix { $0 != "/" }
      if let points = Self.size(size, of: parent.size) {
        style.size = points
        style.font = Self.family(parts[(index + 1)...].joined(separator: " "))
        return
      }
      if part == "italic" || part == "oblique" { style.isItalic = true }
      if part == "bold" || part == "bolder" || ["600", "700", "800", "900"].contains(part) { style.isBold = true }
    }
  }

  /// The first font of a list, without quotation marks.
  static func family(_ value: String) -> String {
    String(CSSText.trimmed(value.prefix { $0 != "," })).filter { $0 != "\"" && $0 != "'" }
  }

  private func setSize(_ value: String, _ style: inout HTMLStyle) {
    if let size = Self.size(value[...], of: parent.size) { style.size = size }
  }

  private static func size(_ value: Substring, of parent: Double) -> Double? {
    let names: [Substring: Double] = [
      "xx-small": 6.75, "x-small": 7.5, "small": 9.75, "medium": 12, "large": 13.5, "x-large": 18, "xx-large": 24,
      "smaller": parent / 1.2, "larger": parent * 1.2,
    ]
    guard let size = names[value] ?? CSSValue.points(value, em: parent, whole: parent) else { return nil }
    return max(0, min(size, 1000))
  }

  private func setWeight(_ value: String, _ style: inout HTMLStyle) {
    switch value {
    case "normal", "lighter": style.isBold = false
    case "bold", "bolder": style.isBold = true
    default: if let number = Double(value) { style.isBold = number >= 600 }
    }
  }

  /// `rect(0,0,0,0)`, `rect(1px, 1px, 1px, 1px)`
  private static func isEmptyRectangle(_ value: String) -> Bool {
    guard value.hasPrefix("rect(") else { return false }
    let sides = value.dropFirst(5).split(whereSeparator: { " ,)".contains($0) }).map {
      CSSValue.points($0, em: 12) ?? 1000
    }
    return sides.count == 4 && sides.allSatisfy { $0 <= 1 }
  }
}
