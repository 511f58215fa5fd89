import DocumentText
import Testing

@testable import FieldExtraction

@Suite struct PhoneTests {
  @Test(arguments: [
    ("+49 151 23452266", "+49 151 23452266"), ("(206) 555-0121 | Seattle", "(206) 555-0121"),
    ("Tel: 06 39 98 91 93", "06 39 98 91 93"),
    ("jane@example.com | 09845070553 | Pune", "09845070553"), ("+91-98450-72962", "+91-98450-72962"),
    ("415.555.0137", "415.555.0137"),
    ("+44 (0)20 7946 0958", "+44 (0)20 7946 0958"), ("(11) 94878-4229", "(11) 94878-4229"),
    ("07400 736479", "07400 736479"),
  ])
  func finds(_ text: String, phone: String) throws {
    let line = textLine(text)
    let range = try #require(Phones.scan(line).first, "none in \(text)")
    #expect(line.text(range) == phone)
  }

  @Test(arguments: [
    "2015 - 2019", "2015-2019 2020-2021", "01/2020 – 05/2021", "1,234,567 users", "+49 176 *** *** **",
    "+1 (xxx) xxx-xxxx", "(000) 000-0000",
    "16651-967", "12345", "2019.03 - 2020.04",
  ])
  func findsNone(_ text: String) {
    #expect(Phones.scan(textLine(text)).isEmpty, "\(text)")
  }
}

@Suite struct EmailTests {
  @Test func readsTextAndLinks() {
    let linked = Line(spans: [Span(text: "Write to me", link: "mailto:jane.roe@example.com?subject=Hi")])
    let plain = Line(spans: [Span(text: "✉ j.roe+cv@example.org, Hamburg")])
    let document = Document(format: .pdf, pages: [Page(number: 1, lines: [linked, plain])])
    #expect(Emails.scan(ResumeLayout(document)).map(\.value) == ["jane.roe@example.com", "j.roe+cv@example.org"])
  }

  @Test(arguments: [
    ("jane@example", false), ("@example.com", false), ("jane@example.com", true), ("j_r.x-1@mail.example.co.uk", true),
    ("jane@exam ple.com", false),
  ])
  func judges(_ text: String, isAddress: Bool) {
    #expect(Emails.isAddress(text) == isAddress)
  }

  @Test func putsTheOwnAddressBeforeReferees() {
    let resume = FieldExtractor().extract(
      document(
        """
        # Jane Roe
        ## References
        Prof. John Doe, john.doe@example.org
        ## Contact
        jane.roe@example.com
        """))
    #expect(resume.emails.map(\.value) == ["jane.roe@example.com", "john.doe@example.org"])
    #expect(resume.warnings.contains { $0.code == .severalEmails })
  }
}

@Suite struct LinkTests {
  @Test(arguments: [
    ("linkedin.com/in/janeroe", "https://linkedin.com/in/janeroe"),
    ("https://github.com/jroe?tab=repositories", "https://github.com/jroe"),
    ("http://localhost:8080/x", nil), ("file:///home/a@b.com", nil), ("https://github.com", nil), ("github.com/", nil),
    ("https://janeroe.example.com/?utm_source=cv", "https://janeroe.example.com/"),
    ("https꞉//janeroe.example.com", "https://janeroe.example.com"),
    ("mailto:a@example.com", nil),
  ])
  func cleans(_ text: String, url: String?) {
    #expect(Links.cleaned(text) == url)
  }

  @Test func takesTheTargetBehindAHandle() {
    let line = Line(spans: [
      Span(text: "jane@example.com | "), Span(text: "janeroe", link: "https://www.linkedin.com/in/janeroe/"),
    ])
    let layout = ResumeLayout(
      Document(format: .pdf, pages: [Page(number: 1, lines: [Line(spans: [Span(text: "Jane Roe")]), line])]))
    let hits = Links.scan(layout, emails: Emails.scan(layout))
    #expect(hits.map(\.link.url) == ["https://www.linkedin.com/in/janeroe/"])
    #expect(hits.first?.link.kind == .linkedIn)
  }
}
