/// Finds the headings of a document: words of the lexicon, set as the document's other headings are.
struct HeadingFinder {
  enum Finding {
    /// The whole line is a heading; nil where its words are unknown.
    case heading(SectionKind?)
    /// A heading in front of its content, which starts at an offset.
    case inline(SectionKind, contentStart: Int, isProminent: Bool, isCell: Bool)
    /// The second line of a heading set in a margin of its own, before content that starts at an offset.
    case rest(contentStart: Int)
    /// Nothing but strokes: "-----".
    case rule
    case none
  }

  private(set) var findings: [Finding]
  private let lines: [TextLine]
  private let typography: Typography
  private let lexicon: HeadingLexicon

  init(_ lines: [TextLine], typography: Typography, lexicon: HeadingLexicon = .standard) {
    self.lines = lines
    self.typography = typography
    self.lexicon = lexicon
    findings = Array(repeating: .none, count: lines.count)
    find()
  }

  private mutating func find() {
    var isRule = [Bool](repeating: false, count: lines.count)
    for (position, line) in lines.enumerated() where !line.tokens.contains(where: \.isWordLike) {
      isRule[position] = line.tokens.count >= 3 && Set(line.tokens.map { line.folded[$0.start] }).count <= 2
      if isRule[position] { findings[position] = .rule }
    }
    var candidates: [(position: Int, kind: SectionKind, strength: HeadingLexicon.Strength)] = []
    var styles: [StyleKey: Int] = [:]
    var uses: [StyleKey: Int] = [:]
    for (position, line) in lines.enumerated() {
      uses[StyleKey(line), default: 0] += 1
      guard isShort(line), let meaning = lexicon.meaning(of: line, in: line.range) else { continue }
      // Beside a gap stands something else, unless both together are one heading with wide word spaces.
      if line.segments.count > 1, meaning.strength != .exact { continue }
      candidates.append((position, meaning.kind, meaning.strength))
      if meaning.strength > .head { styles[StyleKey(line), default: 0] += 1 }
    }
    let best = dominant(styles)
    let headingStyles = Set(
      styles.filter { key, count in
        key.prominence(over: typography) > 0 && (count * 3 >= styles[best ?? key] ?? 1 || key.size >= (best?.size ?? 0))
      }.keys)
    let isStyled = !headingStyles.isEmpty
    for candidate in candidates {
      let line = lines[candidate.position]
      let key = StyleKey(line)
      let underlined = candidate.position + 1 < lines.count && isRule[candidate.position + 1]
      let accepted: Bool
      if candidate.strength == .head {
        accepted = headingStyles.contains(key) || underlined
      } else {
        accepted =
          headingStyles.contains(key) || underlined || key.level > 0 || !isStyled && standsApart(candidate.position)
          || isStyled && key.prominence(over: typography) > 0 && standsApart(candidate.position)
          || line.isAllCaps && standsApart(candidate.position)
      }
      if accepted { findings[candidate.position] = .heading(candidate.kind) }
    }
    joinSplitHeadings(headingStyles)
    for (position, line) in lines.enumerated() {
      guard case .none = findings[position] else { continue }
      if let (kind, start, next) = marginHeading(position) {
        findings[position] = .inline(kind, contentStart: start, isProminent: true, isCell: true)
        findings[position + 1] = .rest(contentStart: next)
      } else if let finding = inline(line, headingStyles) {
        findings[position] = finding
      } else if isUnknownHeading(position, headingStyles, styles, uses) {
        findings[position] = .heading(nil)
      }
    }
  }

  /// "WORK" over "EXPERIENCE", as a narrow margin sets it.
  private mutating func joinSplitHeadings(_ styles: Set<StyleKey>) {
    for position in lines.indices.dropLast() {
      let (line, next) = (lines[position], lines[position + 1])
      guard line.flow == next.flow, line.wordCount <= 3, next.wordCount <= 3, isShort(line), isShort(next),
        StyleKey(line) == StyleKey(next),
        StyleKey(line).prominence(over: typography) > 0 || styles.isEmpty && standsApart(position),
        let kind = lexicon.meaning(of: line, continuedBy: next)
      else { continue }
      if case .heading(let first) = findings[position + 1], first != nil, case .heading = findings[position] {
        continue
      }
      findings[position] = .rule
      findings[position + 1] = .heading(kind)
    }
    // With the first row of its content between the two.
    for position in lines.indices.dropLast(2) {
      let (line, beside, next) = (lines[position], lines[position + 1], lines[position + 2])
      guard line.flow == next.flow, line.flow == beside.flow, line.wordCount <= 3, next.wordCount <= 3, isShort(line),
        isShort(next), StyleKey(line) == StyleKey(next), StyleKey(line) != StyleKey(beside), let box = line.box,
        let other = beside.box, other.x0 > box.x1, (beside.gapAbove ?? 0) < 0,
        let kind = lexicon.meaning(of: line, continuedBy: next)
      else { continue }
      findings[position] = .heading(kind)
      findings[position + 2] = .rule
    }
  }

  /// "ACADEMIC ⇥ MSc Physics" over "QUALIFICATIONS ⇥ University of Bath": a heading over two lines of a margin.
  private func marginHeading(_ position: Int) -> (kind: SectionKind, start: Int, next: Int)? {
    guard position + 1 < lines.count else { return nil }
    let (line, below) = (lines[position], lines[position + 1])
    guard line.flow == below.flow, !line.hasBullet, !below.hasBullet,
      let first = line.folded.prefix(40).firstIndex(of: 0x09), let second = below.folded.prefix(40).firstIndex(of: 0x09)
    else { return nil }
    let style = line.style(of: 0..<first)
    guard style == below.style(of: 0..<second), standsOut(line, 0..<first), standsOut(below, 0..<second) else {
      return nil
    }
    let label = line.folded[0..<first] + [0x20] + below.folded[0..<second]
    guard let kind = lexicon.meaning(of: Array(label)) else { return nil }
    return (kind, first + 1, second + 1)
  }

  /// Whether a line's beginning is set otherwise than its rest.
  private func standsOut(_ line: TextLine, _ label: Range<Int>) -> Bool {
    let rest = line.trimmed((label.upperBound + 1)..<line.scalars.count)
    guard !rest.isEmpty else { return false }
    let (style, other) = (line.style(of: label), line.style(of: rest))
    return style.isBold && !other.isBold || style.size > other.size * 1.05 || style.color != other.color
      || line.scalars[label].allSatisfy { !$0.isLower }
  }

  private func dominant(_ styles: [StyleKey: Int]) -> StyleKey? {
    styles.max { a, b in
      (a.value, a.key.prominence(over: typography), a.key.order) < (
        b.value, b.key.prominence(over: typography), b.key.order
      )
    }?.key
  }

  private func isShort(_ line: TextLine) -> Bool {
    guard !line.hasBullet, !line.isColumnHead, line.scalars.count <= 60, line.dates.isEmpty, !line.folded.contains(0x40)
    else {
      return false
    }
    return true
  }

  /// First of its column, or more white above it than between ordinary lines.
  private func standsApart(_ position: Int) -> Bool {
    let line = lines[position]
    if line.headingLevel != nil { return true }
    guard position > 0, lines[position - 1].flow == line.flow else { return true }
    guard let gap = line.gapAbove else { return true }
    return gap >= line.size * 0.45
  }

  /// "Skills: Python, SQL" and "Skills ⇥ Python, SQL".
  private func inline(_ line: TextLine, _ styles: Set<StyleKey>) -> Finding? {
    guard !line.hasBullet, !line.isColumnHead else { return nil }
    var end: Int?
    var start = 0
    for (offset, scalar) in line.folded.enumerated() {
      if scalar == 0x09 || scalar == 0x3A {
        (end, start) = (offset, offset + 1)
        break
      }
      if offset > 45 { break }
    }
    guard let end, end > 1, let meaning = lexicon.meaning(of: line, in: 0..<end), meaning.strength > .head else {
      return nil
    }
    let rest = line.trimmed(start..<line.scalars.count)
    guard !rest.isEmpty else { return nil }
    let style = line.style(of: 0..<end)
    let restStyle = line.style(of: rest)
    let capitals = line.scalars[0..<end].allSatisfy { !$0.isLower }
    let restCapitals = line.scalars[rest].allSatisfy { !$0.isLower }
    let isProminent =
      style.isBold && !restStyle.isBold || style.size > restStyle.size * 1.05 || capitals && !restCapitals
      || style.isBold && style.size < restStyle.size * 0.95
      || style.color != restStyle.color && style.color != typography.bodyColor
    return .inline(
      meaning.kind, contentStart: rest.lowerBound, isProminent: isProminent, isCell: line.folded[end] == 0x09)
  }

  private func isUnknownHeading(
    _ position: Int, _ headingStyles: Set<StyleKey>, _ known: [StyleKey: Int], _ uses: [StyleKey: Int]
  ) -> Bool {
    let line = lines[position]
    let key = StyleKey(line)
    // The first line of all is the name, though it be set as the headings are.
    guard position > 0, headingStyles.contains(key), isShort(line), line.segments.count == 1, line.wordCount <= 5,
      line.wordCount > 0,
      line.size < typography.largestSize || line.headingLevel != nil
    else { return false }
    guard LanguageNames.standard.labels.value(of: line, in: line.range) == nil,
      NameWords.standard.labels.value(of: line, in: line.range) == nil
    else { return false }
    let count = known[key] ?? 0
    // Where the format itself calls it a heading, one known heading beside it is enough.
    guard count >= (key.level > 0 ? 1 : 2), (uses[key] ?? 0) <= count * (key.level > 0 ? 4 : 2) else { return false }
    // A heading has something under it in its own column.
    guard position + 1 < lines.count, lines[position + 1].flow == line.flow else { return false }
    return standsApart(position)
  }
}
