import DocumentText
import ResumeModel

/// Cuts a document into sections, column by column, so that a sidebar's do not leak into the body's.
struct Sectioner {
  private(set) var sections: [Section] = []
  private var states: [Int: Int] = [:]
  private var extents: [Int: (page: Int, box: Box)] = [:]
  private let lines: [TextLine]
  /// Headings stand in cells at the left of their content throughout: one more needs no white above it.
  private let hasRail: Bool
  /// The rail holds the headings of the whole document rather than the labels of one list.
  private let isWholeRail: Bool
  private var isNewspaper = false

  init(_ lines: [TextLine], findings: [HeadingFinder.Finding]) {
    self.lines = lines
    var kinds: Set<SectionKind> = []
    for finding in findings {
      if case .inline(let kind, _, let isProminent, let isCell) = finding, isProminent, isCell { kinds.insert(kind) }
    }
    hasRail = kinds.count >= 3
    isWholeRail = hasRail && !kinds.isDisjoint(with: [.work, .education, .summary])
    for line in lines {
      guard let box = line.box else { continue }
      let extent = extents[line.flow]?.box.union(box) ?? box
      extents[line.flow] = (line.page, extent)
    }
    cut(findings)
  }

  private mutating func cut(_ findings: [HeadingFinder.Finding]) {
    sections = [Section(kind: .contact, heading: nil, lines: [])]
    var current = 0
    var flow: Int?
    let margins = margins(findings)
    /// The last heading was in a margin of headings: what follows belongs to it, wherever it stands.
    var isBesideMargin = false
    for (position, line) in lines.enumerated() {
      if line.flow != flow {
        if !isBesideMargin {
          current = states[line.flow] ?? continued(from: current, into: line.flow, at: position)
        }
        flow = line.flow
      } else if (line.gapAbove ?? 0) > line.size * 1.8, isContactFoot(line.flow, at: position) {
        current = 0
      }
      isBesideMargin = margins.contains(line.flow)
      switch findings[position] {
      case .rule: break
      case .heading(let kind):
        sections.append(Section(kind: kind ?? .other, heading: position, lines: []))
        current = sections.count - 1
      case .inline(let kind, let start, let isProminent, let isCell):
        let content = SectionLine(line: position, range: line.trimmed(start..<line.scalars.count))
        let label = 0..<start
        switch adoption(
          of: kind, label: label, content: content, in: sections[current].kind, isProminent: isProminent || isCell)
        {
        case .opens:
          sections.append(Section(kind: kind, heading: position, lines: [content]))
          current = sections.count - 1
        case .thisLineOnly: sections.append(Section(kind: kind, heading: position, lines: [content]))
        case .no: sections[current].lines.append(SectionLine(line: position, range: line.range))
        }
      case .rest(let start):
        sections[current].lines.append(SectionLine(line: position, range: line.trimmed(start..<line.scalars.count)))
      case .none: sections[current].lines.append(SectionLine(line: position, range: line.range))
      }
      states[line.flow] = current
    }
    sections.removeAll { $0.lines.isEmpty }
    resolveAmbiguous()
    for index in sections.indices where sections[index].kind == .summary && isForm(sections[index]) {
      sections[index].kind = .contact
    }
  }

  /// The columns that hold only headings, whose content stands beside them.
  private func margins(_ findings: [HeadingFinder.Finding]) -> Set<Int> {
    var headings: Set<Int> = []
    var others: Set<Int> = []
    for (position, line) in lines.enumerated() {
      switch findings[position] {
      case .heading: headings.insert(line.flow)
      case .rule: break
      default: others.insert(line.flow)
      }
    }
    return headings.subtracting(others)
  }

  /// "Qualifications", "Weiterbildung", "Courses": education where schools and degrees stand under it, else certificates
  /// where dates do, else skills.
  private mutating func resolveAmbiguous() {
    for index in sections.indices {
      guard let heading = sections[index].heading, !sections[index].lines.contains(where: { $0.line == heading }),
        HeadingLexicon.standard.isAmbiguous(lines[heading], in: lines[heading].range)
      else { continue }
      let hasOther = sections.contains { $0.kind == .education && $0.heading != sections[index].heading }
      let gazetteer = Gazetteer.standard
      var studies = 0
      var dates = 0
      for part in sections[index].lines {
        let line = lines[part.line]
        if gazetteer.hasSchool(line, part.range) { studies += 1 }
        if let degree = gazetteer.degree(line, part.range), degree.lowerBound <= part.range.lowerBound + 1 {
          studies += 1
        }
        if !line.dates.isEmpty { dates += 1 }
      }
      if studies >= 2 || studies == 1 && (!hasOther || dates > 0) {
        sections[index].kind = .education
      } else if dates > 0 {
        sections[index].kind = hasOther ? .certificates : .education
      } else if sections[index].kind == .education || sections[index].kind == .certificates {
        sections[index].kind = hasOther ? (isList(sections[index]) ? .skills : .certificates) : sections[index].kind
      }
    }
  }

  /// Commas or bars part the items of most lines.
  private func isList(_ section: Section) -> Bool {
    let listed = section.lines.filter { part in
      lines[part.line].folded[part.range].filter { $0 == 0x2C || $0 == 0x7C || $0 == 0xB7 }.count >= 2
    }
    return listed.count * 2 > section.lines.count
  }

  /// "About me" over rows of name, address and telephone.
  private func isForm(_ section: Section) -> Bool {
    var rows = 0
    for part in section.lines {
      let line = lines[part.line]
      guard let end = line.folded.firstIndex(where: { $0 == 0x09 || $0 == 0x3A }), end <= 30 else { continue }
      if ContactLabels.standard.isLabel(line, 0..<end) { rows += 1 }
    }
    return rows >= 2
  }

  private enum Adoption {
    case opens, thisLineOnly, no
  }

  /// Whether a label in front of a line opens a section; a label inside the skills or under a job is just that.
  private func adoption(
    of kind: SectionKind, label: Range<Int>, content: SectionLine, in current: SectionKind, isProminent: Bool
  ) -> Adoption {
    let line = lines[content.line]
    // "Qualification ⇥ BSc" is a row of the entry's form.
    if current == .work || current == .education, !(hasRail && isProminent),
      EntryLabels.standard.role(of: line, label) != nil
    {
      return .no
    }
    if current == .education, kind == .certificates, Gazetteer.standard.degree(line, label) != nil { return .no }
    if kind == .languages {
      guard LanguageNames.standard.count(in: line, content.range) > 0 else { return .no }
      return current == .skills || current == .other
        ? .thisLineOnly : current == .work ? (isProminent ? .opens : .no) : .opens
    }
    if isWholeRail, isProminent, kind != current, kind != .other, kind != .contact { return .opens }
    switch current {
    case .skills where kind == .other || kind == .contact: return .no
    case .skills:
      guard kind != .certificates else { return .thisLineOnly }
      guard kind != .skills, isProminent else { return .no }
      // "Research: …", "Projects: …" in a list of skills are its categories, unless white sets them apart.
      let isCategory = kind == .work || kind == .projects || kind == .publications || kind == .volunteering
      return isCategory && (line.gapAbove ?? 0) <= line.size * 0.45 ? .no : .opens
    case .contact, .summary: return kind == .contact || kind == .other ? .no : .opens
    case .work, .education, .projects:
      let isApart = (line.gapAbove ?? 0) > line.size * 0.45 || hasRail
      return isProminent && isApart && kind != current ? .opens : .no
    default: return isProminent ? .opens : .no
    }
  }

  /// The section that a column opens with, until it shows a heading of its own: what stands above it on the page, or
  /// the same column of the page before.
  private mutating func continued(from current: Int, into flow: Int, at position: Int) -> Int {
    let line = lines[position]
    if line.part == .header || line.part == .textBox || isContactFoot(flow, at: position) { return 0 }
    // Without geometry: a column that opens with the name, not under what the one before it ended with.
    guard let (page, box) = extents[flow] else { return isTitle(line) ? 0 : current }
    isNewspaper = isNewspaper || position > 0 && goesOn(from: lines[position - 1], to: line, box)
    if isNewspaper { return current }
    if let beside = besideList(position, box) { return beside }
    var best: Int?
    var nearest = Double.infinity
    for (other, extent) in extents.sorted(by: { $0.key < $1.key }) where other != flow && extent.page == page {
      guard let state = states[other], overlap(extent.box, box) >= 0.5, extent.box.y0 < box.y0 else { continue }
      let distance = box.y0 - extent.box.y1
      if distance < nearest || distance == nearest && state > (best ?? 0) { (best, nearest) = (state, distance) }
    }
    if let best { return best }
    var bestOverlap = 0.6
    var latest = 0.0
    for (other, extent) in extents.sorted(by: { $0.key < $1.key }) where extent.page == page - 1 {
      guard let state = states[other] else { continue }
      let share = overlap(extent.box, box)
      guard abs(extent.box.x0 - box.x0) < 30 || share > 0.9 else { continue }
      if share >= bestOverlap, extent.box.y1 >= latest {
        (best, bestOverlap, latest) = (state, min(share, 0.8), extent.box.y1)
      }
    }
    if let best { return best }
    return page == 1 ? 0 : current
  }

  /// A few lines set apart with an address among them: a page's foot, say.
  private func isContactFoot(_ flow: Int, at position: Int) -> Bool {
    let rows = lines[position...].prefix(4).prefix { $0.flow == flow }
    guard rows.count <= 3, rows.allSatisfy({ $0.dates.isEmpty && $0.wordCount <= 24 }) else { return false }
    return rows.contains { line in
      guard let at = line.folded.firstIndex(of: 0x40), at > 0, at + 1 < line.folded.count else { return false }
      return Folding.isLetter(line.folded[at - 1]) && Folding.isLetter(line.folded[at + 1])
    }
  }

  /// The section of the list whose rows stand on the base lines of a column's without a heading: the list's second column.
  private func besideList(_ position: Int, _ box: Box) -> Int? {
    let flow = lines[position].flow
    let rows = lines[position...].prefix { $0.flow == flow }
    guard rows.count >= 2, rows.count <= 20, position > 0 else { return nil }
    for (index, section) in sections.enumerated().reversed().prefix(3) where section.heading != nil {
      let others = section.lines.compactMap { lines[$0.line].box }
      guard let first = others.first, first.x1 < box.x0 + 2, first.y0 > box.y0 - 2, first.y0 < box.y1,
        let heading = section.heading.flatMap({ lines[$0] }), heading.flow != flow,
        let top = heading.box,
        top.y1 <= box.y0 + 2 && box.y0 - top.y1 < heading.size * 3
          || top.x1 <= first.x0 && abs(top.y0 - first.y0) < heading.size * 1.5
      else { continue }
      let isGrid = rows.allSatisfy { row in
        guard let y = row.box?.y0 else { return false }
        return row.wordCount <= 6 && row.dates.isEmpty && others.contains { abs($0.y0 - y) < 2 }
      }
      if isGrid { return index }
    }
    return nil
  }

  /// Set as nothing else in the document, or called its title by the format.
  private func isTitle(_ line: TextLine) -> Bool {
    line.headingLevel == 1
      || line.size >= 1.3 * (lines.map(\.size).sorted()[lines.count / 2])
        && lines.allSatisfy {
          $0.size <= line.size
        }
  }

  /// Newspaper columns: the right one, as wide and as high up as the left, goes on where that ends.
  private func goesOn(from last: TextLine, to line: TextLine, _ box: Box) -> Bool {
    guard let left = extents[last.flow], left.page == line.page, left.box.x1 <= box.x0 + 2 else { return false }
    let ratio = left.box.width / max(box.width, 1)
    return abs(left.box.y0 - box.y0) < line.size * 3 && ratio > 0.8 && ratio < 1.25 && abs(last.size - line.size) < 2
      && left.box.height > line.size * 12
  }

  /// Of the narrower one's width.
  private func overlap(_ a: Box, _ b: Box) -> Double {
    let shared = min(a.x1, b.x1) - max(a.x0, b.x0)
    let width = min(a.width, b.width)
    return width > 0 ? shared / width : 0
  }
}
