/// Words of dates in the languages read: months with their cases and abbreviations, seasons, "present", "since", "to".
struct DateWords {
  /// 1…12.
  private(set) var months = Lexicon()
  /// Spring, "Q3", "early": what leaves of a date only its year.
  private(set) var seasons = Lexicon()
  private(set) var present = Lexicon()
  /// In front of one date that lasts until now.
  private(set) var since = Lexicon()
  /// What opens a range and is no "since": "from 2016 to 2018".
  private(set) var from = Lexicon()
  private(set) var to = Lexicon()
  /// Between a day or month and its year: "de junho de 2020".
  private(set) var of = Lexicon()
  /// Before a date that has not come: "Expected May 2018".
  private(set) var expected = Lexicon()
  private(set) var durationUnits = Lexicon()
  /// Behind a year: "2019 г.", "2019 r.".
  private(set) var yearMarks = Lexicon()

  static let standard = DateWords(ResourceFile("dates.txt"))

  init(_ file: ResourceFile) {
    months.reserve(800)
    for group in file.groups {
      let words = group.phrases
      if group.name.hasPrefix("month.") {
        guard let month = UInt16(group.name.dropFirst(6)) else { continue }
        for word in words { months.insert(word, month) }
        continue
      }
      switch group.name {
      case "season": Self.fill(&seasons, words)
      case "present": Self.fill(&present, words)
      case "since": Self.fill(&since, words)
      case "from": Self.fill(&from, words)
      case "to": Self.fill(&to, words)
      case "of": Self.fill(&of, words)
      case "expected": Self.fill(&expected, words)
      case "duration": Self.fill(&durationUnits, words)
      default: Self.fill(&yearMarks, words)
      }
    }
  }

  private static func fill(_ lexicon: inout Lexicon, _ words: [ArraySlice<UInt8>]) {
    for word in words { lexicon.insert(word, 1) }
  }

  /// The first year of a Japanese era, less one: 令和2年 is 2020.
  static func era(_ word: ArraySlice<UInt32>) -> Int? {
    if word.elementsEqual([0x4EE4, 0x548C]) { return 2018 }
    if word.elementsEqual([0x5E73, 0x6210]) { return 1988 }
    if word.elementsEqual([0x662D, 0x548C]) { return 1925 }
    return nil
  }
}
