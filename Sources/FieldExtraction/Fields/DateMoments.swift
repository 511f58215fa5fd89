import ResumeModel

/// Reads one date: ISO, numeric, words, seasons, quarters, two-digit years, and the forms of East Asia.
struct MomentReader {
  /// What a date takes in a line.
  struct Moment {
    var date: PartialDate
    var next: Int
    /// "2018/19" is a range by itself.
    var until: PartialDate?
    /// What would be no date outside a range: "Jan 19", "10.19", "XI 2018", "'19".
    var needsRange = false
  }

  /// How `03/04/2020` is read.
  enum Order {
    case dayFirst, monthFirst
  }

  private let text: DateTokens
  private let order: Order
  private var tokens: [Token] { text.tokens }

  init(_ text: DateTokens, order: Order) {
    self.text = text
    self.order = order
  }

  /// - Parameter start: the date that it ends, where there is one: it may be given in short then.
  func moment(at index: Int, after start: PartialDate? = nil) -> Moment? {
    guard index < tokens.count else { return nil }
    switch tokens[index].kind {
    case .word: return worded(at: index)
    case .number: return numeric(at: index, after: start)
    case .mixed: return season(at: index) ?? ordinal(at: index)
    case .sign:
      // "'19 – '21"
      guard text.isSign(index, 0x27), let (year, end) = text.shortYear(at: index + 1), !tokens[index + 1].spaceBefore,
        end == tokens.count || tokens[end].spaceBefore || tokens[end].kind == .sign
      else { return nil }
      return PartialDate(year: year).map { Moment(date: $0, next: end, needsRange: true) }
    }
  }

  // MARK: Words

  /// "Jan 2020", "Sept. '19", "junho de 2020", "Feb/2024", "March 12, 2020", "Summer 2012".
  private func worded(at index: Int) -> Moment? {
    if let (month, afterMonth) = text.month(at: index), var moment = monthFirst(month, after: afterMonth) {
      // The Czech December, and a word of many products: "Studio Pro 2019".
      if text.word(index, is: "pro") { moment.needsRange = true }
      return moment
    }
    if let season = season(at: index) { return season }
    if let roman = roman(at: index) { return roman }
    // "tháng 4 năm 2019"
    if tokens[index].count == 5, text.word(index, is: "thang"), let month = text.number(index + 1, digits: 1...2),
      (1...12).contains(month)
    {
      var next = text.skipSigns(index + 2, "/-.,")
      if let word = text.lookUp(text.words.of, next) { next = word }
      if let (year, end) = text.year(at: next) { return date(year, month: month, next: end) }
    }
    if tokens[index].count == 2, let offset = DateWords.era(text.folded[tokens[index].start..<tokens[index].end]),
      let number = text.number(index + 1, digits: 1...2), number > 0, text.isUnit(index + 2, Self.yearUnits)
    {
      return eastAsian(offset + number, at: index + 2)
    }
    return nil
  }

  private func monthFirst(_ month: Int, after afterMonth: Int) -> Moment? {
    var next = text.skipSigns(afterMonth, ".,/-_")
    if next > afterMonth, text.isSign(next - 1, 0x2E) { next = text.skipSigns(next, ",/-") }
    if let word = text.lookUp(text.words.of, next) { next = word }
    if let (year, end) = text.year(at: next) {
      return PartialDate(year: year, month: month).map { Moment(date: $0, next: end) }
    }
    if let day = text.number(next, digits: 1...2), day <= 31 {
      let afterDay = text.skipSigns(skipOrdinal(next + 1), ",")
      if let (year, end) = text.year(at: afterDay), let date = PartialDate(year: year, month: month, day: day) {
        return Moment(date: date, next: end)
      }
    }
    // "March 1st, 2019"
    if next < tokens.count, tokens[next].kind == .mixed, let day = leadingNumber(tokens[next]), day <= 31,
      let (year, end) = text.year(at: text.skipSigns(next + 1, ",")),
      let date = PartialDate(year: year, month: month, day: day)
    {
      return Moment(date: date, next: end)
    }
    if text.isSign(next, 0x27), let (year, end) = text.shortYear(at: next + 1) {
      return PartialDate(year: year, month: month).map { Moment(date: $0, next: end) }
    }
    if let (year, end) = text.shortYear(at: next) {
      let isJoined = text.isSign(next - 1, 0x2D) || text.isSign(next - 1, 0x2F)
      return PartialDate(year: year, month: month).map { Moment(date: $0, next: end, needsRange: !isJoined) }
    }
    return nil
  }

  /// A season, quarter, term or "early": the year alone is kept.
  private func season(at index: Int) -> Moment? {
    guard var next = text.lookUp(text.words.seasons, index) else { return nil }
    next = text.skipSigns(next, "/-,")
    if let word = text.lookUp(text.words.of, next) { next = word }
    if text.isSign(next, 0x27), let (year, end) = text.shortYear(at: next + 1) {
      return PartialDate(year: year).map { Moment(date: $0, next: end) }
    }
    guard text.number(next, digits: 4...4) != nil else { return nil }
    return yearFirst(at: next)
  }

  /// "XI 2018", "XI.2018"
  private func roman(at index: Int) -> Moment? {
    guard let month = text.romanMonth(index, single: true) else { return nil }
    let next = text.skipSigns(index + 1, "./-")
    guard let (year, end) = text.year(at: next), next == index + 1 || !tokens[next].spaceBefore else { return nil }
    return PartialDate(year: year, month: month).map { Moment(date: $0, next: end, needsRange: true) }
  }

  private func ordinal(at index: Int) -> Moment? {
    let token = tokens[index]
    guard token.count <= 4, let day = leadingNumber(token), day >= 1, day <= 31 else { return glued(token, at: index) }
    return dayFirst(day, at: index + 1)
  }

  /// "Sept2019".
  private func glued(_ token: Token, at index: Int) -> Moment? {
    guard token.count > 6, let year = text.number(text.folded[(token.end - 4)..<token.end]),
      (1950...2100).contains(year)
    else { return nil }
    var word = Array(text.folded[token.start..<(token.end - 4)])
    word.append(0x20)
    let words = Tokenizer.tokens(of: word)
    guard let match = text.words.months.match(word, words, at: 0, before: words.count) else { return nil }
    return PartialDate(year: year, month: Int(match.value)).map { Moment(date: $0, next: index + 1) }
  }

  private func dayFirst(_ day: Int, at index: Int) -> Moment? {
    var next = text.skipSigns(index, ".-/")
    if let word = text.lookUp(text.words.of, next) { next = word }
    let month: Int
    let afterMonth: Int
    if let found = text.month(at: next) {
      (month, afterMonth) = found
    } else if next > index, let found = text.romanMonth(next, single: true), !tokens[next].spaceBefore {
      (month, afterMonth) = (found, next + 1)  // 3.IX.2019
    } else {
      return nil
    }
    next = text.skipSigns(afterMonth, ".,-/")
    if let word = text.lookUp(text.words.of, next) { next = word }
    guard let (year, end) = text.year(at: next) else { return nil }
    return PartialDate(year: year, month: month, day: day).map { Moment(date: $0, next: end) }
  }

  // MARK: Numbers

  private func numeric(at index: Int, after start: PartialDate?) -> Moment? {
    let token = tokens[index]
    guard let value = text.number(index, digits: 1...4) else { return nil }
    if token.count == 4 { return yearFirst(at: index) }
    guard token.count <= 2 else { return nil }
    if let moment = numbers(value, at: index, after: start) { return moment }
    if text.separatorSign(index + 1) != nil, text.isSign(index + 2, 0x27),
      let (year, end) = text.shortYear(at: index + 3), (1...12).contains(value)
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

  /// 12.03.2020, 03/2020, 03.20
  private func numbers(_ value: Int, at index: Int, after start: PartialDate?) -> Moment? {
    guard let sign = text.separatorSign(index + 1), let second = text.number(index + 2, digits: 1...4) else {
      return nil
    }
    let digits = tokens[index + 2].count
    if digits == 4, (1...12).contains(value) {
      return date(second, month: value, next: text.skipYearMark(index + 3))
    }
    if digits <= 2, text.separatorSign(index + 3) == sign, let third = text.number(index + 4, digits: 2...4),
      tokens[index + 4].count != 3
    {
      let year = tokens[index + 4].count == 4 ? third : DateTokens.century(third)
      let next = text.skipYearMark(index + 5)
      let dayFirst = date(year, month: second, day: value, next: next)
      let monthFirst = date(year, month: value, day: second, next: next)
      return order == .monthFirst && sign == 0x2F ? monthFirst ?? dayFirst : dayFirst ?? monthFirst
    }
    guard digits == 2, (1...12).contains(value), tokens[index].count == 2 || sign == 0x2F else { return nil }
    let isTight = !tokens[index + 1].spaceBefore && !tokens[index + 2].spaceBefore
    let next = index + 3
    guard isTight, next == tokens.count || tokens[next].spaceBefore || !tokens[next].isWordLike,
      text.separatorSign(next) != sign || tokens[next].spaceBefore || sign == 0x2D
    else { return nil }
    let year = DateTokens.century(second)
    guard sign != 0x2D, (1960...2035).contains(year), var moment = date(year, month: value, next: next) else {
      return nil
    }
    moment.needsRange = true
    return moment
  }

  private static let yearUnits: [UInt32] = [0x5E74, 0xB144]
  private static let monthUnits: [UInt32] = [0x6708, 0xC6D4]
  private static let dayUnits: [UInt32] = [0x65E5, 0xC77C]

  /// "2019年4月1日", "2019년 4월".
  private func eastAsian(_ year: Int, at unit: Int) -> Moment? {
    if let month = text.number(unit + 1, digits: 1...2), text.isUnit(unit + 2, Self.monthUnits) {
      if let day = text.number(unit + 3, digits: 1...2), text.isUnit(unit + 4, Self.dayUnits) {
        return date(year, month: month, day: day, next: unit + 5)
      }
      return date(year, month: month, next: unit + 3)
    }
    return PartialDate(year: year).map { Moment(date: $0, next: unit + 1) }
  }

  private func yearFirst(at index: Int) -> Moment? {
    guard let year = text.number(index, digits: 4...4), (1940...2100).contains(year) else { return nil }
    if text.isUnit(index + 1, Self.yearUnits) { return eastAsian(year, at: index + 1) }
    if let sign = text.separatorSign(index + 1), let second = text.number(index + 2, digits: 1...2),
      sign != 0x2D || !tokens[index + 2].spaceBefore
    {
      let isTight = !tokens[index + 1].spaceBefore && !tokens[index + 2].spaceBefore
      if (1...12).contains(second), tokens[index + 2].count == 2 || sign != 0x2D {
        if text.separatorSign(index + 3) == sign, !tokens[index + 3].spaceBefore, isTight || sign == 0x2E,
          let day = text.number(index + 4, digits: 1...2), sign == 0x2E || !tokens[index + 4].spaceBefore,
          let date = date(year, month: second, day: day, next: skipGluedStop(index + 5))
        {
          return date
        }
        return date(year, month: second, next: sign == 0x2E ? skipGluedStop(index + 3) : index + 3)
      }
      if sign == 0x2F, isTight, second == (year + 1) % 100 {
        return PartialDate(year: year).map { Moment(date: $0, next: index + 3, until: PartialDate(year: year + 1)) }
      }
    }
    if text.separatorSign(index + 1) == 0x2F, let second = text.number(index + 2, digits: 4...4),
      second > year, second - year <= 12
    {
      return PartialDate(year: year).map { Moment(date: $0, next: index + 3, until: PartialDate(year: second)) }
    }
    let next = text.skipSigns(text.skipYearMark(index + 1), ",-./")
    // "2019 Q3" is a year, its quarter taken in.
    if next == index + 1, next < tokens.count, tokens[next].kind == .mixed,
      let end = text.lookUp(text.words.seasons, next)
    {
      return PartialDate(year: year).map { Moment(date: $0, next: end) }
    }
    // "2020 Jan", "2023 Mar.", "2019. április"; not "2019 March 2020".
    if let (month, afterMonth) = text.month(at: next), tokens[next].count >= 3,
      next == index + 1 || text.isSign(next - 1, 0x2E) || !tokens[next].spaceBefore,
      text.year(at: text.skipSigns(afterMonth, ".")) == nil
    {
      return date(year, month: month, next: text.skipSigns(afterMonth, "."))
    }
    return PartialDate(year: year).map { Moment(date: $0, next: text.skipYearMark(index + 1)) }
  }

  /// "2019.04." ends in a full stop.
  private func skipGluedStop(_ index: Int) -> Int {
    guard text.isSign(index, 0x2E), !tokens[index].spaceBefore,
      index + 1 == tokens.count || tokens[index + 1].spaceBefore || tokens[index + 1].kind == .sign
    else { return index }
    return index + 1
  }

  private func date(_ year: Int, month: Int, day: Int? = nil, next: Int) -> Moment? {
    guard (1940...2100).contains(year) else { return nil }
    return PartialDate(year: year, month: month, day: day).map { Moment(date: $0, next: next) }
  }

  private func leadingNumber(_ token: Token) -> Int? {
    var end = token.start
    while end < token.end, Folding.isDigit(text.folded[end]) { end += 1 }
    guard end > token.start else { return nil }
    return text.number(text.folded[token.start..<end])
  }

  private func skipOrdinal(_ index: Int) -> Int {
    guard index < tokens.count, tokens[index].kind == .word, tokens[index].count == 2, !tokens[index].spaceBefore else {
      return index
    }
    return index + 1
  }
}
