import ResumeModel
import Testing

@testable import DocumentText

private func read(_ text: String) throws -> Document { try DocumentReaders.read(DocumentBytes(Array(text.utf8))) }

@Suite struct JSONResumeReaderTests {
  @Test func keepsTheDataAndShowsThemAsText() throws {
    let document = try read(
      """
      {"basics": {"name": "Dana Whitfield", "email": "dana@example.com", "summary": "One\\nTwo"},
       "work": [{"name": "Kestrel", "position": "Engineer", "startDate": "2019", "highlights": ["Built it"]}]}
      """)
    #expect(document.format == .jsonResume)
    #expect(document.structured?.work?.first?.name == "Kestrel")
    #expect(
      document.pages[0].lines.map(\.text) == [
        "Dana Whitfield", "dana@example.com", "Summary", "One", "Two", "Work", "Engineer, Kestrel, 2019", "Built it",
      ])
  }

  @Test(arguments: ["{\"basics\": {\"name\": \"Dana\"}", "{\"package\": true}", "[{\"name\": \"Dana\"}]"])
  func othersAreNoResumes(_ text: String) {
    let error = #expect(throws: ExtractionError.self) { try read(text) }
    #expect(error?.code == .unsupportedType)
    #expect(error?.detail.contains("JSON") == true)
  }
}

@Suite struct EuropassReaderTests {
  @Test func readsTheSkillsPassport() throws {
    let document = try read(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass" locale="en">
      <DocumentInfo><LastUpdateDate>2019-05-01T10:00:00Z</LastUpdateDate></DocumentInfo><LearnerInfo>
      <Identification><PersonName><FirstName>Dana</FirstName><Surname>Whitfield</Surname></PersonName><ContactInfo>
      <Address><Contact><AddressLine>1 High St</AddressLine><PostalCode>LS1</PostalCode><Municipality>Leeds</Municipality>
      <Country><Code>UK</Code><Label>United Kingdom</Label></Country></Contact></Address>
      <Email><Contact>dana@example.com</Contact></Email><TelephoneList><Telephone><Contact>+44 113 496 0137</Contact></Telephone></TelephoneList>
      <WebsiteList><Website><Contact>dana.example.com</Contact></Website></WebsiteList></ContactInfo></Identification>
      <Headline><Type><Code>position</Code></Type><Description><Label>Engineer</Label></Description></Headline>
      <WorkExperienceList><WorkExperience><Period><From year="2016" month="--02" day="---15"/><To year="2019" month="--03"/><Current>true</Current></Period>
      <Position><Label>Site Engineer</Label></Position><Activities>&lt;p&gt;Roads&lt;/p&gt;&lt;ul&gt;&lt;li&gt;Built&lt;/li&gt;&lt;/ul&gt;</Activities>
      <Employer><Name>Kestrel</Name><ContactInfo><Address><Contact><Municipality>York</Municipality></Contact></Address></ContactInfo></Employer>
      </WorkExperience></WorkExperienceList>
      <EducationList><Education><Period><From year="2010"/><To year="2013"/></Period><Title>BEng</Title><Organisation><Name>University of Leeds</Name></Organisation></Education></EducationList>
      <Skills><Linguistic><MotherTongueList><MotherTongue><Description><Code>en</Code><Label>English</Label></Description></MotherTongue></MotherTongueList>
      <ForeignLanguageList><ForeignLanguage><Description><Label>French</Label></Description><ProficiencyLevel><Listening>B2</Listening><Reading>B2</Reading><SpokenInteraction>B2</SpokenInteraction><SpokenProduction>B2</SpokenProduction><Writing>B2</Writing></ProficiencyLevel></ForeignLanguage>
      <ForeignLanguage><Description><Code>de</Code></Description><ProficiencyLevel><Listening>B1</Listening><Writing>A2</Writing></ProficiencyLevel></ForeignLanguage></ForeignLanguageList></Linguistic>
      <Computer><Description>&lt;ul&gt;&lt;li&gt;AutoCAD&lt;/li&gt;&lt;li&gt;Excel, Word&lt;/li&gt;&lt;/ul&gt;</Description></Computer></Skills>
      </LearnerInfo></SkillsPassport>
      """)
    let resume = try #require(document.structured)
    #expect(document.format == .europass)
    #expect(resume.basics?.name == "Dana Whitfield")
    #expect(resume.basics?.label == "Engineer")
    #expect(resume.basics?.email == "dana@example.com")
    #expect(resume.basics?.phone == "+44 113 496 0137")
    #expect(resume.basics?.location?.city == "Leeds")
    #expect(resume.basics?.location?.countryCode == "GB")
    #expect(resume.basics?.profiles?.map(\.url) == ["https://dana.example.com"])
    let work = try #require(resume.work?.first)
    #expect([work.name, work.position, work.location] == ["Kestrel", "Site Engineer", "York"])
    #expect(work.startDate == "2016-02-15")
    #expect(work.endDate == nil)
    #expect(work.summary == "Roads")
    #expect(work.highlights == ["Built"])
    #expect(resume.education?.first?.institution == "University of Leeds")
    #expect(resume.education?.first?.studyType == "BEng")
    #expect(resume.education?.first?.endDate == "2013")
    #expect(resume.languages?.map(\.language) == ["English", "French", "German"])
    #expect(resume.languages?.map(\.fluency) == ["Mother tongue", "B2", "Listening B1, Writing A2"])
    #expect(resume.skills?.map(\.name) == ["AutoCAD", "Excel", "Word"])
    #expect(document.text.contains("Site Engineer"))
  }

  @Test func readsTheCandidate() throws {
    let document = try read(
      """
      <?xml version="1.0"?>
      <Candidate xmlns="http://www.europass.eu/1.0" xmlns:oa="http://www.openapplications.org/oagis/9" xmlns:hr="http://www.hr-xml.org/3" xmlns:eures="http://www.europass_eures.eu/1.0">
      <CandidatePerson><PersonName><oa:GivenName>Dana</oa:GivenName><hr:FamilyName>Whitfield</hr:FamilyName></PersonName>
      <Communication><ChannelCode>Email</ChannelCode><oa:URI>dana@example.com</oa:URI></Communication>
      <Communication><ChannelCode>Telephone</ChannelCode><CountryDialing>44</CountryDialing><oa:DialNumber>1134960137</oa:DialNumber></Communication>
      <Communication><UseCode>home</UseCode><Address><oa:CityName>Leeds</oa:CityName><CountryCode>gb</CountryCode></Address></Communication>
      <PrimaryLanguageCode name="NORMAL">eng</PrimaryLanguageCode></CandidatePerson>
      <CandidateProfile><EmploymentHistory><EmployerHistory><hr:OrganizationName>Kestrel</hr:OrganizationName>
      <PositionHistory><PositionTitle>Engineer</PositionTitle><eures:EmploymentPeriod><eures:StartDate><hr:FormattedDateTime>2016-02</hr:FormattedDateTime></eures:StartDate>
      <eures:EndDate><hr:FormattedDateTime>2019-03-31</hr:FormattedDateTime></eures:EndDate><hr:CurrentIndicator>false</hr:CurrentIndicator></eures:EmploymentPeriod><City>York</City><Country>gb</Country></PositionHistory></EmployerHistory></EmploymentHistory>
      <EducationHistory><EducationOrganizationAttendance><hr:OrganizationName>University of Leeds</hr:OrganizationName>
      <AttendancePeriod><StartDate><hr:FormattedDateTime>2010</hr:FormattedDateTime></StartDate><Ongoing>true</Ongoing></AttendancePeriod><EducationDegree><hr:DegreeName>BEng</hr:DegreeName></EducationDegree></EducationOrganizationAttendance></EducationHistory>
      <PersonQualifications><PersonCompetency><CompetencyID schemeName="NORMAL">fre</CompetencyID><hr:TaxonomyID>language</hr:TaxonomyID>
      <eures:CompetencyDimension><hr:CompetencyDimensionTypeCode>CEF-Writing-Production</hr:CompetencyDimensionTypeCode><eures:Score><hr:ScoreText>C1</hr:ScoreText></eures:Score></eures:CompetencyDimension></PersonCompetency></PersonQualifications>
      <Skills><PersonCompetency><hr:TaxonomyID>Digital_Skill</hr:TaxonomyID><hr:CompetencyName>AutoCAD</hr:CompetencyName></PersonCompetency></Skills>
      </CandidateProfile></Candidate>
      """)
    let resume = try #require(document.structured)
    #expect(resume.basics?.name == "Dana Whitfield")
    #expect(resume.basics?.phone == "+44 1134960137")
    #expect(resume.basics?.location?.city == "Leeds")
    #expect(resume.work?.first?.endDate == "2019-03-31")
    #expect(resume.work?.first?.location == "York, GB")
    #expect(resume.education?.first?.startDate == "2010")
    #expect(resume.languages?.map(\.language) == ["English", "French"])
    #expect(resume.languages?.map(\.fluency) == ["Mother tongue", "C1"])
    #expect(resume.skills?.map(\.name) == ["AutoCAD"])
  }

  @Test(arguments: ["Europass-XML-Attachment.xml", "attachment.xml"])
  func takesTheXMLThatAPDFCarries(_ name: String) throws {
    var pdf = SyntheticPDF { $0.text("Dana Whitfield", x: 50, y: 50) }
    let xml = """
      <?xml version="1.0"?><SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass"><LearnerInfo><Identification>\
      <PersonName><FirstName>Dana</FirstName><Surname>Whitfield</Surname></PersonName></Identification></LearnerInfo></SkillsPassport>
      """
    pdf.attachments = [("notes.txt", "nothing"), (name, xml)]
    let document = try DocumentReaders.read(DocumentBytes(pdf.bytes))
    #expect(Set(document.attachments.map(\.name)) == ["notes.txt", name])
    #expect(document.structured?.basics?.name == "Dana Whitfield")
    #expect(document.text == "Dana Whitfield")
  }

  @Test func readsThePageWhereTheXMLIsDamaged() throws {
    var pdf = SyntheticPDF { $0.text("Dana Whitfield", x: 50, y: 50) }
    pdf.attachments = [
      ("attachment.xml", "<?xml version='1.0'?><Candidate xmlns='http://www.europass.eu/1.0'><CandidatePerson>")
    ]
    let document = try DocumentReaders.read(DocumentBytes(pdf.bytes))
    #expect(document.structured == nil)
    #expect(document.text == "Dana Whitfield")
  }

  @Test func leavesAttachmentsBeyondTheLimitOut() throws {
    var pdf = SyntheticPDF { $0.text("Dana Whitfield", x: 50, y: 50) }
    pdf.attachments = (1...4).map { ("f\($0).txt", String(repeating: "x", count: 400)) }
    let document = try pdf.read(options: ReadingOptions(maximumInflatedBytes: 1000))
    #expect(document.attachments.map(\.bytes.count) == [400, 400])
  }

  @Test func entitiesAreRefused() {
    let error = #expect(throws: ExtractionError.self) {
      try read(
        "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><SkillsPassport xmlns='http://europass.cedefop.europa.eu/Europass'><LearnerInfo>&x;</LearnerInfo></SkillsPassport>"
      )
    }
    #expect(error?.code == .corrupt)
  }

  @Test func otherXMLIsNoDocument() {
    let error = #expect(throws: ExtractionError.self) { try read("<?xml version=\"1.0\"?><feed><entry/></feed>") }
    #expect(error?.code == .unsupportedType)
  }
}

@Suite struct WebArchiveReaderTests {
  @Test func readsThePageWithItsStyleSheets() throws {
    let document = try read(
      """
      MIME-Version: 1.0\r
      Content-Type: multipart/related; type="text/html";\r
       boundary="----part"\r
      \r
      A remark\r
      ------part\r
      Content-Type: text/html; charset="utf-8"\r
      Content-Transfer-Encoding: quoted-printable\r
      \r
      <html><body><p>Zo=C3=AB Whit=\r
      field</p><p class=3Dx>secret</p></body></html>\r
      ------part\r
      Content-Type: text/css\r
      Content-Transfer-Encoding: base64\r
      \r
      LnggeyBkaXNwbGF5OiBub25lIH0=\r
      ------part--\r

      """)
    #expect(document.format == .webArchive)
    #expect(document.text == "Zoë Whitfield")
    #expect(document.pages[0].hidden.map(\.text) == ["secret"])
  }

  @Test func mailIsNoWebPage() {
    let mail =
      "From: a@example.com\nTo: b@example.com\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n"
    #expect(DocumentReaders.reader(of: DocumentBytes(Array(mail.utf8)))?.format != .webArchive)
  }
}

@Suite struct WordXMLReaderTests {
  @Test func readsTheFormOf2003() throws {
    let document = try read(
      """
      <?xml version="1.0" encoding="UTF-8" standalone="yes"?><?mso-application progid="Word.Document"?>
      <w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint"
       xmlns:aml="http://schemas.microsoft.com/aml/2001/core" xmlns:o="urn:schemas-microsoft-com:office:office">
      <o:DocumentProperties><o:Title>CV</o:Title><o:Author>Dana</o:Author></o:DocumentProperties>
      <w:styles><w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style></w:styles>
      <w:body><wx:sect><w:p><w:pPr><w:pStyle w:val="H1"/></w:pPr><w:r><w:t>Dana</w:t></w:r></w:p>
      <w:p><w:pPr><w:listPr><w:ilvl w:val="0"/><wx:t wx:val="·"/></w:listPr></w:pPr><w:r><w:t>Built </w:t></w:r><aml:annotation w:type="Word.Deletion"><aml:content><w:r><w:t>no</w:t></w:r></aml:content></aml:annotation>
      <aml:annotation w:type="Word.Insertion"><aml:content><w:r><w:t>it</w:t></w:r></aml:content></aml:annotation></w:p>
      <w:p><w:hlink w:dest="mailto:dana@example.com"><w:r><w:t>Mail</w:t></w:r></w:hlink></w:p>
      <w:sectPr><w:hdr w:type="odd"><w:p><w:r><w:t>Header</w:t></w:r></w:p></w:hdr></w:sectPr></wx:sect></w:body></w:wordDocument>
      """)
    let lines = document.pages[0].lines
    #expect(document.format == .wordXML)
    #expect(lines.map(\.text) == ["Header", "Dana", "Built it", "Mail"])
    #expect(lines.map(\.part) == [.header, .body, .body, .body])
    #expect(lines[1].headingLevel == 1)
    #expect(lines[1].spans[0].style.isBold)
    #expect(lines[2].bullet == "•")
    #expect(lines[3].spans[0].link == "mailto:dana@example.com")
    #expect(document.metadata == DocumentMetadata(title: "CV", author: "Dana"))
  }

  @Test func readsFlatPackages() throws {
    let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let document = try read(
      """
      <?xml version="1.0" standalone="yes"?><?mso-application progid="Word.Document"?>
      <pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">
      <pkg:part pkg:name="/_rels/.rels"><pkg:xmlData><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="\(types)/officeDocument" Target="word/document.xml"/></Relationships></pkg:xmlData></pkg:part>
      <pkg:part pkg:name="/word/document.xml"><pkg:xmlData><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Dana</w:t></w:r></w:p></w:body></w:document></pkg:xmlData></pkg:part>
      </pkg:package>
      """)
    #expect(document.format == .docx)
    #expect(document.text == "Dana")
  }
}
