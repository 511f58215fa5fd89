import ResumeModel

/// A stretch of whole months, counted from the year 0. A ``PartialDate`` lies within 1900…2100, so nothing overflows.
struct MonthSpan: Hashable {
  /// Its first month, and the one after its last.
  var start, end: Int

  var months: Int { max(0, end - start) }

  /// Months are told apart by both ends: January to March are three. A year alone stands for its middle, so that 2018 – 2020
  /// is two years; within one year it is half of it. Where that would end before it begins, the year alone gives way.
  ///
  /// - Returns: nil where the end lies before the start.
  init?(from first: PartialDate, to last: PartialDate) {
    if first.month == nil, last.month == nil, first.year == last.year {
      self.init(start: first.year * 12 + 3, end: first.year * 12 + 9)
      return
    }
    var start = first.year * 12 + (first.month.map { $0 - 1 } ?? 6)
    var end = last.year * 12 + (last.month ?? 6)
    if end <= start, first.year == last.year {
      if first.month == nil { start = first.year * 12 }
      if last.month == nil { end = last.year * 12 + 12 }
    }
    guard end > start else { return nil }
    self.init(start: start, end: end)
  }

  /// The longest time that the dates can mean: a year alone is all of it.
  init?(longestFrom first: PartialDate, to last: PartialDate) {
    let start = first.year * 12 + (first.month.map { $0 - 1 } ?? 0)
    let end = last.year * 12 + (last.month ?? 12)
    guard end > start else { return nil }
    self.init(start: start, end: end)
  }

  init(start: Int, end: Int) {
    self.start = start
    self.end = end
  }

  /// The month of a count.
  static func date(of month: Int) -> PartialDate? { PartialDate(year: month / 12, month: month % 12 + 1) }
}

extension [MonthSpan] {
  /// Without overlaps, the earliest first.
  var united: [MonthSpan] {
    var result: [MonthSpan] = []
    for span in sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
      if let last = result.last, span.start <= last.end {
        result[result.count - 1].end = Swift.max(last.end, span.end)
      } else {
        result.append(span)
      }
    }
    return result
  }

  /// Overlaps counted once.
  var totalMonths: Int { united.reduce(0) { $0 + $1.months } }
}
