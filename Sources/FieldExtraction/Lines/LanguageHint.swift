/// The language that most of a document's small words are of.
enum LanguageHint {
  enum Language: UInt16, CaseIterable {
    case english = 1
    case german, french, spanish, portuguese, italian, dutch, polish, swedish, danish, norwegian
  }

  /// Words that are common in one of the languages and rare in the others.
  private static let words: Lexicon = {
    let lists: [(Language, [String])] = [
      (.english, ["the", "and", "of", "with", "for", "from", "to", "at", "by", "on"]),
      (.german, ["und", "der", "die", "das", "mit", "für", "von", "im", "bei", "zur", "auf", "als"]),
      (.french, ["et", "les", "des", "du", "pour", "dans", "avec", "une", "chez", "aux", "sur"]),
      (.spanish, ["y", "el", "los", "las", "con", "una", "del", "para", "desde"]),
      (.portuguese, ["e", "os", "das", "dos", "com", "uma", "para", "em", "na", "no", "ao"]),
      (.italian, ["di", "il", "della", "delle", "con", "per", "gli", "una", "presso", "nel"]),
      (.dutch, ["het", "een", "van", "voor", "met", "bij", "naar", "en", "de", "op"]),
      (.polish, ["i", "w", "z", "na", "oraz", "dla", "do", "przy", "od"]),
      (.swedish, ["och", "för", "att", "till", "är", "med", "av", "på"]),
      (.danish, ["og", "af", "til", "med", "på", "hos", "ved", "jeg"]),
      (.norwegian, ["og", "av", "til", "med", "på", "hos", "ved", "jeg"]),
    ]
    // A word of several languages counts for none, but that Danish and Norwegian are told by what they don't share.
    var uses: [String: Int] = [:]
    for word in lists.flatMap(\.1) { uses[word, default: 0] += 1 }
    var lexicon = Lexicon()
    for (language, words) in lists {
      for word in words where uses[word] == 1 { lexicon.insert(word, language.rawValue) }
    }
    return lexicon
  }()

  /// - Returns: nil where too few such words stand, or two languages have about as many.
  static func language(of lines: [TextLine]) -> Language? {
    var counts: [Language: Int] = [:]
    for line in lines {
      for token in line.tokens where token.kind == .word && token.count <= 6 {
        if let value = words.value(of: token.hash), let language = Language(rawValue: value) {
          counts[language, default: 0] += 1
        }
      }
    }
    let ranked = Language.allCases.map { ($0, counts[$0] ?? 0) }.sorted {
      $0.1 != $1.1 ? $0.1 > $1.1 : $0.0.rawValue < $1.0.rawValue
    }
    guard ranked[0].1 >= 3, ranked[0].1 > ranked[1].1 * 2 else { return nil }
    return ranked[0].0
  }
}
