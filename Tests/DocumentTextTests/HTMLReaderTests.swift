import ResumeModel
import Testing

@testable import DocumentText

private func read(_ page: String) throws -> Document {
  try DocumentReaders.read(DocumentBytes(Array(page.utf8)))
}

private func lines(_ body: String, css: String = "") throws -> [Line] {
  let document = try read("<!doctype html><html><head><style>\(css)</style></head><body>\(body)</body></html>")
  return document.pages[0].lines
}

private func texts(_ body: String, css: String = "") throws -> [String] { try lines(body, css: css).map(\.text) }

@Suite struct HTMLTextTests {
  @Test(arguments: [
    ("<p>Dana\n   Whitfield</p>", ["Dana Whitfield"]),
    ("<p>Kestrel <b>Motors</b><br>Leeds</p>", ["Kestrel Motors", "Leeds"]),
    ("<div>One<div>Two</div>Three</div>", ["One", "Two", "Three"]),
    ("<span>Java</span><span>Script</span> <i>ES6</i>", ["JavaScript ES6"]),
    ("a&nbsp;&nbsp;&nbsp;b &amp; c&eacute; &#8211; d", ["a\tb & cé – d"]),
    ("<pre>one\n  two\tthree</pre>", ["one", "two\tthree"]),
    (
      "text<script>var a = '<p>no</p>'</script><style>p{}</style><noscript>no</noscript><template>no</template><!-- no -->",
      ["text"]
    ),
    ("<p>never closed<p>next<ul><li>item", ["never closed", "next", "item"]),
    ("<ruby>漢<rt>kan</rt></ruby>", ["漢"]),
  ])
  func readsWhatIsSeen(_ body: String, _ expected: [String]) throws {
    #expect(try texts(body) == expected)
  }

  @Test func marksHeadingsListsAndTheirStyle() throws {
    let lines = try lines(
      "<h1>Dana</h1><h2>Skills</h2><ul><li>Swift<ol start=3><li>SwiftUI</ol></ul><p><strong>Bold</strong> <em>it</em></p>"
    )
    #expect(lines.map(\.headingLevel) == [1, 2, nil, nil, nil])
    #expect(lines.map(\.bullet) == [nil, nil, "•", "3.", nil])
    #expect(lines[0].spans[0].style.size == 24)
    #expect(lines[3].indent > lines[2].indent)
    #expect(lines[4].spans.map(\.style.isBold) == [true, false])
    #expect(lines[4].spans.map(\.style.isItalic) == [false, true])
  }

  @Test func drawsWhatSheetsPutBefore() throws {
    let lines = try lines(
      "<ul><li>Swift</li></ul><p class=m>dana@example.com</p><p class=i>Leeds</p>",
      css:
        #"ul{list-style-type:none} ul > li:before{content:"\0025cf  "} .m::before{content:'E-mail: '} .i:before{content:"\f041"}"#
    )
    #expect(lines.map(\.text) == ["Swift", "E-mail: dana@example.com", "Leeds"])
    #expect(lines.map(\.bullet) == ["●", nil, nil])
  }

  @Test func keepsLinksWithATargetOfTheirOwn() throws {
    let document = try read(
      """
      <html><body><a href="mailto:dana@example.com">Mail</a> <a href="#top">Top</a>
      <a href="https://example.com/dana"><svg><path/></svg></a></body></html>
      """)
    #expect(document.pages[0].lines[0].spans.map(\.link) == ["mailto:dana@example.com", nil])
    #expect(document.pages[0].links.map(\.target) == ["https://example.com/dana"])
  }

  @Test func readsValuesOfForms() throws {
    let form = """
      <label>E-mail <input type=email value="dana@example.com"></label><input type=hidden value=token>
      <select><option>Mr<option selected>Ms</select><br><textarea>One
      Two</textarea>
      """
    #expect(try texts(form) == ["E-mail dana@example.com Ms", "One", "Two"])
  }

  @Test func takesMetadataFromTheHead() throws {
    let document = try read("<html><head><title>CV of Dana</title><meta name=author content='Dana'></head><body>x")
    #expect(document.format == .html)
    #expect(document.metadata.title == "CV of Dana")
    #expect(document.metadata.author == "Dana")
  }
}

@Suite struct HTMLVisibilityTests {
  @Test(arguments: [
    ("<p hidden>secret</p>", ""), ("<p style='display:none'>secret</p>", ""),
    ("<p style='visibility: hidden'>secret</p>", ""), ("<p class=x>secret</p>", ".x{display:none}"),
    ("<p id=x>secret</p>", "div #x, #x{font-size:0}"), ("<p style='color:#fff'>secret</p>", ""),
    ("<p style='color:rgb(254,254,254)'>secret</p>", ""), ("<font color=white size=1>secret</font>", ""),
    ("<div class=a><p>secret</p></div>", ".a>p{position:absolute;left:-9999px}"),
    ("<p style='font-size:1px'>secret</p>", ""), ("<p style='color:transparent'>secret</p>", ""),
    ("<p style='opacity:0'>secret</p>", ""),
    ("<span class=sr-only>secret</span>", ""), ("<p style='text-indent:-9999px'>secret</p>", ""),
    ("<div style='height:0;overflow:hidden'><p>secret</p></div>", ""),
    ("<p style='position:absolute;clip:rect(0 0 0 0)'>secret</p>", ""),
    ("<p class=x>secret</p>", "@media screen{.x{display:none!important}} p.x{display:block}"),
    ("<div style='background:#123456'><p style='color:#123456'>secret</p></div>", ""),
  ])
  func keepsHiddenTextApart(_ body: String, _ css: String) throws {
    let document = try read(
      "<!doctype html><html><head><style>\(css)</style></head><body>\(body)<p>seen</p></body></html>")
    #expect(document.pages[0].lines.map(\.text) == ["seen"])
    #expect(document.pages[0].hidden.map(\.text) == ["secret"])
    #expect(document.warnings.map(\.code) == [.hiddenText])
  }

  @Test(arguments: [
    ("<header style='background:#0b5345'><p style='color:#fff'>seen</p></header>", ""),
    ("<p class=x>seen</p>", "@media print{.x{display:none}}"),
    ("<p class=x>seen</p>", "@media (max-width: 600px){.x{display:none}}"),
    ("<p class=x>seen</p>", ".x:hover{display:none} .y .x{display:none} a.x{display:none}"),
    ("<div style='visibility:hidden'><p style='visibility:visible'>seen</p></div>", ""),
    ("<div style='font-size:0'><span style='font-size:16px'>seen</span></div>", ""),
    ("<p style='color:white;background:url(dark.png)'>seen</p>", ""),
    ("<span aria-hidden=true>seen</span>", ""),
    ("<h1 style='color:transparent;background:linear-gradient(red,blue);-webkit-background-clip:text'>seen</h1>", ""),
    ("<div style='color:transparent'><p style='color:#333'>seen</p></div>", ""),
    ("<p class=x>seen</p>", ".x{opacity:0;animation:show 1s forwards}"),
  ])
  func takesNothingElseForHidden(_ body: String, _ css: String) throws {
    #expect(try texts(body, css: css) == ["seen"])
  }
}

@Suite struct HTMLLayoutTests {
  private static let entry = "<h3>Kestrel Motors</h3><ul><li>One</li><li>Two</li><li>Three</li></ul>"

  @Test(arguments: [
    ("<div style='display:flex'><b>Kestrel</b><span>2019</span></div>", ["Kestrel\t2019"]),
    ("<p><span style='float:right'>2019</span>Kestrel</p>", ["Kestrel\t2019"]),
    ("<div>Kestrel<div style='float:right'>2019</div></div><p>Engineer</p>", ["Kestrel\t2019", "Engineer"]),
    ("<table><tr><th>Phone</th><td>555 0137</td></tr></table>", ["Phone\t555 0137"]),
    (
      "<table><tr><td colspan=2>Skills</td></tr><tr><td>Java</td><td>5 years</td></tr></table>",
      ["Skills", "Java\t5 years"]
    ),
    (
      "<div style='display:grid;grid-template-columns:1fr 2fr'><i>a</i><i>b</i><i>c</i><i>d</i></div>",
      ["a\tb", "c\td"]
    ),
  ])
  func setsShortBoxesOnOneLine(_ body: String, _ expected: [String]) throws {
    #expect(try texts(body) == expected)
  }

  @Test(arguments: [
    ("<div class=page><div>A</div><div>B</div></div>", ".page{display:flex}"),
    ("<div class=page><div>A</div><div>B</div></div>", ".page{display:grid;grid-template-columns:repeat(2,1fr)}"),
    ("<div><div class=l>A</div><div class=r>B</div></div>", ".l{float:left;width:30%}.r{float:right;width:68%}"),
    ("<div><div class=l>A</div><div class=r>B</div></div>", ".l{float:left;width:30%}.r{margin-left:32%}"),
    ("<table><tr><td>A</td><td>B</td></tr></table>", ""),
    ("<div><div class=c>A</div><div class=c>B</div></div>", ".c{display:inline-block;width:48%}"),
  ])
  func keepsColumnsApart(_ body: String, _ css: String) throws {
    let page = body.split(separator: "A").joined(separator: Self.entry).split(separator: "B").joined(
      separator: Self.entry)
    let lines = try lines(page, css: css)
    #expect(lines.map(\.text) == ["Kestrel Motors", "One", "Two", "Three", "Kestrel Motors", "One", "Two", "Three"])
    #expect(Set(lines.prefix(4).map(\.region)).count == 1)
    #expect(lines[3].region != lines[4].region)
  }

  @Test func margins() throws {
    let lines = try lines("<p>a</p><p>b</p><p>c<br><br>d</p>", css: "p{margin:6pt 0;font-size:10pt}")
    #expect(lines.map(\.gapAbove) == [nil, 6, 6, 12])
  }
}

@Suite struct HTMLSourceTests {
  private static let page = "<html><head><meta charset=windows-1252></head><body><p>Zoë – Ångström</p></body></html>"

  private static let encoded: [[UInt8]] = [
    Array(page.utf8),
    [0xFF, 0xFE] + Array(page.utf16).flatMap { (unit: UInt16) -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] },
    page.unicodeScalars.map { $0 == "–" ? 0x96 : UInt8($0.value) },
  ]

  @Test(arguments: encoded)
  func decodes(_ bytes: [UInt8]) throws {
    #expect(try DocumentReaders.read(DocumentBytes(bytes)).text == "Zoë – Ångström")
  }

  @Test(arguments: [
    "<html><body>x", "\n<!-- saved from url --><HTML><BODY>x", "<?xml version='1.0'?><!DOCTYPE html><html><body>x",
    "<div><p>x</p><p>y</p></div>", "<!DOCTYPE html>x",
  ])
  func isToldByItsContent(_ page: String) throws {
    #expect(DocumentReaders.reader(of: DocumentBytes(Array(page.utf8)))?.format == .html)
  }

  @Test func deepNestingIsRead() throws {
    let depth = 20_000
    let page =
      "<html><body>" + String(repeating: "<div>", count: depth) + "deep" + String(repeating: "</div>", count: depth)
      + "<p>after"
    #expect(try read(page).pages[0].lines.map(\.text) == ["deep", "after"])
  }

  @Test func deepTablesAndBoxesAreRead() throws {
    let page = "<html><body>" + String(repeating: "<table><tr><td><div style='display:flex'>", count: 300) + "deep"
    #expect(try read(page).pages[0].lines.map(\.text) == ["deep"])
  }

  @Test func countsCharacters() {
    let page = DocumentBytes(Array(("<html><body>" + String(repeating: "word ", count: 500)).utf8))
    let error = #expect(throws: ExtractionError.self) {
      try DocumentReaders.read(page, options: ReadingOptions(maximumCharacters: 1000))
    }
    #expect(error?.code == .limitExceeded)
  }
}
