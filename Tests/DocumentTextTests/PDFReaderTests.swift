import DocumentText
import ResumeModel
import Testing

@Suite struct PDFReaderTests {
  @Test func readsTextWithStyleAndBox() throws {
    let document = try SyntheticPDF { page in
      page.text("Ada Example", x: 50, y: 60, size: 24, font: .bold, color: 0x336699)
      page.text("Engineer, ", x: 50, y: 90)
      page.text("Oslo", x: 97, y: 90, font: .italic)
    }.read()
    #expect(document.format == .pdf)
    let page = try #require(document.pages.first)
    #expect((page.number, page.width, page.height) == (1, 600, 800))
    #expect(page.lines.map(\.text) == ["Ada Example", "Engineer, Oslo"])
    let name = page.lines[0].spans[0]
    #expect(name.style == Style(font: "Helvetica-Bold", size: 24, isBold: true, color: 0x336699))
    let box = try #require(name.box)
    #expect(abs(box.x0 - 50) < 0.5 && box.y0 < 45 && box.y1 > 60 && box.y1 < 70)
    #expect(page.lines[1].spans.map(\.text) == ["Engineer,", " Oslo"])
    #expect(page.lines[1].spans.map(\.style.isItalic) == [false, true])
    #expect(page.lines[1].indent == page.lines[1].box?.x0)
  }

  @Test func putsLinkTargetsOnTheTextTheyCover() throws {
    let document = try SyntheticPDF { page in
      page.text("Write to me or call", x: 50, y: 100)
      page.link("mailto:ada@example.com", x: 49, y: 90, width: 55, height: 14)
      page.link("https://example.org/ada", x: 400, y: 90, width: 20, height: 20)
    }.read()
    let page = document.pages[0]
    #expect(page.lines[0].spans.map(\.text) == ["Write to me", " or call"])
    #expect(page.lines[0].spans.map(\.link) == ["mailto:ada@example.com", nil])
    #expect(page.links.map(\.target) == ["https://example.org/ada"])
    #expect(page.links[0].box == Box(x0: 400, y0: 90, x1: 420, y1: 110))
  }

  @Test func decodesCharactersAlone() throws {
    let pdf = SyntheticPDF { $0.flow(["First line", "Second line"], x: 50, y: 50) }
    #expect(try PDFReader.decode(DocumentBytes(pdf.bytes), options: ReadingOptions()) == 19)
    #expect(throws: ExtractionError.self) {
      try PDFReader.decode(DocumentBytes(Array("%PDF-1.7".utf8)), options: ReadingOptions())
    }
  }

  @Test func readsMetadata() throws {
    var pdf = SyntheticPDF { $0.text("Text", x: 50, y: 50) }
    pdf.information = "/Title (Resume) /Author (Ada Example) /Producer ( ) /CreationDate (D:20240305101112+02'00')"
    let metadata = try pdf.read().metadata
    #expect(
      metadata == DocumentMetadata(title: "Resume", author: "Ada Example", created: "2024-03-05T08:11:12Z"))
  }

  @Test(arguments: [("%PDF-1.4\n", 100), ("junk before\n%PDF-1.4\n", 90), ("%PDX", 0), ("", 0), ("PK\u{3}\u{4}", 0)])
  func recognizesByContent(_ content: String, answer: Int) {
    #expect(PDFReader.recognizes(DocumentBytes(Array(content.utf8))) == answer)
  }

  @Test(arguments: ["%PDF-1.7\nnothing else", "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF"])
  func callsDamageCorrupt(_ content: String) {
    #expect { try PDFReader.read(DocumentBytes(Array(content.utf8)), options: ReadingOptions()) } throws: {
      ($0 as? ExtractionError)?.code == .corrupt
    }
  }

  @Test func readsWhatIsCutShort() throws {
    let whole = SyntheticPDF { $0.flow(["First line", "Second line"], x: 50, y: 50) }.bytes
    let cut = Array(whole.dropLast(12))
    #expect(try PDFReader.read(DocumentBytes(cut), options: ReadingOptions()).text == "First line\nSecond line")
  }

  @Test func holdsItsLimits() throws {
    var page = SyntheticPDF.Page()
    page.text("twelve chars", x: 50, y: 50)
    let pdf = SyntheticPDF(page, page, page)
    #expect(try pdf.read(options: ReadingOptions(maximumPages: 3)).pages.count == 3)
    for options in [ReadingOptions(maximumPages: 2), ReadingOptions(maximumCharacters: 20)] {
      #expect { try pdf.read(options: options) } throws: { ($0 as? ExtractionError)?.code == .limitExceeded }
    }
  }

  @Test func putsAccentsOnTheirLetters() throws {
    // Drawn as TeX does: the letter, and the accent on it as a sign of its own.
    let lines = try SyntheticPDF { page in
      page.text("Andr", x: 50, y: 100)
      page.text("e", x: 71.2, y: 100)
      page.text("\u{B4}", x: 72.4, y: 100)
      page.text("Lux", x: 80, y: 100)
    }.lines()
    #expect(lines == ["Andr\u{E9} Lux"])
  }

  @Test(arguments: [1e9, 1e14, -1e12])
  func standsTextFarOffThePage(_ place: Double) throws {
    let lines = try SyntheticPDF { page in
      page.text("far", x: place, y: 100)
      page.text("low", x: 50, y: place)
      page.text("huge", x: 50, y: 300, size: abs(place))
      page.text("here", x: 50, y: 100, color: 0xFFFFFE)
      page.text("there", x: 50, y: 120)
    }.lines()
    #expect(lines.contains("there"))
  }
}
