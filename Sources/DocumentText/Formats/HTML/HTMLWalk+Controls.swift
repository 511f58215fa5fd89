import ResumeModel

/// Forms: what stands in their fields.
extension HTMLWalk {
  func isControl(_ tag: HTMLTag) -> Bool {
    [.input, .select, .textarea, .meter, .progress].contains(tag)
  }

  func placeControl(
    _ element: Int, _ tag: HTMLTag, _ style: HTMLStyle, _ flow: inout HTMLFlow
  ) throws(ExtractionError) {
    switch tag {
    case .input:
      let kind = tree.attribute(element, .type)?.lowercased() ?? "text"
      guard ["text", "email", "tel", "url", "date", "month", "number", "search"].contains(kind),
        let value = tree.attribute(element, .value)
      else { return }
      try flow.append(value, style)
    case .textarea:
      var style = style
      style.whiteSpace = .preserved
      try placeContent(element, style, &flow)
    case .select:
      let options = options(in: element)
      let chosen = options.first { tree.attribute($0, .selected) != nil } ?? options.first
      if let chosen { try placeContent(chosen, style, &flow) }
    default: return
    }
  }

  private func options(in element: Int) -> [Int] {
    tree.children(element).flatMap { child -> [Int] in
      switch tree.tag(child) {
      case .option: [child]
      case .optgroup: tree.children(child).filter { tree.tag($0) == .option }
      default: []
      }
    }
  }
}
