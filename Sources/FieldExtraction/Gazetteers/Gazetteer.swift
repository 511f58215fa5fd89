/// What the words of a resume are known for: job titles, legal forms, schools, degrees, places.
struct Gazetteer {
  enum Title: UInt16 {
    case head = 1
    case level
  }
  enum Organization: UInt16 {
    case tail = 1
    case word, employer, school
    /// A legal form in front of the name: "ООО", "PT".
    case lead
  }
  enum Study: UInt16 {
    case degree = 1
    case score, linker
  }
  enum Place: UInt16 {
    case country = 1
    case region, remote, city, code
  }
  /// Words about where somebody works or lives, that name no place.
  enum Workplace: UInt16 {
    case remote = 1
    /// "Open to relocate".
    case mobility
    /// "Based in".
    case residence
  }

  private(set) var titles = Lexicon()
  private(set) var organizations = Lexicon()
  private(set) var schools = Lexicon()
  private(set) var studies = Lexicon()
  private(set) var workplaces = Lexicon()
  let places = Places.standard
  private var titleSuffixes = Endings()
  private var schoolSuffixes = Endings()
  private var organizationSuffixes = Endings()
  /// Of names in East Asia, at either end: 株式会社, 公司.
  private var organizationAffixes: [[UInt32]] = []
  private var degreeSuffixes = Endings()

  static let standard = Gazetteer()

  private init() {
    for group in ResourceFile("titles.txt").groups {
      switch group.name {
      case "head": for phrase in group.phrases { titles.insert(phrase, Title.head.rawValue) }
      case "level":
        for phrase in group.phrases where !isTitle(String(decoding: phrase, as: UTF8.self)) {
          titles.insert(phrase, Title.level.rawValue)
        }
      default: titleSuffixes = Endings(Self.folded(group.phrases))
      }
    }
    for group in ResourceFile("organizations.txt").groups {
      switch group.name {
      case "tail": for phrase in group.phrases { organizations.insert(phrase, Organization.tail.rawValue) }
      case "word": for phrase in group.phrases { organizations.insert(phrase, Organization.word.rawValue) }
      case "employer": for phrase in group.phrases { organizations.insert(phrase, Organization.employer.rawValue) }
      case "lead": for phrase in group.phrases { organizations.insert(phrase, Organization.lead.rawValue) }
      case "school": for phrase in group.phrases { schools.insert(phrase, Organization.school.rawValue) }
      case "organizationSuffix": organizationSuffixes = Endings(Self.folded(group.phrases))
      case "organizationAffix": organizationAffixes = Self.folded(group.phrases)
      default: schoolSuffixes = Endings(Self.folded(group.phrases))
      }
    }
    for group in ResourceFile("studies.txt").groups {
      switch group.name {
      case "degree": for phrase in group.phrases { studies.insert(phrase, Study.degree.rawValue) }
      case "score": for phrase in group.phrases { studies.insert(phrase, Study.score.rawValue) }
      case "linker": for phrase in group.phrases { studies.insert(phrase, Study.linker.rawValue) }
      default: degreeSuffixes = Endings(Self.folded(group.phrases))
      }
    }
    for group in ResourceFile("workplaces.txt").groups {
      let value: Workplace =
        switch group.name {
        case "remote": .remote
        case "mobility": .mobility
        default: .residence
        }
      for phrase in group.phrases { workplaces.insert(phrase, value.rawValue) }
    }
  }

  private static func folded(_ phrases: [ArraySlice<UInt8>]) -> [[UInt32]] {
    phrases.map { Folding.fold(String(decoding: $0, as: UTF8.self)) }
  }

  private func isTitle(_ phrase: String) -> Bool {
    let folded = Folding.fold(phrase)
    let tokens = Tokenizer.tokens(of: folded)
    return titles.match(folded, tokens, at: 0, before: tokens.count)?.value == Title.head.rawValue
  }

  /// How many nouns of job titles a range holds; a compound's ending counts ("Projektleiterin").
  func titleHeads(_ line: TextLine, _ range: Range<Int>) -> Int {
    let indices = line.tokenIndices(in: range)
    var count = 0
    var index = indices.lowerBound
    while index < indices.upperBound {
      let token = line.tokens[index]
      guard token.kind == .word else {
        index += 1
        continue
      }
      if let match = titles.match(line, at: index, before: indices.upperBound) {
        if match.value == Title.head.rawValue { count += 1 }
        index = match.end
        continue
      }
      if titleSuffixes.end(line.word(token)) || isPluralOrSlashed(line, token) { count += 1 }
      index += 1
    }
    return count
  }

  /// "Engineers": the plain plural of a title.
  private func isPluralOrSlashed(_ line: TextLine, _ token: Token) -> Bool {
    guard token.count > 4, line.folded[token.end - 1] == 0x73 else { return false }
    var hash = PhraseHash()
    hash.add(line.folded[token.start..<(token.end - 1)])
    return titles.contains(hash)
  }

  /// Whether the range ends in a legal form, or holds one.
  func hasTail(_ line: TextLine, _ range: Range<Int>) -> Bool {
    let first = line.tokenIndices(in: range)
    return organizations.matches(in: line, range).contains { match in
      let token = line.tokens[match.tokens.lowerBound]
      if match.value == Organization.lead.rawValue {
        return match.tokens.lowerBound == first.lowerBound && match.tokens.upperBound < first.upperBound
          && (token.count > 4 || line.scalars[token.start..<token.end].allSatisfy { !$0.isLower })
      }
      guard match.value == Organization.tail.rawValue else { return false }
      // Short forms count only in capitals and not as the first word: "SA", "AG", not "as" or "co".
      if first.lowerBound == match.tokens.lowerBound { return false }
      if token.count <= 2, match.tokens.count == 1 {
        return line.scalars[token.start].isUpper || token.count == 1
      }
      return line.scalars[token.start].isUpper || match.tokens.count > 1
    }
  }

  func organizationWords(_ line: TextLine, _ range: Range<Int>) -> Int {
    organizations.matches(in: line, range).reduce(0) { $0 + ($1.value == Organization.word.rawValue ? 1 : 0) }
      + (hasSchool(line, range) ? 1 : 0) + compoundOrganizations(line, range)
  }

  /// "Stadtkrankenhaus", "さくら総合病院".
  private func compoundOrganizations(_ line: TextLine, _ range: Range<Int>) -> Int {
    var count = 0
    for token in line.tokens[line.tokenIndices(in: range)] where token.kind == .word && token.count > 2 {
      let word = line.word(token)
      if Folding.isWide(line.folded[token.start]) {
        if organizationAffixes.contains(where: {
          word.count > $0.count && (word.starts(with: $0) || word.hasSuffix($0))
        }) {
          count += 1
        }
      } else if line.scalars[token.start].isUpper, organizationSuffixes.end(word) {
        count += 1
      }
    }
    return count
  }

  func isEmployer(_ line: TextLine, _ range: Range<Int>) -> Bool {
    organizations.matches(in: line, range).contains { $0.value == Organization.employer.rawValue }
  }

  func hasSchool(_ line: TextLine, _ range: Range<Int>) -> Bool {
    let indices = line.tokenIndices(in: range)
    for index in indices where line.tokens[index].kind == .word {
      let token = line.tokens[index]
      let match = schools.match(line, at: index, before: indices.upperBound)
      guard match != nil || schoolSuffixes.end(line.word(token)) else { continue }
      // "MIT", "EPFL" are schools in capitals only; "mit" is a German word.
      if let match, match.end - index > 1 { return true }
      if token.count > 4 || Folding.isWide(line.folded[token.start])
        || line.scalars[token.start..<token.end].allSatisfy({ $0.isUpper })
        || line.scalars[token.start].isUpper && token.count == 4
      {
        return true
      }
    }
    return false
  }

  /// The degree in a range, from its first word on.
  func degree(_ line: TextLine, _ range: Range<Int>) -> Range<Int>? {
    let indices = line.tokenIndices(in: range)
    var index = indices.lowerBound
    while index < indices.upperBound {
      let token = line.tokens[index]
      if token.kind != .sign {
        if let match = studies.match(line, at: index, before: indices.upperBound), match.value == Study.degree.rawValue
        {
          // Two letters are a degree only in capitals: "BE", "MS", "B.A."; not "me", "as", "be".
          let end = line.tokens[match.end - 1].end
          if end - token.start > 3 || line.scalars[token.start..<end].allSatisfy({ !$0.isLower })
            || match.end - index > 1 && line.scalars[token.start].isUpper
            || end - token.start == 3 && line.scalars[token.start].isUpper
          {
            return token.start..<end
          }
        }
        if token.kind == .word, degreeSuffixes.end(line.word(token)) { return token.start..<token.end }
      }
      index += 1
    }
    return nil
  }

  func isScore(_ line: TextLine, _ range: Range<Int>) -> Bool {
    let indices = line.tokenIndices(in: range)
    for index in indices where line.tokens[index].kind != .sign {
      return studies.match(line, at: index, before: indices.upperBound)?.value == Study.score.rawValue
    }
    return false
  }

  /// The token after a linking word ("in", "of", "en") at an offset.
  func linker(_ line: TextLine, at index: Int, before limit: Int) -> Int? {
    guard let match = studies.match(line, at: index, before: limit), match.value == Study.linker.rawValue else {
      return nil
    }
    return match.end
  }

  /// How much a range looks like a place: share of its words that a known place covers, and of which kinds. Small towns,
  /// whose names are also those of people and firms, do not count.
  func place(_ line: TextLine, _ range: Range<Int>) -> (covered: Double, kinds: Set<Place>) {
    let indices = line.tokenIndices(in: range)
    var words = 0
    var covered = 0
    var kinds: Set<Place> = []
    for token in line.tokens[indices] { words += token.isWordLike ? 1 : 0 }
    guard words > 0 else { return (0, []) }
    var index = indices.lowerBound
    while index < indices.upperBound {
      let token = line.tokens[index]
      if token.isWordLike, let (kind, end) = wellKnown(line, at: index, before: indices.upperBound) {
        kinds.insert(kind)
        for part in line.tokens[index..<end] { covered += part.isWordLike ? 1 : 0 }
        index = end
      } else {
        if token.kind == .word, token.count == 2, index > indices.lowerBound, isStateCode(line, index) {
          kinds.insert(.code)
          covered += 1
        }
        index += 1
      }
    }
    return (Double(covered) / Double(words), kinds)
  }

  private func wellKnown(_ line: TextLine, at index: Int, before limit: Int) -> (kind: Place, end: Int)? {
    if let match = workplaces.match(line, at: index, before: limit), match.value == Workplace.remote.rawValue {
      return (.remote, match.end)
    }
    let first = line.tokens[index].start
    guard line.scalars[first].isUpper || Folding.isWide(line.folded[first]),
      let match = places.match(line.folded, line.tokens, at: index, before: limit)
    else { return nil }
    let meanings = places.places(match)
    let town = meanings.filter { $0.kind == .town }.map(\.size).max() ?? 0
    let isCapital = line.tokens[index..<match.end].allSatisfy { token in
      line.scalars[token.start..<token.end].allSatisfy { $0.isUpper || $0.value == 0x2E }
    }
    // "UK" is a country, "us" is none.
    let isCountry = meanings.contains { $0.kind.contains(.country) && (isCapital || !$0.kind.contains(.code)) }
    if isCountry, town < 2 { return (.country, match.end) }
    if town > 0 { return (.city, match.end) }
    if isCountry { return (.country, match.end) }
    return meanings.contains { $0.kind == .region && $0.size == 3 } ? (.region, match.end) : nil
  }

  /// "CA", "SP": a state's code of two capitals, in a country where addresses have them.
  func isStateCode(_ line: TextLine, _ index: Int) -> Bool {
    let token = line.tokens[index]
    guard token.kind == .word, line.scalars[token.start..<token.end].allSatisfy(\.isUpper),
      let match = places.match(line.folded, line.tokens, at: index, before: index + 1)
    else { return false }
    return places.places(match).contains { $0.kind == .code && Self.countriesWithCodes.contains($0.country ?? "") }
  }

  private static let countriesWithCodes: Set<String> = ["US", "CA", "AU", "BR"]
}

/// Endings of compounds, by their last letter.
private struct Endings {
  private var byLast: [UInt32: [[UInt32]]] = [:]

  init(_ endings: [[UInt32]] = []) {
    for ending in endings { if let last = ending.last { byLast[last, default: []].append(ending) } }
  }

  /// Whether a word is a compound of one of the endings; in East Asia it may be the ending alone.
  func end(_ word: ArraySlice<UInt32>) -> Bool {
    guard let last = word.last, let endings = byLast[last] else { return false }
    let isWide = Folding.isWide(last)
    guard isWide || word.count > 5 else { return false }
    return endings.contains { word.count >= $0.count + (isWide ? 0 : 2) && word.hasSuffix($0) }
  }
}

extension ArraySlice<UInt32> {
  fileprivate func hasSuffix(_ suffix: [UInt32]) -> Bool {
    count >= suffix.count && self.suffix(suffix.count).elementsEqual(suffix)
  }
}

extension Lexicon {
  func contains(_ hash: PhraseHash) -> Bool { value(of: hash) != nil }
}
