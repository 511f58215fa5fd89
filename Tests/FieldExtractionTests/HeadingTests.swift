import Testing

@testable import FieldExtraction

@Suite struct HeadingTests {
  @Test(arguments: [
    ("Work Experience", SectionKind.work), ("EDUCATION & TRAINING", .education), ("Skills:", .skills),
    ("2. Berufserfahrung", .work),
    ("E D U C A T I O N", .education), ("Expérience professionnelle", .work), ("Sprachen und EDV", .languages),
    ("Idiomas", .languages),
    ("Formação acadêmica", .education), ("Istruzione e formazione", .education), ("Werkervaring", .work),
    ("Wykształcenie", .education),
    ("Arbetslivserfarenhet", .work), ("Uddannelse", .education), ("Arbeidserfaring", .work),
    ("Experience (continued)", .work),
    ("Volunteer Experience", .volunteering), ("Licenses & Certifications", .certificates), ("Über mich", .summary),
    ("Centres d'intérêt", .interests),
    ("Relevant Industry Experience", .work), ("Umiejętności", .skills), ("Compétences linguistiques", .languages),
  ])
  func understands(_ text: String, kind: SectionKind) {
    let line = textLine(text)
    #expect(HeadingLexicon.standard.meaning(of: line, in: line.range)?.kind == kind)
  }

  @Test(arguments: ["Jane Roe", "Software Engineer", "Acme Ltd", "Managed a team of five in two countries"])
  func knowsNone(_ text: String) {
    let line = textLine(text)
    #expect(HeadingLexicon.standard.meaning(of: line, in: line.range) == nil)
  }
}
