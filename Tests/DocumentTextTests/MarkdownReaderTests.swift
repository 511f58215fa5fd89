import ResumeModel
import Testing

@testable import DocumentText

@Suite struct MarkdownReaderTests {
  private func document(_ text: String) throws -> Document {
    try MarkdownReader.read(DocumentBytes(Array(text.utf8)), options: ReadingOptions())
  }

  private func lines(_ text: String) throws -> [Line] { try document(text).pages[0].lines }

  @Test func headings() throws {
    let lines = try lines(
      "# Dana ##\n## Skills {#skills}\nExperience\n==========\nKestrel\n---\n#no heading\n<h3>Hobbies</h3>\n")
    #expect(lines.map(\.text) == ["Dana", "Skills", "Experience", "Kestrel", "#no heading", "Hobbies"])
    #expect(lines.map(\.headingLevel) == [1, 2, 1, 2, nil, 3])
  }

  @Test func lists() throws {
    let lines = try lines("- one\n  - two\n    continued\n* [x] three\n1. four\n10) five\n\nplain\n")
    #expect(lines.map(\.text) == ["one", "two", "continued", "three", "four", "five", "plain"])
    #expect(lines.map(\.bullet) == ["•", "•", nil, "•", "1.", "10)", nil])
    #expect(lines.map(\.indent) == [18, 36, 36, 18, 18, 18, 0])
    #expect(lines.last?.gapAbove == 12)
  }

  @Test(
    arguments: [
      ("**Title**, Company", "B|Title", "|, Company"), ("_Leeds_ office", "I|Leeds ", "|office"),
      ("***both*** x", "BI|both ", "|x"),
      ("**a *b***", "B|a ", "BI|b"), ("__Bold__ x", "B|Bold ", "|x"), ("~~gone~~ x", "|gone x", nil),
      ("dana_m_w@example.com", "|dana_m_w@example.com", nil),
      ("2 * 3 * 4", "|2 * 3 * 4", nil), ("\\*literal\\*", "|*literal*", nil), ("`a*b*c` d", "|a*b*c d", nil),
      ("R&amp;D &#233;", "|R&D é", nil),
      ("**open", "|**open", nil), ("C++ & C#", "|C++ & C#", nil), ("<b>Title</b> x", "B|Title ", "|x"),
      ("a < b", "|a < b", nil),
    ] as [(String, String, String?)])
  func emphasis(_ text: String, first: String, second: String?) throws {
    let spans = try #require(try lines(text).first).spans.map { span in
      "\(span.style.isBold ? "B" : "")\(span.style.isItalic ? "I" : "")|\(span.text)"
    }
    #expect(spans == [first] + (second.map { [$0] } ?? []))
  }

  @Test(
    arguments: [
      ("[LinkedIn](https://www.linkedin.com/in/dana \"me\")", "LinkedIn", "https://www.linkedin.com/in/dana"),
      ("<dana@example.com>", "dana@example.com", "mailto:dana@example.com"),
      ("<https://example.com/a_b>", "https://example.com/a_b", "https://example.com/a_b"),
      ("[site][home]\n\n[home]: https://example.com", "site", "https://example.com"),
      ("[Home][]\n\n[home]: <https://example.com>", "Home", "https://example.com"),
      ("[x](https://example.com/a_(b))", "x", "https://example.com/a_(b)"),
      ("<a href=\"https://example.com\">Here</a>", "Here", "https://example.com"),
      ("[**bold**](mailto:dana@example.com){:target=\"_blank\"}", "bold", "mailto:dana@example.com"),
      ("[not a link]", "[not a link]", nil),
    ] as [(String, String, String?)])
  func links(_ text: String, shown: String, target: String?) throws {
    let lines = try lines(text)
    #expect(lines.count == 1)
    #expect(lines.first?.text == shown)
    #expect(lines.first?.spans.first?.link == target)
  }

  @Test func picturesGoAndTheirLinksStay() throws {
    let page = try document("Dana ![photo](me.jpg)\n[![in](icon.svg)](https://www.linkedin.com/in/dana)\n").pages[0]
    #expect(page.lines.map(\.text) == ["Dana"])
    #expect(page.links.map(\.target) == ["https://www.linkedin.com/in/dana"])
  }

  @Test func tables() throws {
    let lines = try lines("| Skill | Years |\n|---|:-:|\n| **Swift** | 5 |\n| a \\| b | |\n\nemail | phone\n")
    #expect(lines.map(\.text) == ["Skill\tYears", "Swift\t5", "a | b", "email | phone"])
    #expect(lines[1].cell == TableCell(table: 0, row: 1, column: 0))
    #expect(lines[3].cell == nil)
  }

  @Test func rulesHTMLCommentsAndBreaks() throws {
    let lines = try lines(
      "Dana<br>Oakland\n\n***\n<!-- a\nb -->\n<div align=\"center\">\nSkills\\\nSwift  \n</div>\n```\nif a*b* { }\n```\n"
    )
    #expect(lines.map(\.text) == ["Dana", "Oakland", "Skills", "Swift", "if a*b* { }"])
  }

  @Test func frontMatterIsMetadata() throws {
    let document = try document("---\ntitle: \"Resume\"\nauthor: Dana\nlayout: cv\n---\n# Dana\n")
    #expect(document.metadata == DocumentMetadata(title: "Resume", author: "Dana"))
    #expect(document.text == "Dana")
    #expect(try lines("---\nDana\n---\n").map(\.text) == ["Dana"])
  }

  @Test(arguments: [
    ("# Dana\n\ntext\n", true), ("Dana\n**Engineer**, Kestrel\n**Chef**, Lidl\n", true),
    ("[me](https://example.com)\n", true), ("a | b\n--|--\n", true),
    ("Dana\n\nSkills\n------\n* C\n* C++\n", false), ("Dana\n#1 in sales\nC# and F#\n", false), ("- a\n- b\n", false),
    ("2 ** 3 ** 4\n", false),
    ("Skills [advanced] (self-taught)\n", false),
  ])
  func isToldFromPlainText(_ text: String, isMarkdown: Bool) {
    #expect(
      DocumentReaders.reader(of: DocumentBytes(Array(text.utf8)))?.format == (isMarkdown ? .markdown : .plainText))
  }

  @Test func hostileLinesStayCheap() throws {
    for part in ["[", "*a ", "[x](", "<", "`", "_*", "&", "![", "**a_"] {
      _ = try document("# x\n" + String(repeating: part, count: 4_000))
    }
  }
}
