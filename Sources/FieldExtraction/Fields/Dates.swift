import ResumeModel

/// Finds dates and ranges in a line: ISO, numeric, words in some thirty languages, seasons, two-digit years.
///
/// A year alone stays a year; nothing is filled in. Ambiguous `03/04/2020` is read as day first, as most of the world
/// writes it, unless that makes no date or the document shows that its months stand first.
struct DateScanner {
  private let text: DateTokens
  private let reader: MomentReader
  private var folded: [UInt32] { text.folded }
  private var tokens: [Token] { text.tokens }

  init(_ folded: [UInt32], _ tokens: [Token], order: MomentReader.Order = .dayFirst) {
    text = DateTokens(folded, tokens)
    reader = MomentReader(text, order: order)
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

  /// Whether a line holds a date with slashes whose second number can only be a day: 03/24/2020.
  static func showsMonthFirst(_ folded: [UInt32], _ tokens: [Token]) -> Bool {
    guard folded.contains(0x2F) else { return false }
    let text = DateTokens(folded, tokens)
    for index in tokens.indices {
      guard text.isSign(index + 1, 0x2F), text.isSign(index + 3, 0x2F),
        let month = text.number(index, digits: 1...2), (1...12).contains(month),
        let day = text.number(index + 2, digits: 2...2), (13...31).contains(day),
        let year = text.number(index + 4, digits: 2...4), tokens[index + 4].count == 2 || (1940...2100).contains(year)
      else { continue }
      return true
    }
    return false
  }

  // MARK: Ranges

  private func span(at first: Int) -> (DateSpan, Int)? {
    let words = text.words
    var index = first
    var isSince = false
    var start = first
    if let word = text.lookUp(words.since, index), moment(at: word) != nil {
      isSince = true
      index = word
    } else if let word = text.lookUp(words.from, index), moment(at: word) != nil || bareMonth(at: word) != nil {
      index = word
    } else if let word = text.lookUp(words.expected, index), moment(at: skipLabel(word)) != nil {
      index = skipLabel(word)
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
        let afterSigns = text.skipSigns(separator, "(")
        if let word = text.lookUp(words.present, afterSigns) {
          (isCurrent, isRange, end) = (true, true, word)
          if afterSigns > separator, text.isSign(word, 0x29) { end = word + 1 }
        } else if let other = moment(at: separator, after: one.date), other.until == nil || separator > end {
          guard other.date.year >= one.date.year || one.date == Self.unknownYear, agree(one, other) else { return nil }
          (last, isRange, end) = (other.date, true, other.next)
        } else if isDash(end), separator == tokens.count || tokens[separator].spaceBefore && startsSegment(separator) {
          (isOpen, isRange, isCurrent, end) = (true, true, true, separator)
        }
      } else if end < tokens.count, tokens[end].kind == .sign,
        let word = text.lookUp(words.present, text.skipSigns(end, ",("))
      {
        (isCurrent, isRange, end) = (true, true, word)
        if text.isSign(one.next, 0x28), text.isSign(word, 0x29) { end = word + 1 }
      } else if let ending = suffix(Self.until, at: end) {
        end = ending
      } else if let ending = suffix(Self.onwards, at: end) {
        (isCurrent, isRange, end) = (true, true, ending)
      }
    }
    if one.needsRange, !isRange && !isSince && !fillsCell(index, one) || isOpen { return nil }
    var from: PartialDate = one.date
    if from == Self.unknownYear {
      guard let last, let month = text.month(at: index)?.0, let date = PartialDate(year: last.year, month: month) else {
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

  private func moment(at index: Int, after start: PartialDate? = nil) -> MomentReader.Moment? {
    reader.moment(at: index, after: start)
  }

  /// "05/11" with nothing else in its line or cell is a month of a year.
  private func fillsCell(_ index: Int, _ moment: MomentReader.Moment) -> Bool {
    guard moment.date.month != nil, tokens[index].kind == .number, text.isSign(index + 1, 0x2F) else { return false }
    let (start, end) = (tokens[index].start, tokens[moment.next - 1].end)
    return (index == 0 || folded[start - 1] == 0x09) && (moment.next == tokens.count || folded[end] == 0x09)
  }

  /// What is a date only in a range needs its like at the other end: "Jan 19 – Mar 21", never "10.19 – 2024".
  private func agree(_ one: MomentReader.Moment, _ other: MomentReader.Moment) -> Bool {
    guard one.needsRange != other.needsRange else { return true }
    return (one.needsRange ? other : one).date.month != nil
  }

  private static let until = ["까지", "まで", "止"]
  private static let onwards = ["より", "から", "부터", "起", "ota", "alkaen", "lahtien", "onwards", "onward"]

  /// A word that is written behind its date: "2019년까지", "2023年4月より".
  private func suffix(_ words: [String], at index: Int) -> Int? {
    guard index < tokens.count, words.contains(where: { text.word(index, is: $0) }),
      !tokens[index].spaceBefore || !Folding.isWide(folded[tokens[index].start])
    else { return nil }
    return index + 1
  }

  private func skipLabel(_ index: Int) -> Int {
    var next = text.skipSigns(index, ":.")
    if let word = text.lookUp(text.words.expected, next) { next = text.skipSigns(word, ":.") }
    if next < tokens.count, text.word(next, is: "in") { next += 1 }
    return next
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
    if before.kind != .sign { return !Folding.isWide(folded[before.end - 1]) }
    let sign = folded[before.start]
    return (sign == 0x2E || sign == 0x2F || sign == 0x2D) && index >= 2 && tokens[index - 2].kind == .number
      && !before.spaceBefore
  }

  /// Takes in brackets, a label before ("Date:") and a duration behind ("(2 years)", "· 3 yrs 2 mos"), and "(expected)".
  private func widened(_ start: Int, _ end: Int) -> (Int, Int) {
    var (start, end) = (start, end)
    func close(_ bracket: UInt32) -> UInt32? { bracket == 0x28 ? 0x29 : bracket == 0x5B ? 0x5D : nil }
    func takeBrackets() {
      if start > 0, tokens[start - 1].kind == .sign, let closing = close(folded[tokens[start - 1].start]),
        text.isSign(end, closing)
      {
        (start, end) = (start - 1, end + 1)
      }
    }
    takeBrackets()
    if end < tokens.count, let word = text.lookUp(text.words.expected, text.skipSigns(end, "(")),
      text.isSign(end, 0x28) ? text.isSign(word, 0x29) : word == tokens.count
    {
      end = text.isSign(end, 0x28) ? word + 1 : word
    }
    var probe = end
    while probe < tokens.count, tokens[probe].kind == .sign, isDurationOpening(folded[tokens[probe].start]) {
      probe += 1
    }
    var units = 0
    var scan = probe
    while scan < tokens.count {
      if tokens[scan].kind == .number, tokens[scan].count <= 2, scan + 1 < tokens.count,
        let unit = text.lookUp(text.words.durationUnits, durationUnit(after: scan + 1))
      {
        units += 1
        scan = unit
        while scan < tokens.count, tokens[scan].kind == .sign, [0x2E, 0x2C].contains(folded[tokens[scan].start]) {
          scan += 1
        }
      } else if tokens[scan].kind == .mixed, tokens[scan].count <= 4, isDuration(tokens[scan]) {
        units += 1
        scan += 1
      } else if tokens[scan].kind == .word, units > 0,
        ["and", "und", "et", "y", "e", "i", "och", "og", "en"].contains(where: { text.word(scan, is: $0) })
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
      takeBrackets()
    }
    return (start, end)
  }

  /// Past the fraction of "2.5 years".
  private func durationUnit(after index: Int) -> Int {
    guard text.isSign(index, 0x2E) || text.isSign(index, 0x2C), text.number(index + 1, digits: 1...1) != nil else {
      return index
    }
    return index + 2
  }

  /// "2y", "11mo".
  private func isDuration(_ token: Token) -> Bool {
    let digits = folded[token.start..<token.end].prefix(while: Folding.isDigit).count
    guard digits > 0, digits <= 2 else { return false }
    let unit = folded[(token.start + digits)..<token.end]
    return ["y", "yr", "yrs", "m", "mo", "mos"].contains { unit.elementsEqual($0.unicodeScalars.lazy.map(\.value)) }
  }

  private func isDurationOpening(_ scalar: UInt32) -> Bool {
    scalar == 0x28 || scalar == 0xB7 || scalar == 0x2E || scalar == 0x2C || scalar == 0x2022 || scalar == 0x7C
      || scalar == 0x5B
  }

  private func isDash(_ index: Int) -> Bool {
    guard index < tokens.count, tokens[index].kind == .sign else { return false }
    switch folded[tokens[index].start] {
    case 0x2D, 0x7E, 0xAD, 0x2192, 0x3E, 0x2026: return true
    default: return false
    }
  }

  private func startsSegment(_ index: Int) -> Bool {
    index < tokens.count && tokens[index].start > 0 && folded[tokens[index].start - 1] == 0x09
  }

  /// Past a dash (also a doubled one), a word for "to", or a slash between two dates of months.
  private func rangeSeparator(at index: Int) -> Int? {
    guard index < tokens.count else { return nil }
    let words = text.words
    func opens(_ index: Int) -> Bool { moment(at: index) != nil || text.lookUp(words.present, index) != nil }
    var next = index
    while isDash(next) { next += 1 }
    if next > index {
      if let word = text.lookUp(words.to, next), opens(word) { return word }
      return next
    }
    if text.isSign(index, 0x2F) || text.isSign(index, 0x2C), opens(index + 1) {
      if text.lookUp(words.present, index + 1) != nil { return index + 1 }
      if text.isSign(index, 0x2F), tokens[index].spaceBefore, moment(at: index + 1)?.date.month != nil {
        return index + 1
      }
    }
    if let word = text.lookUp(words.to, index) { return opens(word) ? word : nil }
    return text.lookUp(words.present, index).map { _ in index }
  }

  private static let unknownYear = PartialDate(year: 1900)!  // a constant that is a date

  /// "May – Aug 2019": a month that takes its year from the end of the range.
  private func bareMonth(at index: Int) -> MomentReader.Moment? {
    guard let (_, next) = text.month(at: index) else { return nil }
    let after = text.skipSigns(next, ".")
    guard let separator = rangeSeparator(at: after), let other = moment(at: separator), other.date.month != nil,
      !other.needsRange
    else { return nil }
    return MomentReader.Moment(date: Self.unknownYear, next: after)
  }
}
