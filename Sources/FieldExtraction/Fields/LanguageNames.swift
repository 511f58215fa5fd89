/// Names of human languages and words of fluency, in the languages read.
struct LanguageNames {
  let names: Lexicon
  let fluency: Lexicon
  /// "Mother tongue(s)", "Other languages", "Listening".
  let labels: Lexicon
  /// What opens a table of levels: "Mother tongue(s)", "Other language(s)".
  let tableLabels: Lexicon
  /// What stands below one: "Common European Framework of Reference".
  let notes: Lexicon

  static let standard = LanguageNames()

  private init() {
    var (names, fluency, labels, tableLabels, notes) = (
      Lexicon(capacity: 4096), Lexicon(), Lexicon(), Lexicon(), Lexicon()
    )
    for group in ResourceFile("languagenames.txt").groups + ResourceFile("languages.txt").groups {
      for phrase in group.phrases {
        switch group.name {
        case "languages": names.insert(phrase, 1)
        case "fluency": fluency.insert(phrase, 1)
        case "labels": labels.insert(phrase, 1)
        case "table": tableLabels.insert(phrase, 1)
        default: notes.insert(phrase, 1)
        }
      }
    }
    (self.names, self.fluency, self.labels, self.tableLabels, self.notes) = (names, fluency, labels, tableLabels, notes)
  }

  /// How many language names a range holds.
  func count(in line: TextLine, _ range: Range<Int>) -> Int {
    names.matches(in: line, range).count
  }
}
