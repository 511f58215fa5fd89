import ResumeModel
import Testing

@testable import DocumentText

private func read(
  _ body: String, parts: [String: String] = [:], links: [String: String] = [:]
) throws -> Document {
  try DocumentReaders.read(DocumentBytes(DOCXBuilder(body: body, parts: parts, links: links).bytes()))
}

private func texts(_ body: String, parts: [String: String] = [:]) throws -> [String] {
  try read(body, parts: parts).pages[0].lines.map(\.text)
}

@Suite struct DOCXTextTests {
  @Test func joinsRunsAndKeepsTabsAndBreaks() throws {
    let lines = try texts(
      """
      <w:p><w:r><w:t>Kestrel </w:t></w:r><w:r><w:t>Motors</w:t></w:r><w:r><w:tab/><w:t>2019</w:t><w:noBreakHyphen/>\
      <w:t>2022</w:t><w:br/><w:t>Site Engi</w:t><w:softHyphen/><w:t>neer</w:t></w:r></w:p>
      """)
    #expect(lines == ["Kestrel Motors\t2019-2022", "Site Engineer"])
  }

  @Test func normalisesText() throws {
    let lines = try texts(
      paragraph("Re\u{301}sume\u{301} o\u{FB03}ce\u{A0}25\u{2011}30 \u{200B}x https\u{A789}//example.com \u{E123}"))
    #expect(lines == ["Résumé office 25-30 x https://example.com"])
  }

  @Test func lineEndsInTheXMLAreSpaces() throws {
    #expect(try texts(paragraph("Kestrel\n  Motors\n")) == ["Kestrel Motors"])
  }

  @Test func showsInsertionsAndNotDeletions() throws {
    let lines = try texts(
      """
      <w:p><w:ins><w:r><w:t>Engineer</w:t></w:r></w:ins><w:del><w:r><w:delText>Boss</w:delText></w:r></w:del>\
      <w:moveFrom><w:r><w:t>away</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t> here</w:t></w:r></w:moveTo></w:p>
      """)
    #expect(lines == ["Engineer here"])
  }

  @Test func showsFieldResultsAndNotInstructions() throws {
    let lines = try texts(
      """
      <w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE \\@ "yyyy" </w:instrText></w:r>\
      <w:r><w:t>unseen</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2024</w:t></w:r>\
      <w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>, Leeds</w:t></w:r></w:p>
      """)
    #expect(lines == ["2024, Leeds"])
  }

  @Test func readsContentControlsAndSmartTags() throws {
    let lines = try texts(
      """
      <w:sdt><w:sdtPr/><w:sdtContent>\(paragraph("Dana Whitfield"))</w:sdtContent></w:sdt>\
      <w:p><w:sdt><w:sdtContent><w:smartTag><w:r><w:t>Oakland</w:t></w:r></w:smartTag></w:sdtContent></w:sdt></w:p>
      """)
    #expect(lines == ["Dana Whitfield", "Oakland"])
  }

  @Test func drawsSymbolBulletsAndDropsIcons() throws {
    let lines = try texts(
      """
      <w:p><w:r><w:sym w:font="Wingdings" w:char="F028"/><w:t xml:space="preserve"> 555 0137</w:t></w:r></w:p>\
      <w:p><w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>*</w:t></w:r><w:r><w:t>dana@example.com</w:t></w:r></w:p>
      """)
    #expect(lines == ["555 0137", "dana@example.com"])
  }

  @Test func readsTheStrictStandard() throws {
    var builder = DOCXBuilder(body: "")
    let xml = """
      <x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:pPr><x:ind x:start="1cm"/></x:pPr>\
      <x:r><x:t>Dana</x:t></x:r></x:p></x:body></x:document>
      """
    builder.replace("word/document.xml", Array(xml.utf8))
    let document = try DocumentReaders.read(DocumentBytes(builder.bytes()))
    #expect(document.text == "Dana")
    #expect(abs(document.pages[0].lines[0].indent - 28.35) < 0.1)
  }

  @Test func readsMetadata() throws {
    var builder = DOCXBuilder(body: paragraph("Dana"))
    builder.add(
      "docProps/core.xml",
      """
      <cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
      xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>CV</dc:title>\
      <dc:creator>Dana Whitfield</dc:creator><dcterms:modified>2024-05-01T10:00:00Z</dcterms:modified></cp:coreProperties>
      """)
    let metadata = try DocumentReaders.read(DocumentBytes(builder.bytes())).metadata
    #expect(metadata == DocumentMetadata(title: "CV", author: "Dana Whitfield", modified: "2024-05-01T10:00:00Z"))
  }
}

@Suite struct DOCXStyleTests {
  private static let styles = """
    <w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/><w:rFonts w:ascii="Carlito"/></w:rPr></w:rPrDefault></w:docDefaults>\
    <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:after="120"/></w:pPr></w:style>\
    <w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/>\
    <w:pPr><w:outlineLvl w:val="1"/><w:spacing w:before="240"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/><w:color w:val="1F3864"/></w:rPr></w:style>\
    <w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="berschrift2"/><w:rPr><w:i/></w:rPr></w:style>\
    <w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/><w:basedOn w:val="Normal"/></w:style>\
    <w:style w:type="paragraph" w:styleId="LoopA"><w:basedOn w:val="LoopB"/></w:style>\
    <w:style w:type="paragraph" w:styleId="LoopB"><w:basedOn w:val="LoopA"/></w:style>\
    <w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>
    """

  @Test func resolvesInheritance() throws {
    let body =
      paragraph("Dana", "<w:pStyle w:val=\"Titel\"/>") + paragraph("Skills", "<w:pStyle w:val=\"Own\"/>")
      + paragraph("Swift", run: "<w:rStyle w:val=\"Strong\"/>") + paragraph("round", "<w:pStyle w:val=\"LoopA\"/>")
      + paragraph("plain", "<w:pStyle w:val=\"Own\"/><w:outlineLvl w:val=\"9\"/>", run: "<w:b w:val=\"0\"/>")
    let lines = try read(body, parts: ["styles.xml": Self.styles]).pages[0].lines
    #expect(lines.map(\.headingLevel) == [1, 2, nil, nil, nil])
    #expect(
      lines[1].spans[0].style == Style(font: "Carlito", size: 14, isBold: true, isItalic: true, color: 0x1F3864))
    #expect(lines[2].spans[0].style == Style(font: "Carlito", size: 11, isBold: true))
    #expect(lines[3].text == "round")
    #expect(!lines[4].spans[0].style.isBold)
    #expect(lines.map(\.gapAbove) == [nil, 12, 6, 6, 12])
  }

  @Test func countsEmptyParagraphsAsWhite() throws {
    let lines = try read(paragraph("a") + "<w:p/>" + paragraph("b")).pages[0].lines
    #expect(lines.map(\.text) == ["a", "b"])
    #expect(lines[1].gapAbove == 12)
  }

  @Test func writesCapitalsAsSeen() throws {
    #expect(
      try texts(paragraph("Straße", run: "<w:caps/>") + paragraph("Small", run: "<w:smallCaps/>")) == [
        "STRASSE", "Small",
      ])
  }

  @Test func keepsHiddenTextApart() throws {
    let body =
      paragraph("Dana") + paragraph("vanished", run: "<w:vanish/>")
      + paragraph("white", run: "<w:color w:val=\"FFFFFF\"/>")
      + paragraph("tiny", run: "<w:sz w:val=\"2\"/>")
      + paragraph("banner", "<w:shd w:val=\"clear\" w:fill=\"1F3864\"/>", run: "<w:color w:val=\"FFFFFF\"/>")
      + table([
        [
          "<w:tcPr><w:shd w:val=\"clear\" w:fill=\"333333\"/></w:tcPr>"
            + paragraph("cell", run: "<w:color w:val=\"FFFFFF\"/>")
        ]
      ])
    let document = try read(body)
    #expect(document.pages[0].lines.map(\.text) == ["Dana", "banner", "cell"])
    #expect(document.pages[0].hidden.map(\.text) == ["vanished", "white", "tiny"])
    #expect(document.warnings.map(\.code) == [.hiddenText])
  }

  @Test func tableStylesCountWhereTheyAreUsed() throws {
    let styles = """
      <w:style w:type="table" w:styleId="Base"><w:rPr><w:i/></w:rPr></w:style>\
      <w:style w:type="table" w:styleId="Unused"><w:basedOn w:val="Base"/><w:rPr><w:b/></w:rPr></w:style>\
      <w:style w:type="table" w:styleId="Used"><w:basedOn w:val="Base"/><w:tblStylePr w:type="firstRow"><w:tcPr>\
      <w:shd w:val="clear" w:fill="333333"/></w:tcPr></w:tblStylePr></w:style>
      """
    let cell = paragraph("seen", run: "<w:color w:val=\"FFFFFF\"/>")
    let body = table([[cell]], properties: "<w:tblStyle w:val=\"Used\"/>")
    let spans = try read(body, parts: ["styles.xml": styles]).pages[0].lines.flatMap(\.spans)
    #expect(spans.map(\.style) == [Style(size: 10, isItalic: true, color: 0xFFFFFF)])
    let trimmed = StyleSheetTrimming(keepingTableStyles: ["Used"]).trimmed(Array(styles.utf8))
    #expect(!String(decoding: trimmed, as: UTF8.self).contains("Unused"))
    #expect(String(decoding: trimmed, as: UTF8.self).contains("Base"))
  }

  @Test func measuresIndents() throws {
    let lines = try read(
      paragraph("a", "<w:ind w:left=\"720\" w:hanging=\"360\"/>") + "<w:p><w:r><w:tab/><w:t>b</w:t></w:r></w:p>"
    )
    .pages[0].lines
    #expect(lines.map(\.indent) == [18, 36])
  }
}

@Suite struct DOCXListTests {
  private static let numbering = """
    <w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="\u{F0B7}"/>\
    <w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>\
    <w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>\
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>\
    <w:lvl w:ilvl="2"><w:start w:val="4"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%3"/></w:lvl></w:abstractNum>\
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>\
    <w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
    """

  private func item(_ text: String, _ id: Int, _ level: Int = 0) -> String {
    paragraph(text, "<w:numPr><w:ilvl w:val=\"\(level)\"/><w:numId w:val=\"\(id)\"/></w:numPr>")
  }

  @Test func numbersAndBullets() throws {
    let body = [
      item("a", 1), item("b", 2), item("c", 2, 1), item("d", 2, 1), item("e", 2), item("f", 2, 1), item("g", 2, 2),
      item("h", 3), item("i", 0),
    ]
    let lines = try read(body.joined(), parts: ["numbering.xml": Self.numbering]).pages[0].lines
    #expect(lines.map(\.bullet) == ["•", "1.", "1.a)", "1.b)", "2.", "2.a)", "IV", "7.", nil])
    #expect(lines[0].indent == 36)
    #expect(lines.map(\.text).joined() == "abcdefghi")
  }

  @Test(
    arguments: [
      ("• Led a team", "•", "Led a team"), ("-\tLed", "-", "Led"), ("– Led", "–", "Led"), ("\u{F0A7} Led", "▪", "Led"),
      ("-5 %", nil, "-5 %"), ("+49 176 1234", nil, "+49 176 1234"), ("o\tLed", "o", "Led"), ("o Led", nil, "o Led"),
      ("•", nil, "•"),
    ] as [(String, String?, String)])
  func takesTypedBulletsOff(_ typed: String, bullet: String?, text: String) throws {
    let line = try #require(try read(paragraph(typed)).pages[0].lines.first)
    #expect(line.bullet == bullet)
    #expect(line.text == text)
  }
}

@Suite struct DOCXLinkTests {
  @Test func putsTargetsOnSpans() throws {
    let body = """
      <w:p><w:r><w:t xml:space="preserve">See </w:t></w:r><w:hyperlink r:id="L1"><w:r><w:t>LinkedIn</w:t></w:r></w:hyperlink>\
      <w:hyperlink w:anchor="top"><w:r><w:t xml:space="preserve"> top</w:t></w:r></w:hyperlink></w:p>\
      <w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "mailto:dana@</w:instrText></w:r>\
      <w:r><w:instrText>example.com" \\o "tip"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>\
      <w:r><w:t>mail</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t> me</w:t></w:r></w:p>\
      <w:p><w:fldSimple w:instr=" HYPERLINK \\l &quot;top&quot; "><w:r><w:t>top</w:t></w:r></w:fldSimple></w:p>
      """
    let lines = try read(body, links: ["L1": "https://www.linkedin.com/in/dana"]).pages[0].lines
    #expect(lines[0].spans.map(\.text) == ["See ", "LinkedIn ", "top"])
    #expect(lines[0].spans.map(\.link) == [nil, "https://www.linkedin.com/in/dana", nil])
    #expect(lines[1].spans.map(\.link) == ["mailto:dana@example.com", nil])
    #expect(lines[2].spans.map(\.link) == [nil])
  }

  @Test func keepsTargetsBehindPictures() throws {
    let body =
      paragraph("Dana")
        + """
        <w:p><w:r><w:drawing><wp:inline><wp:docPr id="1"><a:hlinkClick r:id="L1"/></wp:docPr></wp:inline></w:drawing></w:r>\
        <w:hyperlink r:id="L2"><w:r><w:drawing/></w:r></w:hyperlink></w:p>
        """
    let page = try read(body, links: ["L1": "https://github.com/dana", "L2": "mailto:dana@example.com"]).pages[0]
    #expect(page.links.map(\.target).sorted() == ["https://github.com/dana", "mailto:dana@example.com"])
  }
}

@Suite struct DOCXPartTests {
  @Test func headersStandBeforeAndFootersBehind() throws {
    let references = """
      <w:headerReference w:type="first" r:id="header1"/><w:headerReference w:type="default" r:id="header2"/>\
      <w:headerReference w:type="even" r:id="header3"/><w:footerReference w:type="default" r:id="footer1"/>
      """
    let page = """
      <w:p><w:r><w:t xml:space="preserve">Page </w:t></w:r><w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>
      """
    let body =
      "<w:p><w:pPr><w:sectPr>\(references)<w:titlePg/></w:sectPr></w:pPr><w:r><w:t>Body</w:t></w:r></w:p>"
      + "<w:sectPr>\(references)</w:sectPr>"
    let lines = try read(
      body,
      parts: [
        "header1.xml": paragraph("First"), "header2.xml": paragraph("Default"), "header3.xml": paragraph("Even"),
        "footer1.xml": paragraph("dana@example.com") + page,
      ]
    ).pages[0].lines
    #expect(lines.map(\.text) == ["First", "Default", "Body", "dana@example.com"])
    #expect(lines.map(\.part) == [.header, .header, .body, .footer])
    #expect(lines.map(\.region) == [0, 1, 2, 3])
  }

  @Test func readsTextBoxesOnce() throws {
    let box = "<w:txbxContent>\(paragraph("dana@example.com"))</w:txbxContent>"
    let body = """
      <w:p><w:r><w:t>Dana</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wps:wsp>\
      <wps:txbx>\(box)</wps:txbx></wps:wsp></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>\(box)\
      </v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>\
      <w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>\(paragraph("Oakland"))</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>\
      \(paragraph("Skills"))
      """
    let lines = try read(body).pages[0].lines
    #expect(lines.map(\.text) == ["Dana", "dana@example.com", "Oakland", "Skills"])
    #expect(lines.map(\.part) == [.body, .textBox, .textBox, .body])
    #expect(lines.map(\.region) == [0, 1, 2, 0])
  }

  @Test func ordersTextBoxesFromTheTop() throws {
    func box(_ text: String, _ top: Int) -> String {
      """
      <w:r><w:drawing><wp:anchor><wp:positionV relativeFrom="page"><wp:posOffset>\(top)</wp:posOffset></wp:positionV>\
      <wps:wsp><wps:txbx><w:txbxContent>\(paragraph(text))</w:txbxContent></wps:txbx></wps:wsp></wp:anchor></w:drawing></w:r>
      """
    }
    #expect(try texts("<w:p>\(box("Skills", 5_000_000))\(box("Dana", 100_000))</w:p>") == ["Dana", "Skills"])
  }

  @Test func readsFootnotesThatAreReferredTo() throws {
    let lines = try texts(
      "<w:p><w:r><w:t>Prize</w:t><w:footnoteReference w:id=\"2\"/></w:r></w:p>",
      parts: [
        "footnotes.xml":
          "<w:footnote w:id=\"0\">\(paragraph("separator"))</w:footnote><w:footnote w:id=\"2\">\(paragraph("of 2019"))</w:footnote>"
      ])
    #expect(lines == ["Prize", "of 2019"])
  }

  @Test func aBrokenSidePartIsAWarning() throws {
    var builder = DOCXBuilder(body: paragraph("Dana"), parts: ["styles.xml": ""])
    builder.replace("word/styles.xml", Array("<w:styles".utf8))
    let document = try DocumentReaders.read(DocumentBytes(builder.bytes()))
    #expect(document.text == "Dana")
    #expect(document.warnings.map(\.code) == [.partlyRead])
  }
}
