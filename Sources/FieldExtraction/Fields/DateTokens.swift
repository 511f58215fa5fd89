import ResumeModel

/// A line's tokens with the questions that reading dates asks of them.
struct DateTokens {
  let folded: [UInt32]
  let tokens: [Token]
  let words = DateWords.standard

  init(_ folded: [UInt32], _ tokens: [Token]) {
    self.folded = folded
    self.tokens = tokens
  }

  var count: Int { tokens.count }

  func number(_ index: Int, digits: ClosedRange<Int>) -> Int? {
    guard index < tokens.count, tokens[index].kind == .number, digits.contains(tokens[index].count) else { return nil }
    return number(folded[tokens[index].start..<tokens[index].end])
  }

  func number(_ scalars: ArraySlice<UInt32>) -> Int? {
    guard !scalars.isEmpty, scalars.count <= 9 else { return nil }
    var value = 0
    for scalar in scalars {
      guard Folding.isDigit(scalar) else { return nil }
      value = value * 10 + Int(scalar - 0x30)
    }
    return value
  }

  func month(at index: Int) -> (Int, Int)? {
    guard index < tokens.count, tokens[index].kind == .word, tokens[index].count >= 3 else { return nil }
    guard let match = words.months.match(folded, tokens, at: index, before: index + 1) else { return nil }
    return (Int(match.value), index + 1)
  }

  /// Of four digits, the mark behind it taken in: "2019 г.", "2019年".
  func year(at index: Int) -> (Int, Int)? {
    guard let value = number(index, digits: 4...4), (1940...2100).contains(value) else { return nil }
    return (value, skipYearMark(index + 1))
  }

  func shortYear(at index: Int) -> (Int, Int)? {
    guard let value = number(index, digits: 2...2) else { return nil }
    return (Self.century(value), index + 1)
  }

  /// '69 is 1969, '22 is 2022.
  static func century(_ value: Int) -> Int { value < 50 ? 2000 + value : 1900 + value }

  func skipYearMark(_ index: Int) -> Int {
    guard let next = lookUp(words.yearMarks, index) else { return index }
    return next < tokens.count && isSign(next, 0x2E) && !tokens[next].spaceBefore ? next + 1 : next
  }

  /// 年, 月, 日 and their Korean forms.
  func isUnit(_ index: Int, _ units: [UInt32]) -> Bool {
    index < tokens.count && tokens[index].count == 1 && units.contains(folded[tokens[index].start])
  }

  func isSign(_ index: Int, _ sign: UInt32) -> Bool {
    index < tokens.count && tokens[index].kind == .sign && folded[tokens[index].start] == sign
  }

  /// A full stop, slash or hyphen as it stands between numbers.
  func separatorSign(_ index: Int) -> UInt32? {
    guard index < tokens.count, tokens[index].kind == .sign else { return nil }
    let sign = folded[tokens[index].start]
    return sign == 0x2F || sign == 0x2E || sign == 0x2D ? sign : nil
  }

  func skipSigns(_ index: Int, _ signs: String) -> Int {
    guard index < tokens.count, tokens[index].kind == .sign else { return index }
    return signs.unicodeScalars.contains { $0.value == folded[tokens[index].start] } ? index + 1 : index
  }

  /// The token after a phrase of the lexicon that starts here.
  func lookUp(_ lexicon: Lexicon, _ index: Int) -> Int? {
    guard index < tokens.count, tokens[index].kind == .word || tokens[index].kind == .mixed else { return nil }
    return lexicon.match(folded, tokens, at: index, before: tokens.count)?.end
  }

  func word(_ index: Int, is text: String) -> Bool {
    folded[tokens[index].start..<tokens[index].end].elementsEqual(text.unicodeScalars.lazy.map(\.value))
  }

  private static let numerals = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]

  /// II…XII, which in a date are months; single letters only where `single` allows them.
  func romanMonth(_ index: Int, single: Bool) -> Int? {
    guard index < tokens.count, tokens[index].kind == .word, tokens[index].count <= 4,
      [0x69, 0x76, 0x78].contains(folded[tokens[index].start]), single || tokens[index].count > 1,
      let position = Self.numerals.firstIndex(where: { word(index, is: $0) })
    else { return nil }
    return position + 1
  }
}
