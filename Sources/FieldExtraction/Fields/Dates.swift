import ResumeModel

/// Finds dates and ranges in a line: ISO, numeric, words in eleven languages, seasons, two-digit years.
///
/// A year alone stays a year; nothing is filled in. Ambiguous `03/04/2020` is read as day first, as most of the world
/// writes it, unless that makes no date.
struct DateScanner {
  private let folded: [UInt32]
  private let tokens: [Token]

  init(_ folded: [UInt32], _ tokens: [Token]) {
    self.folded = folded
    self.tokens = tokens
  }

  /// All of them, from the left, none overlapping.
  func spans() -> [DateSpan] {
    guard tokens.contains(where: { $0.kind == .number || $0.kind == .mixed }) else { return [] }
    var result: [DateSpan] = []
    var index = 0
    while index < tokens.count {
      if let (span, next) = span(at: index) {
        result.append(span)
        index = next
      } else {
        index += 1
      }
    }
    return result
  }

  // MARK: Ranges

  private struct Moment {
    var date: PartialDate
    var next: Int
    /// "2018/19" is a range by itself.
    var until: PartialDate?
  }

  private func span(at first: Int) -> (DateSpan, Int)? {
    var index = first
    var isSince = false
    var start = first
    if let word = lookUp(DateWords.since, index), moment(at: word) != nil {
      isSince = true
      index = word
    } else if let word = lookUp(DateWords.from, index), moment(at: word) != nil {
      index = word
    } else if let word = lookUp(DateWords.expected, index), let date = moment(at: skipSigns(word, ":.")),
      date.date.month != nil || word > index
    {
      index = skipSigns(word, ":.")
      _ = date
    }
    guard let one = moment(at: index) ?? bareMonth(at: index) else { return nil }
    if index == first, first > 0, isGlued(first) { return nil }
    var end = one.next
    var last: PartialDate? = one.until
    var isCurrent = false
    var isRange = one.until != nil
    var isOpen = false
    if one.until == nil {
      if let separator = rangeSeparator(at: end) {
        if let word = lookUp(DateWords.present, separator) {
          (isCurrent, isRange, end) = (true, true, word)
        } else if let other = moment(at: separator, after: one.date), other.until == nil || separator > end {
          guard other.date.year >= one.date.year || one.date == Self.unknownYear else { return nil }
          (last, isRange, end) = (other.date, true, other.next)
        } else if isDash(end), separator == tokens.count || tokens[separator].spaceBefore && startsSegment(separator) {
          (isOpen, isRange, isCurrent, end) = (true, true, true, separator)
        }
      } else if let word = lookUp(DateWords.present, skipSigns(end, ",(")), tokens[end].kind == .sign {
        (isCurrent, isRange, end) = (true, true, word)
      }
    }
    var from: PartialDate = one.date
    if from == Self.unknownYear {
      guard let last, let month = bareMonthNumber(at: index), let date = PartialDate(year: last.year, month: month)
      else {
        return nil
      }
      from = date
    }
    if isSince, !isRange { (isCurrent, isRange) = (true, true) }
    if !isRange, !standsAlone(index, one.next, one.date) { return nil }
    (start, end) = widened(start, end)
    let span = DateSpan(
      start: isRange ? from : nil, end: isRange ? last : from, isCurrent: isCurrent, isRange: isRange, isOpen: isOpen,
      range: tokens[start].start..<tokens[end - 1].end, isYearOnly: from.month == nil && (last?.month ?? nil) == nil)
    return (span, end)
  }

  /// A year alone is a date only where it does not count or measure something: "2,000 users", "2019-based", "R2000".
  private func standsAlone(_ first: Int, _ next: Int, _ date: PartialDate) -> Bool {
    guard date.month == nil, next == first + 1 else { return true }
    if first > 0, !tokens[first].spaceBefore, tokens[first - 1].kind == .sign {
      let sign = folded[tokens[first - 1].start]
      if sign == 0x2E || sign == 0x2D || sign == 0x24 || sign == 0x23 || sign == 0x40 { return false }
    }
    if next < tokens.count, !tokens[next].spaceBefore, tokens[next].kind == .sign {
      let sign = folded[tokens[next].start]
      if sign == 0x25 || sign == 0x40 || sign == 0x2B { return false }
      if sign == 0x2E || sign == 0x2C || sign == 0x2D, next + 1 < tokens.count, !tokens[next + 1].spaceBefore {
        return false
      }
    }
    return true
  }

  /// Part of a longer number or word: "12-2019-33", "abc2019".
  private func isGlued(_ index: Int) -> Bool {
    guard !tokens[index].spaceBefore, tokens[index].kind == .number else { return false }
    let before = tokens[index - 1]
    if before.kind != .sign { return true }
    let sign = folded[before.start]
    return (sign == 0x2E || sign == 0x2F || sign == 0x2D) && index >= 2 && tokens[index - 2].kind == .number
      && !before.spaceBefore
  }

  /// Takes in brackets, a label before ("Date:") and a duration behind ("(2 years)", "· 3 yrs 2 mos").
  private func widened(_ start: Int, _ end: Int) -> (Int, Int) {
    var (start, end) = (start, end)
    func close(_ bracket: UInt32) -> UInt32? { bracket == 0x28 ? 0x29 : bracket == 0x5B ? 0x5D : nil }
    if start > 0, tokens[start - 1].kind == .sign, let closing = close(folded[tokens[start - 1].start]),
      end < tokens.count,
      folded[tokens[end].start] == closing
    {
      (start, end) = (start - 1, end + 1)
    }
    var probe = end
    while probe < tokens.count, tokens[probe].kind == .sign, isDurationOpening(folded[tokens[probe].start]) {
      probe += 1
    }
    var units = 0
    var scan = probe
    while scan < tokens.count {
      if tokens[scan].kind == .number, tokens[scan].count <= 2, scan + 1 < tokens.count,
        let unit = lookUp(DateWords.durationUnits, scan + 1)
      {
        units += 1
        scan = unit
        while scan < tokens.count, tokens[scan].kind == .sign, [0x2E, 0x2C].contains(folded[tokens[scan].start]) {
          scan += 1
        }
      } else if tokens[scan].kind == .word, units > 0,
        ["and", "und", "et", "y", "e"].contains(where: { word(scan, is: $0) })
      {
        scan += 1
      } else {
        break
      }
    }
    if units > 0 {
      if scan < tokens.count, tokens[scan].kind == .sign, [0x29, 0x5D].contains(folded[tokens[scan].start]) {
        scan += 1
      }
      end = scan
    }
    return (start, end)
  }

  private func isDurationOpening(_ scalar: UInt32) -> Bool {
    scalar == 0x28 || scalar == 0xB7 || scalar == 0x2E || scalar == 0x2C || scalar == 0x2022 || scalar == 0x7C
      || scalar == 0x5B
  }

  private func isDash(_ index: Int) -> Bool {
    index < tokens.count && tokens[index].kind == .sign
      && [0x2D, 0x7E, 0xAD, 0x2192, 0x3E].contains(folded[tokens[index].start])
  }

  private func startsSegment(_ index: Int) -> Bool {
    index < tokens.count && tokens[index].start > 0 && folded[tokens[index].start - 1] == 0x09
  }

  /// Past a dash (also a doubled one) or a word for "to".
  private func rangeSeparator(at index: Int) -> Int? {
    guard index < tokens.count else { return nil }
    var next = index
    while isDash(next) { next += 1 }
    if next > index {
      if let word = lookUp(DateWords.to, next), moment(at: word) != nil || lookUp(DateWords.present, word) != nil {
        return word
      }
      return next
    }
    if let word = lookUp(DateWords.to, index) {
      return moment(at: word) != nil || lookUp(DateWords.present, word) != nil ? word : nil
    }
    return lookUp(DateWords.present, index).map { _ in index }
  }

  // MARK: Single dates

  private static let unknownYear = PartialDate(year: 1900)!  // a constant that is a date

  /// "May – Aug 2019": a month that takes its year from the end of the range.
  private func bareMonth(at index: Int) -> Moment? {
    guard let (_, next) = month(at: index) else { return nil }
    let after = skipSigns(next, ".")
    guard let separator = rangeSeparator(at: after), let other = moment(at: separator), other.date.month != nil else {
      return nil
    }
    return Moment(date: Self.unknownYear, next: after)
  }

  private func bareMonthNumber(at index: Int) -> Int? { month(at: index)?.0 }

  private func moment(at index: Int, after start: PartialDate? = nil) -> Moment? {
    guard index < tokens.count else { return nil }
    switch tokens[index].kind {
    case .word: return worded(at: index)
    case .number: return numeric(at: index, after: start)
    case .mixed: return ordinal(at: index)
    case .sign: return nil
    }
  }

  /// "Jan 2020", "Sept. '19", "junho de 2020", "Feb/2024", "March 12, 2020", "Summer 2012".
  private func worded(at index: Int) -> Moment? {
    if let (month, afterMonth) = month(at: index) {
      var next = skipSigns(afterMonth, ".,/-")
      if let word = lookUp(DateWords.of, next) { next = word }
      if let (year, end) = year(at: next) {
        return PartialDate(year: year, month: month).map { Moment(date: $0, next: end) }
      }
      if let day = number(next, digits: 1...2), day <= 31 {
        let afterDay = skipSigns(skipOrdinal(next + 1), ",")
        if let (year, end) = year(at: afterDay), let date = PartialDate(year: year, month: month, day: day) {
          return Moment(date: date, next: end)
        }
      }
      if next < tokens.count, folded[tokens[next].start] == 0x27, let (year, end) = shortYear(at: next + 1) {
        return PartialDate(year: year, month: month).map { Moment(date: $0, next: end) }
      }
      if let (year, end) = shortYear(at: next),
        folded[tokens[next - 1].start] == 0x2D || folded[tokens[next - 1].start] == 0x2F
      {
        return PartialDate(year: year, month: month).map { Moment(date: $0, next: end) }
      }
      return nil
    }
    if let season = lookUp(DateWords.seasons, index) {
      var next = season
      if let word = lookUp(DateWords.of, next) { next = word }
      if let (year, end) = year(at: next) { return PartialDate(year: year).map { Moment(date: $0, next: end) } }
    }
    return nil
  }

  private func ordinal(at index: Int) -> Moment? {
    let token = tokens[index]
    guard token.count <= 4, let day = leadingNumber(token), day >= 1, day <= 31 else {
      return glued(token, at: index)
    }
    return dayFirst(day, at: index + 1)
  }

  /// "Sept2019".
  private func glued(_ token: Token, at index: Int) -> Moment? {
    guard token.count > 6, let year = number(folded[(token.end - 4)..<token.end]), (1950...2100).contains(year) else {
      return nil
    }
    var hash = Array(folded[token.start..<(token.end - 4)])
    hash.append(0x20)
    let words = Tokenizer.tokens(of: hash)
    guard let match = DateWords.months.match(hash, words, at: 0, before: words.count) else { return nil }
    return PartialDate(year: year, month: Int(match.value)).map { Moment(date: $0, next: index + 1) }
  }

  private func dayFirst(_ day: Int, at index: Int) -> Moment? {
    var next = skipSigns(index, ".-/")
    if let word = lookUp(DateWords.of, next) { next = word }
    guard let (month, afterMonth) = month(at: next) else { return nil }
    next = skipSigns(afterMonth, ".,-/")
    if let word = lookUp(DateWords.of, next) { next = word }
    guard let (year, end) = year(at: next) else { return nil }
    return PartialDate(year: year, month: month, day: day).map { Moment(date: $0, next: end) }
  }

  private func numeric(at index: Int, after start: PartialDate?) -> Moment? {
    let token = tokens[index]
    guard let value = number(folded[token.start..<token.end]) else { return nil }
    if token.count == 4 { return yearFirst(value, at: index) }
    guard token.count <= 2 else { return nil }
    // 12.03.2020, 03/2020, 03.20
    if let sign = separatorSign(index + 1), let second = number(index + 2, digits: 1...4) {
      if tokens[index + 2].count == 4, (1...12).contains(value) {
        return date(second, month: value, next: index + 3)
      }
      if tokens[index + 2].count <= 2, separatorSign(index + 3) == sign, let third = number(index + 4, digits: 2...4),
        tokens[index + 4].count != 3
      {
        let year = tokens[index + 4].count == 4 ? third : Self.century(third)
        return date(year, month: second, day: value, next: index + 5)
          ?? date(year, month: value, day: second, next: index + 5)
      }
      if tokens[index + 2].count == 2, tokens[index].count == 2, (1...12).contains(value), sign == 0x2F,
        start != nil || shortRangeFollows(index + 3)
      {
        return date(Self.century(second), month: value, next: index + 3)
      }
      if sign == 0x2F, folded[tokens[index + 1].start] == 0x2F, tokens[index + 2].count == 2, (1...12).contains(value),
        second > 12,
        start != nil
      {
        return date(Self.century(second), month: value, next: index + 3)
      }
    }
    if index + 2 < tokens.count, separatorSign(index + 1) != nil, folded[tokens[index + 2].start] == 0x27,
      let (year, end) = shortYear(at: index + 3), (1...12).contains(value)
    {
      return date(year, month: value, next: end)
    }
    if (1...31).contains(value), let date = dayFirst(value, at: index + 1) { return date }
    // The end of "2018–21".
    if let start, start.month == nil, token.count == 2, !token.spaceBefore {
      let year = start.year / 100 * 100 + value
      if year > start.year, year - start.year < 50,
        index + 1 == tokens.count || tokens[index + 1].spaceBefore || tokens[index + 1].kind == .sign
      {
        return PartialDate(year: year).map { Moment(date: $0, next: index + 1) }
      }
    }
    return nil
  }

  private func yearFirst(_ year: Int, at index: Int) -> Moment? {
    guard (1940...2100).contains(year) else { return nil }
    if let sign = separatorSign(index + 1), let second = number(index + 2, digits: 1...2),
      sign != 0x2D || !tokens[index + 2].spaceBefore
    {
      let isTight = !tokens[index + 1].spaceBefore && !tokens[index + 2].spaceBefore
      if (1...12).contains(second), tokens[index + 2].count == 2 || sign != 0x2D {
        if separatorSign(index + 3) == sign, isTight, !tokens[index + 3].spaceBefore,
          let day = number(index + 4, digits: 1...2),
          let date = date(year, month: second, day: day, next: index + 5)
        {
          return date
        }
        return date(year, month: second, next: index + 3)
      }
      if sign == 0x2F, isTight, second == (year + 1) % 100 {
        return PartialDate(year: year).map { Moment(date: $0, next: index + 3, until: PartialDate(year: year + 1)) }
      }
    }
    if let sign = separatorSign(index + 1), sign == 0x2F, let second = number(index + 2, digits: 4...4),
      second == year + 1
    {
      return PartialDate(year: year).map { Moment(date: $0, next: index + 3, until: PartialDate(year: second)) }
    }
    // "2020 Jan", "2023 Mar."; not "2019 March 2020".
    let next = skipSigns(index + 1, ",-.")
    if let (month, afterMonth) = month(at: next),
      next == index + 1 || tokens[next - 1].kind == .sign && !tokens[next].spaceBefore,
      self.year(at: skipSigns(afterMonth, ".")) == nil, !isStartOfRangeEnd(next, afterMonth)
    {
      return date(year, month: month, next: skipSigns(afterMonth, "."))
    }
    return PartialDate(year: year).map { Moment(date: $0, next: index + 1) }
  }

  /// In "2019 May 12" the month is not the year's, and a lone letter case such as "2019 set" is rare enough.
  private func isStartOfRangeEnd(_ index: Int, _ next: Int) -> Bool {
    tokens[index].count < 3
  }

  private func shortRangeFollows(_ index: Int) -> Bool {
    guard let separator = rangeSeparator(at: index) else { return false }
    if lookUp(DateWords.present, separator) != nil { return true }
    return number(separator, digits: 2...2) != nil && separatorSign(separator + 1) == 0x2F
      && number(separator + 2, digits: 2...2) != nil
  }

  private func date(_ year: Int, month: Int, day: Int? = nil, next: Int) -> Moment? {
    guard (1940...2100).contains(year) else { return nil }
    return PartialDate(year: year, month: month, day: day).map { Moment(date: $0, next: next) }
  }

  // MARK: Parts

  private func month(at index: Int) -> (Int, Int)? {
    guard index < tokens.count, tokens[index].kind == .word, tokens[index].count >= 3 else { return nil }
    guard let match = DateWords.months.match(folded, tokens, at: index, before: index + 1) else { return nil }
    return (Int(match.value), index + 1)
  }

  private func year(at index: Int) -> (Int, Int)? {
    guard let value = number(index, digits: 4...4), (1940...2100).contains(value) else { return nil }
    return (value, index + 1)
  }

  private func shortYear(at index: Int) -> (Int, Int)? {
    guard let value = number(index, digits: 2...2) else { return nil }
    return (Self.century(value), index + 1)
  }

  /// '69 is 1969, '22 is 2022.
  private static func century(_ value: Int) -> Int { value < 50 ? 2000 + value : 1900 + value }

  private func number(_ index: Int, digits: ClosedRange<Int>) -> Int? {
    guard index < tokens.count, tokens[index].kind == .number, digits.contains(tokens[index].count) else { return nil }
    return number(folded[tokens[index].start..<tokens[index].end])
  }

  private func number(_ scalars: ArraySlice<UInt32>) -> Int? {
    guard !scalars.isEmpty, scalars.count <= 9 else { return nil }
    var value = 0
    for scalar in scalars {
      guard Folding.isDigit(scalar) else { return nil }
      value = value * 10 + Int(scalar - 0x30)
    }
    return value
  }

  private func leadingNumber(_ token: Token) -> Int? {
    var end = token.start
    while end < token.end, Folding.isDigit(folded[end]) { end += 1 }
    guard end > token.start else { return nil }
    return number(folded[token.start..<end])
  }

  private func separatorSign(_ index: Int) -> UInt32? {
    guard index < tokens.count, tokens[index].kind == .sign else { return nil }
    let sign = folded[tokens[index].start]
    return sign == 0x2F || sign == 0x2E || sign == 0x2D ? sign : nil
  }

  private func skipSigns(_ index: Int, _ signs: String) -> Int {
    guard index < tokens.count, tokens[index].kind == .sign else { return index }
    return signs.unicodeScalars.contains { $0.value == folded[tokens[index].start] } ? index + 1 : index
  }

  private func skipOrdinal(_ index: Int) -> Int {
    guard index < tokens.count, tokens[index].kind == .word, tokens[index].count == 2, !tokens[index].spaceBefore else {
      return index
    }
    return index + 1
  }

  /// The token after a phrase of the lexicon that starts here.
  private func lookUp(_ lexicon: Lexicon, _ index: Int) -> Int? {
    guard index < tokens.count, tokens[index].kind == .word else { return nil }
    return lexicon.match(folded, tokens, at: index, before: tokens.count)?.end
  }

  private func word(_ index: Int, is text: String) -> Bool {
    folded[tokens[index].start..<tokens[index].end].elementsEqual(text.unicodeScalars.lazy.map(\.value))
  }
}
