import DocumentText
import Testing

@Suite struct ReadingOrderPagesTests {
  @Test func dropsPageNumbersAndRepeatedHeads() throws {
    var pages: [SyntheticPDF.Page] = []
    for number in 1...3 {
      var page = SyntheticPDF.Page()
      page.text("Ada Example, ada@example.com", x: 50, y: 40)
      page.flow(["Body of page \(number)", "goes on here"], x: 50, y: 120)
      page.text("Page \(number) of 3", x: 280, y: 780)
      pages.append(page)
    }
    var pdf = SyntheticPDF()
    pdf.pages = pages
    let document = try pdf.read()
    #expect(
      document.pages.map { $0.lines.map(\.text) } == [
        ["Ada Example, ada@example.com", "Body of page 1", "goes on here"], ["Body of page 2", "goes on here"],
        ["Body of page 3", "goes on here"],
      ])
    #expect(document.pages[0].lines.map(\.part) == [.header, .body, .body])
  }

  @Test func keepsPageNumbersWhereThereIsNothingElse() throws {
    var pdf = SyntheticPDF()
    pdf.pages = (1...3).map { number in
      var page = SyntheticPDF.Page()
      page.text("Page \(number)", x: 50, y: 40)
      return page
    }
    #expect(try pdf.lines() == ["Page 1", "Page 2", "Page 3"])
  }

  @Test func dropsAHeadThatOnlyLaterPagesHave() throws {
    var first = SyntheticPDF.Page()
    first.text("Ada Example", x: 50, y: 60, size: 20)
    first.flow(["Engineer", "Experience", "Northwind Labs"], x: 50, y: 100)
    var second = SyntheticPDF.Page()
    second.text("Ada Example", x: 50, y: 40, size: 8)
    second.flow(["Contoso", "Oslo"], x: 50, y: 80)
    #expect(
      try SyntheticPDF(first, second).lines() == [
        "Ada Example", "Engineer", "Experience", "Northwind Labs", "Contoso", "Oslo",
      ])
  }

  @Test func keepsAPositionThatIsCalledWhatTheHeadlineSays() throws {
    var first = SyntheticPDF.Page()
    first.text("Ada Example", x: 50, y: 60, size: 20)
    first.flow(["Engineer", "Experience"], x: 50, y: 100)
    var second = SyntheticPDF.Page()
    second.flow(["Engineer", "Northwind Labs", "Designed pumps"], x: 50, y: 50)
    #expect(
      try SyntheticPDF(first, second).lines() == [
        "Ada Example", "Engineer", "Experience", "Engineer", "Northwind Labs", "Designed pumps",
      ])
  }

  @Test func keepsAFooterThatStandsOnce() throws {
    let page = try SyntheticPDF { page in
      page.flow(["Ada Example", "Engineer"], x: 50, y: 60)
      page.text("ada@example.com", x: 250, y: 780, size: 8)
    }.read().pages[0]
    #expect(page.lines.map(\.text) == ["Ada Example", "Engineer", "ada@example.com"])
    #expect(page.lines.map(\.part) == [.body, .body, .footer])
  }

  @Test func numbersAColumnThroughItsPages() throws {
    func page(_ mark: String) -> SyntheticPDF.Page {
      var page = SyntheticPDF.Page()
      page.flow((0..<5).map { "\(mark) aside \($0)" }, x: 40, y: 150, leading: 17)
      page.flow((0..<8).map { "\(mark) main text in its row \($0)" }, x: 220, y: 150, leading: 13)
      return page
    }
    var first = page("one")
    first.text("A head that reaches over both of the columns and is long enough for it, it seems", x: 40, y: 100)
    let pages = try SyntheticPDF(first, page("two")).read().pages
    #expect(pages[0].lines.map(\.region) == [0] + Array(repeating: 1, count: 5) + Array(repeating: 2, count: 8))
    #expect(pages[1].lines.map(\.region) == Array(repeating: 1, count: 5) + Array(repeating: 2, count: 8))
  }
}
