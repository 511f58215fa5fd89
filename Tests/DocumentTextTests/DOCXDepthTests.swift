import ResumeModel
import Testing

@testable import DocumentText

private func page(_ body: String, parts: [String: String] = [:]) throws -> Page {
  try DocumentReaders.read(DocumentBytes(DOCXBuilder(body: body, parts: parts).bytes())).pages[0]
}

private func texts(_ body: String, parts: [String: String] = [:]) throws -> [String] {
  try page(body, parts: parts).lines.map(\.text)
}

private func control(_ properties: String, _ content: String) -> String {
  "<w:sdt><w:sdtPr>\(properties)</w:sdtPr><w:sdtContent>\(content)</w:sdtContent></w:sdt>"
}

/// Parts of documents that few have, each once.
@Suite struct DOCXDepthTests {
  @Test(arguments: [
    (control("<w:date/>", paragraph("May 2024")), ["May 2024"]),
    (control("<w:showingPlcHdr/>", paragraph("Click here")) + paragraph("seen"), ["seen"]),
    (
      "<w:p>" + control("<w:showingPlcHdr/>", "<w:r><w:t>Choose</w:t></w:r>") + "<w:r><w:t>seen</w:t></w:r></w:p>",
      ["seen"]
    ),
    (
      "<w:tbl><w:tr>" + control("<w:showingPlcHdr/>", "<w:tc>\(paragraph("Enter"))</w:tc>")
        + "<w:tc>\(paragraph("seen"))</w:tc></w:tr></w:tbl>",
      ["seen"]
    ),
    (
      """
      <w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Mr"/>\
      <w:listEntry w:val="Ms"/></w:ddList></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMDROPDOWN</w:instrText></w:r>\
      <w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> Whitfield</w:t></w:r></w:p>
      """, ["Ms Whitfield"]
    ),
    (
      "<w:p><w:r><w:ruby><w:rt><w:r><w:t>kan</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>",
      ["漢"]
    ),
    (paragraph("D", "<w:framePr w:dropCap=\"drop\"/>") + paragraph("ana"), ["Dana"]),
    ("<w:p><w:bdo><w:r><w:t>a</w:t></w:r></w:bdo><w:customXml><w:r><w:t>b</w:t></w:r></w:customXml></w:p>", ["ab"]),
    (
      "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wpg\"><w:drawing><wps:wsp><wps:txbx><w:txbxContent>\(paragraph("once"))</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>\(paragraph("once"))</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
      ["once"]
    ),
  ])
  func showsWhatIsSeen(_ body: String, _ expected: [String]) throws {
    #expect(try texts(body) == expected)
  }

  @Test func partsColumnsAtTheirBreaks() throws {
    let lines = try page(paragraph("left") + "<w:p><w:r><w:br w:type=\"column\"/><w:t>right</w:t></w:r></w:p>").lines
    #expect(lines.map(\.text) == ["left", "right"])
    #expect(lines[0].region != lines[1].region)
  }

  @Test func partsFramedColumnsAndFloatingTables() throws {
    let frame = "<w:framePr w:w=\"2000\" w:hAnchor=\"page\" w:x=\"500\"/>"
    let framed = ["a", "b", "c"].map { paragraph($0, frame) }.joined()
    let lines = try page(
      paragraph("x") + framed + paragraph("y") + table([[paragraph("z")]], properties: "<w:tblpPr/>") + paragraph("w")
    ).lines
    #expect(lines.map(\.text) == ["x", "a", "b", "c", "y", "z", "w"])
    #expect(lines.map(\.region) == [0, 1, 1, 1, 2, 3, 4])
  }

  private static let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

  private func read(_ body: String, _ name: String, _ content: String, kind: String) throws -> Document {
    var builder = DOCXBuilder(body: body)
    builder.add("word/\(name)", content)
    let relationships = """
      <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
      <Relationship Id="r1" Type="\(Self.types)\(kind)" Target="/word/\(name)"/></Relationships>
      """
    builder.replace("word/_rels/document.xml.rels", Array(relationships.utf8))
    return try DocumentReaders.read(DocumentBytes(builder.bytes()))
  }

  @Test func readsTheTextOfSmartArt() throws {
    let dgm = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
    let body = """
      <w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><dgm:relIds xmlns:dgm="\(dgm)" r:dm="r1"/></a:graphicData>\
      </a:graphic></wp:inline></w:drawing></w:r></w:p>
      """
    let data = """
      <dgm:dataModel xmlns:dgm="\(dgm)" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:ptLst><dgm:pt><dgm:t>\
      <a:p><a:r><a:t>Swift</a:t></a:r></a:p></dgm:t></dgm:pt><dgm:pt><dgm:t><a:p><a:r><a:t>C</a:t></a:r><a:r><a:t>++</a:t></a:r></a:p>\
      </dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>
      """
    let lines = try read(body, "diagrams/data1.xml", data, kind: "diagramData").pages[0].lines
    #expect(lines.map(\.text) == ["Swift", "C++"])
    #expect(lines.allSatisfy { $0.part == .textBox })
  }

  @Test func readsEmbeddedPages() throws {
    let document = try read(
      paragraph("before") + "<w:altChunk r:id=\"r1\"/>" + paragraph("after"), "chunk.htm",
      "<html><body><p>within</p></body></html>",
      kind: "aFChunk")
    #expect(document.pages[0].lines.map(\.text) == ["before", "within", "after"])
    #expect(document.warnings.isEmpty)
  }

  @Test func warnsOfEmbeddedArchives() throws {
    let document = try read(
      "<w:altChunk r:id=\"r1\"/>" + paragraph("after"), "chunk.docx", "PK\u{3}\u{4}", kind: "aFChunk")
    #expect(document.warnings.map(\.code) == [.partlyRead])
  }
}
