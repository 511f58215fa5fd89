/// Puts the person's own address and number before those of referees and employers.
struct ContactRanking {
  private let layout: ResumeLayout

  init(_ layout: ResumeLayout) {
    self.layout = layout
  }

  /// By where they stand; in the order of the document where that decides nothing.
  func ranked(_ hits: [ContactHit]) -> [ContactHit] {
    hits.enumerated().sorted { a, b in
      let (first, second) = (rank(a.element.line), rank(b.element.line))
      return first != second ? first < second : a.offset < b.offset
    }.map(\.element)
  }

  private func rank(_ position: Int) -> Int {
    let line = layout.lines[position]
    switch layout.kinds[position] {
    case .contact: return 0
    case .summary, nil: return line.part == .body ? 1 : 0
    case .references: return 4
    case .work, .education, .projects, .publications, .volunteering: return line.part == .body ? 3 : 1
    default: return 2
    }
  }

  /// Numbers outside the history: a figure in a bullet point is none.
  static func phones(_ layout: ResumeLayout) -> [ContactHit] {
    var hits: [ContactHit] = []
    for position in layout.lines.indices where hits.count < 100 {
      let line = layout.lines[position]
      for run in line.runs {
        guard let link = run.link, link.hasPrefix("tel:"), !hits.contains(where: { $0.line == position }) else {
          continue
        }
        let digits = link.unicodeScalars.filter { Folding.isDigit($0.value) }.count
        let shown = Phones.scan(line).first { $0.overlaps(run.range) }
        if shown == nil, digits >= 7 {
          hits.append(
            ContactHit(value: String(link.dropFirst(4)), line: position, range: run.range, isLinkTarget: true))
        }
      }
      switch layout.kinds[position] {
      case .work, .education, .projects, .skills, .publications, .certificates, .languages, .awards, .volunteering:
        if line.part == .body { continue }
      default: break
      }
      for range in Phones.scan(line) {
        let value = line.text(range)
        let digits = Folding.fold(value).filter(Folding.isDigit)
        if hits.contains(where: { Folding.fold($0.value).filter(Folding.isDigit) == digits }) { continue }
        hits.append(ContactHit(value: value, line: position, range: range, isLinkTarget: false))
      }
    }
    return hits
  }
}
