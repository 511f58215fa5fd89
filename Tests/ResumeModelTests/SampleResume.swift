import ResumeModel

extension ParsedResume {
  /// Something in most fields: quotation marks, signs beyond ASCII, line ends, evidence and none.
  static let sample: ParsedResume = {
    let evidence = [Evidence(page: 1, box: Box(x0: 45, y0: 685.1, x1: 198.7, y1: 696.8), line: 39)]
    return ParsedResume(
      name: Extracted("Zoë \"Z\" Roe", confidence: 0.989, evidence: evidence + evidence),
      emails: [Extracted("zoe@example.com", confidence: 1, evidence: evidence)],
      phones: [Extracted(PhoneNumber("+1 415 555 0137"), confidence: 1)],
      location: Extracted(Location(city: "Lyon", country: "France", countryCode: "FR"), confidence: 0.5),
      links: [Extracted(Link(kind: .gitHub, url: "https://github.com/roe"), confidence: 0.9, evidence: evidence)],
      skills: ["Swift", "C/C++"].map { Extracted($0, confidence: 0.7, evidence: evidence) },
      work: [
        WorkEntry(
          company: Extracted("Acme", confidence: 0.8, evidence: evidence),
          start: PartialDate(year: 2020, month: 3).map { Extracted($0, confidence: 0.9) }, isCurrent: true,
          highlights: [Extracted("Tabs\tand lines\n", confidence: 0.6)])
      ],
      languages: [LanguageEntry(language: Extracted("German", confidence: 0.9))],
      documentDate: PartialDate(year: 2024), warnings: [ParseWarning(.severalEmails, "2 addresses")])
  }()
}
