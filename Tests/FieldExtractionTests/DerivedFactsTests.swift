import ResumeModel
import Testing

@testable import FieldExtraction

@Suite struct DerivedFactsTests {
  private func sure<Value>(_ value: Value?) -> Extracted<Value>? { value.map { Extracted($0, confidence: 0.9) } }

  private func job(
    _ title: String, _ start: String?, _ end: String?, at company: String? = nil, did highlights: [String] = []
  ) -> WorkEntry {
    WorkEntry(
      company: sure(company), position: sure(title), start: sure(start.flatMap { PartialDate($0) }),
      end: sure(end.flatMap { PartialDate($0) }), isCurrent: end == "now",
      highlights: highlights.map { Extracted($0, confidence: 0.9) })
  }

  private func facts(
    _ work: [WorkEntry], education: [EducationEntry] = [], skills: [String] = [], date: String? = "2024-06"
  ) throws -> DerivedFacts {
    try #require(
      FactDeriver().derive(
        ParsedResume(
          skills: skills.map { Extracted($0, confidence: 0.9) }, work: work, education: education,
          documentDate: date.flatMap { PartialDate($0) })))
  }

  /// Start, end, months; the document is of June 2024.
  @Test(
    arguments: [
      ("2020-01", "2020-03", 3), ("2020-01", "2020-01", 1),
      // A year alone is its middle; within one year it is half of it.
      ("2018", "2020", 24), ("2018", "2019", 12), ("2019", "2019", 6), ("2018", "2020-03", 21), ("2018-04", "2020", 27),
      ("2020-09", "2020", 4), ("2020", "2020-03", 3),
      // "Present" is the document's date, whatever the year is today.
      ("2024-01", "now", 6), ("2023", "now", 12),
      // What lies after it has not happened.
      ("2024-01", "2026-12", 6), ("2024-09", "2025-01", nil),
      // One end alone is no time.
      (nil, "2019", nil), ("2019", nil, nil),
      ("2020-05", "2020-01", nil), ("1900", "2100", 1488), ("2100-12", "1900-01", nil),
    ] as [(String?, String?, Int?)])
  func countsMonths(start: String?, end: String?, months: Int?) throws {
    #expect(try facts([job("Clerk", start, end)]).experienceMonths == months)
  }

  @Test func countsOverlapsOnce() throws {
    let work = [
      job("A", "2020-01", "2020-12"), job("B", "2020-07", "2021-06"), job("C", "2020-08", "2020-09"),
      job("D", "2023-01", "2023-01"),
    ]
    #expect(try facts(work).experienceMonths == 19)
    #expect(try facts(work.reversed()).experienceMonths == 19)
  }

  @Test func aTemplatesDateIsNotTheDocuments() throws {
    // Metadata of 2013, a history that goes on to 2024.
    let work = [job("B", "2022-01", "now"), job("A", "2018-01", "2021-12")]
    let facts = try facts(work, date: "2013-12-23")
    #expect(facts.asOf?.description == "2022-01")
    #expect(facts.experienceMonths == 49)
    // One that begins soon after the document is planned.
    #expect(try self.facts([job("B", "2024-09", nil), work[1]]).asOf?.description == "2024-06")
  }

  @Test(arguments: [
    ("Java", "Wrote Java services", true), ("Java", "Wrote JavaScript", false),
    ("JavaScript", "JavaScript and CSS", true),
    ("C++", "Ported C++ code", true), ("C++", "C++17", false), ("C#", "in C#.", true), ("C", "in C++ and C#", false),
    ("C", "C, Fortran", true), ("C", "Objective-C", false), ("R", "R&D", false), ("R", "plots in R.", true),
    ("Go", "go to market", false), ("Go", "services in Go", true), ("SQL", "PostgreSQL", false),
    ("SQL", "SQL/NoSQL", true),
    (".NET", "a .NET backend", true), (".NET", "ASP.NET", false), ("Node.js", "Node.js, React", true),
    ("Node", "Node.js", false), ("Contrôle de gestion", "contrôle   de gestion", true), ("SAP", "sap fi", true),
    ("Café", "CAFE", true), ("", "anything", false), ("—", "a — b", false),
  ])
  func findsWholeTerms(term: String, text: String, isThere: Bool) {
    #expect(TermFinder(text).contains(term) == isThere)
  }

  @Test func tellsHowLongASkillWasUsedAndWhenLast() throws {
    let facts = try facts(
      [
        job("Developer", "2022-01", "now", did: ["Moved billing from Perl to Go"]),
        job("Developer", "2020-01", "2021-12", did: ["Kept Perl alive"]),
        job("Perl Developer", "2019-07", "2020-06"),
      ], skills: ["Go", "Perl", "Cobol"])
    #expect(facts.skills.map(\.skill) == ["Go", "Perl"], "nothing names Cobol")
    #expect(facts.skills.map(\.months) == [30, 60])
    #expect(facts.skills.map(\.lastUsed?.description) == ["2024-06", "2024-06"])
  }

  @Test(
    arguments: [
      ("Marketing Intern", .intern, .none), ("Werkstudentin Controlling", .intern, .none),
      ("Stagiaire RH", .intern, .none),
      ("Junior Product Manager", .junior, .none), ("Młodszy programista", .junior, .none),
      ("Accountant", .mid, .none), ("Project Manager", .mid, .none), ("Chef de projet", .mid, .none),
      ("Chef", .mid, .none),
      ("Account Executive", .mid, .none), ("Executive Assistant", .mid, .none),
      ("Assistentin der Geschäftsführung", .mid, .none),
      ("Senior Account Manager", .senior, .none), ("Seniorkonsulent", .senior, .none),
      ("Starsza księgowa", .senior, .none),
      ("Principal Engineer", .lead, .none), ("Team Lead Support", .lead, .lead),
      ("Teamleiterin Buchhaltung", .lead, .lead),
      ("Jefe de turno", .lead, .lead), ("Encarregado de obra", .lead, .lead), ("Shift Supervisor", .lead, .lead),
      ("Engineering Manager", .manager, .manager), ("Abteilungsleiter Einkauf", .manager, .manager),
      ("Responsabile acquisti", .manager, .manager), ("Ekonomichef", .manager, .manager),
      ("Kierownik sklepu", .manager, .manager),
      ("Bedrijfsleider", .manager, .manager), ("Butikschef", .manager, .manager),
      ("Head of People", .director, .director), ("Directeur commercial", .director, .director),
      ("Økonomidirektør", .director, .director), ("Hoofd van de dienst", .director, .director),
      ("CEO", .executive, .executive), ("Vice President Sales", .executive, .executive),
      ("Geschäftsführerin", .executive, .executive),
      ("Directrice générale", .executive, .executive), ("Amministratore delegato", .executive, .executive),
      ("Prezes zarządu", .executive, .executive), ("Administrerende direktør", .executive, .executive),
    ] as [(String, Seniority, ManagementLevel)])
  func tellsSeniorityByTheTitle(title: String, seniority: Seniority, management: ManagementLevel) throws {
    let facts = try facts([job(title, "2023-01", "now"), job("Intern", "2020-01", "2022-12")])
    #expect(facts.seniority == seniority)
    #expect(facts.managementLevel == management)
  }

  @Test func theLatestPositionCountsWhereverItStands() throws {
    let old = job("Intern", "2015-01", "2016-01", at: "Old")
    let current = job("Manager", "2019-01", "now", at: "New")
    let later = job("Senior Clerk", "2021-01", "now", at: "Newer")
    #expect(try facts([old, current]).currentEmployer == "New")
    #expect(try facts([current, later, old]).currentEmployer == "Newer", "of two current ones the later")
    #expect(try facts([old]).currentEmployer == nil)
    #expect(try facts([old, job("Director", "2016-02", "2018-01")]).seniority == .director)
  }

  @Test func gapsAreSureOnes() throws {
    let before = job("A", "2015-01", "2016-03")
    let gap = try facts([job("B", "2017-02", "2018-01"), before]).gaps
    #expect(gap.map(\.months) == [10])
    #expect(gap.map { "\($0.start)–\($0.end)" } == ["2016-04–2017-01"])
    #expect(try facts([job("B", "2016-10", "2018-01"), before]).gaps.isEmpty, "six months are no gap")
    // 2015 – 2016, 2017 – 2018: it may have been from December to January.
    #expect(try facts([job("A", "2015", "2016"), job("B", "2017", "2018")]).gaps.isEmpty)
    let study = EducationEntry(start: sure(PartialDate("2016-04")), end: sure(PartialDate("2017-01")))
    #expect(try facts([before, job("B", "2017-02", "2018-01")], education: [study]).gaps.isEmpty, "study is no gap")
    #expect(try facts([before]).gaps.isEmpty, "what came after the last job is not told")
  }

  @Test(
    arguments: [
      (["Abitur"], .school), (["A-levels", "BSc"], .bachelor), (["Licence", "Master 2"], .master),
      (["Ph.D.", "M.Sc."], .doctorate),
      (["Grado medio"], .vocational), (["Laurea magistrale"], .master), (["Laurea triennale"], .bachelor),
      (["DUT"], .associate),
      (["Diplom-Ingenieur (FH)"], .master), (["Ausbildung zum Koch"], .vocational), (["Certificate"], nil),
      (["Studia magisterskie"], .master), (["Civilingenjör"], .master), (["Fagbrev"], .vocational),
    ] as [([String], DegreeLevel?)])
  func theHighestDegreeCounts(degrees: [String], level: DegreeLevel?) throws {
    let education = degrees.map { EducationEntry(studyType: sure($0), end: sure(PartialDate("2015"))) }
    #expect(try facts([], education: education).highestDegree == level)
  }

  @Test func aDegreeThatIsNotReachedIsNone() throws {
    let done = EducationEntry(studyType: sure("Bachelor"), end: sure(PartialDate("2020")))
    let ongoing = EducationEntry(studyType: sure("Master"), start: sure(PartialDate("2022")), isCurrent: true)
    let expected = EducationEntry(studyType: sure("PhD"), end: sure(PartialDate("2027")))
    #expect(try facts([], education: [done, ongoing, expected]).highestDegree == .bachelor)
  }

  @Test func whatHasNoHistoryHasNoFacts() {
    #expect(FactDeriver().derive(ParsedResume(skills: [Extracted("SQL", confidence: 1)])) == nil)
  }
}
