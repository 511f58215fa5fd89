import FoundationEssentials
import ResumeModel
import Testing

@Suite struct JSONValueTests {
  @Test(arguments: [
    ("{}", JSONValue.object([:])),
    (" [1, -2.50e3, true,\nnull] ", .array([.number("1"), .number("-2.50e3"), .bool(true), .null])),
    (#""a\n\u00e9\ud83d\ude00\/""#, .string("a\né😀/")), ("\u{FEFF}[1,]", .array([.number("1")])),
    ("// remark\n{\"a\": /* x */ \"b\", \"a\": \"c\",}", .object(["a": .string("c")])),
    (#""\ud800""#, .string("\u{FFFD}")),
  ])
  func reads(_ text: String, _ value: JSONValue) {
    #expect(JSONValue(Array(text.utf8)) == value)
  }

  @Test(arguments: ["", "{", "[1 2]", "{\"a\"}", "{a: 1}", "nul", "\"open", "[1]]", "\"\\u12\"", "-", "/*"])
  func refuses(_ text: String) {
    #expect(JSONValue(Array(text.utf8)) == nil)
  }

  @Test func nestingIsBounded() {
    #expect(JSONValue(Array(String(repeating: "[", count: 100_000).utf8)) == nil)
  }
}

@Suite struct JSONResumeReadingTests {
  private func read(_ text: String) -> JSONResume? { JSONValue(Array(text.utf8)).flatMap { JSONResume($0) } }

  @Test(arguments: [
    "https://ada.example.com", "HTTP://ada.example.com", "mailto:ada@example.com", "tel:+15550137", "ada.example.com",
    "ada.example.com:8080/cv", "ada.example.com/a:b", "/ada", "",
  ])
  func linksLeadOut(_ url: String) { #expect(Link.isHarmless(url)) }

  @Test(arguments: [
    "javascript:\u{301}alert(1)", "data:\u{20DD}text/html,x",
    "javascript:alert(1)", "JaVaScRiPt://x.example/%0aalert(1)", "java\tscript:alert(1)", " javascript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd", "vbscript:x", "ftp://x.example", "\u{1}javascript:x", "smb://x.example/c",
    "https://x.example/\u{202e}x",
  ])
  func linksThatDoMoreAreLeftOut(_ url: String) throws {
    #expect(!Link.isHarmless(url))
    let escaped = url.unicodeScalars.map {
      $0.value < 0x20 ? "\\u00" + ($0.value < 16 ? "0" : "") + String($0.value, radix: 16) : String($0)
    }
    let resume = try #require(
      read(
        """
        {"basics": {"name": "Ada", "url": "\(escaped.joined())", "profiles": [{"url": "\(escaped.joined())"}]},
         "projects": [{"name": "x", "url": "\(escaped.joined())"}]}
        """))
    let urls = [resume.basics?.url, resume.basics?.profiles?.first?.url, resume.projects?.first?.url].compactMap { $0 }
    #expect(urls.allSatisfy { Link.isHarmless($0) }, "\(urls)")
  }

  @Test func whatSteersATerminalIsLeftOut() throws {
    let resume = try #require(
      read(#"{"basics": {"name": "A\u0000d\u001b[2Ja\u009b\u202e", "summary": "one\ntwo\u2028", "label": "\ud800x"}}"#))
    #expect(resume.basics?.name == "Ad[2Ja")
    #expect(resume.basics?.summary == "one\ntwo")
    #expect(resume.basics?.label == "\u{FFFD}x")
  }

  @Test func takesOlderKeysAndOtherTypes() throws {
    let resume = try #require(
      read(
        """
        {"basics": {"name": " Ada ", "picture": "a.png", "website": "https://ada.example.com", "phone": 15550137, "email": ""},
         "work": {"company": "Acme", "position": "Engineer", "startDate": 2019, "endDate": null, "highlights": "Built it", "team": 5},
         "education": [{"gpa": 3.50, "courses": [{"name": "Algebra"}]}, {}, "x"],
         "skills": ["Swift", {"name": "Data", "keywords": ["SQL", 7]}], "languages": [{"name": "French", "level": "C1"}],
         "unknown": [1, 2]}
        """))
    #expect(resume.basics?.name == "Ada")
    #expect(resume.basics?.url == "https://ada.example.com")
    #expect(resume.basics?.phone == "15550137")
    #expect(resume.basics?.email == nil)
    #expect(resume.work?.map(\.name) == ["Acme"])
    #expect(resume.work?.first?.startDate == "2019")
    #expect(resume.work?.first?.highlights == ["Built it"])
    #expect(resume.education?.map(\.score) == ["3.50"])
    #expect(resume.education?.first?.courses == ["Algebra"])
    #expect(resume.skills?.map(\.name) == ["Swift", "Data"])
    #expect(resume.skills?.last?.keywords == ["SQL", "7"])
    #expect(resume.languages?.first?.fluency == "C1")
  }

  @Test(arguments: ["[]", "{}", #"{"name": "package", "version": "1.0"}"#, #"{"work": []}"#, #"{"basics": {}}"#])
  func isNoResume(_ text: String) {
    #expect(read(text) == nil)
  }

  @Test func comesOutAsItWentIn() throws {
    let json = """
      {"$schema":"\(JSONResume.schemaURL)","awards":[{"awarder":"ACM","date":"2014-11-01","title":"Prize"}],\
      "basics":{"email":"ada@example.com","image":"a.png","location":{"address":"1 Rue X","city":"Lyon","countryCode":"FR"},\
      "name":"Ada Example","profiles":[{"network":"GitHub","username":"ada"}]},\
      "interests":[{"keywords":["Chess"],"name":"Games"}],\
      "projects":[{"name":"Engine","roles":["Lead"]}],"publications":[{"name":"Notes","publisher":"Taylor"}],\
      "references":[{"name":"Charles","reference":"Splendid."}],"skills":[{"keywords":["SQL"],"level":"Master","name":"Data"}],\
      "volunteer":[{"organization":"Library","position":"Reader"}],\
      "work":[{"description":"Makes things","name":"Acme","startDate":"2020-03-01","url":"https://acme.example.com"}]}
      """
    let resume = try #require(read(json))
    var parsed = ParsedResume(resume)
    parsed.original = resume
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    #expect(String(decoding: try encoder.encode(JSONResume(parsed)), as: UTF8.self) == json)
    #expect(parsed.links.map(\.value.url) == ["https://github.com/ada"])
  }
}
