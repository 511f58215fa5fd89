import ResumeModel

/// What the words of a title or a degree say of its level, in eleven languages.
struct LevelWords {
  /// Words and parts of words, each with what it tells: the longest phrase at a place counts, so that "jefe de turno" is no
  /// "jefe de …" and "grado medio" no "grado".
  private struct Vocabulary<Meaning: Equatable & Sendable>: Sendable {
    private var meanings: [Meaning] = []
    private var words = Lexicon()
    private var prefixes: [(part: [UInt32], meaning: Meaning)] = []
    private var suffixes: [(part: [UInt32], meaning: Meaning)] = []

    /// "*leiter" is the end of a compound, "senior*" its beginning.
    mutating func insert(_ phrases: [ArraySlice<UInt8>], _ meaning: Meaning) {
      guard let value = UInt16(exactly: meanings.count) else { return }
      meanings.append(meaning)
      for phrase in phrases {
        if phrase.first == 0x2A {
          suffixes.append((Folding.fold(String(decoding: phrase.dropFirst(), as: UTF8.self)), meaning))
        } else if phrase.last == 0x2A {
          prefixes.append((Folding.fold(String(decoding: phrase.dropLast(), as: UTF8.self)), meaning))
        } else {
          words.insert(phrase, value)
        }
      }
    }

    /// All that a text tells, from its left.
    func meanings(in text: String) -> [Meaning] {
      let folded = Folding.fold(text.prefix(400))
      let tokens = Tokenizer.tokens(of: folded)
      var result: [Meaning] = []
      var index = 0
      while index < tokens.count {
        if tokens[index].kind != .sign {
          if let match = words.match(folded, tokens, at: index, before: tokens.count) {
            result.append(meanings[Int(match.value)])
            index = match.end
            continue
          }
          let word = folded[tokens[index].start..<tokens[index].end]
          func isLonger(than part: [UInt32]) -> Bool { word.count > part.count + 2 }
          if let end = suffixes.first(where: {
            isLonger(than: $0.part) && word.suffix($0.part.count).elementsEqual($0.part)
          }) {
            result.append(end.meaning)
          }
          if let head = prefixes.first(where: {
            isLonger(than: $0.part) && word.prefix($0.part.count).elementsEqual($0.part)
          }) {
            result.append(head.meaning)
          }
        }
        index += 1
      }
      return result
    }
  }

  private enum Title: Equatable, Sendable {
    case level(Seniority)
    /// Senior to many, and yet leading none.
    case alone
    /// A leader's word in a title that leads nobody: "project manager", "account executive".
    case none
  }

  static let standard = LevelWords(ResourceFile("levels.txt"))

  private var titles = Vocabulary<Title>()
  private var degrees = Vocabulary<DegreeLevel>()

  init(_ file: ResourceFile) {
    for group in file.groups {
      let parts = group.name.split(separator: ".").map(String.init)
      switch (parts.first, parts.last) {
      case ("none", _): titles.insert(group.phrases, .none)
      case ("alone", _): titles.insert(group.phrases, .alone)
      case ("seniority", let name?):
        if let level = Seniority(rawValue: name) { titles.insert(group.phrases, .level(level)) }
      case ("degree", let name?):
        if let level = DegreeLevel(rawValue: name) { degrees.insert(group.phrases, level) }
      default: break
      }
    }
  }

  /// From the surest word to the weakest: an intern in management is an intern, a junior director a junior.
  func seniority(of title: String) -> Seniority {
    let told = titles.meanings(in: title)
    for level in [Seniority.intern, .junior, .executive, .director, .manager, .lead] where told.contains(.level(level))
    {
      return level
    }
    if told.contains(.alone) { return .lead }
    return told.contains(.level(.senior)) ? .senior : .mid
  }

  func managementLevel(of title: String) -> ManagementLevel {
    switch seniority(of: title) {
    case .lead: titles.meanings(in: title).contains(.level(.lead)) ? .lead : .none
    case .manager: .manager
    case .director: .director
    case .executive: .executive
    default: .none
    }
  }

  /// The highest level that the words of a degree tell; nil where they tell none.
  func degree(of text: String) -> DegreeLevel? {
    let told = degrees.meanings(in: text)
    return DegreeLevel.allCases.last { told.contains($0) }
  }
}
