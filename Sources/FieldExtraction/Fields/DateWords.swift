/// Words of dates in the languages read: months with their cases and abbreviations, seasons, "present", "since", "to".
///
/// A class, since it is handed on with every token of every line.
final class DateWords: Sendable {
  /// 1…12.
  let months: Lexicon
  /// Spring, "Q3", "early": what leaves of a date only its year.
  let seasons: Lexicon
  let present: Lexicon
  /// In front of one date that lasts until now.
  let since: Lexicon
  /// What opens a range and is no "since": "from 2016 to 2018".
  let from: Lexicon
  let to: Lexicon
  /// Between a day or month and its year: "de junho de 2020".
  let of: Lexicon
  /// Before a date that has not come: "Expected May 2018".
  let expected: Lexicon
  let durationUnits: Lexicon
  /// Behind a year: "2019 г.", "2019 r.".
  let yearMarks: Lexicon

  static let standard = DateWords(ResourceFile("dates.txt"))

  init(_ file: ResourceFile) {
    var months = Lexicon(capacity: 800)
    var others: [String: Lexicon] = [:]
    for group in file.groups {
      if group.name.hasPrefix("month.") {
        guard let month = UInt16(group.name.dropFirst(6)) else { continue }
        for word in group.phrases { months.insert(word, month) }
      } else {
        var lexicon = Lexicon()
        for word in group.phrases { lexicon.insert(word, 1) }
        others[group.name] = lexicon
      }
    }
    func lexicon(_ name: String) -> Lexicon { others[name] ?? Lexicon() }
    self.months = months
    seasons = lexicon("season")
    present = lexicon("present")
    since = lexicon("since")
    from = lexicon("from")
    to = lexicon("to")
    of = lexicon("of")
    expected = lexicon("expected")
    durationUnits = lexicon("duration")
    yearMarks = lexicon("yearMark")
  }

  /// The first year of a Japanese era, less one: 令和2年 is 2020.
  static func era(_ word: ArraySlice<UInt32>) -> Int? {
    if word.elementsEqual([0x4EE4, 0x548C]) { return 2018 }
    if word.elementsEqual([0x5E73, 0x6210]) { return 1988 }
    if word.elementsEqual([0x662D, 0x548C]) { return 1925 }
    return nil
  }
}
