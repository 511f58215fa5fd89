import DocumentText
import Testing

@Suite struct ReadingOrderLinesTests {
  @Test func ordersByPlaceAndNotByStream() throws {
    let lines = try SyntheticPDF { page in
      page.text("third", x: 50, y: 130)
      page.text("first", x: 50, y: 100)
      page.text("Oslo", x: 500, y: 100)
      page.text("second", x: 50, y: 115)
    }.lines()
    #expect(lines == ["first\tOslo", "second", "third"])
  }

  @Test func keepsTwoSizesOnOneBaseLine() throws {
    let lines = try SyntheticPDF { page in
      page.text("Ada Example", x: 50, y: 100, size: 20)
      page.text("Engineer", x: 170, y: 100, size: 9)
      page.text("below", x: 50, y: 118, size: 9)
    }.lines()
    #expect(lines == ["Ada Example Engineer", "below"])
  }

  @Test(arguments: [
    ("\u{95} Built pumps", "•", "Built pumps"), ("- Built pumps", "-", "Built pumps"),
    ("\u{96} Built pumps", "–", "Built pumps"), ("\u{B7} Built pumps", "·", "Built pumps"),
    ("\u{95}Built pumps", "•", "Built pumps"), ("o    Built pumps", "o", "Built pumps"),
    ("* Built pumps", "*", "Built pumps"),
  ])
  func takesBulletsOff(_ drawn: String, bullet: String, text: String) throws {
    let line = try SyntheticPDF { $0.text(drawn, x: 50, y: 100) }.read().pages[0].lines[0]
    #expect(line.bullet == bullet)
    #expect(line.text == text)
    #expect(line.indent == line.box?.x0 && line.indent < 52)
  }

  @Test(arguments: ["o jardim", "-5 degrees", "A - B", "\u{95}"])
  func leavesWhatIsNoBullet(_ drawn: String) throws {
    let line = try SyntheticPDF { $0.text(drawn, x: 50, y: 100) }.read().pages[0].lines[0]
    #expect(line.bullet == nil)
  }

  @Test func takesABulletFarFromItsText() throws {
    let line = try SyntheticPDF { page in
      page.text("n", x: 50, y: 100, size: 8, font: .dingbats)
      page.text("Built pumps", x: 75, y: 100)
    }.read().pages[0].lines
    #expect(line.map(\.text) == ["Built pumps"])
    #expect(line[0].bullet != nil)
  }

  @Test func joinsLetterSpacedText() throws {
    let lines = try SyntheticPDF { page in
      page.text("WORK EXPERIENCE", x: 50, y: 100, size: 12, spacing: 3)
      page.text("J O H N   D O E", x: 50, y: 130, size: 12)
      page.text("Plan B is a Vitamin C and D mix", x: 50, y: 160)
    }.lines()
    #expect(lines == ["WORK EXPERIENCE", "JOHN DOE", "Plan B is a Vitamin C and D mix"])
  }

  @Test func setsASpaceBetweenWordsOfWideLetters() throws {
    let lines = try SyntheticPDF { page in
      page.text("WORK EXPERIENCE", x: 50, y: 100, size: 12, font: .bold, spacing: 7)
      page.text("EDUCATION & TRAINING", x: 50, y: 130, size: 12, spacing: 5)
    }.lines()
    #expect(lines == ["WORK EXPERIENCE", "EDUCATION & TRAINING"])
  }

  @Test func foldsWhatIsDrawnTwiceForBoldness() throws {
    let lines = try SyntheticPDF { page in
      for x in [50, 50.4] { page.text("Ada Example", x: x, y: 100, size: 16) }
      page.text("boo hoo", x: 50, y: 130)
    }.lines()
    #expect(lines == ["Ada Example", "boo hoo"])
  }

  @Test func measuresTheWhiteAboveALine() throws {
    let lines = try SyntheticPDF { page in
      page.flow(["one", "two"], x: 50, y: 100, leading: 14)
      page.text("three", x: 70, y: 150)
    }.read().pages[0].lines
    #expect(lines[0].gapAbove == nil)
    let (near, far) = (try #require(lines[1].gapAbove), try #require(lines[2].gapAbove))
    #expect(abs(far - near - 22) < 0.01)
    #expect(lines.map { ($0.indent * 10).rounded() / 10 } == [50, 50, 70])
  }
}
