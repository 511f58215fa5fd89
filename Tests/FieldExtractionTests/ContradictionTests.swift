import ResumeModel
import Testing

@testable import FieldExtraction

@Suite struct ContradictionTests {
  private func codes(_ text: String) -> [ParseWarning.Code] {
    FieldExtractor().extract(document(text)).warnings.map(\.code)
  }

  private func resume(head: String = "jo.marsh@example.com", _ jobs: String) -> String {
    "# Jo Marsh\n\(head)\n\n## Experience\n\(jobs)\n\n## Education\nBachelor of Arts, Brackwater College, 2008"
  }

  @Test(
    arguments: [
      ("Clerk, Lowe Ltd (05/2019 – present)\n\nClerk, Hay Ltd (01/2015 – 04/2019)", nil),
      ("Clerk, Lowe Ltd (05/2019 – 02/2019)\n\nClerk, Hay Ltd (01/2015 – 04/2017)", .endBeforeStart),
      ("Clerk, Lowe Ltd (01/2012 – 12/2019)\n\nPorter, Hay Ltd (01/2013 – 12/2018)", .overlappingJobs),
      // Half a year side by side happens, a freelancer has many, one employer several roles.
      ("Clerk, Lowe Ltd (01/2012 – 12/2016)\n\nPorter, Hay Ltd (07/2016 – 12/2018)", nil),
      ("Freelance Designer, Lowe Ltd (01/2012 – 12/2019)\n\nPorter, Hay Ltd (01/2013 – 12/2018)", nil),
      ("Clerk, Lowe Ltd (01/2012 – 12/2019)\n\nPorter, Lowe Ltd (01/2013 – 12/2018)", nil),
    ] as [(String, ParseWarning.Code?)])
  func datesThatContradictEachOther(jobs: String, code: ParseWarning.Code?) {
    #expect(codes(resume(jobs)) == [code].compactMap { $0 })
  }

  @Test(arguments: [
    ("Date of birth: 12/03/1985", false), ("Date of birth: 12/03/2010", true), ("Geburtsdatum: 04.05.2009", true),
  ])
  func aChildHasNoJob(row: String, isTold: Bool) {
    let text = resume(head: "jo.marsh@example.com\n" + row, "Clerk, Lowe Ltd (05/2012 – 04/2019)")
    #expect(codes(text).contains(.implausibleAge) == isTold)
  }

  @Test(
    arguments: [
      ("jo.marsh@example.com", nil), ("jmarsh@example.com", nil), ("j.m@example.com", nil), ("info@example.com", nil),
      ("harry.winter@example.com", .nameUnlikeEmail),
      ("jo.marsh@example.com | harry.winter@example.com", .severalPeople),
      ("jo.marsh@example.com | jo@marsh.example", nil),
    ] as [(String, ParseWarning.Code?)])
  func addressesOfOthers(head: String, code: ParseWarning.Code?) {
    let told = codes(resume(head: head, "Clerk, Lowe Ltd (05/2012 – 04/2019)")).filter { $0 != .severalEmails }
    #expect(told == [code].compactMap { $0 })
  }

  @Test func aNameInOtherLettersIsNotCompared() {
    let text = "# Петр Евдокимов\npetr.evdokimov@example.com\n\n## Experience\nClerk, Lowe Ltd (05/2012 – 04/2019)"
    #expect(!codes(text).contains(.nameUnlikeEmail))
  }

  @Test func aWeakSignAsksNobody() {
    #expect(!ParseWarning.Code.nameUnlikeEmail.asksForReview)
    #expect(ParseWarning.Code.severalPeople.asksForReview && ParseWarning.Code.overlappingJobs.asksForReview)
  }
}
