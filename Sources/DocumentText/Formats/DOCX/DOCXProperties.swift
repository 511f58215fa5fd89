extension RunProperties {
  /// - Parameter element: a `w:rPr`.
  init(_ tree: OOXMLTree, _ element: Int) {
    self.init()
    for child in tree.children(element) {
      switch tree.tag(child) {
      case .rStyle: styleID = tree.attribute(child, .val)
      case .b: isBold = tree.isOn(child)
      case .i: isItalic = tree.isOn(child)
      case .caps: isCaps = tree.isOn(child)
      case .vanish: isHidden = tree.isOn(child)
      case .sz: size = tree.points(child, .val, unit: 0.5)
      case .color: color = Self.color(tree.attribute(child, .val))
      case .rFonts: font = tree.attribute(child, .ascii) ?? tree.attribute(child, .hAnsi)
      case .shd: shading = Self.shading(tree, child)
      case .highlight:
        switch tree.attribute(child, .val) {
        case "none", nil: shading = .clear
        case "white": shading = .fill(0xFFFFFF)
        default: shading = .fill(0x808080)
        }
      default: break
      }
    }
  }

  /// A colour in six hexadecimal digits; "auto" is black.
  static func color(_ text: String?) -> UInt32? {
    guard let text else { return nil }
    if text == "auto" { return 0 }
    return text.utf8.count == 6 ? UInt32(text, radix: 16) : nil
  }

  /// - Parameter element: a `w:shd`.
  static func shading(_ tree: OOXMLTree, _ element: Int) -> Shading {
    let solid = tree.attribute(element, .val) == "solid"
    let color = tree.attribute(element, solid ? .color : .fill)
    if color == nil || color == "auto" { return solid ? .fill(0) : .clear }
    return Self.color(color).map(Shading.fill) ?? .clear
  }
}

extension ParagraphProperties {
  /// - Parameter element: a `w:pPr`.
  init(_ tree: OOXMLTree, _ element: Int) {
    self.init()
    for child in tree.children(element) {
      switch tree.tag(child) {
      case .pStyle: styleID = tree.attribute(child, .val)
      case .outlineLvl: outlineLevel = tree.integer(child, .val)
      case .numPr:
        if let id = tree.child(child, .numId) { numberingID = tree.integer(id, .val) }
        if let level = tree.child(child, .ilvl) { numberingLevel = tree.integer(level, .val) }
      case .ind:
        left = tree.points(child, .left) ?? tree.points(child, .start)
        firstLine = tree.points(child, .hanging).map { -$0 } ?? tree.points(child, .firstLine)
      case .spacing:
        before = tree.points(child, .before)
        after = tree.points(child, .after)
      case .listProperties:
        let drawn = tree.child(child, .listText).flatMap { tree.attribute($0, .val) } ?? "•"
        let mark = TextNormalizer.normalized(drawn).filter { $0 != " " && $0 != "\t" }
        listMark = mark.isEmpty ? "•" : mark == "·" ? "•" : mark
      case .contextualSpacing: isContextual = tree.isOn(child)
      case .shd: shading = RunProperties.shading(tree, child)
      default: break
      }
    }
  }
}
