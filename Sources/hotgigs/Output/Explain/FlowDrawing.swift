import ResumeModel

/// A document without pages (Word, plain text): its lines one below the other, values marked within them.
struct FlowDrawing {
  private let document: LaidOutDocument
  private let reading: ExplainedReading
  private let sections: [Int: Int]
  private let entries: [Int: ExplainedGroup]
  private let places: ValuePlaces

  init(_ drawing: PageDrawing) {
    document = drawing.document
    reading = drawing.reading
    var sections: [Int: Int] = [:]
    for (number, section) in document.sections.enumerated() {
      for line in [section.heading].compactMap({ $0 }) + section.lines where sections[line] == nil {
        sections[line] = number
      }
    }
    self.sections = sections
    entries = reading.entriesByLine
    places = drawing.places
  }

  var html: HTMLText {
    var html = HTMLText()
    html.markup("<div class=\"page flow\">\n")
    // Column, section and entry that are open, outermost first.
    var open: [String] = []
    var seen: Set<String> = []
    for (index, line) in document.pages.flatMap(\.lines).enumerated() {
      let wanted = surroundings(of: index, line)
      let kept = zip(open, wanted.map(\.key)).prefix { $0 == $1 }.count
      for _ in open.dropFirst(kept) { html.markup("</div>\n") }
      for surrounding in wanted.dropFirst(kept) {
        html.open("div", ["class": surrounding.style, "data-label": surrounding.label])
        html.markup("\n")
      }
      open = wanted.map(\.key)
      html.append(paragraph(line, index: index, seen: &seen))
    }
    for _ in open { html.markup("</div>\n") }
    html.markup("</div>\n")
    return html
  }

  private struct Surrounding {
    var key, style, label: String
  }

  private func surroundings(of index: Int, _ line: LaidOutDocument.Line) -> [Surrounding] {
    var result = [Surrounding(key: "column \(line.region)", style: "column", label: "column \(line.region + 1)")]
    guard let number = sections[index] else { return result }
    let kind = document.sections[number].kind
    result.append(Surrounding(key: "section \(number)", style: "section \(kind)", label: kind))
    if let entry = entries[index] {
      result.append(Surrounding(key: entry.title, style: "entry \(entry.kind.rawValue)", label: entry.title))
    }
    return result
  }

  private func paragraph(_ line: LaidOutDocument.Line, index: Int, seen: inout Set<String>) -> HTMLText {
    var html = HTMLText()
    let style = line.spans.first?.style
    let size = style.map { $0.size >= 15 ? " large" : $0.size >= 12.5 ? " big" : "" } ?? ""
    html.open("p", ["class": "line\(style?.isBold == true ? " bold" : "")\(size)", "dir": "auto"])
    if let bullet = line.bullet { html.element("span", ["class": "bullet"], bullet + " ") }
    let text = Array(line.text)
    let marks = places.lines[index] ?? []
    let cuts = Set(marks.flatMap { [$0.range.lowerBound, $0.range.upperBound] } + [0, text.count]).sorted()
    for (start, end) in zip(cuts, cuts.dropFirst()) where start < end {
      let here = marks.filter { $0.range.lowerBound <= start && end <= $0.range.upperBound }.map(\.value)
      let piece = String(text[start..<end])
      // The narrowest of those that share a piece leads to its row.
      guard let value = here.min(by: { $0.text.count < $1.text.count }) else {
        html.text(piece)
        continue
      }
      let first = here.first { seen.insert($0.id).inserted }
      html.open(
        "a",
        [
          "class": "mark \(value.grade.rawValue)", "href": "#\(value.id)", "id": first.map { "\($0.id)-0" },
          "data-v": here.map(\.id).joined(separator: " "),
          "title": here.map { "\($0.label) (\($0.percent))" }.joined(separator: ", "),
        ])
      html.text(piece)
      html.close("a")
    }
    html.markup("</p>\n")
    return html
  }
}
