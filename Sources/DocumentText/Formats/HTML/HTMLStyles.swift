/// Resolves how elements are set: what browsers do by themselves, then a page's sheets, then elements' own style.
struct HTMLStyles {
  private let tree: HTMLTree
  private var sheet = CSSStyleSheet()
  /// Sheets that the page refers to and that did not come along: backgrounds may be anything.
  private var lacksSheets = false

  /// Names that frameworks give to what is there for screen readers only.
  private static let unseenClasses: Set<String> = [
    "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "sr-text", "a11y-text",
    "element-invisible", "clip-text", "hidden-text",
  ]
  /// Fonts whose words are pictures.
  private static let iconClasses: Set<String> = [
    "material-icons", "material-icons-outlined", "material-symbols-outlined",
  ]

  init(_ tree: HTMLTree, sheets: [String]) {
    self.tree = tree
    for text in sheets { sheet.append(text) }
    for element in tree.elements.indices {
      switch tree.tag(element) {
      case .style:
        let media = tree.attribute(element, .media)?.lowercased() ?? "all"
        if media != "print" && media != "speech" { sheet.append(tree.text(element)) }
      case .link:
        if tree.attribute(element, .rel)?.lowercased().contains("stylesheet") == true { lacksSheets = sheets.isEmpty }
      default: break
      }
    }
  }

  var root: HTMLStyle {
    var style = HTMLStyle()
    if lacksSheets { style.backdrop = .unknown }
    return style
  }

  func element(_ element: Int) -> CSSElement {
    CSSElement(
      tag: tree.tag(element), id: tree.attribute(element, .id),
      classes: tree.attribute(element, .class)?.split(whereSeparator: { $0.utf8.allSatisfy(CSSText.isSpace) })
        .prefix(50).map(String.init) ?? [])
  }

  /// - Parameter path: the element and all it lies in, from the root.
  func style(of element: Int, path: [CSSElement], in parent: HTMLStyle) -> HTMLStyle {
    var style = parent.inherited
    var box = HTMLBox()
    let own = path[path.count - 1]
    setDefaults(&style, own.tag)
    setAttributes(&style, element, own)
    var cascade = HTMLCascade(parent: parent)
    let rules = sheet.rules(for: path)
    let inline = tree.attribute(element, .style).map { CSSDeclarations($0[...]) }
    for isImportant in [false, true] {
      for rule in rules {
        for declaration in rule.declarations.list where declaration.isImportant == isImportant {
          cascade.apply(declaration, to: &style, &box)
        }
      }
      for declaration in inline?.list ?? [] where declaration.isImportant == isImportant {
        cascade.apply(declaration, to: &style, &box)
      }
    }
    if sheet.hasDrawnText {
      style.drawnBefore =
        sheet.rules(for: path, isBefore: true).reversed().lazy
        .compactMap(\.declarations.drawnText).first
    }
    if case .none = style.display { style.isHidden = true }
    if box.isUnseen { style.isHidden = true }
    if box.isClippedToText { (style.isTransparent, style.backdrop) = (false, .unknown) }
    return style
  }

  private func setAttributes(_ style: inout HTMLStyle, _ element: Int, _ own: CSSElement) {
    if let color = tree.attribute(element, .bgcolor).flatMap({ Self.color($0) }) { style.backdrop = .color(color) }
    if let color = tree.attribute(element, .color).flatMap({ Self.color($0) }) { style.color = color }
    if own.tag == .font {
      if let face = tree.attribute(element, .face) { style.font = HTMLCascade.family(face) }
      // Seven sizes, the third being the usual one.
      if let size = tree.attribute(element, .size) {
        let signed = size.hasPrefix("+") || size.hasPrefix("-")
        let number = (signed ? 3 : 0) + (Int8(size).map(Int.init) ?? (signed ? 0 : 3))
        style.size = [7.5, 7.5, 10, 12, 13.5, 18, 24, 36][max(0, min(7, number))]
      }
    }
    if let align = tree.attribute(element, .align)?.lowercased(), own.tag == .table || own.tag == .img {
      style.float = align == "left" ? .left : align == "right" ? .right : nil
    }
    if tree.attribute(element, .hidden) != nil || own.classes.contains(where: Self.unseenClasses.contains) {
      style.isHidden = true
      style.display = .none
    }
    if own.classes.contains(where: Self.iconClasses.contains) { style.display = .none }
    if own.tag == .dialog, tree.attribute(element, .open) == nil { style.display = .none }
    if tree.attribute(element, .role) == "heading" {
      style.headingLevel = tree.integer(element, .level).map { max(1, min($0, 6)) } ?? 2
    }
    if own.tag == .a, let target = tree.attribute(element, .href).flatMap(Self.target) { style.link = target }
  }

  private static func color(_ text: String) -> UInt32? {
    let text = text.lowercased()
    return CSSValue.color(text) ?? CSSValue.color("#" + text)
  }

  /// An address with a scheme of its own; anchors, scripts and places beside the page lead nowhere.
  static func target(_ href: String) -> String? {
    let target = TextNormalizer.normalized(String(CSSText.trimmed(href[...])))
    guard target.utf8.count < 4000 else { return nil }
    if target.hasPrefix("//") { return "https:" + target }
    guard let colon = target.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let scheme = target[..<colon].lowercased()
    guard !["javascript", "data", "about", "blob", "file", "vbscript"].contains(scheme),
      scheme.utf8.allSatisfy({ ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2B || $0 == 0x2D })
    else { return nil }
    return target
  }

  /// As browsers set elements that no sheet says anything of.
  ///
  /// Source: the HTML standard, §15.3 (rendering).
  private func setDefaults(_ style: inout HTMLStyle, _ tag: HTMLTag) {
    func heading(_ level: Int, size: Double, margin: Double) {
      style.display = .block
      style.headingLevel = level
      style.size *= size
      style.isBold = true
      style.marginTop = style.size * margin
      style.marginBottom = style.marginTop
    }
    switch tag {
    case .h1: heading(1, size: 2, margin: 0.67)
    case .h2: heading(2, size: 1.5, margin: 0.83)
    case .h3: heading(3, size: 1.17, margin: 1)
    case .h4: heading(4, size: 1, margin: 1.33)
    case .h5: heading(5, size: 0.83, margin: 1.67)
    case .h6: heading(6, size: 0.67, margin: 2.33)
    case .p, .dl, .pre, .listing, .xmp, .figure, .blockquote:
      style.display = .block
      style.marginTop = style.size
      style.marginBottom = style.size
      if tag == .pre || tag == .listing || tag == .xmp { style.whiteSpace = .preserved }
      if tag == .figure || tag == .blockquote { style.indent += 30 }
    case .ul, .ol, .menu, .dir:
      style.display = .block
      style.marginTop = style.size
      style.marginBottom = style.size
      style.indent += 30
      style.hasMarkers = true
    case .li: style.display = .listItem
    case .dd:
      style.display = .block
      style.indent += 30
    case .header, .footer:
      style.display = .block
    // The parser leaves a page's first elements in a head that nothing ends.
    case .html, .head, .body, .address, .article, .aside, .center, .details, .dialog, .div, .dt, .fieldset, .figcaption,
      .form,
      .hgroup, .hr, .legend, .main, .nav, .section, .summary, .caption, .optgroup, .option:
      style.display = .block
      if tag == .address { style.isItalic = true }
    case .table: style.display = .table
    case .thead, .tbody, .tfoot, .tr: style.display = .block
    case .td, .th:
      style.display = .tableCell
      if tag == .th { style.isBold = true }
    case .b, .strong: style.isBold = true
    case .i, .em, .cite, .dfn, .`var`: style.isItalic = true
    case .big: style.size *= 1.2
    case .small, .sub, .sup: style.size *= 0.83
    case .button, .input, .select, .textarea, .meter, .progress: style.display = .inlineBlock
    case .title, .meta, .link, .style, .base, .col, .colgroup: style.display = .none
    default: break
    }
  }
}
