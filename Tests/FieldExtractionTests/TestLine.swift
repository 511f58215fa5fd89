import DocumentText

@testable import FieldExtraction

/// A line as the extraction sees it, of plain text.
func textLine(_ text: String, bullet: String? = nil) -> TextLine {
  LineBuilder.textLine(Line(spans: [Span(text: text)], bullet: bullet), page: 1, index: 0, flow: 0)
}

/// A document of plain lines; "# " opens a heading, "- " a bullet, an empty line makes a gap.
func document(_ text: String) -> Document {
  var lines: [Line] = []
  var gap = 0.0
  for row in text.split(separator: "\n", omittingEmptySubsequences: false) {
    if row.isEmpty {
      gap += 12
      continue
    }
    let level = row.hasPrefix("# ") ? 1 : row.hasPrefix("## ") ? 2 : nil
    let isBullet = row.hasPrefix("- ")
    let content = String(row.drop { $0 == "#" || $0 == " " }.dropFirst(isBullet ? 2 : 0))
    let style = Style(size: level == 1 ? 20 : level == 2 ? 14 : 11, isBold: level != nil)
    lines.append(
      Line(
        spans: [Span(text: content, style: style)], bullet: isBullet ? "-" : nil, headingLevel: level,
        gapAbove: lines.isEmpty ? nil : gap))
    gap = 0
  }
  return Document(format: .markdown, pages: [Page(number: 1, lines: lines)])
}
