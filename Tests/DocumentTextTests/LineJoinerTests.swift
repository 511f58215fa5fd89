import DocumentText
import Testing

@Suite struct LineJoinerTests {
  @Test(arguments: [
    (["Led a team", "of six"], "Led a team of six"),
    (["a large depart-", "ment store"], "a large department store"),
    (["Ver-", "\u{00F6}ffentlichung"], "Ver\u{00F6}ffentlichung"),
    (["formerly ex-", "Google"], "formerly ex-Google"),
    (["2019-", "2021 in Oslo"], "2019-2021 in Oslo"),
    (["2019 -", "2021"], "2019 - 2021"),
    (["see linkedin.com/in/jane-", "roe"], "see linkedin.com/in/jane-roe"),
    (["", "  one ", "", "two"], "one two"),
    ([], ""),
  ])
  func joins(_ lines: [String], paragraph: String) {
    #expect(LineJoiner.paragraph(lines) == paragraph)
  }
}
