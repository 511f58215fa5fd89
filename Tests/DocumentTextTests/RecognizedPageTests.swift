import DocumentText
import ResumeModel
import Testing

/// Which pages need recognition, and what becomes of the words that were recognised in them.
@Suite struct RecognizedPageTests {
  private func word(_ text: String, x: Double, y: Double, line: Int, size: Double = 10) -> RecognizedWord {
    RecognizedWord(
      text: text, confidence: 0.9,
      box: Box(x0: x, y0: y, x1: x + 5 * Double(text.count), y1: y + 11), size: size, line: line)
  }

  private func words(_ text: String, x: Double, y: Double, line: Int) -> [RecognizedWord] {
    var x = x
    return text.split(separator: " ").map { part in
      defer { x += 5 * Double(part.count) + 3 }
      return word(String(part), x: x, y: y, line: line)
    }
  }

  @Test func aPageThatIsAPictureNeedsIt() throws {
    let document = try SyntheticPDF { $0.picture(x: 0, y: 0, width: 600, height: 800) }.read()
    #expect(document.unrecognizedPages == [1])
  }

  @Test func aScannersMarkIsNotThePagesText() throws {
    let document = try SyntheticPDF { page in
      page.picture(x: 0, y: 0, width: 600, height: 800)
      page.text("Scanned by a telephone", x: 400, y: 790)
    }.read()
    #expect(document.unrecognizedPages == [1])
    #expect(document.text == "Scanned by a telephone")
  }

  @Test func aTextLayerOverAPictureIsThePagesText() throws {
    let document = try SyntheticPDF { page in
      page.picture(x: 0, y: 0, width: 600, height: 800)
      page.flow(Array(repeating: "Kept the books of three workshops", count: 6), x: 50, y: 100)
    }.read()
    #expect(document.unrecognizedPages == [])
  }

  @Test func aPortraitIsNoScan() throws {
    let document = try SyntheticPDF { page in
      page.picture(x: 50, y: 50, width: 100, height: 120)
      page.text("Ada Example", x: 200, y: 60)
    }.read()
    #expect(document.unrecognizedPages == [])
  }

  @Test func lettersDrawnAsShapesNeedIt() throws {
    let document = try SyntheticPDF { $0.rectangle(x: 100, y: 100, width: 80, height: 12, color: 0) }.read()
    #expect(document.unrecognizedPages == [1])
  }

  @Test func onlyTheScannedPageOfAMixedDocumentNeedsIt() throws {
    var (first, second) = (SyntheticPDF.Page(), SyntheticPDF.Page())
    first.text("Ada Example", x: 50, y: 60)
    second.picture(x: 0, y: 0, width: 600, height: 800)
    let pdf = SyntheticPDF(first, second, SyntheticPDF.Page())
    #expect(try pdf.read().unrecognizedPages == [2])
    let page = RecognizedPage(
      number: 2, width: 600, height: 800, words: words("Kept the books", x: 50, y: 100, line: 0))
    let document = try pdf.read(options: ReadingOptions(recognized: [page]))
    #expect(document.unrecognizedPages == [])
    #expect(document.pages.map { $0.lines.map(\.text) } == [["Ada Example"], ["Kept the books"], []])
  }

  @Test func recognisedWordsAreReadByColumns() throws {
    let left = ["Contact", "ada@example.com", "Skills", "Swift", "SQL", "Welding"]
    let right = ["Experience", "Engineer at Example Works", "Built pumps", "Moved valves", "Education", "University"]
    var found: [RecognizedWord] = []
    for (row, (one, other)) in zip(left, right).enumerated() {
      found += words(one, x: 40, y: 100 + 14 * Double(row), line: row)
      found += words(other, x: 220, y: 106 + 15 * Double(row), line: row)
    }
    let page = RecognizedPage(number: 1, width: 600, height: 800, words: found)
    let pdf = SyntheticPDF { $0.picture(x: 0, y: 0, width: 600, height: 800) }
    let lines = try pdf.read(options: ReadingOptions(recognized: [page])).pages[0].lines
    #expect(lines.map(\.text) == left + right)
  }

  @Test func thePagesOwnWordsStandAndLinksAreKept() throws {
    let pdf = SyntheticPDF { page in
      page.picture(x: 0, y: 0, width: 600, height: 800)
      page.text("Ada Example", x: 50, y: 60)
      page.link("mailto:ada@example.com", x: 50, y: 95, width: 60, height: 14)
    }
    let page = RecognizedPage(
      number: 1, width: 600, height: 800,
      words: words("Aba Exomple", x: 50, y: 51, line: 0) + words("Write to me", x: 50, y: 97, line: 1))
    let read = try pdf.read(options: ReadingOptions(recognized: [page])).pages[0]
    #expect(read.lines.map(\.text) == ["Ada Example", "Write to me"])
    #expect(read.lines[1].spans.first?.link == "mailto:ada@example.com")
  }

  @Test(arguments: [
    (0, Box(x0: 50, y0: 100, x1: 75, y1: 111)), (1, Box(x0: 100, y0: 725, x1: 111, y1: 750)),
    (2, Box(x0: 525, y0: 689, x1: 550, y1: 700)), (3, Box(x0: 489, y0: 50, x1: 500, y1: 75)),
  ])
  func boxesAreThoseOfThePageAsItIsShown(turns: Int, box: Box) throws {
    let page = RecognizedPage(
      number: 1, width: 600, height: 800, turns: turns, words: [word("Swift", x: 50, y: 100, line: 0)])
    let pdf = SyntheticPDF { $0.picture(x: 0, y: 0, width: 600, height: 800) }
    #expect(try pdf.read(options: ReadingOptions(recognized: [page])).pages[0].lines[0].box == box)
  }

  @Test func nothingRecognisedIsEmpty() throws {
    let bytes = SyntheticPDF { $0.picture(x: 0, y: 0, width: 600, height: 800) }.bytes
    let options = ReadingOptions(recognized: [RecognizedPage(number: 1, width: 600, height: 800)])
    let error = #expect(throws: ExtractionError.self) {
      try DocumentReaders.read(DocumentBytes(bytes), options: options)
    }
    #expect(error?.code == .empty)
  }
}
