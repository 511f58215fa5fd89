import ResumeModel

/// When a document was written, judged by itself alone.
enum DocumentDate {
  /// Its metadata, or else the latest date that its text names as past: expected and open-ended ones do not count.
  static func of(_ layout: ResumeLayout) -> PartialDate? {
    for text in [layout.document.metadata.modified, layout.document.metadata.created] {
      if let text, let date = PartialDate(text.prefix(10)) ?? PartialDate(text.prefix(7)) ?? PartialDate(text.prefix(4))
      {
        return date
      }
    }
    var latest: PartialDate?
    for line in layout.lines {
      for span in line.dates {
        for date in [span.start, span.end] {
          if let date, latest.map({ $0 < date }) ?? true { latest = date }
        }
      }
    }
    return latest
  }
}
