import DocumentText
import Testing

/// Tables under column heads, cards side by side, a margin of contact details.
@Suite struct ReadingOrderTablesTests {
  @Test func readsATableRowByRowHoweverItsCellsWrap() throws {
    let lines = try SyntheticPDF { page in
      page.text("Experience", x: 50, y: 60, size: 14, font: .bold)
      for (head, x) in [("Company", 50.0), ("Position", 160), ("From", 270), ("Duties", 330)] {
        page.text(head, x: x, y: 84, size: 10, font: .bold)
      }
      page.flow(["Kranich", "Steel Ltd"], x: 50, y: 104, leading: 12)
      page.flow(["Buyer for all", "of Europe"], x: 160, y: 104, leading: 12)
      page.text("2019", x: 270, y: 104, size: 10)
      page.flow(["Bought steel in nine", "countries"], x: 330, y: 104, leading: 12)
      page.text("Morgenrot", x: 50, y: 136, size: 10)
      page.text("Clerk", x: 160, y: 136, size: 10)
      page.text("2016", x: 270, y: 136, size: 10)
      page.text("Filed letters", x: 330, y: 136, size: 10)
      page.text("Education", x: 50, y: 180, size: 14, font: .bold)
    }.read().pages[0].lines
    #expect(
      lines.map(\.text) == [
        "Experience", "Company\tPosition\tFrom\tDuties",
        "Kranich Steel Ltd\tBuyer for all of Europe\t2019\tBought steel in nine countries",
        "Morgenrot\tClerk\t2016\tFiled letters", "Education",
      ])
  }

  @Test func readsCardsSectionBySection() throws {
    let lines = try SyntheticPDF { page in
      func card(_ rows: [String], x: Double, y: Double) {
        page.text(rows[0], x: x, y: y, size: 8)
        page.text(rows[1], x: x, y: y + 12, size: 10, font: .bold)
        page.text(rows[2], x: x, y: y + 24, size: 10)
      }
      page.text("Experience", x: 50, y: 60, size: 14, font: .bold)
      card(["2019-2021", "Buyer", "Kranich Ltd"], x: 60, y: 90)
      card(["2016-2019", "Clerk", "Morgenrot Ltd"], x: 330, y: 90)
      page.text("Education", x: 50, y: 150, size: 14, font: .bold)
      card(["2012-2016", "Physics", "University of Bath"], x: 60, y: 180)
      card(["2010-2012", "Chemistry", "Bristol College"], x: 330, y: 180)
    }.read().pages[0].lines.map(\.text)
    let education = try #require(lines.firstIndex(of: "Education"))
    #expect(try #require(lines.firstIndex(of: "Morgenrot Ltd")) < education)
    #expect(try #require(lines.firstIndex(of: "Bristol College")) > education)
  }

  @Test func readsAMarginOfContactDetailsByItself() throws {
    let lines = try SyntheticPDF { page in
      page.flow(["Leeds", "020 7946 0018", "jane@example.com", "jane-roe"], x: 50, y: 90, leading: 13)
      page.text("Profile", x: 200, y: 90, size: 14, font: .bold)
      page.flow(
        [
          "Buyer of steel with nine years in yards and depots of all sizes and kinds",
          "who likes to bring order into things and to work with others on what is next",
          "and has never missed a delivery in all of these years, whatever the weather",
        ], x: 200, y: 110, leading: 12)
    }.read().pages[0].lines.map(\.text)
    #expect(lines.contains("Profile"))
    #expect(lines.contains("jane@example.com"))
  }
}
