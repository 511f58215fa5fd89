import DocumentText
import ResumeModel
import Testing

@testable import FieldExtraction

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

  @Test(arguments: [
    ("jane (at) example.com", "jane@example.com"), ("jane.roe [at] example [dot] com", "jane.roe@example.com"),
    ("jane at example dot com", "jane@example.com"), ("jane@example.comPhone", "jane@example.com"),
    ("✉jane@example.com", "jane@example.com"), ("jane@müller.example", "jane@müller.example"),
    ("Looked at example cases", nil), ("Nurse at Acme.", nil),
  ])
  func readsSpelledAndGlued(_ text: String, address: String?) {
    let document = Document(format: .pdf, pages: [Page(number: 1, lines: [Line(spans: [Span(text: text)])])])
    #expect(Emails.scan(ResumeLayout(document)).first?.value == address)
  }

  @Test func takesNoRefereesAddress() {
    let resume = FieldExtractor().extract(
      document("# Jane Roe\n## References\nProf. John Doe, john.doe@example.org, +44 113 496 0000"))
    #expect(resume.emails.isEmpty)
    #expect(resume.phones.isEmpty)
  }
}

@Suite struct LinkTests {
  @Test(arguments: [
    ("linkedin.com/in/janeroe", "https://linkedin.com/in/janeroe"),
    ("https://github.com/jroe?tab=repositories", "https://github.com/jroe"),
    (" https://linkedin.com/in/\njane\u{202e}roe", "https://linkedin.com/in/janeroe"),
    ("https://example.org/a b", "https://example.org/a%20b"), ("https://exa mple.org/x", nil),
    // A mark upon a space.
    ("https://exa \u{301}mple.org/x", nil), ("https://example.org/a \u{301}b", "https://example.org/a%20\u{301}b"),
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

  @Test(
    arguments: [
      ("linkedin.com/in/janeroe", Link.Kind.linkedIn, "janeroe"), ("https://x.com/janeroe", .twitter, "janeroe"),
      ("medium.com/@janeroe", .medium, "janeroe"), ("orcid.org/0000-0002-1825-0097", .orcid, "0000-0002-1825-0097"),
      ("https://stackoverflow.com/users/123/jane", .stackOverflow, "123"),
      ("https://janeroe.example.com/cv", .portfolio, nil),
    ] as [(String, Link.Kind, String?)])
  func namesTheNetwork(_ text: String, kind: Link.Kind, userName: String?) throws {
    let link = Link(url: try #require(Links.cleaned(text)))
    #expect(link.kind == kind)
    #expect(link.userName == userName)
  }

  @Test(arguments: [
    ("linkedin.com/in/", []), ("linkedin.com/company/acme", []), ("github.com", []), ("Alza.cz | Prague", []),
    ("janeroe.dev", ["https://janeroe.dev"]),
    ("Web: fireworks.example.com/about", ["https://fireworks.example.com/about"]),
    ("linkedin.com/in/jane-\nroe (LinkedIn)", ["https://linkedin.com/in/jane-roe"]),
  ])
  func takesOnlyPersonalPages(_ lines: String, urls: [String]) {
    let resume = FieldExtractor().extract(
      document(
        "# Jane Roe\n" + lines + "\n\n## Work Experience\nNurse, Acme (2019 – 2022)\n- Moved github.com/apache to git"))
    #expect(resume.links.map(\.value.url) == urls)
  }
}
