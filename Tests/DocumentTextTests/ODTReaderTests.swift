import ResumeModel
import Testing

@testable import DocumentText

/// Makes OpenDocument texts from literal parts.
private struct ODTBuilder {
  static let namespaces = """
    xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" \
    xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" \
    xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" \
    xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" \
    xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" \
    xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"
    """

  var body: String
  var automatic = ""
  var common = ""
  var masters = ""
  var meta = ""
  var manifest = ""

  var archive: [UInt8] {
    var builder = DOCXBuilder()
    builder.add("mimetype", "application/vnd.oasis.opendocument.text")
    builder.add(
      "content.xml",
      """
      <office:document-content \(Self.namespaces)><office:automatic-styles>\(automatic)</office:automatic-styles>\
      <office:body><office:text>\(body)</office:text></office:body></office:document-content>
      """)
    builder.add(
      "styles.xml",
      """
      <office:document-styles \(Self.namespaces)><office:styles>\(common)</office:styles>\
      <office:master-styles>\(masters)</office:master-styles></office:document-styles>
      """)
    builder.add(
      "meta.xml", "<office:document-meta \(Self.namespaces)><office:meta>\(meta)</office:meta></office:document-meta>")
    builder.add(
      "META-INF/manifest.xml",
      "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">\(manifest)</manifest:manifest>"
    )
    return builder.bytes()
  }

  var flat: [UInt8] {
    Array(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <office:document \(Self.namespaces) office:mimetype="application/vnd.oasis.opendocument.text">\
      <office:meta>\(meta)</office:meta><office:styles>\(common)</office:styles>\
      <office:automatic-styles>\(automatic)</office:automatic-styles>\
      <office:master-styles>\(masters)</office:master-styles>\
      <office:body><office:text>\(body)</office:text></office:body></office:document>
      """.utf8)
  }

  func document() throws -> Document { try DocumentReaders.read(DocumentBytes(archive)) }
}

private func texts(_ body: String, automatic: String = "") throws -> [String] {
  try ODTBuilder(body: body, automatic: automatic).document().pages[0].lines.map(\.text)
}

@Suite struct ODTReaderTests {
  @Test(arguments: [
    (
      "<text:p>Kestrel <text:span>Motors</text:span><text:tab/>2019<text:line-break/>Engineer</text:p>",
      ["Kestrel Motors\t2019", "Engineer"]
    ),
    ("<text:p>a\n   b<text:s text:c=\"4\"/>c<text:s/>d</text:p>", ["a b\tc d"]),
    (
      "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region></text:tracked-changes><text:p>here</text:p>",
      ["here"]
    ),
    ("<text:p>a<office:annotation><text:p>remark</text:p></office:annotation>b</text:p>", ["ab"]),
    ("<text:p>As of <text:date>May 2024</text:date></text:p>", ["As of May 2024"]),
    (
      "<text:p>x<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>note</text:p></text:note-body></text:note></text:p><text:p>y</text:p>",
      ["x", "y", "note"]
    ),
    (
      "<text:p><draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame>text</text:p>",
      ["text", "box"]
    ),
    (
      "<text:p><draw:frame><draw:image xlink:href=\"x.png\"/><svg:title>alt</svg:title></draw:frame>text</text:p>",
      ["text"]
    ),
    ("<text:section><text:p>inside</text:p></text:section>", ["inside"]),
    (
      "<table:table><table:table-row><table:table-cell><text:p>Kestrel</text:p></table:table-cell><table:table-cell><text:p>2019</text:p></table:table-cell></table:table-row></table:table>",
      ["Kestrel\t2019"]
    ),
  ])
  func readsWhatIsSeen(_ body: String, _ expected: [String]) throws {
    #expect(try texts(body) == expected)
  }

  @Test func leavesPlaceholdersOutAndPartsColumns() throws {
    let control =
      "<loext:content-control xmlns:loext=\"urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0\""
    let builder = ODTBuilder(
      body: """
        <text:p>Dana\(control) loext:showing-place-holder="true">Enter</loext:content-control>\
        \(control)> Whitfield</loext:content-control></text:p><text:p text:style-name="C">right</text:p>
        """,
      automatic: """
        <style:style style:name="C" style:family="paragraph"><style:paragraph-properties fo:break-before="column"/></style:style>
        """)
    let lines = try builder.document().pages[0].lines
    #expect(lines.map(\.text) == ["Dana Whitfield", "right"])
    #expect(lines.map(\.region) == [0, 1])
  }

  @Test func resolvesStylesAlongTheirInheritance() throws {
    let builder = ODTBuilder(
      body:
        "<text:h text:outline-level=\"2\" text:style-name=\"P1\">Skills</text:h><text:p text:style-name=\"Title\">Dana <text:span text:style-name=\"T1\">W</text:span></text:p>",
      automatic: """
        <style:style style:name="P1" style:family="paragraph" style:parent-style-name="Base">\
        <style:text-properties fo:font-weight="bold"/></style:style>\
        <style:style style:name="T1" style:family="text"><style:text-properties fo:font-style="italic" fo:font-size="50%"/></style:style>
        """,
      common: """
        <style:default-style style:family="paragraph"><style:text-properties fo:font-size="10pt"/></style:default-style>\
        <style:style style:name="Base" style:family="paragraph"><style:paragraph-properties fo:margin-left="1in"/>\
        <style:text-properties fo:color="#112233"/></style:style>\
        <style:style style:name="Title" style:family="paragraph"><style:text-properties fo:font-size="20pt"/></style:style>
        """)
    let lines = try builder.document().pages[0].lines
    #expect(lines.map(\.headingLevel) == [2, 1])
    #expect(lines[0].spans[0].style == Style(font: "", size: 10, isBold: true, color: 0x112233))
    #expect(lines[0].indent == 72)
    #expect(lines[1].spans.map(\.style.size) == [20, 10])
    #expect(lines[1].spans.map(\.style.isItalic) == [false, true])
  }

  @Test func numbersLists() throws {
    let item = { (text: String, inner: String) in "<text:list-item><text:p>\(text)</text:p>\(inner)</text:list-item>" }
    let builder = ODTBuilder(
      body: """
        <text:list text:style-name="L1">\(item("one", ""))\(item("two", "<text:list>\(item("deep", ""))</text:list>"))</text:list>\
        <text:p>between</text:p><text:list text:style-name="L1" text:continue-numbering="true">\(item("three", ""))</text:list>\
        <text:list text:style-name="L2">\(item("dot", ""))</text:list>
        """,
      automatic: """
        <text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>\
        <text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" text:display-levels="2"/></text:list-style>\
        <text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="–"/></text:list-style>
        """)
    let lines = try builder.document().pages[0].lines
    #expect(lines.map(\.bullet) == ["1.", "2.", "2.a)", nil, "3.", "–"])
  }

  @Test func keepsHiddenTextApart() throws {
    let builder = ODTBuilder(
      body: """
        <text:p><text:span text:style-name="H">secret</text:span>seen</text:p><text:p text:style-name="W">white</text:p>\
        <text:section text:display="none"><text:p>section</text:p></text:section>
        """,
      automatic: """
        <style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>\
        <style:style style:name="W" style:family="paragraph"><style:text-properties fo:color="#ffffff"/></style:style>
        """)
    let document = try builder.document()
    #expect(document.pages[0].lines.map(\.text) == ["seen"])
    #expect(document.pages[0].hidden.map(\.text) == ["secret", "white", "section"])
    #expect(document.warnings.map(\.code) == [.hiddenText])
  }

  @Test func readsHeadersAndFootersOfThePagesInUse() throws {
    let page = { (name: String, content: String) in
      "<style:master-page style:name=\"\(name)\">\(content)</style:master-page>"
    }
    let builder = ODTBuilder(
      body: "<text:p>body</text:p>",
      masters: page(
        "Standard",
        "<style:header><text:p>Dana Whitfield <text:page-number>1</text:page-number></text:p></style:header><style:header-left style:display=\"false\"><text:p>no</text:p></style:header-left><style:footer><text:p><text:page-number>1</text:page-number></text:p></style:footer>"
      ) + page("Landscape", "<style:header><text:p>unused</text:p></style:header>"))
    let lines = try builder.document().pages[0].lines
    #expect(lines.map(\.text) == ["Dana Whitfield", "body"])
    #expect(lines.map(\.part) == [.header, .body])
  }

  @Test func keepsLinksAndMetadata() throws {
    let builder = ODTBuilder(
      body: "<text:p><text:a xlink:href=\"mailto:dana@example.com\">Mail</text:a></text:p>",
      meta:
        "<dc:title>CV</dc:title><meta:initial-creator>Dana</meta:initial-creator><dc:date>2024-05-01T10:00:00</dc:date>"
    )
    let document = try builder.document()
    #expect(document.pages[0].lines[0].spans[0].link == "mailto:dana@example.com")
    #expect(document.metadata == DocumentMetadata(title: "CV", author: "Dana", modified: "2024-05-01T10:00:00"))
  }

  @Test func readsFlatFiles() throws {
    let document = try DocumentReaders.read(DocumentBytes(ODTBuilder(body: "<text:p>Dana</text:p>").flat))
    #expect(document.format == .odt)
    #expect(document.text == "Dana")
  }

  @Test func refusesEncryptedOnes() {
    let builder = ODTBuilder(
      body: "",
      manifest:
        "<manifest:file-entry manifest:full-path=\"content.xml\"><manifest:encryption-data/></manifest:file-entry>")
    let error = #expect(throws: ExtractionError.self) { try builder.document() }
    #expect(error?.code == .encrypted)
  }

  @Test func limitsNesting() {
    let builder = ODTBuilder(
      body: String(repeating: "<text:section>", count: 300) + String(repeating: "</text:section>", count: 300))
    let error = #expect(throws: ExtractionError.self) { try builder.document() }
    #expect(error?.code == .limitExceeded)
  }
}
