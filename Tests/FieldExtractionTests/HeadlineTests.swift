import Testing

@testable import FieldExtraction

@Suite struct HeadlineTests {
  private func resume(_ head: String) -> (label: String?, summary: String?) {
    let text = head + "\n\n## Experience\nClerk, Acme Ltd, 2019 – 2021\n- Filed\n"
    let resume = FieldExtractor().extract(document(text))
    return (resume.label?.value, resume.summary?.value)
  }

  @Test(arguments: [
    ("# Jane Roe\nAccountant\njane@example.com", "Accountant"),
    (
      "# Jane Roe\nSenior Software Engineer | Cloud Architect | Technical Speaker\njane@example.com",
      "Senior Software Engineer | Cloud Architect | Technical Speaker"
    ),
    (
      "# Jane Roe\nSenior Consultant for Digital Transformation, Data Platforms and Enterprise Architecture in Banking\nj@example.com",
      "Senior Consultant for Digital Transformation, Data Platforms and Enterprise Architecture in Banking"
    ), ("# Jane Roe\nAccountant | Lisbon | jane@example.com", "Accountant"),
    ("# Jane Roe\njane@example.com\nDesired position: Team Lead", "Team Lead"),
    ("# Jane Roe\njane@example.com\nЖелаемая должность: Бухгалтер", "Бухгалтер"),
    ("# Jane Roe\njane@example.com\nLeeds", nil),
  ])
  func findsTheTitle(_ head: String, label: String?) {
    #expect(resume(head).label == label)
  }

  @Test func takesProseUnderAnArbitraryTitleForTheSummary() {
    let head =
      "# Jane Roe\njane@example.com\n\n## Why you would want me\nI am an accountant with nine years in retail, known for a fast and clean close.\n\n## Skills\nFiling, Typing"
    #expect(resume(head).summary?.hasPrefix("I am an accountant") == true)
  }
}
