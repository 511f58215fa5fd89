/// Cuts a section into entries, which hang on dates, style and indentation.
struct EntrySplitter {
  private enum Role {
    case header, bullet, prose, continuation
  }

  private let layout: ResumeLayout
  /// Whether a year alone heads an entry, as in education, or only a range does.
  private let takesLoneDates: Bool

  init(_ layout: ResumeLayout, takesLoneDates: Bool) {
    self.layout = layout
    self.takesLoneDates = takesLoneDates
  }

  func entries(of section: Section) -> [RawEntry] {
    var parts: [SectionLine] = []
    for part in section.lines where !isContact(part) { parts += runningHead(part, after: parts.last) }
    guard !parts.isEmpty else { return [] }
    let table = TableEntries(layout, labels: labels)
    if let entries = table.entries(of: parts, anchor: { anchor(in: $0) ?? lone($0) }) { return entries }
    let form = FormEntries(layout, labels: labels)
    if let entries = form.entries(of: parts, anchor: anchor) { return entries }
    let roles = roles(of: parts)
    return assemble(parts, roles)
  }

  private var labels: [EntryLabels.Role] { takesLoneDates ? EntryLabels.education : EntryLabels.work }

  private func labelRole(_ line: TextLine, _ range: Range<Int>) -> EntryLabels.Role? {
    EntryLabels.standard.role(of: line, range, among: labels)
  }

  /// A page's foot with address and telephone may stand between two entries.
  private func isContact(_ part: SectionLine) -> Bool {
    let line = layout.lines[part.line]
    guard let at = line.folded[part.range].firstIndex(of: 0x40), at > part.range.lowerBound,
      at + 1 < part.range.upperBound
    else { return false }
    return !Folding.isSpace(line.folded[at - 1]) && Folding.isLetter(line.folded[at + 1]) && line.dates.isEmpty
      && line.wordCount <= 24
  }

  // MARK: Roles

  private func roles(of parts: [SectionLine]) -> [Role] {
    var roles: [Role] = []
    roles.reserveCapacity(parts.count)
    for (offset, part) in parts.enumerated() { roles.append(role(of: part, offset, parts, roles)) }
    return roles
  }

  private func role(of part: SectionLine, _ offset: Int, _ parts: [SectionLine], _ before: [Role]) -> Role {
    let line = layout.lines[part.line]
    if part.range.lowerBound > 0, offset > 0, parts[offset - 1].line == part.line { return .prose }
    if offset + 1 < parts.count, parts[offset + 1].line == part.line { return .header }
    if line.hasBullet, anchor(in: part)?.isRange == true, isHeaderShaped(part),
      isListedLikeAHead(line, offset, parts, before)
    {
      return .header
    }
    if line.hasBullet, offset > 0, before[offset - 1] == .header, isOnlyDate(parts[offset - 1]),
      isHeadBesideDate(part, next: offset + 1 < parts.count ? parts[offset + 1] : nil)
    {
      return .header
    }
    if line.hasBullet {
      return anchor(in: part) != nil && line.wordCount <= 14 && !previousIsBullet(before) ? .header : .bullet
    }
    if offset > 0,
      isContinuation(part, of: parts[offset - 1], role: before[offset - 1], first(of: offset - 1, parts, before))
    {
      return .continuation
    }
    if anchor(in: part) != nil, isHeaderShaped(part) { return .header }
    let words = line.tokens[line.tokenIndices(in: part.range)].filter(\.isWordLike).count
    let hasGap = line.folded[part.range].contains(0x09)
    if hasGap, words < 16 { return .header }
    let endsSentence = line.folded[part.range].last == 0x2E
    let isPlain = !line.isBold && line.size <= layout.typography.bodySize * 1.1
    if isPlain, words >= 13 || words >= 8 && endsSentence || words >= 9 && startsSmall(part) { return .prose }
    if isPlain, words >= 8, !hasSeparator(part), !isTitleCased(part) { return .prose }
    return .header
  }

  /// Entries may be a list's items themselves, their duties a list within: as far left as the first head was.
  private func isListedLikeAHead(_ line: TextLine, _ offset: Int, _ parts: [SectionLine], _ before: [Role]) -> Bool {
    guard let first = (0..<offset).first(where: { before[$0] == .header && layout.lines[parts[$0].line].hasBullet })
    else { return false }
    return line.indent <= layout.lines[parts[first].line].indent + 1
  }

  /// "2019 – 2021" with "• Clerk, Acme Ltd" in the same row, or with the duties as a list within.
  private func isHeadBesideDate(_ part: SectionLine, next: SectionLine?) -> Bool {
    let line = layout.lines[part.line]
    guard line.wordCount <= 16, line.folded[part.range].last != 0x2E else { return false }
    if let gap = line.gapAbove, gap < -line.size * 0.8 { return true }
    guard let next, layout.lines[next.line].hasBullet, layout.lines[next.line].indent > line.indent + 2 else {
      return false
    }
    return line.runs.first?.style.isBold == true || Gazetteer.standard.titleHeads(line, part.range) > 0
  }

  private func previousIsBullet(_ before: [Role]) -> Bool { before.last == .bullet || before.last == .continuation }

  private func startsSmall(_ part: SectionLine) -> Bool {
    layout.lines[part.line].scalars[part.range].first?.isLower == true
  }

  private func hasSeparator(_ part: SectionLine) -> Bool {
    layout.lines[part.line].folded[part.range].contains {
      $0 == 0x7C || $0 == 0x2C || $0 == 0xB7 || $0 == 0x40 || $0 == 0x2022
    }
  }

  /// Most longer words begin with a capital, as in titles and names.
  private func isTitleCased(_ part: SectionLine) -> Bool {
    let line = layout.lines[part.line]
    var capitals = 0
    var all = 0
    for token in line.tokens[line.tokenIndices(in: part.range)] where token.kind == .word && token.count > 3 {
      all += 1
      if line.scalars[token.start].isUpper { capitals += 1 }
    }
    return all > 0 && capitals * 3 >= all * 2
  }

  /// The line on which the item that a line belongs to began.
  private func first(of offset: Int, _ parts: [SectionLine], _ roles: [Role]) -> SectionLine {
    var index = offset
    while index > 0, roles[index] == .continuation { index -= 1 }
    return parts[index]
  }

  private func isContinuation(_ part: SectionLine, of before: SectionLine, role: Role, _ first: SectionLine) -> Bool {
    guard role != .header else { return false }
    let (line, other, start) = (layout.lines[part.line], layout.lines[before.line], layout.lines[first.line])
    guard abs(line.size - other.size) < 1, line.isBold == other.isBold || !line.isBold else { return false }
    if line.flow != other.flow {
      // Over a column's or page's end: only what plainly goes on.
      return startsSmall(part) && other.folded[before.range].last != 0x2E && !(anchor(in: part)?.isRange ?? false)
    }
    if let anchor = anchor(in: part), anchor.isRange, anchorIsEdge(anchor, part) { return false }
    let isFull = layout.isFull(before.line, nextWord: layout.firstWordLength(part.line))
    if line.box == nil {
      return start.hasBullet && line.indent > start.indent && line.folded[part.range].contains(0x09) == false
    }
    if let gap = line.gapAbove, let usual = other.gapAbove ?? line.gapAbove, gap > max(usual, 0) + line.size * 0.6 {
      return false
    }
    if start.hasBullet, line.indent > start.indent + 2, !line.folded[part.range].contains(0x09) {
      return isFull || startsSmall(part)
        || line.indent > start.indent + 4 && !line.isBold && line.wordCount > 0 && hangs(line, start)
    }
    // A justified line may hold a gap; two cells do not begin in mid-sentence.
    if line.folded[part.range].contains(0x09),
      start.hasBullet || !isFull || !startsSmall(part) || anchor(in: part) != nil
    {
      return false
    }
    let isAligned = abs(line.indent - other.indent) < 2.5 || before.line == first.line
    if role == .prose || !start.hasBullet {
      return isFull && isAligned && (line.isItalic == other.isItalic) && !line.isBold
    }
    return isFull && isAligned && startsSmall(part)
  }

  /// Set under the text of its bullet rather than under the bullet.
  private func hangs(_ line: TextLine, _ start: TextLine) -> Bool {
    guard let first = start.runs.first?.box else { return false }
    return abs(first.x0 - line.indent) < 3
  }

  /// "Electrician at Acme Ltd. Maintained …": the sentence behind a head on the same line is its text.
  private func runningHead(_ part: SectionLine, after before: SectionLine?) -> [SectionLine] {
    let line = layout.lines[part.line]
    let isWide = line.folded[part.range].contains(where: Folding.isWide)
    guard !line.hasBullet, line.wordCount >= 7 || isWide && part.range.count >= 20,
      line.dates.first.map({ $0.range.lowerBound <= part.range.lowerBound + 1 }) == true
        || line.runs.first?.style.isBold == true && line.runs.count > 1 || before.map(isOnlyDate) == true
        || line.dates.contains(where: { $0.isRange && $0.range.lowerBound < part.range.lowerBound + 100 })
    else { return [part] }
    var index = part.range.lowerBound
    while index + 2 < part.range.upperBound {
      defer { index += 1 }
      guard line.folded[index] == 0x2E, line.folded[index + 1] == 0x20,
        line.scalars[index + 2].isUpper || Folding.isWide(line.folded[index + 2])
      else { continue }
      let isDoubled = index > 0 && line.folded[index - 1] == 0x2E
      let end = isDoubled ? index - 1 : index
      guard let token = line.tokens.last(where: { $0.end == end }),
        token.count > 1 || isDoubled || line.folded[token.start] == 0x29,
        !Self.abbreviations.contains(Emails.string(line.scalars[token.start..<token.end])),
        !isLegalForm(line, after: index),
        token.kind == .word || isDoubled || line.folded[index - 1] == 0x29
          || line.dates.contains(where: { $0.range.upperBound == index })
      else { continue }
      let rest = line.trimmed((index + 1)..<part.range.upperBound)
      let restWords = isWide ? rest.count / 2 : line.tokens[line.tokenIndices(in: rest)].filter(\.isWordLike).count
      let isFullLine = layout.isFull(part.line, nextWord: 12)
      let isGrade = takesLoneDates && Gazetteer.standard.isScore(line, rest)
      guard isGrade || (restWords >= 3 || isFullLine) && (isFullLine || restWords >= 6) else { continue }
      return [
        SectionLine(line: part.line, range: part.range.lowerBound..<index + 1),
        SectionLine(line: part.line, range: rest),
      ]
    }
    return [part]
  }

  /// "Pvt. Ltd.": the full stop is in the middle of a legal form.
  private func isLegalForm(_ line: TextLine, after stop: Int) -> Bool {
    guard let next = line.tokens.firstIndex(where: { $0.start > stop && $0.isWordLike }) else { return false }
    let match = Gazetteer.standard.organizations.match(line, at: next, before: line.tokens.count)
    return match?.value == Gazetteer.Organization.tail.rawValue
  }

  private func isOnlyDate(_ part: SectionLine) -> Bool {
    guard let span = anchor(in: part) else { return false }
    return layout.lines[part.line].trimmed(part.range).count - span.range.count <= 1
  }

  private static let abbreviations: Set<String> = [
    "St", "Dr", "Mr", "Mrs", "Ms", "Sp", "Prof", "Sr", "Jr", "No", "Nr", "Dept", "Univ", "Ste", "Av", "Ing", "Dipl",
    "Dott", "Sta", "Sto", "Mag", "Hr", "Fr", "ds", "Ph", "Sc",
  ]

  // MARK: Anchors

  /// The date that an entry may hang on: a range, or where lone dates count, a date at an edge of the line.
  func anchor(in part: SectionLine) -> DateSpan? {
    let line = layout.lines[part.line]
    let inside = line.dates.filter {
      $0.range.lowerBound >= part.range.lowerBound && $0.range.upperBound <= part.range.upperBound
    }
    if let range = inside.first(where: { $0.isRange }) { return range }
    guard let lone = inside.last(where: { anchorIsEdge($0, part) }) ?? (inside.count == 1 ? inside.first : nil),
      anchorIsEdge(lone, part)
    else { return nil }
    if takesLoneDates { return lone }
    // A lone date heads a job where a gap sets it off, it stands alone, or in brackets at the end.
    let rest = line.trimmed(part.range).count - lone.range.count
    if rest <= 2 { return lone }
    let before = lone.range.lowerBound > part.range.lowerBound ? line.folded[lone.range.lowerBound - 1] : 0x09
    let after = lone.range.upperBound < part.range.upperBound ? line.folded[lone.range.upperBound] : 0x09
    return before == 0x09 && lone.range.lowerBound > part.range.lowerBound || after == 0x09
      || line.folded[lone.range.lowerBound] == 0x28 ? lone : nil
  }

  /// The date of a cell that holds nothing else.
  private func lone(_ part: SectionLine) -> DateSpan? {
    layout.lines[part.line].dates.first { $0.range.overlaps(part.range) }
  }

  private func anchorIsEdge(_ span: DateSpan, _ part: SectionLine) -> Bool {
    let line = layout.lines[part.line]
    let before = line.trimmed(part.range.lowerBound..<max(part.range.lowerBound, span.range.lowerBound))
    let after = line.trimmed(min(span.range.upperBound, part.range.upperBound)..<part.range.upperBound)
    func isBare(_ range: Range<Int>) -> Bool {
      !range.contains { Folding.isLetter(line.folded[$0]) || Folding.isDigit(line.folded[$0]) }
    }
    if isBare(before) || isBare(after) { return true }
    // Set off by gaps or marks on either side.
    let left = line.folded[before.upperBound - 1]
    return line.folded[before.upperBound..<span.range.lowerBound].contains(0x09) || left == 0x7C || left == 0xB7
      || left == 0x2022 || left == 0x2C || left == 0x2D
      || line.folded[span.range.lowerBound] == 0x28
  }

  /// What stands beside the date is short enough to head an entry.
  private func isHeaderShaped(_ part: SectionLine) -> Bool {
    let line = layout.lines[part.line]
    guard let span = anchor(in: part) else { return false }
    var words = 0
    for token in line.tokens[line.tokenIndices(in: part.range)]
    where token.isWordLike && !span.range.contains(token.start) { words += 1 }
    return anchorIsEdge(span, part) ? words <= 24 : words <= 14
  }

  // MARK: Assembly

  private func assemble(_ parts: [SectionLine], _ roles: [Role]) -> [RawEntry] {
    var entries: [RawEntry] = []
    let before = usualLead(parts, roles)
    var index = 0
    while index < parts.count {
      if roles[index] == .header {
        var end = index
        while end < parts.count, roles[end] == .header { end += 1 }
        take(run: Array(parts[index..<end]), usualLead: before, into: &entries, followedByBody: end < parts.count)
        index = end
      } else {
        var item = RawEntry.Item(parts: [parts[index]], hasBullet: layout.lines[parts[index].line].hasBullet)
        index += 1
        while index < parts.count, roles[index] == .continuation {
          item.parts.append(parts[index])
          index += 1
        }
        if entries.isEmpty { entries.append(RawEntry(header: [], date: nil, body: [])) }
        entries[entries.count - 1].body.append(item)
      }
    }
    return entries.filter { !$0.header.isEmpty }
  }

  /// How many lines usually stand above the date of an entry, told by the runs that hold one date.
  private func usualLead(_ parts: [SectionLine], _ roles: [Role]) -> Int {
    var counts: [Int: Int] = [:]
    var index = 0
    while index < parts.count {
      guard roles[index] == .header else {
        index += 1
        continue
      }
      let start = index
      while index < parts.count, roles[index] == .header { index += 1 }
      if let first = (start..<index).first(where: { anchor(in: parts[$0]) != nil }) {
        counts[first - start, default: 0] += 1
      }
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0
  }

  private func take(run: [SectionLine], usualLead: Int, into entries: inout [RawEntry], followedByBody: Bool) {
    var anchors = run.indices.filter { anchor(in: run[$0]) != nil }
    guard !anchors.isEmpty else {
      takeUndated(run, into: &entries)
      return
    }
    // "2024 –" over "present": the second line ends the first's range.
    if takesLoneDates { anchors = anchors.filter { $0 == anchors[0] || !isGrade(run[$0]) } }
    var starts: [Int] = []
    for (offset, anchorIndex) in anchors.enumerated() {
      if offset == 0 {
        starts.append(max(0, start(of: run, anchor: anchorIndex, usualLead: usualLead, isFirst: entries.isEmpty)))
        continue
      }
      let previous = anchors[offset - 1]
      let room = anchorIndex - previous - 1
      var lead = min(room, anchors[0] - starts[0])
      if let gap = widestGap(run, from: previous + 1, through: anchorIndex) { lead = anchorIndex - gap }
      starts.append(anchorIndex - lead)
    }
    for line in run[..<starts[0]] { appendToBody(line, &entries) }
    for (offset, start) in starts.enumerated() {
      let end = offset + 1 < starts.count ? starts[offset + 1] : run.count
      let anchorIndex = anchors[offset]
      var header = Array(run[start..<min(end, anchorIndex + 1)])
      var body: [RawEntry.Item] = []
      var fields = header.reduce(0) { $0 + fieldCount($1) }
      for index in (anchorIndex + 1)..<max(end, anchorIndex + 1) {
        let isLast = index + 1 == run.count && followedByBody && offset + 1 == starts.count
        let belongs =
          takesLoneDates || fields < 2 || hasFieldLabel(run[index]) || isPlaceLike(run[index], isLast: isLast)
          || isTitle(run[index]) && !header.contains(where: isTitle)
        if index - anchorIndex <= 3, body.isEmpty, header.count < 5, belongs, !isLabelled(run[index]) {
          header.append(run[index])
          fields += fieldCount(run[index])
        } else {
          body.append(RawEntry.Item(parts: [run[index]], hasBullet: false))
        }
      }
      let span = anchor(in: run[anchorIndex])
      entries.append(RawEntry(header: header, date: span.map { ($0, run[anchorIndex].line) }, body: body))
    }
  }

  /// How many of an employer and a title a head's line may name.
  private func fieldCount(_ part: SectionLine) -> Int {
    let line = layout.lines[part.line]
    let atoms = AtomCutter().atoms(
      of: line, index: part.line, in: part.range, without: line.dates.filter(\.isRange).map(\.range))
    return atoms.reduce(0) { $0 + (Gazetteer.standard.place(line, $1.range).covered > 0.99 ? 0 : 1) }
  }

  /// A job title and little else.
  private func isTitle(_ part: SectionLine) -> Bool {
    let line = layout.lines[part.line]
    return line.tokenIndices(in: part.range).count <= 8 && !line.hasBullet && line.folded[part.range].last != 0x2E
      && Gazetteer.standard.titleHeads(line, part.range) > 0
  }

  /// "Location: Dublin" in a form.
  private func hasFieldLabel(_ part: SectionLine) -> Bool {
    let line = layout.lines[part.line]
    guard let colon = line.folded[part.range].firstIndex(of: 0x3A) else { return false }
    return labelRole(line, part.range.lowerBound..<colon) != nil
  }

  /// A place under a head that is complete without it; an unknown one only where text follows at once.
  private func isPlaceLike(_ part: SectionLine, isLast: Bool) -> Bool {
    let line = layout.lines[part.line]
    if Gazetteer.standard.place(line, part.range).covered > 0.6 { return true }
    let words = line.tokens[line.tokenIndices(in: part.range)].filter(\.isWordLike).count
    return isLast && words <= 4 && isTitleCased(part) && line.folded[part.range].last != 0x2E && !line.hasBullet
  }

  /// A grade or another year in a line of its own is no second entry.
  private func isGrade(_ part: SectionLine) -> Bool {
    Gazetteer.standard.isScore(layout.lines[part.line], part.range)
  }

  /// "Technologies: …", "Responsibilities:".
  private func isLabelled(_ part: SectionLine) -> Bool {
    let line = layout.lines[part.line]
    guard let colon = line.folded[part.range].firstIndex(of: 0x3A), colon - part.range.lowerBound <= 30 else {
      return false
    }
    // "Master of Science: Marketing"
    if takesLoneDates, Gazetteer.standard.degree(line, part.range.lowerBound..<colon) != nil { return false }
    return colon + 1 >= part.range.upperBound
      || Folding.isSpace(line.folded[colon + 1])
        && labelRole(line, part.range.lowerBound..<colon) == nil
  }

  private func start(of run: [SectionLine], anchor: Int, usualLead: Int, isFirst: Bool) -> Int {
    var start = bareStart(of: run, anchor: anchor, usualLead: usualLead, isFirst: isFirst)
    // A title set over several lines begins at its first.
    let wraps = HeadWraps(layout)
    while start > 0, start <= anchor, wraps.goOn(run[start - 1], in: run[start]) { start -= 1 }
    return start
  }

  private func bareStart(of run: [SectionLine], anchor: Int, usualLead: Int, isFirst: Bool) -> Int {
    guard anchor > 0 else { return 0 }
    if isFirst { return max(0, anchor - 3) }
    // White above is the best sign of where an entry begins.
    if let gap = widestGap(run, from: 0, through: anchor) {
      // A title above its date belongs to it in every entry, whatever white stands between them.
      return anchor <= 2 && anchor == usualLead ? 0 : gap
    }
    if anchor > 2 || anchor > usualLead + 1 { return anchor - min(max(usualLead, 0), 2) }
    return 0
  }

  /// The line in a stretch with clearly more white above it than the others.
  private func widestGap(_ run: [SectionLine], from low: Int, through high: Int) -> Int? {
    guard low < high else { return nil }
    var widest: (index: Int, gap: Double)?
    var second = -Double.infinity
    for index in low...high {
      let line = layout.lines[run[index].line]
      guard let gap = line.gapAbove else { continue }
      if gap > widest?.gap ?? -Double.infinity {
        second = widest?.gap ?? second
        widest = (index, gap)
      } else {
        second = max(second, gap)
      }
    }
    guard let widest, widest.gap > max(second, 0) + layout.typography.bodySize * 0.25 else { return nil }
    return widest.index
  }

  private func takeUndated(_ run: [SectionLine], into entries: inout [RawEntry]) {
    let line = layout.lines[run[0].line]
    let looksLikeHead = entries.last.flatMap(\.header.first).map { first in
      let other = layout.lines[first.line]
      return StyleKey(other) == StyleKey(line)
        && (line.isBold || line.size > layout.typography.bodySize * 1.05 || line.headingLevel != nil) && run.count <= 4
    }
    let isDatedSection = entries.contains { $0.date != nil }
    if entries.isEmpty || looksLikeHead == true
      || !isDatedSection && (entries.last?.body.isEmpty == false || (line.gapAbove ?? 0) > line.size * 0.45)
    {
      entries.append(RawEntry(header: Array(run.prefix(4)), date: nil, body: []))
      for part in run.dropFirst(4) { appendToBody(part, &entries) }
    } else if takesLoneDates, !isDatedSection {
      for part in run { entries[entries.count - 1].header.append(part) }
    } else {
      for part in run { appendToBody(part, &entries) }
    }
  }

  private func appendToBody(_ part: SectionLine, _ entries: inout [RawEntry]) {
    guard !entries.isEmpty else { return }
    entries[entries.count - 1].body.append(RawEntry.Item(parts: [part], hasBullet: false))
  }
}
