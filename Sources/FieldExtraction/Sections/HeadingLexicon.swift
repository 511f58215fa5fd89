/// Tells what a heading's words mean: exact alias, "X & Y" compound, head noun.
struct HeadingLexicon {
  enum Strength: Int, Comparable {
    case head = 1
    case compound, exact

    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  private var aliases = Lexicon()
  private var heads = Lexicon()

  static let standard = HeadingLexicon(ResourceFile("headings.txt"))

  init(_ file: ResourceFile) {
    var kinds: [String: SectionKind] = [:]
    for kind in SectionKind.allCases { kinds[kind.name] = kind }
    for group in file.groups {
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

  /// The meaning of a heading set over two lines, where only both together are an alias.
  func meaning(of line: TextLine, continuedBy next: TextLine) -> SectionKind? {
    let folded = line.folded + [0x20] + next.folded
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
    guard tokens.filter(\.isWordLike).count <= 4 else { return nil }
    // The head noun stands last in Germanic languages, first in Romance and Slavic ones: either will do.
    for index in tokens.indices where tokens[index].kind == .word {
      if let match = heads.match(folded, tokens, at: index, before: tokens.count),
        let kind = SectionKind(rawValue: match.value)
      {
        // "Volunteer experience" is volunteering: a more particular word decides.
        for other in tokens.indices where other != index && tokens[other].kind == .word {
          if let match = heads.match(folded, tokens, at: other, before: tokens.count),
            let particular = SectionKind(rawValue: match.value), particular == .volunteering
          {
            return (particular, .head)
          }
        }
        return (kind, .head)
      }
    }
    return nil
  }

  private static func isJoiner(_ folded: [UInt32], _ token: Token) -> Bool {
    if token.kind == .sign { return true }
    guard token.kind == .word, token.count <= 3 else { return false }
    switch String(String.UnicodeScalarView(folded[token.start..<token.end].compactMap(Unicode.Scalar.init))) {
    case "and", "und", "et", "y", "e", "en", "i", "och", "og", "ed", "oraz": return true
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
    // Numbering: "2.", "IV.", and a colon behind.
    if tokens.count > 1, tokens[0].kind == .number, tokens[0].count <= 2 { tokens.removeFirst() }
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

  private static let continued = [
    "continued", "contd", "cont", "fortsetzung", "suite", "continuacion", "continuacao", "segue", "vervolg",
  ].map(Folding.fold)
}
