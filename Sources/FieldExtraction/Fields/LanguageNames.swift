/// Names of human languages and words of fluency, in the languages read.
struct LanguageNames {
  let names: Lexicon
  let fluency: Lexicon
  /// "Mother tongue(s)", "Other languages", "Listening".
  let labels: Lexicon

  static let standard = LanguageNames(ResourceFile("languages.txt"))

  init(_ file: ResourceFile) {
    var (names, fluency, labels) = (Lexicon(), Lexicon(), Lexicon())
    for group in file.groups {
      for phrase in group.phrases {
        switch group.name {
        case "languages": names.insert(phrase, 1)
        case "fluency": fluency.insert(phrase, 1)
        default: labels.insert(phrase, 1)
        }
      }
    }
    (self.names, self.fluency, self.labels) = (names, fluency, labels)
  }

  /// How many language names a range holds.
  func count(in line: TextLine, _ range: Range<Int>) -> Int {
    names.matches(in: line, range).count
  }
}
