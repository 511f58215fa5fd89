import ResumeModel

/// Finds the history of a document whose headings are missing or unknown: dated entries wherever they stand.
struct UnheadedEntries {
  private let layout: ResumeLayout

  init(_ layout: ResumeLayout) {
    self.layout = layout
  }

  /// Sections with unknown headings, or none, that hold dated entries.
  private var sections: [Section] {
    layout.sections.filter { section in
      guard section.kind == .other || section.kind == .contact || section.kind == .summary else { return false }
      let ranges = section.lines.filter { part in
        layout.lines[part.line].dates.contains { $0.isRange && $0.range.overlaps(part.range) }
      }
      return ranges.count >= (section.kind == .other ? 1 : 2)
    }
  }

  func fill(_ resume: inout ParsedResume) {
    let sections = sections
    guard !sections.isEmpty else { return }
    if resume.work.isEmpty, layout.sections(.work).isEmpty { resume.work = WorkReader(layout).read(unheaded: sections) }
    if resume.education.isEmpty, layout.sections(.education).isEmpty {
      resume.education = EducationReader(layout).read(unheaded: sections)
    }
  }
}
