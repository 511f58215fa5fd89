import ArgumentParser
import CandidateStore
import Foundation
import ResumeModel

/// Whom `candidates list` and `candidates search` are for.
struct CandidateFilterOptions: ParsableArguments {
  @Option(help: "Only those with this skill; several: with all of them.") var skill: [String] = []
  @Flag(help: "Of several skills, one is enough.") var anySkill = false
  @Option(help: "Only those who have or had a title with these words.") var title: String?
  @Option(help: "Only those who work or worked for an employer with these words in its name.") var company: String?
  @Option(help: "Only those whose place of living has these words.") var location: String?
  @Option(help: "Only those with so many full years of experience or more.") var minYears: Int?
  @Option(help: "Only those with so many full years of experience at most.") var maxYears: Int?
  @Option(
    help: "Only those who came in like this: application, resume_import, bulk_upload, google_drive or admin_share.",
    completion: .list(DocumentSource.all.map(\.rawValue)))
  var source: String?
  @Option(help: "Only those with this tag; several: with all of them.") var tag: [String] = []
  @Option(help: "Only from this day, month or year on: 2026-03-01, 2026-03 or 2026.", transform: date) var since:
    PartialDate?
  @Option(help: "Only up to this day, month or year, itself included.", transform: date) var until: PartialDate?
  @Option(help: "What --since and --until are about: the last change, the first import, or a document's own date.")
  var date = CandidateCriteria.DateKind.updated
  @Flag(help: "Only those whose reading a person should check.") var needsReview = false

  func validate() throws {
    if let source, !DocumentSource.all.map(\.rawValue).contains(source) {
      throw ValidationError("--source takes one of: \(DocumentSource.all.map(\.rawValue).joined(separator: ", "))")
    }
    for (name, years) in [("--min-years", minYears), ("--max-years", maxYears)] {
      if let years, !(0...100).contains(years) { throw ValidationError("\(name) takes a number from 0 to 100") }
    }
    if let minYears, let maxYears, minYears > maxYears {
      throw ValidationError("--min-years \(minYears) is more than --max-years \(maxYears)")
    }
    if let since, let until, until < since, !until.description.hasPrefix(since.description),
      !since.description.hasPrefix(until.description)
    {
      throw ValidationError("--until \(until) lies before --since \(since)")
    }
    if anySkill, skill.isEmpty { throw ValidationError("--any-skill goes with --skill") }
    for (name, texts) in [
      ("--skill", skill), ("--tag", tag), ("--title", [title].compactMap { $0 }),
      ("--company", [company].compactMap { $0 }), ("--location", [location].compactMap { $0 }),
    ] where texts.contains(where: { ColumnText.cleaned($0) == nil }) {
      throw ValidationError("\(name) is empty")
    }
  }

  func criteria(query: String? = nil) -> CandidateCriteria {
    var criteria = CandidateCriteria(query: ColumnText.cleaned(query))
    if anySkill { criteria.anySkills = skill } else { criteria.skills = skill }
    criteria.title = title
    criteria.company = company
    criteria.location = location
    criteria.minYears = minYears
    criteria.maxYears = maxYears
    criteria.source = source.map(DocumentSource.init(rawValue:))
    criteria.tags = tag
    criteria.needsReview = needsReview
    criteria.since = since
    criteria.until = until
    criteria.dateKind = date
    return criteria
  }

  private static func date(_ text: String) throws -> PartialDate {
    guard let date = PartialDate(text) else {
      throw ValidationError("'\(text)' is no date like 2026-03-01, 2026-03 or 2026")
    }
    return date
  }
}

extension CandidateCriteria.DateKind: ExpressibleByArgument {}
extension CandidateOrder: ExpressibleByArgument {}
