import DocumentText
import ResumeModel
import Testing

@testable import FieldExtraction

@Suite struct WorkEntryTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var head: String
    var position: String?
    var company: String?
    var location: String?
    var testDescription: String { head }
  }

  @Test(arguments: [
    Case(
      head: "Senior Accountant, Brightmoor Foods Ltd (03/2019 – 02/2021)", position: "Senior Accountant",
      company: "Brightmoor Foods Ltd"),
    Case(
      head: "Data Engineer @ Kolibri Labs (Remote)\n2022/08 - now", position: "Data Engineer", company: "Kolibri Labs",
      location: "Remote"),
    Case(
      head: "Analyst at Bank Pomorski, Gdynia\t2019 – 2021", position: "Analyst", company: "Bank Pomorski",
      location: "Gdynia"),
    Case(
      head: "Northern Rail plc - Train Dispatcher - Leeds\nMay 2015 – Present", position: "Train Dispatcher",
      company: "Northern Rail plc", location: "Leeds"),
    Case(
      head: "2018 – 2020\tSygeplejerske · Regionshospitalet Randers", position: "Sygeplejerske",
      company: "Regionshospitalet Randers"),
    Case(
      head: "Hanse Hochbau GmbH, Hamburg\nProjektleiterin Bau\t04/2018 – heute", position: "Projektleiterin Bau",
      company: "Hanse Hochbau GmbH", location: "Hamburg"),
    Case(
      head: "Ingénieur d'études\tLyon\nMaison Vauban SAS\tjanvier 2015 – août 2019", position: "Ingénieur d'études",
      company: "Maison Vauban SAS", location: "Lyon"),
    Case(head: "Kowalski Sp. z o.o. | Księgowa | 2012–2014", position: "Księgowa", company: "Kowalski Sp. z o.o."),
    Case(
      head: "Software Engineer, Acme, Inc., Boston, MA\t2019 – 2021", position: "Software Engineer",
      company: "Acme, Inc.", location: "Boston, MA"),
    Case(
      head: "Employer: Emerald Chill Ltd\nPosition: Operations Manager\nDates: 03/2016 to date\nLocation: Dublin",
      position: "Operations Manager", company: "Emerald Chill Ltd", location: "Dublin"),
    Case(
      head: "Acme Inc., Boston, MA, Senior Analyst, 03/2019 - 02/2021", position: "Senior Analyst",
      company: "Acme Inc.",
      location: "Boston, MA"),
    Case(
      head: "Acme Inc. | Boston, MA | Senior Analyst | 2019 - 2021", position: "Senior Analyst", company: "Acme Inc.",
      location: "Boston, MA"),
    Case(head: "SENIOR ANALYST ♦ ACME INC. ♦ 2019 - 2021", position: "SENIOR ANALYST", company: "ACME INC."),
    Case(
      head: "Acme Ltd (Leeds) — Senior Analyst\n2019 – present", position: "Senior Analyst", company: "Acme Ltd",
      location: "Leeds"),
    Case(
      head: "2019 – 2021\nSenior Analyst\nAcme Ltd, Leeds", position: "Senior Analyst", company: "Acme Ltd",
      location: "Leeds"),
    Case(
      head: "Senior Analyst\nAcme Ltd\nLeeds\n2019 – 2021", position: "Senior Analyst", company: "Acme Ltd",
      location: "Leeds"),
    Case(head: "Clerk. Acme Ltd. Leeds.\n2019 – 2021.", position: "Clerk", company: "Acme Ltd", location: "Leeds"),
    Case(head: "Clerk, Acme Ltd, Sep. 2013, Mar. 2011 - Oct. 2011", position: "Clerk", company: "Acme Ltd"),
    Case(
      head: "Contable en Redwood Analytics S.L.\n2019 – 2021", position: "Contable", company: "Redwood Analytics S.L."),
    Case(
      head: "Contador\nem Redwood Soluções Ltda.\n2019 – 2021", position: "Contador", company: "Redwood Soluções Ltda."),
    Case(
      head: "Lumen Energy Pvt. Ltd., Deputy Principal\n2019 – 2021", position: "Deputy Principal",
      company: "Lumen Energy Pvt. Ltd."),
    Case(
      head: "Апрель 2019 — по настоящее время\nООО «Вектор»\nГлавный бухгалтер", position: "Главный бухгалтер",
      company: "ООО «Вектор»"),
    Case(head: "2019年4月 - 至今\n北京蓝海科技有限公司 软件工程师", position: "软件工程师", company: "北京蓝海科技有限公司"),
    Case(
      head: "Yazılım Mühendisi, Acme Yazılım A.Ş.\nOcak 2019 – Günümüz", position: "Yazılım Mühendisi",
      company: "Acme Yazılım A.Ş."),
    Case(
      head: "2019. április – jelenleg\nVezető könyvelő, Pannon Kft.", position: "Vezető könyvelő",
      company: "Pannon Kft."),
    Case(
      head: "Depuis septembre 2019 : Responsable marketing chez Maison Vauban, Lyon", position: "Responsable marketing",
      company: "Maison Vauban", location: "Lyon"),
  ])
  func tellsTheFieldsOfAHead(_ test: Case) throws {
    let resume = FieldExtractor().extract(
      document("# Jane Roe\n\n## Experience\n\(test.head)\n- Did a thing that mattered to many people\n"))
    try #require(resume.work.count == 1)
    #expect(resume.work[0].position?.value == test.position)
    #expect(resume.work[0].company?.value == test.company)
    #expect(resume.work[0].location?.value == test.location)
    #expect(resume.work[0].start != nil)
    #expect(resume.work[0].highlights.map(\.value) == ["Did a thing that mattered to many people"])
  }

  @Test func sharesAnEmployerWithTheWholeTimeThereAmongItsRoles() {
    let resume = FieldExtractor().extract(
      document(
        """
        # Jane Roe

        ## Experience

        Protea Biologics
        8 years 1 month
        Supply Chain Director
        May 2021 - Present (4 years 10 months)
        Cape Town Area, South Africa
        - Keeps vaccines cold

        Keeper of Lists
        February 2018 - April 2021 (3 years 3 months)
        Cape Town Area, South Africa
        - Kept lists

        Umgeni Freight
        Logistics Manager
        September 2014 - January 2018 (3 years 5 months)
        Durban
        - Managed freight
        """))
    #expect(resume.work.map(\.company?.value) == ["Protea Biologics", "Protea Biologics", "Umgeni Freight"])
    #expect(resume.work.map(\.position?.value) == ["Supply Chain Director", "Keeper of Lists", "Logistics Manager"])
    #expect(resume.work[1].location?.value == "Cape Town Area, South Africa")
  }

  @Test func sharesAnEmployerAmongItsRoles() {
    let resume = FieldExtractor().extract(
      document(
        """
        # Jane Roe
        ## Experience
        Nordhavn Payments AB
        Senior Developer — January 2021 – now
        - Led the move to the cloud

        Developer — August 2017 – December 2020
        - Built the payment service
        """))
    #expect(resume.work.map(\.company?.value) == ["Nordhavn Payments AB", "Nordhavn Payments AB"])
    #expect(resume.work.map(\.position?.value) == ["Senior Developer", "Developer"])
  }

  @Test func decidesTheOrderForTheWholeDocument() {
    let resume = FieldExtractor().extract(
      document(
        """
        # Jane Roe
        ## Experience
        Quill & Thistle, Gardener (2019 – 2021)
        - Kept the grounds

        Osprey, Blue Heron (2016 – 2019)
        - Kept the ponds
        """))
    #expect(resume.work.map(\.company?.value) == ["Quill & Thistle", "Osprey"])
    #expect(resume.work.map(\.position?.value) == ["Gardener", "Blue Heron"])
  }

  @Test func sharesOnlyWhatTheEmployersHeadSays() {
    let resume = FieldExtractor().extract(
      document(
        """
        # Jane Roe
        ## Experience
        Acme Ltd
        5 years 2 months
        Senior Analyst
        Jan 2019 – Mar 2021 (2 yrs 3 mos)
        Leeds, England
        Led the team that ran the reports for all of the northern region of the country.

        Analyst
        Feb 2016 – Dec 2018 (2 yrs 11 mos)
        Ran the reports for all of the northern region of the country and kept the books.
        """))
    #expect(resume.work.map(\.company?.value) == ["Acme Ltd", "Acme Ltd"])
    #expect(resume.work.map(\.location?.value) == ["Leeds, England", nil])
  }

  @Test func trustsAWeakWordWhereAllHeadsHaveIt() {
    let resume = FieldExtractor().extract(
      document(
        """
        # Jane Roe
        ## Experience
        Cook with Halcyon, 2019 – 2021
        - Cooked

        Waiter with Osprey, 2016 – 2019
        - Served
        """))
    #expect(resume.work.map(\.company?.value) == ["Halcyon", "Osprey"])
    #expect(resume.work.map(\.position?.value) == ["Cook", "Waiter"])
  }

  @Test func readsHeadsThatAreBulletsBesideTheirDates() {
    func row(_ text: String, bullet: String? = nil, indent: Double, gap: Double) -> Line {
      Line(
        spans: [Span(text: text, style: Style(size: 10))], box: Box(x0: indent, y0: 0, x1: 300, y1: 10), bullet: bullet,
        indent: indent, gapAbove: gap)
    }
    let lines = [
      Line(
        spans: [Span(text: "Jane Roe", style: Style(size: 20))], box: Box(x0: 50, y0: 0, x1: 300, y1: 20), indent: 50),
      Line(
        spans: [Span(text: "Experience", style: Style(size: 14, isBold: true))],
        box: Box(x0: 50, y0: 0, x1: 300, y1: 14),
        indent: 50, gapAbove: 12), row("2019 – 2021", indent: 50, gap: 4),
      row("Clerk, Acme Ltd", bullet: "•", indent: 200, gap: -13),
      row("Filed the post", bullet: "–", indent: 210, gap: 1),
      row("2016 – 2019", indent: 50, gap: 2), row("Cashier, Globex plc", bullet: "•", indent: 200, gap: -13),
      row("Counted the money", bullet: "–", indent: 210, gap: 1),
    ]
    let resume = FieldExtractor().extract(Document(format: .pdf, pages: [Page(number: 1, lines: lines)]))
    #expect(resume.work.map(\.company?.value) == ["Acme Ltd", "Globex plc"])
    #expect(resume.work.map { $0.highlights.map(\.value) } == [["Filed the post"], ["Counted the money"]])
  }

  @Test(arguments: [
    "Awards\nEmployee of the Year, Acme Ltd, 2019 – 2020", "Projects\nReport Engine, 2018 – 2019\n- Built in Python",
    "Military Service\nCorporal, Royal Signals, 2010 – 2014", "Committees\nChair, Standards Board, 2015 – 2018",
    "Publications\nOn Filing, Journal of Clerks, 2017 – 2018", "Ehrenamt\nTrainer, Sportverein Nord, 2015 – 2018",
  ])
  func takesNoOtherDatedSectionForWork(_ section: String) {
    let resume = FieldExtractor().extract(
      document("# Jane Roe\n\n## Experience\nClerk, Acme Ltd, 2019 – 2021\n- Filed\n\n## \(section)\n"))
    #expect(resume.work.map(\.company?.value) == ["Acme Ltd"])
  }

  @Test func readsADocumentWithoutHeadings() {
    let resume = FieldExtractor().extract(
      document(
        """
        # Jane Roe
        jane@example.com

        Clerk, Acme Ltd, 2019 – 2021
        - Filed

        Typing Assistant, Globex plc, 2016 – 2019
        - Typed

        University of Bath, BSc Physics, 2013 – 2016
        """))
    #expect(resume.work.map(\.company?.value) == ["Acme Ltd", "Globex plc"])
    #expect(resume.education.map(\.institution?.value) == ["University of Bath"])
  }

  @Test func takesOnlyWorkForWork() {
    let resume = FieldExtractor().extract(
      document(
        """
        # Jane Roe
        ## Experience
        Clerk, Acme Ltd (2019 – 2021)
        - Filed

        ## Volunteering
        Treasurer, Friends of the Library (2015 – 2020)

        ## Governance
        Board Member, Harbour Trust (2018 – 2020)
        """))
    #expect(resume.work.map(\.company?.value) == ["Acme Ltd"])
  }

  @Test func findsAHistoryUnderUnknownHeadings() {
    let resume = FieldExtractor().extract(
      document(
        """
        # Jane Roe
        ## Skills
        Filing, Typing
        ## Adventures so far
        Clerk, Acme Ltd (2019 – 2021)
        - Filed

        ## Minds that shaped me
        University of Bath, BA History, 2016 – 2019
        """))
    #expect(resume.work.map(\.company?.value) == ["Acme Ltd"])
    #expect(resume.education.map(\.institution?.value) == ["University of Bath"])
  }
}

@Suite struct EducationEntryTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var text: String
    var institution: String?
    var study: String?
    var area: String?
    var end: String?
    var testDescription: String { text }
  }

  @Test(arguments: [
    Case(
      text: "University of Bath, 2014\nBachelor of Science in Accounting", institution: "University of Bath",
      study: "Bachelor of Science", area: "Accounting", end: "2014"),
    Case(
      text: "2007 - 2012\tDiplom-Ingenieurin (FH) Bauingenieurwesen\nHochschule Bremen",
      institution: "Hochschule Bremen", study: "Diplom-Ingenieurin (FH)", area: "Bauingenieurwesen", end: "2012"),
    Case(
      text: "MSc, Computer Science | Gdańsk University of Technology | 2014 - 2019",
      institution: "Gdańsk University of Technology", study: "MSc", area: "Computer Science", end: "2019"),
    Case(
      text: "2014 : Master Communication, Université Lumière Lyon 2", institution: "Université Lumière Lyon 2",
      study: "Master", area: "Communication", end: "2014"),
    Case(
      text: "Licence en Droit\nUniversité de Bordeaux\t2010 – 2013", institution: "Université de Bordeaux",
      study: "Licence", area: "Droit", end: "2013"),
    Case(
      text: "Civilingenjör i datateknik, Lunds universitet, 2009 – 2014", institution: "Lunds universitet",
      study: "Civilingenjör", area: "datateknik", end: "2014"),
    Case(
      text: "Laurea magistrale in Economia\nUniversità di Bologna, 2016", institution: "Università di Bologna",
      study: "Laurea magistrale", area: "Economia", end: "2016"),
    Case(
      text: "Bachelor of Arts in History from the University of Leeds, Leeds, 2014", institution: "University of Leeds",
      study: "Bachelor of Arts", area: "History", end: "2014"),
    Case(
      text: "Ph.D. King’s College London, Industrial Engineering\t2018", institution: "King’s College London",
      study: "Ph.D.",
      area: "Industrial Engineering", end: "2018"),
    Case(
      text: "Ohio State University\t2008 to 2010\nMaster of Science: Marketing", institution: "Ohio State University",
      study: "Master of Science", area: "Marketing", end: "2010"),
    Case(
      text: "University of Leeds | Leeds, UK\nMSc Data Science | GPA: 3.8/4.0 | Expected June 2026",
      institution: "University of Leeds", study: "MSc", area: "Data Science", end: "2026-06"),
    Case(
      text: "Informatik (B.Sc.)\nTechnische Universität Berlin, 2019", institution: "Technische Universität Berlin",
      study: "B.Sc.", area: "Informatik", end: "2019"),
    Case(
      text: "Boğaziçi Üniversitesi, Bilgisayar Mühendisliği, Lisans, 2014 – 2018", institution: "Boğaziçi Üniversitesi",
      study: "Lisans", area: "Bilgisayar Mühendisliği", end: "2018"),
    Case(
      text: "2015\nМосковский государственный университет\nБакалавр, Экономика",
      institution: "Московский государственный университет", study: "Бакалавр", area: "Экономика", end: "2015"),
    Case(
      text: "大阪大学\t2017年\n看護学科（学士）", institution: "大阪大学", study: "学士", area: "看護学科", end: "2017"),
    Case(
      text: "Gymnasium am Wall, Verden\nAbitur\t2007", institution: "Gymnasium am Wall", study: "Abitur", area: nil,
      end: "2007"),
  ])
  func reads(_ test: Case) throws {
    let resume = FieldExtractor().extract(document("# Jane Roe\n\n## Education\n\(test.text)\n"))
    try #require(resume.education.count == 1)
    #expect(resume.education[0].institution?.value == test.institution)
    #expect(resume.education[0].studyType?.value == test.study)
    #expect(resume.education[0].area?.value == test.area)
    #expect(resume.education[0].end?.value.description == test.end)
  }
}
