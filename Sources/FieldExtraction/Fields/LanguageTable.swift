/// Tells lines about human languages among others: the table of levels of a Europass form, a row of names and levels.
struct LanguageTable {
  private let layout: ResumeLayout
  private let names = LanguageNames.standard

  init(_ layout: ResumeLayout) {
    self.layout = layout
  }

  /// Lines of a section that tell languages: from "Mother tongue" to the last row of levels or the note below, and any row
  /// that holds nothing but names of languages and levels.
  func lines(of section: Section) -> Set<Int> {
    var result: Set<Int> = []
    var start: Int?
    var end: Int?
    for (offset, part) in section.lines.enumerated() {
      let line = layout.lines[part.line]
      let first = line.tokenIndices(in: part.range).first { line.tokens[$0].isWordLike }
      if start == nil, let first, names.tableLabels.match(line, at: first, before: line.tokens.count) != nil {
        start = offset
      }
      if isRow(line, part.range) {
        result.insert(part.line)
        end = offset
      } else if start != nil, names.notes.matches(in: line, part.range).count > 0 {
        end = offset
      }
    }
    if let start, let end, end >= start, end - start < 40 {
      for part in section.lines[start...end] { result.insert(part.line) }
    } else if let start {
      result.insert(section.lines[start].line)
    }
    return result
  }

  /// Names of languages and words of level, and nothing else but numbers and signs.
  func isRow(_ line: TextLine, _ range: Range<Int>) -> Bool {
    let indices = line.tokenIndices(in: range)
    var sawName = false
    var levels = 0
    var index = indices.lowerBound
    while index < indices.upperBound {
      let token = line.tokens[index]
      if token.kind == .sign || token.kind == .number {
        index += 1
      } else if let match = names.names.match(line, at: index, before: indices.upperBound) {
        guard !line.scalars[token.start].isLower || sawName else { return false }
        (sawName, index) = (true, match.end)
      } else if let match = names.fluency.match(line, at: index, before: indices.upperBound) {
        (levels, index) = (levels + 1, match.end)
      } else if token.kind == .word,
        names.labels.match(line, at: index, before: indices.upperBound) != nil
          || SkillWords.conjunctions.match(line.folded, [token], at: 0, before: 1) != nil
      {
        index = names.labels.match(line, at: index, before: indices.upperBound)?.end ?? index + 1
      } else {
        return false
      }
    }
    // Five levels in a row without their language are the rest of a table.
    return sawName || levels > 1 && levels * 2 >= indices.count
  }
}
