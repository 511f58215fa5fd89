import FoundationEssentials
import ResumeModel
import Testing

@Suite struct JSONResumeTests {
  @Test func writesWhatWasFoundAndNothingElse() throws {
    var parsed = ParsedResume()
    parsed.name = Extracted("Ada Example", confidence: 0.9)
    parsed.emails = [Extracted("ada@example.com", confidence: 1)]
    parsed.work = [WorkEntry(company: Extracted("Acme", confidence: 0.8), isCurrent: true)]
    let json = String(decoding: try encoder.encode(JSONResume(parsed)), as: UTF8.self)
    #expect(
      json == """
        {"$schema":"\(JSONResume.schemaURL)","basics":{"email":"ada@example.com","name":"Ada Example"},\
        "work":[{"name":"Acme"}]}
        """)
  }

  @Test func comesBackAsItWent() throws {
    let json = """
      {"basics":{"name":"Ada Example","email":"ada@example.com","url":"https://ada.example.com",
        "location":{"city":"Lyon","countryCode":"FR"},
        "profiles":[{"network":"LinkedIn","url":"https://www.linkedin.com/in/ada"}]},
       "work":[{"name":"Acme","position":"Engineer","startDate":"2020-03","highlights":["Built it."]}],
       "education":[{"institution":"Lycée","studyType":"BTS","area":"Gestion","endDate":"2012"}],
       "skills":[{"name":"Data","keywords":["SQL","R"]},{"name":"Excel"}],
       "languages":[{"language":"French","fluency":"Native"}],
       "certificates":[{"name":"PMP","issuer":"PMI","date":"2019"}],
       "unknown":{"ignored":true}}
      """
    let parsed = ParsedResume(try JSONDecoder().decode(JSONResume.self, from: Data(json.utf8)))
    #expect(parsed.skills.map(\.value) == ["SQL", "R", "Excel"])
    #expect(parsed.links.map(\.value.kind) == [.portfolio, .linkedIn])
    #expect(parsed.work[0].isCurrent)
    let again = JSONResume(parsed)
    #expect(again.basics?.location?.countryCode == "FR")
    #expect(again.basics?.profiles?.map(\.url) == ["https://www.linkedin.com/in/ada"])
    #expect(again.certificates?.first?.date == "2019")
    #expect(ParsedResume(again) == parsed)
  }

  @Test func keepsConfidenceAndEvidenceInTheFullForm() throws {
    var parsed = ParsedResume()
    let box = Box(x0: 1.04, y0: 2, x1: 3, y1: 4.96)
    parsed.name = Extracted("Ada", confidence: 0.5, evidence: [Evidence(page: 1, box: box, line: 0)])
    let json = try encoder.encode(parsed)
    let text = String(decoding: json, as: UTF8.self)
    #expect(text.contains(#""evidence":[{"box":[1,2,3,5],"line":0,"page":1}]"#), "\(text)")
    #expect(try JSONDecoder().decode(ParsedResume.self, from: json).name?.evidence.first?.page == 1)
  }

  private var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return encoder
  }
}

@Suite struct PartialDateTests {
  @Test(arguments: ["2020", "2020-03", "2020-02-29"])
  func readsWhatItWrites(_ text: String) throws {
    #expect(try #require(PartialDate(text)).description == text)
  }

  @Test(arguments: ["", "20", "2020-3", "2020-13", "2021-02-29", "2020-03-", "1815", "2020-00", "abcd"])
  func refusesWhatIsNoDate(_ text: String) {
    #expect(PartialDate(text) == nil)
  }

  @Test func ordersLessPreciseFirst() throws {
    let dates = ["2020-03-01", "2020", "2019-12", "2020-03"].compactMap { PartialDate($0) }
    #expect(dates.sorted().map(\.description) == ["2019-12", "2020", "2020-03", "2020-03-01"])
  }
}
