import ResumeModel
import Testing

@testable import FieldExtraction

@Suite struct ConfidenceTests {
  private let table = ConfidenceTable.standard

  @Test(arguments: [
    "certificates", "education.dates", "education.institution", "education.study", "emails", "label", "languages",
    "links",
    "location", "name", "phones", "skills", "summary", "work.company", "work.dates", "work.location", "work.position",
    "work.text",
  ])
  func whatIsStatedSurerIsSurer(field: String) {
    var last = 0.0
    for percent in 0...100 {
      let value = table.calibrated(Double(percent) / 100, field)
      #expect(value >= last && value < 1, "\(field): \(percent) %")
      last = value
    }
    #expect(table.calibrated(0, field) == 0, "what was never measured is not sure")
  }

  @Test func aFieldThatTheTableLacksIsAsStated() {
    #expect(table.calibrated(0.42, "shoe size") == 0.42)
  }

  @Test func everyValueOfAReadingIsMapped() {
    var resume = ParsedResume(
      name: Extracted("A B", confidence: 0.5), emails: [Extracted("a@b.org", confidence: 0.5)],
      work: [WorkEntry(company: Extracted("C", confidence: 0.8), highlights: [Extracted("Did", confidence: 0.9)])])
    table.apply(to: &resume)
    #expect(resume.name?.confidence == table.calibrated(0.5, "name"))
    #expect(resume.emails[0].confidence == table.calibrated(0.5, "emails"))
    #expect(resume.work[0].company?.confidence == table.calibrated(0.8, "work.company"))
    #expect(resume.work[0].highlights[0].confidence == table.calibrated(0.9, "work.text"))
  }
}
