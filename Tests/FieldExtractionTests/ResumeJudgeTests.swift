import DocumentText
import ResumeModel
import Testing

@testable import FieldExtraction

@Suite struct ResumeJudgeTests {
  private func likeness(_ text: String) throws -> ResumeLikeness {
    try #require(FieldExtractor().extract(document(text)).likeness)
  }

  @Test(arguments: OtherDocuments.all)
  func refusesWhatIsNoResume(_ other: OtherDocuments.Sample) throws {
    let likeness = try likeness(other.text)
    #expect(likeness.isRefused, "\(other): \(likeness)")
    #expect(likeness.kind == other.kind, "\(other): \(likeness)")
  }

  @Test(arguments: SparseResumes.all)
  func takesAResumeHoweverSparse(_ text: String) throws {
    let likeness = try likeness(text)
    #expect(!likeness.isRefused, "\(likeness)\n\(text)")
  }

  @Test func aResumeBehindACoverLetterIsAResume() throws {
    let letter = try #require(OtherDocuments.all.first { $0.kind == .letter }).text
    for resume in SparseResumes.withHeadings {
      let likeness = try likeness(letter + "\n\n" + resume)
      #expect(likeness.kind == .resume, "\(likeness)\n\(resume)")
    }
  }

  @Test func aResumeInFrontOfCertificatesIsAResume() throws {
    let papers = OtherDocuments.all.filter { $0.kind == .certificate || $0.kind == .reference }.map(\.text)
    for resume in SparseResumes.withHeadings {
      let likeness = try likeness(([resume] + papers).joined(separator: "\n\n"))
      #expect(!likeness.isRefused, "\(likeness)\n\(resume)")
    }
  }

  /// Who writes adverts, bills or contracts for a living says so.
  @Test func wordsOfOtherKindsInAHistoryAreNoMatter() throws {
    let likeness = try likeness(
      """
      # Orla Fennick
      orla.fennick@example.com | +353 1 555 0101

      ## Experience
      Recruiter, Lough Staffing Ltd (2019 – present)
      - Wrote job adverts ("we are looking for", "apply now") and answered each application
      - Checked invoice number, due date and VAT number of 400 bills a month
      - Drew up employment contracts; this agreement between works council and company was mine

      ## Education
      Certificate in Payroll, Lough College, 2018
      """)
    #expect(likeness.score > 0.9, "\(likeness)")
  }

  /// Neither refused nor taken for sure: nothing says what it is.
  @Test(arguments: [
    "Dr. Helena Ruiz\nChief Financial Officer\nMainzer Str. 4, 55116 Mainz\n+49 6131 555 010\nhelena.ruiz@example.de",
    "Jo Marsh\njo.marsh@example.com",
  ])
  func whoseItIsAloneIsInDoubt(_ text: String) throws {
    let likeness = try likeness(text)
    #expect(likeness.isDoubtful, "\(likeness)")
  }

  @Test func theSameDocumentHasTheSameScore() throws {
    for other in OtherDocuments.all { #expect(try likeness(other.text) == likeness(other.text)) }
  }

  @Test func aReadingThatIsRefusedStillHoldsItsValuesAndAWarning() throws {
    let advert = try #require(OtherDocuments.all.first { $0.kind == .jobAdvert && $0.language == "en" })
    let resume = FieldExtractor().extract(document(advert.text))
    #expect(resume.email != nil)
    let warning = try #require(resume.warnings.first { $0.code == .notAResume })
    #expect(warning.detail.hasPrefix("looks like a job advert, not like a resume"))
    #expect(!warning.detail.contains("\n"))
  }
}
