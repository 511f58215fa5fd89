import Testing

@testable import FieldExtraction

/// Forms: every field is a labelled row, in whatever order and language.
@Suite struct FormEntryTests {
  private func resume(_ work: String) -> [String] {
    let resume = FieldExtractor().extract(document("# Jane Roe\njane@example.com\n\n## Experience\n\(work)\n"))
    return resume.work.map { entry in
      [
        entry.position?.value, entry.company?.value, entry.location?.value, entry.start?.value.description,
        entry.end?.value.description,
      ].map { $0 ?? "-" }.joined(separator: " | ")
    }
  }

  @Test(arguments: [
    "Employer: Emerald Chill Ltd\nPosition: Operations Manager\nDates: 03/2016 – 02/2019\nLocation: Dublin\nDuties: Ran the depot",
    "Dates\t03/2016 – 02/2019\nJob title\tOperations Manager\nDuties\tRan the depot\nEmployer\tEmerald Chill Ltd\nLocation\tDublin",
    "Zeitraum:\t03/2016 – 02/2019\nFirma:\tEmerald Chill Ltd\nFunktion:\tOperations Manager\nOrt:\tDublin\nAufgaben:\nRan the depot",
    "Период: 03/2016 – 02/2019\nОрганизация: Emerald Chill Ltd\nДолжность: Operations Manager\nГород: Dublin\nОбязанности: Ran the depot",
    "期間：2016年3月～2019年2月\n会社名：Emerald Chill Ltd\n役職：Operations Manager\n勤務地：Dublin\n業務内容：Ran the depot",
  ])
  func readsRowsInAnyOrder(_ form: String) throws {
    let second = form.replacing("Emerald Chill Ltd", with: "Harbour Ice plc").replacing("03/2016", with: "03/2012")
      .replacing("2016年", with: "2012年").replacing("02/2019", with: "02/2016").replacing("2019年", with: "2016年")
    #expect(
      resume(form + "\n" + second) == [
        "Operations Manager | Emerald Chill Ltd | Dublin | 2016-03 | 2019-02",
        "Operations Manager | Harbour Ice plc | Dublin | 2012-03 | 2016-02",
      ])
    let whole = FieldExtractor().extract(document("# Jane Roe\njane@example.com\n\n## Experience\n\(form)\n"))
    #expect(whole.work.first?.summary?.value == "Ran the depot")
  }

  @Test func readsAFormOfEducation() throws {
    let resume = FieldExtractor().extract(
      document(
        """
        # Jane Roe
        jane@example.com

        ## Education
        Dates\t09/2014 – 05/2019
        Qualification\tBachelor of Science, Physics
        Institution\tUniversity of Bath
        Dates\t09/2012 – 05/2014
        Qualification\tDiploma, Chemistry
        Institution\tBristol College
        """))
    #expect(resume.education.map(\.institution?.value) == ["University of Bath", "Bristol College"])
    #expect(resume.education.map(\.studyType?.value) == ["Bachelor of Science", "Diploma"])
    #expect(resume.education.map(\.area?.value) == ["Physics", "Chemistry"])
    #expect(resume.certificates.isEmpty)
  }
}
