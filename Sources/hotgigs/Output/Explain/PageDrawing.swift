import ReaderProtocol
import ResumeModel

/// The pages of a document that has pages, each a picture with boxes over it.
struct PageDrawing {
  let document: LaidOutDocument
  let reading: ExplainedReading
  let places: ValuePlaces
  private let entries: [Int: ExplainedGroup]
  let pictures: [PagePicture]

  init(document: LaidOutDocument, reading: ExplainedReading, pictures: [PagePicture]) {
    self.document = document
    self.reading = reading
    self.pictures = pictures
    places = ValuePlaces(document, reading.values)
    entries = reading.entriesByLine
  }

  var html: HTMLText {
    var html = HTMLText()
    var firstLine = 0
    for page in document.pages {
      html.append(figure(page, firstLine: firstLine))
      firstLine += page.lines.count
    }
    return html
  }

  private func figure(_ page: LaidOutDocument.Page, firstLine: Int) -> HTMLText {
    var html = HTMLText()
    html.markup("<figure class=\"page\">\n")
    html.open(
      "svg",
      [
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": "0 0 \(Self.points(page.width)) \(Self.points(page.height))",
        "role": "img", "aria-label": "Page \(page.number)",
      ])
    html.markup("\n")
    if let picture = pictures.first(where: { $0.page == page.number }) {
      html.open(
        "image",
        [
          "href": "data:image/png;base64,\(picture.png)", "width": Self.points(page.width),
          "height": Self.points(page.height), "preserveAspectRatio": "none",
        ])
      html.close("image")
    } else {
      html.append(text(of: page))
    }
    html.markup("\n<g class=\"columns\">\n")
    for (number, box) in columns(of: page).enumerated() { html.append(frame(box, label: "column \(number + 1)")) }
    html.markup("</g>\n<g class=\"sections\">\n")
    for section in document.sections {
      for box in boxes(of: section, on: page, firstLine: firstLine) {
        html.append(frame(box.outset(by: 4), label: section.kind, isAtRight: true, class: section.kind))
      }
    }
    html.markup("</g>\n<g class=\"entries\">\n")
    for group in reading.groups where group.isEntry {
      for box in boxes(of: group, on: page) {
        html.append(frame(box.outset(by: 2), label: group.title, class: group.kind.rawValue))
      }
    }
    html.markup("</g>\n<g class=\"values\">\n")
    for line in firstLine..<(firstLine + page.lines.count) {
      for place in places.lines[line] ?? [] { html.append(link(place)) }
    }
    html.markup("</g>\n<g class=\"hidden\">\n")
    for line in page.hidden {
      guard let box = line.box else { continue }
      html.append(frame(box, title: "hidden: \(line.text)"))
    }
    html.markup("</g>\n</svg>\n")
    html.element("figcaption", "Page \(page.number)")
    html.markup("</figure>\n")
    return html
  }

  // MARK: What is drawn

  /// The box of a value, a link to its row.
  private func link(_ place: ValuePlaces.Place) -> HTMLText {
    var html = HTMLText()
    guard let box = place.box?.outset(by: 1) else { return html }
    let value = place.value
    html.open(
      "a",
      [
        "href": "#\(value.id)", "id": "\(value.id)-\(place.number)", "data-v": value.id, "class": value.grade.rawValue,
      ])
    html.append(rectangle(box))
    html.element("title", "\(value.label): \(value.text) (\(value.percent))")
    html.close("a")
    html.markup("\n")
    return html
  }

  /// A box with its name over its upper edge, or as its tooltip.
  private func frame(
    _ box: Box, label: String? = nil, isAtRight: Bool = false, title: String? = nil, class name: String? = nil
  ) -> HTMLText {
    var html = HTMLText()
    html.open("g", ["class": name])
    html.append(rectangle(box))
    if let label {
      html.element(
        "text",
        [
          "x": Self.points(isAtRight ? box.x1 - 1 : box.x0 + 1), "y": Self.points(box.y0 - 1.5),
          "text-anchor": isAtRight ? "end" : nil,
        ], label)
    }
    if let title { html.element("title", title) }
    html.close("g")
    html.markup("\n")
    return html
  }

  private func rectangle(_ box: Box) -> HTMLText {
    var html = HTMLText()
    html.open(
      "rect",
      [
        "x": Self.points(box.x0), "y": Self.points(box.y0), "width": Self.points(max(box.width, 0.5)),
        "height": Self.points(max(box.height, 0.5)), "rx": "1",
      ])
    html.close("rect")
    return html
  }

  /// The page's lines at their places, where there is no picture of it.
  private func text(of page: LaidOutDocument.Page) -> HTMLText {
    var html = HTMLText()
    html.open(
      "rect", ["width": Self.points(page.width), "height": Self.points(page.height), "class": "paper"])
    html.close("rect")
    for span in page.lines.flatMap(\.spans) {
      guard let box = span.box, box.width > 0 else { continue }
      html.element(
        "text",
        [
          "class": "line\(span.style.isBold ? " bold" : "")\(span.style.isItalic ? " italic" : "")",
          "x": Self.points(box.x0), "y": Self.points(box.y1 - 0.22 * box.height),
          "font-size": Self.points(min(max(span.style.size, 1), 200)), "textLength": Self.points(box.width),
          "lengthAdjust": "spacingAndGlyphs",
        ], span.text)
    }
    return html
  }

  // MARK: Where it is

  /// What stands together as one flow, in the order in which it is read.
  private func columns(of page: LaidOutDocument.Page) -> [Box] {
    var boxes: [Int: Box] = [:]
    for line in page.lines {
      guard let box = line.box else { continue }
      boxes[line.region] = boxes[line.region]?.union(box) ?? box
    }
    return boxes.sorted { $0.key < $1.key }.map(\.value)
  }

  /// A section's box in each of the columns that it stands in.
  private func boxes(
    of section: SectionOutline, on page: LaidOutDocument.Page, firstLine: Int
  ) -> [Box] {
    var boxes: [Int: Box] = [:]
    for index in [section.heading].compactMap({ $0 }) + section.lines {
      guard page.lines.indices.contains(index - firstLine), let box = page.lines[index - firstLine].box else {
        continue
      }
      let region = page.lines[index - firstLine].region
      boxes[region] = boxes[region]?.union(box) ?? box
    }
    return boxes.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The box around all that an entry's values were read from, in each column.
  private func boxes(of group: ExplainedGroup, on page: LaidOutDocument.Page) -> [Box] {
    var boxes: [Int: Box] = [:]
    for evidence in group.values.flatMap(\.evidence) where evidence.page == page.number {
      guard let box = evidence.box, entries[evidence.line]?.title == group.title else { continue }
      let region = document.line(evidence.line)?.region ?? -1
      boxes[region] = boxes[region]?.union(box) ?? box
    }
    return boxes.sorted { $0.key < $1.key }.map(\.value)
  }

  /// A coordinate to a tenth of a point; what is on no page is 0.
  private static func points(_ value: Double) -> String {
    guard abs(value) < 1_000_000 else { return "0" }
    return "\((value * 10).rounded() / 10)"
  }
}

extension Box {
  fileprivate func outset(by margin: Double) -> Box {
    Box(x0: x0 - margin, y0: y0 - margin, x1: x1 + margin, y1: y1 + margin)
  }
}
