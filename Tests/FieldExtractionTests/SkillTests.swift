import DocumentText
import Testing

@testable import FieldExtraction

@Suite struct SkillTests {
  private func skills(_ lines: String) -> [String] {
    FieldExtractor().extract(document("# Jane Roe\njane@example.com\n\n## Skills\n" + lines)).skills.map(\.value)
  }

  @Test(arguments: [
    (
      "Java, JavaScript, C++, C#, .NET, Node.js, R, Go",
      ["Java", "JavaScript", "C++", "C#", ".NET", "Node.js", "R", "Go"]
    ),
    ("Python (5 years), Excel ●●●●○, SQL – advanced, Java 80%, Go: expert", ["Python", "Excel", "SQL", "Java", "Go"]),
    ("AWS (EC2, S3 and Lambda), Docker", ["AWS", "EC2", "S3", "Lambda", "Docker"]),
    ("CI/CD, TCP/IP, UI/UX, SAP FI/CO, Java/Kotlin", ["CI/CD", "TCP/IP", "UI/UX", "SAP FI/CO", "Java", "Kotlin"]),
    ("Proficient in Python, Docker and Kubernetes", ["Python", "Docker", "Kubernetes"]),
    ("Sehr gute Kenntnisse in SAP, Excel und Word", ["SAP", "Excel", "Word"]),
    (
      "Health and Safety, Research and Development, Mergers and Acquisitions",
      ["Health and Safety", "Research and Development", "Mergers and Acquisitions"]
    ),
    ("Python Docker Kubernetes Terraform", ["Python", "Docker", "Kubernetes", "Terraform"]),
    ("Languages: Python, C++\nTools: Git", ["Python", "C++", "Git"]),
    ("Python ⇥advanced\nExcel ⇥basic", ["Python", "Excel"]),
    ("- Patient Care\n- Wound Care\n- English (fluent)", ["Patient Care", "Wound Care"]),
    ("Scripting languages such as Python and Perl, Git", ["Python", "Perl", "Git"]),
    ("Google Classroom, Microsoft Office 365, Office 365", ["Google Classroom", "Microsoft Office 365", "Office 365"]),
  ])
  func reads(_ lines: String, skills expected: [String]) {
    #expect(skills(lines.split(separator: "⇥").joined(separator: "\t")) == expected)
  }

  /// What goes with a level may end far before it.
  @Test(arguments: ["Zorbing ●●● 5", "Zorbing - ● - (5)", "Zorbing : : 5", "Zorbing ((4)", "Zorbing\t\t\t5 years"])
  func cutsOffALevelWithAllThatLeadsToIt(_ text: String) {
    let item = SkillItem(ListItem(text: text, line: 0, range: 0..<text.unicodeScalars.count))
    #expect(item.skills().map(\.text) == ["Zorbing"])
  }

  @Test func takesOnlyWhatIsSurelyMeantFromProse() {
    let prose =
      "In the last ten years I have built services with Docker and Kubernetes for several banks and often had to go "
      + "and make things work with Apache Kafka under pressure."
    #expect(skills(prose) == ["Docker", "Kubernetes", "Apache Kafka"])
  }

  @Test func leavesLanguageTablesToLanguages() {
    let resume = FieldExtractor().extract(
      document(
        """
        # Jane Roe
        jane@example.com

        ## Personal Skills
        Mother tongue\tEnglish
        Other languages\tUNDERSTANDING\tSPEAKING\tWRITING
        Listening\tReading\tSpoken interaction\tSpoken production
        German\tC1\tC1\tB2\tB2\tB2
        Levels: A1 and A2: Basic user – B1 and B2: Independent user – C1 and C2: Proficient user
        Job-related skills\tBlueprint Reading, Welding
        """))
    #expect(resume.skills.map(\.value) == ["Blueprint Reading", "Welding"])
    #expect(resume.languages.map(\.language.value) == ["English", "German"])
    #expect(resume.languages.last?.fluency?.value == "C1")
  }

  @Test func readsAListUnderAnUnknownHeading() {
    let resume = FieldExtractor().extract(
      document(
        "# Jane Roe\njane@example.com\n\n## Work Experience\nEngineer, Acme Ltd (2019 – 2022)\n\n## Rüstzeug\nPython, Docker, PostgreSQL, Kochlöffel\n\n## Freuden\nYoga, Photography, Cooking"
      ))
    #expect(resume.skills.map(\.value) == ["Python", "Docker", "PostgreSQL", "Kochlöffel"])
  }

  @Test func readsCellsBesideEachOther() {
    let rows = [
      "Main\tInventory Management, Forklift\tFurther\tSAP MM, Customs Clearance,",
      "Operation, Incoterms, WMS\tKanban, Route Planning",
    ]
    let lines =
      ["Jane Roe", "jane@example.com"].map { Line(spans: [Span(text: $0)]) }
      + [Line(spans: [Span(text: "Skills", style: Style(size: 14, isBold: true))], headingLevel: 2)]
      + rows.map { Line(spans: [Span(text: $0)]) }
    let resume = FieldExtractor().extract(Document(format: .docx, pages: [Page(number: 1, lines: lines)]))
    #expect(
      resume.skills.map(\.value) == [
        "Inventory Management", "Forklift Operation", "Incoterms", "WMS", "SAP MM", "Customs Clearance", "Kanban",
        "Route Planning",
      ])
  }
}

@Suite struct LanguageTests {
  private func languages(_ lines: String) -> [String] {
    FieldExtractor().extract(document("# Jane Roe\njane@example.com\n\n" + lines)).languages.map {
      $0.language.value + ($0.fluency.map { ": " + $0.value } ?? "")
    }
  }

  @Test(arguments: [
    (
      "## Languages\nEnglish (native), German – B2, Français: courant",
      ["English: native", "German: B2", "Français: courant"]
    ),
    (
      "## Sprachen\nDeutsch (Muttersprache)\nEnglisch C1 (TOEFL 110)",
      ["Deutsch: Muttersprache", "Englisch: C1 (TOEFL 110)"]
    ),
    ("## Languages\nBritish Sign Language (fluent), Welsh", ["British Sign Language: fluent", "Welsh"]),
    ("## Languages\nEnglish ●●●●●●\nSpanish ●●●○○", ["English", "Spanish: 3/5"]),
    ("## Languages\nРусский (родной), 日本語 (N2), Türkçe", ["Русский: родной", "日本語: N2", "Türkçe"]),
    ("## Skills\nPython, SQL\nEnglish (Native); Hindi (Fluent)", ["English: Native", "Hindi: Fluent"]),
    ("## Skills\nLanguages: Python, C++", []),
  ])
  func reads(_ lines: String, languages expected: [String]) {
    #expect(languages(lines) == expected)
  }
}
