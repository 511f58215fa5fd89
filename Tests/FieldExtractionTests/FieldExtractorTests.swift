import DocumentText
import ResumeModel
import Testing

@testable import FieldExtraction

@Suite struct FieldExtractorTests {
  @Test func findsItsResources() {
    #expect(FieldExtractor.missingResources.isEmpty)
  }

  private let plain = document(
    """
    # Jane Roe
    Senior Accountant
    jane.roe@example.com | +44 20 7946 0958 | Bristol | linkedin.com/in/janeroe

    ## Profile
    Accountant with nine years in retail and manufacturing, known for a fast and clean close.

    ## Work Experience
    Senior Accountant, Brightmoor Foods Ltd (03/2019 – present)
    Bristol
    - Closed the books in three days
    - Led a team of four

    Accounts Assistant, Hollis & Sons plc (09/2014 – 02/2019)
    - Prepared supplier payments

    ## Education
    University of Bath, 2011 – 2014
    Bachelor of Science in Accounting

    ## Skills
    IFRS, Month-End Close, SAP FI/CO, Python (pandas, NumPy)

    ## Languages
    English (Native), German – B2

    ## Certificates
    - ACCA, 2017
    """)

  @Test func readsAPlainResume() throws {
    let resume = FieldExtractor().extract(plain)
    #expect(resume.name?.value == "Jane Roe")
    #expect(resume.label?.value == "Senior Accountant")
    #expect(resume.email == "jane.roe@example.com")
    #expect(resume.phone == PhoneNumber("+44 20 7946 0958", e164: "+442079460958"))
    #expect(resume.location?.value.city == "Bristol")
    #expect(resume.links.map(\.value.url) == ["https://linkedin.com/in/janeroe"])
    #expect(resume.summary?.value.hasPrefix("Accountant with nine years") == true)
    #expect(resume.skills.map(\.value) == ["IFRS", "Month-End Close", "SAP FI/CO", "Python", "pandas", "NumPy"])
    #expect(resume.languages.map(\.language.value) == ["English", "German"])
    #expect(resume.languages.map(\.fluency?.value) == ["Native", "B2"])
    #expect(resume.certificates.map(\.name.value) == ["ACCA"])
    #expect(resume.certificates.first?.date?.value.description == "2017")
    #expect(resume.documentDate?.description == "2019-03")
    #expect(resume.warnings.isEmpty)

    try #require(resume.work.count == 2)
    let first = resume.work[0]
    #expect(first.position?.value == "Senior Accountant")
    #expect(first.company?.value == "Brightmoor Foods Ltd")
    #expect(first.location?.value == "Bristol")
    #expect(first.start?.value.description == "2019-03")
    #expect(first.end == nil && first.isCurrent)
    #expect(first.highlights.map(\.value) == ["Closed the books in three days", "Led a team of four"])
    #expect(resume.work[1].company?.value == "Hollis & Sons plc")
    #expect(resume.work[1].end?.value.description == "2019-02")

    try #require(resume.education.count == 1)
    #expect(resume.education[0].institution?.value == "University of Bath")
    #expect(resume.education[0].studyType?.value == "Bachelor of Science")
    #expect(resume.education[0].area?.value == "Accounting")
    #expect(resume.education[0].end?.value.description == "2014")
  }

  @Test func saysWhereEachValueStands() throws {
    let resume = FieldExtractor().extract(plain)
    let name = try #require(resume.name)
    #expect(name.evidence == [Evidence(page: 1, box: nil, line: 0)])
    #expect(name.confidence > 0.7 && name.confidence < 1)
    #expect(resume.work[0].company?.evidence.first?.line == 6)
  }

  @Test func inventsNothing() {
    let resume = FieldExtractor().extract(
      document("Meeting notes\n\nThe committee met on Tuesday and agreed on the budget for the coming year."))
    #expect(
      resume.emails.isEmpty && resume.phones.isEmpty && resume.work.isEmpty && resume.education.isEmpty
        && resume.skills.isEmpty)
    #expect(resume.warnings.map(\.code) == [.littleFound, .notAResume])
  }

  @Test func isDeterministic() {
    #expect(FieldExtractor().extract(plain) == FieldExtractor().extract(plain))
  }
}
