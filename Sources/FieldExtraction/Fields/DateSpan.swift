import ResumeModel

/// A date or a range of dates in a line.
struct DateSpan: Hashable {
  /// Absent in a lone date, which is an end.
  var start: PartialDate?
  var end: PartialDate?
  /// "– present", "since 2016".
  var isCurrent: Bool
  /// Two dates, or one with "since" or "present".
  var isRange: Bool
  /// The dash at its end waits for the next line: "2024 –".
  var isOpen: Bool
  /// What it takes in the line's scalars, its brackets and a duration behind it included.
  var range: Range<Int>
  /// No more than a year each.
  var isYearOnly: Bool

  var latest: PartialDate? { end ?? start }
}
