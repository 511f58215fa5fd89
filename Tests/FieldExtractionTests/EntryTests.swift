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
