/// Tells what a heading's words mean: exact alias, "X & Y" compound, head noun.
struct HeadingLexicon {
  enum Strength: Int, Comparable {
    case head = 1
    case compound, exact

    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  private var aliases = Lexicon(capacity: 8000)
  private var heads = Lexicon()
  /// Aliases that mean one thing over schools and another over courses: "Qualifications", "Weiterbildung".
  private var ambiguous = Lexicon()

  static let standard = HeadingLexicon(ResourceFile("headings.txt"))

  init(_ file: ResourceFile) {
    var kinds: [String: SectionKind] = [:]
    for kind in SectionKind.allCases { kinds[kind.name] = kind }
    for group in file.groups {
      if group.name == "ambiguous" {
        for phrase in group.phrases { ambiguous.insert(phrase, 1) }
        continue
      }
      let isHead = group.name.hasSuffix(".head")
      guard let kind = kinds[isHead ? String(group.name.dropLast(5)) : group.name] else { continue }
      for phrase in group.phrases {
        if isHead { heads.insert(phrase, kind.rawValue) } else { aliases.insert(phrase, kind.rawValue) }
      }
    }
  }

  /// The meaning of a stretch of a line that may be a heading; numbering, a colon and "(continued)" do not count.
  func meaning(of line: TextLine, in range: Range<Int>) -> (kind: SectionKind, strength: Strength)? {
    let (folded, tokens) = Self.heading(line, range)
    return meaning(folded, tokens)
  }

  /// Whether what stands under the heading decides what it means.
  func isAmbiguous(_ line: TextLine, in range: Range<Int>) -> Bool {
    let (folded, tokens) = Self.heading(line, range)
    return ambiguous.match(folded, tokens, at: 0, before: tokens.count)?.end == tokens.count && !tokens.isEmpty
  }

  /// The meaning of a heading set over two lines, where only both together are an alias.
  func meaning(of line: TextLine, continuedBy next: TextLine) -> SectionKind? {
    meaning(of: line.folded + [0x20] + next.folded)
  }

  /// The meaning of folded words that are an alias as a whole.
  func meaning(of folded: [UInt32]) -> SectionKind? {
    let tokens = Tokenizer.tokens(of: folded)
    guard tokens.count <= 6, let match = aliases.match(folded, tokens, at: 0, before: tokens.count),
      match.end == tokens.count
    else { return nil }
    return SectionKind(rawValue: match.value)
  }

  private func meaning(_ folded: [UInt32], _ tokens: [Token]) -> (kind: SectionKind, strength: Strength)? {
    guard !tokens.isEmpty, tokens.count <= 9 else { return nil }
    if let match = aliases.match(folded, tokens, at: 0, before: tokens.count), match.end == tokens.count {
      return SectionKind(rawValue: match.value).map { ($0, .exact) }
    }
    // "Education & Training", "Sprachen und EDV", "Compétences / Langues", "Skills, Languages": each part an alias.
    var parts: [SectionKind] = []
    var index = 0
    while index < tokens.count {
      if Self.isJoiner(folded, tokens[index]) {
        index += 1
        continue
      }
      guard let match = aliases.match(folded, tokens, at: index, before: tokens.count),
        let kind = SectionKind(rawValue: match.value),
        match.end == tokens.count || Self.isJoiner(folded, tokens[match.end])
      else {
        parts.removeAll()
        break
      }
      parts.append(kind)
      index = match.end
    }
    if let first = parts.first { return (first, .compound) }
    guard tokens.filter(\.isWordLike).count <= 5 else { return nil }
    // The head noun stands last in Germanic languages, first in Romance and Slavic ones: either will do. "Volunteer
    // experience" is volunteering, "language skills" are languages: the more particular word decides.
    var found: SectionKind?
    for index in tokens.indices where tokens[index].kind == .word {
      guard let match = heads.match(folded, tokens, at: index, before: tokens.count),
        let kind = SectionKind(rawValue: match.value)
      else { continue }
      if found.map({ kind.particularity > $0.particularity }) ?? true { found = kind }
    }
    return found.map { ($0, .head) }
  }

  private static func isJoiner(_ folded: [UInt32], _ token: Token) -> Bool {
    if token.kind == .sign { return true }
    guard token.kind == .word, token.count <= 4 else { return false }
    switch String(String.UnicodeScalarView(folded[token.start..<token.end].compactMap(Unicode.Scalar.init))) {
    case "and", "und", "et", "y", "e", "en", "i", "och", "og", "ed", "oraz", "ja", "a", "es", "si", "in", "και", "ve",
      "и",
      "і", "й", "та", "dan", "va", "plus", "和", "与", "與", "及", "と", "및":
      return true
    default: return false
    }
  }

  /// The folded text and tokens of what may be a heading, letter-spacing undone and trimmings removed.
  private static func heading(_ line: TextLine, _ range: Range<Int>) -> ([UInt32], [Token]) {
    // Wide word spaces come as tabs.
    var folded = line.folded[line.trimmed(range)].map { $0 == 0x09 ? 0x20 : $0 }
    var tokens = Tokenizer.tokens(of: folded)
    if tokens.count > 4, tokens.allSatisfy({ $0.count == 1 }) {
      // "E D U C A T I O N": double spaces part the words.
      var joined: [UInt32] = []
      var spaces = 0
      for scalar in folded {
        if Folding.isSpace(scalar) {
          spaces += 1
        } else {
          if spaces > 1 { joined.append(0x20) }
          spaces = 0
          joined.append(scalar)
        }
      }
      folded = joined
      tokens = Tokenizer.tokens(of: folded)
    }
    // Numbering: "2.", "2.1", "IV.", "B)", and a colon behind.
    while tokens.count > 1, isNumbering(folded, tokens) {
      tokens.removeFirst()
      while tokens.first?.kind == .sign { tokens.removeFirst() }
    }
    while tokens.first?.kind == .sign { tokens.removeFirst() }
    while tokens.last?.kind == .sign { tokens.removeLast() }
    if tokens.count > 1, let last = tokens.last, last.kind == .word,
      continued.contains(where: { folded[last.start..<last.end].elementsEqual($0) })
    {
      tokens.removeLast()
      while tokens.last?.kind == .sign { tokens.removeLast() }
    }
    return (folded, tokens)
  }

  private static func isNumbering(_ folded: [UInt32], _ tokens: [Token]) -> Bool {
    if tokens[0].kind == .number { return tokens[0].count <= 2 }
    guard tokens[0].kind == .word, tokens[1].kind == .sign, !tokens[1].spaceBefore else { return false }
    let sign = folded[tokens[1].start]
    guard sign == 0x2E || sign == 0x29 else { return false }
    return tokens[0].count == 1
      || tokens[0].count <= 4 && folded[tokens[0].start..<tokens[0].end].allSatisfy { [0x69, 0x76, 0x78].contains($0) }
  }

  private static let continued = [
    "continued", "contd", "cont", "fortsetzung", "forts", "suite", "continuacion", "continuacao", "segue",
    "continua", "vervolg", "cd", "fortsat", "fortsatt", "fortsattning",
  ].map(Folding.fold)
}
