import ResumeModel
import Testing

@testable import CandidateStore

@Suite struct ValueTests {
  @Test func cutsBetweenCharactersAndCountsCodePoints() {
    #expect(ColumnText.cut("short", to: 255) == "short")
    #expect(ColumnText.cut(String(repeating: "é", count: 255), to: 255).count == 255)
    // e and a combining accent: two code points, never parted.
    let accented = String(repeating: "e\u{301}", count: 200)
    #expect(ColumnText.cut(accented, to: 255).unicodeScalars.count == 254)
    let family = "👩‍👩‍👧‍👦"
    #expect(ColumnText.cut("abc" + family, to: 5) == "abc")
    #expect(ColumnText.cut("a" + String(repeating: "\u{301}", count: 400), to: 255).unicodeScalars.count == 255)
  }

  @Test func removesWhatPostgreSQLRefuses() throws {
    #expect(ColumnText.cleaned(" a\0b ") == "ab")
    #expect(ColumnText.cleaned("\0 ") == nil)
    #expect(try JSONText(["a\0b", #"\u0000"#, "\\", "\""]).text == #"["ab","\\u0000","\\","\""]"#)
    #expect(JSONText(string: "a\0\"\\\n\u{1}é").text == #""a\"\\\u000a\u0001é""#)
    #expect(JSONText(string: nil) == .null)
    #expect(JSONText(received: Array(#"{"a":"x\u0000y\\u0000"}"#.utf8)).text == #"{"a":"xy\\u0000"}"#)
  }

  @Test func warnsOfWhatDoesNotFit() throws {
    let email = try #require(EmailAddress("ana@example.com"))
    let parsed = ParsedResume(
      name: Extracted("Ana Lima", confidence: 0.9),
      label: Extracted(String(repeating: "x", count: 400), confidence: 0.9),
      links: [
        Extracted(Link(kind: .gitHub, url: "https://github.com/" + String(repeating: "y", count: 500)), confidence: 1)
      ])
    let (record, warnings) = CandidateRecord.reading(parsed, email: email, sha256: "aa", parser: "1")
    let fields = try CandidateFields(record)
    #expect(fields.text(.title)?.count == 255)
    #expect(fields.values[.gitHubURL] == nil)
    #expect(warnings.map(\.code) == [.valueCut, .valueDropped])
  }

  @Test func comparesVersionsAsNumbers() {
    #expect(ParserVersion.order("1.9", "1.10") == .before)
    #expect(ParserVersion.order("2", "1.10") == .after)
    #expect(ParserVersion.order("1.2", "1.2.1") == .before)
    #expect(ParserVersion.order("1.2", "1.2") == .same)
  }
}
