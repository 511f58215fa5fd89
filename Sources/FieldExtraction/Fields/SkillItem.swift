/// One item of a list of skills, reduced to the skills it names: without levels, years and bars, brackets and pairs opened.
struct SkillItem {
  private let item: ListItem
  private let scalars: [Unicode.Scalar]
  private let folded: [UInt32]
  private let tokens: [Token]
  private let taxonomy = SkillTaxonomy.standard
  private let words = SkillWords.standard

  init(_ item: ListItem) {
    self.item = item
    scalars = Array(item.text.unicodeScalars)
    folded = scalars.map(Folding.fold)
    tokens = Tokenizer.tokens(of: folded)
  }

  /// - Parameter isLast: of a list of several, before whose last item stands "and".
  func skills(isLast: Bool = false) -> [ListItem] {
    guard !isLevel(0..<folded.count) else { return [] }
    var range = trimmed(0..<folded.count)
    range = withoutLead(range)
    if isLast { range = withoutConjunction(range) }
    if let pieces = instances(range) { return pieces.flatMap(names) }
    return names(range)
  }

  /// Whether the whole range says how well or how long, not what.
  func isLevel(_ range: Range<Int>) -> Bool {
    let range = trimmed(range)
    let inside = tokens.filter { $0.start >= range.lowerBound && $0.end <= range.upperBound }
    guard inside.contains(where: \.isWordLike) else { return true }
    var index = 0
    var sawWord = false
    while index < inside.count {
      let token = inside[index]
      if token.kind == .word || token.kind == .mixed {
        if let match = words.levels.match(folded, inside, at: index, before: inside.count) {
          (index, sawWord) = (match.end, true)
          continue
        }
        // "B2", "C1".
        guard token.kind == .mixed, token.count == 2, folded[token.start] >= 0x61, folded[token.start] <= 0x63 else {
          return false
        }
      }
      index += 1
    }
    // "Office 365" has its number in its name; a bare number is none.
    return sawWord || inside.allSatisfy { $0.kind == .number || $0.kind == .sign || $0.kind == .mixed && $0.count == 2 }
  }

  private func names(_ range: Range<Int>) -> [ListItem] {
    let range = withoutLevel(trimmed(range))
    guard !range.isEmpty, range.count <= 80, hasLetter(range) else { return [] }
    if taxonomy.skill(folded, in: range) != nil { return [listItem(range)] }
    if let opened = brackets(range) { return opened }
    if let parts = pair(range) { return parts.map(listItem) }
    if let run = run(range) { return run.map(listItem) }
    return [listItem(range)]
  }

  // MARK: What is cut off

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (low, high) = (range.lowerBound, range.upperBound)
    func isEdge(_ scalar: UInt32) -> Bool {
      Folding.isSpace(scalar) || scalar == 0x2D || scalar == 0x3A || isBar(scalar)
    }
    while low < high, isEdge(folded[low]) { low += 1 }
    while high > low, isEdge(folded[high - 1]) { high -= 1 }
    return low..<high
  }

  /// Dots, stars, squares and blocks as bars of a level.
  private func isBar(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x2580...0x25FF, 0x2605, 0x2606, 0x2B1B...0x2B52, 0x2B24, 0x2022, 0x26AA, 0x26AB, 0x2714, 0x2713: true
    default: false
    }
  }

  /// "Proficient in Python": the words before the first skill.
  private func withoutLead(_ range: Range<Int>) -> Range<Int> {
    guard let first = tokens.firstIndex(where: { $0.start >= range.lowerBound && $0.isWordLike }),
      let match = words.leads.match(folded, tokens, at: first, before: tokens.count), match.end < tokens.count,
      taxonomy.skill(folded, in: range) == nil
    else { return range }
    return trimmed(tokens[match.end - 1].end..<range.upperBound)
  }

  private func withoutConjunction(_ range: Range<Int>) -> Range<Int> {
    guard let first = tokens.first(where: { $0.start >= range.lowerBound && $0.isWordLike }), first.kind == .word,
      first.start == range.lowerBound, first.end < range.upperBound, first.count <= 5,
      SkillWords.conjunctions.match(folded, [first], at: 0, before: 1) != nil, scalars[first.start].isLower
    else { return range }
    return trimmed(first.end..<range.upperBound)
  }

  /// "Python (5 years)", "Excel – advanced", "SQL 80%", "Java: 4/5", "Advanced: Excel".
  private func withoutLevel(_ range: Range<Int>) -> Range<Int> {
    var range = range
    if taxonomy.skill(folded, in: range) != nil { return range }
    // Behind a bracket, a dash, a colon or a wide gap.
    for offset in range.reversed() where offset > range.lowerBound && offset < range.upperBound {
      let scalar = folded[offset]
      let isBoundary =
        scalar == 0x28 || scalar == 0x5B || scalar == 0x3A || scalar == 0x09
        || scalar == 0x2D && (folded[offset - 1] == 0x20) || isBar(scalar)
      guard isBoundary else { continue }
      if isLevel((offset + 1)..<range.upperBound) { range = trimmed(range.lowerBound..<offset) } else { break }
    }
    // "SQL 80%", "Java 4/5", "Python 5 years".
    if let space = numberStart(range), isLevel(space..<range.upperBound) {
      range = trimmed(range.lowerBound..<space)
    }
    // "Fortgeschritten IV Therapy": a level's cell ran into its list.
    let inside = tokens.filter { $0.start >= range.lowerBound && $0.end <= range.upperBound }
    if let match = words.levels.match(folded, inside, at: 0, before: inside.count), match.end < inside.count,
      taxonomy.skill(folded, in: inside[match.end].start..<range.upperBound) != nil
    {
      range = trimmed(inside[match.end - 1].end..<range.upperBound)
    }
    return range
  }

  /// Where digits with a percent sign, a slash or a word for years begin behind a name.
  private func numberStart(_ range: Range<Int>) -> Int? {
    let inside = tokens.filter { $0.start >= range.lowerBound && $0.end <= range.upperBound }
    guard inside.count > 1 else { return nil }
    for token in inside.dropFirst() where token.kind == .number && token.spaceBefore {
      let behind = folded[token.end..<range.upperBound]
      guard behind.contains(where: { $0 == 0x25 || $0 == 0x2F || $0 == 0x2B || Folding.isLetter($0) }) else { continue }
      return token.start
    }
    return nil
  }

  // MARK: What is opened

  /// "AWS (EC2, S3)": the name and what its bracket lists.
  private func brackets(_ range: Range<Int>) -> [ListItem]? {
    guard let open = folded[range].firstIndex(of: 0x28), open > range.lowerBound, folded[range.upperBound - 1] == 0x29
    else { return nil }
    let inside = (open + 1)..<(range.upperBound - 1)
    guard !folded[inside].contains(0x28) else { return nil }
    let outer = trimmed(range.lowerBound..<open)
    guard folded[inside].contains(0x2C) || folded[inside].contains(0x2F) && pair(trimmed(inside)) != nil else {
      return nil
    }
    var result = [listItem(outer)]
    var start = inside.lowerBound
    for offset in inside.lowerBound...inside.upperBound where offset == inside.upperBound || folded[offset] == 0x2C {
      var piece = trimmed(start..<offset)
      if offset == inside.upperBound { piece = withoutConjunction(piece) }
      if !piece.isEmpty, !isLevel(piece) { result += names(piece) }
      start = offset + 1
    }
    return result
  }

  /// "Java/Kotlin", "Docker and Kubernetes", "HTML & CSS": each a skill of its own.
  private func pair(_ range: Range<Int>) -> [Range<Int>]? {
    var parts: [Range<Int>] = []
    var start = range.lowerBound
    for (position, token) in tokens.enumerated() where token.start > range.lowerBound && token.end < range.upperBound {
      let isSlash = token.kind == .sign && folded[token.start] == 0x2F
      let isWord =
        position > 0 && token.spaceBefore && token.count <= 5
        && SkillWords.conjunctions.match(folded, [token], at: 0, before: 1) != nil
        && scalars[token.start..<token.end].allSatisfy { !$0.isUpper }
      guard isSlash || isWord else { continue }
      parts.append(trimmed(start..<token.start))
      start = token.end
    }
    guard !parts.isEmpty else { return nil }
    parts.append(trimmed(start..<range.upperBound))
    return parts.allSatisfy { taxonomy.skill(folded, in: $0) != nil } ? parts : nil
  }

  /// "Python SQL Docker Kubernetes": three skills or more, and nothing else.
  private func run(_ range: Range<Int>) -> [Range<Int>]? {
    let matches = taxonomy.matches(folded, in: range)
    guard matches.count >= 3 else { return nil }
    var end = range.lowerBound
    for match in matches {
      guard folded[end..<match.range.lowerBound].allSatisfy({ Folding.isSpace($0) || isBar($0) }) else { return nil }
      end = match.range.upperBound
    }
    return end == range.upperBound ? matches.map(\.range) : nil
  }

  /// "Scripting languages such as Python and Perl": what stands behind.
  private func instances(_ range: Range<Int>) -> [Range<Int>]? {
    for (index, token) in tokens.enumerated() where token.start > range.lowerBound && token.kind == .word {
      guard let match = words.instances.match(folded, tokens, at: index, before: tokens.count),
        match.end < tokens.count,
        tokens[match.end].start < range.upperBound
      else { continue }
      let rest = trimmed(tokens[match.end].start..<range.upperBound)
      guard taxonomy.skill(folded, in: rest) != nil || pair(rest) != nil else { continue }
      let before = trimmed(range.lowerBound..<token.start)
      return taxonomy.skill(folded, in: before) == nil ? [rest] : [before, rest]
    }
    return nil
  }

  /// "©" is folded into one.
  private func hasLetter(_ range: Range<Int>) -> Bool { scalars[range].contains { $0.properties.isAlphabetic } }

  private func listItem(_ range: Range<Int>) -> ListItem {
    ListItem(text: Emails.string(scalars[range]), line: item.line, range: item.range)
  }
}
