import DocumentText
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
    ("I. EDUCATION", .education), ("IV) Skills", .skills), ("B. Berufserfahrung", .work), ("2.1 Work history", .work),
    ("── Experience ──", .work), ("== 学歴 ==", .education), ("Experience ________", .work),
    ("S K I L L S", .skills), ("Leadership Experience", .volunteering), ("Research Projects", .projects),
    ("Military Service", .other),
    ("Bisherige Stationen", .work), ("Expériences significatives", .work), ("Datos académicos", .education),
    ("Qualifiche e certificazioni", .certificates), ("Genoten opleidingen", .education),
    ("Tillidshverv", .volunteering),
    ("Работа", .work), ("ОБРАЗОВАНИЕ", .education), ("Навички", .skills), ("Työkokemus", .work),
    ("Pracovní zkušenosti", .work), ("Vzdelanie", .education), ("Munkatapasztalat", .work), ("Studii", .education),
    ("Radno iskustvo", .work), ("Delovne izkušnje", .work), ("Εκπαίδευση", .education), ("ΕΚΠΑΙΔΕΥΣΗ", .education),
    ("İş Deneyimi", .work), ("Eğitim", .education), ("Experiència laboral", .work), ("Riwayat Pendidikan", .education),
    ("Kinh nghiệm làm việc", .work), ("工作经历", .work), ("教育背景", .education), ("職務経歴", .work), ("자격증", .certificates),
    ("Навыки и умения", .skills), ("Enseignement et formation", .education),
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

  private func kinds(_ text: String) -> [SectionKind] { ResumeLayout(document(text)).sections.map(\.kind) }

  @Test func tellsQualificationsByWhatStandsUnderThem() {
    let head = "# Jane Roe\njane@example.com\n\n## Experience\nClerk, Acme Ltd, 2019 – 2021\n\n"
    #expect(kinds(head + "## Qualifications\nUniversity of Bath, BSc Physics, 2016\n")[2] == .education)
    let educated = head + "## Education\nUniversity of Bath, BSc Physics, 2016\n\n"
    #expect(
      kinds(educated + "## Qualifications\nFirst Aid at Work, 2019\nForklift Licence, 2020\n")[3] == .certificates)
    #expect(
      kinds(educated + "## Qualifications\nExcel, Word, Filing, Typing\nFrench, driving, cooking\n")[3] == .skills)
  }

  @Test func endsASectionAtAnUnknownHeadingInTheDocumentsStyle() {
    let found = kinds(
      """
      # Jane Roe
      jane@example.com

      ## Experience
      Clerk, Acme Ltd, 2019 – 2021

      ## Skills
      Filing, Typing

      ## Things nobody asked about
      A paragraph of plain words that says little about anything at all
      """)
    #expect(found == [.contact, .work, .skills, .other])
  }

  @Test func readsAHeadingOverTwoLinesOfAMargin() {
    func row(_ label: String, _ value: String, gap: Double = 12) -> Line {
      Line(
        spans: [
          Span(text: label, style: Style(size: 10, isBold: true)), Span(text: "\t" + value, style: Style(size: 10)),
        ], gapAbove: gap)
    }
    let lines = [
      Line(spans: [Span(text: "Jane Roe", style: Style(size: 20))]),
      row("WORK HISTORY", "Clerk at Acme Ltd, 2019 – 2021"),
      row("ACADEMIC", "BSc Physics"), row("QUALIFICATIONS", "University of Bath, 2016 – 2019", gap: 2),
      row("SKILLS", "Filing, Typing"),
    ]
    let resume = FieldExtractor().extract(Document(format: .pdf, pages: [Page(number: 1, lines: lines)]))
    #expect(resume.work.map(\.company?.value) == ["Acme Ltd"])
    #expect(resume.education.map(\.institution?.value) == ["University of Bath"])
    #expect(resume.skills.map(\.value) == ["Filing", "Typing"])
  }
}
