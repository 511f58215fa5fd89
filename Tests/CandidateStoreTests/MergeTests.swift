import ResumeModel
import Testing

@testable import CandidateStore

@Suite struct MergeLaws {
  @Test(arguments: 0..<400)
  func holds(seed: Int) throws {
    var random = RandomRecords(seed: UInt64(seed))
    let (a, b, c) = (random.record(), random.record(), random.record())
    #expect(merge(a, b) == merge(b, a))
    #expect(merge(merge(a, b), c) == merge(a, merge(b, c)))
    #expect(merge(a, a) == a)
    #expect(merge(merge(a, b), b) == merge(a, b))
    #expect(try CandidateFields(merge(merge(c, a), b)) == CandidateFields(merge(a, merge(b, c))))
  }

  @Test func anImportNeverBlanks() throws {
    for seed in 400..<800 {
      var random = RandomRecords(seed: UInt64(seed))
      let (a, b) = (random.record(), CandidateRecord(contributions: random.record().contributions))
      let (before, after) = (try CandidateFields(a), try CandidateFields(merge(a, b)))
      for field in before.values.keys { #expect(after.values[field] != nil, "\(field), seed \(seed)") }
    }
  }

  @Test func survivesTheDatabase() throws {
    for seed in 0..<200 {
      var random = RandomRecords(seed: UInt64(seed))
      let record = CandidateRecord(contributions: random.record().contributions)
      let text = try JSONText(record.contributions)
      #expect(try text.decode([String: [Contribution]].self) == record.contributions)
    }
  }
}

@Suite struct MergeTests {
  private func document(
    _ sha256: String, _ date: String, parser: String = "1", _ change: (inout Contribution) -> Void = { _ in }
  ) -> CandidateRecord {
    var contribution = Contribution(date: date, parser: parser, name: "Ana Lima", email: "ana@example.com")
    change(&contribution)
    return CandidateRecord(contributions: [sha256: [contribution]])
  }

  private func fields(_ records: CandidateRecord...) throws -> CandidateFields {
    try CandidateFields(records.reduce(CandidateRecord(), merge))
  }

  @Test func theNewerDocumentWinsPerField() throws {
    let old = document("ff", "2020") {
      $0.phone = "old"
      $0.title = "Clerk"
    }
    let new = document("00", "2024-03") { $0.phone = "new" }
    let merged = try fields(new, old)
    #expect(merged.text(.phone) == "new")
    #expect(merged.dates[.phone] == "2024-03")
    #expect(merged.text(.title) == "Clerk")
    #expect(merged.dates[.title] == "2020")
  }

  @Test func ofTheSameDateTheGreaterChecksumWins() throws {
    let merged = try fields(document("a0", "2024") { $0.phone = "a" }, document("b0", "2024") { $0.phone = "b" })
    #expect(merged.text(.phone) == "b")
  }

  @Test func anEditStays() throws {
    var stored = document("aa", "2020") {
      $0.phone = "old"
      $0.title = "Clerk"
    }
    stored.edits[.phone] = .init(at: "2021-01-01T00:00:00.000000Z", value: JSONText(string: "by hand"))
    stored.edits[.title] = .init(at: "2021-01-01T00:00:00.000000Z", value: .null)
    let merged = try fields(
      stored,
      document("bb", "2025") {
        $0.phone = "new"
        $0.title = "Head"
      })
    #expect(merged.text(.phone) == "by hand")
    #expect(merged.values[.title] == nil)
  }

  @Test func anUncertainNameStandsBack() throws {
    let certain = document("aa", "2020")
    let uncertain = document("bb", "2024") {
      $0.name = "Curriculum Vitae"
      $0.isNameCertain = false
    }
    #expect(try fields(certain, uncertain).text(.fullName) == "Ana Lima")
    #expect(try fields(uncertain).text(.fullName) == "Curriculum Vitae")
  }

  @Test func withoutANameTheAddressStandsInUntilThereIsOne() throws {
    let nameless = document("bb", "2024") { $0.name = nil }
    #expect(try fields(nameless).text(.fullName) == "ana@example.com")
    #expect(try fields(nameless).name == nil)
    #expect(try fields(nameless, document("aa", "2020")).text(.fullName) == "Ana Lima")
  }

  @Test func aLaterParserCorrectsItsEarlierReading() throws {
    let first = document("aa", "2020", parser: "1.9") {
      $0.phone = "misread"
      $0.title = "Clerk"
      $0.skills = ["Wsift"]
    }
    let second = document("aa", "2021", parser: "1.10") {
      $0.phone = "read"
      $0.skills = ["Swift"]
    }
    let merged = try fields(second, first)
    #expect(merged.text(.phone) == "read")
    #expect(merged.values[.skills]?.text == #"["Swift"]"#)
    // What it did not find is not blanked.
    #expect(merged.text(.title) == "Clerk")
    let third = document("aa", "2021", parser: "1.11") {
      $0.phone = "read"
      $0.title = "Head"
      $0.skills = ["Swift"]
    }
    #expect(merge(merge(first, second), third) == third)
  }

  @Test func skillsAreUnitedInTheNewestDocumentsOrder() throws {
    let merged = try fields(
      document("aa", "2020") { $0.skills = ["SQL", "SWIFT", "Cobol"] },
      document("bb", "2024") { $0.skills = ["Swift", "C++"] })
    #expect(merged.values[.skills]?.text == #"["Swift","C++","SQL","Cobol"]"#)
  }

  @Test func experienceOfOneEmployerAndTimeIsOneEntry() throws {
    let old = document("aa", "2020") {
      $0.experience = [
        .init(
          name: "Acme GmbH", position: "Engineer", startDate: PartialDate("2018-01"), current: true,
          highlights: ["Built"]),
        .init(name: "Globex", position: "Cook", startDate: PartialDate("2010"), endDate: PartialDate("2012")),
      ]
    }
    let new = document("bb", "2024") {
      $0.experience = [
        .init(name: "ACME GmbH", position: "Lead", startDate: PartialDate("2021"), current: true),
        .init(
          name: "ACME GmbH", position: "Engineer", startDate: PartialDate("2018-01"), endDate: PartialDate("2021-01")),
      ]
    }
    let merged = try #require(try fields(old, new).values[.experience]).decode([ExperienceEntry].self)
    #expect(merged.map(\.position) == ["Lead", "Engineer", "Cook"])
    #expect(merged[1].highlights == ["Built"])
    #expect(merged[1].endDate == PartialDate("2021-01"))
    #expect(merged[0].highlights == nil)
  }

  @Test func twoJobsAtOneEmployerStayTwo() throws {
    let jobs: [ExperienceEntry] = [
      .init(name: "Acme", position: "Clerk", startDate: PartialDate("2018"), endDate: PartialDate("2020")),
      .init(name: "Acme", position: "Lead", startDate: PartialDate("2019"), endDate: PartialDate("2021")),
      .init(name: "Acme", position: "Head", startDate: PartialDate("2021"), endDate: PartialDate("2022")),
    ]
    let merged = try fields(document("aa", "2020") { $0.experience = jobs })
    #expect(try merged.values[.experience]?.decode([ExperienceEntry].self) == jobs)
  }

  @Test func changesNameOldAndNew() throws {
    let before = document("aa", "2020") { $0.phone = "1" }
    let after = merge(
      before,
      document("bb", "2021") {
        $0.phone = "2"
        $0.title = "Clerk"
      })
    #expect(
      try CandidateFields(after).changes(since: CandidateFields(before)) == [
        FieldChange(field: .phone, old: JSONText(string: "1"), new: JSONText(string: "2")),
        FieldChange(field: .title, old: .null, new: JSONText(string: "Clerk")),
      ])
  }
}
