import DocumentText
import ResumeModel

/// Takes a resume that came as data, by itself or inside a document, for what it is: the person's own words in fields of
/// their own.
struct StructuredResume {
  private let data: JSONResume

  /// - Returns: nil where a document carries no data, or data of somebody else than its pages show.
  init?(_ document: Document) {
    guard let data = document.structured, Self.isShown(data.basics?.name, in: document) else { return nil }
    self.data = Self.dated(data)
  }

  /// Every value with a confidence of 1 and no place on a page.
  func resume() -> ParsedResume {
    var resume = ParsedResume(data)
    resume.original = data
    resume.likeness = ResumeLikeness(score: 1, kind: .resume)
    return resume
  }

  /// Whether the pages show the name, in whatever order and case. Data without a name belong to nobody for sure.
  private static func isShown(_ name: String?, in document: Document) -> Bool {
    guard let name else { return document.attachments.isEmpty }
    func words(_ text: String) -> Set<[UInt32]> {
      Set(Folding.fold(text).split { !Folding.isLetter($0) && !Folding.isDigit($0) }.map { Array($0) })
    }
    let wanted = words(name)
    let shown = words(document.text)
    // Names that a page sets letter by letter, or breaks, are found without their white space.
    if wanted.isSubset(of: shown) { return !wanted.isEmpty }
    let joined = Folding.fold(document.text).filter { Folding.isLetter($0) || Folding.isDigit($0) }
    return wanted.allSatisfy { joined.firstRange(of: $0) != nil }
  }

  // MARK: Dates

  /// Dates in whatever form a person wrote them, in the standard's.
  private static func dated(_ data: JSONResume) -> JSONResume {
    var data = data
    for index in (data.work ?? []).indices {
      let entry = data.work![index]
      (data.work![index].startDate, data.work![index].endDate) = span(entry.startDate, entry.endDate)
    }
    for index in (data.education ?? []).indices {
      let entry = data.education![index]
      (data.education![index].startDate, data.education![index].endDate) = span(entry.startDate, entry.endDate)
    }
    for index in (data.certificates ?? []).indices {
      data.certificates![index].date = data.certificates![index].date.map { date($0) ?? $0 }
    }
    return data
  }

  /// An end that is no date is "present" in some language: no end.
  private static func span(_ start: String?, _ end: String?) -> (String?, String?) {
    (start.map { date($0) ?? $0 }, end.flatMap(date))
  }

  private static func date(_ text: String) -> String? {
    if PartialDate(text) != nil { return text }
    // With a time of day behind it.
    if let date = PartialDate(text.prefix(10)) { return date.description }
    let folded = Folding.fold(text)
    return DateScanner(folded, Tokenizer.tokens(of: folded)).spans().first.flatMap { $0.start ?? $0.end }?.description
  }
}
