/// What the words of a resume are known for: job titles, legal forms, schools, degrees, places.
///
/// Source of the city names: GeoNames (https://www.geonames.org), CC BY 4.0.
struct Gazetteer {
  enum Title: UInt16 {
    case head = 1
    case level
  }
  enum Organization: UInt16 {
    case tail = 1
    case word, employer, school
  }
  enum Study: UInt16 {
    case degree = 1
    case score, linker
  }
  enum Place: UInt16 {
    case country = 1
    case region, remote, city, code
  }

  private(set) var titles = Lexicon()
  private(set) var organizations = Lexicon()
  private(set) var schools = Lexicon()
  private(set) var studies = Lexicon()
  private(set) var places = Lexicon()
  /// "CA", "NY": codes that count only in capitals behind a comma.
  private(set) var codes: Set<String> = []
  private var titleSuffixes: [[UInt32]] = []
  private var schoolSuffixes: [[UInt32]] = []
  private var degreeSuffixes: [[UInt32]] = []

  static let standard = Gazetteer()

  private init() {
    for group in ResourceFile("titles.txt").groups {
      switch group.name {
      case "head": for phrase in group.phrases { titles.insert(phrase, Title.head.rawValue) }
      case "level":
        for phrase in group.phrases where !isTitle(String(decoding: phrase, as: UTF8.self)) {
          titles.insert(phrase, Title.level.rawValue)
        }
      default: titleSuffixes = group.phrases.map { Folding.fold(String(decoding: $0, as: UTF8.self)) }
      }
    }
    for group in ResourceFile("organizations.txt").groups {
      switch group.name {
      case "tail": for phrase in group.phrases { organizations.insert(phrase, Organization.tail.rawValue) }
      case "word": for phrase in group.phrases { organizations.insert(phrase, Organization.word.rawValue) }
      case "employer": for phrase in group.phrases { organizations.insert(phrase, Organization.employer.rawValue) }
      case "school": for phrase in group.phrases { schools.insert(phrase, Organization.school.rawValue) }
      default: schoolSuffixes = group.phrases.map { Folding.fold(String(decoding: $0, as: UTF8.self)) }
      }
    }
    for group in ResourceFile("studies.txt").groups {
      switch group.name {
      case "degree": for phrase in group.phrases { studies.insert(phrase, Study.degree.rawValue) }
      case "score": for phrase in group.phrases { studies.insert(phrase, Study.score.rawValue) }
      case "linker": for phrase in group.phrases { studies.insert(phrase, Study.linker.rawValue) }
      default: degreeSuffixes = group.phrases.map { Folding.fold(String(decoding: $0, as: UTF8.self)) }
      }
    }
    places.reserve(20_000)
    for group in ResourceFile("places.txt").groups {
      switch group.name {
      case "city": for phrase in group.phrases { places.insert(phrase, Place.city.rawValue) }
      case "country": for phrase in group.phrases { places.insert(phrase, Place.country.rawValue) }
      case "region": for phrase in group.phrases { places.insert(phrase, Place.region.rawValue) }
      case "remote": for phrase in group.phrases { places.insert(phrase, Place.remote.rawValue) }
      default: codes = Set(group.phrases.map { String(decoding: $0, as: UTF8.self) })
      }
    }
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
      if Self.endsWithAny(line.word(token), titleSuffixes) || isPluralOrSlashed(line, token) { count += 1 }
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
    organizations.matches(in: line, range).contains { match in
      guard match.value == Organization.tail.rawValue else { return false }
      let token = line.tokens[match.tokens.lowerBound]
      // Short forms count only in capitals and not as the first word: "SA", "AG", not "as" or "co".
      let isFirst = line.tokenIndices(in: range).lowerBound == match.tokens.lowerBound
      if isFirst { return false }
      if token.count <= 2, match.tokens.count == 1 {
        return line.scalars[token.start].isUpper || token.count == 1
      }
      return line.scalars[token.start].isUpper || match.tokens.count > 1
    }
  }

  func organizationWords(_ line: TextLine, _ range: Range<Int>) -> Int {
    organizations.matches(in: line, range).reduce(0) { $0 + ($1.value == Organization.word.rawValue ? 1 : 0) }
      + (hasSchool(line, range) ? 1 : 0)
  }

  func isEmployer(_ line: TextLine, _ range: Range<Int>) -> Bool {
    organizations.matches(in: line, range).contains { $0.value == Organization.employer.rawValue }
  }

  func hasSchool(_ line: TextLine, _ range: Range<Int>) -> Bool {
    let indices = line.tokenIndices(in: range)
    for index in indices where line.tokens[index].kind == .word {
      let token = line.tokens[index]
      let match = schools.match(line, at: index, before: indices.upperBound)
      guard match != nil || Self.endsWithAny(line.word(token), schoolSuffixes) else { continue }
      // "MIT", "EPFL" are schools in capitals only; "mit" is a German word.
      if let match, match.end - index > 1 { return true }
      if token.count > 4 || line.scalars[token.start..<token.end].allSatisfy({ $0.isUpper })
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
        if token.kind == .word, Self.endsWithAny(line.word(token), degreeSuffixes) { return token.start..<token.end }
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

  /// How much a range looks like a place: share of its words that a known place covers, and of which kinds.
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
      if token.isWordLike, let match = places.match(line, at: index, before: indices.upperBound),
        let kind = Place(rawValue: match.value),
        line.scalars[token.start].isUpper || kind == .remote
      {
        kinds.insert(kind)
        for part in line.tokens[index..<match.end] { covered += part.isWordLike ? 1 : 0 }
        index = match.end
      } else {
        if token.kind == .word, token.count == 2, codes.contains(Emails.string(line.scalars[token.start..<token.end])),
          index > indices.lowerBound
        {
          kinds.insert(.code)
          covered += 1
        }
        index += 1
      }
    }
    return (Double(covered) / Double(words), kinds)
  }

  private static func endsWithAny(_ word: ArraySlice<UInt32>, _ suffixes: [[UInt32]]) -> Bool {
    guard word.count > 5 else { return false }
    for suffix in suffixes where word.count > suffix.count + 1 {
      if word.suffix(suffix.count).elementsEqual(suffix) { return true }
    }
    return false
  }
}

extension Lexicon {
  func contains(_ hash: PhraseHash) -> Bool { value(of: hash) != nil }
}
