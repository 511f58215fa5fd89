import DocumentText
import ResumeModel
import Testing

@testable import FieldExtraction

@Suite struct StructuredResumeTests {
  private func document(_ data: JSONResume, text: [String], attachments: [DocumentText.Attachment] = []) -> Document {
    let lines = text.map { Line(spans: [Span(text: $0)]) }
    return Document(
      format: .pdf, pages: [Page(number: 1, lines: lines)], attachments: attachments, structured: data)
  }

  private func data(name: String?, end: String? = nil) -> JSONResume {
    var data = JSONResume()
    data.basics = JSONResume.Basics()
    data.basics?.name = name
    var work = JSONResume.Work()
    (work.name, work.startDate, work.endDate) = ("Kestrel", "March 2019", end)
    data.work = [work]
    return data
  }

  @Test func takesDataForWhatTheyAre() {
    let resume = FieldExtractor().extract(document(data(name: "Zoë Whitfield"), text: ["WHITFIELD, Zoe"]))
    #expect(resume.name == Extracted("Zoë Whitfield", confidence: 1))
    #expect(resume.work.first?.start?.value.description == "2019-03")
    #expect(resume.work.first?.isCurrent == true)
    #expect(JSONResume(resume).work?.first?.startDate == "2019-03")
  }

  @Test(arguments: [
    ("2021-05", "2021-05"), ("05/2021", "2021-05"), ("2021-05-31T00:00:00Z", "2021-05-31"), ("Present", nil),
    ("heute", nil),
  ])
  func readsEnds(_ end: String, _ expected: String?) {
    let resume = FieldExtractor().extract(document(data(name: "Dana", end: end), text: ["Dana"]))
    #expect(resume.work.first?.end?.value.description == expected)
  }

  @Test func dataOfSomebodyElseAreLeftAlone() {
    let attachment = DocumentText.Attachment(name: "Europass-XML-Attachment.xml", bytes: [])
    let resume = FieldExtractor().extract(
      document(data(name: "Paul Other"), text: ["Dana Whitfield", "dana@example.com"], attachments: [attachment]))
    #expect(resume.name?.value == "Dana Whitfield")
    #expect(resume.work.isEmpty)
  }
}
