import ResumeModel

/// A resume's jobs and studies on one line of time, with what "present" means there.
struct History {
  let resume: ParsedResume
  /// The document's date, unless the history gives it the lie: then it is a template's or a copy's, and the latest date of a
  /// job stands in for it.
  let asOf: PartialDate?

  init(_ resume: ParsedResume) {
    self.resume = resume
    let jobs = resume.work.flatMap { [$0.start?.value, $0.end?.value] }.compactMap { $0 }
    guard let date = resume.documentDate, !Self.isContradicted(date, by: resume.work.compactMap { $0.start?.value })
    else {
      asOf = jobs.max() ?? resume.documentDate
      return
    }
    asOf = date
  }

  /// Two jobs that begin after it, or one that begins more than a year after: nobody knows that long before.
  private static func isContradicted(_ date: PartialDate, by starts: [PartialDate]) -> Bool {
    let later = starts.filter { isAfter($0, date) }
    let latest = later.max().map { $0.year * 12 + ($0.month ?? 1) } ?? 0
    return later.count >= 2 || latest > date.year * 12 + (date.month ?? 12) + 12
  }

  /// Later by more than its own precision: 2024 is not after 2024-03.
  static func isAfter(_ date: PartialDate, _ other: PartialDate) -> Bool {
    if date.year != other.year { return date.year > other.year }
    guard let month = date.month, let otherMonth = other.month else { return false }
    return month > otherMonth
  }

  /// When a job ended, as far as the document can know: now, for one that goes on or is to end later.
  func end(_ entry: WorkEntry) -> PartialDate? { end(entry.end?.value, isCurrent: entry.isCurrent) }

  /// The time of a job; nil unless both its ends are known, or where it lies in the future.
  func span(_ entry: WorkEntry) -> MonthSpan? {
    guard let start = entry.start?.value, let end = end(entry) else { return nil }
    return MonthSpan(from: start, to: end)
  }

  private func end(_ date: PartialDate?, isCurrent: Bool) -> PartialDate? {
    if isCurrent { return asOf }
    guard let date else { return nil }
    guard let asOf, Self.isAfter(date, asOf) else { return date }
    return asOf
  }

  /// The job that a person has now, or had last: of two the one that began later.
  var latest: WorkEntry? {
    resume.work.enumerated().filter { $0.element.position != nil || $0.element.company != nil }.max { a, b in
      key(a.element, a.offset) < key(b.element, b.offset)
    }?.element
  }

  /// The current one; of two the one that began later.
  var current: WorkEntry? { latest.flatMap { $0.isCurrent ? $0 : nil } }

  /// Undated ones last; of equals the first in the document.
  private func key(_ entry: WorkEntry, _ offset: Int) -> (Int, Int, Int, Int) {
    let end = end(entry)
    return (
      entry.isCurrent ? 1 : 0, end.map { $0.year * 12 + ($0.month ?? 6) } ?? 0,
      entry.start.map { $0.value.year * 12 + ($0.value.month ?? 6) } ?? 0, -offset
    )
  }

  /// Times between jobs that neither work nor education fills, even if every date is taken for as long as it can mean.
  func gaps(longerThan months: Int) -> [EmploymentGap] {
    let work = resume.work.compactMap { entry -> MonthSpan? in
      guard let start = entry.start?.value, let end = end(entry) else { return nil }
      return MonthSpan(longestFrom: start, to: end)
    }.united
    guard let first = work.first, let last = work.last else { return [] }
    let education = resume.education.compactMap { entry -> MonthSpan? in
      guard let end = end(entry.end?.value, isCurrent: entry.isCurrent) else { return nil }
      // A lone date is the end of a course: a year of it at least.
      let start = entry.start?.value ?? PartialDate(year: max(end.year - 1, 1900), month: end.month)
      return start.flatMap { MonthSpan(longestFrom: $0, to: end) }
    }
    let covered = (work + education).united
    return zip(covered, covered.dropFirst()).compactMap { before, after in
      guard before.end >= first.start, after.start <= last.end, after.start - before.end > months,
        let start = MonthSpan.date(of: before.end), let end = MonthSpan.date(of: after.start - 1)
      else { return nil }
      return EmploymentGap(start: start, end: end, months: after.start - before.end)
    }
  }
}
