import DocumentText
import ResumeModel

extension FieldExtractor {
  /// The sections that a document's fields are read from, in the order they are read.
  public func sections(of document: Document) -> [SectionOutline] {
    let layout = ResumeLayout(document)
    return layout.sections.map { section in
      var lines: [Int] = []
      for part in section.lines where lines.last != layout.lines[part.line].index {
        lines.append(layout.lines[part.line].index)
      }
      let heading = section.heading.map { layout.lines[$0].index }
      return SectionOutline(kind: section.kind.name, heading: heading, lines: lines.filter { $0 != heading })
    }
  }
}
